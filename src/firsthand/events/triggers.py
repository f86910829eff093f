"""Words that tell of events, found in a sentence and read as noun or verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.events.closed import Closed
from firsthand.events.lexicon import Form, Lexicon, Need, Sense
from firsthand.identify.words import Word

NOMINAL = frozenset(["NOUN", "PROPN", "NUM"])
WINDOW = 12  # words to either side in which a weak word must find its company


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words `at..end` tell of an event of class `kind`; `head` is where the word group begins ("had joined")."""

    at: int
    end: int
    head: int
    kind: str
    form: Form
    lemma: str
    passive: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """What is known of the words of a document: which belong to an armed actor, which to a place."""

    armed: frozenset[int]
    places: frozenset[int]
    named: frozenset[int] = frozenset()
    upos: Mapping[int, str] = field(default_factory=dict)  # word start -> part of speech, where the reader has seen it


def triggers(
    told: Sequence[Word], first: int, last: int, lexicon: Lexicon, known: Closed, company: Company
) -> list[Trigger]:
    """Triggers of the sentence `first..last`, in text order, none inside another."""
    found: list[Trigger] = []
    at = first
    while at < last:
        trigger = _at(told, at, first, last, lexicon, known, company)
        if trigger is None:
            at += 1
            continue
        found.append(trigger)
        at = trigger.end
    return found


def _at(
    told: Sequence[Word], at: int, first: int, last: int, lexicon: Lexicon, known: Closed, company: Company
) -> Trigger | None:
    entries = lexicon.forms.get(told[at].low)
    if entries is None:
        return None
    best: Trigger | None = None
    has_noun = any(form is Form.NOUN and len(parts) == 1 for parts, form, _ in entries)
    for parts, form, senses in entries:
        end = at + len(parts)
        if best is not None and (end - at < best.end - best.at or best.form is Form.NOUN):
            break
        if end > last or any(told[at + k].low != part for k, part in enumerate(parts)):
            continue
        noun = form is Form.NOUN
        seen = company.upos.get(told[end - 1].start if noun else told[at].start)
        if seen is not None and not told[at].low.endswith("ing"):
            if noun is not (seen in NOMINAL) and not (noun and len(parts) > 1):
                continue
            if seen == "ADJ" and not noun:
                continue
        elif not noun and not has_noun:
            if _nounlike(told[at - 1].low if at > first else "", at, first, told, known) and form in (
                Form.BASE,
                Form.THIRD,
            ):
                continue
        elif noun is not _noun(told, at, end, first, last, form, known, lexicon, len(parts) > 1):
            continue
        if form is Form.THIRD and not has_noun and seen is None and _plural(told, at, end, first, last, known):
            continue
        if at in company.named:
            continue
        if noun and _modifies(told, end, last, known, lexicon, company):
            continue
        if not noun and _attributive(told, at, end, first, last, form, known, company):
            continue
        if (
            noun
            and any(told[k].low == "any" for k in range(max(first, at - 2), at))
            and end < last
            and told[end].low != "was"
        ):
            generic = told[at - 2].low not in known.negations and told[at - 2].low not in known.be
            if generic and told[at - 3].low not in known.negations:
                continue
        if form is Form.BASE and seen is None and not _finite(told, at, first, known, lexicon):
            continue
        passive = not noun and _passive(told, at, first, form, known)
        head = at if noun else _head(told, at, first, known)
        for sense in senses:
            reduced = not noun and not passive and sense.kind in REDUCED and _reduced(told, at, end, last, form, known)
            if reduced and (sense.kind == "displace" or (sense.kind == "seize" and told[end].low == "by")):
                continue
            passive = passive or reduced
            if _kept(sense, told, at, end, head, first, last, form, passive, lexicon, known, company):
                kind = _means(sense, told, at, end, first, last, lexicon, noun)
                best = Trigger(at, end, head, kind, form, sense.lemma, passive, sense.need is Need.SURE)
                break
    return best


