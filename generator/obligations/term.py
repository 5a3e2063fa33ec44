"""How long a Coopération convention runs: its start, its due dates, its end (articles 4.1 and 4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.obligations import civil
from generator.obligations.renewal import first_due, start, unsigned
from generator.store.parameters import CooperationParameters
from generator.store.schema.cooperation import CooperationConvention
from generator.store.source import Path


@dataclass(frozen=True)
class Term:
    """A signed convention's term, seen on one day.

    `due` is the first due date on or after that day, and `notice_by` the last day on which a notice
    of non-renewal for it may be received. `end` is the day the convention ends or ended, when a
    notice or a newer convention decides it; without one it renews itself. `late_for` is the last
    safe day that a notice of non-renewal missed: such a notice ends nothing. `missing` are the
    paths, in the convention, of the dates without which the rest is not known.
    """

    start: date | None
    due: date | None
    notice_by: date | None
    end: date | None
    ended: bool
    late_for: date | None
    missing: tuple[Path, ...]


def term(
    convention: CooperationConvention,
    parameters: CooperationParameters,
    today: date,
    newer: Sequence[CooperationConvention] = (),
) -> Term:
    """The term of `convention`, which must be signed, as seen on `today`.

    A convention of `newer` replaces it on the day its own term starts.
    """
    signature = convention.signature
    if signature is None:
        raise ValueError("a draft has no term")
    begun = start(signature)
    missing = unsigned(signature)
    ends = [day for one in newer if (day := start(one.signature))]
    late_for = None
    notice = convention.denonciation
    if notice and notice.recue_le is None:
        missing += (("denonciation", "recue_le"),)
    elif notice and notice.recue_le and notice.type == "resiliation":
        ends.append(notice.recue_le)
    elif notice and notice.recue_le and begun:
        target = first_due(begun, parameters, notice.recue_le)
        safe = civil.before(target, parameters.preavis)
        if notice.recue_le <= safe:
            ends.append(target)
        else:
            late_for = safe
    end = min(ends, default=None)
    due = first_due(begun, parameters, today) if begun else None
    return Term(
        start=begun,
        due=due,
        notice_by=civil.before(due, parameters.preavis) if due else None,
        end=end,
        ended=end is not None and end <= today,
        late_for=late_for,
        missing=missing,
    )
