"""C10 : revue des habilitations à faire

## Ce que la règle vérifie

Le partenaire passe en revue les habilitations de ses agents au moins {frequences.revue}. Le délai court
depuis la dernière revue notée, à défaut depuis la signature. La règle avertit {parametres.annonce} avant la
date, et signale une erreur dès le lendemain.

## Article

Article {articles[obligations-partenaire].numero} de la convention.

## Exemple

```yaml
signature: # signée par les deux parties le 15 janvier 2025
  partenaire: 2025-01-15
  caf: 2025-01-15
# aucune « revues » : la première devait être faite au plus tard le 15 janvier 2026
```

## Comment corriger

Demandez au partenaire de faire la revue, puis ajoutez-la dans « revues », avec sa date et l'endroit où se
trouve sa preuve.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each review overdue, a warning for each one that comes due."""
    for case in context.cases:
        duty = case.duty("revue")
        if duty is None or duty.due is None or duty.trigger is None or duty.state == "a-venir":
            continue
        since = (
            "la dernière est du"
            if len(duty.path) > 1
            else "aucune n'est notée depuis la signature du"
        )
        late = duty.state == "en-retard"
        todo = "devait être faite" if late else "est à faire"
        yield context.finding(
            case.entry, case.path(*duty.path), "erreur" if late else "avertissement",
            f"La revue des habilitations {todo} au plus tard le {long_date(duty.due)} : {since} {long_date(duty.trigger)}.",
            "Faites faire la revue au partenaire, puis notez-la dans « revues ».",
            article=case.article(duty.article), due=duty.due,
        )  # fmt: skip
