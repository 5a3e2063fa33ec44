"""Days as people write them.

A day that can be read one way only is taken; the others are offered. Without a sign of the contrary,
« 10/06/2026 » is the 10th of June: it is how French forms, ours included, write days.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from generator.documents.french.dates import MONTHS
from generator.intake.cleaning.reading import Reading, blank_remarks, is_empty, plain, tidy

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(r"(1 ?er|\d{1,2}) ([a-z]{3,9})\.? (\d{4}|\d{2})", re.ASCII)
_SERIAL = re.compile(r"[34]\d{4}|5[0-4]\d{3}", re.ASCII)
_UNREADABLE = "date incomplète ou illisible"
_ORIGIN = date(1899, 12, 30)
"""The day that spreadsheets count from (ECMA-376 part 1, 18.17.4.1)."""

# What surrounds a day: brackets, a dash before it, « le », the day of the week.
_AROUND = re.compile(
    r"^[\[({«\"'\s–—-]*(?:(?:le|du|au) )?(?:(?:lun|mar|mer|jeu|ven|sam|diman)[a-z]*\.?,? )?(?:le )?"
    r"|[\])}»\"'\s.,;–—-]*$"
)


def month_first(raws: Iterable[str]) -> bool:
    """Whether one of these days can only be read with its month first, as « 06/15/2026 »."""
    return any(
        int(found[1]) <= 12 < int(found[2])
        for raw in raws
        if (found := _NUMERIC.fullmatch(_core(raw)[0]))
    )


def read(raw: str, *, american: bool = False) -> Reading:
    """The day of the cell, written AAAA-MM-JJ.

    With `american`, other days of the file have their month first: one that can be read both ways
    is then not taken.
    """
    if is_empty(raw):
        return Reading("", remarks=blank_remarks(raw))
    core, bare = _core(raw)
    if found := _ISO.fullmatch(core):
        return _only(_day(found[1], found[2], found[3]), bare)
    if found := _WORDS.fullmatch(core):
        month = _month(found[2])
        year = found[3]
        day = _day(year, month, re.sub(r"\D", "", found[1])) if month else None
        return _short_year([day]) if len(year) == 2 else _only(day, bare)
    if found := _NUMERIC.fullmatch(core):
        one, two, year = found.groups()
        if len(year) == 2:
            days = [_day(year, two, one)]
            if "-" in core or days == [None]:
                days.append(_day(one, two, year))
            return _short_year([*days, _day(year, one, two)] if american else days)
        french, other = _day(year, two, one), _day(year, one, two)
        if french is None and other:
            return Reading(None, (other,), ("le mois semble écrit avant le jour",))
        if american and other and other != french and french:
            return Reading(None, (other, french), ("jour et mois peuvent s'échanger",))
        return _only(french, bare)
    if _SERIAL.fullmatch(core):
        day = (_ORIGIN + timedelta(days=int(core))).isoformat()
        return Reading(None, (day,), ("nombre de jours d'un tableur",))
    return Reading(None, remarks=(_UNREADABLE,))


def _core(raw: str) -> tuple[str, bool]:
    """The day without what surrounds it, and whether nothing did."""
    whole = plain(tidy(raw))
    core = _AROUND.sub("", whole)
    return core, core == whole


def _day(year: str, month: str, day: str) -> str | None:
    full = int(year) + 2000 if len(year) <= 2 else int(year)
    try:
        return date(full, int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(word: str) -> str | None:
    """The number of the month that `word` abbreviates, if it is one."""
    found = [str(n) for n, name in enumerate(MONTHS, 1) if plain(name).startswith(word)]
    return found[0] if len(found) == 1 else None


def _only(day: str | None, bare: bool) -> Reading:
    if day is None:
        return Reading(None, remarks=("cette date n'existe pas",))
    return Reading(day, remarks=() if bare else ("date entourée d'autres signes",))


def _short_year(days: list[str | None]) -> Reading:
    options = tuple(dict.fromkeys(day for day in days if day))
    return Reading(None, options, ("année à deux chiffres" if options else _UNREADABLE,))
