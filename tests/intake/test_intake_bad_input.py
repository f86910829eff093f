"""Every kind of bad source, made here, with the error and the words a user gets, and never a hang."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import firsthand
from firsthand.errors import (
    BadValue,
    InputError,
    MissingInput,
    TooLarge,
    UnknownFormat,
    Unreachable,
    UnreadableInput,
)
from firsthand.intake.limits import Limits
from firsthand.intake.source import Arrival, Failure, arrivals
from firsthand.intake.workshop import WORKSHOP

PATIENCE = 10.0  # seconds: the promise is that nothing hangs longer


def pdf(content: bytes, encrypt: bool = False) -> bytes:
    """A PDF of one page with `content` as its drawing; with a lock that no empty password opens."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    if encrypt:
        lock = b"<" + b"5a" * 32 + b">"
        objects.append(b"<</Filter/Standard/V 1/R 2/O %s/U %s/P -44>>" % (lock, lock))
    raw, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(raw)
    raw += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    raw += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    trailer = b"<</Size %d/Root 1 0 R" % (len(objects) + 1)
    trailer += b"/Encrypt 6 0 R/ID[<00><00>]" if encrypt else b""
    return raw + b"trailer" + trailer + b">>\nstartxref\n%d\n%%%%EOF" % start


def docx(paragraphs: list[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def bomb() -> bytes:
    """A DOCX whose text part unpacks to 300 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1_000_000)
    return file.getvalue()


def laughs() -> bytes:
    """A DOCX whose XML defines entities that multiply."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}]><d>&a9;</d>')
    return file.getvalue()


DRAWN = b"0.5 g 50 50 500 700 re f"
FILES: list[tuple[str, Callable[[], bytes], type[InputError], str]] = [
    ("empty.txt", lambda: b"", MissingInput, "is empty"),
    ("blank.txt", lambda: b" \n\t\n", MissingInput, "is empty"),
    ("binary.txt", lambda: bytes(range(256)) * 40, UnreadableInput, "binary data"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(4000), UnreadableInput, "binary data"),
    ("locked.pdf", lambda: pdf(DRAWN, encrypt=True), UnreadableInput, "encrypted PDF"),
    ("scan.pdf", lambda: pdf(DRAWN), MissingInput, "PDF without text, most likely a scan"),
    ("cut.pdf", lambda: b"%PDF-1.7\n%nothing follows", UnreadableInput, "broken PDF"),
    ("cut.docx", lambda: docx(["Two were killed."] * 200)[:-300], UnreadableInput, "broken DOCX"),
    ("other.docx", lambda: b"PK\x03\x04" + b"word/" * 30, UnreadableInput, "broken DOCX"),
    ("bomb.docx", bomb, TooLarge, "unpacks to more than 200,000,000 bytes"),
    ("laughs.docx", laughs, InputError, "DOCX"),
    ("no-words.docx", lambda: docx([]), MissingInput, "holds no text"),
    (
        "attributes.html",
        lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Text</p></body></html>",
        TooLarge,
        "more than 400 attributes",
    ),
    (
        "nested.html",
        lambda: b"<html><body>" + b"<div>" * 50_000 + b"Text" + b"</div>" * 50_000 + b"</body></html>",
        TooLarge,
        "nest more than 2000 deep",
    ),
    ("script.html", lambda: b"<html><body><script>let a = 1</script></body></html>", MissingInput, "holds no text"),
    ("huge.txt", lambda: b"a" * 20_000_001, TooLarge, "above the limit of 20,000,000 bytes"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), UnknownFormat, "save it as .docx"),
    ("table.xlsx", lambda: b"PK\x03\x04" + bytes(600), UnknownFormat, "does not read .xlsx files"),
    ("words.odt", lambda: b"PK\x03\x04" + bytes(600), UnknownFormat, "does not read .odt files"),
    ("report.rtf", lambda: b"{\\rtf1 Two were killed.}", UnknownFormat, "does not read .rtf files"),
    ("broken.json", lambda: b'{"text": "Two were', UnreadableInput, "no valid JSON"),
    ("no-text.json", lambda: b'{"title": "A"}', UnreadableInput, 'has no "text"; its fields are title'),
    ("deep.json", lambda: b"[" * 100_000, UnreadableInput, "no valid JSON"),
    ("no-body.eml", lambda: b"From: a@example.org\nSubject: x\n\n\n", MissingInput, "without a text body"),
]


@pytest.mark.parametrize(("name", "made", "kind", "words"), FILES, ids=[row[0] for row in FILES])
def test_bad_file(tmp_path: Path, name: str, made: Callable[[], bytes], kind: type[InputError], words: str) -> None:
    path = tmp_path / name
    path.write_bytes(made())
    started = time.monotonic()
    with pytest.raises(kind) as caught:
        firsthand.read(path)
    assert time.monotonic() - started < PATIENCE
    assert words in str(caught.value)
    assert caught.value.source == str(path)
    assert str(caught.value).startswith(str(path))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such file; check the name"):
        firsthand.read(tmp_path / "nowhere.txt")
    with pytest.raises(MissingInput, match="no such file"):
        firsthand.read("nowhere.txt")


def test_folder_without_reports(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="folder without a readable file"):
        firsthand.read(tmp_path)


@pytest.mark.parametrize(
    "date", ["05/11/2024", "2024-13-01", "2024-02-30", "yesterday", "", "2024-11-05T25:00", "20241105", "2024-W05-1"]
)
def test_wrong_date(date: str) -> None:
    with pytest.raises(BadValue, match="write year-month-day, such as 2024-11-05"):
        firsthand.read_text("Two were killed.", published=date)


def test_address_is_asked_only_when_wanted() -> None:
    (failure,) = arrivals(["https://example.org/"])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, Unreachable)
    assert "only with fetch=True" in failure.reason()


