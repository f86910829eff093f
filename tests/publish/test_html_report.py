"""The report as a file: its promises that need no browser."""

from __future__ import annotations

import base64
import hashlib
import html as entities
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.document import Document, Grain, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.figure import Figure, Operator
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish.html import report
from firsthand.publish.json import to_json

VOID = {"meta", "br", "hr", "img", "input", "link", "area", "base", "col", "embed", "source", "track", "wbr"}


class Page(HTMLParser):
    """Elements with their attributes, ids, and the text inside the article."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.blocks: list[str] = []
        self.inside = 0
        self.gathering = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "div" and ("class", "article") in attrs:
            self.inside = len(self.open) + 1
        if self.inside and tag in ("p", "blockquote"):
            self.blocks.append("")
            self.gathering = True
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()
        if tag in ("p", "blockquote"):
            self.gathering = False
        if self.inside and len(self.open) < self.inside:
            self.inside = 0

    def handle_data(self, data: str) -> None:
        if self.gathering:
            self.blocks[-1] += data

    def ids(self) -> list[str]:
        return [a["id"] or "" for _, a in self.elements if "id" in a]

    def values(self, name: str) -> list[str]:
        return [a[name] or "" for _, a in self.elements if name in a]


def reading_of(text: str, **more: object) -> Reading:
    return Reading(document=Document(text=text, **more))  # type: ignore[arg-type]


def test_every_record_has_its_permalink_once(sample: Reading) -> None:
    page = Page(report(sample))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    shown = [r.id for r in sample.records() if r.prefix not in ("p", "c")]
    assert set(shown) <= set(ids)


def test_every_inner_link_arrives(sample: Reading) -> None:
    page = Page(report(sample))
    ids = set(page.ids())
    inner = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert len(inner) > 150
    assert [href for href in inner if href not in ids] == []


def test_segments_name_rows_that_exist(sample: Reading) -> None:
    page = Page(report(sample))
    rows = set(page.values("data-n"))
    named = {n for value in page.values("data-r") for n in value.split()}
    assert named
    assert named <= rows


def test_article_is_the_text_and_nothing_else(sample: Reading) -> None:
    page = Page(report(sample))
    assert page.blocks == [line for line in sample.document.text.split("\n") if line.strip()]


def test_policy_names_the_hashes_of_what_is_inside(sample: Reading) -> None:
    html = report(sample)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    said = entities.unescape(policy[1])
    assert said.startswith("default-src 'none'; ")
    assert "unsafe" not in said
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in said


def test_nothing_is_fetched_and_nothing_runs_inline(sample: Reading) -> None:
    page = Page(report(sample))
    outside = [a["href"] for tag, a in page.elements if (a.get("href") or "#")[:1] != "#"]
    assert outside == ["https://example.org/night-of-drones"]
    for tag, attributes in page.elements:
        assert tag not in ("img", "link", "iframe", "object", "embed", "form", "base", "audio", "video")
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes), attributes
        assert not attributes.get("src")


def test_same_reading_same_bytes(sample: Reading) -> None:
    assert report(sample) == report(sample)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d=e", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("https:///nohost", False),
        ("java\nscript:alert(1)", False),
        ("https://[broken", False),
        ("//example.org/x", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    page = Page(report(reading_of("Words.", url=url)))
    assert (url in page.values("href")) is linked
    assert len([v for v in page.values("href") if not v.startswith("#")]) == linked


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (None, "publication date unknown"),
        (Published("2024-11-06"), "6 November 2024"),
        (Published("2024-11", grain=Grain.MONTH), "November 2024"),
        (Published("2024", grain=Grain.YEAR), ">2024<"),
        (Published("2024-11-06", confidence=0.6, evidence="url"), "read from the address, 60% sure"),
    ],
)
def test_date_is_told_as_fine_and_as_sure_as_it_is(published: Published | None, said: str) -> None:
    assert said in report(reading_of("Words.", published=published))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t",
        "\u0301",  # a lone mark
        "\u0301\u0302 e\u0301 \u200d\ufe0f",
        "\u202e\u0642\u0627\u0644\u062a \u0627\u0644\u0648\u0632\u0627\u0631\u0629 25\u202c",
        "\u05d0\u05de\u05e8 (\u05d4\u05e9\u05e8) 12",
        "\x00\x01\x7f\x85\ufffe\ufeff",
        "\U0001f600" * 50,
        "<" * 500 + "&amp;" + "]]>" + "-->",
        "x" * 100_000,
    ],
)
def test_odd_texts_make_a_page(text: str) -> None:
    page = Page(report(reading_of(text)))
    assert page.open == []


def test_empty_reading_says_so() -> None:
    html = report(reading_of(""))
    assert "The report has no text." in html
    assert "No numbers in this report could be checked" in html
    assert "No place in this report could be put on a map." in html
    assert "No time in this report could be put on a calendar." in html
    assert 'class="legend"' not in html


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    cuts=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120), st.integers(0, 3)), max_size=14),
)
def test_any_text_any_overlap_same_words(text: str, cuts: list[tuple[int, int, int]]) -> None:
    records = []
    for a, b, kind in cuts:
        start, end = sorted((min(a, len(text)), min(b, len(text))))
        if start == end:
            continue
        span = Span.of(text, start, end)
        if kind == 0:
            records.append(Figure(made_by="t", span=span, number=span, op=Operator.VAGUE, low=None, high=None))
        elif kind == 1:
            records.append(Place(made_by="t", span=span, name=span.quote, kind=PlaceKind.SETTLEMENT))
        elif kind == 2:
            records.append(
                Event(made_by="t", trigger=span, plover=Plover.ASSAULT, mode=None, modality=Modality.CLAIMED)
            )
        else:
            records.append(Frame(made_by="t", span=span, kind=FrameKind.LOADED_WORD))
    page = Page(report(reading_of(text).having(records)))

    def plain(s: str) -> str:  # HTML parsers turn CR into LF and NUL into U+FFFD
        return "".join(s.replace("\r", "\n").replace("\x00", "\ufffd").split("\n"))

    if text.strip():
        kept = [line for line in text.split("\n") if line.strip()]
        assert [plain(b) for b in page.blocks] == [plain(k) for k in kept]
    ids = page.ids()
    assert {r.id for r in records} <= set(ids)


def test_hundreds_of_overlapping_records_stay_readable() -> None:
    text = "The front moved and moved again. " * 40
    records = []
    for n in range(400):
        span = Span.of(text, n, len(text) - n)
        records.append(Frame(made_by="t", span=span, kind=FrameKind.LOADED_WORD))
    started = time.perf_counter()
    html = report(reading_of(text).having(records))
    assert time.perf_counter() - started < 5
    assert len(html.encode()) < 1_000_000
    assert max(len(v.split()) for v in Page(html).values("data-r")) <= 6


def grown(sample: Reading, times: int) -> Reading:
    """`sample` told `times` times over, every record with it."""
    text = sample.document.text
    whole = reading_of(text * times, title="Long", published=sample.document.published)
    records = []
    for n in range(times):
        shift = n * len(text)

        def moved(span: Span, shift: int = shift) -> Span:
            return Span(span.start + shift, span.end + shift, span.quote)

        for record in sample.records():
            changed: dict[str, object] = {"id": ""}
            for name in record.__dataclass_fields__:
                value = getattr(record, name)
                if isinstance(value, Span):
                    changed[name] = moved(value)
                elif isinstance(value, tuple) and value and isinstance(value[0], Span):
                    changed[name] = tuple(moved(one) for one in value)
            records.append(replace(record, **changed))
    return whole.having(records)


def test_long_reports_grow_in_proportion(sample: Reading) -> None:
    sizes = {}
    seconds = {}
    for times in (5, 30):  # about 1,700 and 10,000 words
        long = grown(sample, times)
        started = time.perf_counter()
        sizes[times] = len(report(long).encode())
        seconds[times] = time.perf_counter() - started
    assert sizes[30] < 6.5 * sizes[5]
    assert seconds[30] < 15 * seconds[5] + 0.5


def test_doubt_is_on_the_page(sample: Reading) -> None:
    html = report(sample)
    for said in (
        "claimed by Ministry of Defence of Russia",  # modality with its source
        "10,001 people or more",  # an open end stays open
        "10,000 to 12,000",
        "Dnipro (river) (river, Ukraine; 0.21)",  # other candidates
        "also claimed by Russia",
        "perhaps",
        "reaches about 100 km",
        "never says what is true",
        sample.document.id,
    ):
        assert said in html, said


def test_examples_fit_and_their_links_arrive() -> None:
    """The bundled examples, the longest of about 1,340 words: what a newsroom would embed."""
    from firsthand.api import read
    from firsthand.data.examples import examples

    for source in examples():
        reading = read(source)
        html = report(reading)
        words = len(reading.document.text.split())
        assert len(html.encode()) < max(150_000, 200 * words), source.name  # 300 kB at 1,500 words
        page = Page(html)
        ids = page.ids()
        assert len(ids) == len(set(ids))
        assert [h for h in page.values("href") if h.startswith("#") and h[1:] not in set(ids)] == []
        assert {r.id for r in reading.records() if r.prefix not in ("p", "c")} <= set(ids)


def test_same_bytes_in_every_process(sample: Reading) -> None:
    """Neither the hash seed nor the process shows in the file."""
    code = (
        "import sys; from firsthand.publish.json import from_json; from firsthand.publish.html import report; "
        "sys.stdout.buffer.write(report(from_json(sys.stdin.buffer.read().decode())).encode())"
    )
    for seed in ("0", "7"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            input=to_json(sample).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert made.stdout.decode() == report(sample)
