"""Ten years of the shipped data, day after day: what is said appears and goes when it should.

`tests/timeline.txt` has one line a change: the day, + or -, the rule, its severity, the partner (or the
Caf). The first day, that of the example, gives all that is said then.
"""

import difflib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from generator.checks import checker
from generator.checks.context import context
from generator.store import dataset
from generator.store.locations import PROJECT

EXPECTED = Path(__file__).parent / "timeline.txt"
ACCEPT = "python tests/test_timeline.py"
DATA = dataset.load(PROJECT)
START, END = date(2026, 6, 15), date(2036, 6, 15)
DAY = timedelta(days=1)


Kind = tuple[str, str]
"""A rule and a severity."""


@cache
def said(day: date, partner: str | None) -> Counter[Kind]:
    """How many findings of each kind there are on `day` about `partner`; None for the Caf's own files."""
    found = checker.run(DATA, day, partners=[partner] if partner else None)
    return Counter((one.rule, one.severity) for one in found if one.partner == partner)


def turns(partner: str | None) -> list[date]:
    """The days around which something may change: those of the obligations, and every month."""
    days = {date(START.year + month // 12, month % 12 + 1, 1) for month in range(5, 126)}
    for day in sorted(days):
        for case in context(DATA, day, [partner] if partner else []).every_case:
            for duty in case.standing.obligations:
                days |= {turn + DAY * step for turn in (duty.window, duty.due) if turn for step in (-1, 0, 1)}  # fmt: skip
    return sorted({START, END, *(day for day in days if START < day < END)})


def changes(first: date, last: date, partner: str | None) -> Iterator[tuple[date, str, Kind]]:
    """What comes (+) and goes (-) after `first` and up to `last`, each on its day, found by halving."""
    before, after = said(first, partner), said(last, partner)
    if before == after:
        return
    if last - first == DAY:
        yield from ((last, "-", one) for one in (before - after).elements())
        yield from ((last, "+", one) for one in (after - before).elements())
        return
    middle = first + (last - first) // 2
    yield from changes(first, middle, partner)
    yield from changes(middle, last, partner)


def timeline() -> str:
    """Every change from `START` to `END`, one a line, in order."""
    lines = []
    for partner in (None, *DATA.partners):
        found = [(START, "+", one) for one in said(START, partner).elements()]
        for first, last in pairwise(turns(partner)):
            found += changes(first, last, partner)
        lines += [f"{day} {sign} {' '.join(one)} {partner or 'Caf'}\n" for day, sign, one in found]
    return "".join(sorted(lines, key=lambda line: (line.split()[0], line.split()[-1], line)))


def test_ten_years_of_the_shipped_data_give_what_was_accepted() -> None:
    expected = EXPECTED.read_text(encoding="utf-8").splitlines(keepends=True)
    found = timeline().splitlines(keepends=True)
    shown = "".join(difflib.unified_diff(expected, found, "accepted", "found"))
    assert found == expected, f"\n{shown}\nSi c'est voulu : {ACCEPT}"


if __name__ == "__main__":
    EXPECTED.write_text(timeline(), encoding="utf-8", newline="\n")
