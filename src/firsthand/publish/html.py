"""The report of one reading: a single HTML file that asks nobody for anything.

The page works without JavaScript, on paper and on a phone. Its Content-Security-Policy forbids every
request and every script or style but its own two, named by their hashes. Text of the document reaches
the page only through autoescaping templates.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from firsthand import __version__
from firsthand.model.check import Verdict
from firsthand.model.event import Modality
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.publish import html_chronology, html_map, html_words
from firsthand.publish.html_cards import Card, Cards, gathered
from firsthand.publish.html_marks import article

if TYPE_CHECKING:
    from jinja2 import Template

LEGEND: Final = (
    ("statement", "Statements"),
    ("event", "Events"),
    ("figure", "Figures"),
    ("place", "Places"),
    ("time", "Times"),
    ("forecast", "Forecasts"),
    ("frame", "Loaded wording"),
)
FIRST_CHECKS: Final = 6  # checks shown in full above the article; the rest unfold
_GRAVITY: Final = {Verdict.FAIL: 0, Verdict.WARN: 1, Verdict.CANNOT_TELL: 2, Verdict.PASS: 3}


@dataclass(frozen=True, slots=True)
class Section:
    """A list below the article. `columns` names its layout."""

    id: str
    heading: str
    note: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One counter of the page's head: a number, what it counts, and its parts by form."""

    number: int
    label: str
    href: str
    detail: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()  # (form, words, number)