def _noun(
    told: Sequence[Word],
    at: int,
    end: int,
    first: int,
    last: int,
    form: Form,
    known: Closed,
    lexicon: Lexicon,
    long: bool,
) -> bool:
    """Whether the words stand as a noun, from what is beside them."""
    before = told[at - 1].low if at > first else ""
    after = told[end].low if end < last else ""
    word = told[at].low
    if word.endswith("ed") or (form in (Form.PAST, Form.PARTICIPLE) and word not in ("hit", "fall", "shot")):
        return False
    if form in (Form.PAST, Form.PARTICIPLE) and (before in known.be or before in known.have):
        return False
    if word.endswith("ing"):
        if before in known.be or (before in ("to", ",", "while", "when", "began", "by") and before != "to"):
            return (
                after in known.prepositions
                and after != ""
                and after not in ("to",)
                and form is Form.NOUN
                and before not in known.be
                and before != ","
            )
        if after in known.determiners or (
            after[:1].isalpha() and after not in known.prepositions and told[end].text[:1].isupper() and end < last
        ):
            return before in known.determiners
        return form is Form.NOUN or _nounlike(before, at, first, told, known)
    if long and form is Form.NOUN:
        return True
    if before in ("to",) or before in known.modals or before in known.negated or before in ("not", "who", "which"):
        return before == "to" and (
            (after in known.prepositions and after not in ("by", "at", "in", "on", "into", "from", "across", "towards"))
            or after in (",", ".")
        )
    if before in known.pronouns and before not in ("that", "one"):
        return False
    if _nounlike(before, at, first, told, known):
        return True
    if (
        at > first
        and (before in lexicon.table.weapons or before in lexicon.table.means.get("aerial", frozenset()))
        and before[-1:] != "s"
    ):
        return True
    if after in known.determiners and after not in ("that", "this"):
        return False
    if word.endswith("s") and not word.endswith("ss"):
        if after in known.prepositions or after in (
            "and",
            ",",
            ".",
            "[",
            "(",
            "were",
            "are",
            "had",
            "have",
            "that",
            "which",
        ):
            return not (
                at > first
                and before.endswith("s")
                and before not in lexicon.table.weapons
                and before in lexicon.table.armed
            )
        return at == first or before in ("and", ",", "or")
    if before.endswith("s") and (
        before in lexicon.table.armed or before in lexicon.table.weapons or before in lexicon.table.people
    ):
        return False
    if at == first:
        return after in known.prepositions or after in known.be
    return (
        after in known.prepositions
        or after in ("and", ",", ".", "was", "is", "had", "has", "that", "which")
        or after in known.be
    )


def _modifies(told: Sequence[Word], end: int, last: int, known: Closed, lexicon: Lexicon, company: Company) -> bool:
    """An event noun that only describes the next noun: "battle plans", "deployment locations"."""
    if end >= last:
        return False
    after = told[end]
    if not after.text[0].isalpha() or after.low in known.prepositions or after.low in known.subordinators:
        return False
    if (
        known.auxiliary(after.low)
        or after.low in known.adverbs
        or after.low in known.pronouns
        or after.low in known.determiners
    ):
        return False
    if after.low in (
        "and",
        "or",
        "but",
        "not",
        "no",
        "which",
        "who",
        "that",
        "near",
        "targeting",
        "outside",
        "inside",
        "also",
        "late",
        "early",
        "overnight",
        "yesterday",
        "today",
        "tonight",
        "earlier",
        "last",
        "this",
        "next",
        "ago",
        "there",
        "here",
        "elsewhere",
        "killing",
        "wounding",
        "involving",
        "according",
        "nearby",
        "again",
    ):
        return False
    if after.low.endswith("ly") or (after.low in lexicon.forms and any(f[1] != 0 for f in lexicon.forms[after.low])):
        return False
    if (
        (after.low,) in known.governors
        or after.low.endswith(("ed", "ing"))
        or after.text[0].isupper()
        or end in company.places
    ):
        return False
    return not (after.low.endswith("s") and (after.low[:-1],) in known.governors) and after.low not in VERBS


