"""The published due dates: what, when, after which article. Never whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.obligations.deadlines import Code, Obligation, Standing, standings
from generator.store.parameters import Template
from generator.store.schema.partner import Partner

_WORDS: dict[Code, tuple[str, str | None]] = {
    "echeance": ("Reconduction de la convention", "C20"),
    "preavis": ("Dernier jour pour recevoir une lettre de non-renouvellement", "C21"),
    "resiliation": ("Fin de la convention", None),
    "fin-cadre": ("Fin du cadre de la convention", "C20"),
    "revue": ("Revue des habilitations", "C10"),
    "mise-a-jour-annexe-1": ("Envoi de l'annexe 1 à jour", "C11"),
}
"""For each obligation, its name and the rule that checks it."""


@dataclass(frozen=True)
class DueDate:
    """One thing due on one day. `passee`: that day has gone by and the thing is still to be done."""

    jour: date
    quoi: str
    article: str | None
    regle: str | None
    passee: bool


def due_dates(
    partner: Partner, templates: Mapping[str, Template], day: date
) -> tuple[DueDate, ...]:
    """The dates of `partner`'s signed conventions that matter on `day` or after, in order of time."""
    found = (
        published
        for standing in standings(partner, templates, day)
        for duty in standing.obligations
        for published in _published(duty, standing)
    )
    return tuple(sorted(found, key=lambda due: (due.jour, due.quoi)))


def _published(duty: Obligation, standing: Standing) -> Iterator[DueDate]:
    """Nothing for what is done, cannot be computed, or has gone by without being anybody's to do."""
    late = duty.state == "en-retard"
    if duty.due is None or duty.state == "fait" or (late and duty.settled_by is None):
        return
    words, rule = _WORDS[duty.code]
    if duty.code == "echeance" and standing.term.end == duty.due:
        words = "Fin de la convention"
    elif duty.code == "fin-cadre" and standing.convention.cadre:
        words = f"Fin {'de la CTG' if standing.convention.cadre.type == 'ctg' else 'du SDSF'}"
    article = standing.template.articles.get(duty.article)
    yield DueDate(duty.due, words, article.numero if article else None, rule, late)
