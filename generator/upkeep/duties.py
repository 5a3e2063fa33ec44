"""The duties of a partner in words: what is due, under which convention, after which article.

The dates are those of `obligations`; the words serve the public pages, the calendars and the reminders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.documents.french.dates import long_date
from generator.documents.texts import convention_folder
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.obligation import Code, Obligation
from generator.store.parameters import FAMILIES, Template
from generator.store.schema.partner import Partner

WORDS: dict[Code, str] = {
    "echeance": "Reconduction de la convention",
    "preavis": "Dernier jour pour recevoir une lettre de non-renouvellement",
    "resiliation": "Fin de la convention",
    "fin-cadre": "Fin du cadre de la convention",
    "revue": "Revue des habilitations",
    "mise-a-jour-annexe-1": "Envoi de l'annexe 1 à jour",
    "incident": "Signalement d'un incident de sécurité à l'autre partie",
    "attestation-fin": "Attestation de destruction, à remettre par le partenaire",
    "effacement": "Dernier jour pour garder les annexes 1 et 2, à effacer le lendemain",
    "mise-en-demeure": "Dernier jour pour remédier aux manquements de la mise en demeure",
    "preuve-revue": "Envoi à la Caf de la preuve de la revue",
    "bilan": "Bilan des accès",
    "cof": "Fin de la convention d'objectifs et de financement",
    "escalade": "Escalade possible d'un incident resté sans réponse",
    "reunion": "Réunion demandée",
    "compte-rendu": "Validation du compte rendu de la réunion",
    "annonce-prestataire": "Lettre qui annonce un prestataire",
}
_SEVERAL: frozenset[Code] = frozenset(
    ("cof", "incident", "escalade", "reunion", "compte-rendu", "annonce-prestataire")
)
"""What one convention may have several of: the rank in the file tells them apart."""

_SPANS: frozenset[Code] = frozenset(("preavis",))
"""What may be done from a day to another, not by a day."""


@dataclass(frozen=True)
class Duty:
    """An obligation of a partner, ready to be said.

    `key` names it among those of the partner and stays the same when its date moves; `platform` is the name
    of the family of its convention, `article` its number as printed.
    """

    key: str
    words: str
    platform: str
    article: str | None
    obligation: Obligation
    standing: Standing | McpStanding

    @property
    def code(self) -> Code:
        """What kind of obligation it is."""
        return self.obligation.code

    @property
    def source(self) -> str:
        """« convention « Coopération », article 2.2 »."""
        said = f"convention « {self.platform} »"
        return f"{said}, article {self.article}" if self.article else said


def duties(partner: Partner, templates: Mapping[str, Template], day: date) -> Iterator[Duty]:
    """The obligations on `day` of `partner`'s signed conventions, in the order of the file.

    Of an archived partner, only what its ended conventions leave to do.
    """
    active = partner.statut == "actif"
    for one in deadlines.standings(partner, templates, day):
        for obligation in (*(one.obligations if active else ()), *one.remains):
            yield _duty(partner, one, obligation)
    for other in mcp_deadlines.standings(partner, templates, day):
        for obligation in other.obligations if active else ():
            yield _duty(partner, other, obligation)


def first_day(duty: Duty) -> date | None:
    """The first day of what may be done from a day to another; None for any other duty."""
    return duty.obligation.window if duty.code in _SPANS else None


def _duty(partner: Partner, standing: Standing | McpStanding, obligation: Obligation) -> Duty:
    code, template = obligation.code, standing.template
    rank = f"/{obligation.path[1]}" if code in _SEVERAL else ""
    return Duty(
        f"{convention_folder(partner, standing.index)}/{code}{rank}",
        _words(standing, obligation),
        FAMILIES[template.famille],
        template.numbered(obligation.article),
        obligation,
        standing,
    )


def _words(standing: Standing | McpStanding, obligation: Obligation) -> str:
    if obligation.code == "echeance" and standing.term.end:
        if standing.term.end == obligation.due:
            return "Fin de la convention"
        return f"Reconduction de la convention, jusqu'à sa fin le {long_date(standing.term.end)}"
    if obligation.code == "fin-cadre" and isinstance(standing, Standing):
        frame = standing.convention.cadre
        if frame:
            return f"Fin {'de la CTG' if frame.type == 'ctg' else 'du SDSF'}"
    return WORDS[obligation.code]
