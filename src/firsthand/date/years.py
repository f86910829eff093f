"""Years and their parts and wholes: "2024", "480 BC", "the 1990s", "Q3 2024", "spring 2023", "fiscal 1989"."""

from __future__ import annotations

from dataclasses import replace

from firsthand.date.numbers import ordinal, year_in_words
from firsthand.date.scene import APOSTROPHES, HYPHENS, Scene
from firsthand.date.terms import Point

At = tuple[int, Point]


def year_at(s: Scene, i: int, bare: bool = False) -> At | None:
    """A year: "2024", "480 BC", "AD 70", "'96". `bare`: it stands alone and must look like one."""
    word = s.words[i]
    if word in ("ad", "a") and s.tokens.capitalised(i):
        k = i + 1 if word == "ad" else i + 4 if s.says(i, ("a", ".", "d", ".")) else 0
        if k and (year := s.numbers[k]) is not None and 0 < year < 2200:
            return k + 1, Point(year=year)
    if word in APOSTROPHES and s.joined(i) and len(s.words[i + 1]) == 2 and (year := s.numbers[i + 1]) is not None:
        if (s.words[i + 2] == "s" and s.joined(i + 1)) or (bare and not s.listed("before_year", s.before(i))):
            return None
        return i + 2, Point(year=century_of(year))
    if (spelled := year_in_words(s, i)) is not None and s.senses[spelled[0]].unit is None:
        return spelled[0], Point(year=spelled[1])
    year = s.numbers[i]
    if year is None:
        return None
    era = era_at(s, i + 1)
    if era is not None and 0 < year < 4000:
        return era[0], Point(year=1 - year if era[1] else year)
    if len(word) != 4 or not 1000 <= year <= 2199:
        return None
    decimal = s.words[i + 1] == "," or (bare and s.words[i + 1] == ".")  # "5 May 2024.15" ends in a footnote
    if decimal and s.joined(i) and s.joined(i + 1) and s.numbers[i + 2] is not None:
        return None
    if i and s.joined(i - 1) and s.words[i - 1] in (".", "$", "£", "€", "#", "/", ":"):
        return None
    if bare and not _year_alone(s, i, year):
        return None
    return i + 1, Point(year=year)


def century_of(year: int) -> int:
    """A year of two digits: 1970 to 2069."""
    return year + (1900 if year >= 70 else 2000)


def era_at(s: Scene, i: int) -> tuple[int, bool] | None:
    """ "BC", "B.C.", "BCE", "AD", "CE" after a number: where it stops, and whether before the era."""
    word = s.words[i]
    if word in ("bc", "bce"):
        return i + 1, True
    if word in ("ad", "ce") and s.tokens.written(i).isupper():
        return i + 1, False
    if s.says(i, ("b", ".", "c", ".")):
        return (i + 6, True) if s.says(i + 4, ("e", ".")) else (i + 4, True)
    if s.says(i, ("a", ".", "d", ".")):
        return i + 4, False
    return None


def _year_alone(s: Scene, i: int, year: int) -> bool:
    before, after = s.before(i), s.words[i + 1]
    if s.listed("not_before_year", before) or s.listed("not_after_year", after):
        return False
    if s.listed("about_year", before) and after.isalpha() and after.endswith("s"):
        return False
    if after == "-" and s.joined(i) and s.words[i + 2] in ("strong", "year", "man", "mile", "foot", "pound", "member"):
        return False
    if s.senses[i + 1].unit is not None and s.words[i + 1] != "season":
        return False
    if (
        i
        and s.joined(i - 1)
        and before not in APOSTROPHES
        and before not in ("(", "-", "–", "—", "[", '"', "“", "/", "‘")
    ):
        return False
    if s.joined(i) and (after.isalpha() or (after in ("/", ":") and s.numbers[i + 2] is not None)):
        return False
    if s.listed("before_year", before) or s.senses[i - 1].month is not None or before in APOSTROPHES:
        return True
    return 1700 <= year <= 2069


def with_year(s: Scene, j: int, point: Point) -> At:
    """`point` with the year that follows at `j`, if one does: ", 2024", " of 2024", " '24"."""
    k = j
    if s.words[k] == "." and s.joined(k - 1) and s.numbers[k + 1] and len(s.words[k + 1]) == 4:
        k += 1
    comma = s.words[k] == ","
    k += comma
    k = s.skip(k, "of", "in") if not comma else k
    if s.words[k - 1] == "in" and point.month is not None and point.day is not None and s.words[k] != "the":
        pass
    k = s.skip(k, "-") if s.joined(k - 1) and s.joined(k) and not comma else k
    k = k + 1 if s.words[k] == "the" and s.words[k + 1] == "year" else k
    k = k + 1 if s.words[k] == "year" else k
    found = year_at(s, k)
    if found is None or ((found[1].year or 0) < 1000 and era_at(s, k + 1) is None):
        return j, point
    if (
        s.listed("not_after_year", s.words[found[0]])
        and not s.listed("kept_after_full_date", s.words[found[0]])
        and not comma
        and point.day
    ):
        return j, point
    return found[0], replace(point, year=found[1].year)


