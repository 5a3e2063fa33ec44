"""M18 : résiliation demandée pour une date trop proche

## Ce que la règle vérifie

Une résiliation prend effet à la date voulue, mais pas avant {parametres.preavis_resiliation} après la réception
de la lettre. La règle signale une date d'effet plus proche ; la convention court alors jusqu'au premier jour
permis.

## Article

Article {articles[resiliation].numero} de la convention.

## Exemple

```yaml
resiliation:
  par: partenaire
  recue_le: 2026-05-15
  effet_le: 2026-06-30   # pas avant le 15 août 2026
```

## Comment corriger

Dites à l'autre partie la date d'effet que le texte permet, et corrigez « effet_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each termination asked for too early a day."""
    for case in context.mcp_in_force:
        letter, safe = case.convention.resiliation, case.term.safe
        if letter and letter.effet_le and safe and letter.effet_le < safe:
            yield context.finding(
                case.entry, case.path("resiliation", "effet_le"), "erreur",
                f"La résiliation est demandée pour le {long_date(letter.effet_le)} et ne peut prendre effet avant le {long_date(safe)}.",
                "Dites à l'autre partie la date que le texte permet, et corrigez « effet_le ».",
                article=case.article("resiliation"),
            )  # fmt: skip
