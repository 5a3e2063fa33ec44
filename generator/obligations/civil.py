"""Civil days, months and years: a delay ends on the day that bears the same number.

When the month reached has no such day, the delay ends on that month's last day (règlement (CEE,
Euratom) 1182/71, article 3, paragraph 2, c). Months are never counted as 30 days, nor years as 365.
"""

import calendar
from datetime import date

from generator.store.parameters import Duration


def shift(day: date, months: int = 0, days: int = 0) -> date:
    """`day` moved by `months` civil months, then by `days`; either may be negative.

    Past the ends of the calendar (years 1 and 9999) the result is its first or its last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    ordinal = date(year, month + 1, min(day.day, last)).toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def span(delay: Duration) -> tuple[int, int]:
    """`delay` as (civil months, days), one of them 0."""
    return (0, delay.count) if delay.unit == "jours" else (delay.months, 0)


def after(day: date, delay: Duration) -> date:
    """The day one delay after `day`."""
    return shift(day, *span(delay))


def before(day: date, delay: Duration) -> date:
    """The day one delay before `day`."""
    months, days = span(delay)
    return shift(day, -months, -days)
