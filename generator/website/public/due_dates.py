"""The published due dates: what, when, after which article. Never whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.obligations.deadlines import Standing
from generator.obligations.obligation import Code
from generator.store.parameters import Template
from generator.store.schema.partner import Partner
from generator.upkeep.duties import Duty, duties, first_day

WITHHELD: frozenset[Code] = frozenset(
    (
        "mise-en-demeure",
        "escalade",
        "reunion",
        "compte-rendu",
        "annonce-prestataire",
        "incident",
        "effacement",
    )
)
"""What concerns the two parties alone: disputes, incidents, meetings, contractors, what the Caf erases."""
_ONCE_PAST: dict[Code, str] = {
    "cof": "Convention d'objectifs et de financement échue : dire à la Caf si elle est renouvelée",
}
"""What a duty asks for once its day has gone by, where the words of the day itself no longer say it."""


@dataclass(frozen=True)
class DueDate:
    """One thing due on the day `jour`, under the `convention` of a platform so called.

    `cle` names it among those of its partner, whatever its day. `debut` is the first day to do it when it may
    only be done from a day to another, else `jour`. `passee`: `jour` has gone by and the thing is still to be done.
    """

    cle: str
    debut: date
    jour: date
    quoi: str
    convention: str
    article: str | None
    passee: bool


def due_dates(
    partner: Partner, templates: Mapping[str, Template], day: date
) -> tuple[DueDate, ...]:
    """The dates of `partner`'s signed conventions that matter on `day` or after, in order of time."""
    found = (
        published
        for duty in duties(partner, templates, day)
        if duty.standing.term.start or isinstance(duty.standing, Standing)
        for published in _published(duty)
    )
    return tuple(sorted(found, key=lambda due: (due.jour, due.quoi, due.convention)))


def _published(duty: Duty) -> Iterator[DueDate]:
    """Nothing for what is done, cannot be computed, or has gone by without being anybody's to do."""
    obligation = duty.obligation
    # What has no last day is awaited from the first on.
    due = obligation.due or obligation.window
    if due is None or obligation.state == "fait" or duty.code in WITHHELD:
        return
    late = obligation.state == "en-retard" or obligation.due is None
    if late and obligation.settled_by is None:
        return
    words = _ONCE_PAST.get(duty.code, duty.words) if late else duty.words
    platform = duty.standing.template.plateforme.nom
    yield DueDate(duty.key, first_day(duty) or due, due, words, platform, duty.article, late)
