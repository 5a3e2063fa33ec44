"""The other readings of a form's cells: numbered, and taken only on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

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


def alone(received: Received) -> list[tuple[Person | None, Option]]:
    """Every option of a form, with its person, in the form's order; those of the date of transmission first."""
    of_people = ((person, option) for people in received.lists.values() for person in people for option in person.options)  # fmt: skip
    return [*((None, option) for option in rows.transmission(received.sent)), *of_people]


def offers(
    received: Received, bare: Received, held: Held, numbers: tuple[int, int], pairs: Pairing
) -> list[Offer]:
    """Every option with its number, which depends on the files received and on nothing that is known.

    `bare` is the form read without knowing anything of the partner: its options are numbered from the first
    of `numbers`, the others, which come from what is known, from the second. `pairs` tells which line in
    hand is that of each person.
    """
    fixed = {_key(*each): rank for rank, each in enumerate(alone(bare), numbers[0])}
    others = count(numbers[1])
    twins = {
        id(person): twin
        for people in received.lists.values()
        for person, twin in zip(people, _twins(people, held, pairs), strict=True)
    }
    found = []
    for person, option in alone(received):
        settled = _says(twins[id(person)], option) if person else _sent_already(held, option)
        number = fixed.pop(_key(person, option), None) or next(others)
        found.append(Offer(number, person, option, settled, settled))
    return sorted(found, key=lambda offer: offer.number)


def _key(person: Person | None, option: Option) -> tuple[object, ...]:
    """What tells an option from the others of the file, whatever is known when it is read."""
    where = (person.list, person.place) if person else ()
    return (*where, *sorted(option.changes.items()))


def _sent_already(held: Held, option: Option) -> bool:
    return held.sent is not None and option.changes[TRANSMITTED.key] == held.sent.isoformat()


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
