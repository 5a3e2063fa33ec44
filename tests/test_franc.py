"""Working days and the délai franc: the examples that must hold, the holidays of each place, the calendar's end."""

import subprocess
import sys
from datetime import date

import pytest

from generator.obligations.franc import APPEAL, last_day, open_appeal
from generator.obligations.working_days import is_working, next_working
from generator.store.parameters import Duration
from generator.store.schema.acts import Act
from generator.store.territories import DEPARTEMENTS


def act(published: str | None) -> Act:
    return Act.model_validate(
        {"nature": "deliberation", "transmission": {"publie_le": published} if published else {}}
    )


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2026, 3, 16), date(2026, 5, 18)),
        (date(2023, 7, 10), date(2023, 9, 11)),
        (date(2026, 6, 9), date(2026, 8, 10)),
        # Ends of month: the delay ends on February's last day, the day after is still in time.
        (date(2025, 12, 31), date(2026, 3, 2)),
        (date(2024, 12, 29), date(2025, 3, 3)),
        (date(2024, 12, 28), date(2025, 3, 3)),
        (date(2027, 12, 29), date(2028, 3, 1)),
        # Ascension, then nothing: the Friday after it is a working day.
        (date(2026, 3, 13), date(2026, 5, 15)),
    ],
)
def test_an_appeal_ends_two_months_after_neither_first_nor_last_day_counted(
    published: date, last: date
) -> None:
    assert last_day(published, APPEAL, "31") == last


def test_an_act_may_be_appealed_against_for_two_months() -> None:
    assert (APPEAL.count, APPEAL.unit) == (2, "mois")


def test_a_delay_in_days_is_franc_too() -> None:
    """CPC 641 and 642: eight days from Monday 1 June 2026 leave Wednesday 10 June."""
    assert last_day(date(2026, 6, 1), Duration(8, "jours"), "31") == date(2026, 6, 10)


def test_an_appeal_is_open_from_publication_to_its_last_day() -> None:
    seen = {
        day: open_appeal(act("2026-03-16"), "31", day)
        for day in (
            date(2026, 3, 15), date(2026, 3, 16), date(2026, 5, 18), date(2026, 5, 19), date(2027, 1, 1)
        )
    }  # fmt: skip
    last = date(2026, 5, 18)
    assert list(seen.values()) == [None, last, last, None, None]


def test_an_act_not_published_has_no_appeal_period() -> None:
    assert open_appeal(act(None), "31", date(2026, 6, 15)) is None
    assert open_appeal(Act.model_validate({"nature": "decision"}), "31", date(2026, 6, 15)) is None


@pytest.mark.parametrize(
    ("day", "departement", "working"),
    [
        ("2026-05-22", "31", True),
        ("2026-05-23", "31", False),
        ("2026-05-24", "31", False),
        ("2026-05-25", "31", False),
        ("2026-04-03", "31", True),
        ("2026-04-03", "57", False),
        ("2026-04-03", "67", False),
        ("2026-04-03", "68", False),
        ("2025-12-26", "54", True),
        ("2025-12-26", "68", False),
        ("2026-05-27", "971", False),
        ("2026-05-22", "972", False),
        ("2026-06-10", "973", False),
        ("2027-12-20", "974", False),
        ("2027-12-20", "973", True),
        ("2026-04-27", "976", False),
        ("2026-06-15", "99", True),
    ],
)
def test_a_working_day_is_no_weekend_nor_holiday_of_the_place(
    day: str, departement: str, working: bool
) -> None:
    assert is_working(date.fromisoformat(day), departement) == working


def test_every_departement_is_known_to_the_calendar() -> None:
    for code in DEPARTEMENTS:
        assert not is_working(date(2026, 7, 14), code)


def test_the_next_working_day_may_be_the_same_one() -> None:
    assert next_working(date(2026, 6, 15), "31") == date(2026, 6, 15)
    assert next_working(date(2026, 4, 3), "67") == date(2026, 4, 7)


def test_at_the_end_of_the_calendar_there_is_no_later_day() -> None:
    assert last_day(date.max, APPEAL, "31") == date.max
    assert open_appeal(act("9999-12-31"), "31", date.max) == date.max


def test_what_never_asks_for_a_holiday_never_loads_them() -> None:
    """The library takes a tenth of a second: greffe starts without it."""
    code = "import generator.checks.checker, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
