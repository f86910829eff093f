"""Reports for the tests of this room: own prose, short, no two alike."""

from __future__ import annotations

import os
import signal
import sys

from firsthand.errors import MissingInput
from firsthand.intake.source import Arrival, Failure
from firsthand.model.document import Document, Published
from firsthand.run.batch import Outcome

TOWNS = ("Sumy", "Kherson", "Pokrovsk", "Odesa", "Izium", "Kupiansk", "Nikopol", "Chernihiv")


def text(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        f"A drone hit a bus depot in {town} on Tuesday, killing {number + 2} people, the regional governor said.\n"
        f'"We heard {number % 5 + 3} blasts before dawn," said Ilona Berezhna, who lives nearby.'
    )


def arrival(number: int, **said: str) -> Arrival:
    document = Document(
        text=text(number),
        title=f"Depot hit, {number}",
        outlet="The Harbour Ledger",
        url=f"https://harbour-ledger.example/{number}",
        published=Published(f"2024-11-{number % 28 + 1:02d}"),
        **said,  # type: ignore[arg-type]
    )
    return Arrival(f"reports/{number}.txt", document)


def mixed(count: int) -> list[Arrival | Failure]:
    """`count` reports, among them one in a language that is not read, and a failure."""
    found: list[Arrival | Failure] = [arrival(number) for number in range(count)]
    found.insert(1, arrival(90, language="uk"))
    found.insert(3, Failure("reports/gone.txt", MissingInput("reports/gone.txt", "no such file")))
    return found


def doubled(number: int) -> int:
    """Work for an engine."""
    return 2 * number


def own_process(_: int) -> int:
    return os.getpid()


def dies_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def raises(number: int) -> int:
    raise ValueError(f"no {number}")


def talks(number: int) -> int:
    sys.stdout.write("a library that prints")
    os.write(1, b"below Python, too\n")
    return number


def dies_on_the_word(batch: tuple[Arrival | Failure, ...]) -> list[Outcome]:
    """As reading, but the word "Kupiansk" ends the process."""
    if any(isinstance(one, Arrival) and "Kupiansk" in one.document.text for one in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Outcome(source=one.source) for one in batch if isinstance(one, Arrival)]
