"""M15 : bilan annuel en retard

## Ce que la règle vérifie

Les parties font un bilan au moins {frequences.bilan} : les accès sont-ils bien attribués et bien utilisés ? Le
délai court depuis le dernier bilan noté, à défaut depuis la signature de la convention. La règle avertit dès le
lendemain de l'échéance.

## Article

Article {articles[suivi].numero} de la convention.

## Exemple

```yaml
signature: # signée par les deux parties le 15 janvier 2025
  partenaire: 2025-01-15
  caf: 2025-01-15
# aucun « bilans » : le premier devait être fait au plus tard le 15 janvier 2026
```

## Comment corriger

Faites le bilan avec le partenaire, puis notez-le dans « bilans ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """A warning for each bilan overdue."""
    for case in context.mcp_in_force:
        duty = case.duty("bilan")
        if duty and duty.due and duty.trigger and duty.state == "en-retard":
            since = (
                "le dernier est du"
                if len(duty.path) > 1
                else "aucun n'est noté depuis la signature du"
            )
            yield context.finding(
                case.entry, case.path(*duty.path), "avertissement",
                f"Le bilan annuel devait être fait au plus tard le {long_date(duty.due)} : {since} {long_date(duty.trigger)}.",
                "Faites-le avec le partenaire, puis notez-le dans « bilans ».",
                article=case.article(duty.article), due=duty.due,
            )  # fmt: skip
