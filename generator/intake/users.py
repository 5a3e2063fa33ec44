"""The lines of a returned PJ3 beside those in hand: one line is one person, one profile, one place.

Like lists of people, but a person may hold several lines, and a closed one stays in the same list.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.documents.french.dates import numeric_date
from generator.documents.service_forms import USERS
from generator.intake import comparison
from generator.intake.cleaning.rows import Line, Person
from generator.intake.comparison import (  # fmt: skip
    Decision,
    Holding,
    Keys,
    Step,
    alike,
    expired,
    logins,
    names,
    unheld,
    whole,
    written,
)
from generator.store.parameters import Duration


def seat(line: Line) -> tuple[str, str]:
    """The profile and the most precise place of a line."""
    return str(line.get("profil", "")), _place(line)


def identifiers(line: Line) -> list[str]:
    """The identifiant of the platform, as two spellings of it are told to be one; nothing when it is not known."""
    known = str(line.get("identifiant", ""))
    return [known.casefold()] if known else []


def identifier(line: Line, lines: Sequence[Line]) -> str:
    """The identifiant of the line's user, which another of the `lines` may give; "" when none does."""
    known = (
        each for each in (line, *lines) if each.get("identifiant") and _same_person(line, each)
    )
    return str(next((each["identifiant"] for each in known), ""))


def same_identifier(one: Line, other: Line) -> bool:
    """Whether both lines give one identifiant of the platform."""
    return bool(identifiers(one)) and identifiers(one) == identifiers(other)


def in_doubt(one: Line, other: Line) -> bool:
    """Whether two lines give one identifiant to what may be two people: another address, or another name."""
    addresses = logins(one), logins(other)
    return same_identifier(one, other) and (
        (all(addresses) and addresses[0] != addresses[1]) or not alike(one, other)
    )


def same_access(one: Line, other: Line) -> bool:
    """Whether two lines are one access on the platform: the login (the identifiant, else the address) and the seat."""
    same = same_identifier(one, other) or logins(one) == logins(other)
    return same and seat(one) == seat(other)


_TOLD_BY: tuple[Keys, ...] = (identifiers, logins, names)
"""How a user is told, the surest first."""


def steps(
    current: Sequence[Line],
    form: Sequence[Person],
    sent: date | None,
    delay: Duration,
    decide: Callable[[Line], Decision | None],
    *,
    holding: Holding = unheld,
) -> list[Step]:
    """What becomes of each line: those in hand in their order, then the new ones in the form's.

    Kinds are those of `comparison.accounts`; « added » lines that take over from one that this form closes,
    for the same person at the same place, name its profile in `remplace`.
    """
    old = dict(enumerate(current))
    new = {rank: person.values for rank, person in enumerate(form)}
    stay = pairs(new, old)
    by_old = {o: n for n, o in stay.items()}
    found = [
        expired(_stays(line, form[by_old[o]]) if o in by_old else _gone(line, decide(line), sent), sent, delay, holding)
        for o, line in old.items()
    ]  # fmt: skip
    left = [step.before for step in found if step.before and _closes(step)]
    for n, person in enumerate(form):
        if n not in stay:
            step = Step("added", USERS, None, person.values, person)
            found.append(expired(_taking_over(step, left), sent, delay, holding))
    return found


def checked(
    people: Sequence[Person], steps: Sequence[Step], homes: Mapping[str, str]
) -> tuple[Person, ...]:
    """The people of the form, with what no single cell shows in the lines that `steps` make of them.

    Days out of order, one seat held twice, an équipement that stands elsewhere: `homes` gives its lieu.
    """
    lines = {id(step.person.raw): step.after for step in steps if step.person and step.after}
    found: list[Person] = []
    met: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for person in people:
        wrong, line = dict(person.invalid), lines.get(id(person.raw), person.values)
        opened, closed = (str(line.get(key, "")) for key in ("habilite_le", "cloture_le"))
        if opened and closed and closed < opened:
            wrong["cloture_le"] = f"la clôture précède l'habilitation, qui est du {numeric_date(date.fromisoformat(opened))}"  # fmt: skip
        place, there = line.get("lieu"), homes.get(str(line.get("equipement", "")))
        if place and there and place != there:
            wrong["equipement"] = (
                f"le bulletin le déclare dans « {there} », et non dans « {place} »"
            )
        if not closed:
            marks = [(*seat(line), each) for keys in _TOLD_BY for each in keys(line)]
            if any(_same_person(line, other) for mark in marks for other in met[mark]):
                wrong["profil"] = "la même personne a déjà ce profil au même endroit dans une autre ligne"  # fmt: skip
            for mark in marks:
                met[mark].append(line)
        found.append(replace(person, invalid=wrong))
    return tuple(found)


def _same_person(one: Line, other: Line) -> bool:
    """By the identifiant and a word of the name, else by the address, else by the name when one has no address."""
    if same_identifier(one, other) and alike(one, other):
        return True
    known = logins(one), logins(other)
    return known[0] == known[1] if all(known) else names(one) == names(other)


def pairs(new: Mapping[int, Line], old: Mapping[int, Line]) -> dict[int, int]:
    """New line -> old line: the very same, then by person, seat and first day, then among open ones by seat."""
    dated = (_seated(keys, day=True) for keys in _TOLD_BY)
    found = comparison.pairs(new, old, (whole, *dated))
    rest = {n: line for n, line in new.items() if n not in found}
    left = {o: line for o, line in old.items() if o not in found.values() and not is_closed(line)}
    return found | comparison.pairs(rest, left, [_seated(keys) for keys in _TOLD_BY])


def _seated(keys: Keys, *, day: bool = False) -> Keys:
    def seated(line: Line) -> list[str]:
        first = str(line.get("habilite_le", "")) if day else ""
        return ["\n".join((key, *seat(line), first)) for key in keys(line) if key]

    return seated


def _place(line: Line) -> str:
    return str(line.get("equipement") or line.get("lieu") or "")


def is_closed(line: Line) -> bool:
    """Whether the line has a closing date, even to come."""
    return bool(line.get("cloture_le"))


def _stays(before: Line, person: Person) -> Step:
    after = written(person, before)
    was, now = is_closed(before), is_closed(after)
    if after == before:
        return Step("still-listed" if was else "unchanged", USERS, before, after, person)
    kind = "relisted" if was and now else "reopened" if was else "closed" if now else "changed"
    return Step(kind, USERS, before, after, person)  # type: ignore[arg-type]


def _gone(line: Line, decision: Decision | None, sent: date | None) -> Step:
    """The step of a line that the form does not have: a closed one is kept, an open one is asked about."""
    if is_closed(line):
        return Step("kept", USERS, line, line)
    if decision == "clore" and sent:
        day = max(sent.isoformat(), str(line.get("habilite_le", "")))
        return Step("missing", USERS, line, {**line, "cloture_le": day})
    return Step("missing", USERS, line, line if decision == "garder" else None)


def _closes(step: Step) -> bool:
    return step.kind == "closed" or (step.kind == "missing" and is_closed(step.after or {}))


def _taking_over(step: Step, left: list[Line]) -> Step:
    """The step, its line saying which profile it replaces; that line is then taken from `left`."""
    line = step.after or {}
    for before in left:
        if _same_person(line, before) and _place(line) == _place(before) and seat(line) != seat(before) and not is_closed(line):  # fmt: skip
            left.remove(before)
            return replace(step, after={**line, "remplace": before["profil"]})
    return step
