"""One batch into the store: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from firsthand.model.document import Document, report_id
from firsthand.store import chain, index
from firsthand.store.codec import opened, packed, squeezed
from firsthand.store.connection import Connection
from firsthand.store.entry import Entry, Kept
from firsthand.store.facets import SHIFT, facets
from firsthand.store.parcel import (
    READ,
    REDACTED,
    STORED,
    Parcel,
    about_document,
    document_of,
    rank_of,
    reading_of,
    seal,
    text_of,
)
from firsthand.store.terms import LANGUAGE, OUTLET, Row, Terms, clean, report_tokens, spellings, term_token
from firsthand.store.words import folded

RECORD_COLUMNS: Final = (
    "id, kind, type, acled_event, acled_sub, modality, source_type, source, actor, target, place, role, verdict,"
    " day_from, day_to, low, high"
)
_INSERT_RECORD: Final = f"INSERT INTO records ({RECORD_COLUMNS}) VALUES ({', '.join('?' * 17)})"
_AT_ONCE: Final = 500  # values of one IN list


if TYPE_CHECKING:
    from firsthand.intake.source import Failure


@dataclass(frozen=True, slots=True)
class _Known:
    """A report that the store has already."""

    number: int
    state: int


@dataclass(slots=True)
class _Batch:
    """What the transaction at hand brings."""

    connection: Connection
    sequence: int
    next_number: int
    next_text: int
    terms: Terms
    new: int = 0
    renewed: int = 0
    withheld: int = 0
    failures: int = 0
    items: dict[tuple[bytes, bytes], chain.Item] = field(default_factory=dict)
    texts: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    reports: list[tuple[object, ...]] = field(default_factory=list)
    readings: list[tuple[object, ...]] = field(default_factory=list)
    records: list[tuple[object, ...]] = field(default_factory=list)
    also: list[tuple[object, ...]] = field(default_factory=list)
    lines: list[index.Indexed] = field(default_factory=list)
    spelled: Counter[tuple[str, int]] = field(default_factory=Counter)
    ranks: set[int] = field(default_factory=set)

    def item(self, kind: bytes, key: bytes, digest: bytes) -> None:
        self.items[kind, key] = chain.Item(kind, key, digest)

    def text(self, key: bytes, pressed: bytes) -> tuple[int, bytes]:
        """The number of a text, which several reports may share, and its bytes as stored."""
        if key not in self.texts:
            there = self.connection.one("SELECT id, body FROM texts WHERE key = ?", (key,))
            if there is not None:
                return int(there[0]), bytes(there[1])
            self.texts[key] = (self.next_text, pressed)
            self.next_text += 1
        return self.texts[key]

    def rank(self, wanted: int, number: int) -> int:
        """`wanted`, or the next that is free: two reports of one day may share 32 bits of their ids."""
        while wanted in self.ranks or self.connection.value(
            "SELECT 1 FROM reports WHERE rank = ? AND number <> ?", (wanted, number)
        ):
            wanted += 1
        self.ranks.add(wanted)
        return wanted

    def flush(self) -> None:
        """Write what was gathered, table by table."""
        self.terms.flush()
        many = self.connection.many
        many("INSERT INTO texts (id, key, body) VALUES (?, ?, ?)", [(n, k, b) for k, (n, b) in self.texts.items()])
        many(
            "INSERT INTO reports (number, report_id, rank, text, state, outlet, language, day, words, records, batch,"
            " about) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self.reports,
        )
        many("INSERT INTO readings (number, body) VALUES (?, ?)", self.readings)
        many(_INSERT_RECORD, self.records)
        many("INSERT INTO also (record, what, value) VALUES (?, ?, ?)", self.also)
        many(
            "INSERT INTO place_names (key, place, uses) VALUES (?, ?, ?)"
            " ON CONFLICT (key, place) DO UPDATE SET uses = place_names.uses + excluded.uses",
            [(*pair, uses) for pair, uses in sorted(self.spelled.items())],
        )
        index.add(self.connection, self.lines)


def keep(connection: Connection, entries: Sequence[Entry], run: str | None, *, renew: bool = False) -> Kept:
    """`entries` as one acknowledged batch: when this returns, they are on the disk."""
    named = [(entry, report_id(document) if (document := entry.report()) else None) for entry in entries]
    names = list(dict.fromkeys(name for _, name in named if name))
    parcels = _parcels(connection, named, _known(connection, names), renew)
    originals = {
        sha256(entry.original).digest(): squeezed(entry.original) for entry, _ in named if entry.original is not None
    }
    with connection.writing():
        batch = _Batch(
            connection,
            chain.next_sequence(connection),
            int(connection.value("SELECT coalesce(max(number), 0) + 1 FROM reports")),
            int(connection.value("SELECT coalesce(max(id), 0) + 1 FROM texts")),
            Terms(connection),
        )
        there = _known(connection, names)  # asked again: another process may have been faster
        withheld = _withheld(connection, parcels.values())
        batch.terms.learn(
            (row for parcel in parcels.values() for row in parcel.rows),
            (
                pair
                for parcel in parcels.values()
                for pair in ((OUTLET, parcel.document.outlet), (LANGUAGE, parcel.document.language))
            ),
        )
        for name, parcel in parcels.items():
            if parcel.text_key() in withheld:
                batch.withheld += 1
            else:
                _put(batch, parcel, there.get(name), renew)
        batch.flush()
        _sightings(batch, named, originals)
        _failures(batch, {failure_key(entry.failure): entry.failure for entry, _ in named if entry.failure})
        sequence = chain.append(connection, "keep", batch.items.values()) if batch.items else None
        kept = Kept(
            new=batch.new,
            known=sum(1 for name in names if name in there),
            failures=batch.failures,
            report_ids=tuple(name for _, name in named if name),
            sequence=sequence,
            renewed=batch.renewed,
            withheld=batch.withheld,
        )
        if run is not None:
            _ran(connection, run, kept)
    return kept


def _parcels(
    connection: Connection, named: Sequence[tuple[Entry, str | None]], before: dict[str, _Known], renew: bool
) -> dict[str, Parcel]:
    """What there is to write, made ready before the store is held."""
    parcels: dict[str, Parcel] = {}
    for entry, name in named:
        document = entry.report()
        if name is None or document is None:
            continue
        there = before.get(name)
        if there is not None and not _changes(connection, entry, document, there, renew):
            continue
        parcel = Parcel.of(document, entry.reading)
        other = parcels.get(name)
        if other is None or _wins(parcel, other):
            parcels[name] = parcel
    return parcels


def _wins(one: Parcel, other: Parcel) -> bool:
    """Of two entries for one report: the one that was read, then the one whose description sorts first."""
    if one.state != other.state:
        return one.state > other.state
    return about_document(one.document) < about_document(other.document)


def _changes(connection: Connection, entry: Entry, document: Document, there: _Known, renew: bool) -> bool:
    """Has an entry something to say of a report that is there already?

    A reading beats none. Of descriptions that differ in what does not name the report (the bytes it came
    as, say), the one that sorts first stays, so that the order of arrival does not matter. Another reading
    is taken only where the caller asks to renew.
    """
    if there.state == REDACTED or (there.state == READ and entry.reading is None):
        return False
    if there.state == STORED and entry.reading is not None:
        return True
    old = opened(bytes(connection.value("SELECT about FROM reports WHERE number = ?", (there.number,))))
    new = about_document(document)
    if old == new and not renew:
        return False
    if entry.reading is None:
        return new < old
    body = bytes(connection.value("SELECT body FROM readings WHERE number = ?", (there.number,)))
    same = opened(body, document.text.encode("utf-8")) == packed(entry.reading)
    return new < old if same else renew


def _known(connection: Connection, names: Sequence[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for at in range(0, len(names), _AT_ONCE):
        some = [bytes.fromhex(name) for name in names[at : at + _AT_ONCE]]
        marks = ", ".join("?" * len(some))
        for name, number, state in connection.rows(
            f"SELECT report_id, number, state FROM reports WHERE report_id IN ({marks})", some
        ):
            found[bytes(name).hex()] = _Known(number, state)
    return found


def _withheld(connection: Connection, parcels: Iterable[Parcel]) -> set[bytes]:
    """Texts that were redacted: they do not come back."""
    if not connection.value("SELECT count(*) FROM redactions"):
        return set()
    keys = {parcel.text_key() for parcel in parcels}
    return {key for key in keys if connection.value("SELECT 1 FROM redactions WHERE text_key = ? LIMIT 1", (key,))}


def _put(batch: _Batch, parcel: Parcel, there: _Known | None, renew: bool) -> None:
    connection = batch.connection
    if there is None:
        number = batch.next_number
        batch.next_number += 1
        batch.new += 1
    else:
        if there.state == REDACTED or (there.state == READ and parcel.state == STORED):
            return
        if there.state == READ and not renew and not _same_reading(connection, parcel, there):
            return
        number = there.number
        batch.renewed += 1
        forget(connection, number)
    key = parcel.text_key()
    text, pressed_text = batch.text(key, parcel.pressed_text)
    first = number << SHIFT
    rows = [Row(one, batch.terms) for one in parcel.rows]
    outlet = batch.terms.number(OUTLET, parcel.document.outlet)
    language = batch.terms.number(LANGUAGE, parcel.document.language)
    rank = batch.rank(rank_of(parcel.report_id, parcel.day), number)
    name = bytes.fromhex(parcel.report_id)
    batch.reports.append(
        (
            number,
            name,
            rank,
            text,
            parcel.state,
            outlet,
            language,
            parcel.day,
            parcel.words,
            parcel.records,
            batch.sequence,
            parcel.pressed_about,
        )
    )
    if parcel.pressed_reading is not None:
        batch.readings.append((number, parcel.pressed_reading))
    batch.records.extend(row.values(first) for row in rows)
    batch.spelled.update(spellings(rows))
    batch.also.extend(one for row in rows for one in row.further(first))
    tokens = (*report_tokens(rows), *(term_token(one) for one in (outlet, language) if one is not None))
    batch.lines.append(index.Indexed(number, parcel.title, parcel.body, tokens))
    digest = report_seal(
        name,
        (number, rank, parcel.state, parcel.day, parcel.words, parcel.records, batch.sequence),
        parcel.pressed_about,
        pressed_text,
        parcel.pressed_reading,
    )
    batch.item(chain.REPORT, name, digest)


def _same_reading(connection: Connection, parcel: Parcel, there: _Known) -> bool:
    """Between the look before and the lock, another process may have kept another reading."""
    body = connection.value("SELECT body FROM readings WHERE number = ?", (there.number,))
    return body is not None and bytes(body) == parcel.pressed_reading


def report_seal(name: bytes, numbers: Sequence[int | None], about: bytes, text: bytes, reading: bytes | None) -> bytes:
    """The digest of a report as stored. Numbers that depend on other tables are checked by what they lead to."""
    return seal(name, list(numbers), about, text, reading)


def forget(connection: Connection, number: int) -> None:
    """Take a report out of every table but `texts`, `sightings` and the chain."""
    rows, line = entered(connection, number)
    index.remove(connection, line)
    pairs = sorted(spellings(rows))
    connection.many("UPDATE place_names SET uses = uses - 1 WHERE key = ? AND place = ?", pairs)
    connection.many("DELETE FROM place_names WHERE key = ? AND place = ? AND uses < 1", pairs)
    first = number << SHIFT
    last = first + (1 << SHIFT) - 1
    connection.run("DELETE FROM records WHERE id BETWEEN ? AND ?", (first, last))
    connection.run("DELETE FROM also WHERE record BETWEEN ? AND ?", (first, last))
    connection.run("DELETE FROM readings WHERE number = ?", (number,))
    connection.run("DELETE FROM reports WHERE number = ?", (number,))


def entered(connection: Connection, number: int) -> tuple[list[Row], index.Indexed]:
    """A report's search rows and its line in the word index, worked out again from what is stored."""
    about, text, reading, outlet, language = connection.rows(
        "SELECT r.about, t.body, g.body, r.outlet, r.language FROM reports r JOIN texts t ON t.id = r.text"
        " LEFT JOIN readings g ON g.number = r.number WHERE r.number = ?",
        (number,),
    )[0]
    document = document_of(text_of(bytes(text)), opened(bytes(about)))
    found = tuple(facets(reading_of(bytes(reading), document))) if reading is not None else ()
    terms = Terms(connection)
    terms.learn(found)
    rows = [Row(one, terms) for one in found]
    tokens = report_tokens(rows)
    tokens += [term_token(one) for one in (outlet, language) if one is not None]
    title, body = folded(document.title or ""), folded(document.text)
    return rows, index.Indexed(number, " ".join(title), " ".join(body), tuple(tokens))


