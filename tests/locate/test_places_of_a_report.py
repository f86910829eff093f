"""The places of short reports of our own: names, kinds, doubt, and the near misses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.kit import Kit
from firsthand.locate.stage import places, resolved
from firsthand.model.document import Document
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document

KIT = Kit()

COMMUNIQUE = """KYIV, Ukraine - Fighting went on along the Pokrovsk direction, the staff said.

Shells fell on the village of Robotyne in Zaporizhzhia Oblast and on towns near Kupiansk in the Kharkiv region.
Drones were seen over five regions: Odesa, Mykolaiv, Sumy, Cherkasy and Chernihiv.
In Kharkov, rescuers worked until noon. Moscow rejected the account. Troops dug in between Orikhiv and Tokmak,
and a convoy stood 20 km north of Melitopol. The Kremlin denied it. Hospitals in eastern Ukraine were full.
"""


def read(text: str) -> tuple[Place, ...]:
    return places(Reading(document=Document(text=text)), KIT)


@pytest.fixture(scope="module")
def report() -> tuple[Place, ...]:
    return read(COMMUNIQUE)


def named(found: tuple[Place, ...], quote: str) -> Place:
    return next(p for p in found if p.span.quote == quote and p.kind is not PlaceKind.AREA)


@pytest.mark.parametrize(
    ("quote", "name", "kind", "variant"),
    [
        ("KYIV", "Kyiv", PlaceKind.SETTLEMENT, False),
        ("Pokrovsk direction", "Pokrovsk", PlaceKind.FRONT_SECTOR, False),
        ("Robotyne", "Robotyne", PlaceKind.SETTLEMENT, False),
        ("Zaporizhzhia Oblast", "Zaporizhzhia Oblast", PlaceKind.ADM1, False),
        ("Kupiansk", "Kupiansk", PlaceKind.SETTLEMENT, False),
        ("Kharkiv region", "Kharkiv Oblast", PlaceKind.ADM1, True),
        ("Odesa", "Odesa Oblast", PlaceKind.ADM1, True),
        ("Sumy", "Sumy Oblast", PlaceKind.ADM1, True),
        ("Chernihiv", "Chernihiv Oblast", PlaceKind.ADM1, True),
        ("Kharkov", "Kharkiv", PlaceKind.SETTLEMENT, True),
        ("Moscow", "Moscow", PlaceKind.SETTLEMENT, False),
    ],
)
def test_names_and_kinds(report: tuple[Place, ...], quote: str, name: str, kind: PlaceKind, variant: bool) -> None:
    place = named(report, quote)
    assert (place.name, place.kind, place.variant) == (name, kind, variant)
    assert place.placed()


def test_metonyms(report: tuple[Place, ...]) -> None:
    assert named(report, "Moscow").metonym == "government of Russia"
    assert named(report, "KYIV").metonym is None


def test_precision_codes(report: tuple[Place, ...]) -> None:
    assert (named(report, "Kupiansk").acled_geo_precision, named(report, "Kupiansk").ucdp_where_prec) == (1, 1)
    assert named(report, "Kharkiv region").acled_geo_precision == 3
    assert named(report, "Kharkiv region").ucdp_where_prec == 4
    sector = named(report, "Pokrovsk direction")
    assert (sector.acled_geo_precision, sector.ucdp_where_prec) == (2, 2)
    assert named(report, "Ukraine").ucdp_where_prec == 6


def test_areas(report: tuple[Place, ...]) -> None:
    areas = {p.direction: p for p in report if p.kind is PlaceKind.AREA}
    between = areas["between"]
    assert between.span.quote == "between Orikhiv and Tokmak"
    assert len(between.relative_to) == 2
    north = areas["north of"]
    assert north.span.quote == "20 km north of Melitopol"
    melitopol = next(p for p in report if p.id in north.relative_to)
    assert north.latitude is not None
    assert melitopol.latitude is not None
    assert 0.15 < north.latitude - melitopol.latitude < 0.21
    east = areas["east of"]
    assert east.span.quote == "eastern Ukraine"
    assert east.longitude is not None
    assert east.longitude > 34


@pytest.mark.parametrize(
    "text",
    [
        "The Georgian delegation left on Monday.",
        "She is reading a nice book in her mobile home.",
        "Mr. Lyman and Gen. Marshall disagreed.",
        "Jordan Clark, 34, said the bank had closed.",
        "They were kind to us, and it was over by May.",
    ],
)
def test_no_place(text: str) -> None:
    assert [p for p in read(text) if p.placed()] == []


@pytest.mark.parametrize(
    ("text", "quote", "attributive"),
    [
        ("Delegates discussed the Ukraine war in Vienna.", "Ukraine", True),
        ("Soldiers left Ukraine on Friday.", "Ukraine", False),
        ("Ukraine's army withdrew from Bakhmut.", "Ukraine", False),
    ],
)
def test_attributes_are_told_apart(text: str, quote: str, attributive: bool) -> None:
    found = [p for p in read(text) if p.span.quote == quote]
    assert all(p.attributive is attributive for p in found)
    if not attributive:
        assert found


def test_paris_of_texas() -> None:
    text = "PARIS, Texas - A barn burned near Paris on Sunday, the sheriff of Lamar County said."
    spans = [
        (0, 5),
        (7, 12),
        (text.index("Paris on"), text.index("Paris on") + 5),
        (text.index("Lamar"), text.index(" said")),
    ]
    found = resolved(Document(text=text), spans, KIT)
    assert [(p.name, p.admin1) for p in found] == [
        ("Paris", "Texas"),
        ("Texas", "Texas"),
        ("Paris", "Texas"),
        ("Lamar County", "Texas"),
    ]


def test_shuffled_paragraphs_do_not_move_a_place() -> None:
    paragraphs = [
        "Shells hit Toretsk and Chasiv Yar in Ukraine on Monday.",
        "A court in Paris, France, heard two witnesses.",
        "The harvest failed in Kansas, farmers in Wichita said.",
        "Aid reached El Fasher in Sudan by truck.",
    ]

    def seen(order: list[int]) -> dict[str, str | None]:
        return {
            p.span.quote: p.gazetteer
            for p in read("\n\n".join(paragraphs[i] for i in order))
            if p.kind is not PlaceKind.AREA
        }

    first = seen([0, 1, 2, 3])
    assert len(first) >= 8
    for order in ([3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]):
        assert seen(order) == first


UNRELATED = [
    "Shells hit Toretsk and Chasiv Yar in Ukraine on Monday.",
    "A court in Paris, France, heard two witnesses.",
    "The harvest failed in Kansas, farmers in Wichita said.",
    "Aid reached El Fasher in Sudan by truck.",
    "Fishermen in Gaza and Rafah stayed ashore; Israel had closed the sea.",
    "Ministers met in Brussels and in Vienna.",
    "Rain fell on Mandalay, Myanmar, for nine days.",
    "The ferry from Odesa to Istanbul in Turkey was late.",
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(UNRELATED))))
def test_no_order_of_unrelated_paragraphs_moves_a_place(order: list[int]) -> None:
    def seen(numbers: list[int]) -> dict[tuple[str, int], tuple[str | None, float | None]]:
        text = "\n\n".join(UNRELATED[i] for i in numbers)
        starts = {i: text.index(UNRELATED[i]) for i in numbers}
        found = {}
        for p in read(text):
            i = max((i for i in numbers if starts[i] <= p.span.start), key=lambda i: starts[i])
            found[p.span.quote, i] = (p.gazetteer, p.latitude)
        return found

    assert seen(order) == seen(list(range(len(UNRELATED))))


@pytest.mark.parametrize(
    ("text", "quote", "name", "kind"),
    [
        ("Talks in the U.S. ended on Friday.", "U.S.", "United States", PlaceKind.COUNTRY),
        ("Boats sank in the Mediterranean Sea off Libya.", "Mediterranean Sea", "Mediterranean Sea", PlaceKind.SEA),
        ("In Ukraine the governor of Kiev region resigned.", "Kiev region", "Kyiv Oblast", PlaceKind.ADM1),
        ("In Russia drones reached the Moscow region.", "Moscow region", "Moscow Oblast", PlaceKind.ADM1),
        ("Fighting in Ukraine went on near Kiev.", "Kiev", "Kyiv", PlaceKind.SETTLEMENT),
        ("Gaza: the European hospital and the Indonesian hospital closed.", "European hospital", "European Hospital", PlaceKind.HOSPITAL),
        ("Medics in Ukraine took them to Kherson hospital.", "Kherson hospital", "Kherson hospital", PlaceKind.HOSPITAL),
        ("Troops neared the Sloviansk-Kramatorsk agglomeration in Ukraine.", "Sloviansk-Kramatorsk agglomeration", "Sloviansk–Kramatorsk agglomeration", PlaceKind.REGION),
        ("Ukraine holds the fortress belt of four cities.", "fortress belt", "Fortress belt", PlaceKind.REGION),
    ],
)  # fmt: skip
def test_names_that_were_missed(text: str, quote: str, name: str, kind: PlaceKind) -> None:
    place = named(read(text), quote)
    assert (place.name, place.kind) == (name, kind)
    assert place.placed()


def test_a_site_named_after_a_country_is_not_put_in_the_middle_of_it() -> None:
    place = named(read("Wounded men were brought to the Jordan hospital near Khan Younis in Gaza."), "Jordan hospital")
    assert place.kind is PlaceKind.HOSPITAL
    assert not place.placed()


@pytest.mark.parametrize(
    "text",
    [
        "Envoys of NATO met on Monday, and the FAO sent grain.",
        "Armed men reached the fortress belt of the old castle in Wales.",
    ],
)
def test_letters_and_belts_that_are_no_places(text: str) -> None:
    assert not {"NATO", "FAO", "fortress belt"} & {p.span.quote for p in read(text)}


def test_letters_of_a_country_before_a_noun_are_an_attribute() -> None:
    found = {
        p.span.start: p.attributive
        for p in read("The U.S. has said that U.S. oil firms left Iraq.")
        if p.span.quote == "U.S."
    }
    assert list(found.values()) == [False, True]


def test_far_towns_are_no_agglomeration() -> None:
    assert "Paris-Lyon conurbation" not in {p.span.quote for p in read("Trade in the Paris-Lyon conurbation fell.")}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    try:
        document = Document(text=text)
    except ValueError:
        return  # lone surrogates never reach a document
    for place in places(Reading(document=document), KIT):
        assert text[place.span.start : place.span.end] == place.span.quote


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kyiv",
                "in",
                "Paris,",
                "Texas",
                "north of",
                "St. John's",
                "the",
                "Donetsk region",
                "and",
                ".",
                "\n",
                "between",
                "Gaza",
                "U.S.",
                "al-Mawasi",
                "Kyiv's",
            ]
        ),
        max_size=40,
    )
)
def test_any_mixture_of_names(parts: list[str]) -> None:
    text = " ".join(parts)
    found = places(Reading(document=Document(text=text)), KIT)
    for place in found:
        assert text[place.span.start : place.span.end] == place.span.quote
    plain = [p.span for p in found if p.kind is not PlaceKind.AREA]
    assert all(not a.overlaps(b) for a, b in pairwise(plain))


def test_time_grows_with_the_text_and_no_faster() -> None:
    from time import process_time

    def spent(times: int) -> float:
        document = Reading(document=Document(text=COMMUNIQUE * times))
        start = process_time()
        places(document, KIT)
        return process_time() - start

    spent(10)
    small, large = min(spent(20) for _ in range(3)), min(spent(80) for _ in range(2))
    assert large < 4 * small * 2.5


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a list of bare names is of towns, under their former names too
        ("The enemy took Kiev, Kharkov and Odessa.", "Kiev", "Kyiv"),
        ("The enemy took Kiev, Kharkov and Odessa.", "Kharkov", "Kharkiv"),
        ("The enemy took Kiev, Kharkov and Odessa.", "Odessa", "Odesa"),
        ("Tartus, Latakia and Homs stayed calm.", "Homs", "Homs"),
        # a sign of provinces: a word, or a name that is no town's
        ("Drones flew over three regions: Odesa, Sumy and Poltava.", "Sumy", "Sumy Oblast"),
        ("Drones flew over Odesa, Sumy and Poltava regions.", "Odesa", "Odesa Oblast"),
        ("Drones hit Sumy, Kharkiv and Zakarpattia overnight.", "Kharkiv", "Kharkiv Oblast"),
        # nothing of the war around it
        ("A shop in Midland and one in Odessa, Texas, burned.", "Odessa", "Odessa"),
        # one sentence, no preposition
        ("Shelling hit Avdiivka.", "Avdiivka", "Avdiivka"),
        ("Avdiivka has been shelled.", "Avdiivka", "Avdiivka"),
        ("Russia took Bakhmut.", "Bakhmut", "Bakhmut"),
        # the party and place of a member of congress
        ("Senator Jane Roe (D-Ohio) spoke in Columbus.", "Ohio", "Ohio"),
        ("Fighting went on in North Province, Cameroon.", "North Province", "North Region"),
    ],
)
def test_bare_names(text: str, quote: str, name: str) -> None:
    assert named(read(text), quote).name == name


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("North of the border, Indian troops waited near Delhi.", "North"),
        ("East of Kupiansk, shelling went on.", "East"),
        ("Jackson hit Miller.", "Jackson"),
        ("Medics at the South Hospital in Sudan counted ten.", "South Hospital"),
        ("Horbach said the road was closed.", "Horbach"),
    ],
)
def test_words_that_are_no_places(text: str, quote: str) -> None:
    assert quote not in {p.span.quote for p in read(text)}


@pytest.mark.parametrize(
    ("text", "quote"),
    [("In 2023 Hamas seized Rafah. Troops went to Hamas.", "Hamas"), ("Talks between NATO and Moscow failed.", "NATO")],
)
def test_a_registered_group_is_no_town(text: str, quote: str) -> None:
    assert quote not in {p.span.quote for p in read_document(Document(text=text), KIT).places}
