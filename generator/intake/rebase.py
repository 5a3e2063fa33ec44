"""A form made from an older annexe, put back on the one in hand: what each side changed since is told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.intake.cleaning.rows import Line, Person, Value
from generator.intake.comparison import Pairing, in_hand, written


@dataclass(frozen=True)
class Since:
    """One difference of the annexe in hand with the older one that the form was made from.

    `field` is None when the whole line came (`now`) or went (`was`). In a `conflict` the sender changed
    the same thing otherwise: `said`.
    """

    line: Line
    field: str | None
    was: Value | None
    now: Value | None
    said: Value | None = None
    conflict: bool = False


def rebase(
    key: str, base: Sequence[Line], form: Sequence[Person], current: Sequence[Line], pairs: Pairing
) -> tuple[list[Person], list[Since]]:
    """List `key` of the `form`, with what changed in `current` since `base` taken in, and those changes.

    Where both sides changed the same field the form's value stands: applying it takes a decision.
    """
    old, now = dict(enumerate(base)), dict(enumerate(current))
    said = {index: person.values for index, person in enumerate(form)}
    to_base, to_now = pairs(said, old), pairs(said, now)
    people: list[Person] = []
    since: list[Since] = []
    for index, person in enumerate(form):
        was = old.get(to_base.get(index, -1))
        held = now.get(to_now.get(index, -1))
        if was is None:
            people.append(person)
        elif held is None:
            changed = written(person, was) != was
            since.append(Since(was, None, _short(was), None, _short(person.values) if changed else None, changed))  # fmt: skip
            people += [person] if changed else []
        else:
            differences = list(_fields(was, held, written(person, was)))
            since += differences
            people.append(_merged(person, held, differences))
    known = pairs(now, old)
    for index, line in now.items():
        if index not in known and index not in to_now.values():
            since.append(Since(line, None, None, _short(line)))
            people.append(in_hand(line, key))
    return people, since


def _fields(was: Line, now: Line, said: Line) -> Iterator[Since]:
    for field in sorted(was.keys() | now.keys()):
        if now.get(field) != was.get(field):
            mine = said.get(field)
            conflict = mine not in (was.get(field), now.get(field))
            yield Since(now, field, was.get(field), now.get(field), mine if conflict else None, conflict)  # fmt: skip


def _merged(person: Person, now: Line, differences: Sequence[Since]) -> Person:
    taken = {each.field for each in differences if not each.conflict and each.field}
    values = {key: value for key, value in person.values.items() if key not in taken}
    return replace(person, values=values | {key: now[key] for key in taken if key in now})


def _short(line: Line) -> str:
    return " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)
