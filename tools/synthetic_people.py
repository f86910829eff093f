"""Made-up people on incomplete lists, with the truth: for measuring linkage. No real person is meant.

    python tools/synthetic_people.py OUT [--people 20000] [--seed 20]

writes four lists in the manner of four organisations: a ministry (Ukrainian, full dates), a memorial project (Russian,
patronymics, dates sometimes by year), a foreign newsroom (English transliteration, no patronymic, places), a rights
group (mixed spellings, typing errors, day and month swapped, missing cells), and truth.csv.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from firsthand.estimate.names import name
from firsthand.estimate.people import Person

# Family names in Ukrainian and Russian spelling; roots and endings make some thousands, as skewed as real ones.
ROOTS: Final = [
    "Петр",
    "Бонд",
    "Коваль",
    "Шевч",
    "Ткач",
    "Кравч",
    "Олій",
    "Мельнич",
    "Гонч",
    "Лис",
    "Мороз",
    "Тимош",
    "Павл",
    "Васил",
    "Савч",
    "Сидор",
    "Рудь",
    "Марч",
    "Юрч",
    "Захар",
    "Кузьм",
    "Левч",
    "Іван",
    "Дем",
    "Федор",
    "Грицюк",
    "Кост",
    "Степан",
    "Романь",
    "Антон",
    "Яким",
    "Остап",
    "Назар",
    "Лук",
    "Мирон",
    "Прок",
    "Харч",
    "Юхим",
    "Якоб",
    "Онищ",
    "Пилип",
    "Тарас",
    "Даниль",
    "Клим",
    "Мусі",
    "Гнат",
    "Каленик",
    "Хом",
    "Стець",
    "Гайд",
    "Білош",
]
ENDINGS: Final = ("енко", "чук", "ук", "юк", "ів", "ський", "ко", "ець", "ак", "ин")
GIVEN: Final = (
    ("Олександр", "Александр", "Oleksandr", "Alexander"), ("Сергій", "Сергей", "Serhii", "Sergei"),
    ("Володимир", "Владимир", "Volodymyr", "Vladimir"), ("Микола", "Николай", "Mykola", "Nikolai"),
    ("Андрій", "Андрей", "Andrii", "Andrey"), ("Дмитро", "Дмитрий", "Dmytro", "Dmitry"),
    ("Віктор", "Виктор", "Viktor", "Victor"), ("Юрій", "Юрий", "Yurii", "Yuri"), ("Іван", "Иван", "Ivan", "Ivan"),
    ("Михайло", "Михаил", "Mykhailo", "Mikhail"), ("Олег", "Олег", "Oleh", "Oleg"), ("Ігор", "Игорь", "Ihor", "Igor"),
    ("Василь", "Василий", "Vasyl", "Vasily"), ("Петро", "Пётр", "Petro", "Pyotr"), ("Павло", "Павел", "Pavlo", "Pavel"),
    ("Максим", "Максим", "Maksym", "Maxim"), ("Євген", "Евгений", "Yevhen", "Evgeny"), ("Роман", "Роман", "Roman", "Roman"),
    ("Богдан", "Богдан", "Bohdan", "Bogdan"), ("Тарас", "Тарас", "Taras", "Taras"), ("Олексій", "Алексей", "Oleksii", "Alexei"),
    ("Артем", "Артём", "Artem", "Artyom"), ("Денис", "Денис", "Denys", "Denis"), ("Вадим", "Вадим", "Vadym", "Vadim"),
    ("Ілля", "Илья", "Illia", "Ilya"), ("Костянтин", "Константин", "Kostiantyn", "Konstantin"),
    ("Ярослав", "Ярослав", "Yaroslav", "Yaroslav"), ("Віталій", "Виталий", "Vitalii", "Vitaly"),
    ("Руслан", "Руслан", "Ruslan", "Ruslan"), ("Степан", "Степан", "Stepan", "Stepan"),
)  # fmt: skip
FATHERS: Final = (
    ("Олександрович", "Александрович"), ("Сергійович", "Сергеевич"), ("Володимирович", "Владимирович"),
    ("Миколайович", "Николаевич"), ("Андрійович", "Андреевич"), ("Дмитрович", "Дмитриевич"), ("Вікторович", "Викторович"),
    ("Юрійович", "Юрьевич"), ("Іванович", "Иванович"), ("Михайлович", "Михайлович"), ("Олегович", "Олегович"),
    ("Ігорович", "Игоревич"), ("Васильович", "Васильевич"), ("Петрович", "Петрович"), ("Павлович", "Павлович"),
    ("Анатолійович", "Анатольевич"), ("Григорович", "Григорьевич"), ("Степанович", "Степанович"),
)  # fmt: skip
TOWNS: Final = (
    ("Полтава", 49.59, 34.55), ("Суми", 50.91, 34.80), ("Житомир", 50.25, 28.66), ("Вінниця", 49.23, 28.47), ("Одеса", 46.48, 30.73),
    ("Харків", 49.99, 36.23), ("Дніпро", 48.47, 35.04), ("Львів", 49.84, 24.03), ("Чернігів", 51.50, 31.29), ("Черкаси", 49.44, 32.06),
    ("Миколаїв", 46.97, 32.00), ("Рівне", 50.62, 26.25), ("Тернопіль", 49.55, 25.59), ("Кременчук", 49.07, 33.42), ("Умань", 48.75, 30.22),
)  # fmt: skip
RANKS: Final = (
    "солдат",
    "солдат",
    "солдат",
    "старший солдат",
    "сержант",
    "сержант",
    "старший сержант",
    "лейтенант",
    "капітан",
)
UNITS: Final = 60
GIVES_UNIT: Final = {"ministry": 0.8, "memorial": 0.6, "newsroom": 0.3, "rights": 0.4}
NATIONAL: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        [
            "a",
            "b",
            "v",
            "h",
            "g",
            "d",
            "e",
            "ie",
            "zh",
            "z",
            "y",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "iu",
            "ia",
        ],
        strict=True,
    )
)
RUSSIAN: Final = str.maketrans({"і": "и", "ї": "и", "є": "е", "и": "ы", "ґ": "г", "'": ""})
PRESS: Final = (("(?<![cksz])h", "g"), ("shch", "sch"), ("ii", "y"), ("iu", "yu"), ("ia", "ya"), ("kh", "h"))


@dataclass(frozen=True, slots=True)
class Soul:
    """A made-up person as nobody's list has them: complete and without error."""

    family: str
    given: tuple[str, ...]
    father: tuple[str, str]
    born: date
    died: date
    town: tuple[str, float, float]
    rank: str
    unit: int


