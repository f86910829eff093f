"""Who says what: one sentence in, source, cue and content out."""

from __future__ import annotations

import pytest

from firsthand.attribute.conventions import with_marks
from firsthand.attribute.stage import attributions
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind, SourceType, SpeechAct
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

KIT = Kit()


def read(text: str, title: str | None = None) -> Reading:
    reading = Reading(document=Document(text=text, title=title))
    reading = reading.having(passages(reading, KIT))
    return reading.having(attributions(reading, KIT)).proven()


def found(text: str, title: str | None = None) -> tuple[Attribution, ...]:
    return read(text, title).attributions


def triple(a: Attribution) -> tuple[str | None, str | None, tuple[str, ...]]:
    return (a.source and a.source.quote, a.cue and a.cue.quote, tuple(c.quote for c in a.content))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "The army said that two drones fell near Lipky.",
            Kind.INDIRECT,
            ("The army", "said", ("two drones fell near Lipky",)),
        ),
        (
            "The army said two drones fell near Lipky on Monday.",
            Kind.INDIRECT,
            ("The army", "said", ("two drones fell near Lipky on Monday",)),
        ),
        (
            "Two drones fell near Lipky, the army said on Telegram.",
            Kind.INDIRECT,
            ("the army", "said", ("Two drones fell near Lipky",)),
        ),
        (
            "The depot, residents say, was hit twice.",
            Kind.INDIRECT,
            ("residents", "say", ("The depot", "was hit twice")),
        ),
        (
            "“We hold the hill,” said Olena Hnatiuk, the brigade's spokeswoman.",
            Kind.DIRECT,
            ("Olena Hnatiuk, the brigade's spokeswoman", "said", ("We hold the hill",)),
        ),
        (
            "“We hold the hill,” Hnatiuk said. “Nobody has left it.”",
            Kind.DIRECT,
            ("Hnatiuk", "said", ("We hold the hill", "Nobody has left it.")),
        ),
        (
            "“We hold,” Hnatiuk said, “and we stay.”",
            Kind.DIRECT,
            ("Hnatiuk", "said", ("We hold", "and we stay.")),
        ),
        ("Hnatiuk said: “We hold the hill.”", Kind.DIRECT, ("Hnatiuk", "said", ("We hold the hill.",))),
        (
            "Hnatiuk said the attackers had “lost their nerve” by dawn.",
            Kind.MIXED,
            ("Hnatiuk", "said", ("the attackers had “lost their nerve” by dawn",)),
        ),
        (
            "According to the harbour master, the ship sank in May.",
            Kind.INDIRECT,
            ("the harbour master", "According to", ("the ship sank in May",)),
        ),
        (
            "The ship sank in May, according to two people familiar with the matter.",
            Kind.INDIRECT,
            ("two people familiar with the matter", "according to", ("The ship sank in May",)),
        ),
        (
            "Ivan Petrov, whose house was hit, told Reuters that the windows had gone.",
            Kind.INDIRECT,
            ("Ivan Petrov", "told", ("the windows had gone",)),
        ),
        (
            "The governor denied that the bridge had fallen.",
            Kind.INDIRECT,
            ("The governor", "denied", ("the bridge had fallen",)),
        ),
        (
            "Lipky claimed to have shot down 12 drones.",
            Kind.INDIRECT,
            ("Lipky", "claimed", ("to have shot down 12 drones",)),
        ),
        (
            "The rebels accused the army of shelling the market.",
            Kind.INDIRECT,
            ("The rebels", "accused", ("the army of shelling the market",)),
        ),
        (
            "Satellite images show craters at the airfield.",
            Kind.INDIRECT,
            ("Satellite images", "show", ("craters at the airfield",)),
        ),
        (
            "Trucks reportedly crossed the border at night.",
            Kind.INDIRECT,
            (None, "reportedly", ("Trucks", "crossed the border at night")),
        ),
        (
            "It was reported that the dam had burst.",
            Kind.INDIRECT,
            (None, "was reported", ("the dam had burst",)),
        ),
        (
            "The minister repeated Lipky's claim that the dam had burst.",
            Kind.INDIRECT,
            ("Lipky", "claim", ("the dam had burst",)),
        ),
    ],
)
def test_one_statement(text: str, kind: Kind, expected: tuple[object, ...]) -> None:
    match = [a for a in found(text) if triple(a) == expected]
    assert match, [triple(a) for a in found(text)]
    assert match[0].kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "The tweets, posts and orders were lost.",
        "The so-called “ceasefire” lasted a day.",
        "The strike claimed the lives of two men.",
        "The ministry declined to comment.",
        "The mayor did not respond.",
        "Officers maintained the road and held the hill.",
        "The latest attacks closed the port.",
        "The company put a fence around the site.",
    ],
)
def test_no_statement(text: str) -> None:
    assert [triple(a) for a in found(text)] == []


