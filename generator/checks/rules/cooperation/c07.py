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


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention whose last review has no evidence."""
    for case in context.cases:
        done = [(review.date, index, review.preuve)
                for index, review in enumerate(case.convention.revues) if review.date <= context.today]  # fmt: skip
        if not done:
            continue
        last, index, proof = max(done, key=lambda review: review[:2])
        if proof is None:
            yield context.finding(
                case.entry, case.path("revues", index), "avertissement",
                f"La dernière revue des habilitations, du {long_date(last)}, est notée sans preuve.",
                "Demandez au partenaire son compte rendu, et notez dans « preuve » où il est classé.",
                article=case.article("obligations-caf"),
            )  # fmt: skip
