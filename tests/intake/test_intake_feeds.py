"""Feeds and sitemaps: what they list, what they carry, and the pages behind them."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from tests.intake.packing import TEXT
from tests.intake.web import Asked, Web, answer, article

from firsthand.errors import InputError, MissingInput, MissingPart, TooLarge, Unreachable
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.feeds import listing
from firsthand.intake.formats import Format, format_of
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.net.manners import Manners
from firsthand.intake.net.visitor import Visitor
from firsthand.intake.source import arrivals

pytest.importorskip("fastfeedparser")

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example &amp; Sons</title><link>http://news.example.org/</link><language>en</language>
<item><title>Strike in Sumy</title><link>/a</link><guid isPermaLink="false">x1</guid>
<pubDate>Tue, 05 Nov 2024 10:00:00 +0200</pubDate><dc:creator>Ada Byline</dc:creator>
<description>Two were &lt;b&gt;killed&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>alert(1)</script><p>Second caf&eacute;.</p>]]></content:encoded></item>
<item><title>Second</title><link>http://news.example.org/b</link><description>Only a summary &amp;amp; no more.</description></item>
<item><title>Third</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bulletin</title><id>urn:b</id>
<entry><id>urn:b:1</id><title>One</title><link rel="alternate" href="http://news.example.org/1"/>
<published>2024-11-05T10:00:00Z</published><updated>2024-11-06T10:00:00Z</updated><author><name>Ada</name></author>
<summary>Two were killed.</summary></entry></feed>"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://news.example.org/a</loc><lastmod>2024-11-05</lastmod>
<news:news><news:publication_date>2024-11-04</news:publication_date><news:title>Strike</news:title></news:news></url>
<url><loc>http://news.example.org/b</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>"""


def read(raw: str, kind: Format = Format.FEED, url: str | None = None, limits: Limits = DEFAULT):
    return listing(kind, raw.encode(), "here", limits, url)


def test_rss() -> None:
    found = read(RSS, url="http://news.example.org/feed")
    assert (found.title, len(found.items)) == ("The Example & Sons", 3)
    first, second, third = found.items
    assert (first.key, first.url, first.title, first.author) == (
        "x1",
        "http://news.example.org/a",
        "Strike in Sumy",
        "Ada Byline",
    )
    assert first.published is not None
    assert (first.published.value, first.published.evidence) == ("2024-11-05T08:00:00+00:00", "metadata")
    assert (first.text, first.whole) == (f"{TEXT}\nSecond café.", True)
    assert (second.text, second.whole) == ("Only a summary & no more.", False)
    assert (third.url, third.text) == (None, None)


def test_atom() -> None:
    (one,) = read(ATOM).items
    assert (one.key, one.url, one.author, one.text) == (
        "urn:b:1",
        "http://news.example.org/1",
        "Ada",
        "Two were killed.",
    )
    assert one.published is not None
    assert one.published.value.startswith("2024-11-05T10:00:00")
    assert one.changed is not None
    assert one.changed.startswith("2024-11-06")


def test_sitemap() -> None:
    found = read(SITEMAP, Format.SITEMAP)
    assert [(one.url, one.changed) for one in found.items] == [
        ("http://news.example.org/a", "2024-11-05"), ("http://news.example.org/b", None),
    ]  # fmt: skip
    index = '<sitemapindex xmlns="x"><sitemap><loc>http://news.example.org/s1.xml</loc></sitemap></sitemapindex>'
    assert read(index, Format.SITEMAP).further == ("http://news.example.org/s1.xml",)


def test_a_feed_that_is_spoilt_is_read_by_the_forgiving_parser() -> None:
    pytest.importorskip("feedparser")
    found = read(RSS.replace("</channel></rss>", ""))
    assert found.items[0].url == "http://news.example.org/a"


def test_without_a_parser_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastfeedparser", None)
    assert read(RSS).items[0].title == "Strike in Sumy"  # by feedparser
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(MissingPart, match=r'pip install "firsthand\[intake\]"'):
        read(RSS)


@pytest.mark.parametrize(
    ("raw", "kind", "error"),
    [
        ("<rss><channel><title>x</title></channel></rss>", Format.FEED, MissingInput),
        ("<rss>", Format.FEED, InputError),
        ("<urlset></urlset>", Format.SITEMAP, MissingInput),
        ("<urlset", Format.SITEMAP, InputError),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss/>', Format.FEED, TooLarge),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
            Format.SITEMAP,
            TooLarge,
        ),
    ],
)
def test_lists_that_are_none(raw: str, kind: Format, error: type[InputError]) -> None:
    with pytest.raises(error):
        read(raw, kind)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (RSS, Format.FEED), (ATOM, Format.FEED), (SITEMAP, Format.SITEMAP), ("\ufeff\n " + RSS, Format.FEED),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss/>', Format.FEED),
        ("<rdf:RDF xmlns='x'>", Format.FEED), ("<!DOCTYPE html><html><body><rss>", Format.HTML),
        ("<!-- x --><!-- y --><html>", Format.HTML), ("<html xmlns='x'>", Format.HTML), ("Text <rss>", Format.TEXT),
        ("<!-- never ends", Format.TEXT), ("<?" * 3000, Format.TEXT), ("<!-- -->" * 900 + "x", Format.TEXT),
    ],
)  # fmt: skip
def test_which_lists_are_recognised(raw: str, wanted: Format) -> None:
    assert format_of(raw.encode(), "here", "text/plain") is wanted


