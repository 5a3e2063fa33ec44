"""How long a Coopération convention runs: its start, its due dates, its end (articles 4.1 and 4.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.obligations import civil
from generator.store.parameters import CooperationParameters
from generator.store.schema.cooperation import CooperationConvention, Signature
from generator.store.source import Path

START = (("signature", "partenaire"), ("signature", "caf"))
"""Where, in a convention, the dates stand whose later one starts the term."""


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


def start(signature: Signature) -> date | None:
    """The later of the two signing dates; None unless both are known."""
    if signature.partenaire is None or signature.caf is None:
        return None
    return max(signature.partenaire, signature.caf)


def due_dates(start: date, parameters: CooperationParameters) -> Iterator[date]:
    """The due dates of a term, each counted from `start` in one go; endless."""
    months, days = civil.span(parameters.duree)
    renewal_months, renewal_days = civil.span(parameters.reconduction)
    while True:
        yield civil.shift(start, months, days)
        months, days = months + renewal_months, days + renewal_days


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
    missing: tuple[Path, ...] = tuple(path for path in START if getattr(signature, path[1]) is None)
    ends = [day for one in newer if one.signature and (day := start(one.signature))]
    late_for = None
    notice = convention.denonciation
    if notice and notice.recue_le is None:
        missing += (("denonciation", "recue_le"),)
    elif notice and notice.recue_le and notice.type == "resiliation":
        ends.append(notice.recue_le)
    elif notice and notice.recue_le and begun:
        target = _first_from(begun, parameters, notice.recue_le)
        safe = civil.before(target, parameters.preavis)
        if notice.recue_le <= safe:
            ends.append(target)
        else:
            late_for = safe
    end = min(ends, default=None)
    due = _first_from(begun, parameters, today) if begun else None
    return Term(
        start=begun,
        due=due,
        notice_by=civil.before(due, parameters.preavis) if due else None,
        end=end,
        ended=end is not None and end <= today,
        late_for=late_for,
        missing=missing,
    )


def _first_from(begun: date, parameters: CooperationParameters, day: date) -> date:
    return next(due for due in due_dates(begun, parameters) if due >= day)
