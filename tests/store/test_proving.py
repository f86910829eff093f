"""Every change is found and named; what is removed is nowhere."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path
from random import Random

import pytest
from tests.store.samples import document, reading
from tests.store.samples import kit as sample_kit

from firsthand.errors import MissingInput, NotKept, StoreError
from firsthand.intake.source import Failure
from firsthand.model.document import Document, Published, report_id
from firsthand.pipeline import read_document
from firsthand.store import Decision, Entry, Query, Store


def fill(store: Store, count: int = 12) -> list[str]:
    names: list[str] = []
    for first in range(0, count, 4):
        entries = [
            Entry(source=f"folder/{n}.txt", reading=reading(n), original=f"bytes {n}".encode())
            for n in range(first, min(first + 4, count))
        ]
        names += store.keep(entries, run="filling").report_ids
    failure = Failure("gone.txt", MissingInput("gone.txt", "no such file"))
    store.keep([Entry(source="gone.txt", failure=failure), Entry(source="raw", document=document(90))], run="other")
    figure = store.find(Query(kind="figure", limit=1)).items[0]
    told = {"record_id": figure.record_id or "", "report_id": figure.report_id, "reviewer": "Anna", "reason": "misread"}
    store.decide(Decision(**told, verdict="fix", fix={"high": 12}))
    store.decide(Decision(**told, verdict="accept"))
    return names


def test_an_untouched_store_has_no_fault(store: Store) -> None:
    assert store.verify() == ()
    fill(store)
    assert store.verify() == ()
    assert store.redact(report_id(reading(3).document), "asked by the family").report_ids
    assert store.verify() == ()


def test_decisions_stand_beside_the_record_in_order(store: Store) -> None:
    fill(store)
    first, second = store.decisions()
    assert (first.decision.verdict, first.decision.fix, second.decision.verdict) == ("fix", {"high": 12}, "accept")
    assert store.decisions(report_id=first.decision.report_id, after=first.number) == (second,)
    assert store.decisions(record_id="nothing") == ()
    with pytest.raises(NotKept):
        store.decide(Decision(record_id="x", report_id="00" * 16, verdict="reject", reason="-", reviewer="A"))


def test_the_dump_does_not_depend_on_order_or_batches(store: Store, tmp_path: Path) -> None:
    entries = [Entry(source=str(n), reading=reading(n)) for n in range(20)]
    entries.append(Entry(source="crlf", document=_as_it_came("aa" * 32)))
    entries.append(Entry(source="lf", document=_as_it_came("bb" * 32)))
    Random(5).shuffle(entries)
    for first in range(0, len(entries), 3):
        store.keep(entries[first : first + 3])
    one, other = io.StringIO(), io.StringIO()
    assert store.dump(one) == 21
    with Store.open(tmp_path / "other.db", create=True) as calm:
        calm.keep(sorted(entries, key=lambda entry: entry.source))
        calm.dump(other)
    assert one.getvalue() == other.getvalue()


def _as_it_came(digest: str) -> Document:
    return Document(text="One text that came as two files.", raw_sha256=digest)


@pytest.mark.parametrize("seed", range(2))
def test_a_changed_byte_is_found(tmp_path: Path, ready_file: Path, seed: int) -> None:
    """A sample; tools/tamper_store.py does a thousand."""
    from tools.tamper_store import tampered

    path = tmp_path / "book.db"
    path.write_bytes(ready_file.read_bytes())
    with Store.open(path) as store:
        fill(store, 4)
        store.redact(report_id(reading(3).document), "asked by the family")
    missed = tampered(path, 8, Random(seed))
    assert missed == []


def test_what_is_redacted_is_nowhere_in_the_files(tmp_path: Path, ready_file: Path) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(ready_file.read_bytes())
    text = (
        "Xylophina Quartzberg saw 4711 men killed near Kiew on Tuesday, she told the Zyzzyva Courant.\n\n"
        '"They burned the vuvuzelas," Xylophina Quartzberg said in Bakhmut.'
    )
    secret = Document(text=text, title="Krkonose title", outlet="Zyzzyva Courant", published=Published("2024-06-05"))
    with Store.open(path) as store:
        fill(store)
        read = read_document(secret, sample_kit())
        (name,) = store.keep([Entry(source="/home/quartzberg/a.txt", reading=read, original=text.encode())]).report_ids
        (twin,) = store.keep([Entry(source="b", document=Document(text=text, outlet="Other"))]).report_ids
        store.keep([Entry(source=f"more {n}", reading=reading(n)) for n in range(40, 48)])
        rare = [b"xylophin", b"quartzberg", b"zyzzyva", b"vuvuzela", b"krkonose", b"kiew"]
        pressed = bytes(store.connection().value("SELECT body FROM texts ORDER BY id DESC LIMIT 1 OFFSET 8"))
        store.connection().run("PRAGMA wal_checkpoint(TRUNCATE)")
        before = path.read_bytes().lower()
        assert all(word in before for word in (b"xylophin", b"quartzberg", b"vuvuzela"))
        gone = store.redact(name, "a witness is named")
        assert set(gone.report_ids) == {name, twin}
        for file in tmp_path.iterdir():
            raw = file.read_bytes().lower()
            assert [word for word in rare if word in raw] == [], file
            assert pressed[8:40].lower() not in raw
        assert store.verify() == ()
        with pytest.raises(NotKept, match="redacted"):
            store.reading(name)
        assert store.report(name).state == "redacted"
        assert store.count(Query(text="quartzberg")) == 0
        again = store.keep([Entry(source="c", document=Document(text=text, outlet="Third"))])
        assert (again.new, again.withheld) == (0, 1)
        assert store.redact(name, "again").report_ids == (name,)
        with pytest.raises(NotKept):
            store.redact("00" * 16, "there is none")


def test_redaction_on_a_server_leaves_no_row(store: Store) -> None:
    fill(store)
    name = report_id(reading(5).document)
    store.redact(name, "asked")
    assert store.count(Query(text=f'"{reading(5).document.title}"')) == 0
    assert [change.state for change in store.changes() if change.report_id == name] == ["redacted"]
    lines = io.StringIO()
    store.dump(lines)
    assert reading(5).document.text[:60] not in lines.getvalue()


def test_rows_put_in_or_taken_out_by_hand_are_named(tmp_path: Path, ready_file: Path) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(ready_file.read_bytes())
    with Store.open(path) as store:
        names = fill(store)
        raw = sqlite3.connect(path)
        raw.execute("DELETE FROM reports WHERE number = 2")
        raw.execute("INSERT INTO failures (key, source, cause, reason) VALUES (x'00', 'a', 'b', 'c')")
        raw.commit()
        raw.close()
        told = [f"{fault.item}: {fault.message}" for fault in store.verify()]
    assert any(names[1] in line and "no longer in the store" in line for line in told)
    assert any("failure of 'a'" in line and "no batch" in line for line in told)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"junk" * 3000])
def test_a_file_that_is_no_store_is_refused_with_a_mend(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(damage)
    with pytest.raises(StoreError, match=r"odd\.db"):
        Store.open(path)
