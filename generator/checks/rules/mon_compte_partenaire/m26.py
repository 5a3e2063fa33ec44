"""M26 : convention d'objectifs et de financement expirée

## Ce que la règle vérifie

Un bulletin d'adhésion peut reposer sur une convention d'objectifs et de financement (COF). Si elle expire sans
être renouvelée, le bulletin et ses pièces justificatives sont caducs. La règle signale une COF dont le dernier
jour est passé.

## Article

Article {articles[bulletin-cof].numero} du bulletin d'adhésion.

## Exemple

```yaml
bulletins:
  - service: exemple
    cof:
      fin: 2025-12-31   # aucune autre n'est notée depuis
```

## Comment corriger

Si la COF a été renouvelée, notez ses nouvelles dates dans « cof ». Sinon, fermez les accès du service, puis mettez
l'alerte de côté dans `data/controle.yml` : un bulletin caduc n'a pas de date de fin à noter.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each bulletin whose COF has expired."""
    for case in context.mcp_in_force:
        for duty in case.duties("cof"):
            if duty.due and duty.state == "en-retard":
                yield context.finding(
                    case.entry, case.path(*duty.path), "erreur",
                    f"La convention d'objectifs et de financement a pris fin le {long_date(duty.due)} : le bulletin et ses pièces sont caducs.",
                    f"Notez les dates de la nouvelle dans « cof ». S'il n'y en a pas, fermez les accès du service, puis {context.set_aside(case.entry, case.path(*duty.path))}",
                    article=case.article(duty.article), due=duty.due,
                )  # fmt: skip