def test_unreachable_address() -> None:
    started = time.monotonic()
    with pytest.raises(Unreachable, match=r"the name no-such-host\.invalid is not known"):
        firsthand.read("https://no-such-host.invalid/report", fetch=True)
    assert time.monotonic() - started < PATIENCE


def test_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Two were killed. " * 10)
    with pytest.raises(TooLarge, match="above the limit of 100 bytes"):
        firsthand.read(path, limits=Limits(bytes=100))
    assert firsthand.read(path, limits=Limits(bytes=1000)).document.text.startswith("Two")


def test_a_parser_that_takes_too_long_is_killed_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.html", tmp_path / "good.html"
    slow.write_text("<html><body>" + "<p>Two people were killed in Sumy on Monday.</p>" * 20_000 + "</body></html>")
    good.write_text("<html><body><article><p>" + "Two were killed. " * 30 + "</p></article></body></html>")
    found = list(arrivals([slow, good], limits=Limits(seconds=0.2)))
    assert isinstance(found[0], Failure)
    assert "took more than 0.2 seconds" in found[0].reason()
    assert isinstance(next(iter(arrivals([good]))), Arrival)


def test_a_folder_lends_no_code_to_the_process_that_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lxml.py", "msgspec.py", "trafilatura.py", "firsthand.py"):
        (tmp_path / name).write_text("raise SystemExit('code of a stranger')")
    (tmp_path / "a.html").write_text(
        "<html><body><article><p>" + "Two were killed. " * 30 + "</p></article></body></html>"
    )
    monkeypatch.chdir(tmp_path)
    WORKSHOP.close()
    assert firsthand.read("a.html").document.media_type == "text/html"


def test_no_bad_file_ends_a_batch(tmp_path: Path) -> None:
    for name, made, _, _ in FILES:
        if name != "huge.txt":
            (tmp_path / name).write_bytes(made())
    good = tmp_path / "zz-good.txt"
    good.write_text("Two were killed in Sumy, the governor said.")
    found = list(firsthand.read_many([*sorted(tmp_path.iterdir())]))
    assert len(found) == len(FILES)
    assert [one for one in found if isinstance(one, firsthand.Reading)] == [firsthand.read(good)]


def test_a_machine_that_is_busy_with_other_work_fails_no_page(tmp_path: Path) -> None:
    """The process gets no turn for longer than the limit: it is the processor's time that is limited."""
    import signal

    from firsthand.intake.formats import Format
    from firsthand.intake.limits import DEFAULT
    from firsthand.intake.workshop import Workshop

    page = ("<html><body><article><p>" + "Two were killed. " * 30 + "</p></article></body></html>").encode()
    shop = Workshop()
    try:
        shop.extract(Format.HTML, page, "first.html", DEFAULT)
        assert shop._parsing is not None
        process = shop._parsing._process
        process.send_signal(signal.SIGSTOP)
        threading.Timer(0.9, process.send_signal, (signal.SIGCONT,)).start()
        began = time.monotonic()
        found = shop.extract(Format.HTML, page, "second.html", Limits(seconds=0.4))
        assert time.monotonic() - began > 0.8
        assert "Two were killed" in found.text
        assert process.poll() is None
    finally:
        shop.close()
