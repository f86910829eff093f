"""Each format we read, made here in its smallest real form: text, metadata, date and its evidence."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

import firsthand
from firsthand.errors import BadValue
from firsthand.intake.formats import Format, format_of
from firsthand.intake.html import all_text
from firsthand.intake.published import given, in_url, iso, written
from firsthand.intake.source import Arrival, Failure, arrivals
from firsthand.model.document import Document, Grain, Published

FIRST = "A drone struck a depot in Sumy on Tuesday, governor Ihor Lazarenko said, and two people were wounded."
SECOND = "The fire was put out before noon, he added, and the road to Bilopillia was open again by evening."


def read(path: Path, content: bytes | str) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = arrivals([path])
    assert isinstance(found, Arrival), found
    return found.document


def page(head: str = "", url: str = "") -> str:
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Strike in Sumy</title>{canonical}{head}'
        '<meta property="og:site_name" content="The Example"></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>'
        f"<article><h1>Strike in Sumy</h1><p>{FIRST}</p><p>{SECOND} {FIRST}</p></article><footer>© The Example</footer></body></html>"
    )


def test_html_gives_main_text_and_metadata(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-11-05T18:00:00Z"><meta name="author" content="Ada Byline">'
    document = read(tmp_path / "a.html", page(head))
    assert FIRST in document.text.split("\n")
    assert "Home" not in document.text
    assert (document.title, document.outlet, document.author, document.language) == (
        "Strike in Sumy", "The Example", "Ada Byline", "en",
    )  # fmt: skip
    assert document.media_type == "text/html"
    assert document.fixes == ("main_text",)


META = '<meta property="article:published_time" content="{}">'
DATES = [
    (META.format("2024-11-05T18:00:00Z"), "", ("2024-11-05T18:00:00Z", "metadata", 0.95)),
    (META.format("2024-11-05"), "https://example.org/2024/11/05/sumy", ("2024-11-05", "metadata", 0.98)),
    (META.format("2024-11-05"), "https://example.org/2024/11/06/sumy", ("2024-11-05", "metadata", 0.98)),
    (META.format("2022-02-07"), "https://example.org/2024/11/05/sumy", ("2024-11-05", "url", 0.6)),
    ("", "https://example.org/world/2024/nov/05/sumy", ("2024-11-05", "url", 0.9)),
    (
        '<script type="application/ld+json">{"datePublished": "2024-11-05"}</script>',
        "",
        ("2024-11-05", "metadata", 0.95),
    ),
    ("", "", None),
]


@pytest.mark.parametrize(("head", "url", "wanted"), DATES)
def test_html_date_has_evidence_and_confidence(
    tmp_path: Path, head: str, url: str, wanted: tuple[str, str, float] | None
) -> None:
    found = read(tmp_path / "a.html", page(head, url)).published
    assert (found and (found.value, found.evidence, found.confidence)) == wanted


def test_a_date_only_in_the_text_is_a_guess(tmp_path: Path) -> None:
    dated = page().replace("<h1>", '<div class="date">5 November 2024</div><h1>')
    found = read(tmp_path / "a.html", dated).published
    assert found == Published("2024-11-05", Grain.DAY, 0.5, "text")


def test_html_in_an_old_encoding(tmp_path: Path) -> None:
    raw = page().replace("utf-8", "windows-1251").replace(FIRST, FIRST + " Київ.").encode("cp1251")
    document = read(tmp_path / "a.html", raw)
    assert "Київ." in document.text
    assert "charset:cp1251" in document.fixes


def test_markup_in_text_stays_text(tmp_path: Path) -> None:
    document = read(tmp_path / "a.html", page().replace(SECOND, SECOND + " &lt;script&gt;alert(1)&lt;/script&gt;"))
    assert "<script>alert(1)</script>" in document.text


def test_markdown(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.md",
        "---\ntitle: Strike in Sumy\noutlet: The Example\npublished: 2024-11-05\nlang: en\n---\n# Strike in Sumy\n\n"
        "A *drone* [struck](https://example.org) a\ndepot.\n\n> If the town falls, the road is open.\n\n- one & two\n- <b>three</b>\n",
    )
    assert document.text == (
        "Strike in Sumy\nA drone struck a depot.\nIf the town falls, the road is open.\none & two\nthree\n"
    )
    assert (document.title, document.outlet, document.language) == ("Strike in Sumy", "The Example", "en")
    assert document.published == Published("2024-11-05", Grain.DAY, 0.95, "metadata")
    assert document.fixes == ("front_matter", "markup")


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    text = "Two were killed.\n\nKiev — “no”, he said.\n"
    document = read(tmp_path / "a.txt", text)
    assert (document.text, document.fixes, document.published) == (text, (), None)


def test_lines_wrapped_by_hand_are_joined(tmp_path: Path) -> None:
    words = (FIRST + " " + SECOND + " " + FIRST).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line.strip())
            line = ""
        line += word + " "
    wrapped = "\n".join([*lines, line.strip()])
    document = read(tmp_path / "a.txt", f"{wrapped}\n\n{wrapped}\n")
    assert document.text.strip() == "\n\n".join([" ".join(words)] * 2)
    assert document.fixes == ("unwrapped",)


def test_a_list_of_short_lines_is_not_joined(tmp_path: Path) -> None:
    text = "Losses:\ntanks 2\nmortars 4\nmen 150\n\nMore:\nshells 3,400\nbombs 61\n"
    assert read(tmp_path / "a.txt", text).text == text


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Published 5 November 2024 by the desk", "2024-11-05"),
        ("Nov. 5, 2024 (Wire)", "2024-11-05"),
        ("Tuesday, November 5, 2024", "2024-11-05"),
        ("2024-11-05", "2024-11-05"),
        ("On 5 November 2024 two were killed.", None),
        ("KYIV, Nov 5 (Wire) - Two were killed", None),
        ("31 February 2024", None),
    ],
)
def test_datelines(tmp_path: Path, line: str, wanted: str | None) -> None:
    found = read(tmp_path / "a.txt", f"Strike in Sumy\n{line}\n{FIRST}\n").published
    assert (found and found.value) == wanted
    assert found is None or (found.evidence, found.confidence) == ("dateline", 0.7)


def pdf(lines: list[list[str]], information: bytes = b"") -> bytes:
    """A PDF with a page for each list of lines, in Helvetica, 14 points apart; "" is a gap."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(lines)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(lines)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, page_lines in enumerate(lines):
        drawn = b"BT /F1 9 Tf 50 750 Td 14 TL " + b" ".join(
            b"(%s) Tj T*" % line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for line in page_lines
        )
        drawn += b" ET"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    objects.append(b"<<%s>>" % information)
    raw, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(raw)
    raw += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    raw += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return raw + b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, len(objects), start,
    )  # fmt: skip


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    head, foot = "The Example - daily report", "12"
    lines = [
        [head, "Russian forces shelled the town of Bilopillia on Monday, the regional", "governor said. Nobody was hurt.", "",
         "Two depots burned in Konotop, and the fire brigade was there until", "noon.", foot],
        [head, "On Tuesday the shelling went on for most of the morning, he said, and", "one house was destroyed.", foot],
        [head, "Nobody claimed the attack.", foot],
    ]  # fmt: skip
    document = read(
        tmp_path / "a.pdf", pdf(lines, b"/Title(Daily report)/Author(A. Desk)/CreationDate(D:20241105120000Z)")
    )
    assert document.text == (
        "Russian forces shelled the town of Bilopillia on Monday, the regional governor said. Nobody was hurt.\n"
        "Two depots burned in Konotop, and the fire brigade was there until noon.\n"
        "On Tuesday the shelling went on for most of the morning, he said, and one house was destroyed.\n"
        "Nobody claimed the attack.\n"
    )
    assert (document.title, document.author) == ("Daily report", "A. Desk")
    assert document.published == Published("2024-11-05", Grain.DAY, 0.4, "metadata")


