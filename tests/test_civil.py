"""Civil months: the same day number, else the month's last day; and the month to answer a review."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.obligations import civil
from generator.obligations.reviews import answer_by
from generator.store.parameters import Duration

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def walk(day: date, months: int) -> date:
    """The oracle: one day at a time to the month wanted, then to the day number or its last day."""
    step = timedelta(days=1 if months >= 0 else -1)
    reached = day
    for _ in range(abs(months)):
        month = reached.month
        while reached.month == month:
            reached += step
    while reached.day != 1:
        reached -= timedelta(days=1)
    last = reached
    while (last + timedelta(days=1)).month == reached.month and last.day < day.day:
        last += timedelta(days=1)
    return last


@given(DAYS, st.integers(-40, 40))
def test_months_agree_with_a_walk_through_the_calendar(day: date, months: int) -> None:
    assert civil.shift(day, months) == walk(day, months)


@given(DAYS, st.integers(0, 400))
def test_a_later_day_never_ends_sooner(day: date, months: int) -> None:
    assert civil.shift(day, months) <= civil.shift(day + timedelta(days=1), months)


def test_known_dates() -> None:
    assert civil.after(date(2026, 1, 31), Duration(1, "mois")) == date(2026, 2, 28)
    assert civil.after(date(2024, 1, 31), Duration(1, "mois")) == date(2024, 2, 29)
    assert civil.after(date(2024, 2, 29), Duration(1, "ans")) == date(2025, 2, 28)
    assert civil.after(date(2024, 2, 29), Duration(4, "ans")) == date(2028, 2, 29)
    assert civil.before(date(2026, 3, 31), Duration(1, "mois")) == date(2026, 2, 28)
    assert civil.before(date(2027, 1, 15), Duration(1, "mois")) == date(2026, 12, 15)
    assert civil.after(date(2026, 1, 1), Duration(60, "jours")) == date(2026, 3, 2)


def test_twelve_months_are_one_year_and_never_365_days() -> None:
    assert civil.after(date(2023, 6, 1), Duration(12, "mois")) == date(2024, 6, 1)
    assert civil.after(date(2023, 6, 1), Duration(1, "ans")) == date(2024, 6, 1)
    assert civil.after(date(2023, 6, 1), Duration(365, "jours")) == date(2024, 5, 31)


def test_beyond_the_calendar_the_result_is_its_first_or_last_day() -> None:
    assert civil.shift(date(9999, 12, 1), months=1) == date.max
    assert civil.shift(date(9999, 12, 1), days=60) == date.max
    assert civil.shift(date(1, 1, 5), months=-1) == date.min
    assert civil.shift(date(1, 1, 5), days=-60) == date.min


def test_the_first_and_the_last_year_are_counted_like_the_others() -> None:
    assert civil.shift(date(1, 6, 15), months=1) == date(1, 7, 15)
    assert civil.shift(date(9999, 1, 31), months=1) == date(9999, 2, 28)


@pytest.mark.parametrize(
    ("due", "reply"),
    [
        (None, date(2026, 7, 15)),
        (date(2026, 6, 14), date(2026, 7, 15)),
        (date(2026, 6, 15), date(2026, 7, 15)),
        (date(2026, 6, 16), date(2026, 6, 16)),
        (date(2026, 7, 14), date(2026, 7, 14)),
        (date(2026, 7, 16), date(2026, 7, 15)),
    ],
)
def test_a_review_is_answered_within_a_month_or_by_the_day_it_is_due(
    due: date | None, reply: date
) -> None:
    """A due day that is past leaves the month: nobody is asked to answer yesterday."""
    assert answer_by(date(2026, 6, 15), due) == reply
