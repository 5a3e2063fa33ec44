"""M25 : PJ3 incomplète

## Ce que la règle vérifie

Une ligne de PJ3 à laquelle il manque quelque chose arrête sa transmission. Les colonnes demandées sont celles du
fichier du service. L'identifiant « Mon Compte Partenaire » peut rester vide, la Caf le remplit, et la date de
clôture aussi tant que l'accès est ouvert. Le lieu ou l'équipement sont demandés quand le profil ne se donne pas
pour l'organisme entier. Les lignes closes ne sont pas regardées.

## Article

Article {articles[bulletin-pj3].numero} du bulletin d'adhésion.

## Exemple

```yaml
utilisateurs:
  - nom: EXEMPLE
    profil: P1
    # le prénom, l'équipement et la date d'habilitation manquent
```

## Comment corriger

Demandez au partenaire ce qui manque, et complétez la ligne.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name
from generator.checks.words import LEVELS, together
from generator.obligations.quotas import level
from generator.store.schema.nominative import User
from generator.store.schema.services import Column, Service

_MAY_BE_BLANK: tuple[Column, ...] = ("identifiant", "cloture_le", "lieu", "equipement")


def check(context: Context) -> Iterator[Finding]:
    """An error for each open line with something missing."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            for rank, line in sheet.open_lines(context.today):
                if blank := list(_blank(line, sheet.adhesion.service)):
                    yield context.finding(
                        sheet.entry, sheet.path(rank), "erreur",
                        f"Une ligne de la PJ3 est incomplète : il manque {together(blank)}.",
                        "Demandez-le au partenaire, et complétez la ligne.",
                        article=case.article("bulletin-pj3"), who=full_name(line),
                    )  # fmt: skip


def _blank(line: User, service: Service) -> Iterator[str]:
    for column, title in service.colonnes_pj3.items():
        if column not in _MAY_BE_BLANK and getattr(line, column) is None:
            yield f"« {title} »"
    profile = service.profils.get(line.profil)
    if profile and level(line) == "organisme" and "organisme" not in profile.niveaux:
        yield " ou ".join(LEVELS[one] for one in profile.niveaux)
