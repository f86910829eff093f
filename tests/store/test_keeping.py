"""What is kept comes back as it was, once."""

from __future__ import annotations

import io

import pytest
from tests.store.samples import article, reading

from firsthand.errors import MissingInput, NotKept
from firsthand.intake.source import Failure
from firsthand.model.document import Document, Published, report_id
from firsthand.store import Entry, Query, Store


def test_a_reading_comes_back_as_it_was_kept(store: Store) -> None:
    read = reading(1)
    kept = store.keep([Entry(source="one.txt", reading=read)], run="first")
    assert (kept.new, kept.known, kept.sequence) == (1, 0, 1)
    assert store.reading(kept.report_ids[0]) == read
    assert store.reading(kept.report_ids[0]).proven() == read
    assert store.document(kept.report_ids[0]) == read.document


def test_the_same_again_is_known_and_closes_no_batch(store: Store) -> None:
    store.keep([Entry(source="one.txt", reading=reading(1))])
    again = store.keep([Entry(source="one.txt", reading=reading(1))])
    assert (again.new, again.known, again.sequence) == (0, 1, None)
    assert store.sequence() == 1


def test_one_text_from_two_places_is_two_reports_and_one_text(store: Store) -> None:
    text = article(3)
    first, second = (Document(text=text, outlet=outlet) for outlet in ("Harbour News", "Valley Wire"))
    kept = store.keep([Entry(source="a", document=first), Entry(source="b", document=second)])
    assert kept.new == 2
    assert len(set(kept.report_ids)) == 2
    assert {row.text_id for row in store.reports().items} == {first.id}


def test_one_file_under_two_names_is_one_report_with_two_sources(store: Store) -> None:
    store.keep([Entry(source="b.txt", reading=reading(1))])
    store.keep([Entry(source="a.txt", reading=reading(1))])
    (row,) = store.reports().items
    assert row.sources == ("a.txt", "b.txt")
    assert store.report(row.report_id) == row


def test_a_report_stored_unread_says_so_and_gives_way_to_its_reading(store: Store) -> None:
    read = reading(2)
    store.keep([Entry(source="x", document=read.document)])
    name = report_id(read.document)
    assert store.report(name).state == "stored"
    assert "not read" in store.reading(name).notes[0]
    assert store.count(Query(text="governor")) == 1
    kept = store.keep([Entry(source="x", reading=read)])
    assert (kept.new, kept.renewed) == (0, 1)
    assert store.reading(name) == read
    store.keep([Entry(source="x", document=read.document)])
    assert store.report(name).state == "read"


def test_failures_are_kept_once_and_mended_by_a_later_success(store: Store) -> None:
    failure = Failure("gone.txt", MissingInput("gone.txt", "no such file; check the name"))
    assert store.keep([Entry(source="gone.txt", failure=failure)]).failures == 1
    assert store.keep([Entry(source="gone.txt", failure=failure)]).failures == 0
    (kept,) = store.failures()
    assert (kept.source, kept.cause, kept.mended) == ("gone.txt", "MissingInput", False)
    store.keep([Entry(source="gone.txt", reading=reading(1))])
    assert store.failures()[0].mended


def test_runs_count_what_they_brought(store: Store) -> None:
    store.keep([Entry(source=str(n), reading=reading(n)) for n in range(3)], run="morning")
    store.keep([Entry(source=str(n), reading=reading(n)) for n in range(5)], run="morning")
    (run,) = store.runs()
    assert (run.name, run.batches, run.new, run.known) == ("morning", 2, 5, 3)


def test_changes_after_a_batch(store: Store) -> None:
    store.keep([Entry(source="1", reading=reading(1))])
    store.keep([Entry(source="2", reading=reading(2))])
    assert [one.sequence for one in store.changes()] == [1, 2]
    assert [one.report_id for one in store.changes(1)] == [report_id(reading(2).document)]


def test_reports_come_newest_first_page_by_page(store: Store) -> None:
    store.keep([Entry(source=str(n), reading=reading(n)) for n in range(7)])
    seen, after = [], None
    while True:
        page = store.reports(after, limit=2)
        seen += [row.published for row in page.items]
        after = page.after
        if after is None:
            break
    assert len(seen) == 7
    assert seen == sorted(seen, reverse=True)


def test_readings_stream_newest_first_or_by_name(store: Store) -> None:
    reads = [reading(n) for n in range(5)]
    kept = store.keep([Entry(source=str(n), reading=read) for n, read in enumerate(reads)])
    assert dict(store.readings(batch=2)) == dict(zip(kept.report_ids, reads, strict=True))
    assert [read for _, read in store.readings([kept.report_ids[3]])] == [reads[3]]


@pytest.mark.parametrize("name", ["", "zz", "00" * 16, "not hex", "0"])
def test_a_report_that_is_not_there(store: Store, name: str) -> None:
    with pytest.raises(NotKept, match="has no report"):
        store.reading(name)


def test_odd_titles_and_texts_are_kept(store: Store) -> None:
    odd = Document(
        text="Zero \0 width \u200b, \U0001f600 and e\u0301.",
        title="A \0 title",
        outlet="N\0N",
        published=Published("2024"),
    )
    (name,) = store.keep([Entry(source="odd\0name", document=odd)]).report_ids
    assert store.document(name) == odd
    empty = Document(text="")
    (name,) = store.keep([Entry(source="empty", document=empty)]).report_ids
    assert store.document(name) == empty


def dumped(store: Store) -> str:
    out = io.StringIO()
    store.dump(out)
    return out.getvalue()


def test_a_tidied_store_is_the_same_store(store: Store) -> None:
    for number in range(12):
        store.keep([Entry(source=str(number), reading=reading(number))])
    before, found = dumped(store), store.find(Query(text="the")).items
    store.tidy()
    store.tidy()
    assert dumped(store) == before
    assert store.find(Query(text="the")).items == found
    assert store.verify() == ()
