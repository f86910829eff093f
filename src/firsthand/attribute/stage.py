"""The attributions of a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from firsthand.attribute.acts import evidential, speech_act, stance
from firsthand.attribute.chains import Linked, chained, parents, resting
from firsthand.attribute.draft import Draft
from firsthand.attribute.grammar import drafts
from firsthand.attribute.joint import Joint, joined
from firsthand.attribute.lexicon import Lexicon, lexicon
from firsthand.attribute.outlets import cited_by, outlet
from firsthand.attribute.repeats import repeats, targets
from firsthand.attribute.speakers import Cast, Speaker
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind, SourceType
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

_MARKS: Final = re.compile(r"[“”\"«»„]|''")
_INTERVIEW: Final = re.compile(r"\b(?:interview (?:with|to|on|in)|speaking to|comments to|remarks to|statement to)\s")


def attributions(reading: Reading, kit: Kit) -> tuple[Attribution, ...]:
    """Who says what: every reporting act in the report, with its speaker, relays and act."""
    lex = lexicon(kit.language)
    kit = replace(kit, registry=kit.registry.on(reading.document.published))
    return _records(reading, joint(reading, kit).reports, lex, kit)


def joint(reading: Reading, kit: Kit) -> Joint:
    """Reports and attitudes, before they are named and linked."""
    lex = lexicon(kit.language)
    found = _settled(drafts(reading, lex))
    if kit.signals is None:
        return Joint(found, [])
    quotations = [p for p in reading.passages if p.kind is PassageKind.QUOTATION]
    both = joined(reading.document.text, found, kit.signals, quotations, lex)
    filed = [p.span for p in reading.passages if p.kind is PassageKind.DATELINE]
    return Joint(_settled([_past_dateline(reading.document.text, one, filed) for one in both.reports]), both.attitudes)


def _past_dateline(text: str, draft: Draft, filed: list[Span]) -> Draft:
    """The draft without the dateline that the reader takes for the beginning of what was said."""
    for span in filed:
        for n, (start, end) in enumerate(draft.content):
            if span.start <= start < span.end < end:
                begin = span.end + len(text[span.end : end]) - len(text[span.end : end].lstrip(" \u00a0-–—"))
                return replace(draft, content=(*draft.content[:n], (begin, end), *draft.content[n + 1 :]))
    return draft


def _settled(found: list[Draft]) -> list[Draft]:
    """In text order, one draft a cue: the surer one."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in found:
        key = (draft.cue,) if draft.cue and draft.rule != "listed" else (draft.source, draft.content)
        known = best.get(key)
        if known is None or draft.confidence > known.confidence:
            best[key] = draft
    return sorted(best.values(), key=lambda d: (_place(d), d.content))


def _place(draft: Draft) -> int:
    """Where the reporting words stand; the content's place where there are none."""
    spans = [x for x in (draft.source, draft.cue) if x]
    return min(s for s, _ in spans) if spans else draft.content[0][0]


def _records(reading: Reading, found: list[Draft], lex: Lexicon, kit: Kit) -> tuple[Attribution, ...]:
    text = reading.document.text
    sentences = [p.span.start for p in reading.passages if p.kind is PassageKind.SENTENCE]
    paragraphs = [
        p.span.start
        for p in reading.passages
        if p.kind in (PassageKind.PARAGRAPH, PassageKind.HEADLINE, PassageKind.CAPTION)
    ]
    inner = frozenset(p.inner.start for p in reading.passages if p.inner is not None)
    cast = Cast(text, lex, kit.registry, sentences)
    above = parents(found)
    speakers = _speakers(cast, found, above)
    outlets = [_outlet(text, n, found, lex, kit) for n in range(len(found))]
    place = [bisect_right(paragraphs, _place(draft)) for draft in found]
    goes_on = [_goes_on(text, draft) for draft in found]
    linked = chained([Linked(d, s, p) for d, s, p in zip(found, speakers, above, strict=True)], outlets, place, goes_on)
    linked = resting(linked)
    records = [_record(text, one, inner, lex) for one in linked]
    same = repeats(records)
    about = targets(text, records, above)
    return tuple(
        replace(
            record,
            nested_in=records[one.parent].id if one.parent is not None else None,
            repeat_of=records[first].id if first is not None else None,
            about=records[target].id if target is not None else None,
        )
        for record, one, first, target in zip(records, linked, same, about, strict=True)
    )


