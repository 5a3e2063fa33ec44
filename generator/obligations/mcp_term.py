"""How long a convention of « Mon Compte Partenaire » runs, and what ends it (articles 17.1 and 17.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.obligations import civil
from generator.obligations.renewal import first_due, start, unsigned
from generator.store.parameters import MonComptePartenaireParameters
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.source import Path


@dataclass(frozen=True)
class McpTerm:
    """A convention's term, seen on one day.

    `due` is the first due date on or after that day. `end` is the day the convention ends or ended, when
    a letter or a newer convention decides it; without one it renews itself. `safe` is the first day on
    which the termination received may take effect, and `remedy_by` the last day to remedy what the formal
    notice received lists; `lapsed` tells that the convention ended that day, without remedy. `missing` are the paths, in
    the convention, of the dates without which the rest is not known.
    """

    start: date | None
    due: date | None
    end: date | None
    ended: bool
    safe: date | None
    remedy_by: date | None
    lapsed: bool
    missing: tuple[Path, ...]


def term(
    convention: MonComptePartenaireConvention,
    parameters: MonComptePartenaireParameters,
    today: date,
    newer: Sequence[MonComptePartenaireConvention] = (),
) -> McpTerm:
    """The term of `convention` as seen on `today`; without its signatures, it has not started.

    A convention of `newer` replaces it on the day its own term starts. A termination takes effect on the
    day it asks for, but never before `safe`. A formal notice ends the convention only once the last day to
    remedy has gone by.
    """
    begun = start(convention.signature)
    missing = unsigned(convention.signature)
    ends = [day for one in newer if (day := start(one.signature))]
    safe = remedy_by = None
    if letter := convention.resiliation:
        if letter.recue_le is None:
            missing += (("resiliation", "recue_le"),)
        else:
            safe = civil.after(letter.recue_le, parameters.preavis_resiliation)
            ends.append(max(safe, letter.effet_le or safe))
    if notice := convention.mise_en_demeure:
        if notice.recue_le is None:
            missing += (("mise_en_demeure", "recue_le"),)
        else:
            remedy_by = civil.after(notice.recue_le, parameters.mise_en_demeure)
            remedied = notice.remediee_le is not None and notice.remediee_le <= remedy_by
            if remedy_by < today and not remedied:
                ends.append(remedy_by)
    end = min(ends, default=None)
    ended = end is not None and end <= today
    return McpTerm(
        start=begun,
        due=first_due(begun, parameters, today) if begun else None,
        end=end,
        ended=ended,
        safe=safe,
        remedy_by=remedy_by,
        lapsed=ended and end == remedy_by,
        missing=missing,
    )
