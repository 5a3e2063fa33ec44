"""The published due dates: what, when, after which article. Never whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.obligation import Code, Obligation
from generator.store.parameters import FAMILIES, Family, Template
from generator.store.schema.partner import Partner

_WORDS: dict[Code, str] = {
    "echeance": "Reconduction de la convention",
    "preavis": "Dernier jour pour recevoir une lettre de non-renouvellement",
    "resiliation": "Fin de la convention",
    "fin-cadre": "Fin du cadre de la convention",
    "revue": "Revue des habilitations",
    "mise-a-jour-annexe-1": "Envoi de l'annexe 1 à jour",
    "preuve-revue": "Envoi à la Caf de la preuve de la revue",
    "bilan": "Bilan des accès",
    "cof": "Fin de la convention d'objectifs et de financement",
}
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
    ("mise-en-demeure", "escalade", "reunion", "compte-rendu", "annonce-prestataire")
)
"""What concerns the two parties alone: disputes, incidents, meetings, contractors."""

_Standing = deadlines.Standing | mcp_deadlines.McpStanding


@dataclass(frozen=True)
class DueDate:
    """One thing due on one day, under the `convention` of a family so called.

    `passee`: that day has gone by and the thing is still to be done.
    """

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
    standings: list[_Standing] = [
        *deadlines.standings(partner, templates, day),
        *(each for each in mcp_deadlines.standings(partner, templates, day) if each.term.start),
    ]
    found = (
        published
        for standing in standings
        for duty in standing.obligations
        for published in _published(duty, standing)
    )
    return tuple(sorted(found, key=lambda due: (due.jour, due.quoi, due.convention)))


def _published(duty: Obligation, standing: _Standing) -> Iterator[DueDate]:
    """Nothing for what is done, cannot be computed, or has gone by without being anybody's to do."""
    late = duty.state == "en-retard"
    if duty.due is None or duty.state == "fait" or (late and duty.settled_by is None):
        return
    if duty.code in WITHHELD:
        return
    family = standing.template.famille
    words = _WORDS[duty.code]
    if duty.code == "echeance" and standing.term.end == duty.due:
        words = "Fin de la convention"
    elif (
        duty.code == "fin-cadre"
        and isinstance(standing, deadlines.Standing)
        and (frame := standing.convention.cadre)
    ):
        words = f"Fin {'de la CTG' if frame.type == 'ctg' else 'du SDSF'}"
    article = standing.template.numbered(duty.article)
    yield DueDate(duty.due, words, FAMILIES[family], article, _RULES.get((family, duty.code)), late)
