"""Dates and delays read as in a French act, and never break over a line."""

from datetime import date

import pytest

from generator.documents.french.dates import long_date, numeric_date
from generator.documents.french.durations import duration, frequency
from generator.store.parameters import Duration, Unit


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2026, 1, 15), "15 janvier 2026"),
        (date(2024, 2, 29), "29 février 2024"),
        (date(2025, 8, 31), "31 août 2025"),
        (date(2025, 12, 2), "2 décembre 2025"),
    ],
)
def test_only_the_first_of_the_month_is_an_ordinal(day: date, expected: str) -> None:
    assert long_date(day) == expected.replace(" ", "\u00a0")


def test_a_numeric_date_has_two_figures_for_day_and_month() -> None:
    assert numeric_date(date(2026, 3, 9)) == "09/03/2026"


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (12, "mois", "12 mois"),
        (1, "mois", "1 mois"),
        (1, "ans", "1 an"),
        (2, "ans", "2 ans"),
        (0, "jours", "0 jour"),
        (30, "jours", "30 jours"),
    ],
)
def test_a_delay_agrees_with_its_number(count: int, unit: Unit, expected: str) -> None:
    assert duration(Duration(count, unit)) == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (12, "mois", "une fois par an"),
        (1, "ans", "une fois par an"),
        (1, "mois", "une fois par mois"),
        (1, "jours", "une fois par jour"),
        (6, "mois", "une fois tous les six mois"),
        (2, "ans", "une fois tous les deux ans"),
        (90, "jours", "une fois tous les quatre-vingt-dix jours"),
        (400, "jours", "une fois tous les 400\u00a0jours"),
    ],
)
def test_how_often_is_said_in_words(count: int, unit: Unit, expected: str) -> None:
    assert frequency(Duration(count, unit)) == expected
