"""M20 : trop d'utilisateurs pour un lieu, un équipement ou le service

## Ce que la règle vérifie

Chaque profil d'un service a un nombre maximal d'utilisateurs, par lieu d'implantation ou par équipement ; le
service entier aussi. Ces nombres sont ceux du fichier du service. La règle compte les personnes dont l'accès
n'est pas clos, et non les lignes. Les accès déjà demandés pour plus tard comptent aussi ; une personne qui en
remplace une autre le jour de sa clôture ne compte pas en plus.

## Article

Article {articles[bulletin-profils].numero} du bulletin d'adhésion.

## Exemple

```yaml
# Le service admet un seul utilisateur du profil P3 par équipement.
utilisateurs:
  - nom: EXEMPLE
    profil: P3
    equipement: Multi-accueil
  - nom: MODÈLE
    profil: P3
    equipement: Multi-accueil   # la seconde personne
```

## Comment corriger

Demandez au partenaire quel accès clore, et notez sa date de clôture.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import count
from generator.obligations import quotas
from generator.obligations.quotas import Scope

_WHERE: dict[Scope, str] = {
    "organisme": "pour l'organisme",
    "lieu": "pour un même lieu d'implantation",
    "equipement": "pour un même équipement ou service",
}


def check(context: Context) -> Iterator[Finding]:
    """An error for each quota of a service exceeded."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            bulletin, service = sheet.adhesion.bulletin, sheet.adhesion.service
            for tally in quotas.tallies(service, bulletin.maximums, sheet.lines, context.today):
                if tally.scope == "profil" or not tally.over:
                    continue
                what = f"au service {service.sigle}"
                if tally.profile:
                    what = f"au profil {tally.profile} {_WHERE[tally.scope]}"
                yield context.finding(
                    sheet.entry, sheet.path(tally.lines[-1]), "erreur",
                    f"{count(tally.people, 'personne')} ont accès {what} : le bulletin en admet {tally.limit} au plus.",
                    "Demandez au partenaire quels accès clore, et notez leur date de clôture.",
                    article=case.article("bulletin-profils"), who=tally.place,
                )  # fmt: skip
