"""The last general elections of each kind of body: the only place where their days are written.

To add one: its line, from the decree that calls the voters. Bodies that elect nobody are not here.
"""

from datetime import date

from generator.store.schema.partner import Kind

Rounds = tuple[date, date]
"""The first and the second day of the vote."""

_MUNICIPAL: tuple[Rounds, ...] = (
    (date(2014, 3, 23), date(2014, 3, 30)),
    (date(2020, 3, 15), date(2020, 6, 28)),
    (date(2026, 3, 15), date(2026, 3, 22)),
)
_DEPARTEMENTAL: tuple[Rounds, ...] = (
    (date(2015, 3, 22), date(2015, 3, 29)),
    (date(2021, 6, 20), date(2021, 6, 27)),
)
_ELECTIONS: dict[Kind, tuple[Rounds, ...]] = {
    "commune": _MUNICIPAL,
    # Their assemblies come from the communes', and are renewed with them.
    "communaute-de-communes": _MUNICIPAL,
    "communaute-d-agglomeration": _MUNICIPAL,
    "communaute-urbaine": _MUNICIPAL,
    "metropole": _MUNICIPAL,
    "syndicat": _MUNICIPAL,
    "ccas": _MUNICIPAL,
    "cias": _MUNICIPAL,
    "departement": _DEPARTEMENTAL,
}


def elects(kind: Kind) -> bool:
    """Whether bodies of that kind are renewed by a general election."""
    return kind in _ELECTIONS


def last_election(kind: Kind, today: date) -> Rounds | None:
    """The last general election of bodies of that kind that was over before `today`."""
    over = [rounds for rounds in _ELECTIONS.get(kind, ()) if rounds[1] < today]
    return max(over, default=None)
