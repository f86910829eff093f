"""The parties of an event where the order of words is silent: by the arcs of the sentence's tree, if the reader saw one."""

from __future__ import annotations

from typing import Final

from firsthand.events.arguments import ANAPHORS, POINTING, Party, Scene, armed_before, in_phrase, parties
from firsthand.events.lexicon import Form
from firsthand.events.tree import Tree
from firsthand.events.triggers import Trigger
from firsthand.model.actor import ActorKind

ALONE: Final = frozenset(
    [
        "retreat",
        "desert",
        "deploy",
        "weaponry",
        "mobilise",
        "surrender",
        "losses",
        "coup",
        "curfew",
        "ceasefire",
        "exchange",
    ]
)  # kinds whose other side, if any, stands in no plain object
GROUND: Final = frozenset(["seize", "advance", "defend", "clash", "invade", "encircle"])  # whose object is a place
PLURAL: Final = frozenset(["they", "them"])
UPON: Final = frozenset(["on", "against", "at", "upon", "targeting"])
OWNED: Final = UPON | {"of"}
DOERS: Final = ("nmod:poss", "amod", "compound", "nmod:desc")


def parties_of(scene: Scene, trigger: Trigger, first: int, last: int) -> tuple[Party | None, Party | None]:
    """(actor, target) of a trigger in the sentence `first..last`."""
    actor, target = parties(scene, trigger, first, last)
    tree = scene.tree
    at = tree.node.get(trigger.end - 1 if trigger.form is Form.NOUN else trigger.at) if tree else None
    if tree is None or at is None or trigger.lemma in {*scene.lexicon.table.losers, *FATES}:
        return actor, target
    if trigger.form is Form.NOUN:
        doer, done_to = _of_noun(scene, tree, trigger, at)
    else:
        doer, done_to = _of_verb(scene, tree, trigger, at)
    if trigger.kind in ALONE:
        done_to = None
        if trigger.kind == "losses" or (trigger.passive and trigger.form is not Form.NOUN):
            doer = None
    sharing = trigger.form is Form.ING and doer is not None and doer.entry is not None and trigger.head == trigger.at
    if sharing or (actor is None and doer is not None and doer.entry is not None):
        actor = doer  # a participle shares its subject with the verb it hangs from
    return actor, target or done_to


FATES: Final = frozenset(["die", "perish", "inflict"])


def _of_verb(scene: Scene, tree: Tree, trigger: Trigger, at: int) -> tuple[Party | None, Party | None]:
    if trigger.passive:
        doer, done_to = tree.agent(at), tree.passive_subject(at)
    else:
        doer = tree.subject(at)
        done_to = next(tree.of_kind(at, "obj"), None)
        if done_to is None:
            done_to = next((k for k in tree.of_kind(at, "obl") if tree.case(k) in UPON), None)
    return _doer(scene, tree, trigger, doer), _done_to(scene, tree, trigger, done_to)


def _of_noun(scene: Scene, tree: Tree, trigger: Trigger, at: int) -> tuple[Party | None, Party | None]:
    doer = tree.agent(at)
    if doer is None:
        doer = next((k for k in tree.of_kind(at, *DOERS) if _named(scene, tree, k)), None)
    if doer is None:
        word = tree.words[at]
        if word.deprel == "obj" and word.head >= 0:
            lemma = tree.low[word.head]
            if lemma in scene.lexicon.table.light:
                doer = tree.subject(word.head)
    wanted = UPON if trigger.kind in GROUND else OWNED
    done_to = next((k for k in tree.of_kind(at, "nmod", "obl") if tree.case(k) in wanted), None)
    return _doer(scene, tree, trigger, doer), _done_to(scene, tree, trigger, done_to)


def _named(scene: Scene, tree: Tree, at: int) -> bool:
    """Whether a word belongs to an actor's mention or is a demonym."""
    k = tree.token.get(at)
    return k is not None and (k in scene.inside or scene.registry.people(scene.told[k].text) is not None)


def _doer(scene: Scene, tree: Tree, trigger: Trigger, at: int | None) -> Party | None:
    k = tree.token.get(at) if at is not None else None
    span = tree.phrase(at) if at is not None else None
    if k is None or span is None:
        return None
    if scene.told[k].low in PLURAL:
        return armed_before(scene, trigger.kind, k)
    start = scene.inside.get(k)
    if start is not None and scene.actors[start][1].kind is ActorKind.MEDIA:
        return None
    return _headed(scene, trigger.kind, span, k, bare=False)


def _done_to(scene: Scene, tree: Tree, trigger: Trigger, at: int | None) -> Party | None:
    k = tree.token.get(at) if at is not None else None
    span = tree.phrase(at) if at is not None else None
    if k is None or span is None:
        return None
    held = any(one in scene.places for one in range(*span))
    party = _headed(scene, trigger.kind, span, k, bare=trigger.kind not in GROUND)
    if trigger.kind in GROUND and trigger.kind != "invade" and (party is None or party.entry is None or held):
        return None
    return party


def _headed(scene: Scene, kind: str, span: tuple[int, int], head: int, *, bare: bool) -> Party | None:
    """The party that the head of a phrase names, not one that only stands in what follows it."""
    start = scene.inside.get(head)
    if start is not None:
        end, actor = scene.actors[start]
        if end > head and actor.kind not in (ActorKind.STATE, ActorKind.PEOPLE):
            return in_phrase(scene, kind, start, end, bare=bare)
    first, last = span
    beside = next((k for k in range(head + 1, last) if k in scene.inside), None)
    if beside is not None:
        return in_phrase(scene, kind, beside, last, bare=bare)
    if scene.told[head].low in ANAPHORS and scene.told[head - 1].low in POINTING and head - first <= 1:
        return armed_before(scene, kind, head)
    return in_phrase(scene, kind, first, head + 1, bare=bare)
