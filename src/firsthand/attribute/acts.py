"""What a speaker does in saying it, what the author makes of it, and on what it is shown."""

from __future__ import annotations

import re
from typing import Final

from firsthand.attribute.draft import Draft
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import tokens
from firsthand.model.attribution import SpeechAct, Stance

_FALSE: Final = re.compile(
    r"\b(?:is|are|was|were)\s+(?:not\s+true|false|untrue|a\s+lie|lies|fake|baseless|unfounded)\b|\bnot\s+true\b"
)
_CLAIM: Final = re.compile(r"\b(?:claims?|reports?|allegations?|accusations?|statements?|that|it|this)\b")
_IF: Final = re.compile(r"(?:if|whether|why|how|what|when|who|where)\b")
_AROUND: Final = 160


def speech_act(text: str, draft: Draft, lex: Lexicon) -> SpeechAct:
    """The act by the cue's lemma, with "ask whether", "not true" and "refuse" told apart."""
    act = lex.acts.get(draft.lemma, SpeechAct.ASSERT)
    start, end = draft.content[0]
    content = text[start : min(end, start + 200)].casefold()
    if draft.lemma == "ask":
        return SpeechAct.QUESTION if _IF.match(content) or text[start:end].rstrip().endswith("?") else SpeechAct.REQUEST
    if act is SpeechAct.ASSERT and _FALSE.search(content) and _CLAIM.search(content) and end - start < 120:
        return SpeechAct.DENY
    if act in (SpeechAct.PROPOSE, SpeechAct.WISH) and draft.lemma in ("suggest", "offer", "hope"):
        return (
            SpeechAct.PROPOSE
            if content.startswith(("to ", "a ", "an ")) and draft.lemma != "hope"
            else SpeechAct.ASSERT
        )
    if draft.lemma == "call" and (content.startswith(("to ", "for ")) or _follows(text, draft, "for")):
        return SpeechAct.REQUEST
    if draft.lemma in ("find", "rule") and "guilty" in content:
        return SpeechAct.VERDICT
    if draft.lemma in ("express", "voice") and content.lstrip().startswith(
        ("a desire", "a wish", "the hope", "a hope", "hope")
    ):
        return SpeechAct.WISH
    if draft.lemma == "rule" and content.startswith("out"):
        return SpeechAct.DENY
    if draft.lemma in ("shout", "chant", "scream", "yell") and end - start > 60:
        return SpeechAct.ASSERT
    return act


def _follows(text: str, draft: Draft, word: str) -> bool:
    return draft.cue is not None and text[draft.cue[1] :].lstrip()[: len(word) + 1].casefold() == word + " "


def stance(text: str, draft: Draft, lex: Lexicon) -> Stance | None:
    """The author's comment on what is reported, where the words around it carry one."""
    if draft.depth or draft.cue is None:
        return None
    first = min(s for s, _ in (*draft.content, draft.cue))
    last = max(e for _, e in (*draft.content, draft.cue))
    near = text[max(0, first - 60) : first].casefold()
    after = text[last : last + 60].casefold().split("\n")[0]
    cue = text[slice(*draft.cue)].casefold()
    if any(phrase in after[:50] or phrase in near[-40:] for phrase in lex.lists.stance.get(Stance.REJECTED, [])):
        return Stance.REJECTED
    if cue in lex.lists.stance.get(Stance.SCEPTICAL, []) or any(
        p in after for p in lex.lists.stance.get(Stance.SCEPTICAL, []) if " " in p
    ):
        return Stance.SCEPTICAL
    if draft.lemma in ("admit", "concede"):
        return Stance.ENDORSED
    if any(phrase in near[-30:] for phrase in lex.lists.stance.get(Stance.ENDORSED, []) if " " in phrase):
        return Stance.ENDORSED
    return None


def evidential(text: str, draft: Draft, lex: Lexicon) -> str | None:
    """ "imagery" or "document" where that is what speaks."""
    if draft.source is None:
        return None
    head = ""
    for token in tokens(text, *draft.source):
        if head and token.low in (
            "of",
            "from",
            "by",
            "in",
            "that",
            "reviewed",
            "seen",
            "obtained",
            "posted",
            "published",
            "on",
            "for",
        ):
            break
        head = token.low
    if head in lex.lists.imagery:
        return "imagery"
    if head in (
        "document",
        "documents",
        "record",
        "records",
        "letter",
        "memo",
        "indictment",
        "minutes",
        "transcript",
        "filing",
        "dossier",
    ):
        return "document"
    return None
