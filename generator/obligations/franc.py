"""The délai franc, and the time to appeal against an act, which is one.

Neither the first day nor the last one counts: counted date to date, the delay may still be used the day
after the one that bears the same number; when that is a Saturday, a Sunday or a public holiday, on the next
working day (code de justice administrative, R421-1; code de procédure civile, 641 and 642).
"""

from datetime import date

from generator.obligations import civil
from generator.obligations.working_days import next_working
from generator.store.parameters import Duration
from generator.store.schema.acts import Act

APPEAL = Duration(2, "mois")
"""How long an act may be appealed against, from its publication (code de justice administrative, R421-1)."""

_MARGIN = 10
"""Days: no run of days off is longer."""


def last_day(first: date, delay: Duration, departement: str) -> date:
    """The last day to act within the délai franc `delay` that `first` opens, in `departement` (its code)."""
    return next_working(civil.shift(civil.after(first, delay), days=1), departement)


def open_appeal(act: Act, departement: str, today: date) -> date | None:
    """The last day to appeal against `act`; None once it has gone by, or while the act is not published.

    `departement` is the code of the one whose public holidays count.
    """
    published = act.transmission and act.transmission.publie_le
    if not published or not published <= today <= civil.shift(
        civil.after(published, APPEAL), days=_MARGIN
    ):
        return None
    last = last_day(published, APPEAL, departement)
    return last if today <= last else None
