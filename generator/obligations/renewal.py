"""What the terms of every family have in common: they run from the later signature and renew themselves."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from generator.obligations import civil
from generator.store.parameters import CooperationParameters, MonComptePartenaireParameters
from generator.store.schema.acts import Signature
from generator.store.source import Path

START = (("signature", "partenaire"), ("signature", "caf"))
"""Where, in a convention, the dates stand whose later one starts the term."""


def start(signature: Signature | None) -> date | None:
    """The later of the two signing dates; None unless both are known."""
    if signature is None or signature.partenaire is None or signature.caf is None:
        return None
    return max(signature.partenaire, signature.caf)


def unsigned(signature: Signature | None) -> tuple[Path, ...]:
    """The paths of the signing dates that are not known, in what holds `signature`."""
    return tuple(path for path in START if getattr(signature, path[1], None) is None)


def due_dates(
    begun: date, parameters: CooperationParameters | MonComptePartenaireParameters
) -> Iterator[date]:
    """The due dates of a term, each counted from its start in one go; endless."""
    months, days = civil.span(parameters.duree)
    renewal_months, renewal_days = civil.span(parameters.reconduction)
    for rank in count():
        yield civil.shift(begun, months + rank * renewal_months, days + rank * renewal_days)


def first_due(
    begun: date, parameters: CooperationParameters | MonComptePartenaireParameters, day: date
) -> date:
    """The first due date on or after `day`."""
    return next(due for due in due_dates(begun, parameters) if due >= day)
