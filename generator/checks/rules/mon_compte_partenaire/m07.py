"""M07 : administrateur suppléant manquant

## Ce que la règle vérifie

Le contrat de service nomme un administrateur (gestionnaire principal) et un suppléant. La règle signale un
contrat sans suppléant.

## Article

Articles {articles[contrat-description].numero} et {articles[contrat-utilisateurs].numero} du contrat de service.

## Exemple

```yaml
contrat:
  administrateur:
    nom: EXEMPLE
  # « suppleant » manque
```

## Comment corriger

Demandez au partenaire qui supplée l'administrateur et notez-le dans « suppleant ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import together


def check(context: Context) -> Iterator[Finding]:
    """A warning for each contrat without a suppléant."""
    for case in context.mcp_in_force:
        contract = case.convention.contrat
        if contract and contract.suppleant is None:
            articles = case.articles("contrat-description", "contrat-utilisateurs")
            yield context.finding(
                case.entry, case.path("contrat", "suppleant"), "avertissement",
                "Le contrat de service ne nomme pas d'administrateur suppléant.",
                "Demandez-le au partenaire et notez-le dans « suppleant ».",
                article=together(articles) or None,
            )  # fmt: skip
