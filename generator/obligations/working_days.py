"""Days on which nothing is due: Saturdays, Sundays, and the public holidays of a département.

Public holidays (code du travail, L3133-1, L3134-13 for Alsace and Moselle, L3422-2 overseas) come from the
`holidays` library, whose word stands for the days that are only customary in the Antilles.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_TERRITORIES = {
    "57": "57", "67": "6AE", "68": "6AE",
    "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
}  # fmt: skip
"""The départements whose holidays are not those of the rest of France, as the library names them."""


def is_working(day: date, departement: str) -> bool:
    """Whether `day` is neither a Saturday, a Sunday nor a public holiday of `departement` (its code)."""
    return day.weekday() < 5 and day not in _holidays(departement)


def next_working(day: date, departement: str) -> date:
    """`day`, or the first working day after it. The calendar's last day, a Friday, is one."""
    while not is_working(day, departement):
        day += timedelta(days=1)
    return day


@lru_cache
def _holidays(departement: str) -> "HolidayBase":
    import holidays  # noqa: PLC0415 (a tenth of a second, that most commands do not need)

    return holidays.country_holidays("FR", subdiv=_TERRITORIES.get(departement))