def _sightings(batch: _Batch, named: Sequence[tuple[Entry, str | None]], originals: dict[bytes, bytes]) -> None:
    connection = batch.connection
    names = list(dict.fromkeys(name for _, name in named if name))
    there = {name: known.number for name, known in _known(connection, names).items() if known.state != REDACTED}
    for entry, name in named:
        if name is None or name not in there:
            continue
        key = sha256(entry.original).digest() if entry.original is not None else None
        source = clean(entry.source)
        added = connection.run(
            "INSERT INTO sightings (number, source, original) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (there[name], source, key),
        )
        if not added and key is not None:
            added = connection.run(
                "UPDATE sightings SET original = ? WHERE number = ? AND source = ?"
                " AND (original IS NULL OR original > ?)",
                (key, there[name], source, key),
            )
        if added > 0:
            batch.item(chain.SIGHTING, *sighting_seal(bytes.fromhex(name), source, key))
        if key is not None:
            pressed = originals[key]
            kept = connection.run(
                "INSERT INTO originals (key, body) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, pressed)
            )
            if kept > 0:
                batch.item(chain.ORIGINAL, key[:16], seal(key, pressed))


def sighting_seal(report: bytes, source: str, original: bytes | None) -> tuple[bytes, bytes]:
    """(key, digest) of a sighting."""
    return seal(report, source)[:16], seal(report, source, original)


