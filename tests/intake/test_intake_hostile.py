"""Hostile sources: each costs bounded time and memory, is reported by name with its mend, and stops nothing else."""

from __future__ import annotations

import gzip
import itertools
import resource
import struct
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.packing import TEXT, http, link, odd, overlapping, page, swollen, tarred, warc, zipped
from tests.intake.web import Web, answer, article, moved

from firsthand.errors import InputError, TooLarge, Unreachable, UnreadableInput
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.net.manners import Manners
from firsthand.intake.net.visitor import Visitor
from firsthand.intake.source import arrivals

PATIENCE = 10.0  # seconds of processor and waiting that one source may cost
MEMORY = 150_000  # kB that this process may grow by
TINY = Limits(unpacked=5_000_000, bytes=2_000_000, seconds=4)


def nested(depth: int) -> bytes:
    raw = zipped([("a.txt", TEXT)])
    for _ in range(depth):
        raw = zipped([("b.zip", raw), ("near.txt", TEXT)])
    return raw


def packed_often(times: int) -> bytes:
    raw = TEXT.encode()
    for _ in range(times):
        raw = gzip.compress(raw)
    return raw


def laughs(root: str) -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>{root}'


def many_small_bombs() -> bytes:
    return zipped([(f"{number}.txt", bytes(1_900_000)) for number in range(12)])


def sparse_tar() -> bytes:
    info = tarfile.TarInfo("holes.txt")
    info.type = tarfile.GNUTYPE_SPARSE
    raw = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    raw[386:410] = b"00000000000\0" + b"00000000000\0"
    raw[483:495] = b"77777777777\0"  # 8 GB of holes
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw) + bytes(1024)


def endless_header_tar() -> bytes:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8_000_000_000
    return info.tobuf(tarfile.GNU_FORMAT) + b"9" * 50_000


def negative_tar() -> bytes:
    raw = bytearray(tarred([("a.txt", TEXT)]))
    raw[124:136] = b"\xff" * 12  # a size of minus one
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    return bytes(raw)


def lying_zip() -> bytes:
    """A member that is said to be ten bytes long and is not."""
    raw = bytearray(zipped([("a.txt", TEXT * 50)]))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


def locked_zip() -> bytes:
    raw = bytearray(zipped([("a.txt", TEXT)]))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


