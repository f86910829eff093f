"""Whether a spot is a place in its context: a gazetteer name alone is no licence.

Each spot gets cues (small numbers with names), the cues have learned weights (`data/locate_licence.json`, trained by
tools/train_places), and the sum is a log-odds. "Nice" is a city in "in Nice, France" and not in "Nice work".
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace, How
from firsthand.locate.spots import Spot, Token
from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

CUES: Final = (
    "always", "country", "province", "district", "people", "region", "water", "site", "other_name", "two_words", "unknown",
    "after_locative", "after_preposition", "after_the", "after_title", "after_given_name", "after_capital", "after_direction",
    "after_comma", "after_and", "at_sentence_start", "after_hyphen", "after_type", "before_type", "before_organisation",
    "before_capital", "before_attributive", "before_act", "before_possessive", "before_comma", "before_hyphen", "before_noun",
    "before_surname", "common_word", "given_name", "letters_all_capital", "code", "qualified", "qualifies", "listed",
    "dateline", "licensed_elsewhere", "person_elsewhere", "country_in_focus", "province_in_focus", "small", "at_headline",
    "common_opening", "mentions", "before_verb", "after_of", "locative_country", "capital_country", "nationality", "hand_made",
    "heard", "acronym", "where_fought", "struck",
)  # fmt: skip
_WIDE: Final = frozenset(
    {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SEA, PlaceKind.RIVER, PlaceKind.CONTINENT, PlaceKind.OCEAN}
)
_GREAT: Final = 5_000_000
_VERBS: Final = frozenset(
    [
        "has",
        "had",
        "have",
        "was",
        "were",
        "is",
        "are",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "did",
        "does",
        "do",
        "been",
        "said",
        "says",
    ]
)
_BE: Final = frozenset(["was", "were", "is", "are", "remains", "remained"])
_HAVE: Final = frozenset(["has", "had", "have"])
_BIG_ENOUGH: Final = 5_000  # a smaller place where wars are told may bear anybody's name
_SPEAKERS: Final = frozenset(["said", "says", "told", "added", "asked", "wrote", "noted", "explained"])


class Document:
    """The spots of a document with what is true of the document as a whole."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        spots: Sequence[Spot],
        gazetteer: Gazetteer,
        words: Words,
        heard: Mapping[str, int] | None = None,
    ) -> None:
        """`heard` are the rows of names that the gazetteer knows by their sound alone."""
        self.text, self.tokens, self.spots, self.words = text, tokens, spots, words
        self.heard = heard or {}
        self.best: dict[str, GazetteerPlace | None] = {}
        self.how: dict[str, How] = {}
        self.all_of: dict[str, list[GazetteerPlace]] = {}
        for spot in spots:
            if spot.name in self.best:
                continue
            self.best[spot.name] = None
            if spot.name in self.heard:
                self.best[spot.name], self.how[spot.name] = gazetteer.place(self.heard[spot.name]), How.SOUND
            elif spot.known:
                self._known(spot.name, gazetteer)
        headline = text.find("\n")
        self._headline_end = len(text) if headline < 0 else headline
        self._of_name: dict[str, dict[str, float]] = {}
        self.nationality = {name for name in self.best if gazetteer.nationality(name) is not None}
        self._elsewhere()

    def _known(self, name: str, gazetteer: Gazetteer) -> None:
        """The place that a name means without context: the largest, or a wide one that bears it as its own name."""
        found = [
            (gazetteer.place(row), how)
            for row, how in gazetteer.find(self.words.short.get(name, name))[:12]
            if how is not How.RULE or len(name) > 3 or name.isupper()
        ]
        self.all_of[name] = [place for place, _ in found]
        if found:
            wide = [(p, how) for p, how in found[:6] if how is How.OWN and p.kind in _WIDE]
            self.best[name], self.how[name] = wide[0] if wide and found[0][0].population < _GREAT else found[0]

    def _elsewhere(self) -> None:
        """Names that stand somewhere after a locative preposition, after a title, and the countries in focus."""
        self.after_locative: Counter[str] = Counter()
        self.after_person: Counter[str] = Counter()
        self.count = Counter(spot.name for spot in self.spots)
        lands: Counter[str] = Counter()
        provinces: Counter[int] = Counter()
        for spot in self.spots:
            before = self._word(spot.first - 1, spot)
            place = self.best[spot.name]
            if before in self.words.locative and before != "of":
                self.after_locative[spot.name] += 1
            if before in self.words.titles or (before in self.words.given_names and self._capital(spot.first - 1)):
                self.after_person[spot.name.split()[-1]] += 1
            if place is not None and spot.name.lower() not in self.words.common:
                weight = (
                    2 if place.kind in (PlaceKind.COUNTRY, PlaceKind.ADM1) else 1 if place.population > 100_000 else 0
                )
                if place.country:
                    lands[place.country] += weight
                if place.kind is PlaceKind.ADM1:
                    provinces[place.row] += 1
                elif place.adm1 is not None and place.population > 50_000:
                    provinces[place.adm1] += 1
        total = max(sum(lands.values()), 1)
        self.focus = {land for land, n in lands.items() if n >= 2 and n / total > 0.12}
        self.provinces = {row for row, n in provinces.items() if n >= 2}

    def _word(self, i: int, spot: Spot | None = None) -> str:
        if not 0 <= i < len(self.tokens):
            return ""
        token = self.tokens[i]
        if spot is not None:
            gap = self.text[token.end : spot.start] if i < spot.first else self.text[spot.end : token.start]
            titled = gap in (". ", ".\u00a0") and token.text.lower() in self.words.titles  # "Gen. Lyman"
            if not titled and (gap.strip(" \u00a0\"'“”‘’(") or "\n" in gap):
                return ""
        return token.text.lower()

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].capital

    def cues(self, number: int) -> dict[str, float]:
        """The cues of a spot with their values; one that is left out is nought."""
        text, words, spot = self.text, self.words, self.spots[number]
        place = self.best[spot.name]
        if spot.name not in self._of_name:
            self._of_name[spot.name] = self._about_name(spot.name, place)
        out = self._of_name[spot.name].copy()
        before, after = text[max(0, spot.start - 3) : spot.start], text[spot.end : spot.end + 3]
        one, nxt = self._word(spot.first - 1, spot), self._word(spot.last, spot)
        here = bool(one) and text[self.tokens[spot.first - 1].end : spot.start] in (" ", "\u00a0", ". ", ".\u00a0")
        capital_before = here and self._capital(spot.first - 1)
        there = bool(nxt) and text[spot.end : self.tokens[spot.last].start] in (" ", "\u00a0")
        capital_after = there and self._capital(spot.last)
        start = _sentence_start(text, spot.start)
        if one in words.locative:
            out["after_locative"] = 1.0
            if place is not None and place.kind is PlaceKind.COUNTRY:
                out["locative_country"] = 1.0
        elif one in words.prepositions:
            out["after_preposition"] = 1.0
        if one == "of":
            out["after_of"] = 1.0
        if one == "the":
            out["after_the"] = 1.0
        if here and one in words.titles:
            out["after_title"] = 1.0
        if here and one in words.given_names and capital_before:
            out["after_given_name"] = 1.0
        if here and one in words.directions:
            out["after_direction"] = 1.0
        elif capital_before and one not in words.common and one not in words.titles:
            out["after_capital"] = 1.0
        elif capital_before and one in words.common and not _sentence_start(text, self.tokens[spot.first - 1].start):
            out["after_capital"] = 0.5
        if one == "and":
            out["after_and"] = 1.0
        if before.endswith(", "):
            out["after_comma"] = 1.0
        if before.endswith(("-", "–", "/")):
            out["after_hyphen"] = 1.0
        if start:
            out["at_sentence_start"] = 1.0
        if one in words.type_before or f"{self._word(spot.first - 2)} {one}" in words.type_before:
            out["after_type"] = 1.0
        if (there and nxt in words.sectors) or (
            there
            and nxt in words.type_after
            and nxt not in ("state", "city", "plant", "port", "community", "settlement")
        ):
            out["before_type"] = 1.0
        elif capital_after and nxt in words.organisation:
            out["before_organisation"] = 1.0
        elif capital_after:
            out["before_capital"] = 1.0
        elif there and nxt in words.attributive:
            out["before_attributive"] = 1.0
        elif there and nxt in words.organisation and nxt not in words.prepositions:
            out["before_attributive"] = 0.5
        elif there and nxt in _VERBS:
            out["before_verb"] = 1.0
        elif there and nxt in words.acts:
            out["before_act"] = 1.0
        elif there and nxt not in words.prepositions and nxt not in words.common and nxt.isalpha():
            out["before_noun"] = 1.0
        if (
            there
            and nxt in _SPEAKERS
            and place is not None
            and not place.capital
            and place.kind is not PlaceKind.COUNTRY
        ):
            out["before_surname"] = 1.0
        if self._struck(spot, one if here else "", nxt if there else ""):
            out["struck"] = 1.0
        if self.tokens[spot.last - 1].after > spot.end:
            out["before_possessive"] = 1.0
        if after.startswith(", "):
            out["before_comma"] = 1.0
        if after[:1] in ("-", "–", "/"):
            out["before_hyphen"] = 1.0
        if start and "common_word" in out:
            out["common_opening"] = 1.0
        if self._acronym(spot, place):
            out["acronym"] = 1.0
        self._company(out, number, place)
        if after[:2] in (" (", " —", " –", "— ") or text[spot.end : spot.end + 12].lstrip().startswith(
            ("—", "–", "(Reuters", "(AP", "(AFP", "--")
        ):
            line = text.rfind("\n", max(0, spot.start - 39), spot.start)
            if line >= 0 or spot.start < 39:
                out["dateline"] = 1.0
        if spot.start <= self._headline_end:
            out["at_headline"] = 1.0
        return out

    def _struck(self, spot: Spot, one: str, nxt: str) -> bool:
        """ "shelled X", "X was shelled", "X has been taken": what is done to places, and seldom to a person of that name."""
        if one in self.words.struck:
            return True
        if nxt in _BE:
            return self._word(spot.last + 1) in self.words.struck
        return nxt in _HAVE and self._word(spot.last + 1) == "been" and self._word(spot.last + 2) in self.words.struck

    def _about_name(self, name: str, place: GazetteerPlace | None) -> dict[str, float]:
        """The cues that every mention of a name shares."""
        out: dict[str, float] = {"always": 1.0, "mentions": math.log(self.count[name])}
        if place is None:
            out["unknown"] = 1.0
        else:
            self._about_place(out, name, place)
        low = name.lower()
        if low in self.words.common:
            out["common_word"] = 1.0
        if low.split()[0] in self.words.given_names:
            out["given_name"] = 1.0
        if name.isupper():
            out["letters_all_capital" if len(name) > 3 else "code"] = 1.0
        if self.after_locative[name]:
            out["licensed_elsewhere"] = 1.0
        if self.after_person[name.split()[-1]]:
            out["person_elsewhere"] = 1.0
        if name in self.nationality:
            out["nationality"] = 1.0
        return out

    def _acronym(self, spot: Spot, place: GazetteerPlace | None) -> bool:
        """Capital letters amid words in small ones, which no country writes itself with: NATO, FAO."""
        name = spot.name
        if not (2 <= len(name) <= 6 and name.isalpha() and name.isupper()) or name in self.words.short:
            return False
        if place is not None and place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
            return False
        beside = [
            self.tokens[i].text
            for i in (spot.first - 1, spot.last)
            if 0 <= i < len(self.tokens)
            and "\n" not in self.text[min(self.tokens[i].start, spot.end) : max(self.tokens[i].end, spot.start)]
        ]
        return any(word.islower() for word in beside)

    def _about_place(self, out: dict[str, float], name: str, place: GazetteerPlace) -> None:
        match place.kind:
            case PlaceKind.COUNTRY:
                out["country"] = 1.0
            case PlaceKind.ADM1:
                out["province"] = 1.0
            case PlaceKind.ADM2 | PlaceKind.ADM3:
                out["district"] = 1.0
            case PlaceKind.SETTLEMENT:
                pass
            case PlaceKind.RIVER | PlaceKind.LAKE | PlaceKind.SEA | PlaceKind.OCEAN:
                out["water"] = 1.0
            case PlaceKind.REGION | PlaceKind.CONTINENT | PlaceKind.ISLAND | PlaceKind.MOUNTAIN:
                out["region"] = 1.0
            case _:
                out["site"] = 1.0
        if name in self.heard:
            out["heard"] = 1.0
        if place.point == "hand" and len(name) > 3:
            out["hand_made"] = 1.0
        out["people"] = math.log10(place.population + 1) / 7
        if place.population < 5000 and place.kind is PlaceKind.SETTLEMENT:
            out["small"] = 1.0
        if self.how[name] is not How.OWN:
            out["other_name"] = 1.0
        if len(name.split()) > 1:
            out["two_words"] = 1.0
        if self.focus <= self.words.fought and place.country in self.words.fought and place.population >= _BIG_ENOUGH:
            out["where_fought"] = 1.0
        if place.capital:
            out["capital_country"] = 1.0
        every = self.all_of.get(name) or [place]
        if place.kind is not PlaceKind.COUNTRY and any(p.country in self.focus for p in every):
            out["country_in_focus"] = 1.0
        if place.kind is not PlaceKind.ADM1 and any(p.adm1 in self.provinces for p in every):
            out["province_in_focus"] = 1.0

    def _company(self, out: dict[str, float], number: int, place: GazetteerPlace | None) -> None:
        """Neighbours in a list, and "Paris, Texas"."""
        spot = self.spots[number]
        for other, sign in ((number - 1, -1), (number + 1, 1)):
            if not 0 <= other < len(self.spots):
                continue
            near = self.spots[other]
            gap = self.text[near.end : spot.start] if sign < 0 else self.text[spot.end : near.start]
            if len(gap) > 6:
                continue
            theirs = self.best[near.name]
            if gap.strip() in (",", "and", ", and", "or", ";", "/", "&"):
                if theirs is not None and near.name.lower() not in self.words.common:
                    out["listed"] = out.get("listed", 0.0) + 0.5
                if gap.strip() == ",":
                    inner, outer = (theirs, place) if sign < 0 else (place, theirs)
                    lower = self.all_of.get(near.name if sign < 0 else spot.name, [])
                    if inner is not None and outer is not None and outer.kind in (PlaceKind.COUNTRY, PlaceKind.ADM1):
                        inside = any(
                            p.adm1 == outer.row or (p.country == outer.country and outer.kind is PlaceKind.COUNTRY)
                            for p in lower
                        )
                        if inside:
                            out["qualifies" if sign < 0 else "qualified"] = 1.0


