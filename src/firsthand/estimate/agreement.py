"""What it means that two rows of name lists agree, part by part: the settings of the linkage model.

Levels stand in falling order of agreement; splink learns how often each occurs among matches and by chance. Names
count for more the rarer they are (term frequencies). A missing cell speaks neither for nor against.

The two shares of a level (m among matches, u by chance) are where learning starts, and what stays for lists too short
to learn from. They come from lists of 20,000 made-up people (tools/synthetic_people.py), no real list.
"""

from __future__ import annotations

from typing import Any, Final

_KM: Final = (
    "2 * 6371 * asin(sqrt(power(sin(radians(lat_r - lat_l) / 2), 2) "
    "+ cos(radians(lat_l)) * cos(radians(lat_r)) * power(sin(radians(lon_r - lon_l) / 2), 2)))"
)
_SWAPPED: Final = (
    "substr(born_l, 1, 4) = substr(born_r, 1, 4) AND substr(born_l, 6, 2) = substr(born_r, 9, 2) "
    "AND substr(born_l, 9, 2) = substr(born_r, 6, 2)"
)

# Rules that hardly ever join two people: they tell splink how rare matches are.
SURE: Final = (
    "l.born = r.born AND l.family = r.family AND l.given = r.given",
    "l.died = r.died AND l.family = r.family AND l.given = r.given",
)
# Blocks within which splink learns; each leaves its own parts out, so that every part is learned in some block.
LESSONS: Final = ("l.born = r.born", "l.family = r.family AND l.given = r.given")


def _level(sql: str, label: str, m: float, u: float, term: str | None = None) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": sql, "label_for_charts": label, "m_probability": m, "u_probability": u}
    if term:
        level["tf_adjustment_column"] = term
    return level


def _missing(*columns: str) -> dict[str, Any]:
    sql = " OR ".join(f"{column}_l IS NULL OR {column}_r IS NULL" for column in columns)
    return {"sql_condition": sql, "label_for_charts": "not given", "is_null_level": True}


def _part(name: str, missing: dict[str, Any], *levels: dict[str, Any]) -> dict[str, Any]:
    rest = (1 - sum(level[share] for level in levels) for share in ("m_probability", "u_probability"))
    return {"output_column_name": name, "comparison_levels": [missing, *levels, _level("ELSE", "differs", *rest)]}


PARTS: Final = {
    "family": _part(
        "family",
        _missing("family"),
        _level("family_l = family_r", "same", 0.85, 0.006, "family"),
        _level("bones_l = bones_r", "same consonants", 0.09, 0.004),
        _level("jaro_winkler_similarity(family_l, family_r) >= 0.9", "a slip apart", 0.04, 0.005),
    ),
    "given": _part(
        "given",
        _missing("given"),
        _level("given_l = given_r", "same", 0.93, 0.055, "given"),
        _level("(length(given_l) = 1 OR length(given_r) = 1) AND initial_l = initial_r", "same initial", 0.03, 0.06),
        _level("jaro_winkler_similarity(given_l, given_r) >= 0.9", "a slip apart", 0.02, 0.005),
    ),
    "patronymic": _part(
        "patronymic",
        _missing("patronymic"),
        _level("patronymic_l = patronymic_r", "same", 0.75, 0.041),
        _level(
            "(length(patronymic_l) = 1 OR length(patronymic_r) = 1) "
            "AND substr(patronymic_l, 1, 1) = substr(patronymic_r, 1, 1)",
            "same initial",
            0.15,
            0.024,
        ),
        _level("jaro_winkler_similarity(patronymic_l, patronymic_r) >= 0.9", "a slip apart", 0.04, 0.002),
    ),
    "born": _part(
        "born",
        _missing("born_year"),
        _level("born_l = born_r", "same day", 0.85, 0.0001),
        _level(_SWAPPED, "day and month swapped", 0.01, 0.00002),
        _level("levenshtein(born_l, born_r) = 1", "one digit apart", 0.02, 0.0017),
        _level("(born_l IS NULL OR born_r IS NULL) AND born_year_l = born_year_r", "same year, no day", 0.1, 0.0025),
        _level("born_year_l = born_year_r", "same year, other day", 0.01, 0.022),
    ),
    "died": _part(
        "died",
        _missing("died_month"),
        _level("died_l = died_r", "same day", 0.8, 0.0012),
        _level(
            "abs(datediff('day', try_cast(died_l AS date), try_cast(died_r AS date))) <= 3",
            "within three days",
            0.06,
            0.006,
        ),
        _level("(died_l IS NULL OR died_r IS NULL) AND died_month_l = died_month_r", "same month, no day", 0.11, 0.005),
        _level(
            "abs(datediff('day', try_cast(died_l AS date), try_cast(died_r AS date))) <= 31",
            "within a month",
            0.02,
            0.05,
        ),
    ),
    "place": _part(
        "place",
        _missing("lat", "lon"),
        _level(f"{_KM} <= 15", "within 15 km", 0.9, 0.07),
        _level(f"{_KM} <= 60", "within 60 km", 0.05, 0.05),
    ),
    "unit": _part("unit", _missing("unit"), _level("unit_l = unit_r", "same", 0.9, 0.02)),
    "rank": _part("rank", _missing("rank"), _level("rank_l = rank_r", "same", 0.85, 0.25)),
}


def settings(given: frozenset[str], rows: int) -> dict[str, Any]:
    """Settings for splink, comparing only the parts that `rows` rows give (`given`), without rules of what to compare."""
    return {
        "link_type": "dedupe_only",
        "comparisons": [part for name, part in PARTS.items() if name in given],
        "blocking_rules_to_generate_predictions": [],
        "probability_two_random_records_match": min(0.5, 1 / max(rows, 2)),  # each row has about half a partner
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
        "linker_uid": "firsthand",
    }


def agreement(part: str, level: int) -> str:
    """The words for a level as splink numbers it: the highest agreement has the highest number, -1 is missing."""
    levels = [one for one in PARTS[part]["comparison_levels"] if not one.get("is_null_level")]
    return "not given" if level < 0 else str(levels[len(levels) - 1 - level]["label_for_charts"])
