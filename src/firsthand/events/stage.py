"""The events of a document: each once, with who says so and how sure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthand.data.registry import Registry
from firsthand.events.arguments import COMBAT, VERSUS, Party, Scene, parties
from firsthand.events.codebook import Class, codebook
from firsthand.events.lexicon import Form
from firsthand.events.merging import merged
from firsthand.events.modality import VALUE, Judgement, judged
from firsthand.events.scene import scene
from firsthand.events.settings import moments_of, places_of
from firsthand.events.tolls import tolls_of
from firsthand.events.triggers import Trigger, triggers
from firsthand.events.voices import Voice, carried_voice, voice_of
from firsthand.identify.words import between
from firsthand.kit import Kit
from firsthand.model.actor import ActorKind
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.passage import PassageKind
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.span import Span


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger with what its sentence says of it."""

    trigger: Trigger
    first: int
    last: int
    judgement: Judgement


def sentences(reading: Reading) -> list[tuple[int, int]]:
    """Word ranges of the sentences, and of text that no sentence covers."""
    text = reading.document.text
    found = [between(text, p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE]
    if not found:
        return [between(text, 0, len(text) + 1)]
    return [(first, last) for first, last in found if first < last]


def events(reading: Reading, kit: Kit) -> tuple[Event, ...]:
    """Events of material conflict, one record for each happening told, in text order."""
    set_in, company = scene(reading, kit)
    found: list[Event] = []
    for first, last in sentences(reading):
        for trigger in triggers(set_in.told, first, last, set_in.lexicon, set_in.known, company):
            event = _event(reading, set_in, trigger, first, last, kit.registry)
            if event is not None:
                found.append(event)
    return merged(tuple(found), reading)


def _event(
    reading: Reading, set_in: Scene, trigger: Trigger, first: int, last: int, registry: Registry
) -> Event | None:
    text, told = set_in.text, set_in.told
    judgement = judged(told, first, last, trigger.at, trigger.end, trigger.form, set_in.known)
    span = Span.of(text, told[trigger.head].start, told[trigger.end - 1].end)
    voice = voice_of(reading, span) or carried_voice(reading, set_in, span, first, last)
    kind = trigger.kind
    if any(reason == "not:avoid" for reason in judgement.reasons):
        return None
    if kind == "threat":
        if not _threatens_place(set_in, trigger, last):
            return None  # the threatened act itself carries the event
        kind = "advance"
        trigger = replace(trigger, kind=kind)
    purpose = judgement.reasons == ("planned:to",)
    meaning = codebook().classes[kind]
    actor, target = parties(set_in, trigger, first, last)
    places = places_of(reading, set_in, trigger, first, last)
    moments = moments_of(reading, set_in, trigger, first, last)
    actor, target, inferred = _completed(set_in, kind, actor, target, places, reading)
    if (
        trigger.form is Form.NOUN
        and kind in GENERIC
        and not (places or moments or actor or target)
        and not _counted(set_in, trigger, first)
    ):
        return None  # a bare noun without anybody, anywhere, any time tells of no event
    modality, factuality = _voiced(judgement, voice)
    plover, mode = meaning.plover, meaning.mode
    if plover is Plover.ASSAULT and modality in (Modality.THREATENED, Modality.PROMISED, Modality.REQUESTED):
        plover, mode = Plover.THREATEN, "force"
        modality = Modality.THREATENED if modality is Modality.PROMISED else modality
    if kind == "sanction" and modality in (Modality.THREATENED, Modality.PROMISED, Modality.PLANNED):
        plover, mode, modality = Plover.THREATEN, "sanction", Modality.THREATENED
    acled = _acled(meaning, kind, actor, target, set_in, trigger, first, last, registry, places, reading)
    if plover is Plover.THREATEN:
        acled = (None, None)
    civilian = _civilians(set_in, trigger, target, last)
    if civilian and kind in ("attack", "killing", "execution"):
        acled = ("Violence against civilians", "Attack")
    weapon = _weapon(set_in, trigger, first, last)
    figures, tolls = tolls_of(reading, set_in, trigger, first, last)
    return Event(
        trigger=span,
        plover=plover,
        mode=mode,
        modality=modality,
        factuality=factuality,
        acled_event=acled[0],
        acled_sub=acled[1],
        actor=actor.name if actor else None,
        actor_span=actor.span if actor else None,
        target=target.name if target else None,
        target_span=target.span if target else None,
        weapon=weapon.quote.lower() if weapon else None,
        weapon_span=weapon,
        places=tuple(p.id for p in places),
        moments=tuple(m.id for m in moments),
        figures=figures,
        tolls=tolls,
        attribution=voice.id or None if voice else None,
        claimed_by=voice.name if voice and modality is not Modality.DENIED else None,
        denied_by=voice.name if voice and modality is Modality.DENIED else None,
        denied_in=voice.id or None if voice and modality is Modality.DENIED else None,
        territory=_territory(kind, trigger),
        civilian_targeting=civilian,
        aggregate=kind == "losses" and bool(tolls or figures),
        made_by=f"rule:events/{kind}{'+purpose' if purpose else ''}",
        confidence=(0.8 if trigger.sure else 0.65) * (0.9 if inferred else 1.0),
    )


GENERIC = frozenset(
    ["attack", "clash", "strike", "aerial", "killing", "explosion", "heavy", "advance", "execution", "torture"]
)
NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "several",
        "the",
        "this",
    ]
)