VERBS = frozenset(
    [
        "took",
        "takes",
        "left",
        "leaves",
        "came",
        "comes",
        "began",
        "begins",
        "broke",
        "breaks",
        "shook",
        "shakes",
        "caused",
        "causes",
        "raged",
        "rages",
        "happened",
        "happens",
        "occurred",
        "occurs",
        "lasted",
        "lasts",
        "went",
        "goes",
        "saw",
        "sees",
        "sent",
        "sends",
        "set",
        "sets",
        "made",
        "makes",
        "hit",
        "hits",
        "ripped",
        "rips",
        "rocked",
        "rocks",
        "erupted",
        "erupts",
        "wounded",
        "kills",
        "killed",
        "injured",
        "destroyed",
        "damaged",
        "remain",
        "remains",
        "forced",
        "ended",
        "ran",
        "run",
        "runs",
        "grew",
        "grows",
        "rose",
        "fell",
        "met",
        "stood",
        "led",
        "meant",
        "triggered",
        "sparked",
        "came",
        "drew",
        "mark",
        "marks",
        "marked",
        "involve",
        "involved",
    ]
)


def _plural(told: Sequence[Word], at: int, end: int, first: int, last: int, known: Closed) -> bool:
    """A word in -s that is a plural noun: "artillery shells and mines", "gas stations from"."""
    after = told[end].low if end < last else "."
    before = told[at - 1] if at > first else None
    if before is None or before.text[:1].isupper() or before.low in known.relatives or before.low in known.pronouns:
        return False
    return after in (
        "and",
        "or",
        ",",
        ".",
        "of",
        "from",
        "that",
        "which",
        "were",
        "are",
        ";",
        ")",
    ) and not before.low.endswith("ly")


def _attributive(
    told: Sequence[Word], at: int, end: int, first: int, last: int, form: Form, known: Closed, company: Company
) -> bool:
    """A participle before its noun ("displaced people", "seized territory"), with no "be" or "have" before it."""
    if form not in (Form.PAST, Form.PARTICIPLE, Form.ING) or end >= last:
        return False
    before = told[at - 1].low if at > first else ""
    after = told[end]
    if form is Form.ING and before not in known.determiners:
        return False
    if (
        not after.text[0].isalpha()
        or after.low in known.prepositions
        or known.auxiliary(after.low)
        or after.low in known.determiners
    ):
        return False
    if (
        after.low in known.pronouns
        or after.low in known.subordinators
        or after.low in known.adverbs
        or after.text[0].isupper()
    ):
        if form is not Form.ING and after.text[0].isupper() and before in known.prepositions | {"past"}:
            return True
        return before in known.determiners and not after.text[0].isupper() and after.low not in known.adverbs
    if before in known.determiners or before in known.prepositions or before == "'s":
        return not (form is Form.ING and before in known.prepositions)
    k = at - 1
    while k > first and told[k].low.endswith("ly"):
        k -= 1
    before = told[k].low if k >= first else ""
    opens = not before or before in known.prepositions or before in ("and", "or", ",", "[", "(", "“")
    return opens or before.endswith(("ing", "ed"))


def _nounlike(before: str, at: int, first: int, told: Sequence[Word], known: Closed) -> bool:
    """A word before that makes the next a noun: determiner, possessive, preposition, number, adjective."""
    if at == first:
        return False
    if before in known.determiners or before == "'s" or before[:1].isdigit():
        return True
    if before in known.prepositions and before != "to":
        return True
    text = told[at - 1].text
    return (
        before.endswith(ADJECTIVES)
        or text.endswith(("ian", "ish", "ese", "ean"))
        or text
        in (
            "US",
            "Israeli",
            "Houthi",
            "Saudi",
            "Turkish",
            "French",
            "U.S.",
            "Hamas",
            "Hezbollah",
            "RSF",
            "Iraqi",
            "Afghan",
            "Pakistani",
            "UK",
        )
    )


ADJECTIVES = (
    "al",
    "ive",
    "ary",
    "ous",
    "ic",
    "ful",
    "ible",
    "able",
    "ern",
    "ent",
    "ant",
    "scale",
    "term",
    "ised",
    "ized",
    "ward",
    "led",
    "wide",
    "new",
    "major",
    "heavy",
    "fierce",
    "night",
    "deadly",
    "air",
)


def _passive(told: Sequence[Word], at: int, first: int, form: Form, known: Closed) -> bool:
    """A participle with a form of "be" before it, or standing behind its noun ("drones launched at")."""
    if form not in (Form.PAST, Form.PARTICIPLE):
        return False
    if told[first].low in known.be and at - first < 8:
        return True
    j = at - 1
    while j >= first and (told[j].low in known.adverbs or told[j].low.endswith("ly") or told[j].low in known.negations):
        j -= 1
    return j >= first and told[j].low in known.be


