"""C19 : deux personnes sous une même adresse

## Ce que la règle vérifie

Les codes d'accès sont strictement personnels : deux personnes de la liste des accès ouverts ne peuvent pas
avoir la même adresse électronique, qui est leur identifiant. Les majuscules ne comptent pas.

## Article

Article {articles[engagements].numero} de la convention.

## Exemple

```yaml
ouverts:
  - nom: EXEMPLE
    prenom: Anne
    adresse_electronique: enfance@cc-exemple.example
  - nom: MODÈLE
    prenom: Zoé
    adresse_electronique: enfance@cc-exemple.example
```

## Comment corriger

Demandez au partenaire l'adresse nominative de chacune des personnes.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, login, same_person
from generator.store.schema.nominative import OpenAccount


def check(context: Context) -> Iterator[Finding]:
    """An error for each open line whose address another person already has."""
    for holders in context.holders:
        if holders.annexe_1 is None:
            continue
        first: dict[str, OpenAccount] = {}
        for index, line in enumerate(holders.open_lines):
            other = first.setdefault(login(line.adresse_electronique), line)
            if not same_person(line, other):
                yield context.finding(
                    holders.annexe_1, ("ouverts", index, "adresse_electronique"), "erreur",
                    "Deux personnes de la liste des accès ouverts ont la même adresse électronique.",
                    "Demandez au partenaire l'adresse nominative de chaque personne qui partage une adresse.",
                    article=holders.case.article("engagements"),
                    who=f"{full_name(other)} et {full_name(line)}",
                )  # fmt: skip