def _counted(set_in: Scene, trigger: Trigger, first: int) -> bool:
    """A number or "the" before the noun."""
    before = set_in.told[max(first, trigger.at - 4) : trigger.at]
    return any(word.text[:1].isdigit() or word.low in NUMBERS for word in before)


def _threatens_place(set_in: Scene, trigger: Trigger, last: int) -> bool:
    """Troops that threaten a town move against it; other threats name the act they threaten."""
    return any(k in set_in.places for k in range(trigger.end, min(last, trigger.end + 3)))


def _voiced(judgement: Judgement, voice: Voice | None) -> tuple[Modality, float]:
    """The author's modality, seen through the attribution that the event stands in."""
    modality, value = judgement.modality, judgement.factuality
    if voice is None:
        return modality, value
    through = voice.modality
    if modality is Modality.HAPPENED:
        return through, VALUE[through]
    if modality is Modality.DID_NOT_HAPPEN and through is Modality.DENIED:
        return Modality.CLAIMED, VALUE[Modality.CLAIMED]
    if through is Modality.DENIED:
        return Modality.DENIED, VALUE[Modality.DENIED]
    if modality is Modality.CLAIMED:
        return through, VALUE[through]
    if modality is Modality.CONDITIONAL and not any(r.endswith((":if", ":unless")) for r in judgement.reasons):
        return Modality.FORECAST, VALUE[Modality.FORECAST]  # "said it would": the future seen from the past
    return modality, value


def _completed(
    set_in: Scene, kind: str, actor: Party | None, target: Party | None, places: tuple[Place, ...], reading: Reading
) -> tuple[Party | None, Party | None, bool]:
    """The other side of a fight, where the text leaves it out: it carries no span."""
    registry = set_in.registry
    if kind not in COMBAT:
        return actor, target, False
    inferred = False

    def enemy_of(party: Party) -> Party | None:
        for one in registry.lineage(party.entry or ""):
            foe = registry.get(set_in.enemies.get(one))
            if foe is not None:
                force = registry.forces(foe.country or "") if foe.kind is ActorKind.STATE else None
                return Party((force or foe).name, None, (force or foe).id)
        return None

    if kind in VERSUS and target is None and actor is not None and actor.entry:
        target, inferred = enemy_of(actor), True
    elif kind in VERSUS | {"losses", "killing"} and actor is None and target is not None and target.entry:
        actor, inferred = enemy_of(target), True
    if actor is None and kind in ("aerial", "drone", "missile", "heavy", "strike", "hit"):
        for place in places:
            state = registry.get((place.country or "").lower())
            foe = enemy_of(Party(state.name, None, state.id)) if state else None
            if foe is not None:
                actor, inferred = foe, True
                break
    if actor is not None and target is not None and actor.name == target.name:
        target = None
    return actor, target, inferred


def _acled(
    meaning: Class, kind: str, actor: Party | None, target: Party | None, set_in: Scene, trigger: Trigger, first: int,
    last: int, registry: Registry, places: tuple[Place, ...], reading: Reading,
) -> tuple[str | None, str | None]:  # fmt: skip
    """The ACLED labels of the class; a state that retakes ground of its own regains it."""
    if kind == "seize" and actor is not None and actor.entry and places:
        country = next((p.country for p in places if p.country), None)
        entry = registry.get(actor.entry)
        if (
            entry is not None
            and country is not None
            and entry.country == country
            and entry.kind in (ActorKind.ARMED_FORCES, ActorKind.STATE, ActorKind.GOVERNMENT)
        ):
            return "Battles", "Government regains territory"
    return meaning.acled_event, meaning.acled_sub


def _civilians(set_in: Scene, trigger: Trigger, target: Party | None, last: int) -> bool:
    named = target.name.lower().split() if target and target.span else ()
    return any(word in set_in.lexicon.table.civilians for word in named)


def _territory(kind: str, trigger: Trigger) -> str | None:
    if kind == "seize":
        return "gained"
    return "lost" if kind == "retreat" else None


def _weapon(set_in: Scene, trigger: Trigger, first: int, last: int) -> Span | None:
    """The weapon nearest to the trigger, in the same clause."""
    told, table = set_in.told, set_in.lexicon.table
    best: tuple[int, int] | None = None
    for k in range(max(first, trigger.at - 8), min(last, trigger.end + 8)):
        if told[k].low in table.weapons and not told[k].low.startswith(
            (
                "strike",
                "attack",
                "shelling",
                "airstrike",
                "fire",
                "bombing",
                "explosion",
                "blast",
                "gunfire",
                "bombardment",
            )
        ):
            distance = abs(k - trigger.at)
            if best is None or distance < best[0]:
                best = (distance, k)
    if best is None:
        return None
    start = best[1]
    while start > first and told[start - 1].low in (
        "cruise",
        "ballistic",
        "shahed",
        "kamikaze",
        "attack",
        "fpv",
        "guided",
        "glide",
        "iranian-made",
        "s-300",
        "iskander",
        "kalibr",
        "aerial",
        "kh-101",
    ):
        start -= 1
    return Span.of(set_in.text, told[start].start, told[best[1]].end)
