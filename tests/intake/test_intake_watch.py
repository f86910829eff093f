"""Watching: what is due is asked, what is new is taken once, what is not kept is asked again. A real server answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.intake.packing import TEXT
from tests.intake.web import Asked, Web, answer, article

from firsthand.errors import BadValue
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.net.archive import Archive
from firsthand.intake.net.manners import Manners
from firsthand.intake.net.visitor import Visitor
from firsthand.intake.single import Terms
from firsthand.intake.source import arrivals
from firsthand.intake.watch.plan import Kind, plan
from firsthand.intake.watch.rounds import Watch
from firsthand.intake.watch.state import load, short

pytest.importorskip("fastfeedparser")
pytest.importorskip("protego")

PLAN = """
[watch]
every = "30 min"
pause = 0

[[feed]]
url = "http://news.example.org/feed"
"""


def item(path: str, stamp: str = "2024-11-05T10:00:00Z", host: str = "news.example.org") -> str:
    return f"<entry><id>{host}{path}</id><title>{path}</title><link href='http://{host}{path}'/><updated>{stamp}</updated></entry>"


def feed(*items: str, title: str = "The Example") -> bytes:
    return answer(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{"".join(items)}</feed>', kind="text/xml"
    )


def tagged(body: Callable[[], bytes]) -> Callable[[Asked], bytes]:
    """Answers with an ETag of its body, and 304 to whoever has that body."""

    def route(asked: Asked) -> bytes:
        said = body()
        tag = f'"{short(said.decode())}"'
        if asked.headers.get("if-none-match") == tag:
            return answer("", status="304 Not Modified")
        return said.replace(b"\r\n\r\n", f"\r\nETag: {tag}\r\n\r\n".encode(), 1)

    return route


class Desk:
    """A watch on a web, with a clock of its own."""

    def __init__(self, web: Web, folder: Path, text: str = PLAN, archive: Archive | None = None) -> None:
        self.now = datetime(2024, 11, 5, 12, tzinfo=UTC)
        self.slept: list[float] = []
        (folder / "feeds.toml").write_text(text)
        self.plan = plan(folder / "feeds.toml")
        self.web = web
        self.archive = archive
        self.start()

    def start(self) -> None:
        manners = Manners(pause=self.plan.pause, clock=lambda: self.now.timestamp(), sleep=self.sleep)
        self.watch = Watch(self.plan, Visitor(self.web.fetcher(), manners, self.archive), Terms(), lambda: self.now)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def round(self, keeping: int | None = None) -> list[Arrival | Failure]:
        """One round; all of it is kept, or only the first outcomes."""
        turn = self.watch.round()
        found = list(turn.outcomes())
        turn.acknowledged(len(found) if keeping is None else keeping)
        return found

    def later(self, minutes: int = 31) -> None:
        self.now += timedelta(minutes=minutes)


def titles(found: list[Arrival | Failure]) -> list[str]:
    return [
        one.source.removeprefix("http://") if isinstance(one, Arrival) else f"! {one.reason()[:20]}" for one in found
    ]


@pytest.fixture
def pages(web: Web) -> Web:
    web.routes |= {f"/{name}": article(f"{TEXT} {TEXT}", title=f"Strike {name}") for name in "abcdef"}
    return web


def test_what_is_new_is_taken_once(pages: Web, tmp_path: Path) -> None:
    items = [item("/b"), item("/a")]
    pages.routes["/feed"] = tagged(lambda: feed(*items))
    desk = Desk(pages, tmp_path)
    first, second = desk.round()
    assert isinstance(first, Arrival)
    assert (first.source, first.document.outlet, first.document.title) == (
        "http://news.example.org/b",
        "The Example",
        "Strike b",
    )
    assert isinstance(second, Arrival)
    assert desk.round() == []  # nothing is due
    asked = len(pages.asked)
    desk.later()
    assert desk.round() == []
    assert [one.path for one in pages.asked[asked:]] == ["/feed"]
    assert "if-none-match" in pages.asked[-1].headers
    items.insert(0, item("/c"))
    desk.later()
    desk.start()  # another process, another day
    assert titles(desk.round()) == ["news.example.org/c"]
    items[2] = item("/a", "2024-11-06T10:00:00Z")
    desk.later()
    assert titles(desk.round()) == ["news.example.org/a"]  # a later version of the same address


def test_what_is_not_kept_is_asked_again(pages: Web, tmp_path: Path) -> None:
    pages.routes["/feed"] = tagged(lambda: feed(*(item(f"/{name}") for name in "abcd")))
    desk = Desk(pages, tmp_path)
    assert len(desk.round(keeping=2)) == 4
    desk.start()  # killed, and started again at once
    assert titles(desk.round(keeping=0)) == ["news.example.org/c", "news.example.org/d"]
    desk.start()
    assert titles(desk.round()) == ["news.example.org/c", "news.example.org/d"]
    desk.later()
    assert desk.round() == []


def test_a_page_that_cannot_be_had_is_tried_three_times(pages: Web, tmp_path: Path) -> None:
    pages.routes["/feed"] = tagged(lambda: feed(item("/a"), item("/gone")))
    desk = Desk(pages, tmp_path)
    rounds = []
    for _ in range(5):
        rounds.append(titles(desk.round()))
        desk.later()
    assert rounds == [
        ["news.example.org/a", "! answered 404 Not Fou"],
        ["! answered 404 Not Fou"],
        ["! answered 404 Not Fou"],
        [],
        [],
    ]


def test_a_source_that_fails_is_asked_less_and_less_and_stops_no_other(pages: Web, tmp_path: Path) -> None:
    text = PLAN + '[[feed]]\nurl = "http://other.example.org/feed"\nname = "Other"\n'
    pages.routes["news.example.org/feed"] = answer("", status="500 Oops")
    pages.routes["other.example.org/feed"] = feed(item("/a"))
    desk = Desk(pages, tmp_path, text)
    failure, good = desk.round()
    assert isinstance(failure, Failure)
    assert failure.source == "http://news.example.org/feed"
    assert isinstance(good, Arrival)
    assert good.document.outlet == "Other"
    waits = []
    for _ in range(8):
        due = desk.watch.state.of("http://news.example.org/feed").due_at()
        assert due is not None
        waits.append(round((due - desk.now).total_seconds() / 60))
        desk.now = due
        desk.round()
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440]
    pages.routes["news.example.org/feed"] = feed(item("/b"))
    desk.later(1440)
    assert titles(desk.round()) == ["news.example.org/b"]
    assert desk.watch.state.of("http://news.example.org/feed").failed == 0


def test_hosts_are_asked_in_turn_and_left_their_pause(pages: Web, tmp_path: Path) -> None:
    text = PLAN.replace("pause = 0", "pause = 5") + '[[feed]]\nurl = "http://other.example.org/feed"\n'
    pages.routes["news.example.org/feed"] = feed(item("/a"), item("/b"))
    pages.routes["other.example.org/feed"] = feed(*(item(f"/{name}", host="other.example.org") for name in "cd"))
    desk = Desk(pages, tmp_path, text)
    assert titles(desk.round()) == [
        "news.example.org/a",
        "other.example.org/c",
        "news.example.org/b",
        "other.example.org/d",
    ]
    assert desk.slept == [5.0, 5.0]


def test_sitemaps_pages_and_feeds_that_are_enough(pages: Web, tmp_path: Path) -> None:
    text = """
