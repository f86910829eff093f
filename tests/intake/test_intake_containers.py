"""Files that hold files: what is found in each, under which name, in which order."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import tracemalloc
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.packing import TEXT, http, link, mbox, odd, page, tarred, warc, zipped

from firsthand.errors import FirsthandError
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.containers.found import hidden, leads_out, shown
from firsthand.intake.containers.inside import members
from firsthand.intake.containers.kinds import Container, container_of
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.source import arrivals

NOTE = "Subject: Note\nFrom: Ada Byline <ada@example.org>\nDate: Tue, 05 Nov 2024 10:00:00 +0200\n\n"


def found(path: Path, raw: bytes | str, limits: Limits = DEFAULT) -> list[tuple[str, str]]:
    """(place within the file, first words or what is wrong) of everything in it."""
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return [
        (one.source.removeprefix(str(path)), one.reason() if isinstance(one, Failure) else one.document.text[:19])
        for one in arrivals([path], limits=limits)
    ]


SAID = "Two people were kil"


def test_a_zip_archive_gives_its_readable_files_in_the_order_of_its_list(tmp_path: Path) -> None:
    raw = zipped(
        [
            ("b.txt", TEXT),
            ("a/", ""),
            ("a/c.html", page()),
            ("picture.png", b"\x89PNG"),
            ("__MACOSX/._b.txt", b"x"),
            ("d.md", TEXT),
        ]
    )
    assert [place for place, _ in found(tmp_path / "x.zip", raw)] == ["!/b.txt", "!/a/c.html", "!/d.md"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.tar", bytes), ("x.tgz", gzip.compress), ("x.tar.gz", gzip.compress), ("x.tar.bz2", bz2.compress),
     ("x.tar.xz", lzma.compress), ("no-suffix", gzip.compress)],
)  # fmt: skip
def test_a_tar_archive_however_packed(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    raw = pack(tarred([("b.txt", TEXT), odd("folder", b"5"), ("folder/a.txt", TEXT), ("z.bin", b"\0\1")]))
    assert found(tmp_path / name, raw) == [("!/b.txt", SAID), ("!/folder/a.txt", SAID)]


def test_one_packed_file_keeps_its_own_name(tmp_path: Path) -> None:
    assert found(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())) == [("", SAID)]
    assert found(tmp_path / "a.html.xz", lzma.compress(page().encode()))[0][0] == ""
    lines = f'{{"text": "{TEXT}"}}\n\n{{"text": 1}}\n'.encode()
    assert found(tmp_path / "a.jsonl.gz", gzip.compress(lines)) == [
        (":1", SAID), (":3", 'has no "text"; its fields are text'),
    ]  # fmt: skip


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped([("a.txt", TEXT), ("m.mbox", mbox(NOTE + TEXT))])
    raw = tarred([("one.zip", inner), ("two.tgz", gzip.compress(tarred([("b.txt", TEXT)])))])
    assert found(tmp_path / "x.tar.gz", gzip.compress(raw)) == [
        ("!/one.zip!/a.txt", SAID), ("!/one.zip!/m.mbox:1", SAID), ("!/two.tgz!/b.txt", SAID),
    ]  # fmt: skip


def test_a_mailbox_gives_its_messages(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    path.write_text(
        mbox(NOTE + TEXT + "\n>From the depot nothing was left.\nFrom here on\n", NOTE + TEXT, "Subject: Empty\n\n")
    )
    first, second, third = arrivals([path])
    assert isinstance(first, Arrival)
    assert isinstance(second, Arrival)
    assert isinstance(third, Failure)
    assert first.document.title == "Note"
    assert "\nFrom the depot nothing was left.\nFrom here on" in first.document.text
    assert first.document.published is not None
    assert first.document.published.value == "2024-11-05T10:00:00+02:00"
    assert (first.source, second.source, third.source) == (f"{path}:1", f"{path}:2", f"{path}:3")
    assert "without a text body" in third.reason()


def chunked(raw: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(raw[at : at + 50]), raw[at : at + 50]) for at in range(0, len(raw), 50))
        + b"0\r\n\r\n"
    )


CARRIED = [
    (http(page()), SAID),
    (http(gzip.compress(page().encode()), Content_Encoding="gzip"), SAID),
    (http(zlib.compress(page().encode()), Content_Encoding="deflate"), SAID),
    (http(chunked(gzip.compress(page().encode())), Content_Encoding="gzip", Transfer_Encoding="chunked"), SAID),
    (http(page(), Transfer_Encoding="chunked"), SAID),  # joined before it was stored
    (http(TEXT, kind="text/plain"), SAID),
    (http("<h1>Not Found</h1>", status="404 Not Found"), None),
    (http("", status="302 Found", Location="http://example.org/"), None),
    (http(b"\x89PNG", kind="image/png"), None),
    (http("body {}", kind="text/css"), None),
    (http(b"no gzip", Content_Encoding="gzip"), "is not compressed as it says"),
]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_web_archive_gives_its_pages(tmp_path: Path, pack: type[bytes]) -> None:
    pytest.importorskip("fastwarc")
    records = [(f"http://example.org/{number}", block) for number, (block, _) in enumerate(CARRIED)]
    seen = found(tmp_path / "x.warc.gz", pack(warc(records)))
    wanted = [
        (f":{number} http://example.org/{number - 1}", said)
        for number, (_, said) in enumerate(CARRIED, start=1)
        if said
    ]
    assert [place for place, _ in seen] == [place for place, _ in wanted]
    assert all(
        said in mine or mine == "Strike in Sumy\nTwo " for (_, mine), (_, said) in zip(seen, wanted, strict=True)
    )


def test_a_page_of_a_web_archive_knows_its_address(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "x.warc"
    path.write_bytes(warc([("https://example.org/2024/11/05/sumy?a=1", http(page()))]))
    (one,) = arrivals([path], keep=True)
    assert isinstance(one, Arrival)
    assert one.document.url == "https://example.org/2024/11/05/sumy?a=1"
    assert one.document.published is not None
    assert (one.document.published.value, one.document.published.evidence) == ("2024-11-05", "url")
    assert one.original == page().encode()


def test_bytes_as_they_came_are_kept_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped([("a.txt", TEXT), ("b.jsonl", f'{{"text": "{TEXT}"}}\n')]))
    kept = [one for one in arrivals([path], keep=True) if isinstance(one, Arrival)]
    assert [one.original for one in kept] == [TEXT.encode(), f'{{"text": "{TEXT}"}}\n'.encode()]
    assert [one.document.raw_sha256 for one in kept] == [sha256(one.original or b"").hexdigest() for one in kept]
    assert [one.original for one in arrivals([path]) if isinstance(one, Arrival)] == [None, None]


def test_a_file_of_lines_may_be_larger_than_a_document(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("w") as file:
        file.writelines(f'{{"text": "{number} {TEXT}", "published": "2024-11-05"}}\n' for number in range(1000))
    some: Iterator[Arrival | Failure] = arrivals([path], limits=Limits(bytes=10_000))
    next(some)
    tracemalloc.start()
    assert sum(isinstance(one, Arrival) for one in some) == 999
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_patterns_and_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/d.html", "a/e.png", "a/f.zip"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(
            zipped([("g.txt", TEXT)]) if name.endswith("zip") else (page() if "html" in name else TEXT).encode()
        )

    def names(pattern: str) -> list[str]:
        return [one.source.removeprefix(f"{tmp_path}/") for one in arrivals([f"{tmp_path}/{pattern}".rstrip("/")])]

    everything = ["a/c.txt", "a/d.html", "a/f.zip!/g.txt", "b.txt"]
    assert names("") == everything
    assert names("**") == everything
    assert names("*") == everything
    assert names("**/*.txt") == ["a/c.txt", "b.txt"]
    assert names("?.txt") == ["b.txt"]
    assert names("[ab].txt") == ["b.txt"]
    (nothing,) = arrivals([f"{tmp_path}/*.pdf"])
    assert isinstance(nothing, Failure)
    assert nothing.reason() == "fits no file; check the pattern and the folder"


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT)
    (one,) = arrivals([str(tmp_path / "a[1].txt")])
    assert isinstance(one, Arrival)


def test_leaving_an_archive_half_way_leaves_no_process_busy(tmp_path: Path) -> None:
    from firsthand.intake.workshop import WORKSHOP

    path = tmp_path / "x.zip"
    path.write_bytes(zipped([(f"{number}.txt", TEXT * 600) for number in range(9)]))
    some = arrivals([path])
    next(some)
    assert len(WORKSHOP._busy) == 1
    some.close()  # type: ignore[attr-defined]
    assert WORKSHOP._busy == []
    two = [arrivals([path]), arrivals([path])]
    for _ in range(9):  # two archives walked side by side
        assert [isinstance(next(one), Arrival) for one in two] == [True, True]


@pytest.mark.parametrize(
    ("name", "out"),
    [("/a.txt", True), ("../a.txt", True), ("a/../../b.txt", True), ("..\\a.txt", True), ("C:\\a.txt", True), ("c:a.txt", True),
     ("\\\\host\\a.txt", True), ("a.txt", False), ("a/b.txt", False), ("a..b/c.txt", False), ("...txt", False)],
)  # fmt: skip
def test_names_that_lead_out(name: str, out: bool) -> None:
    assert leads_out(name) is out


def test_names_are_shown_without_signs_that_move_the_cursor() -> None:
    assert shown("a\x1b[2Jb\r\n\u202etxt.exe") == "a\ufffd[2Jb\ufffd\ufffd\ufffdtxt.exe"
    assert len(shown("a" * 5000)) == 300
    assert hidden("__MACOSX/a.txt")
    assert hidden("a/.b.txt")
    assert not hidden("a/b.txt")


def test_links_in_archives_are_named_and_not_followed(tmp_path: Path) -> None:
    assert found(tmp_path / "x.zip", zipped([link("passwd.txt"), ("a.txt", TEXT)])) == [
        ("!/passwd.txt", "is a link, which is not followed; pack the file itself"), ("!/a.txt", SAID),
    ]  # fmt: skip


@pytest.mark.parametrize("container", list(Container))
@given(raw=st.binary(max_size=300), cut=st.integers(0, 300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_a_container_fail_in_another_way(container: Container, raw: bytes, cut: int) -> None:
    import io

    heads = {
        Container.ZIP: zipped([("a.txt", TEXT)]), Container.TAR: tarred([("a.txt", TEXT)]), Container.WARC: warc([("http://e.org/", http(page()))]),
        Container.GZIP: gzip.compress(TEXT.encode()), Container.BZIP2: bz2.compress(TEXT.encode()), Container.XZ: lzma.compress(TEXT.encode()),
        Container.MBOX: mbox(NOTE).encode(), Container.LINES: b'{"text": "a"}\n',
    }  # fmt: skip
    good = heads[container]
    for spoilt in (raw, good[:cut] + raw, good[: max(0, len(good) - cut)] + raw + good[len(good) - cut + len(raw) :]):
        with contextlib.suppress(FirsthandError):
            list(members(io.BytesIO(spoilt), "x", container, DEFAULT))
        container_of(spoilt, "x")