def _sentence_start(text: str, at: int) -> bool:
    i = at - 1
    while i >= 0 and text[i] in " \u00a0\"'“”‘’(":
        i -= 1
    return i < 0 or text[i] in ".!?\n:;•"


class Licence:
    """Learned weights of the cues. `floor` is the log-odds above which a spot is a place.

    `with_reader` are the weights of the cues in `union`, used where the trained reader took part; empty without.
    """

    def __init__(
        self, weights: Mapping[str, float], floor: float, with_reader: Sequence[float] = (), reader_floor: float = 0.0
    ) -> None:
        self.weights, self.floor = {name: weights.get(name, 0.0) for name in CUES}, floor
        self.with_reader, self.reader_floor = tuple(with_reader), reader_floor

    @classmethod
    def load(cls) -> Licence:
        return _loaded()

    def odds(self, cues: Mapping[str, float]) -> float:
        """Log-odds that the spot is a place."""
        weights = self.weights
        return sum([weights[name] * value for name, value in cues.items()])


@lru_cache(maxsize=1)
def _loaded() -> Licence:
    numbers = json.loads((files("firsthand.data") / "locate_licence.json").read_text("utf-8"))
    reader = numbers.get("with_reader", {})
    return Licence(
        numbers["weights"],
        float(numbers["floor"]),
        tuple(reader.get("weights", {}).values()),
        float(reader.get("floor", 0.0)),
    )
