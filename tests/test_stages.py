"""The stage of a convention, one answer for every page: the day its term begins and the day it is over count."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from generator.obligations.stages import Stage, stage

SIGNED: Any = SimpleNamespace(signature=object())
DRAFT: Any = SimpleNamespace(signature=None)
DAY = date(2026, 6, 15)


def standing(start: date | None, end: date | None = None, *, ended: bool = False) -> Any:
    return SimpleNamespace(term=SimpleNamespace(start=start, end=end, ended=ended))


@pytest.mark.parametrize(
    ("convention", "of", "expected"),
    [
        (SIGNED, None, "projet"),
        (DRAFT, standing(date(2026, 1, 1)), "projet"),
        (SIGNED, standing(None), "signee"),
        (SIGNED, standing(date(2026, 6, 16)), "signee"),
        (SIGNED, standing(date(2026, 6, 15)), "en-cours"),
        (SIGNED, standing(date(2026, 6, 14)), "en-cours"),
        (SIGNED, standing(date(2026, 6, 16), date(2027, 6, 16)), "signee"),
        (SIGNED, standing(date(2026, 6, 15), date(2027, 6, 15)), "finissante"),
        (SIGNED, standing(date(2025, 6, 15), date(2026, 6, 14), ended=True), "terminee"),
        (SIGNED, standing(None, ended=True), "terminee"),
    ],
)
def test_a_stage_begins_on_its_first_day_and_an_end_comes_before_all(
    convention: Any, of: Any, expected: Stage
) -> None:
    assert stage(convention, of, DAY) == expected
