"""The other readings of a form's cells: numbered, and taken only on request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.documents.forms import TRANSMITTED
from generator.errors import GreffeError
from generator.intake.cleaning import rows
from generator.intake.cleaning.rows import Line, Option, Person, Received
from generator.intake.comparison import Pairing
from generator.intake.held import Held


@dataclass(frozen=True)
class Offer:
    """An option with its number. `settled`: the annexe in hand already says so, nothing is asked.

    `person` is None for the date of transmission.
    """

    number: int
    person: Person | None
    option: Option
    settled: bool
    taken: bool


def offers(received: Received, held: Held, first: int, pairs: Pairing) -> Iterator[Offer]:
    """Every option, numbered: those that the form alone gives first, for their number never changes.

    `pairs` tells which line in hand is that of each person.
    """
    found: list[tuple[Person | None, Option, bool]] = [
        (None, option, held.sent is not None and option.changes[TRANSMITTED.key] == held.sent.isoformat())
        for option in rows.transmission(received.sent)
    ]  # fmt: skip
    for people in received.lists.values():
        twins = _twins(people, held, pairs)
        for person, twin in zip(people, twins, strict=True):
            found += ((person, option, _says(twin, option)) for option in person.options)
    found.sort(key=lambda each: each[1].learnt)
    for number, (owner, option, settled) in enumerate(found, first):
        yield Offer(number, owner, option, settled, settled)


def _twins(people: Sequence[Person], held: Held, pairs: Pairing) -> list[Line]:
    """For each person, read at best, the line in hand; an empty one for somebody new."""
    best = {
        i: each.with_options([option for option in each.options if option.sole]).values
        for i, each in enumerate(people)
    }
    lines = [line for each in held.lists.values() for line in each]
    found = pairs(best, dict(enumerate(lines)))
    return [lines[found[i]] if i in found else {} for i in best]


def _says(line: Line, option: Option) -> bool:
    """Whether the line in hand already reads as the option does."""
    return (
        not option.learnt
        and bool(line)
        and all(line.get(key, "") == value for key, value in option.changes.items())
    )


def sent(received: Received, chosen: Sequence[Offer]) -> date | None:
    """The form's date of transmission, once the offers taken are applied; None when it has none.

    Raises GreffeError when two offers taken contradict each other, as `read_as` does.
    """
    taken = [offer for offer in chosen if offer.taken and offer.person is None]
    if len(taken) > 1:
        raise _rivals(taken)
    day = taken[0].option.changes[TRANSMITTED.key] if taken else received.sent.value
    return date.fromisoformat(str(day)) if day else None


def read_as(person: Person, chosen: Sequence[Offer]) -> Person:
    """The person once the offers taken are applied."""
    taken = [offer for offer in chosen if offer.taken and offer.person is person]
    keys = [key for offer in taken for key in offer.option.changes]
    if len(keys) != len(set(keys)):
        raise _rivals(taken)
    return person.with_options([offer.option for offer in taken])


def _rivals(taken: Sequence[Offer]) -> GreffeError:
    numbers = " et ".join(str(offer.number) for offer in taken)
    return GreffeError(
        f"Les propositions {numbers} se contredisent : n'en gardez qu'une dans « --accept »."
    )
