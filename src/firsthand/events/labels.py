"""Details that follow from an event's class and its words: ACLED labels, civilians, territory, weapon."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.events.arguments import Party, Scene
from firsthand.events.codebook import Class
from firsthand.events.triggers import Trigger
from firsthand.model.actor import ActorKind
from firsthand.model.place import Place
from firsthand.model.span import Span

STATE_KINDS = (ActorKind.ARMED_FORCES, ActorKind.STATE, ActorKind.GOVERNMENT)
DEEDS = frozenset(["strike", "strikes", "attack", "attacks", "shelling", "airstrike", "airstrikes", "fire", "bombing", "explosion", "blast", "gunfire", "bombardment"])  # fmt: skip
MAKES = frozenset(["cruise", "ballistic", "shahed", "kamikaze", "attack", "fpv", "guided", "glide", "iranian-made", "iskander", "kalibr", "aerial", "anti-ship"])  # fmt: skip


def acled(
    set_in: Scene, meaning: Class, kind: str, actor: Party | None, places: Sequence[Place], civilian: bool
) -> tuple[str | None, str | None]:
    """The ACLED labels of the class; a state that retakes ground of its own regains it."""
    if kind == "seize" and actor is not None and actor.entry:
        entry = set_in.registry.get(actor.entry)
        country = next((p.country for p in places if p.country), None)
        if entry is not None and country == entry.country and entry.kind in STATE_KINDS and country is not None:
            return "Battles", "Government regains territory"
    if civilian and kind in ("attack", "killing", "execution"):
        return "Violence against civilians", "Attack"
    return meaning.acled_event, meaning.acled_sub


def civilians(set_in: Scene, target: Party | None) -> bool:
    """Whether the target's own words name civilians."""
    named = target.span.quote.lower().split() if target is not None and target.span is not None else ()
    return any(word in set_in.lexicon.table.civilians for word in named)


def territory(kind: str) -> str | None:
    """What the class says of ground, seen from the actor."""
    return "gained" if kind == "seize" else "lost" if kind == "retreat" else None


def weapon(set_in: Scene, trigger: Trigger, first: int, last: int) -> Span | None:
    """The weapon nearest to the trigger."""
    told, table = set_in.told, set_in.lexicon.table
    near = [
        (abs(k - trigger.at), k)
        for k in range(max(first, trigger.at - 8), min(last, trigger.end + 8))
        if told[k].low in table.weapons and told[k].low not in DEEDS
    ]
    if not near:
        return None
    _, at = min(near)
    start = at
    while start > first and told[start - 1].low in MAKES:
        start -= 1
    return Span.of(set_in.text, told[start].start, told[at].end)
