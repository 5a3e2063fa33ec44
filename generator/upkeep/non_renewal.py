"""For which due date a letter of non-renewal comes in time, and what to say when that is not the next one.

The letter must be received one delay before the due date, that day included (Coopération, article 4.1).
"""

from collections.abc import Iterator
from datetime import date

from generator.documents.french.dates import long_date
from generator.obligations import civil, deadlines
from generator.obligations.renewal import due_dates
from generator.obligations.working_days import next_working
from generator.store.dataset import Dataset
from generator.store.parameters import CooperationParameters


def preventable(
    begun: date, parameters: CooperationParameters, sent: date
) -> Iterator[tuple[date, date]]:
    """(due date, last day to receive the letter) from the one next on `sent`, for a term begun on `begun`; endless.

    The first whose last day is not before `sent` is the one that the letter can still prevent.
    """
    for due in due_dates(begun, parameters):
        if due >= sent:
            yield due, civil.before(due, parameters.preavis)


def prevented(begun: date, parameters: CooperationParameters, sent: date) -> tuple[date, date]:
    """The due date that a letter sent on `sent` can still prevent, and the last day to receive it."""
    return next(
        (due, limit)
        for due, limit in preventable(begun, parameters, sent)
        if sent <= limit or due == date.max
    )


def warnings(dataset: Dataset, partner: str, day: date) -> Iterator[str]:
    """What whoever asks on `day` for a letter of non-renewal must know: by when it is to be received, and for which
    due date.
    """
    record = dataset.partners[partner].record
    sent = next_working(day, dataset.cafs[record.caf].record.departement)
    for standing in deadlines.standings(record, dataset.templates, day):
        begun, parameters = standing.term.start, standing.template.parametres
        if begun is None or begun > day or standing.term.ended:
            continue
        due, limit = next(preventable(begun, parameters, sent))
        if limit < sent:
            later, last = prevented(begun, parameters, sent)
            yield f"Le délai pour l'échéance du {long_date(due)} est passé depuis le {long_date(limit)} : cette lettre vaut pour celle du {long_date(later)}, et doit être reçue au plus tard le {long_date(last)}."
        elif limit == sent:
            yield f"Le {long_date(limit)} est le dernier jour pour l'échéance du {long_date(due)} : la lettre doit être reçue ce jour même."
        else:
            yield f"Pour l'échéance du {long_date(due)}, la lettre doit être reçue au plus tard le {long_date(limit)}."
