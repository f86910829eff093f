"""The other side of a fight, where the text leaves it out."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.events.arguments import COMBAT, VERSUS, Party, Scene
from firsthand.model.actor import ActorKind
from firsthand.model.place import Place

REMOTE = frozenset(["aerial", "drone", "missile", "heavy", "strike", "hit"])


def completed(
    set_in: Scene, kind: str, actor: Party | None, target: Party | None, places: Sequence[Place], lemma: str = ""
) -> tuple[Party | None, Party | None, bool]:
    """(actor, target, whether one of them was inferred). An inferred party carries no span.

    Only within the conflict that the report itself names on both sides, by the registry's sides.
    """
    if actor is not None and target is not None and actor.name == target.name and actor.span in (None, target.span):
        actor = None  # nobody is told to have hit his own
    if kind == "invade" and actor is None and (target is None or target.entry is None):
        return *_invasion(set_in, target), True
    if kind not in COMBAT:
        return actor, target, False
    inferred = False
    if actor is not None and target is not None and actor.name == target.name:
        target = None
    if kind == "intercept" and (target is None or target.entry is None):
        foe = enemy_of(set_in, actor) if actor is not None else None
        if foe is not None:
            return actor, foe, True  # what is shot down is the enemy's
    said_enemy = actor is not None and actor.span is not None and actor.span.quote.lower() == "enemy"
    if target is None and actor is not None and (kind in VERSUS or said_enemy):
        target = enemy_of(set_in, actor)
        inferred = target is not None
    elif kind in VERSUS | {"killing"} and actor is None and target is not None:
        actor = enemy_of(set_in, target)
        inferred = actor is not None
    if actor is None and (kind in REMOTE or lemma == "fall"):
        holder, foe = _holder(set_in, places)
        if foe is not None:
            return foe, target or (holder if lemma == "fall" else None), True
    return actor, target, inferred


def _holder(set_in: Scene, places: Sequence[Place]) -> tuple[Party | None, Party | None]:
    """(forces of the state that a place lies in, whom they fight): only where both are states, since it is then that
    fire on the one's land is the other's. In a civil war a place tells nothing of who struck it."""
    registry = set_in.registry
    for place in places:
        state = registry.get((place.country or "").lower())
        foe = enemy_of(set_in, Party(state.name, None, state.id)) if state else None
        entry = registry.get(foe.entry) if foe else None
        if state is not None and foe is not None and entry is not None and entry.country not in (None, state.country):
            force = registry.forces(state.country or "")
            return (Party(force.name, None, force.id) if force else None), foe
    return None, None


def _invasion(set_in: Scene, target: Party | None) -> tuple[Party | None, Party | None]:
    """Whose invasion of what, where a report says "the invasion": the state whose forces fight on another's land."""
    state = set_in.registry.get((set_in.theatre or "").lower())
    foe = set_in.registry.get(set_in.enemies.get(state.id)) if state else None
    invader = set_in.registry.get((foe.country or "").lower()) if foe else None
    if state is None or invader is None or invader.id == state.id:
        return None, target
    return Party(invader.name, None, invader.id), Party(state.name, None, state.id)


def enemy_of(set_in: Scene, party: Party) -> Party | None:
    """Whom `party` fights in this report."""
    registry = set_in.registry
    for one in registry.lineage(party.entry or ""):
        foe = registry.get(set_in.enemies.get(one))
        if foe is not None:
            force = registry.forces(foe.country or "") if foe.kind is ActorKind.STATE else None
            chosen = force or foe
            return Party(chosen.name, None, chosen.id)
    return None