ONE = [("http://example.org/a", http(page()))]
FILES: list[tuple[str, Callable[[], bytes | str], type[InputError], str]] = [
    # bombs
    ("bomb.zip", lambda: zipped([("a.txt", bytes(30_000_000))]), TooLarge, "unpacks to more than the limit"),
    ("many.zip", many_small_bombs, TooLarge, "times its size; such archives are made to exhaust"),
    ("overlap.zip", overlapping, TooLarge, "lists members that overlap"),
    ("lying.zip", lying_zip, UnreadableInput, "cannot be unpacked"),
    ("bomb.txt.gz", lambda: swollen(60), TooLarge, "unpacks to more than the limit"),
    ("bomb.tgz", lambda: swollen(60), TooLarge, "unpacks to more than"),
    ("bomb.jsonl.gz", lambda: swollen(60), TooLarge, "unpacks to more than"),
    ("bomb.warc.gz", lambda: gzip.compress(warc([("http://example.org/", http(bytes(30_000_000)))])), TooLarge, "above the limit"),
    ("coded.warc", lambda: warc([("http://example.org/", http(swollen(60), Content_Encoding="gzip"))]), TooLarge, "unpacks to more than the limit"),
    ("twice.warc", lambda: warc([("http://example.org/", http(gzip.compress(swollen(60)), Content_Encoding="gzip, gzip"))]), TooLarge, "is compressed 2 times"),
    ("laughs.rss", lambda: laughs("<rss><channel><title>&a9;</title></channel></rss>"), TooLarge, "defines entities of its own"),
    ("laughs.atom", lambda: laughs("<feed><title>&a9;</title></feed>"), TooLarge, "defines entities of its own"),
    ("holes.tar", sparse_tar, TooLarge, "unpacks to more than the limit"),
    # archives in archives
    ("lake.zip", lambda: zipped([(f"{n}.zip", zipped([(f"{m}.txt", bytes(1_500_000)) for m in range(3)])) for n in range(40)]), TooLarge, "times its size"),
    ("deep.zip", lambda: nested(8), TooLarge, "is packed more than 4 times"),
    ("often.gz", lambda: packed_often(9), TooLarge, "is packed more than 4 times"),
    # names and links
    ("traversal.zip", lambda: zipped([("../../a.txt", TEXT)]), UnreadableInput, "is named to land outside its archive"),
    ("traversal.tar", lambda: tarred([("/etc/cron.d/a.txt", TEXT)]), UnreadableInput, "is named to land outside its archive"),
    ("link.zip", lambda: zipped([link("a.txt")]), UnreadableInput, "is a link, which is not followed"),
    ("link.tar", lambda: tarred([odd("a.txt", b"2", "/etc/passwd")]), UnreadableInput, "is a link, which is not followed"),
    ("hardlink.tar", lambda: tarred([odd("a.txt", b"1", "/etc/passwd")]), UnreadableInput, "is a link, which is not followed"),
    ("device.tar", lambda: tarred([odd("a.txt", b"3")]), UnreadableInput, "a device or a pipe"),
    ("escape.zip", lambda: zipped([("..\\\x1b[2J.txt", TEXT)]), UnreadableInput, "is named to land outside its archive"),
    # broken, cut, locked
    ("cut.zip", lambda: zipped([("a.txt", TEXT * 99)])[:-40], UnreadableInput, "is a broken zip archive"),
    ("locked.zip", locked_zip, UnreadableInput, "is locked with a password"),
    ("cut.tgz", lambda: gzip.compress(tarred([("b.txt", bytes(range(256)) * 900)]))[:-300], UnreadableInput, "broken"),
    ("header.tar", endless_header_tar, InputError, "broken|took more than"),
    ("negative.tar", negative_tar, InputError, "is empty|broken"),
    ("zeros.tar", lambda: bytes(100_000), InputError, ""),
    ("cut.warc", lambda: warc(ONE)[:-60], UnreadableInput, "is cut short"),
    ("lies.warc", lambda: warc(ONE).replace(b"Content-Length: ", b"Content-Length: 999999"), UnreadableInput, "is cut short"),
    ("noise.warc", lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000, UnreadableInput, "is a broken web archive"),
    ("torn.warc", lambda: warc(ONE) + b"\r\nnoise" * 500, UnreadableInput, "is a broken web archive"),
    ("cut.warc.gz", lambda: gzip.compress(warc(ONE * 50))[:-200], UnreadableInput, "cut short|broken"),
    ("negative.warc", lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nxx", UnreadableInput, "web archive"),
    ("empty.warc", lambda: b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", UnreadableInput, "without a page"),
    ("broken.rss", lambda: "<rss><channel><item>", InputError, "feed|carries no text"),
    # lines
    ("line.jsonl", lambda: b'{"text": "' + b"x" * 2_100_000 + b'"}\n', TooLarge, "is a line above the limit"),
    ("line.mbox", lambda: b"From a@example.org Tue Nov  5 10:00:00 2024\nSubject: x\n\n" + b"x" * 2_100_000, TooLarge, "is a message above the limit"),
]  # fmt: skip


def grown(before: int) -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


@pytest.mark.parametrize(("name", "made", "kind", "words"), FILES, ids=[row[0] for row in FILES])
def test_hostile_file(
    tmp_path: Path, name: str, made: Callable[[], bytes | str], kind: type[InputError], words: str
) -> None:
    import re

    raw = made()
    (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (tmp_path / "zz.txt").write_text(TEXT)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    *found, last = arrivals([tmp_path], limits=TINY)
    assert time.monotonic() - started < PATIENCE
    assert grown(before) < MEMORY
    assert isinstance(last, Arrival)
    assert last.source == str(tmp_path / "zz.txt")
    failures = [one for one in found if isinstance(one, Failure)]
    assert failures
    assert all(one.source.startswith(str(tmp_path / name)) for one in failures)
    assert any(isinstance(one.error, kind) and re.search(words, one.reason()) for one in failures), failures
    assert all(";" in one.reason() or "." in one.reason() for one in failures)
    assert "\x1b" not in "".join(one.source for one in found)


def test_an_archive_of_bombs_is_given_up_whole(tmp_path: Path) -> None:
    """Each of them stays under the limit of one; all of them together do not."""
    inner = zipped([(f"{number}.txt", bytes(1_500_000)) for number in range(3)])
    path = tmp_path / "lake.zip"
    path.write_bytes(zipped([(f"{number}.zip", inner) for number in range(40)]))
    found = list(arrivals([path], limits=TINY))
    assert len(found) < 8
    assert isinstance(found[-1], Failure)
    assert found[-1].source == str(path)
    assert "times its size" in found[-1].reason()


def test_what_came_before_the_trouble_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tarred([("a.txt", TEXT), ("b.txt", TEXT)])[:1100] + b"noise" * 300)
    (tmp_path / "b.warc").write_bytes(warc(ONE) + b"\r\nnoise" * 500)
    (tmp_path / "c.zip").write_bytes(zipped([("a.txt", TEXT), ("../b.txt", TEXT), ("c.txt", TEXT)]))
    found = list(arrivals([tmp_path]))
    assert [one.source.rpartition("/")[2] for one in found if isinstance(one, Arrival)] == [
        "a.txt",
        "a",
        "a.txt",
        "c.txt",
    ]
    assert len([one for one in found if isinstance(one, Failure)]) == 3


def test_a_line_of_a_gigabyte_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
        file.seek(0, 2)
        file.write(f'\n{{"text": "{TEXT}"}}\n'.encode())
    whole = tmp_path / "long.txt"
    with whole.open("wb") as file:
        file.truncate(1_000_000_000)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    long, good, text = arrivals([path, whole])
    assert time.process_time() - started < PATIENCE
    assert grown(before) < MEMORY
    assert isinstance(long, Failure)
    assert long.source == f"{path}:1"
    assert isinstance(good, Arrival)
    assert good.source == f"{path}:2"
    assert isinstance(text, Failure)
    assert isinstance(text.error, TooLarge)


def test_links_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "in").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("A secret.")
    (tmp_path / "outside").mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c.txt").symlink_to(folder / "a.txt")
    (folder / "d.txt").symlink_to("nowhere")
    (folder / "e.txt").symlink_to("e.txt")
    (folder / "in" / "loop").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "zero.txt").symlink_to("/dev/zero")
    found = {one.source.removeprefix(f"{folder}/"): one for one in arrivals([folder])}
    assert [name for name, one in found.items() if isinstance(one, Arrival)] == ["a.txt", "c.txt"]
    reasons = {name: one.reason() for name, one in found.items() if isinstance(one, Failure)}
    assert list(reasons) == ["b.txt", "d.txt", "e.txt", "out", "zero.txt"]
    assert "leads out of its folder" in reasons["b.txt"]
    assert "leads nowhere" in reasons["d.txt"]
    assert "leads out of its folder" in reasons["out"]
    (named,) = arrivals([folder / "b.txt"])  # a link that the user names is the user's will
    assert isinstance(named, Arrival)


