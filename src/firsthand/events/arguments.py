"""Who did it and to whom: actors, targets, weapons, from the order of words around a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.data.registry import Entry, Registry
from firsthand.events.closed import Closed
from firsthand.events.lexicon import Form, Lexicon
from firsthand.events.nearby import Nearby
from firsthand.events.tree import Tree
from firsthand.events.triggers import Trigger
from firsthand.identify.words import Word
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import SourceType
from firsthand.model.place import PlaceKind
from firsthand.model.span import Span

COMBAT = frozenset(
    ["aerial", "drone", "missile", "heavy", "strike", "hit", "attack", "clash", "advance", "defend", "seize", "encircle",
     "intercept", "raid", "killing", "execution", "losses", "retreat", "deploy", "weaponry", "mobilise", "surrender", "desert",
     "capture_person", "abduct", "torture", "sexual", "blockade", "displace", "arrest", "loot", "explosion", "sabotage", "escalation", "invade"]
)  # fmt: skip
VERSUS = frozenset(
    ["advance", "defend", "seize", "encircle", "clash", "losses", "intercept", "invade", "retreat"]
)  # kinds with an enemy even where none is named
ARMED_KINDS = frozenset([ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP, ActorKind.STATE, ActorKind.GOVERNMENT])
TARGET_PREPOSITIONS = frozenset(["on", "against", "at", "into", "towards", "toward"])
ANAPHORS = frozenset(
    ["forces", "troops", "army", "military", "soldiers", "fighters", "units", "group", "rebels", "militants"]
)
PLACE_PREPOSITIONS = frozenset(
    [
        "by",
        "in",
        "near",
        "at",
        "around",
        "from",
        "across",
        "of",
        "on",
        "into",
        "to",
        "over",
        "through",
        "towards",
        "toward",
        "along",
        "inside",
        "outside",
        "between",
        "against",
        "with",
        "for",
        "under",
    ]
)
OWN = frozenset(["its", "their", "our", "his", "her"])
IRREGULAR = frozenset(
    [
        "fighters",
        "fighter",
        "militants",
        "militant",
        "gunmen",
        "gunman",
        "rebels",
        "insurgents",
        "guerrillas",
        "terrorists",
        "mercenaries",
    ]
)  # a nationality's, no state's
OF_FORCES = frozenset(
    [
        "positions",
        "base",
        "bases",
        "airfield",
        "airfields",
        "equipment",
        "lines",
        "line",
        "casualties",
        "losses",
        "targets",
    ]
)
OTHERS = frozenset(
    [
        "allies",
        "ally",
        "citizens",
        "nationals",
        "assets",
        "interests",
        "soil",
        "territory",
        "land",
        "energy",
        "grid",
        "ports",
        "sectors",
    ]
)
ANYBODY = frozenset(
    [
        "people",
        "person",
        "persons",
        "civilians",
        "civilian",
        "residents",
        "millions",
        "thousands",
        "hundreds",
        "dozens",
        "scores",
    ]
)
COUNTING = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "million", "thousand", "hundred",
     "hundreds", "thousands", "dozens", "scores", "tens", "several", "many", "some", "more", "than", "least", "at", "about", "around", "of",
     "over", "nearly", "almost", "other", "others", "innocent", "unarmed", "local", "another", "up", "to"]
)  # fmt: skip
WHENS = frozenset(
    [
        "overnight",
        "today",
        "yesterday",
        "tonight",
        "again",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
CARRIED = frozenset(
    [
        "targeting",
        "aimed",
        "directed",
        "carried",
        "launched",
        "conducted",
        "mounted",
        "committed",
        "claimed",
        "staged",
        "blamed",
    ]
)  # participles behind an attack that go on telling of it
FOES = frozenset(["enemy", "occupiers", "invaders", "occupier", "aggressor"])
OCCUPYING = frozenset(["occupation", "occupying", "invading"])  # with "forces" or "troops"
STATES = frozenset(
    ["government", "military", "army", "junta", "regime"]
)  # with "the": the state that the fighting is in
POINTING = frozenset(["the", "these", "those"])
STARTS = frozenset(["that", ",", ":", "“", '"', "‘", "and", "said", "says"])  # before a noun without an owner
PREPARING = frozenset(
    ["prepare", "prepares", "prepared", "preparing", "plan", "plans", "planned", "planning", "readies", "readying"]
)
OURS = frozenset(["defenders"])
DEFENCES = frozenset(["defense", "defence", "defenses", "defences"])
SPEAKING = frozenset(["we", "us"])
LEADERS = (SourceType.HEAD_OF_STATE, SourceType.HEAD_OF_GOVERNMENT)
BY_ARMIES = frozenset(
    ["aerial", "missile", "heavy", "attack", "advance", "seize", "encircle", "invade", "retreat", "desert", "deploy"]
)  # done by a nation's army where a report says "the" and the nation
LAUNCHED = frozenset(["aerial", "drone", "missile", "heavy", "strike", "attack", "explosion"])
OFFICIAL = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "minister",
        "ministry",
        "official",
        "official_collective",
        "military_official",
        "state",
        "state_collective",
        "armed_group",
        "armed_group_leader",
        "armed_group_spokesperson",
        "armed_group_member",
        "combatant",
        "politician",
    ]
)  # who may say "we" of an army
GROUNDLESS = frozenset(
    ["front", "fronts", "directions", "direction", "scale", "sectors", "ground", "side", "basis", "day", "night"]
)
BESIDE: Final = frozenset(["alongside", "with", "together"])
DATING: Final = frozenset(["this", "last", "next", "earlier", "when", "while"])
VAGUE = frozenset(["those", "these", "them", "it", "this", "that", "country", "both", "all", "which", "what"])
NAMED_SITES = frozenset(
    [PlaceKind.FACILITY, PlaceKind.HOSPITAL, PlaceKind.BUILDING, PlaceKind.BRIDGE, PlaceKind.AIRPORT]
)


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or target: its canonical name, and the words it was read from (None when inferred)."""

    name: str
    span: Span | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a document while its events are read."""

    text: str
    told: Sequence[Word]
    starts: Sequence[int]
    lexicon: Lexicon
    known: Closed
    registry: Registry
    actors: Mapping[int, tuple[int, Actor]]  # first word of a mention -> (word after it, actor)
    inside: Mapping[int, int]  # word -> first word of the mention it belongs to
    enemies: Mapping[str, str]  # registry id -> id of the enemy most named here
    home: str | None  # the side whose communiques speak of "the enemy", as a state's id
    places: frozenset[int]
    cues: frozenset[int]  # words of reporting verbs
    armed: Sequence[int]  # first words of mentions of armed actors, in order
    theatre: str | None  # ISO code of the state where the report's conflict is fought
    nearby: Nearby
    by_name: Mapping[str, Actor]
    tree: Tree | None = None  # of the trained reader


def party(scene: Scene, kind: str, first: int, end: int, actor: Actor | None) -> Party:
    """An actor as it should be called in an event of class `kind`."""
    span = Span.of(scene.text, scene.told[first].start, scene.told[end - 1].end)
    if actor is None:
        return Party(_plain(scene, first, end), span)
    return _party(scene, kind, scene.registry.get(actor.registry), actor.name, span)


def _party(scene: Scene, kind: str, entry: Entry | None, name: str, span: Span | None) -> Party:
    if entry is not None and entry.kind is ActorKind.STATE and kind in COMBAT and kind != "invade":
        force = scene.registry.forces(entry.country or "")
        if force is not None:
            return Party(force.name, span, force.id)
    return Party(entry.name if entry else name, span, entry.id if entry else None)


def led(scene: Scene, kind: str, actor: Party | None) -> Party | None:
    """An actor; the forces that it stands for where a report names who leads them ("Orrin's bombing") or their people
    ("the Varosians were advancing")."""
    named = scene.by_name.get(actor.name) if actor is not None else None
    if actor is None or named is None or not named.country:
        return actor
    leader = named.kind is ActorKind.PERSON and named.source_type in LEADERS and kind in COMBAT | {"sanction"}
    people = named.kind is ActorKind.PEOPLE and kind in BY_ARMIES
    ministry = named.kind is ActorKind.MINISTRY and kind in COMBAT  # it speaks for those who fought
    if not (leader or people or ministry):
        return actor
    force = scene.registry.forces(named.country) if kind not in ("invade", "sanction") else None
    entry = force or scene.registry.get(named.country.lower())
    return Party(entry.name, actor.span, entry.id) if entry else actor


def _plain(scene: Scene, first: int, end: int) -> str:
    """A noun phrase without its determiners, as words."""
    told, k = scene.told, first
    while k < end - 1 and (told[k].low in scene.known.determiners or told[k].low in scene.known.adverbs):
        k += 1
    return " ".join(scene.text[told[k].start : told[end - 1].end].split())


# ---------------------------------------------------------------- noun phrases


def phrase_right(scene: Scene, at: int, last: int) -> tuple[int, int] | None:
    """The noun phrase that begins at or just behind `at`; None where another thing stands there."""
    told, known = scene.told, scene.known
    k = at
    while k < last and (
        (told[k].low in known.adverbs and told[k].low not in known.prepositions) or told[k].low.endswith("ly")
    ):
        k += 1
    if (
        k >= last
        or told[k].low in ("and", "or", "but")
        or told[k].low in known.prepositions
        or told[k].low in known.subordinators
        or not (told[k].low[0].isalnum() or told[k].low[0] in "“\"'‘")
    ):
        return None
    if not told[k].low[0].isalnum() and (k + 1 >= last or told[k + 1].low in known.prepositions):
        return None
    start = k
    while k < last and k - start < 14:
        w = told[k].low
        if w in ("and", ",") and k + 1 < last and k > start:
            following = told[k + 1].low
            if (
                following in known.prepositions
                or following in known.subordinators
                or known.auxiliary(following)
                or following.endswith("ing")
                or following in known.pronouns
                or following in ("while", "as", "said")
            ):
                break
            if w == "," and not _list_goes_on(scene, k, last):
                break
            k += 1
            continue
        if not (w[0].isalnum() or w[0] in "“”\"'’‘") or known.auxiliary(w) or w in known.subordinators:
            break
        if w in known.prepositions and w != "of" and not (w == "than" and told[k - 1].low in ("more", "less", "fewer")):
            break
        if k > start and w in scene.lexicon.forms and w.endswith("ed") and told[k - 1].low not in known.determiners:
            break
        k += 1
    return (start, k) if k > start else None


def _list_goes_on(scene: Scene, comma: int, last: int) -> bool:
    """A comma inside "a, b and c"."""
    for k in range(comma + 1, min(last, comma + 8)):
        w = scene.told[k].low
        if w in ("and", "or"):
            return True
        if not w[0].isalnum() and w != ",":
            return False
        if scene.known.auxiliary(w) or w in scene.known.prepositions:
            return False
    return False


def mention_in(scene: Scene, first: int, end: int, armed: bool = True) -> tuple[int, int, Actor] | None:
    """The first actor named in the words `first..end`."""
    for k in range(first, end):
        hit = scene.actors.get(k)
        if hit is not None and (not armed or hit[1].kind is not ActorKind.MEDIA):
            return k, hit[0], hit[1]
    return None


# ---------------------------------------------------------------- subjects and agents


def agent_left(scene: Scene, trigger: Trigger, first: int) -> Party | None:
    """The nearest actor before the verb that is not inside a prepositional phrase."""
    told, known = scene.told, scene.known
    k = trigger.head - 1
    fallback: Party | None = None
    while k >= first and trigger.head - k < 34:
        w = told[k].low
        if w in (";", ":"):
            break
        controlled = "to" in (told[trigger.head - 1].low, told[trigger.head].low)  # "claimed on Monday to have taken"
        if k in scene.cues and k < trigger.head - 1 and trigger.head - 1 not in scene.cues and not controlled:
            break  # else who claims is who took
        if k in scene.inside:
            start = scene.inside[k]
            end, actor = scene.actors[start]
            b = start - 1
            while b > first and (
                told[b].low in known.determiners or told[b].low.endswith(("ern", "ial")) or told[b].text[:1].isdigit()
            ):
                b -= 1
            preposition = told[b].low if b >= first else ""
            possessive = end < len(told) and told[end].low == "'s"
            possible = party(scene, trigger.kind, start, end, actor)
            if preposition in PLACE_PREPOSITIONS and preposition != "of":
                fallback = fallback or (
                    possible
                    if actor.kind in (ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP) and preposition == "of"
                    else None
                )
            elif preposition == "of" and b != start and actor.kind is ActorKind.STATE:
                pass
            elif actor.kind is not ActorKind.MEDIA and not (possessive and actor.kind is ActorKind.PERSON):
                return possible
            k = start - 1
            continue
        iso = scene.registry.people(told[k].text) if told[k].text[:1].isupper() else None
        if iso is not None and k + 1 < len(told) and told[k + 1].low not in known.prepositions:
            return _state_party(scene, trigger.kind, iso, k, k + 1)
        if w in ANAPHORS and told[k - 1].low in ("government", "federal", "regime") and k not in scene.inside:
            state = scene.registry.get((scene.theatre or "").lower())
            if state is not None:
                return _party(
                    scene, trigger.kind, state, state.name, Span.of(scene.text, told[k - 1].start, told[k].end)
                )
        if w in STATES and told[k - 1].low == "the" and (home := of_theatre(scene, trigger.kind, k)) is not None:
            return home
        bare = w in ANAPHORS and told[k - 1].low not in OWN | POINTING | {"'s"} and told[k - 1].low in STARTS
        if bare and (own := spoken_for(scene, trigger.kind, k)) is not None:
            return own
        if w == "them" and told[k - 1].low == "of":
            return None  # "two of them died"
        if w in ("they", "them") or (w in ANAPHORS and told[k - 1].low in OWN | POINTING | {"'s"}):
            return armed_before(scene, trigger.kind, k)
        if told[k].text in scene.registry.capitals and (k == first or told[k - 1].low not in known.prepositions):
            iso = scene.registry.capitals[told[k].text]
            if told[k + 1].low not in (",", "'s") and (k not in scene.places or told[k].text == "Kremlin"):
                return _state_party(scene, trigger.kind, iso, k, k + 1)
        named = partisan(scene, trigger.kind, k)
        if named is not None:
            return named
        if w in SPEAKING or (w == "it" and k in scene.nearby.voices):
            return spoken_for(scene, trigger.kind, k)
        k -= 1
    return fallback


def armed_before(scene: Scene, kind: str, at: int) -> Party | None:
    """The armed actor named last before "these forces" or "they"."""
    position = bisect_left(scene.armed, at)
    if position == 0:
        return None
    start = scene.armed[position - 1]
    end, actor = scene.actors[start]
    if at - start > 90:
        return None
    found = party(scene, kind, start, end, actor)
    return Party(found.name, Span.of(scene.text, scene.told[at].start, scene.told[at].end), found.entry)


def _state_party(scene: Scene, kind: str, iso: str, first: int, end: int) -> Party:
    entry = scene.registry.get(iso.lower())
    span = Span.of(scene.text, scene.told[first].start, scene.told[end - 1].end)
    return _party(scene, kind, entry, iso, span)


def of_theatre(scene: Scene, kind: str, at: int) -> Party | None:
    """The state whose country the report's conflict is fought in, where it is one of the sides: "the army"."""
    state = scene.registry.get((scene.theatre or "").lower())
    if state is None or state.id not in scene.enemies:
        return None
    return _party(scene, kind, state, state.name, Span.of(scene.text, scene.told[at].start, scene.told[at].end))


