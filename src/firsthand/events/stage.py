"""The events of a document: each once, with who says so and how sure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.events.arcs import parties_of
from firsthand.events.arguments import Scene, led
from firsthand.events.codebook import codebook
from firsthand.events.labels import acled, civilians, territory, weapon
from firsthand.events.lexicon import Form
from firsthand.events.merging import REAL, Draft, merged
from firsthand.events.modality import VALUE, Judgement, judged
from firsthand.events.opponents import completed
from firsthand.events.refuted import refuted
from firsthand.events.scene import scene as scene_read
from firsthand.events.settings import WIDE, moment_before, moments_of, places_of, scene_of
from firsthand.events.tolls import tolls_of
from firsthand.events.triggers import Trigger, triggers
from firsthand.events.voices import UNSPECIFIED, Voice, carried_voice, headed_voice, voice_of
from firsthand.identify.words import between
from firsthand.kit import Kit
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

GENERIC: Final = frozenset(["attack", "clash", "strike", "aerial", "killing", "explosion", "heavy", "advance"])
DEFINITE: Final = frozenset(["the", "this", "that", "these", "those"])
ANOTHER: Final = frozenset(["another", "second", "third", "other", "further", "fresh", "separate", "also"])
DEATHS: Final = ("die", "perish")
VIOLENT: Final = frozenset(
    [
        "aerial",
        "drone",
        "missile",
        "heavy",
        "strike",
        "hit",
        "attack",
        "explosion",
        "invade",
        "chemical",
        "killing",
        "execution",
    ]
)
STRIKES: Final = frozenset(["aerial", "drone", "missile", "heavy", "strike", "hit", "attack"])
FIGHTS: Final = frozenset(["advance", "defend", "seize", "encircle", "clash", "escalation"])
OPEN: Final = (Modality.HAPPENED, Modality.CLAIMED, Modality.POSSIBLE, Modality.REQUESTED)
UNSURE: Final = 0.35  # confidence of an attribution below which an event rests on it with less
CARRY: Final = 500  # characters
CARRY_EVENTS: Final = 6
PRESENT: Final = frozenset(["is", "are", "am", "'re", "'m", "has", "have", "'ve"])
SERIOUS: Final = (Modality.THREATENED, Modality.PROMISED, Modality.REQUESTED)


def sentences(reading: Reading) -> list[tuple[int, int]]:
    """Word ranges of the sentences; the whole text where none were found."""
    text = reading.document.text
    found = [between(text, p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE]
    if not found:
        return [between(text, 0, len(text) + 1)]
    return [(first, last) for first, last in found if first < last]


def events(reading: Reading, kit: Kit) -> tuple[Event, ...]:
    """Events of material conflict, one record for each happening told, in text order."""
    set_in, company = scene_read(reading, kit)
    headed = headed_voice(reading)
    found: list[Draft] = []
    for number, (first, last) in enumerate(sentences(reading)):
        for trigger in triggers(set_in.told, first, last, set_in.lexicon, set_in.known, company):
            draft = _draft(set_in, headed, trigger, first, last, number)
            if draft is not None:
                found.append(carried(draft, found))
    return merged(found, reading)


def carried(draft: Draft, told: list[Draft]) -> Draft:
    """A strike or a fight without parties, by those of the one told before it: a report keeps its subject.

    Only where the event before it stands close by and the words give no party of their own.
    """
    event = draft.event
    if event.actor is not None or draft.kind not in STRIKES | FIGHTS:
        return draft
    for before in reversed(told[-CARRY_EVENTS:]):
        other = before.event
        if event.trigger.start - other.trigger.start > CARRY:
            break
        alike = STRIKES if draft.kind in STRIKES else FIGHTS
        if before.kind not in alike or other.actor is None:
            continue
        if event.target is not None and event.target == other.actor:
            break
        target = event.target if event.target is not None or draft.kind in STRIKES else other.target
        weaker = round(event.confidence * 0.8, 4)
        return replace(draft, event=replace(event, id="", actor=other.actor, target=target, confidence=weaker))
    return draft


def _draft(set_in: Scene, headed: Voice | None, trigger: Trigger, first: int, last: int, number: int) -> Draft | None:
    text, told = set_in.text, set_in.told
    judgement = judged(told, first, last, trigger.at, trigger.end, trigger.form, set_in.known)
    if judgement.modality in OPEN and refuted(told, first, last, trigger.at, set_in.known):
        judgement = Judgement(Modality.DENIED, VALUE[Modality.DENIED], ("denied:report",))
    if any(reason == "not:avoid" for reason in judgement.reasons):
        return None
    if trigger.kind == "threat":
        if not any(k in set_in.places for k in range(trigger.end, min(last, trigger.end + 3))):
            return None  # the threatened act itself carries the event; troops that threaten a town move on it
        trigger = replace(trigger, kind="advance")
    kind, meaning = trigger.kind, codebook().classes[trigger.kind]
    span = Span.of(text, told[trigger.head].start, told[trigger.end - 1].end)
    voice = voice_of(set_in, trigger.at) or carried_voice(headed, set_in, span, first, last)
    actor, target = parties_of(set_in, trigger, first, last)
    named = tuple(one.span for one in (actor, target) if one is not None and one.span is not None)
    hit = target.span if target is not None and kind not in FIGHTS else None
    places = places_of(set_in, trigger, first, last, named, hit)
    moments = moments_of(set_in, trigger, first, last, judgement.modality in REAL)
    before = [word.low for word in told[max(first, trigger.at - 4) : trigger.at]]
    definite = any(word in DEFINITE for word in before)
    noun = trigger.form is Form.NOUN
    counted = definite or any(word[:1].isdigit() or word in COUNTS or word in ANOTHER for word in before)
    plain = judgement.modality is Modality.HAPPENED and trigger.at > first and (voice is None or kind != "heavy")
    if noun and plain and kind in GENERIC and not (places or moments or actor or target or counted):
        return None  # a bare noun without anybody, anywhere, any time tells of no event
    scene = places or scene_of(set_in, first, last, kind, judgement.modality in REAL, moments)
    modality, factuality = voiced(judgement, voice, noun and definite)
    if modality is not Modality.REQUESTED:
        actor = led(set_in, kind, actor)
    actor, target, inferred = completed(set_in, kind, actor, target, places or scene, trigger.lemma)
    if kind == "invade" and target is not None and target.name in set_in.nearby.countries:
        country = set_in.nearby.countries[target.name]
        scene = tuple(p for p in places if p.country == country.country and p.kind not in WIDE) or (country,)
    plover, mode = meaning.plover, meaning.mode
    if plover is Plover.ASSAULT and modality in SERIOUS and kind in VIOLENT:
        plover, mode = Plover.THREATEN, "force"
    if kind == "sanction" and modality in (*SERIOUS, Modality.PLANNED):
        plover, mode = Plover.THREATEN, "sanction"
    if plover is Plover.THREATEN and modality in (Modality.PROMISED, Modality.PLANNED):
        modality = Modality.THREATENED
    civilian = civilians(set_in, target)
    labels = (None, None) if plover is Plover.THREATEN else acled(set_in, meaning, kind, actor, places, civilian)
    arm = weapon(set_in, trigger, first, last)
    figures, tolls = tolls_of(set_in, first, last)
    denied = modality is Modality.DENIED
    unsure = voice is not None and voice.confidence < UNSURE
    real = modality in REAL
    event = Event(
        trigger=span,
        plover=plover,
        mode=mode,
        modality=modality,
        factuality=factuality,
        acled_event=labels[0],
        acled_sub=labels[1],
        actor=actor.name if actor else None,
        actor_span=actor.span if actor else None,
        target=target.name if target else None,
        target_span=target.span if target else None,
        weapon=arm.quote.lower() if arm else None,
        weapon_span=arm,
        places=tuple(p.id for p in scene),
        moments=tuple(m.id for m in moments or moment_before(set_in, first, real, not present(set_in, trigger))),
        figures=figures,
        tolls=tolls,
        attribution=(voice.id or None) if voice else None,
        claimed_by=voice.name if voice and not denied and not voice.silent else None,
        denied_by=voice.name if voice and denied and voice.name != UNSPECIFIED else None,
        denied_in=(voice.id or None) if voice and denied else None,
        territory=territory(kind),
        civilian_targeting=civilian,
        aggregate=kind == "losses" and bool(tolls or figures),
        made_by=f"rule:events/{kind}",
        confidence=(0.8 if trigger.sure else 0.65) * (0.9 if inferred else 1.0) * (0.7 if unsure else 1.0),
    )
    return Draft(
        event,
        kind,
        number,
        noun,
        placed=frozenset(p.name for p in places if p.kind not in WIDE),
        dated=frozenset(m.begin or m.value or m.span.quote for m in moments),
        definite=definite,
        another=any(word in ANOTHER for word in before),
        purpose=judgement.reasons == ("planned:to",),
        result=trigger.lemma in DEATHS,
        passive=trigger.passive,
        counted=any(word[:1].isdigit() or word in COUNTS for word in before),
    )


def present(set_in: Scene, trigger: Trigger) -> bool:
    """Whether a verb speaks of what is going on, or has been so far, and not of the day that a narrative stands at."""
    group = {word.low for word in set_in.told[trigger.head : trigger.at]}
    return trigger.form is Form.THIRD or bool(group & PRESENT)


COUNTS: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "several"]
)


def voiced(judgement: Judgement, voice: Voice | None, given: bool = False) -> tuple[Modality, float]:
    """The author's modality, seen through the attribution that the event stands in.

    An event that its words take for granted (`given`: "the strikes") is no promise or threat because a promise
    mentions it.
    """
    modality, value = judgement.modality, judgement.factuality
    if voice is None:
        return modality, value
    through = voice.modality
    if voice.silent and modality in (Modality.HAPPENED, Modality.CLAIMED):
        return through, VALUE[through]
    if modality is Modality.CLAIMED and any(reason.startswith("denied:") for reason in judgement.reasons):
        return modality, value  # "denied that it had not fired"
    if modality in (Modality.HAPPENED, Modality.CLAIMED):
        if given and through is not Modality.DENIED:
            through = Modality.CLAIMED
        return through, VALUE[through]
    if modality is Modality.DID_NOT_HAPPEN and through is Modality.DENIED:
        return Modality.CLAIMED, VALUE[Modality.CLAIMED]
    if through is Modality.DENIED:
        return Modality.DENIED, VALUE[Modality.DENIED]
    if modality is Modality.CONDITIONAL and not any(r.endswith((":if", ":unless")) for r in judgement.reasons):
        return Modality.FORECAST, VALUE[Modality.FORECAST]  # "said it would": the future seen from the past
    return modality, value
