"""C15 : personne sortie des deux listes

## Ce que la règle vérifie

Une nouvelle annexe 1 garde les personnes dont l'accès est ouvert : quelqu'un ne quitte la première liste que pour
la seconde. La règle signale un compte ouvert, d'après le suivi, dont l'adresse n'est dans aucune des deux listes de
l'annexe 1 et dont personne n'a demandé la clôture. Une adresse de connexion qui a changé donne la même alerte.

Quand une annexe 1 revient, « greffe intake » compare les deux versions et ne l'enregistre pas tant que vous n'avez
pas dit quoi faire de chaque personne absente.

## Article

Article {articles[nouveaux-acces].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example   # dans aucune liste de l'annexe 1
    ouvert_le: 2025-03-01
```

## Comment corriger

Demandez au partenaire si la personne garde son accès, et une annexe 1 où elle est dans l'une des deux listes.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import vanished, without_address


def check(context: Context) -> Iterator[Finding]:
    """An error for each open account that neither list of the annexe carries."""
    for holders in context.holders:
        if holders.follow_up is None or without_address(holders):
            continue
        for index, account in vanished(holders):
            yield context.finding(
                holders.follow_up, ("comptes", index), "erreur",
                "Un compte est ouvert, et la personne n'est dans aucune des deux listes de l'annexe 1.",
                "Demandez au partenaire une annexe 1 où elle est dans l'une des deux listes.",
                article=holders.case.article("nouveaux-acces"), who=account.adresse_electronique,
            )  # fmt: skip