def partisan(scene: Scene, kind: str, at: int) -> Party | None:
    """The side that a word means in the mouth of one of them: "the enemy", "the occupation forces", "our troops",
    "air defence"."""
    told = scene.told
    word, before = told[at].low, told[at - 1].low if at else ""
    foe = word in FOES or (word in ANAPHORS and before in OCCUPYING)
    own = word in OURS or (word in ANAPHORS and before in DEFENCES | {"our"}) or (word in DEFENCES and before == "air")
    if not foe and not own:
        return None
    entry = scene.registry.get(scene.enemies.get(scene.home or "") if foe else scene.home)
    if entry is None:
        return None
    first = at if word in FOES | OURS else at - 1
    return _party(scene, kind, entry, entry.name, Span.of(scene.text, told[first].start, told[at].end))


def spoken_for(scene: Scene, kind: str, at: int) -> Party | None:
    """Who "we" or "it" is inside somebody's words: the speaker, a state's official for its forces."""
    attribution = scene.nearby.voices.get(at)
    if attribution is None or attribution.source_type.value not in OFFICIAL:
        return None
    actor = scene.by_name.get(attribution.speaker or "")
    if actor is None:
        return None
    told = scene.told[at]
    if told.low == "it" and actor.kind is ActorKind.PERSON:
        return None
    span = Span.of(scene.text, told.start, told.end)
    entry = scene.registry.get(actor.registry)
    if actor.kind is ActorKind.ARMED_GROUP:
        return Party(actor.name, span, actor.registry)
    country = (entry.country if entry else None) or actor.country
    force = scene.registry.forces(country) if country and kind in COMBAT else None
    return Party(force.name, span, force.id) if force else None