def souls(count: int, seed: int) -> list[Soul]:
    """`count` people; names follow a skewed law, so that many share one."""
    luck = random.Random(seed)
    families = [root + ending for root in ROOTS for ending in ENDINGS]
    luck.shuffle(families)
    weights = [1 / (at + 8) for at in range(len(families))]
    common = [1 / (at + 3) for at in range(len(GIVEN))]
    return [
        Soul(
            luck.choices(families, weights)[0],
            luck.choices(GIVEN, common)[0],
            luck.choice(FATHERS),
            date(1965, 1, 1) + timedelta(luck.randrange(14_000)),
            date(2022, 2, 24) + timedelta(luck.randrange(900)),
            luck.choice(TOWNS),
            luck.choice(RANKS),
            luck.randrange(1, UNITS + 1),
        )
        for _ in range(count)
    ]


def lists(people: Sequence[Soul], seed: int) -> dict[str, list[dict[str, str]]]:
    """Four lists of rows; `soul` is the truth, which no list has."""
    luck = random.Random(seed + 1)
    found: dict[str, list[dict[str, str]]] = {"ministry": [], "memorial": [], "newsroom": [], "rights": []}
    for number, soul in enumerate(people):
        known = luck.random()  # some people are found by everybody, some by hardly anyone
        for title, share in (("ministry", 0.5), ("memorial", 0.45), ("newsroom", 0.35), ("rights", 0.4)):
            if luck.random() < share * (0.6 + 0.8 * known):
                found[title].append({"soul": str(number), **_row(title, soul, luck)})
    for rows in found.values():
        luck.shuffle(rows)
    return found


