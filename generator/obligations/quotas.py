"""How many people hold each profile of a service, and how many may (bulletin, 1.1; contrat, 2.2.1).

People are counted, not rows: one person on two lines of one place counts once. A line counts from its
habilitation, or from `today` when it has no such date yet, until its closing, that day excluded: whoever
takes over on the very day is not one too many. Accesses asked for later count too, on the busiest day.
Results are counts and codes: no French here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.store import coherence
from generator.store.schema.nominative import User
from generator.store.schema.services import Level, Service

Scope = Literal["organisme", "lieu", "equipement", "profil", "service"]
_Key = tuple[Scope, str | None, str | None]


@dataclass(frozen=True)
class Tally:
    """`people` hold `profile` within `scope`, where `limit` people may.

    `scope` is a level of the service, « profil » for the whole service with the maximum that the Caf sets,
    or « service » for every profile together (`profile` is then None). `place` is the name of the lieu or
    équipement. `lines` are the ranks, in the list, of the lines of the busiest day.
    """

    scope: Scope
    profile: str | None
    place: str | None
    people: int
    limit: int
    lines: tuple[int, ...]

    @property
    def over(self) -> bool:
        """Whether there are more people than may be."""
        return self.people > self.limit


def level(line: User) -> Level:
    """The level a line of PJ3 is attached to: the most precise place that it names."""
    if line.equipement is not None:
        return "equipement"
    return "lieu" if line.lieu is not None else "organisme"


def is_open(line: User, today: date) -> bool:
    """Whether the access is open or asked for: not closed on `today`."""
    return line.cloture_le is None or line.cloture_le > today


def tallies(
    service: Service, maximums: Mapping[str, int], lines: Sequence[User], today: date
) -> tuple[Tally, ...]:
    """Every limit that the open lines meet, in the order of the lines, then of the whole service.

    `maximums` are those that the Caf sets, by profile. A profile that the service does not have, or a level
    that the profile does not allow, meets no limit: other checks tell of them.
    """
    groups: dict[_Key, list[int]] = defaultdict(list)
    limits: dict[_Key, int] = {}
    for rank, line in enumerate(lines):
        profile = service.profils.get(line.profil)
        if profile is None or not is_open(line, today):
            continue
        where = level(line)
        met: list[tuple[_Key, int | None]] = [
            ((where, line.profil, line.equipement or line.lieu), profile.niveaux.get(where)),
            (("profil", line.profil, None), maximums.get(line.profil)),
            (("service", None, None), service.utilisateurs),
        ]
        for key, limit in met:
            if limit is not None:
                limits[key] = limit
                groups[key].append(rank)
    found = []
    for (scope, code, place), ranks in groups.items():
        busiest = _busiest(lines, ranks, today)
        people = len({coherence.person(lines[rank]) for rank in busiest})
        found.append(Tally(scope, code, place, people, limits[scope, code, place], busiest))
    return tuple(sorted(found, key=lambda tally: tally.scope in ("profil", "service")))


def _busiest(lines: Sequence[User], ranks: Sequence[int], today: date) -> tuple[int, ...]:
    """Those of `ranks` in force together on the day, from `today` on, when most people are."""
    days = {today, *(day for rank in ranks if (day := lines[rank].habilite_le) and day > today)}
    together = (
        tuple(
            rank
            for rank in ranks
            if (lines[rank].habilite_le or today) <= day and is_open(lines[rank], day)
        )
        for day in sorted(days)
    )
    return max(together, key=lambda found: len({coherence.person(lines[rank]) for rank in found}))