def _by(scene: Scene, trigger: Trigger, last: int) -> Party | None:
    """ "by X" behind a passive or a noun."""
    told = scene.told
    for k in range(trigger.end, min(last, trigger.end + 16)):
        w = told[k].low
        if w in (";", ":", "."):
            return None
        if w == "by" and k + 1 < last:
            phrase = phrase_right(scene, k + 1, last)
            if phrase is None:
                return None
            return in_phrase(scene, trigger.kind, *phrase)
    return None


def in_phrase(scene: Scene, kind: str, first: int, end: int, bare: bool = False) -> Party | None:
    """The actor of a noun phrase: a mention, a demonym, "the enemy"; the words themselves where `bare`.

    "Ukrainian troops" are the forces of a state, "Ukrainian cities" and "Ukrainian prisoners" are not.
    """
    opens = scene.told[first].low
    if scene.nearby.in_moment(scene.told[first].start):
        return None  # "the invasion on 22 February"
    if opens in scene.known.relatives or opens in BESIDE:
        return None  # "whose teams treated 98", "fights alongside the army"
    head = _head(scene, first, end)
    mention = mention_in(scene, first, end)
    if mention is not None:
        start, after, actor = mention
        thing = bare and start > head and scene.told[head].low not in OF_FORCES and _is_thing(scene, head)
        if thing:
            return _described(scene, kind, first, end, head)  # "the pier of Orlan's navy"
        owned = (
            actor.kind in (ActorKind.STATE, ActorKind.PEOPLE) and after <= head and _merely_theirs(scene, start, head)
        )
        irregular = actor.kind is ActorKind.ARMED_FORCES and scene.told[after - 1].low in IRREGULAR
        if owned or irregular:
            return party(scene, kind, start, head + 1 if owned else after, None) if bare else None
        return party(scene, kind, start, after, actor)
    for k in range(first, end):
        side = partisan(scene, kind, k)
        if side is not None:
            return side
        iso = scene.registry.people(scene.told[k].text) if scene.told[k].text[:1].isupper() else None
        if iso is not None:
            if k < head and _merely_theirs(scene, k, head):
                return party(scene, kind, k, head + 1, None) if bare else None
            return _state_party(scene, kind, iso, k, k + 1)
    if bare:
        return _described(scene, kind, first, end, head)
    if any(scene.told[k].low in scene.lexicon.table.armed for k in range(first, end)):
        return party(scene, kind, first, end, None)
    return None


