"""What a hand wrote in the places of a document, held against what the data have learned since."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from generator.documents.french.dates import MONTHS
from generator.documents.seals import comparable
from generator.versions.verify.comparison import Comparison, Difference, Expected, Filled

_DAY = re.compile(r"(\d{1,2})(?:er)?\s*[\s/.-]\s*(\d{1,2}|[a-zéû]+)\s*[\s/.-]\s*(\d{4}|\d{2})\Z")


def held(compared: Comparison, now: Expected, days: Collection[date]) -> Comparison:
    """The comparison, what is filled against what the document prints `now` being a difference.

    `days` are the days on which people signed: any of them may be the one that a hand wrote.
    """
    known: dict[str, set[str]] = {}
    for path, words in now.values:
        if words is not None:
            known.setdefault(path, set()).add(words)
    agreed = [each for each in compared.filled if _agrees(each, _known(each, compared, known))]
    wrong = [each for each in compared.filled if each not in agreed and _denies(each, _known(each, compared, known), days)]  # fmt: skip
    left = [each for each in compared.filled if each not in (*agreed, *wrong)]
    differences = (*compared.differences, *(_difference(each, _known(each, compared, known)) for each in wrong))  # fmt: skip
    return replace(compared, differences=differences, filled=tuple(left), agreed=tuple(agreed))


def _known(each: Filled, compared: Comparison, known: Mapping[str, Collection[str]]) -> list[str]:
    """What the data say today of what the place asks for."""
    rank = each.writing.rank
    return [] if rank is None else sorted(known.get(compared.expected.values[rank][0], ()))


def _agrees(each: Filled, known: Iterable[str]) -> bool:
    return any(_bare(each.written) == _bare(words) or _same_day(each.written, words) for words in known)  # fmt: skip


def _denies(each: Filled, known: Collection[str], days: Collection[date]) -> bool:
    return bool(known) and _day(each.written) not in days


def _difference(each: Filled, known: Collection[str]) -> Difference:
    before, after = each.writing.before, each.writing.after
    expected = comparable(next(iter(known)))
    return Difference(each.clause, f"{before}{expected}{after}", f"{before}{each.written}{after}", True)  # fmt: skip


def _bare(words: str) -> str:
    return comparable(words).casefold().strip(" .,;:")


def _same_day(one: str, other: str) -> bool:
    return (day := _day(one)) is not None and day == _day(other)


def _day(words: str) -> date | None:
    """The day that « 9 février 2026 », « 09/02/2026 » or « 9/2/26 » is; None for anything else."""
    found = _DAY.match(_bare(words).removeprefix("le "))
    if found is None:
        return None
    months = {name: rank for rank, name in enumerate(MONTHS, 1)}
    month = int(found[2]) if found[2].isdecimal() else months.get(found[2], 0)
    try:
        return date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, int(found[1]))
    except ValueError:
        return None
