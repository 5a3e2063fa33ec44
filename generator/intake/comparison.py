"""The lists of a returned form beside those in hand: what becomes of each person.

A person is told by the e-mail address, which is the login, else by the words of the name. One address
under two names that have no word in common is two people: a login is strictly personal (convention, 3.5).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.checks.people import login, name_words
from generator.intake.cleaning.rows import Line, Person
from generator.obligations import civil
from generator.store.parameters import Duration

Kind = Literal[
    "added", "reopened", "changed", "unchanged", "missing", "removed",
    "closed", "listed", "relisted", "still-listed", "kept", "expired",
]  # fmt: skip
Decision = Literal["garder", "clore"]
Keys = Callable[[Line], list[str]]
"""The marks by which a line may be told."""
Holding = Callable[[Line], date | None]
"""The last day to which a legal hold keeps a line; None when none does."""
Pairing = Callable[[Mapping[int, Line], Mapping[int, Line]], dict[int, int]]
"""New line -> old line of the same person."""


@dataclass(frozen=True)
class Step:
    """What becomes of one person: the line in hand, the line to come (None: no more), and its list.

    Open accesses: added, reopened (was closed), changed, unchanged, missing (left without a closing
    request; `after` follows the decision taken). Closed ones: closed (was open), listed (not known
    before), relisted (its line changed), still-listed, kept (not in the form, but due in the list),
    expired (the delay to keep it is over). Roles of annexe 2: added, changed, unchanged, removed.
    `until` is the last day of the legal hold that alone keeps the line, None when it is not so kept.
    """

    kind: Kind
    list: str
    before: Line | None
    after: Line | None
    person: Person | None = None
    until: date | None = None


def unheld(_line: Line) -> date | None:
    """No hold at all."""
    return None


def in_hand(line: Line, key: str) -> Person:
    """A line in hand as if the form had said it."""
    return Person(key, "", {}, line, {}, (), ())


def asked_on(line: Line) -> date | None:
    """The day from which a closing is kept listed: its request, else its end."""
    day = line.get("cloture_demandee_le") or line.get("cloture_le")
    return date.fromisoformat(str(day)) if day else None


def written(person: Person, before: Line) -> Line:
    """The person's line: what the form does not ask, or leaves blank, stays as it was in hand."""
    if not person.raw:
        return person.values
    return {key: value for key, value in before.items() if key not in person.erased} | dict(person.values)  # fmt: skip


def kept(step: Step) -> list[str]:
    """The fields in hand that the form asks and leaves blank: they stay."""
    person, before, after = step.person, step.before or {}, step.after or {}
    if person is None:
        return []
    return [
        key
        for key in person.raw
        if key in before.keys() & after.keys() - person.values.keys() - person.invalid.keys()
    ]


def _reopened(person: Person, before: Line) -> Line:
    """The line of an access asked again: nothing of its former request nor of its closing."""
    kept = {key: value for key, value in before.items() if not key.endswith("_le")}
    return written(person, kept)


def _repeats(person: Person, line: Line) -> bool:
    """Whether the form says of the person the whole `line`, but for what it does not ask."""
    unasked = {key: value for key, value in line.items() if person.raw and key not in person.raw}
    return dict(person.values) | unasked == line


def pairs(
    new: Mapping[int, Line], old: Mapping[int, Line], by: Sequence[Keys] | None = None
) -> dict[int, int]:
    """New line -> old line of the same person: the very same line first, then by address, then by name.

    `by` gives other marks to pair by, the surest first.
    """
    found: dict[int, int] = {}
    for keys in by or (whole, logins, names):
        rest = {index: line for index, line in new.items() if index not in found}
        left = {index: line for index, line in old.items() if index not in found.values()}
        found |= _paired(rest, left, keys)
    return found


def same_login(one: Line, other: Line) -> bool:
    """Whether two lines give one address to what may be one person."""
    return not set(logins(one)).isdisjoint(logins(other)) and alike(one, other)


def _paired(new: Mapping[int, Line], old: Mapping[int, Line], keys: Keys) -> dict[int, int]:
    free: dict[str, list[int]] = {}
    for index, line in old.items():
        for key in keys(line):
            free.setdefault(key, []).append(index)
    found: dict[int, int] = {}
    for index, line in new.items():
        rivals = [
            at
            for key in keys(line)
            for at in free.get(key, ())
            if at not in found.values() and alike(old[at], line)
        ]
        if rivals:
            # Of several lines with one address, that of the same name comes first.
            found[index] = min(rivals, key=lambda at: (names(old[at]) != names(line), at))
    return found


def whole(line: Line) -> list[str]:
    """The line itself."""
    return [repr(sorted(line.items()))]


def logins(line: Line) -> list[str]:
    """The addresses of a line."""
    several = line.get("adresses_electroniques") or line.get("adresse_electronique") or ()
    return [login(address) for address in ((several,) if isinstance(several, str) else several)]


def names(line: Line) -> list[str]:
    """The words of the name, in their order; nothing for no name."""
    return [" ".join(_words(line))] if _words(line) else []


def _words(line: Line) -> list[str]:
    return name_words(f"{line.get('prenom', '')} {line.get('nom', '')}")


def alike(one: Line, other: Line) -> bool:
    """Whether two lines may name one person."""
    both = set(_words(one)), set(_words(other))
    return not all(both) or not both[0].isdisjoint(both[1])