def _is_thing(scene: Scene, at: int) -> bool:
    table = scene.lexicon.table
    word = scene.told[at].low
    return (word in table.military or word in table.ground) and word not in table.armed and word not in table.people


def _head(scene: Scene, first: int, end: int) -> int:
    """The head noun of a phrase: the last word before "of", a comma or "and", and before an adverb of time."""
    told = scene.told
    last = next((k for k in range(first + 1, end) if told[k].low in ("of", ",", "and")), end) - 1
    while last > first and (
        told[last].low in scene.known.adverbs or told[last].low in WHENS or told[last].low.endswith("ly")
    ):
        last -= 1
    return last


def _merely_theirs(scene: Scene, start: int, head: int) -> bool:
    """Whether a phrase that opens with a demonym names something other than that state's forces."""
    told, table = scene.told, scene.lexicon.table
    word = told[head].low
    if word in IRREGULAR:
        return True
    regular = any(told[k].low in table.armed for k in range(start, head + 1))
    return not regular and word not in OF_FORCES and (word in table.people or word in table.military or word in OTHERS)


def _no_target(scene: Scene, kind: str, head: int) -> bool:
    """Whether a noun is what strikes ("fired 200 missiles"), or tells of an event itself ("beat back 12 assaults")."""
    word = scene.told[head].low
    if kind in LAUNCHED and word in scene.lexicon.table.weapons:
        return True
    return any(form is Form.NOUN and len(parts) == 1 for parts, form, _ in scene.lexicon.forms.get(word, ()))