def test_a_feed_in_a_file_gives_what_it_carries_and_asks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    first, second, third = arrivals([path])
    assert isinstance(first, Arrival)
    assert isinstance(second, Arrival)
    assert isinstance(third, Failure)
    document = first.document
    assert (document.title, document.outlet, document.author, document.url) == (
        "Strike in Sumy", "The Example & Sons", "Ada Byline", "/a",
    ) or document.url == "http://news.example.org/a"  # fmt: skip
    assert (document.fixes, second.document.fixes) == (("feed_text",), ("feed_summary",))
    assert (first.source, third.source) == (f"{path}:1", f"{path}:3")
    assert "carries no text; read its page instead" in third.reason()


def test_a_sitemap_in_a_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text(SITEMAP)
    (one,) = arrivals([path])
    assert isinstance(one, Failure)
    assert isinstance(one.error, Unreachable)
    assert "give its web address" in one.reason()


def visitor(web: Web) -> Visitor:
    return Visitor(web.fetcher(), Manners(pause=0))


def test_the_address_of_a_feed_gives_its_pages(web: Web) -> None:
    web.routes |= {
        "/feed": answer(RSS, kind="text/xml"),
        "/a": article(f"{TEXT} {TEXT}", title="Strike in Sumy"),
        "/robots.txt": answer("User-agent: *\nDisallow: /private\n", kind="text/plain"),
    }
    first, second, third = arrivals(["http://news.example.org/feed"], fetch=visitor(web))
    assert isinstance(first, Arrival)
    assert (first.source, first.document.url, first.document.author) == ("http://news.example.org/a",) * 2 + (
        "Ada Byline",
    )
    assert first.document.published is not None
    assert first.document.published.value.startswith("2024-11-05")
    assert isinstance(second, Failure)
    assert second.source == "http://news.example.org/b"
    assert "answered 404" in second.reason()
    assert isinstance(third, Failure)
    assert web.paths() == [
        "news.example.org/feed",
        "news.example.org/robots.txt",
        "news.example.org/a",
        "news.example.org/b",
    ]


def test_a_sitemap_of_sitemaps_packed(web: Web) -> None:
    web.routes |= {
        "/sitemap.xml": answer("<sitemapindex><sitemap><loc>/s.xml.gz</loc></sitemap></sitemapindex>", kind="text/xml"),
        "/s.xml.gz": answer(gzip.compress(SITEMAP.encode()), kind="application/gzip"),
        "/a": article(f"{TEXT} {TEXT}"),
        "/b": article(f"{TEXT} {TEXT}", title="Second"),
    }
    found = list(arrivals(["http://news.example.org/sitemap.xml"], fetch=visitor(web)))
    assert [one.source for one in found if isinstance(one, Arrival)] == [
        "http://news.example.org/a",
        "http://news.example.org/b",
    ]


def test_what_robots_txt_closes_is_not_asked_for(web: Web) -> None:
    web.routes |= {
        "/feed": answer(RSS, kind="text/xml"),
        "/robots.txt": answer("User-agent: firsthand\nDisallow: /a\nUser-agent: *\nDisallow:\n", kind="text/plain"),
        "/b": article(f"{TEXT} {TEXT}"),
        "/a": article(f"{TEXT} {TEXT}"),
    }
    first, second, _ = arrivals(["http://news.example.org/feed"], fetch=visitor(web))
    assert isinstance(first, Failure)
    assert "is closed to robots by robots.txt" in first.reason()
    assert isinstance(second, Arrival)
    assert "news.example.org/a" not in web.paths()
    (alone,) = arrivals(["http://news.example.org/a"], fetch=visitor(web))  # which the user asks for
    assert isinstance(alone, Arrival)


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow Down"])
def test_rules_that_cannot_be_had_close_the_host(web: Web, status: str) -> None:
    web.routes |= {"/feed": answer(RSS, kind="text/xml"), "/robots.txt": answer("", status=status), "/a": article(TEXT)}
    first, *_ = arrivals(["http://news.example.org/feed"], fetch=visitor(web))
    assert isinstance(first, Failure)
    assert "robots.txt of its host could not be had" in first.reason()
    assert "news.example.org/a" not in web.paths()


def test_hosts_are_left_their_pause(web: Web) -> None:
    now, slept = [1000.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    web.routes |= {
        "/feed": answer(RSS, kind="text/xml"),
        "/robots.txt": answer("User-agent: *\nCrawl-delay: 7\n", kind="text/plain"),
        "/a": article(f"{TEXT} {TEXT}"),
        "/b": article(f"{TEXT} {TEXT}", title="Second"),
    }
    manners = Manners(pause=2.0, clock=lambda: now[0], sleep=sleep)
    list(arrivals(["http://news.example.org/feed"], fetch=Visitor(web.fetcher(), manners)))
    assert slept == [2.0, 7.0]


def test_a_host_that_wants_rest_gets_it(web: Web) -> None:
    def route(asked: Asked) -> bytes:
        return answer("", status="429 Too Many Requests", Retry_After="120")

    web.routes |= {"/feed": answer(RSS, kind="text/xml"), "/a": route, "/b": article(TEXT)}
    first, second, _ = arrivals(["http://news.example.org/feed"], fetch=visitor(web))
    assert isinstance(first, Failure)
    assert "answered 429" in first.reason()
    assert isinstance(second, Failure)
    assert "wants rest for another" in second.reason()
    assert "news.example.org/b" not in web.paths()


def test_without_protego_lists_are_not_followed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    web.routes["/feed"] = answer(RSS, kind="text/xml")
    found = list(arrivals(["http://news.example.org/feed"], fetch=visitor(web)))
    assert all(isinstance(one, Failure) for one in found)
    assert 'pip install "firsthand[intake]"' in found[0].reason()  # type: ignore[union-attr]
