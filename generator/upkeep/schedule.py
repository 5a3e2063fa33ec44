"""When a reminder is due: at each step before the due date, never on a day off. Nothing has to be remembered."""

from datetime import date

from generator.obligations import civil
from generator.obligations.working_days import next_working

STEPS = (60, 30, 0)
"""Days before the due date; after the last of them greffe stays quiet, and only lists what is late."""

SINCE = 7
"""Days looked back for reminders not drafted yet, the day itself included: one run a week misses none."""


def since(day: date) -> date:
    """The first day of the period that ends on `day`, when none is chosen."""
    return civil.shift(day, days=1 - SINCE)


def reminder_days(due: date, departement: str) -> tuple[date, ...]:
    """The day of each reminder of what is due on `due`: each step, or the first working day after it.

    `departement` is the code of the one whose public holidays count.
    """
    return tuple(next_working(civil.shift(due, days=-step), departement) for step in STEPS)


def horizon(day: date) -> date:
    """The last due date that the first step announces on `day`."""
    return civil.shift(day, days=max(STEPS))


def is_called(due: date, departement: str, first: date, last: date) -> bool:
    """Whether a reminder of what is due on `due` falls between `first` and `last`, both included."""
    return any(first <= day <= last for day in reminder_days(due, departement))