[watch]
pause = 0
[[sitemap]]
url = "http://news.example.org/sitemap.xml"
match = "/news/"
most = 2
[[page]]
url = "http://news.example.org/a"
name = "Ministry"
[[feed]]
url = "http://other.example.org/feed"
pages = false
"""
    days = {"one": "2024-11-01", "two": "2024-11-03", "three": "2024-11-02"}
    urls = "".join(
        f"<url><loc>http://news.example.org/news/{name}</loc><lastmod>{day}</lastmod></url>"
        for name, day in days.items()
    )
    pages.routes |= {f"/news/{name}": article(f"{TEXT} {TEXT}", title=name) for name in days}
    pages.routes["/sitemap.xml"] = tagged(
        lambda: answer(f"<urlset>{urls}<url><loc>http://news.example.org/b</loc></url></urlset>", kind="text/xml")
    )
    pages.routes["other.example.org/feed"] = feed(
        item("/c", host="other.example.org").replace("</entry>", f"<summary>{TEXT}</summary></entry>")
    )
    desk = Desk(pages, tmp_path, text)
    assert [one.kind for one in desk.plan.sources] == [Kind.FEED, Kind.SITEMAP, Kind.PAGE]
    assert titles(desk.round()) == [
        "news.example.org/a", "other.example.org/c", "news.example.org/news/two", "news.example.org/news/three",
    ]  # fmt: skip
    assert "other.example.org/c" not in pages.paths()
    desk.later()
    assert titles(desk.round()) == ["news.example.org/news/one"]
    pages.routes["/a"] = article(f"{TEXT} A new line. {TEXT}")
    desk.later()
    (changed,) = desk.round()
    assert isinstance(changed, Arrival)
    assert changed.document.outlet == "Ministry"
    assert "A new line." in changed.document.text


def test_what_was_fetched_is_a_web_archive_that_can_be_read_again(pages: Web, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("fastwarc")
    pages.routes["/feed"] = feed(item("/a"), item("/b"))
    with Archive(tmp_path / "warc", lambda: datetime(2024, 11, 5, 12, tzinfo=UTC)) as archive:
        fetched = Desk(pages, tmp_path, archive=archive).round()
    assert archive.path == tmp_path / "warc" / "firsthand-20241105-120000.warc.gz"
    again = {one.document.url: one.document.text for one in arrivals([archive.path]) if isinstance(one, Arrival)}
    for one in fetched:
        assert isinstance(one, Arrival)
        assert again[one.document.url] == one.document.text
    with Archive(tmp_path / "warc", lambda: datetime(2024, 11, 5, 12, tzinfo=UTC)) as second:
        second.keep(pages.fetcher().page("http://news.example.org/a"))
    assert second.path == tmp_path / "warc" / "firsthand-20241105-120000-2.warc.gz"


def test_what_cannot_be_archived_is_not_taken_in(pages: Web, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pages.routes["/feed"] = feed(item("/a"))
    (tmp_path / "warc").write_text("no folder")
    (failure,) = Desk(pages, tmp_path, archive=Archive(tmp_path / "warc")).round()
    assert isinstance(failure, Failure)
    assert "could not be archived" in failure.reason()


def test_the_memory_is_whole_or_as_before(pages: Web, tmp_path: Path) -> None:
    pages.routes["/feed"] = feed(item("/a"))
    desk = Desk(pages, tmp_path)
    desk.round()
    path = tmp_path / "feeds.state.json"
    assert json.loads(path.read_bytes())["sources"]["http://news.example.org/feed"]["seen"]
    assert not path.with_name("feeds.state.json.part").exists()
    path.write_text("{")
    with pytest.raises(BadValue, match="move it away, and every source is asked anew"):
        load(path)
    path.write_text('{"version": 99}')
    with pytest.raises(BadValue, match="another version"):
        load(path)


def test_a_memory_does_not_grow_without_end(pages: Web, tmp_path: Path) -> None:
    desk = Desk(pages, tmp_path)
    memory = desk.watch.state.of("x")
    from firsthand.intake.watch.state import Seen

    memory.seen = {str(number): Seen("m") for number in range(6000)}
    memory.forget_but({"0", "5999"})
    assert len(memory.seen) == 5002 - 0
    assert {"0", "5999"} <= set(memory.seen)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[feed]", "is no valid TOML"),
        ("", "watches nothing"),
        ("[[feed]]\n", "feed 1: has no url"),
        ('[[feed]]\nurl = "ftp://example.org/"', "has no url that begins with http"),
        ('[[feed]]\nurl = "http://e.org/"\neach = 1', "each is not known; there are every, language"),
        ('[[feed]]\nurl = "http://e.org/"\nevery = "often"', 'is no length of time; write "30 min"'),
        ('[[feed]]\nurl = "http://e.org/"\nevery = "5 s"', "is too often"),
        ('[[feed]]\nurl = "http://e.org/"\npages = "no"', "pages is true or false"),
        ('[[feed]]\nurl = "http://e.org/"\nmost = 0', "most is a number of pages"),
        ('[[feed]]\nurl = "http://e.org/"\n[[page]]\nurl = "http://e.org/"', "is watched twice"),
        ('[feed]\nurl = "http://e.org/"', "two brackets"),
        ('[[feeds]]\nurl = "http://e.org/"', "feeds is not known"),
        ('[watch]\npause = -1\n[[feed]]\nurl = "http://e.org/"', "is no number of seconds"),
        ('[watch]\nstore = 1\n[[feed]]\nurl = "http://e.org/"', "store is a text"),
        ("watch = 1", "is a section"),
    ],
)
def test_plans_that_are_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(BadValue, match=words):
        plan(path)


def test_a_plan_in_full(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[watch]\nevery = "6 h"\nstore = "a.db"\narchive = "w"\ncontact = "x@example.org"\n[[feed]]\nurl = "http://e.org/"\nevery = "1d"\n'
    )
    found = plan(path)
    assert (found.store, found.archive, found.state) == (
        str(tmp_path / "a.db"),
        tmp_path / "w",
        tmp_path / "feeds.state.json",
    )
    assert (found.sources[0].every, found.pause, found.contact) == (86_400.0, 2.0, "x@example.org")
    path.write_text('[watch]\nstore = "postgresql://h/d"\n[[feed]]\nurl = "http://e.org/"\n')
    assert plan(path).store == "postgresql://h/d"
    with pytest.raises(BadValue, match="no such file"):
        plan(tmp_path / "none.toml")


def test_rounds_end_in_the_store_and_are_found_there(pages: Web, tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    from firsthand.cli.watch import rounds
    from firsthand.run.engine import engine
    from firsthand.store import Store

    kyiv = "У вівторок у Сумах загинули двоє людей, повідомив губернатор, а склад горів до самого вечора. " * 4
    pages.routes |= {
        "/uk": article(kyiv, title="Сумщина"),
        "/feed": tagged(lambda: feed(item("/a"), item("/uk"), item("/gone"))),
    }
    desk = Desk(pages, tmp_path)
    with Store.open(tmp_path / "a.db", create=True) as book, engine("here") as on:
        assert rounds(desk.watch, book, on, once=True) == 1
        rows = {row.url: (row.state, row.language) for row in book.reports().items}
        assert rows == {"http://news.example.org/a": ("read", "en"), "http://news.example.org/uk": ("stored", "uk")}
        names = [one.source for one in book.failures()]
        assert names == ["http://news.example.org/gone"]
        before = len(pages.asked)
        assert rounds(desk.watch, book, on, once=True) == 0  # nothing is due
        assert len(pages.asked) == before

        def sleep(seconds: float) -> None:
            desk.now += timedelta(seconds=seconds)
            if len(pages.asked) > before + 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            rounds(desk.watch, book, on, once=False, sleep=sleep)
        assert len(book.reports().items) == 2


def test_the_command_names_what_is_wrong(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from firsthand.cli.app import app

    run = CliRunner().invoke(app, ["watch", str(tmp_path / "none.toml"), "--once"])
    assert run.exit_code == 2
    assert "no such file; docs/recipes/watch.md" in run.output
    (tmp_path / "feeds.toml").write_text('[[feed]]\nurl = "http://localhost/feed"\n')
    run = CliRunner().invoke(app, ["watch", str(tmp_path / "feeds.toml"), "--once", "--store", str(tmp_path / "a.db")])
    assert run.exit_code == 1
    assert "a name inside a private network" in run.output
