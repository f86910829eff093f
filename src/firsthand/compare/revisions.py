"""Texts that repeat each other, seen from one report: copies, longer articles around it, versions of its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from firsthand.compare.findings import Relation, RepeatRow
from firsthand.compare.gist import Answer, Gist
from firsthand.compare.repeats import CONTAINED
from firsthand.compare.trace import Trace, share

LENGTH = 0.6  # a shorter text of less than this part of the longer one is an excerpt of it, not a copy


def relations(own: tuple[Gist, Trace], others: Sequence[tuple[Gist, Trace]]) -> tuple[RepeatRow, ...]:
    """How each of `others` repeats `own`; those that share less than half of the shorter text are left out,
    unless they stand at the same address."""
    gist, trace = own
    found = []
    for other, text in others:
        part = share(trace, text)
        version = bool(gist.url) and gist.url == other.url
        if part < CONTAINED and not version:
            continue
        found.append(
            RepeatRow(
                report_id=other.report_id,
                title=other.title,
                outlet=other.outlet,
                url=other.url,
                published=other.when,
                relation=_relation(gist, trace, other, text, version),
                share=round(part, 4),
                credits=other.credits,
                changes=changes(*sorted((gist, other), key=lambda one: (one.when or "9999", one.report_id)))
                if other.text_id != gist.text_id
                else (),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.share, one.published or "9999", one.report_id)))


def _relation(gist: Gist, trace: Trace, other: Gist, text: Trace, version: bool) -> Relation:
    if gist.text_id == other.text_id:
        return Relation.SAME
    if version:
        return Relation.VERSION
    if min(trace.whole, text.whole) >= LENGTH * max(trace.whole, text.whole):
        return Relation.COPY
    return Relation.CONTAINS if text.whole > trace.whole else Relation.WITHIN


def changes(before: Gist, after: Gist) -> tuple[str, ...]:
    """What the later of two texts says otherwise: numbers changed, added and gone, statements added and gone."""
    found = []
    old, new = _numbers(before), _numbers(after)
    for what in sorted(old.keys() | new.keys()):
        a, b = old.get(what, []), new.get(what, [])
        if a == b:
            continue
        if a and b:
            found.append(f"{what}: {', '.join(a)} became {', '.join(b)}")
        else:
            found.append(f"{what}: {', '.join(b)} added" if b else f"{what}: {', '.join(a)} gone")
    was, now = _statements(before), _statements(after)
    found += [f"added: {one}" for one in sorted((now - was).elements())[:20]]
    found += [f"gone: {one}" for one in sorted((was - now).elements())[:20]]
    return tuple(found)


def _numbers(gist: Gist) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for one in gist.answers:
        found.setdefault(_asked(one), set()).add(one.said.quote)
    return {what: sorted(quotes) for what, quotes in found.items()}


def _asked(one: Answer) -> str:
    whom = "" if one.whom == "people" else f" {one.whom}"
    return f"{one.role.value}{whom}{' (a part)' if one.part else ''}"


def _statements(gist: Gist) -> Counter[str]:
    """Sentences with a claim in them."""
    return Counter({gist.sentences[one.said.sentence] for one in gist.happenings if one.said.sentence is not None})