def made_up(count: int, seed: int) -> tuple[list[Person], dict[tuple[str, str], str]]:
    """The same lists as `estimate` reads them, and whose row each (list, row) is."""
    people, truth = [], {}
    for title, rows in lists(souls(count, seed), seed).items():
        for at, row in enumerate(rows):
            truth[title, str(at)] = row["soul"]
            people.append(
                Person(
                    list=title,
                    id=str(at),
                    name=name(family=row["family"], given=row["given"], patronymic=row["patronymic"]),
                    written=" ".join((row["given"], row["patronymic"], row["family"])),
                    born=row["born"],
                    died=row["died"],
                    lat=float(row["lat"]) if row["lat"] else None,
                    lon=float(row["lon"]) if row["lon"] else None,
                    rank=row["rank"],
                    unit=row["unit"],
                )
            )
    return people, truth


def _row(list_: str, soul: Soul, luck: random.Random) -> dict[str, str]:
    town, lat, lon = soul.town
    cells = {
        "family": soul.family,
        "given": soul.given[0],
        "patronymic": soul.father[0],
        "born": soul.born.isoformat(),
        "died": soul.died.isoformat(),
        "place": town,
        "lat": f"{lat + luck.uniform(-0.05, 0.05):.3f}",
        "lon": f"{lon + luck.uniform(-0.05, 0.05):.3f}",
        "rank": soul.rank if list_ in ("ministry", "memorial") and luck.random() < 0.8 else "",
        "unit": str(soul.unit) if luck.random() < GIVES_UNIT[list_] else "",
    }
    if list_ == "memorial":
        cells |= {"family": _russian(soul.family), "given": soul.given[1], "patronymic": soul.father[1]}
        if luck.random() < 0.25:
            cells["born"] = cells["born"][:4]
    elif list_ == "newsroom":
        latin = _latin(soul.family)
        cells |= {"family": latin, "given": luck.choice(soul.given[2:]), "patronymic": "", "place": ""}
        cells["died"] = cells["died"] if luck.random() < 0.7 else cells["died"][:7]
    elif list_ == "rights":
        spelled = _latin(soul.family).casefold()
        if luck.random() < 0.5:
            for right, press in PRESS:
                spelled = re.sub(right, press, spelled)
            cells |= {"family": spelled.capitalize(), "given": luck.choice(soul.given[2:])}
            cells["patronymic"] = _latin(soul.father[0])[0].upper() + "." if luck.random() < 0.5 else ""
        elif luck.random() < 0.5:
            cells |= {"family": _russian(soul.family), "given": soul.given[1], "patronymic": soul.father[1]}
        if luck.random() < 0.05 and soul.born.day <= 12:
            cells["born"] = date(soul.born.year, soul.born.day, soul.born.month).isoformat()
        if luck.random() < 0.15:
            cells["died"] = (soul.died + timedelta(luck.randint(-3, 3))).isoformat()
    wrong = 0.02 if list_ == "ministry" else 0.05
    if luck.random() < wrong:
        cells["family"] = _slip(cells["family"], luck)
    for cell, missing in (("born", 0.12), ("died", 0.12), ("lat", 0.25), ("patronymic", 0.1)):
        if luck.random() < missing:
            cells[cell] = ""
            if cell == "lat":
                cells |= {"lon": "", "place": ""}
    return cells


def _latin(text: str) -> str:
    spelled = "".join(NATIONAL.get(c, c) for c in text.casefold())
    return spelled[:1].upper() + spelled[1:]


def _russian(family: str) -> str:
    return family.replace("ський", "ский").replace("ець", "ец").replace("ів", "ов").translate(RUSSIAN)


def _slip(word: str, luck: random.Random) -> str:
    at = luck.randrange(1, max(2, len(word) - 1))
    match luck.randrange(3):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at : at + 1] * 2 + word[at + 1 :]
        case _:
            return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for title, rows in lists(souls(args.people, args.seed), args.seed).items():
        with (args.out / f"{title}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            columns = [column for column in rows[0] if column != "soul"]
            table.writerow(["id", *columns])
            table.writerows([f"{title}-{at}", *(row[column] for column in columns)] for at, row in enumerate(rows))
        with (args.out / f"{title}.truth.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["id", "soul"])
            table.writerows([f"{title}-{at}", row["soul"]] for at, row in enumerate(rows))
        print(f"{title}: {len(rows)} rows")


if __name__ == "__main__":
    main()