def _described(scene: Scene, kind: str, first: int, end: int, head: int) -> Party | None:
    """A party without a name: a named site, civilians, or the words themselves."""
    told = scene.told
    end = _phrase_end(scene, first, end)
    head = min(head, end - 1)
    if end - first == 1 and (told[first].low in scene.known.pronouns or told[first].low in VAGUE):
        return None
    if end - first == 1 and told[first].low.endswith("ing"):
        return None  # "bringing to 46 the number destroyed"
    if told[end - 1].low in VAGUE and end - first <= 2:
        return None
    span = Span.of(scene.text, told[first].start, told[end - 1].end)
    if told[head].low in GROUNDLESS or _no_target(scene, kind, head):
        return None
    site = next((p for p in scene.nearby.places_in(span.start, span.end) if p.kind in NAMED_SITES), None)
    if site is not None:
        return Party(site.name, span)
    if told[head].low in ANYBODY and all(
        told[k].text[:1].isdigit() or told[k].low in COUNTING or told[k].low in scene.known.determiners
        for k in range(first, head)
    ):
        return Party("civilians", span)
    return party(scene, kind, first, end, None)


def _phrase_end(scene: Scene, first: int, end: int) -> int:
    """Where a described party ends: before a reporting verb ("and accused ...") or words of time ("this month")."""
    told = scene.told
    stop = next((k for k in range(first + 1, end) if k in scene.cues or told[k].low in DATING), end)
    while stop - 1 > first and told[stop - 1].low in ("and", "or", "but", ","):
        stop -= 1
    return stop