def test_a_parser_that_hangs_in_an_archive_is_ended(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(endless_header_tar())
    (tmp_path / "b.txt").write_text(TEXT)
    found = list(arrivals([tmp_path], limits=Limits(seconds=0.7)))
    assert isinstance(found[0], Failure)
    assert "took more than 0.7 seconds to parse as tar; unpack it" in found[0].reason()
    assert isinstance(found[1], Arrival)


def visitor(web: Web, seconds: float = 2.0, size: int = 500_000) -> Visitor:
    return Visitor(web.fetcher(seconds=seconds, size=size), Manners(pause=0))


def feed(*items: str) -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>{"".join(items)}</channel></rss>'
    )


def item(path: str) -> str:
    return f"<item><title>{path}</title><link>http://news.example.org{path}</link></item>"


def drops(first: bytes) -> Callable[[object], itertools.chain[bytes]]:
    def slow() -> bytes:
        time.sleep(0.05)
        return b"x"

    return lambda asked: itertools.chain([first], iter(slow, None))


def test_hostile_servers_cost_themselves_and_no_other(web: Web) -> None:
    web.names |= {"inside.example.org": ["10.0.0.1"], "mixed.example.org": ["93.184.216.34", "127.0.0.1"]}
    changing = iter([["93.184.216.34"], ["127.0.0.1"]])
    web.names["changing.example.org"] = lambda: next(changing)
    web.routes |= {
        "/good": article(f"{TEXT} {TEXT}"),
        "/private": moved("http://inside.example.org/"),
        "changing.example.org/": moved("http://changing.example.org/again"),
        "/slow": drops(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n"),
        "/slower": drops(b"HTTP/1.1 200 OK\r\nX: "),
        "/endless": lambda asked: itertools.chain(
            [b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel><title>x</title>"],
            itertools.repeat(item("/good").encode() * 50),
        ),
        "/bomb": answer(swollen(60), Content_Encoding="gzip"),
        "/turning": moved("/turning"),
        "/picture": answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, kind="text/html"),
        "/no-pdf": answer(page(), kind="application/pdf"),
        "/no-html": answer(TEXT, kind="text/html"),
        "/zip-as-text": answer(zipped([("a.txt", TEXT)]), kind="text/plain"),
        "/json-as-page": answer(f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT}"}}\n', kind="text/html"),
        "/empty": answer(""),
        "/laughs": answer(laughs("<rss><channel><title>&a9;</title></channel></rss>"), kind="text/xml"),
    }
    wanted = {
        "http://news.example.org/private": (Unreachable, "leads to 10.0.0.1, inside a private network"),
        "http://mixed.example.org/": (Unreachable, "leads to 127.0.0.1"),
        "http://changing.example.org/": (Unreachable, "leads to 127.0.0.1"),
        "http://news.example.org/slow": (Unreachable, "took more than 2 seconds"),
        "http://news.example.org/slower": (Unreachable, "took more than 2 seconds"),
        "http://news.example.org/endless": (TooLarge, "is above the limit of 500,000 bytes"),
        "http://news.example.org/bomb": (TooLarge, "unpacks to more than the limit of 500,000 bytes"),
        "http://news.example.org/turning": (Unreachable, "redirects more than 5 times"),
        "http://news.example.org/picture": (UnreadableInput, "binary data"),
        "http://news.example.org/empty": (InputError, "is empty"),
        "http://news.example.org/laughs": (TooLarge, "defines entities"),
    }
    read = [f"http://news.example.org/{name}" for name in ("no-pdf", "no-html", "zip-as-text", "json-as-page", "good")]
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = list(arrivals([*wanted, *read], fetch=visitor(web)))
    assert time.monotonic() - started < 3 * PATIENCE
    assert grown(before) < MEMORY
    failures = {one.source: one for one in found if isinstance(one, Failure)}
    assert list(failures) == list(wanted)
    for url, (kind, words) in wanted.items():
        assert isinstance(failures[url].error, kind), failures[url]
        assert words in failures[url].reason()
    assert len([one for one in found if isinstance(one, Arrival)]) == len(read) + 0
    assert all(TEXT in one.document.text for one in found if isinstance(one, Arrival))


def test_a_feed_without_end_is_cut_and_says_so(web: Web) -> None:
    limits = Limits(entries=3)
    many = feed(*(item(f"/{number}") for number in range(9)))
    web.routes |= {f"/{number}": article(f"{TEXT} {TEXT}", title=f"Strike {number}") for number in range(9)}
    web.routes["/feed"] = answer(many, kind="application/rss+xml")
    found = list(arrivals(["http://news.example.org/feed"], limits=limits, fetch=visitor(web)))
    assert [one.source[-2:] for one in found if isinstance(one, Arrival)] == ["/0", "/1", "/2"]
    (rest,) = [one for one in found if isinstance(one, Failure)]
    assert rest.reason().startswith("lists 6 addresses above the limit of 3; they were left out")


def test_the_worker_is_bounded_and_used_again() -> None:
    import os

    from firsthand.intake.formats import Format
    from firsthand.intake.workshop import WORKSHOP

    def number() -> int:
        assert WORKSHOP._parsing is not None
        return WORKSHOP._parsing._process.pid

    WORKSHOP.extract(Format.MARKDOWN, b"# One", "a.md", DEFAULT)
    first = number()
    for at in range(20):
        WORKSHOP.extract(Format.MARKDOWN, b"# %d" % at, "a.md", DEFAULT)
    assert number() == first
    bounds = resource.prlimit(first, resource.RLIMIT_AS), resource.prlimit(first, resource.RLIMIT_FSIZE)
    assert bounds == ((2_000_000_000, 2_000_000_000), (0, 0))
    assert 0 < resource.prlimit(first, resource.RLIMIT_CPU)[0] < 120
    os.kill(first, 9)
    assert WORKSHOP.extract(Format.MARKDOWN, b"# Two", "a.md", DEFAULT).title == "Two"
    assert number() != first


def test_the_worker_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.intake.workshop import Bench

    monkeypatch.setenv("SOME_TOKEN", "secret of the session")
    bench = Bench()
    try:
        said = Path(f"/proc/{bench._process.pid}/environ").read_bytes()
    except FileNotFoundError:
        pytest.skip("needs /proc")
    finally:
        bench.close()
    assert b"secret of the session" not in said