def _finite(told: Sequence[Word], at: int, first: int, known: Closed, lexicon: Lexicon) -> bool:
    """Whether a base form stands where a verb may stand: behind "to", a modal, a plural, a pronoun; or opens a clause."""
    j = at - 1
    while j >= first and (
        (told[j].low in known.adverbs and told[j].low not in known.prepositions) or told[j].low.endswith("ly")
    ):
        j -= 1
    if j < first:
        return True
    before = told[j]
    low = before.low
    if low in ("to", "and", "or", ",", "not", "then", "please", "“", '"', ":", "‘", "'", ")") or low in known.pronouns:
        return True
    if (known.auxiliary(low) and low not in known.be and low not in known.have) or low in known.negations:
        return True
    if low.endswith("s") and not low.endswith("ss") and low not in known.be:
        return True
    return (
        low in lexicon.table.armed
        or low in lexicon.table.people
        or before.text[:1].isupper()
        or at in known_objects(told, j, first, known)
    )


def known_objects(told: Sequence[Word], j: int, first: int, known: Closed) -> range:
    """ "saw forces retake", "let them go", "make it fall": a bare infinitive behind its subject."""
    seen = any(
        told[k].low in ("saw", "see", "seen", "watch", "let", "make", "made", "help", "helped", "should")
        for k in range(max(first, j - 4), j)
    )
    return range(j + 1, j + 3) if seen else range(0)


REDUCED = frozenset(["killing", "hit", "displace", "arrest", "abduct", "seize"])


def _reduced(told: Sequence[Word], at: int, end: int, last: int, form: Form, known: Closed) -> bool:
    """A participle behind its noun with nothing as its object: "those killed.", "people displaced by the war"."""
    if form not in (Form.PAST, Form.PARTICIPLE) or told[at].low in ("died", "perished"):
        return False
    after = told[end].low if end < last else "."
    return after in (",", ".", ";", ")", "and", "or") or (
        after in known.prepositions and after not in ("about", "around", "over", "at", "like", "up")
    )


def _head(told: Sequence[Word], at: int, first: int, known: Closed) -> int:
    """Where the verb group begins, its auxiliaries included."""
    j = at
    while j > first:
        w = told[j - 1].low
        if (
            w in known.be
            or w in known.have
            or (w.endswith("ly") and j - 2 >= first and (told[j - 2].low in known.be or told[j - 2].low in known.have))
        ):
            j -= 1
        else:
            break
    return j


def _means(
    sense: Sense, told: Sequence[Word], at: int, end: int, first: int, last: int, lexicon: Lexicon, noun: bool
) -> str:
    """A strike or attack whose weapon stands beside it takes the class of the weapon."""
    kind = sense.kind
    if kind not in ("strike", "attack", "hit", "aerial", "heavy", "drone", "missile"):
        return kind
    near = {told[k].low for k in range(max(first, at - 6), min(last, end + 9))}
    named = [k for k, words in lexicon.table.means.items() if near & words]
    if not named or (kind == "attack" and named == ["aerial"] and not noun):
        return kind
    if kind == "hit" and not ({"by", "with", "when", "as"} & near or named):
        return kind
    if len(named) > 1 and {"drone", "missile"} <= set(named):
        return "aerial"
    if kind == "aerial":
        return kind
    if kind == "drone" or kind == "missile":
        return "aerial" if {"drone", "missile"} <= set(named) else kind
    if kind == "heavy":
        return kind
    return named[0]


