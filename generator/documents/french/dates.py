"""Dates as French acts write them."""

from datetime import date

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NBSP = "\u00a0"


def long_date(day: date) -> str:
    """« 1er janvier 2026 », with no-break spaces; only the first of the month is an ordinal."""
    number = "1er" if day.day == 1 else str(day.day)
    return _NBSP.join((number, MONTHS[day.month - 1], str(day.year)))


def numeric_date(day: date) -> str:
    """« 15/01/2026 »."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
