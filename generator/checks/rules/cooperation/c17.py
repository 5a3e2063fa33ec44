"""C17 : même adresse dans les deux listes

## Ce que la règle vérifie

Une même adresse électronique ne peut pas être à la fois dans la liste des accès ouverts et dans celle des
clôtures. Si l'accès a été redemandé après la clôture, c'est un avertissement : la ligne de clôture peut être
un oubli.

## Article

Article {articles[cloture].numero} de la convention.

## Exemple

```yaml
ouverts:
  - nom: EXEMPLE
    adresse_electronique: a.exemple@cc-exemple.example
clos:
  - nom: EXEMPLE
    adresse_electronique: a.exemple@cc-exemple.example
    cloture_demandee_le: 2026-02-01
```

## Comment corriger

Demandez au partenaire si la personne doit garder son accès, et gardez la ligne dans une seule liste.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, login, reopened
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each address in both lists, a warning when it was reopened after the closing."""
    for holders in context.holders:
        if holders.annexe_1 is None:
            continue
        current = {login(line.adresse_electronique) for line in holders.open_lines}
        for index, line in enumerate(holders.closed_lines):
            address = line.adresse_electronique
            if address is None or login(address) not in current:
                continue
            closing = line.cloture_le or line.cloture_demandee_le
            again = closing is not None and reopened(holders, address, closing)
            after = (
                f", l'accès ayant été rouvert après la clôture du {long_date(closing)}"
                if closing and again
                else ""
            )
            yield context.finding(
                holders.annexe_1, ("clos", index, "adresse_electronique"),
                "avertissement" if again else "erreur",
                f"Une même adresse est dans les deux listes de l'annexe 1{after}.",
                "Faites confirmer la ligne de clôture par le partenaire."
                if again
                else "Demandez au partenaire si la personne qui est dans les deux listes garde son accès, et gardez une seule des deux lignes.",
                article=holders.case.article("cloture"), who=full_name(line),
            )  # fmt: skip
