"""The other side of a fight, where the text leaves it out."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.events.arguments import COMBAT, VERSUS, Party, Scene
from firsthand.model.actor import ActorKind
from firsthand.model.place import Place

REMOTE = frozenset(["aerial", "drone", "missile", "heavy", "strike", "hit"])


def completed(
    set_in: Scene, kind: str, actor: Party | None, target: Party | None, places: Sequence[Place]
) -> tuple[Party | None, Party | None, bool]:
    """(actor, target, whether one of them was inferred). An inferred party carries no span.

    Only within the conflict that the report itself names on both sides, by the registry's sides.
    """
    if kind not in COMBAT:
        return actor, target, False
    inferred = False
    if actor is not None and target is not None and actor.name == target.name:
        target = None
    if kind in VERSUS and target is None and actor is not None:
        target = enemy_of(set_in, actor)
        inferred = target is not None
    elif kind in VERSUS | {"killing"} and actor is None and target is not None:
        actor = enemy_of(set_in, target)
        inferred = actor is not None
    if actor is None and kind in REMOTE:
        for place in places:
            state = set_in.registry.get((place.country or "").lower())
            foe = enemy_of(set_in, Party(state.name, None, state.id)) if state else None
            if foe is not None:
                return foe, target, True
    return actor, target, inferred


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