# ---------------------------------------------------------------- the two parties of an event


def parties(scene: Scene, trigger: Trigger, first: int, last: int) -> tuple[Party | None, Party | None]:
    """(actor, target) of a trigger in the sentence `first..last`."""
    if trigger.form is Form.NOUN:
        actor, target = _of_noun(scene, trigger, first, last)
    elif trigger.passive:
        actor, target = _by(scene, trigger, last), _subject_phrase(scene, trigger, first)
    else:
        actor, target = agent_left(scene, trigger, first), _object(scene, trigger, last)
    if trigger.lemma in scene.lexicon.table.losers:
        if trigger.kind == "losses" and trigger.lemma == "inflict":
            pass
        else:
            actor, target = None, actor or target
            if trigger.lemma in ("fall", "come under"):
                target = None
    if trigger.kind == "losses" and trigger.form is Form.NOUN:
        actor, target = None, actor or target
    if trigger.lemma == "inflict":
        target = _on(scene, trigger, last) or target
    if trigger.lemma in ("die", "perish"):
        actor, target = None, actor
    if trigger.kind in ("retreat", "desert", "deploy", "mobilise", "surrender") and trigger.passive and actor is None:
        actor, target = target, None
    if trigger.kind in ("retreat", "desert", "deploy", "weaponry", "mobilise", "surrender"):
        target = None
    return actor, target


