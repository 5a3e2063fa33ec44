"""The published due dates: what, when, after which article. Never whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.obligations.deadlines import Standing
from generator.obligations.obligation import Code
from generator.store.parameters import Family, Template
from generator.store.schema.partner import Partner
from generator.upkeep.duties import Duty, duties, first_day

_RULES: dict[tuple[Family, Code], str] = {
    ("cooperation", "echeance"): "C20",
    ("cooperation", "preavis"): "C21",
    ("cooperation", "fin-cadre"): "C20",
    ("cooperation", "revue"): "C10",
    ("cooperation", "mise-a-jour-annexe-1"): "C11",
    ("mon-compte-partenaire", "echeance"): "M17",
    ("mon-compte-partenaire", "revue"): "M05",
    ("mon-compte-partenaire", "preuve-revue"): "M05",
    ("mon-compte-partenaire", "bilan"): "M15",
    ("mon-compte-partenaire", "cof"): "M26",
}
"""The rule that checks each obligation, where there is one."""
WITHHELD: frozenset[Code] = frozenset(
    (
        "mise-en-demeure",
        "escalade",
        "reunion",
        "compte-rendu",
        "annonce-prestataire",
        "incident",
        "attestation-fin",
        "effacement",
    )
)
"""What concerns the two parties alone: disputes, incidents, meetings, contractors."""


@dataclass(frozen=True)
class DueDate:
    """One thing due on the day `jour`, under the `convention` of a family so called.

    `cle` names it among those of its partner, whatever its day. `debut` is the first day to do it when it may
    only be done from a day to another, else `jour`. `passee`: `jour` has gone by and the thing is still to be done.
    """

    cle: str
    debut: date
    jour: date
    quoi: str
    convention: str
    article: str | None
    regle: str | None
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
    late = obligation.state == "en-retard"
    if (
        obligation.due is None
        or obligation.state == "fait"
        or (late and obligation.settled_by is None)
    ):
        return
    if duty.code in WITHHELD:
        return
    yield DueDate(
        duty.key, first_day(duty) or obligation.due, obligation.due, duty.words, duty.platform, duty.article,
        _RULES.get((duty.standing.template.famille, duty.code)), late,
    )  # fmt: skip
