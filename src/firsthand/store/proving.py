"""Proof that the store holds what it was given: every item against the chain, every search row against its reading."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from firsthand.errors import BadValue, StoreError
from firsthand.store import chain
from firsthand.store.codec import opened
from firsthand.store.connection import Connection
from firsthand.store.entry import Fault
from firsthand.store.facets import SHIFT, Facets, Spot, facets
from firsthand.store.index import Indexed
from firsthand.store.keeping import RECORD_COLUMNS, report_seal, sighting_seal
from firsthand.store.parcel import REDACTED, document_of, reading_of, seal, text_of
from firsthand.store.proof_of_words import WordProof
from firsthand.store.reviewing import decision_key, decision_seal
from firsthand.store.terms import (
    LANGUAGE,
    OUTLET,
    Row,
    Terms,
    report_tokens,
    spellings,
    spot_key,
    stored_key,
    term_digest,
    term_token,
)
from firsthand.store.words import folded

Tell = Callable[[int, int], None]

_AT_ONCE: Final = 128


def verify(connection: Connection, tell: Tell | None = None) -> tuple[Fault, ...]:
    """Every fault, in the order of the tables. Damage that stops the reading of a table is a fault, too."""
    proof = _Proof(connection, tell)
    parts = (
        proof.engine,
        proof.chain,
        proof.places,
        proof.reports,
        proof.leftovers,
        proof.words,
        proof.sightings,
        proof.others,
        proof.clocks,
    )
    faults: list[Fault] = []
    with connection.reading():
        for part in parts:
            try:
                faults.extend(part())
            except StoreError as error:
                faults.append(Fault(item="file", message=error.reason))
            except Exception as error:  # damage can come up as any error of a driver or decoder: it is what we look for
                faults.append(Fault(item="file", message=f"cannot be read on ({type(error).__name__}: {error})"))
    return tuple(faults)


class _Proof:
    def __init__(self, connection: Connection, tell: Tell | None) -> None:
        self.connection = connection
        self.tell = tell
        self.items: dict[tuple[bytes, bytes], bytes] = {}  # the latest digest of everything that was kept
        self.found: set[tuple[bytes, bytes]] = set()
        self.numbers: dict[int, bytes] = {}  # report ids by number
        self.redacted: set[bytes] = set()
        self.records = 0
        self.also = 0
        self.texts: set[int] = set()
        self.used_terms: set[int] = set()
        self.used_places: set[int] = set()
        self.spelled: Counter[tuple[str, int]] = Counter()
        self.word_proof = WordProof(connection)

    def engine(self) -> Iterator[Fault]:
        """What the engine says of its own file."""
        if self.connection.dialect != "sqlite":
            return
        for (said,) in self.connection.rows("PRAGMA integrity_check"):
            if said != "ok":
                yield Fault(item="file", message=f"SQLite's integrity check: {said}")
        said = self.connection.value("SELECT rtreecheck('main', 'spots')")
        if said != "ok":
            yield Fault(item="index of places", message=f"SQLite's check of the R*Tree: {said}")

    def chain(self) -> Iterator[Fault]:
        """Each link's hash over its items and the link before."""
        before, expected = chain.START, 1
        for sequence, what, raw, stored in self.connection.rows(
            "SELECT sequence, what, items, hash FROM batches ORDER BY sequence"
        ):
            if sequence != expected:
                yield Fault(item=f"batch {expected}", message=f"is missing from the chain; batch {sequence} follows")
            items, stored = bytes(raw), bytes(stored)
            if chain.link_hash(before, sequence, what, items) != stored:
                yield Fault(
                    item=f"batch {sequence}", message="was changed after it was closed, or the one before it was"
                )
            for item in chain.items_of(items):
                self.items[item.kind, item.key] = item.digest
            before, expected = stored, sequence + 1

    def places(self) -> Iterator[Fault]:
        """Names and places against the digests and keys made of them."""
        for number, family, text, key, digest in self.connection.rows(
            "SELECT id, family, text, key, digest FROM terms"
        ):
            if stored_key(text) != key or term_digest(family, text) != bytes(digest):
                yield Fault(
                    item=f"{family} {text!r}", message=f"its search key or its name was changed (term {number})"
                )
        for number, key, *told in self.connection.rows(
            "SELECT id, key, name, country, gazetteer, lat, lon, km FROM places"
        ):
            if spot_key(Spot(*told)) != bytes(key):
                yield Fault(item=f"place {told[0]!r}", message=f"was changed (place {number})")
        yield from self._spots()

    def _spots(self) -> Iterator[Fault]:
        placed = self.connection.rows("SELECT id, lat, lon FROM places WHERE lat IS NOT NULL AND lon IS NOT NULL")
        expected = {number: (lat, lon) for number, lat, lon in placed}
        if self.connection.dialect == "sqlite":
            rows = self.connection.rows("SELECT id, south, north, west, east FROM spots")
        else:
            rows = self.connection.rows("SELECT id, lat, lat, lon, lon FROM spots")
        for number, south, north, west, east in rows:
            point = expected.pop(number, None)
            if point is None or not _encloses(south, north, point[0]) or not _encloses(west, east, point[1]):
                yield Fault(item=f"place {number}", message="stands elsewhere in the index of places than in its row")
        for number in expected:
            yield Fault(item=f"place {number}", message="is missing from the index of places")

    def reports(self) -> Iterator[Fault]:
        """Each report against its digest, its search rows against what its reading says."""
        total = int(self.connection.value("SELECT count(*) FROM reports"))
        after, done = -1, 0
        while True:
            rows = self.connection.rows(
                "SELECT p.number, p.report_id, p.rank, p.state, p.day, p.words, p.records, p.batch, p.about, p.outlet,"
                " p.language, p.text, t.key, t.body, g.body FROM reports p LEFT JOIN texts t ON t.id = p.text"
                " LEFT JOIN readings g ON g.number = p.number WHERE p.number > ? ORDER BY p.number LIMIT ?",
                (after, _AT_ONCE),
            )
            if not rows:
                return
            yield from self._some_reports(rows)
            after, done = rows[-1][0], done + len(rows)
            if self.tell is not None:
                self.tell(done, total)

    def _some_reports(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[Fault]:
        told: list[tuple[int, bytes, str, tuple[Facets, ...], list[int], Indexed]] = []
        for row in rows:
            number, name = row[0], bytes(row[1])
            item = f"report {name.hex()}"
            self.numbers[number] = name
            if row[3] == REDACTED:
                self.redacted.add(name)
            problem = self._report(row, name)
            if problem:
                yield Fault(item=item, message=problem)
            if row[3] == REDACTED or row[13] is None:
                continue
            self.texts.add(row[11])
            try:
                text = text_of(bytes(row[13]))
                document = document_of(text, opened(bytes(row[8])))
                found = () if row[14] is None else tuple(facets(reading_of(bytes(row[14]), document).proven()))
            except BadValue as error:
                yield Fault(item=item, message=f"cannot be opened ({error})")
                continue
            if bytes(row[12]) != bytes.fromhex(document.id)[:16]:
                yield Fault(item=item, message="its text has another name than its words give")
            labels = [(OUTLET, document.outlet, row[9]), (LANGUAGE, document.language, row[10])]
            line = Indexed(number, " ".join(folded(document.title or "")), " ".join(folded(text)), ())
            told.append((number, name, item, found, [one for *_, one in labels if one is not None], line))
            yield from self._labels(item, labels)
        terms = Terms(self.connection)
        terms.learn(facet for *_, found, _, _ in told for facet in found)
        yield from self._search_rows(told, terms)

    def _report(self, row: Sequence[Any], name: bytes) -> str | None:
        number, _, rank, state, day, words, records, batch, about, _, _, _, _, text, reading = row
        expected = self.items.get((chain.REPORT, name))
        self.found.add((chain.REPORT, name))
        if expected is None:
            return "stands in no batch: it was put in by other means"
        stored = None if reading is None else bytes(reading)
        numbers = (number, rank, state, day, words, records, batch)
        if report_seal(name, numbers, bytes(about), b"" if text is None else bytes(text), stored) == expected:
            return None
        if text is None and state != REDACTED:
            return "its text is missing"
        return f"its text, description, reading or numbers were changed (report number {number})"

    def _labels(self, item: str, labels: Iterable[tuple[str, str | None, int | None]]) -> Iterator[Fault]:
        terms = Terms(self.connection)
        listed = list(labels)
        terms.learn((), [(family, text) for family, text, _ in listed])
        for family, text, number in listed:
            if number is not None:
                self.used_terms.add(number)
            if (None if text is None else terms.number(family, text)) != number:
                yield Fault(item=item, message=f"its {family} was changed")

    def _search_rows(
        self, told: Sequence[tuple[int, bytes, str, tuple[Facets, ...], list[int], Indexed]], terms: Terms
    ) -> Iterator[Fault]:
        for number, _, item, found, labels, line in told:
            rows = [Row(one, terms) for one in found]
            first, last = number << SHIFT, (number + 1 << SHIFT) - 1
            stored = self.connection.rows(
                f"SELECT {RECORD_COLUMNS} FROM records WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
            )
            more = self.connection.rows(
                "SELECT record, what, value FROM also WHERE record BETWEEN ? AND ? ORDER BY record, what, value",
                (first, last),
            )
            self.records += len(stored)
            self.also += len(more)
            if stored != [row.values(first) for row in rows] or more != sorted(
                one for row in rows for one in row.further(first)
            ):
                yield Fault(item=item, message="its search rows are not what its reading says")
            self._use(rows)
            tokens = (*report_tokens(rows), *(term_token(one) for one in labels))
            problem = self.word_proof.expect(Indexed(number, line.title, line.body, tokens))
            if problem:
                yield Fault(item=item, message=problem)

    def _use(self, listed: Sequence[Row]) -> None:
        for row in listed:
            named = (*row.numbers.values(), *row.named.values(), *row.also)
            self.used_terms.update(one for one in named if one is not None)
            self.used_places.update(row.places)
        self.spelled.update(spellings(listed))

    def leftovers(self) -> Iterator[Fault]:
        """Rows that belong to nothing, and items that are gone."""
        for table, expected in (("records", self.records), ("also", self.also)):
            there = int(self.connection.value(f"SELECT count(*) FROM {table}"))
            if there != expected:
                yield Fault(item=f"table {table}", message=f"holds {there - expected} rows that belong to no report")
        for table, column, used in (
            ("texts", "id", self.texts),
            ("terms", "id", self.used_terms),
            ("places", "id", self.used_places),
            ("readings", "number", set(self.numbers)),
        ):
            for (number,) in self.connection.rows(f"SELECT {column} FROM {table}"):
                if number not in used:
                    yield Fault(item=f"{table} {number}", message="belongs to no report")
        stored = {
            (key, place, uses) for key, place, uses in self.connection.rows("SELECT key, place, uses FROM place_names")
        }
        for key, number, _ in stored ^ {(*pair, uses) for pair, uses in self.spelled.items()}:
            yield Fault(item=f"place {number}", message=f"its spelling {key!r} was changed, added or removed")

    def words(self) -> Iterator[Fault]:
        """The index of words against the words of the texts."""
        for number, problem in self.word_proof.faults():
            name = self.numbers.get(number)
            yield Fault(item=f"report {name.hex()}" if name else f"word index {number}", message=problem)

    def sightings(self) -> Iterator[Fault]:
        for number, source, original in self.connection.rows("SELECT number, source, original FROM sightings"):
            name = self.numbers.get(number)
            found = None if original is None else bytes(original)
            key, digest = sighting_seal(name or b"", source, found)
            yield from self._held(chain.SIGHTING, key, digest, f"source {source!r}")
        for key, body in self.connection.rows("SELECT key, body FROM originals"):
            item = f"original {bytes(key).hex()[:12]}..."
            yield from self._held(chain.ORIGINAL, bytes(key)[:16], seal(bytes(key), bytes(body)), item)

    def others(self) -> Iterator[Fault]:
        """Failures, decisions, redactions; then what the chain knows and no table has."""
        for key, *told in self.connection.rows("SELECT key, source, cause, reason FROM failures"):
            yield from self._held(chain.FAILURE, bytes(key), seal(*told), f"failure of {told[0]!r}")
            if seal(*told)[:16] != bytes(key):
                yield Fault(item=f"failure of {told[0]!r}", message="was changed")
        for number, report, *said in self.connection.rows(
            "SELECT number, report_id, record_id, verdict, fix, reason, reviewer FROM decisions"
        ):
            digest = decision_seal(number, bytes(report), tuple(said))
            yield from self._held(chain.DECISION, decision_key(number), digest, f"decision {number}")
        for name, key, reason in self.connection.rows("SELECT report_id, text_key, reason FROM redactions"):
            item = f"redaction of {bytes(name).hex()}"
            yield from self._held(chain.REDACTION, bytes(name), seal(bytes(name), bytes(key), reason), item)
        yield from self._gone()

    def _held(self, kind: bytes, key: bytes, digest: bytes, item: str) -> Iterator[Fault]:
        self.found.add((kind, key))
        expected = self.items.get((kind, key))
        if expected is None:
            yield Fault(item=item, message="stands in no batch: it was changed, or put in by other means")
        elif expected != digest:
            yield Fault(item=item, message="was changed")

    def _gone(self) -> Iterator[Fault]:
        """With a redaction, sources, originals and decisions go, too; nothing else may."""
        may_go = {chain.SIGHTING, chain.ORIGINAL, chain.DECISION} if self.redacted else set()
        for kind, key in self.items.keys() - self.found:
            if kind not in may_go:
                word = chain.WORDS.get(kind, "item")
                yield Fault(item=f"{word} {key.hex()}", message="is in the chain and no longer in the store")

    def clocks(self) -> Iterator[Fault]:
        """Runs and audit, each line against its seal."""
        for name, *told, sealed in self.connection.rows(
            "SELECT name, began, latest, batches, new, known, failures, seal FROM runs"
        ):
            if seal(name, *told) != bytes(sealed):
                yield Fault(item=f"run {name!r}", message="was changed")
        before, expected = b"", 1
        for number, *told, sealed in self.connection.rows(
            "SELECT number, at, what, item, detail, seal FROM audit ORDER BY number"
        ):
            if number != expected or seal(before, number, *told) != bytes(sealed):
                yield Fault(item=f"audit line {expected}", message="was changed, added or removed")
            before, expected = bytes(sealed), number + 1


def _encloses(low: float, high: float, value: float) -> bool:
    """An R*Tree keeps 32-bit numbers, rounded outwards."""
    if low == high == value:
        return True
    nearest = struct.unpack("f", struct.pack("f", value))[0]
    return low <= value <= high and abs(high - nearest) <= 4e-5 and abs(low - nearest) <= 4e-5