def _on(scene: Scene, trigger: Trigger, last: int) -> Party | None:
    for k in range(trigger.end, min(last, trigger.end + 10)):
        if scene.told[k].low in ("on", "upon") and (phrase := phrase_right(scene, k + 1, last)):
            return in_phrase(scene, trigger.kind, *phrase)
    return None


def _subject_phrase(scene: Scene, trigger: Trigger, first: int) -> Party | None:
    """The noun phrase right before a passive."""
    told, known = scene.told, scene.known
    end = trigger.head
    while end - 1 > first and (
        told[end - 1].low in known.adverbs or told[end - 1].low in known.have or told[end - 1].low.endswith("ly")
    ):
        end -= 1
    k = end - 1
    while k >= first and end - k < 12:
        w = told[k].low
        if not (w[0].isalnum() or w[0] in "'’") or known.auxiliary(w) or w in known.subordinators or k in scene.cues:
            break
        k -= 1
    k += 1
    while k < end and (told[k].low in known.prepositions or told[k].low in known.subordinators):
        k += 1
    if k >= end:
        return None
    cut = next(
        (i for i in range(k, end) if told[i].low in known.prepositions and told[i].low not in ("of", "than")), end
    )
    return in_phrase(scene, trigger.kind, k, cut if cut > k else end, bare=True)


def _object(scene: Scene, trigger: Trigger, last: int) -> Party | None:
    told = scene.told
    phrase = phrase_right(scene, trigger.end, last)
    if phrase is None and trigger.end < last and told[trigger.end].low in TARGET_PREPOSITIONS:
        phrase = phrase_right(scene, trigger.end + 1, last)
    if phrase is None:
        return None
    first, end = phrase
    if trigger.kind in ("seize", "advance", "clash", "defend", "invade") and any(
        k in scene.places for k in range(first, end)
    ):
        mention = mention_in(scene, first, end)
        if trigger.kind == "invade" and mention is not None:
            return party(scene, trigger.kind, mention[0], mention[1], mention[2])
        return None
    return in_phrase(
        scene, trigger.kind, first, end, bare=trigger.kind not in ("seize", "advance", "defend", "clash", "losses")
    )