def test_verbs_in_a_row_share_their_subject() -> None:
    got = [triple(a) for a in found("Officials denied that the port was closed, but called the shortage serious.")]
    assert sorted(got, key=lambda t: t[1] or "", reverse=True) == [
        ("Officials", "denied", ("the port was closed",)),
        ("Officials", "called", ("the shortage serious",)),
    ]


def test_two_sides_in_one_sentence() -> None:
    text = "The rebels said they had taken the mill, while the army said fighting went on."
    assert [triple(a)[0] for a in found(text)] == ["The rebels", "the army"]
    assert triple(found(text)[0])[2] == ("they had taken the mill",)


def test_headline_by_dash_and_colon() -> None:
    dash = found("Two towns retaken – General Staff\nThe towns were retaken at noon.")
    assert triple(dash[0]) == ("General Staff", None, ("Two towns retaken",))
    colon = found("Defence minister: two towns retaken\nThe towns were retaken at noon.")
    assert triple(colon[0]) == ("Defence minister", None, ("two towns retaken",))


def test_block_quotation_is_content() -> None:
    text = "The newsletter wrote:\nAdvances along the river come after long preparation, and no reserve is left.\nIt rained."
    (only,) = [a for a in found(text) if a.kind is Kind.BLOCK]
    assert only.source is not None
    assert only.source.quote == "The newsletter"


def test_an_open_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "Hnatiuk said: “We held the hill for nine days.\n\n“Then we had to leave.”"
    (only,) = found(text)
    assert [c.quote for c in only.content] == ["We held the hill for nine days.", "Then we had to leave."]


def test_free_standing_quotation_has_no_source() -> None:
    text = "The front is quiet.\n“It is the quiet before the next storm, and everybody knows it.”"
    (only,) = found(text)
    assert (only.source, only.cue, only.kind) == (None, None, Kind.DIRECT)


def test_transcript() -> None:
    (only,) = found("HNATIUK: We never went there.")
    assert triple(only) == ("HNATIUK", ":", ("We never went there.",))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The rebels denied the claim.", SpeechAct.DENY),
        ("The mayor urged residents to leave.", SpeechAct.REQUEST),
        ("The general threatened to shell the town.", SpeechAct.THREATEN),
        ("The premier promised to send ten tanks.", SpeechAct.PROMISE),
        ("The analyst predicted that the town would fall.", SpeechAct.FORECAST),
        ("She asked whether the road was open.", SpeechAct.QUESTION),
        ("The envoy refused to sign the paper.", SpeechAct.REFUSE),
        ("The mayor said the road was open.", SpeechAct.ASSERT),
    ],
)
def test_speech_act(text: str, act: SpeechAct) -> None:
    assert [a.speech_act for a in found(text)] == [act]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("President Olena Hnatiuk", SourceType.HEAD_OF_STATE),
        ("The defence ministry", SourceType.MINISTRY),
        ("The governor of Lipky", SourceType.REGIONAL_OFFICIAL),
        ("Western military analysts", SourceType.EXPERT_COLLECTIVE),
        ("General Ivan Petrov", SourceType.MILITARY_OFFICIAL),
        ("A spokesman for the army", SourceType.MILITARY_OFFICIAL),
        ("Deputy Defence Minister Ivan Petrov", SourceType.OFFICIAL),
        ("Rescue workers", SourceType.EMERGENCY_SERVICE),
        ("A doctor at the hospital", SourceType.MEDICAL),
        ("One resident of the town", SourceType.CIVILIAN),
        ("Reuters", SourceType.MEDIA),
        ("Four sources", SourceType.UNSPECIFIED),
        ("The French military newsletter Le Sabre", SourceType.MEDIA_SPECIALIST),
        ("Human Rights Watch", SourceType.NGO),
    ],
)
def test_source_type(source: str, kind: SourceType) -> None:
    (only,) = found(f"{source} said the road was open.")
    assert only.source_type is kind


