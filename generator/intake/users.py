"""The lines of a returned PJ3 beside those in hand: one line is one person, one profile, one place.

Like lists of people, but a person may hold several lines, and a closed one stays in the same list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.documents.french.dates import numeric_date
from generator.documents.service_forms import USERS
from generator.intake import comparison
from generator.intake.cleaning.rows import Line, Person
from generator.intake.comparison import (  # fmt: skip
    Decision,
    Keys,
    Step,
    expired,
    logins,
    names,
    whole,
    written,
)
from generator.store.parameters import Duration


def seat(line: Line) -> tuple[str, str]:
    """The profile and the most precise place of a line."""
    return str(line.get("profil", "")), _place(line)


def access(line: Line) -> tuple[str, ...]:
    """What an access is on the platform: the login, the profile, the place."""
    return (*logins(line), *seat(line))


def steps(
    current: Sequence[Line],
    form: Sequence[Person],
    sent: date | None,
    delay: Duration,
    decide: Callable[[Line], Decision | None],
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
        expired(_stays(line, form[by_old[o]]) if o in by_old else _gone(line, decide(line), sent), sent, delay)
        for o, line in old.items()
    ]  # fmt: skip
    left = [step.before for step in found if step.before and _closes(step)]
    for n, person in enumerate(form):
        if n not in stay:
            step = Step("added", USERS, None, person.values, person)
            found.append(expired(_taking_over(step, left), sent, delay))
    return found


def checked(people: Sequence[Person], homes: Mapping[str, str]) -> tuple[Person, ...]:
    """The people of the form, with what no single cell shows.

    Days out of order, one seat held twice, an équipement that stands elsewhere: `homes` gives its lieu.
    """
    found: list[Person] = []
    known: set[tuple[str, ...]] = set()
    named: set[tuple[str, ...]] = set()
    unknown: set[tuple[str, ...]] = set()
    for person in people:
        wrong, line = dict(person.invalid), person.values
        opened, closed = (str(line.get(key, "")) for key in ("habilite_le", "cloture_le"))
        if opened and closed and closed < opened:
            wrong["cloture_le"] = f"la clôture précède l'habilitation, qui est du {numeric_date(date.fromisoformat(opened))}"  # fmt: skip
        place, there = line.get("lieu"), homes.get(str(line.get("equipement", "")))
        if place and there and place != there:
            wrong["equipement"] = (
                f"le bulletin le déclare dans « {there} », et non dans « {place} »"
            )
        if not closed:
            # Told by the address; by the name when one of the two lines has no address.
            by_login = {(*seat(line), each) for each in logins(line)}
            by_name = {(*seat(line), each) for each in names(line)}
            if by_login & known or by_name & (unknown if by_login else named):
                wrong["profil"] = "la même personne a déjà ce profil au même endroit dans une autre ligne"  # fmt: skip
            known |= by_login
            named |= by_name
            unknown |= set() if by_login else by_name
        found.append(replace(person, invalid=wrong))
    return tuple(found)


def _same_person(one: Line, other: Line) -> bool:
    known = logins(one), logins(other)
    return known[0] == known[1] if all(known) else names(one) == names(other)


def pairs(new: Mapping[int, Line], old: Mapping[int, Line]) -> dict[int, int]:
    """New line -> old line: the very same, then by person, seat and first day, then among open ones by seat."""
    found = comparison.pairs(new, old, (whole, _seated(logins, day=True), _seated(names, day=True)))
    rest = {n: line for n, line in new.items() if n not in found}
    left = {o: line for o, line in old.items() if o not in found.values() and not is_closed(line)}
    return found | comparison.pairs(rest, left, (_seated(logins), _seated(names)))


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