def test_docx(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>Two </w:t></w:r><w:ins><w:r><w:t>people</w:t></w:r></w:ins><w:del><w:r><w:delText>men</w:delText></w:r></w:del>"
        "<w:r><w:t xml:space='preserve'> were killed.</w:t></w:r></w:p><w:p/>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>tanks</w:t><w:tab/><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"><dc:title>Daily</dc:title>'
        "<dc:creator>A. Desk</dc:creator><t:created>2024-11-05T08:00:00Z</t:created></c:coreProperties>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", core)
    document = read(tmp_path / "a.docx", file.getvalue())
    assert document.text == "Two people were killed.\ntanks 2\n"
    assert (document.title, document.author) == ("Daily", "A. Desk")
    assert document.published == Published("2024-11-05T08:00:00Z", Grain.SECOND, 0.4, "metadata")


MESSAGE = (
    "From: Press Desk <desk@sumy.example>\nTo: list@example.org\nSubject: =?utf-8?q?Strike_in_Sumy_=E2=80=93_update?=\n"
    "Date: Tue, 5 Nov 2024 18:00:00 +0200\nMIME-Version: 1.0\n"
)


def test_mail(tmp_path: Path) -> None:
    document = read(
        tmp_path / "a.eml", MESSAGE + "Content-Type: text/plain; charset=utf-8\n\nTwo were killed — he said.\n"
    )
    assert document.text.strip() == "Two were killed — he said."
    assert (document.title, document.author, document.outlet) == (
        "Strike in Sumy – update",
        "Press Desk",
        "sumy.example",
    )
    assert document.published == Published("2024-11-05T18:00:00+02:00", Grain.SECOND, 0.9, "metadata")


