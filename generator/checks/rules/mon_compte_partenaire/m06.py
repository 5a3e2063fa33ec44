"""M06 : incident sans réponse, escalade possible

## Ce que la règle vérifie

Un incident signalé au centre de services peut être porté aux interlocuteurs d'escalade après
{parametres.escalade} sans réponse. La règle le dit à partir de ce jour, tant que ni réponse ni escalade ne sont
notées.

## Article

Article {articles[contrat-escalade].numero} du contrat de service.

## Exemple

```yaml
incidents:
  - signale_le: 2026-06-01
    objet: Page inaccessible
    # ni « repondu_le » ni « escalade_le »
```

## Comment corriger

Saisissez les interlocuteurs d'escalade, dans l'ordre du contrat, et notez « escalade_le ». Si la réponse est
venue, notez « repondu_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An information for each incident that may be escalated."""
    for case in context.mcp_in_force:
        for duty in case.duties("escalade"):
            if duty.state == "ouvert" and duty.trigger and duty.window:
                yield context.finding(
                    case.entry, case.path(*duty.path), "information",
                    f"L'incident signalé le {long_date(duty.trigger)} est sans réponse : l'escalade est possible depuis le {long_date(duty.window)}.",
                    "Saisissez les interlocuteurs d'escalade et notez « escalade_le », ou notez la réponse dans « repondu_le ».",
                    article=case.article(duty.article),
                )  # fmt: skip