def report(reading: Reading) -> str:
    """`reading` as one self-contained HTML file.

    The same reading gives the same file. An empty reading gives a page that says so.
    """
    template, css, script = _assets()
    page = template.render(
        csp=(
            f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        css=css,
        script=script,
        **contents(reading),
    )
    return page.replace("\x00", "\ufffd")  # no HTML file may hold NUL; browsers would drop it


def contents(reading: Reading) -> dict[str, Any]:
    """What the parts of the report's template show of `reading`: `report` puts them in one file, the web app in a page."""
    cards = Cards(reading)
    failing, passing = _checks(reading, cards)
    sections = _sections(reading, cards, passing)
    shown = [*failing, *(card for section in sections for card in section.cards)]
    numbers = {one: n for n, one in enumerate((i for card in shown for i in (card.id, *card.also)), 1)}
    document = reading.document
    return {
        "title": document.heading() or "Untitled report",
        "document": document,
        "url": _web(document.url),
        "language": _tag(document.language),
        "language_name": html_words.LANGUAGE.get(document.language or "", document.language),
        "date": html_words.published(document.published) if document.published else None,
        "evidence": _evidence(reading),
        "reader": "grammar and word lists" if reading.reader == "grammar" else f"the trained reader {reading.reader}",
        "notes": reading.notes,
        "tallies": _tallies(reading),
        "legend": [(kind, label) for kind, label in LEGEND if _any(reading, kind)],
        "failing": failing[:FIRST_CHECKS],
        "failing_more": failing[FIRST_CHECKS:],
        "checks": len(reading.checks),
        "blocks": article(reading, numbers),
        "numbers": numbers,
        "map": html_map.drawn(reading),
        "chronology": html_chronology.drawn(reading),
        "sections": sections,
        "version": __version__,
        "fixes": document.fixes,
    }


# Parts of the page.


def _checks(reading: Reading, cards: Cards) -> tuple[list[Card], list[Card]]:
    ordered = sorted(reading.checks, key=lambda k: _GRAVITY[k.verdict])
    failing = [cards.check(k) for k in ordered if k.verdict is not Verdict.PASS]
    return failing, [cards.check(k) for k in ordered if k.verdict is Verdict.PASS]


def _sections(reading: Reading, cards: Cards, passing: Sequence[Card]) -> list[Section]:
    def made(records: Iterable[Record], card: Callable[..., Card]) -> tuple[Card, ...]:
        return gathered(card(r) for r in records)

    every = [
        Section(
            "statements",
            "Who says what",
            "A chain reads from the outermost relay to the origin.",
            made(reading.attributions, cards.attribution),
        ),
        Section(
            "events",
            "Events",
            "Only a solid sign is told as having happened, and then by the author.",
            made(reading.events, cards.event),
        ),
        Section(
            "figures", "Figures", "What the words allow, with open ends left open.", made(reading.figures, cards.figure)
        ),
        Section("places", "Places", "", made(reading.places, cards.place)),
        Section("times", "Times", "", made(reading.moments, cards.moment)),
        Section("forecasts", "Forecasts", "", made(reading.forecasts, cards.forecast)),
        Section(
            "frames",
            "Loaded wording",
            "Words that carry a judgement, and whose they are.",
            made(reading.frames, cards.frame),
        ),
        Section("passing", "Checks that hold", "", tuple(passing)),
        Section("actors", "Who appears", "", made(reading.actors, cards.actor)),
    ]
    return [s for s in every if s.cards]


def _tallies(reading: Reading) -> list[Tally]:
    speakers = {a.speaker or (a.source.quote if a.source else a.id) for a in reading.attributions}
    modalities = Counter(e.modality for e in reading.events)
    forms = [
        (html_words.FORM[m], html_words.TOLD if m is Modality.HAPPENED else html_words.words(m), modalities[m])
        for m in Modality
        if modalities[m]
    ]
    placed = len({p.gazetteer or p.name for p in reading.places if p.placed()})
    places = len({p.gazetteer or p.name for p in reading.places})
    failing = sum(k.verdict is not Verdict.PASS for k in reading.checks)
    plural = html_words.count
    return [
        Tally(
            len(reading.attributions),
            "statement" if len(reading.attributions) == 1 else "statements",
            "statements",
            f"by {plural(len(speakers), 'source')}" if speakers else "",
        ),
        Tally(len(reading.events), "event" if len(reading.events) == 1 else "events", "events", "", tuple(forms)),
        Tally(
            len(reading.figures), "figure" if len(reading.figures) == 1 else "figures", "figures", _open_ended(reading)
        ),
        Tally(places, "place" if places == 1 else "places", "places", f"{placed} on the map" if places else ""),
        Tally(len(reading.forecasts), "forecast" if len(reading.forecasts) == 1 else "forecasts", "forecasts", ""),
        Tally(
            len(reading.checks),
            "check" if len(reading.checks) == 1 else "checks",
            "checks",
            f"{failing} to look at" if reading.checks else "",
        ),
    ]


def _open_ended(reading: Reading) -> str:
    vague = sum(f.low != f.high or f.low is None for f in reading.figures)
    return f"{vague} as a range" if vague else ""


def _any(reading: Reading, kind: str) -> bool:
    shelf = {
        "statement": reading.attributions,
        "event": reading.events,
        "figure": reading.figures,
        "place": reading.places,
        "time": reading.moments,
        "forecast": reading.forecasts,
        "frame": reading.frames,
    }[kind]
    return bool(shelf)


def _evidence(reading: Reading) -> str:
    published = reading.document.published
    if published is None:
        return "publication date unknown"
    how = html_words.EVIDENCE.get(published.evidence, published.evidence)
    return how if published.confidence >= 0.995 else f"{how}, {published.confidence:.0%} sure"


def _web(url: str | None) -> str | None:
    """`url` where it may become a link: http and https with a host, nothing else."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _tag(language: str | None) -> str | None:
    return language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", language) else None


def _hash(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")


@cache
def _assets() -> tuple[Template, str, str]:
    """Template, style and script, read once per process. Style and script are thinned of their comments."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # 30 ms: paid by those who want a page

    folder = files("firsthand.publish") / "assets"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.j2")
    css = re.sub(r"/\*[^*]*\*/", "", (folder / "report.css").read_text("utf-8"))
    css = re.sub(r"\s*([{};])\s*", r"\1", css).replace(";}", "}").replace(": ", ":").replace(", ", ",").strip()
    script = "\n".join(
        line.strip()
        for line in (folder / "report.js").read_text("utf-8").splitlines()
        if line.strip() and not line.strip().startswith("//")
    )
    return template, css, script