def test_mail_with_html_body_and_attachment(tmp_path: Path) -> None:
    body = MESSAGE + (
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=windows-1252\n"
        f"Content-Transfer-Encoding: 8bit\n\n<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>\n"
        "--x\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nxx\n--x--\n"
    )
    document = read(tmp_path / "a.eml", body)
    assert FIRST in document.text
    assert "attachments_left_out:1" in document.fixes


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": "Two were killed.", "published": "2024-11-05", "title": "A", "lang": "en"}),
        "",
        "{broken",
        json.dumps({"title": "no text"}),
        firsthand.to_json(firsthand.read_text("Three were killed.", published="2024-11-06", title="B")),
    ]
    path.write_text("\n".join(lines))
    found = list(arrivals([path]))
    assert [type(one) for one in found] == [Arrival, Failure, Failure, Arrival]
    assert [one.source for one in found] == [f"{path}:{n}" for n in (1, 3, 4, 5)]
    first, last = found[0], found[3]
    assert isinstance(first, Arrival)
    assert isinstance(last, Arrival)
    assert (first.document.title, first.document.published) == (
        "A",
        Published("2024-11-05", Grain.DAY, 0.95, "metadata"),
    )
    assert (last.document.text, last.document.published) == ("Three were killed.", Published("2024-11-06"))


def test_what_the_caller_knows_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\npublished: 2023-01-01\n---\nTwo were killed.\n")
    assert firsthand.read(path, published="2024-11-05").document.published == Published("2024-11-05")


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.md", "deep/c.txt", "picture.png"):
        (tmp_path / name).write_text("Two were killed.")
    assert [Path(one.source).name for one in arrivals([tmp_path])] == ["a.md", "b.txt", "c.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(b"<html><body><p>" + FIRST.encode() + b"</p></body></html>")

    monkeypatch.setattr(sys, "stdin", Stream)
    (found,) = arrivals(["-"])
    assert isinstance(found, Arrival)
    assert found.source == "standard input"
    assert FIRST in found.document.text


@pytest.mark.parametrize(
    ("raw", "name", "media_type", "wanted"),
    [
        (b"%PDF-1.7", "a.txt", None, Format.PDF),
        (b"PK\x03\x04....word/document.xml", "a", None, Format.DOCX),
        (b"<!doctype html><p>x", "page", None, Format.HTML),
        (b"\xef\xbb\xbf\n<html>", "page", None, Format.HTML),
        (b"x", "a.asp", "text/html; charset=utf-8", Format.HTML),
        (b"Received: from x\nFrom: a\nDate: b\n\nx", "mail", None, Format.EML),
        (b'{"text": "a"}\n{"text": "b"}', "dump", None, Format.JSONL),
        (b"Two < three, he said", "note", None, Format.TEXT),
        (b"Two were killed", "a.log", None, Format.TEXT),
    ],
)
def test_formats_are_told_apart(raw: bytes, name: str, media_type: str | None, wanted: Format) -> None:
    assert format_of(raw, name, media_type) is wanted


@pytest.mark.parametrize(
    ("value", "grain"),
    [
        ("2024", Grain.YEAR),
        ("2024-11", Grain.MONTH),
        ("2024-11-05", Grain.DAY),
        ("2024-11-05T18:00:00+02:00", Grain.SECOND),
        ("2024-11-05 18:00", Grain.SECOND),
    ],
)
def test_dates_that_callers_may_give(value: str, grain: Grain) -> None:
    assert given(value) == Published(value, grain)


def test_dates_that_no_calendar_knows() -> None:
    assert iso("2024-02-30", 1.0, "given") is None
    assert written("99 November 2024 and 5 Nov 2024", 0.7, "dateline") == Published(
        "2024-11-05", Grain.DAY, 0.7, "dateline"
    )
    assert in_url("https://example.org/2024/13/45/x") is None
    assert in_url("https://example.org/20241105/x") == Published("2024-11-05", Grain.DAY, 0.9, "url")
    with pytest.raises(BadValue):
        given("soon")


def test_a_dateline_wins_over_the_date_of_the_file(tmp_path: Path) -> None:
    lines = [["Daily report", "5 November 2024", "Russian forces shelled the town of Bilopillia on Monday."]]
    document = read(tmp_path / "a.pdf", pdf(lines, b"/Title(Microsoft Word - report.doc)/CreationDate(D:20251231)"))
    assert document.title is None
    assert document.published == Published("2024-11-05", Grain.DAY, 0.7, "dateline")


def test_a_page_without_a_main_text_gives_all_of_it() -> None:
    page = "<html><head><title>x</title></head><body><div>Two <b>people</b> were<br>killed.<script>no()</script></div><ul><li>one<li>two</ul></body></html>"
    assert all_text(page) == "Two people were\nkilled.\none\ntwo"