def decade_at(s: Scene, i: int) -> At | None:
    """ "1990s", "'90s", "90s", "the nineties", "470s BC"."""
    word = s.words[i]
    j = i
    if word in APOSTROPHES and s.joined(i):
        j = i + 1
    year = s.numbers[j]
    if year is not None and year % 10 == 0 and s.joined(j):
        k = j + 1
        if s.words[k] in APOSTROPHES and s.joined(k):
            k += 1
        if s.words[k] == "s":
            era = era_at(s, k + 1)
            if era is not None and era[1] and year:
                return era[0], Point(decade=-year - 8)
            if len(s.words[j]) == 4 and 1000 <= year <= 2190:
                return k + 1, Point(decade=year)
            if len(s.words[j]) == 2 and (j > i or (s.before(i) in ("the", "early", "late", "mid", "-") and year >= 20)):
                return k + 1, Point(decade=1900 + year)
        return None
    if s.senses[i].decade is not None and s.before(i) in ("the", "early", "late", "mid", "-", "nineteen", "roaring"):
        decade = s.senses[i].decade or 0
        return i + 1, Point(decade=1900 + decade)
    return None


def century_at(s: Scene, i: int) -> At | None:
    """ "20th century", "the nineteenth-century", "4th century BC"."""
    number = ordinal(s, i)
    if number is None or not 1 <= number[1] <= 30:
        return None
    j = number[0] + 1 if s.hyphen(number[0]) else number[0]
    if s.words[j] != "century":
        return None
    era = era_at(s, j + 1)
    if era is not None and era[1]:
        return era[0], Point(century=2 - 100 * number[1])
    return (era[0] if era else j + 1), Point(century=100 * (number[1] - 1))


def part_of_year(s: Scene, i: int) -> At | None:
    """ "third quarter", "second half of 2024", "Q3 2024", "1989 fourth quarter", "spring 2023", "fiscal 1989"."""
    word = s.words[i]
    if (
        word in ("q", "h")
        and s.joined(i)
        and (number := s.numbers[i + 1]) is not None
        and 1 <= number <= (4 if word == "q" else 2)
        and s.tokens.capitalised(i)
    ):
        return with_year(s, i + 2, Point(quarter=number) if word == "q" else Point(half=number))
    if word == "fiscal" or word == "fy":
        return _fiscal(s, i)
    season = s.senses[i].season
    if season is not None and not s.senses[i].plural and _season_meant(s, i):
        return with_year(s, i + 1, Point(season=season))
    if (year := s.numbers[i]) is not None and len(word) == 4 and 1900 <= year <= 2100:
        j = i + 1
        j = s.skip(j, "fiscal")
        named = ordinal(s, j)
        if named is not None and 1 <= named[1] <= 4:
            k = named[0] + 1 if s.hyphen(named[0]) else named[0]
            if s.words[k] == "quarter":
                return k + 1, Point(year=year, quarter=named[1])
            if s.words[k] == "half" and named[1] <= 2:
                return k + 1, Point(year=year, half=named[1])
        return None
    named = ordinal(s, i)
    if named is None:
        if word in ("last", "latter") and s.words[i + 1] == "half" and s.words[i + 2] == "of":
            stop, whole = with_year(s, i + 2, Point(half=2))
            return (stop, whole) if stop > i + 2 else None
        return None
    j = named[0] + 1 if s.hyphen(named[0]) else named[0]
    j = s.skip(j, "fiscal")
    if s.words[j] == "quarter" and 1 <= named[1] <= 4:
        return with_year(s, j + 1, Point(quarter=named[1]))
    if s.words[j] == "half" and named[1] <= 2:
        stop, whole = with_year(s, j + 1, Point(half=named[1]))
        if stop > j + 1:
            return stop, whole
    return None


def _fiscal(s: Scene, i: int) -> At | None:
    j = s.skip(i + 1, "year")
    j = j + 1 if s.hyphen(j) else j
    year = s.numbers[j]
    if year is not None and len(s.words[j]) == 4:
        return j + 1, Point(year=year)
    if year is not None and len(s.words[j]) == 2 and s.words[i] == "fy":
        return j + 1, Point(year=century_of(year))
    if s.words[i] == "fiscal" and (inner := part_of_year(s, j)) is not None and inner[1].quarter is not None:
        return inner
    return None


def _season_meant(s: Scene, i: int) -> bool:
    """Whether "spring" or "fall" is the season: beside a word of time, or a year."""
    word, before, after = s.words[i], s.before(i), s.words[i + 1]
    year = s.numbers[i + 1] if after not in ("of", ",") else s.numbers[i + 2]
    if year is not None and 1000 <= year <= 2199:
        return True
    if after in HYPHENS and s.senses[i + 2].season is not None:
        return True
    if word in ("autumn", "summer", "winter") or s.listed("season_nouns", after):
        return True
    if word == "fall":
        return before in (
            "last",
            "this",
            "next",
            "early",
            "late",
            "every",
            "each",
            "mid",
            "-",
            "in",
            "that",
        ) and after not in ("of", "from", "short", "back", "behind", "under", "into", "on")
    return before in s.lexicon.lists["before_time"] | {"the"} and after not in (
        "water",
        "up",
        "back",
        "from",
        "chicken",
    )
