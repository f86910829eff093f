"""Records in a few plain words, for tables and lists that people read."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model.attribution import Attribution, SpeechAct
from firsthand.model.event import Event, Modality
from firsthand.model.figure import Figure, Number, Operator
from firsthand.model.moment import Moment
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.record import Record

_OPERATORS = {
    Operator.AT_LEAST: "at least ",
    Operator.MORE_THAN: "more than ",
    Operator.AT_MOST: "at most ",
    Operator.LESS_THAN: "less than ",
    Operator.UP_TO: "up to ",
    Operator.NEARLY: "nearly ",
    Operator.ABOUT: "about ",
}


def by_id(reading: Reading) -> dict[str, Record]:
    """Every record under its id."""
    return {record.id: record for record in reading.records()}


def number(value: Number) -> str:
    """12,500 or 3.4; never a rounded or exponential form."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0")


def amount(figure: Figure) -> str:
    """The number with its doubt: "more than 100,000", "24 to 99", "about 300 (285 to 315)"."""
    allowed = bounds(figure.low, figure.high)
    if figure.value is None:
        said = allowed
    else:
        said = _OPERATORS.get(figure.op, "") + number(figure.value)
        if figure.op in (Operator.ABOUT, Operator.NEARLY) and figure.low is not None and figure.high is not None:
            said += f" ({allowed})"
    one = figure.value == 1 or (figure.low == 1 and figure.high == 1)
    return said + _unit(figure.unit or "", one) + (f" a {figure.per}" if figure.per else "")


def _unit(unit: str, one: bool) -> str:
    """A unit after its number: " %", " km", " drones", " people"."""
    if unit == "percent":
        return " %"
    if one or not unit.isalpha() or not unit.islower() or len(unit) < 4 or unit.endswith("s"):
        return f" {unit}" if unit else ""
    return " people" if unit == "person" else f" {unit[:-1]}ies" if unit.endswith("y") else f" {unit}s"


def bounds(low: Number | None, high: Number | None) -> str:
    """As "24 to 99", "5 or more", "up to 350", "7", and "some" where nothing is known."""
    if low is None and high is None:
        return "some"
    if low is None or high is None:
        return f"{number(low)} or more" if low is not None else f"up to {number(high or 0)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def voices(attribution: Attribution) -> str:
    """The chain from the outermost relay to the origin: "Kontynent > Marchenko"; "unnamed source" where nobody is named."""
    chain = attribution.chain()
    if chain:
        return " > ".join(chain) + (" (unnamed)" if attribution.anonymous else "")
    return "one of " + ", ".join(attribution.candidates) if attribution.candidates else "source not named"


def act(attribution: Attribution) -> str:
    """What kind of saying: the cue as written, and the act where it is not a plain assertion."""
    cue = " ".join(attribution.cue.quote.split()) if attribution.cue else "(no verb)"
    extra = "" if attribution.speech_act is SpeechAct.ASSERT else f" [{attribution.speech_act}]"
    return cue + extra + (f" [{attribution.stance} by the author]" if attribution.stance else "")


def modality(event: Event) -> str:
    """How sure, and on whose word: "claimed by Kyiv, denied by Moscow". Only "happened" says that it did."""
    said = str(event.modality).replace("_", " ")
    if event.modality is Modality.HAPPENED:
        said = "happened, says the author"
    elif event.claimed_by:
        said += f" by {event.claimed_by}"
    if event.denied_by and event.modality is not Modality.DENIED:
        said += f", denied by {event.denied_by}"
    return said


def happening(event: Event) -> str:
    """Who did what to whom, as read: "Russia: struck > Ukraine (ASSAULT aerial)"."""
    kind = str(event.plover) + (f" {event.mode}" if event.mode else "")
    actor = f"{event.actor}: " if event.actor else ""
    target = f" > {event.target}" if event.target else ""
    return f"{actor}{event.trigger.quote}{target} ({kind})"


def where(event: Event, records: Mapping[str, Record]) -> str:
    """Names of an event's places."""
    found = [records.get(one) for one in event.places]
    return ", ".join(dict.fromkeys(one.name for one in found if isinstance(one, Place)))


def when(event: Event, records: Mapping[str, Record]) -> str:
    """An event's times as dates, or in the words of the text where no date is known."""
    found = [records.get(one) for one in event.moments]
    return ", ".join(dict.fromkeys(moment(one) for one in found if isinstance(one, Moment)))


def moment(one: Moment) -> str:
    """2024-11-05, 2024-11-01 to 2024-11-05, or the words themselves."""
    if one.begin and one.end:
        return one.begin if one.begin == one.end else f"{one.begin} to {one.end}"
    return one.value or " ".join(one.span.quote.split())