def _goes_on(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Whether the sentence's own verb stands at `at`, so that what follows is no more said of the noun."""
    if any(word.low in CARRIED or word.low == "by" for word in scene.told[at : at + 4]):
        return False
    if scene.known.auxiliary(scene.told[at].low):
        return True
    word = scene.tree.upos(at) if scene.tree is not None else ""
    return word in ("VERB", "AUX")


def _of_noun(scene: Scene, trigger: Trigger, first: int, last: int) -> tuple[Party | None, Party | None]:
    """ "Russian strikes on X", "X's shelling of Y", "fighting between X and Y", "X launched an attack on Y"."""
    told, known = scene.told, scene.known
    actor: Party | None = None
    target: Party | None = None
    k = trigger.at - 1
    while k >= first and trigger.at - k < 7:
        w = told[k].low
        if k in scene.cues or (w.endswith("ed") and k < trigger.at - 1 and w not in known.modifiers):
            break
        if k in scene.inside:
            start = scene.inside[k]
            end, owner = scene.actors[start]
            if owner.kind is not ActorKind.MEDIA and (told[end].low == "'s" or end >= trigger.at - 3):
                actor = party(scene, trigger.kind, start, end, owner)
            break
        iso = scene.registry.people(told[k].text) if told[k].text[:1].isupper() else None
        if iso is not None:
            actor = _state_party(scene, trigger.kind, iso, k, k + 1)
            break
        actor = partisan(scene, trigger.kind, k)
        if actor is not None or w in FOES:
            break
        if w == "'s" and k - 1 in scene.inside:
            k -= 1  # an owner, not "is"
            continue
        if (
            w in known.prepositions
            or w in known.determiners
            or known.auxiliary(w)
            or (w in (",", "and") and k < trigger.at - 4)
        ):
            break
        k -= 1
    for k in range(trigger.end, min(last, trigger.end + 14)):
        w = told[k].low
        if w in (";", ":", ".") or w in known.relatives or _goes_on(scene, trigger, k):
            break
        if w == "of" and k > trigger.end:
            continue  # "attacks in the area of"
        if (
            w in ("on", "against", "of", "at", "targeting", "to", "upon")
            and target is None
            and trigger.kind not in ("retreat", "deploy", "losses")
        ):
            phrase = phrase_right(scene, k + 1, last)
            if phrase:
                named = in_phrase(scene, trigger.kind, *phrase, bare=w in ("on", "against", "of", "at", "targeting"))
                if (w == "of" and trigger.kind in ("seize", "invade", "advance", "clash")) or (
                    any(i in scene.places for i in range(*phrase)) and named is not None and named.entry is None
                ):
                    named = None if trigger.kind in ("seize", "advance", "clash") else named
                target = named
        elif w in ("by", "from") and actor is None:
            phrase = phrase_right(scene, k + 1, last)
            if phrase and w == "by":
                actor = in_phrase(scene, trigger.kind, *phrase)
            elif phrase and (mention := mention_in(scene, *phrase)):
                actor = party(scene, trigger.kind, *mention)
        elif w in ("between", "with") and trigger.kind in ("clash", "exchange", "ceasefire", "escalation"):
            found = [
                party(scene, trigger.kind, i, *scene.actors[i])
                for i in range(k + 1, min(last, k + 16))
                if i in scene.actors and scene.actors[i][1].kind in (*ARMED_KINDS, ActorKind.IGO, ActorKind.PEOPLE)
            ]
            if w == "between" and len(found) > 1:
                return found[0], found[1]
            if found and target is None:
                target = found[0]
    if actor is None:
        j = trigger.at - 1
        while j >= first and trigger.at - j < 8:
            w = told[j].low
            if w in scene.lexicon.table.light or w in PREPARING:
                light = Trigger(j, j + 1, j, trigger.kind, Form.PAST, w)
                passive = told[j - 1].low in known.be if j > first else False
                actor = agent_left(scene, light, first) if not passive else None
                break
            if w in (";", ":", ".", ",") or w in known.subordinators:
                break
            j -= 1
    if (
        actor is None
        and trigger.kind in ("advance", "retreat", "deploy", "losses", "mobilise", "desert")
        and trigger.at - 1 >= first
    ):
        before = told[trigger.at - 1].low
        if before in ("full", "in") or before in OWN:
            actor = agent_left(scene, trigger, first)
    return actor, target