def failure_key(failure: Failure) -> tuple[str, str, str]:
    """A failure as stored: source, kind of error, and why with the mend."""
    return clean(failure.source), type(failure.error).__name__, clean(failure.reason())


def _failures(batch: _Batch, failed: dict[tuple[str, str, str], Failure]) -> None:
    for told in failed:
        key = seal(*told)[:16]
        added = batch.connection.run(
            "INSERT INTO failures (key, source, cause, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (key, *told),
        )
        if added > 0:
            batch.failures += 1
            batch.item(chain.FAILURE, key, seal(*told))


def _ran(connection: Connection, run: str, kept: Kept) -> None:
    name, now = clean(run), datetime.now(UTC).isoformat(timespec="seconds")
    row = connection.one("SELECT began, batches, new, known, failures FROM runs WHERE name = ?", (name,))
    began, batches, new, known, failures = row or (now, 0, 0, 0, 0)
    told = (
        began,
        now,
        batches + (kept.sequence is not None),
        new + kept.new,
        known + kept.known,
        failures + kept.failures,
    )
    if row:
        connection.run("DELETE FROM runs WHERE name = ?", (name,))
    connection.run(
        "INSERT INTO runs (name, began, latest, batches, new, known, failures, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (name, *told, seal(name, *told)),
    )
