"""C22 : résiliation, effective à la réception

## Ce que la règle vérifie

En cas de manquement ou de mauvais usage des données, la Caf peut résilier la convention à tout moment par lettre
recommandée avec accusé de réception, et la résiliation prend effet le jour de la réception. La règle rappelle ce
jour tant que le partenaire n'est pas archivé et qu'aucune convention plus récente n'est signée.

## Article

Article {articles[resiliation].numero} de la convention.

## Exemple

```yaml
denonciation:
  type: resiliation
  par: caf
  recue_le: 2026-06-01   # la convention prend fin ce jour-là
```

## Comment corriger

Fermez tous les accès le jour même, demandez l'attestation de destruction au partenaire, puis donnez-lui le statut
« archive ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An information for each termination whose receipt is noted."""
    for case in (kept.last for kept in context.kept):
        notice = case.convention.denonciation
        if case.entry.record.statut == "archive" or not notice or notice.type != "resiliation":
            continue
        if day := notice.recue_le:
            yield context.finding(
                case.entry, case.path("denonciation", "recue_le"), "information",
                f"La résiliation {'prend' if day >= context.today else 'a pris'} effet le {long_date(day)}, jour de sa réception.",
                "Fermez les accès ce jour-là, et demandez au partenaire l'attestation de destruction.",
                article=case.article("resiliation"), due=day,
            )  # fmt: skip