def _kept(
    sense: Sense, told: Sequence[Word], at: int, end: int, head: int, first: int, last: int, form: Form, passive: bool,
    lexicon: Lexicon, known: Closed, company: Company,
) -> bool:  # fmt: skip
    """Whether a reading finds the company it needs."""
    table = lexicon.table
    if sense.need is Need.SURE:
        return not _civil(told, at, end, first, last, sense)
    taking = told[at].low in ("take", "takes", "took", "taken", "taking") and end < last
    if taking and (
        told[end].low in IDIOMS
        or any(told[k].low in ("toll", "part", "responsibility") for k in range(end, min(last, end + 5)))
    ):
        return False
    left = _nouns_left(told, head, first, known)
    right = _nouns_right(told, end, last, known)
    behind = {told[k].low for k in right}
    ahead = {told[k].low for k in left}
    intransitive = sense.lemma in table.losers
    if sense.need is Need.PLACE:
        objects = left[-6:] if passive or (intransitive and sense.lemma in ("fall", "come under")) else right[:8]
        words = {told[k].low for k in objects}
        placed = bool(words & table.ground) or any(k in company.places for k in objects)
        armed = any(k in company.armed for k in (*left, *right)) or bool(
            (ahead | behind) & (table.armed | table.weapons)
        )
        if sense.lemma == "fall":
            nearest = [k for k in left if told[k].low not in known.adverbs and not known.auxiliary(told[k].low)][-1:]
            tail = told[end].low if end < last else "."
            return tail in FALL_TAILS and any(
                k in company.places or told[k].low in table.ground or _proper(told, k, company) for k in nearest
            )
        if sense.lemma in STRONG_TAKE:
            return placed or any(_proper(told, k, company) for k in objects[:4])
        return placed and (armed or passive or "control" in sense.lemma)
    if sense.kind == "intercept":
        hit = {told[k].low for k in (left[-6:] if passive else right[:8])}
        if sense.lemma == "destroy":
            return bool(hit & FLYING) and bool(
                {"air", "defense", "defence", "defenses", "defences", "interceptors"} & (ahead | behind)
            )
        return bool(hit & (FLYING | table.weapons))
    if sense.kind == "invade" and sense.lemma.startswith("cross"):
        return any(k in company.armed for k in left[-5:]) or bool(
            {told[k].low for k in left[-5:]} & (table.armed | table.weapons)
        )
    if sense.need is Need.PEOPLE and sense.lemma == "force":
        return bool({"homes", "home", "flee", "evacuate"} & behind)
    if sense.need is Need.PEOPLE:
        objects = (
            left
            if passive or sense.lemma in ("die", "perish", "flee", "evacuate") or form is Form.PARTICIPLE
            else [*right, *(left if form is Form.PAST else ())]
        )
        counted = any(told[k].text[:1].isdigit() or told[k].low in NUMBERS for k in objects)
        return bool({told[k].low for k in objects} & table.people) or (counted and sense.kind != "abduct")
    if sense.lemma in ("launch", "fire") and sense.kind == "aerial":
        company_words = {told[k].low for k in range(max(first, at - 5), min(last, end + 7))}
        return bool(company_words & (table.weapons - STRIKE_NOUNS)) and not bool(
            {told[k].low for k in right[:9]} & STRIKE_NOUNS
        )
    if sense.kind == "sanction":
        return bool({"sanctions", "sanction", "embargo", "tariffs"} & behind)
    if sense.lemma == "target" and {"civilians", "civilian"} & behind:
        return True
    if form is Form.BASE and at > first and told[at - 1].low.endswith("ing"):
        return False
    if sense.kind == "losses":
        if form is Form.NOUN:
            return bool(
                {
                    "military",
                    "equipment",
                    "personnel",
                    "suffered",
                    "manpower",
                    "combat",
                    "heavy",
                    "inflicted",
                    "killed",
                    "vehicles",
                    "tanks",
                    "troops",
                }
                & (ahead | behind | {told[k].low for k in range(max(first, at - 4), at)})
            ) or any(k in company.armed for k in left)
        return bool(
            behind
            & (
                table.armed
                | table.people
                | table.weapons
                | {"casualties", "losses", "vehicles", "equipment", "personnel", "tanks", "men", "casualty"}
            )
        ) and not behind & {"contact", "control", "power", "ground", "territory", "election", "job", "jobs"}
    if sense.kind == "hit" or sense.kind == "strike":
        subject_armed = any(k in company.armed for k in left) or bool(ahead & (table.armed | table.weapons))
        harm = bool((ahead | behind) & (table.weapons | table.armed))
        thing = bool((behind | ahead) & (table.military | table.people | table.ground)) or any(
            k in company.places for k in (*left, *right)
        )
        if passive:
            return harm or (
                thing
                and sense.lemma in ("hit", "strike", "damage", "destroy", "target", "level", "flatten")
                and bool(ahead & (table.military | table.civilians) or any(k in company.places for k in left))
            )
        if left and told[left[-1]].low in ("will", "again", "we", "they") and {"we", "they"} & ahead:
            subject_armed = True
        return (subject_armed and thing) or (harm and thing and sense.lemma in ("hit", "strike", "damage", "destroy"))
    if (
        sense.kind == "retreat"
        and sense.lemma in ("withdraw", "pull back", "pull out", "fall back")
        and end < last
        and told[end].low in ("from", "to")
    ) and any(k in company.places or _proper(told, k, company) or told[k].low in table.ground for k in right[1:5]):
        return True
    near = (*left, *right)
    armed = any(k in company.armed for k in near) or bool((ahead | behind) & (table.armed | table.weapons))
    if not armed:
        return False
    if sense.kind in ("advance", "deploy", "retreat", "defend"):
        subject = any(k in company.armed for k in left) or bool(ahead & (table.armed | table.weapons))
        moved = bool(behind & (table.armed | table.weapons)) or any(k in company.armed for k in right)
        if sense.lemma in ("withdraw", "pull back", "pull out", "fall back"):
            return subject or passive or moved
        if sense.lemma in (
            "send",
            "draw",
            "gather",
            "transfer",
            "dispatch",
            "join",
            "concentrate",
            "deploy",
            "redeploy",
            "mass",
            "amass",
            "station",
            "rotate",
            "reposition",
        ):
            return (
                moved
                or (passive and subject)
                or (sense.lemma in ("join", "mass", "gather", "deploy", "redeploy", "concentrate") and subject)
            )
        if sense.lemma in ("move", "press", "drive", "leave", "hold", "approach", "contain", "push", "abandon"):
            tail = told[end].low if end < last else ""
            if sense.kind == "advance":
                return subject and tail in (
                    "into",
                    "towards",
                    "toward",
                    "forward",
                    "through",
                    "back",
                    "deeper",
                    "closer",
                    "in",
                    "west",
                    "east",
                    "north",
                    "south",
                    "across",
                )
            if sense.lemma == "hold":
                return subject and bool(
                    behind
                    & {
                        "positions",
                        "line",
                        "lines",
                        "position",
                        "ground",
                        "bridgehead",
                        "town",
                        "city",
                        "village",
                        "front",
                    }
                )
            return subject and (bool(behind & table.ground) or any(k in company.places for k in right))
        return subject or passive
    return True