def test_anonymous() -> None:
    assert [a.anonymous for a in found("Four sources said the road was open.")] == [True]
    assert [a.anonymous for a in found("President Olena Hnatiuk said the road was open.")] == [False]


def test_conventions_keep_marks_and_that() -> None:
    text = "“We hold the hill,” Petrov said, adding that nobody had left."
    first, second = found(text)
    assert [text[s:e] for s, e in with_marks(text, first)] == ["“We hold the hill,”"]
    assert [text[s:e] for s, e in with_marks(text, second)] == ["that nobody had left"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A report obtained by Reuters put the toll at nine.",
            ("A report obtained by Reuters", "put", ("the toll at nine",)),
        ),
        ("A study released on Monday estimates that 20 people died.", ("A study", "estimates", ("20 people died",))),
        (
            "Documents seen by Reuters suggest that the army knew.",
            ("Documents seen by Reuters", "suggest", ("the army knew",)),
        ),
        (
            "“They shot first,” said a miller, who declined to be identified for fear of them.",
            ("a miller", "said", ("They shot first",)),
        ),
        ("A survey carried out in May found that the town was empty.", ("A survey", "found", ("the town was empty",))),
        (
            "A survey published in the Courier last week put the number of dead at 75.",
            ("A survey published in the Courier", "put", ("the number of dead at 75",)),
        ),
    ],
)
def test_what_hangs_on_a_paper_does_not_speak(text: str, expected: tuple[object, ...]) -> None:
    assert [triple(a) for a in found(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The monitor recorded 1,532 deaths in May.", "1,532 deaths in May"),
        ("A reporter counted at least a dozen bodies.", "at least a dozen bodies"),
        ("Hospital staff registered 44 wounded.", "44 wounded"),
    ],
)
def test_who_counts_tells(text: str, content: str) -> None:
    assert [c.quote for a in found(text) for c in a.content] == [content]


@pytest.mark.parametrize("text", ["He recorded a song in May.", "They counted on help.", "The band recorded albums."])
def test_no_number_no_tally(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He warned that hostages could be killed if the army came.", "hostages could be killed if the army came"),
        ("The military said it killed 20 fighters, without giving evidence.", "it killed 20 fighters"),
        (
            "Rebels hold the east, roughly 40 percent of the land according to most estimates.",
            "roughly 40 percent of the land",
        ),
        ("Three were children, according to the hospital, where a priest waited.", "Three were children"),
    ],
)
def test_where_content_begins_and_ends(text: str, content: str) -> None:
    assert [c.quote for a in found(text) for c in a.content] == [content]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The valley observatory said nine died. The Observatory, a monitor, said ten had died.",
            ["valley observatory"] * 2,
        ),
        (
            "The Valley Observatory for Peace said nine died. The Observatory, a monitor, said it began there.",
            ["Valley Observatory for Peace"] * 2,
        ),
        (
            "The general staff did not respond to questions. In a note read out on Sunday, it acknowledged that a post had burned.",
            ["general staff"],
        ),
        ("The general staff did not respond. A medic ran. It acknowledged that a post had burned.", [None]),
    ],
)
def test_bodies_called_by_less(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in found(text)] == speakers


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Both sides should agree to a truce, the envoy said.", ["Both sides should agree to a truce"]),
        (
            "If the truce fails, he told the council on Monday, as many as 40 towns would starve.",
            ["If the truce fails", "as many as 40 towns would starve"],
        ),
    ],
)
def test_what_should_be_said_is_not_said(text: str, contents: list[str]) -> None:
    assert [c.quote for a in found(text) for c in a.content] == contents
