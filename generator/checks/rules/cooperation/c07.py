"""C07 : revue sans preuve

## Ce que la règle vérifie

La Caf peut contrôler les revues des habilitations et demander tout justificatif. La règle avertit quand la
dernière revue notée ne dit pas où se trouve sa preuve.

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
revues:
  - date: 2026-01-14
    par: responsable des habilitations
    # « preuve » manque
```

## Comment corriger

Demandez au partenaire le compte rendu de la revue, et notez dans « preuve » où il est classé.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.reviews import last_done


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention whose last review has no evidence."""
    for case in context.cases:
        done = last_done(case.convention.revues, context.today)
        if done is None:
            continue
        last, index = done
        if case.convention.revues[index].preuve is None:
            yield context.finding(
                case.entry, case.path("revues", index), "avertissement",
                f"La dernière revue des habilitations, du {long_date(last)}, est notée sans preuve.",
                "Demandez au partenaire son compte rendu, et notez dans « preuve » où il est classé.",
                article=case.article("obligations-caf"),
            )  # fmt: skip