FALL_TAILS = frozenset(
    [
        ".",
        ",",
        "?",
        "to",
        "and",
        "in",
        "on",
        "after",
        "into",
        ";",
        "without",
        "within",
        "by",
        "if",
        "before",
        "soon",
        "during",
        "this",
        "next",
        "last",
    ]
)
NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds"])
IDIOMS = frozenset(
    [
        "place",
        "part",
        "steps",
        "step",
        "office",
        "action",
        "advantage",
        "effect",
        "time",
        "care",
        "note",
        "to",
        "responsibility",
        "measures",
        "shape",
        "root",
        "turns",
        "aim",
        "refuge",
        "shelter",
        "cover",
    ]
)
FLYING = frozenset(
    [
        "missile",
        "missiles",
        "drone",
        "drones",
        "uav",
        "uavs",
        "shahed",
        "shaheds",
        "rocket",
        "rockets",
        "aircraft",
        "helicopter",
        "helicopters",
        "plane",
        "planes",
        "jet",
        "jets",
        "projectiles",
        "kalibr",
        "balloons",
    ]
)
STRIKE_NOUNS = frozenset(
    [
        "strike",
        "strikes",
        "attack",
        "attacks",
        "shelling",
        "airstrike",
        "airstrikes",
        "fire",
        "gunfire",
        "explosion",
        "blast",
        "bombardment",
        "bombing",
    ]
)
STRONG_TAKE = frozenset(
    [
        "capture",
        "recapture",
        "retake",
        "liberate",
        "annex",
        "occupy",
        "reclaim",
        "take control",
        "regain control",
        "seize control",
        "establish control",
        "wrest control",
        "lose control",
        "seize",
        "conquer",
        "regain",
    ]
)


def _proper(told: Sequence[Word], at: int, company: Company) -> bool:
    """A capitalised word that names no actor: a place that no gazetteer knows."""
    return told[at].text[:1].isupper() and at not in company.named and len(told[at].text) > 2


