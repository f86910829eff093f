"""Which language a text is in: other languages told, English never taken for one, whatever names it is full of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.intake.arrival import Arrival
from firsthand.intake.language import language_of, settled
from firsthand.intake.source import arrivals
from firsthand.kit import Kit
from firsthand.pipeline import read_document

ENGLISH = "Two people were killed in Sumy on Tuesday, the governor said, and the depot was on fire by the evening of that day."
OTHERS = [
    ("uk", "У вівторок у Сумах загинули двоє людей, повідомив губернатор, а склад горів до вечора."),
    ("ru", "Во вторник в Сумах погибли два человека, сообщил губернатор, склад горел до самого вечера, пожарные работали всю ночь."),
    ("de", "Am Dienstag sind in Sumy zwei Menschen getötet worden, wie der Gouverneur mitteilte, und das Lager brannte bis zum Abend, weil die Feuerwehr nicht durchkam."),
    ("fr", "Deux personnes ont été tuées mardi à Soumy, a déclaré le gouverneur, et le dépôt a brûlé jusqu'au soir parce que les pompiers ne pouvaient pas passer."),
    ("es", "Dos personas murieron el martes en Sumy, dijo el gobernador, y el depósito ardió hasta la noche porque los bomberos no pudieron pasar."),
    ("pl", "We wtorek w Sumach zginęły dwie osoby, poinformował gubernator, a magazyn płonął do wieczora, ponieważ strażacy nie mogli się przedostać."),
    ("tr", "Vali, salı günü iki kişinin öldüğünü ve itfaiye geçemediği için deponun akşama kadar yandığını söyledi, yollar da bütün gece kapalı kaldı."),
    ("ar", "قال المحافظ إن شخصين قتلا يوم الثلاثاء في المدينة وإن المستودع ظل يحترق حتى المساء"),
    ("he", "שני בני אדם נהרגו ביום שלישי, מסר המושל, והמחסן בער עד הערב"),
    ("zh", "州长说，星期二有两人丧生，仓库一直燃烧到晚上。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), OTHERS, ids=[code for code, _ in OTHERS])
def test_other_languages_are_told(code: str, text: str) -> None:
    assert language_of(text) == code
    assert settled("en", text) == code  # a template that says "en" does not make it English


NOT_FOREIGN = [
    "",
    "Kyiv",
    "2024-11-05 18:00",
    "Strike in Sumy",
    "Zelenskyy: Pokrovsk, Toretsk, Chasiv Yar",
    "Kharkiv Oblast: Vovchansk, Lyptsi, Kupiansk. Donetsk Oblast: Pokrovsk, Myrnohrad, Toretsk, Chasiv Yar. Zaporizhzhia Oblast: Orikhiv, Robotyne.",
    "Serhiy Lysohor, Ihor Terekhov, Oleh Syniehubov, Ivan Fedorov, Vadym Filashkin, Oleksandr Prokudin, Viktor Mykyta",
    "Verkhovna Rada, Ukrainska Pravda, Suspilne Kharkiv, Kyivvodokanal, Derzhprykordonsluzhba and Naftogaz",
    "Russian drones, missiles, glide bombs hit Nikopol, Marhanets, Pokrovske hromada overnight, killing two, wounding three",
    "shelling near Vovchansk; drone strikes on Kupiansk, Lyman; two civilians killed, three wounded; artillery fire, mortar attacks, power lines damaged",
    "killed 2, wounded 7, missing 1, tanks 12, guns 30, lorries 41, drones 118, missiles 4, boats 0, aircraft 1, systems 2, men 1150",
    "BREAKING: EXPLOSIONS HEARD IN ODESA, MYKOLAIV, KHERSON, ZAPORIZHZHIA AND DNIPRO",
]


@pytest.mark.parametrize("text", NOT_FOREIGN)
def test_short_english_and_lists_of_names_are_not_taken_for_another_language(text: str) -> None:
    assert language_of(text) in (None, "en")


def test_english_is_told_with_other_languages_in_it() -> None:
    assert language_of(ENGLISH) == "en"
    assert language_of(f"{ENGLISH} «Усі живі», he wrote. {ENGLISH}") == "en"
    assert language_of(ENGLISH.upper()) == "en"
    assert settled("uk", ENGLISH) == "en"
    assert settled("en-GB", ENGLISH) == "en-GB"
    assert settled("English", ENGLISH) == "en"


def test_what_cannot_be_told_stays_as_stated() -> None:
    assert settled("uk", "Kyiv") == "uk"
    assert settled(None, "Kyiv") is None
    assert language_of("Генштаб") == "und"
    assert settled("uk", "Генштаб") == "uk"


def test_a_document_in_another_language_arrives_and_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f'<html lang="en"><body><article><p>{OTHERS[0][1]} {OTHERS[0][1]}</p></article></body></html>')
    (one,) = arrivals([path])
    assert isinstance(one, Arrival)
    assert one.document.language == "uk"
    reading = read_document(one.document, Kit())
    assert "language uk: not read, Firsthand reads en" in reading.notes
    assert list(reading.records()) == []


@given(st.text(max_size=300))
def test_any_text_has_one_answer(text: str) -> None:
    assert language_of(text) == language_of(text)


def test_time_does_not_grow_with_the_text() -> None:
    language_of(OTHERS[0][1])  # loads the statistics

    def seconds(text: str) -> float:
        started = time.process_time()
        for _ in range(20):
            language_of(text)
        return (time.process_time() - started) / 20

    assert seconds(ENGLISH * 40) < 0.001
    assert seconds(ENGLISH * 40_000) < 0.002
