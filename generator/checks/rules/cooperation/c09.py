"""C09 : départ signalé trop tard, ou pas du tout

## Ce que la règle vérifie

Le partenaire signale sans délai un agent qui part ou change de mission, par une annexe 1 où l'agent passe dans la
seconde liste. La règle signale un agent parti, d'après le suivi, qui est encore dans la liste des accès ouverts.
Elle avertit quand la clôture a été demandée après le jour du départ.

## Article

Articles {articles[obligations-partenaire].numero} et {articles[cloture].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    parti_le: 2026-04-30
    cloture_demandee_le: 2026-05-04   # quatre jours trop tard
```

## Comment corriger

Fermez l'accès, demandez au partenaire une annexe 1 à jour et enregistrez-la. Un départ signalé tard ne se rattrape
pas : rappelez au partenaire d'envoyer l'annexe dès qu'un départ est connu, puis mettez l'alerte de côté dans
`data/controle.yml`.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Holders
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import login
from generator.checks.words import together
from generator.documents.french.dates import long_date
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """An error for each agent who left and is still listed, a warning for each departure told late."""
    for holders in context.holders:
        article = together(holders.case.articles("obligations-partenaire", "cloture")) or None
        for index, account in enumerate(holders.accounts):
            left, name = account.parti_le, login(account.adresse_electronique)
            if holders.follow_up is None or left is None or left > context.today:
                continue
            path: Path = ("comptes", index, "parti_le")
            told = account.cloture_demandee_le or _listed(holders, name)
            if _open(holders, name, left):
                yield context.finding(
                    holders.follow_up, path, "erreur",
                    f"Un agent parti le {long_date(left)} est encore dans la liste des accès ouverts de l'annexe 1.",
                    "Fermez son accès, demandez au partenaire une annexe 1 à jour et enregistrez-la avec « greffe intake ».",
                    article=article, who=account.adresse_electronique,
                )  # fmt: skip
            elif told and told > left:
                yield context.finding(
                    holders.follow_up, path, "avertissement",
                    f"Un départ du {long_date(left)} n'a donné lieu à une demande de clôture que le {long_date(told)}.",
                    f"Rappelez au partenaire que l'annexe 1 s'envoie dès qu'un départ est connu, puis {context.set_aside(holders.case.entry, path)}",
                    article=article, who=account.adresse_electronique,
                )  # fmt: skip


def _open(holders: Holders, name: str, left: date) -> bool:
    """Whether list 1 has that login, and not because an access was asked for again after `left`."""
    return any(
        login(line.adresse_electronique) == name and not (line.demande_le and line.demande_le > left)
        for line in holders.open_lines
    )  # fmt: skip


def _listed(holders: Holders, name: str) -> date | None:
    """The day that list 2 gives to the request to close the access of that login."""
    days = (
        line.cloture_demandee_le
        for line in holders.closed_lines
        if line.adresse_electronique and login(line.adresse_electronique) == name
    )
    return next(days, None)