def roles(current: Sequence[Line], form: Sequence[Person], key: str) -> list[Step]:
    """The steps of one role of annexe 2: those who hold it are replaced."""
    old, new = _numbered(current), _numbered(person.values for person in form)
    known = pairs(new, old)
    steps = [_stays(key, current[known[i]], form[i]) for i in sorted(known, key=known.__getitem__)]
    steps += [Step("added", key, None, form[i].values, form[i]) for i in new if i not in known]
    gone = old.keys() - known.values()
    return steps + [Step("removed", key, current[i], None) for i in sorted(gone)]


def accounts(
    current: tuple[Sequence[Line], Sequence[Line]],
    form: tuple[Sequence[Person], Sequence[Person]],
    sent: date | None,
    delay: Duration,
    decide: Callable[[Line], Decision | None],
    *,
    holding: Holding = unheld,
) -> list[Step]:
    """The steps of annexe 1, open accesses then closed ones, each in the order of the annexe to come.

    `sent` is the date of transmission, at which closings older than `delay` go. `decide` says what
    becomes of a person who left list 1 without a closing request; None leaves the step undecided.
    """
    old_open, old_closed = map(_numbered, current)
    new_open, new_closed = (_numbered(person.values for person in people) for people in form)
    stay = pairs(new_open, old_open)
    left = {i: line for i, line in old_open.items() if i not in stay.values()}
    same = _same(new_closed, old_closed, form[1])
    leave = pairs(_without(new_closed, same), left)
    again = same | pairs(_without(new_closed, same | leave), _without(old_closed, _swapped(same)))
    lost = _without(old_closed, _swapped(again))
    back = pairs(_without(new_open, stay), lost)

    opened = [_stays("ouverts", old_open[o], form[0][n]) for n, o in _by_old(stay)]
    opened += [
        Step("reopened", "ouverts", lost[back[n]], _reopened(form[0][n], lost[back[n]]), form[0][n])
        if n in back
        else Step("added", "ouverts", None, form[0][n].values, form[0][n])
        for n in new_open
        if n not in stay
    ]
    closed = [_relisted(old_closed[o], form[1][n]) for n, o in _by_old(again)]
    closed += [
        Step("kept", "clos", line, line) for i, line in lost.items() if i not in back.values()
    ]
    closed += [
        Step("closed", "clos", left[leave[n]], written(form[1][n], left[leave[n]]), form[1][n])
        if n in leave
        else Step("listed", "clos", None, form[1][n].values, form[1][n])
        for n in new_closed
        if n not in again
    ]
    missing = [
        _missing(line, decide(line), sent) for i, line in left.items() if i not in leave.values()
    ]
    return [*opened, *missing, *(expired(step, sent, delay, holding) for step in closed)]


def result(steps: Iterable[Step], key: str, current: Sequence[Line]) -> list[Line]:
    """The list `key` to come: those in hand in their order, then the new ones in the form's."""
    here = [step for step in steps if step.list == key and step.after is not None]
    ranks = {id(line): rank for rank, line in enumerate(current)}
    here.sort(key=lambda step: ranks.get(id(step.before), len(ranks)))
    return [step.after for step in here if step.after is not None]


def _numbered(lines: Iterable[Line]) -> dict[int, Line]:
    return dict(enumerate(lines))


def _without(lines: Mapping[int, Line], taken: Mapping[int, int]) -> dict[int, Line]:
    return {index: line for index, line in lines.items() if index not in taken}


def _swapped(found: Mapping[int, int]) -> dict[int, int]:
    return {old: new for new, old in found.items()}


def _by_old(found: Mapping[int, int]) -> list[tuple[int, int]]:
    return sorted(found.items(), key=lambda pair: pair[1])


def _same(
    new: Mapping[int, Line], old: Mapping[int, Line], people: Sequence[Person]
) -> dict[int, int]:
    """Lines of list 2 that the form repeats as they are: the person may have been closed once more since."""
    found: dict[int, int] = {}
    for index in new:
        twin = next(
            (
                at
                for at, line in old.items()
                if at not in found.values() and _repeats(people[index], line)
            ),
            None,
        )
        if twin is not None:
            found[index] = twin
    return found


def _stays(key: str, before: Line, person: Person) -> Step:
    after = written(person, before)
    return Step("unchanged" if after == before else "changed", key, before, after, person)


def _relisted(before: Line, person: Person) -> Step:
    after = written(person, before)
    return Step("still-listed" if after == before else "relisted", "clos", before, after, person)


def _missing(line: Line, decision: Decision | None, sent: date | None) -> Step:
    if decision == "clore" and sent:
        return Step("missing", "clos", line, {**line, "cloture_demandee_le": sent.isoformat()})
    return Step("missing", "ouverts", line, line if decision == "garder" else None)


def expired(step: Step, sent: date | None, delay: Duration, holding: Holding) -> Step:
    """The step, unless the closing is too old to be listed on the day `sent`.

    On the very last day a line may be there or not: the form decides. A line in hand under a hold stays.
    """
    asked = asked_on(step.after or {})
    if asked is None or sent is None:
        return step
    last = civil.after(asked, delay)
    if sent > last or (sent == last and step.kind == "kept"):
        if step.before is not None and (until := holding(step.before)):
            return replace(step, until=until)
        return Step("expired", step.list, step.before, None, step.person)
    return step
