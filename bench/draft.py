"""What the files of one partner of the bench must agree on."""

from dataclasses import dataclass
from datetime import date

from bench.people import Name

DAY = date(2026, 6, 15)
"""The day at which the data are looked at."""


@dataclass(frozen=True)
class Draft:
    """A partner: the days its conventions were `signed` and its lists `sent`, and who its account holders are.

    The first `opened` of `people` have an access, the others no longer.
    """

    number: int
    signed: date
    sent: date
    people: tuple[Name, ...]
    opened: int

    @property
    def name(self) -> str:
        """The partner's id."""
        return f"partenaire-{self.number:04}"