def _civil(told: Sequence[Word], at: int, end: int, first: int, last: int, sense: Sense) -> bool:
    """Uses of a sure word that have nothing to do with force: "heart attack", "hunger strike", "strike action"."""
    before = told[at - 1].low if at > first else ""
    after = told[end].low if end < last else ""
    return before in NOT_BEFORE.get(sense.lemma, ()) or after in NOT_AFTER.get(sense.lemma, ())


NOT_BEFORE = {
    "attack": ("heart", "panic", "asthma", "cyber", "verbal", "personal", "political"),
    "strike": ("hunger", "general", "labour", "labor", "rail", "teachers", "preemptive-"),
    "clash": ("political", "verbal"),
    "explosion": ("population", "debt", "price"),
    "draft": ("first", "rough", "final", "a"),
    "push": ("diplomatic", "last-minute", "political", "renewed", "peace"),
    "offensive": ("charm", "diplomatic", "is", "highly", "deeply"),
    "battle": ("legal", "court", "election", "political", "uphill"),
    "capture": ("carbon", "data", "state"),
    "murder": (),
    "violence": ("domestic",),
    "conflict": ("armed-", "the", "this", "a", "month", "year", "ukraine", "gaza", "tigray", "internal"),
    "occupation": ("the", "israeli", "russian"),
    "engagement": ("diplomatic", "political", "public", "economic"),
    "operation": ("rescue", "humanitarian", "evacuation", "surgical", "aid"),
    "execution": ("plan", "budget"),
    "mobilisation": ("resource",),
    "atrocity": (),
}
NOT_AFTER = {
    "draft": ("law", "bill", "resolution", "agreement", "text", "document", "deal", "proposal", "peace"),
    "battle": ("over", "group", "groups", "lines", "plans", "plan", "tank", "tanks", "against"),
    "push": ("for",),
    "conflict": ("zone", "zones", "resolution", "of", "prevention"),
    "combat": ("troops", "operations", "aircraft", "drones", "vehicles", "units", "sports", "medics", "zone", "climate", "readiness", "power", "mission", "medic", "experience", "drone", "vehicle", "veteran", "veterans", "brigade", "unit", "helicopter"),
    "offensive": ("language", "remarks", "comments", "capability", "capabilities", "weapons"),
    "fighting": ("for", "spirit", "force", "age", "vehicles", "vehicle"),
    "assault": ("rifle", "rifles", "on-", "brigade", "units", "troops", "unit", "forces", "regiment", "group", "groups", "aircraft", "battalion", "teams", "team"),
    "attack": ("drone", "drones", "helicopter", "helicopters", "aircraft", "submarine", "dog", "uavs"),
    "strike": ("drones", "drone", "group", "capability", "capabilities", "aircraft", "action", "deal", "a", "uavs", "package"),
    "siege": ("mentality",),
    "violence": ("against-",),
    "mobilisation": ("orders", "order", "campaign-", "law"),
    "mobilization": ("orders", "order", "law"),
    "arrest": ("warrant", "warrants"),
    "detention": ("centre", "center", "centres", "centers", "facility", "facilities", "camp"),
    "martial law": (),
    "murder": ("charges", "charge", "case", "trial", "rate"),
    "ceasefire": ("talks", "negotiations", "proposal", "deal", "plan", "agreement"),
    "raid": (),
    "genocide": ("case", "convention"),
}  # fmt: skip


def _stop(word: str, known: Closed) -> bool:
    return word in (";", ":", "—", "–", ".", "?", "!") or (
        word in known.subordinators and word not in ("as", "that", "since", "until", "before", "after")
    )


def _nouns_left(told: Sequence[Word], at: int, first: int, known: Closed) -> list[int]:
    """Word positions before a verb in its clause, nearest last."""
    found: list[int] = []
    for k in range(at - 1, max(first, at - WINDOW - 6) - 1, -1):
        if _stop(told[k].low, known) and told[k].low not in known.relatives:
            break
        found.append(k)
    return found[::-1]


def _nouns_right(told: Sequence[Word], end: int, last: int, known: Closed) -> list[int]:
    """Word positions behind a verb in its clause."""
    found: list[int] = []
    for k in range(end, min(last, end + WINDOW)):
        if _stop(told[k].low, known):
            break
        found.append(k)
    return found