def _goes_on(text: str, draft: Draft) -> bool:
    """Whether the cue takes up what the speaker said before: "also", "then", "added"; or shares its sentence's subject."""
    if draft.cue is None or draft.source is None:
        return False
    before = text[max(draft.source[0], draft.cue[0] - 12) : draft.cue[1]].casefold().split()
    return bool({"also", "then", "further", "added", "continued"} & set(before)) or draft.shared


def _speakers(cast: Cast, found: list[Draft], above: list[int | None]) -> list[Speaker]:
    """The speaker of each draft: the report's own layer first, then what stands inside quotations."""
    nobody = Speaker(None, SourceType.UNSPECIFIED)
    speakers = [nobody if draft.depth else cast.speaker(draft) for draft in found]
    for n, draft in enumerate(found):
        if draft.depth:
            outer = above[n]
            speakers[n] = cast.speaker(draft, (speakers[outer].name if outer is not None else None) or "")
    return [cast.settled(speaker) for speaker in speakers]


def _outlet(text: str, n: int, found: list[Draft], lex: Lexicon, kit: Kit) -> str | None:
    """The outlet through which `found[n]` reached the author, when the sentence names one."""
    draft = found[n]
    told = outlet(text, draft.addressee, lex, kit.registry, _place(draft))
    cited = cited_by(text, draft.source, lex, kit.registry) if draft.source is not None else None
    if told is not None or draft.cue is None or cited is not None:
        return told or (cited[1] if cited else None)
    after = text[draft.cue[1] : draft.cue[1] + 90].split("\n")[0]
    match = _INTERVIEW.search(after)
    if match:
        start = draft.cue[1] + match.end()
        return outlet(text, (start, min(len(text), start + 40)), lex, kit.registry, start)
    for k in range(max(0, n - 3), min(len(found), n + 4)):
        other = found[k]
        # "X, whom Le Monde identified as ..., said": the outlet vouches for X
        if k == n or other.cue is None or other.source is None or draft.source is None:
            continue
        if draft.source[0] < other.source[0] and other.cue[1] <= draft.cue[0]:
            name = outlet(text, other.source, lex, kit.registry, other.source[0])
            if name is not None and len(other.content) == 1 and other.content[0][1] <= draft.cue[0]:
                return name
    return None


def _kind(text: str, draft: Draft, inner: frozenset[int]) -> Kind:
    if draft.block:
        return Kind.BLOCK
    if all(s in inner for s, _ in draft.content):
        return Kind.DIRECT
    if any(_MARKS.search(text, s, e) for s, e in draft.content) or any(s in inner for s, _ in draft.content):
        return Kind.MIXED
    return Kind.INDIRECT


def _record(text: str, one: Linked, inner: frozenset[int], lex: Lexicon) -> Attribution:
    draft, speaker = one.draft, one.speaker
    kind = SourceType.UNSPECIFIED if draft.source is None and draft.rule != "loose" else speaker.kind
    return Attribution(
        source=Span.of(text, *draft.source) if draft.source else None,
        cue=Span.of(text, *draft.cue) if draft.cue else None,
        content=tuple(Span.of(text, s, e) for s, e in draft.content),
        kind=_kind(text, draft, inner),
        speaker=speaker.name,
        source_type=kind,
        anonymous=speaker.anonymous,
        candidates=speaker.candidates,
        speech_act=speech_act(text, draft, lex),
        stance=stance(text, draft, lex),
        via=one.via,
        rests_on=one.rests_on,
        evidential=evidential(text, draft, lex),
        scope_uncertain=draft.scope_uncertain,
        made_by=f"rule:attribute/{draft.rule}",
        confidence=draft.confidence,
    )
