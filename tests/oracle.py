"""What the conventions and the law say of days, worked out the slow way: an independent judge of the dates.

Nothing here comes from greffe. Months are walked on a calendar made here, delays are written as the texts say
them, and what is in time is found by looking at days one by one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)
_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


def same_day(day: date, months: int) -> date:
    """The day that bears the same number `months` later (earlier if negative), else that month's last one."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, month_length(year, month)))


def years_after(day: date, years: int) -> date:
    return same_day(day, 12 * years)


# Coopération


def yearly_ends(signatures: tuple[date, date]) -> Iterator[date]:
    """4.1: twelve months from the later signature, then tacit renewals of twelve months."""
    start = max(signatures)
    for year in range(1, 40):
        yield years_after(start, year)


def next_end(signatures: tuple[date, date], today: date) -> date:
    return next(day for day in yearly_ends(signatures) if day >= today)


def last_day_for_a_letter(end: date) -> date:
    """4.1: at least one month before the annual due date."""
    return same_day(end, -1)


def end_after_a_letter(signatures: tuple[date, date], received: date) -> date | None:
    """4.1: the letter stops the renewal it is in time for; one that comes too late stops nothing."""
    for end in yearly_ends(signatures):
        if received <= last_day_for_a_letter(end):
            return end
        if received <= end:
            return None
    return None


def once_a_year(signatures: tuple[date, date], done: list[date], today: date) -> date:
    """2.2: at least once a year; from the last time, else from the signature."""
    since = max([max(signatures), *(day for day in done if day <= today)])
    return years_after(since, 1)


# Mon Compte Partenaire


def end_after_a_termination(received: date, wished: date | None) -> date:
    """17.2: three months at least after the letter was received."""
    earliest = same_day(received, 3)
    return earliest if wished is None or wished < earliest else wished


def ends_for_want_of_remedy(received: date, remedied: date | None, today: date) -> bool:
    """17.2: by right, when a month has gone by since the letter was received and nothing was remedied."""
    month = same_day(received, 1)
    return today > month and (remedied is None or remedied > month)


# The délai franc


def easter(year: int) -> date:
    """Meeus, Astronomical Algorithms, chapter 8 (Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


_EVERYWHERE = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_LOCAL = {
    "57": ((12, 26),), "67": ((12, 26),), "68": ((12, 26),),
    "971": ((5, 27), (7, 21)), "972": ((5, 22), (7, 21)), "973": ((6, 10),), "974": ((12, 20),),
    "976": ((4, 27),),
}  # fmt: skip
_FROM_EASTER = {
    "57": (-2,), "67": (-2,), "68": (-2,),
    # By custom.
    "971": (-24, -2), "972": (-2,),
}  # fmt: skip
DEPARTEMENTS = ("31", *_LOCAL)
_SATURDAY = date(2024, 1, 6)


def is_day_off(day: date, departement: str) -> bool:
    fixed = (*_EVERYWHERE, *_LOCAL.get(departement, ()))
    after_easter = (1, 39, 50, *_FROM_EASTER.get(departement, ()))
    return (
        (day - _SATURDAY).days % 7 in (0, 1)
        or (day.month, day.day) in fixed
        or (day - easter(day.year)).days in after_easter
    )


def last_day_to_appeal(published: date, departement: str) -> date:
    """CJA R421-1, CPC 641 and 642: two months, neither the first nor the last day counted."""
    day = same_day(published, 2) + DAY
    while is_day_off(day, departement):
        day += DAY
    return day
