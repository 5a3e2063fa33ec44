"""X3 : représentant plus ancien qu'une élection générale

## Ce que la règle vérifie

Une élection générale renouvelle les mandats : élections municipales pour les communes, leurs groupements et leurs
CCAS, élections départementales pour les départements. La règle signale un représentant, délégation comprise, en
fonction (« depuis ») d'avant la dernière de ces élections. Elle ne vise ni les MSA ni les associations.

## Article

Aucun : la convention n'en parle pas.

## Exemple

```yaml
type: commune
representant:
  fonction: maire
  depuis: 2020-05-25   # les élections municipales ont eu lieu les 15 et 22 mars 2026
```

## Comment corriger

Vérifiez qui représente le partenaire aujourd'hui. La même personne a pu être réélue : notez alors le nouveau jour
dans « depuis ».
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.obligations.elections import last_election


def check(context: Context) -> Iterator[Finding]:
    """An information for each partner whose representative is older than the last general election."""
    for entry in {case.entry.id: case.entry for case in context.every_case}.values():
        since = entry.record.representant.depuis
        election = last_election(entry.record.type, context.today)
        if since and election and since < election[0]:
            yield context.finding(
                entry, ("representant", "depuis"), "information",
                f"Le représentant est en fonction depuis le {long_date(since)}, avant les élections des {_rounds(*election)}.",
                "Vérifiez qui représente le partenaire ; en cas de réélection, notez le nouveau jour dans « depuis ».",
            )  # fmt: skip


def _rounds(first: date, second: date) -> str:
    """« 15 et 22 mars 2026 », « 27 juin et 4 juillet 2027 »."""
    begun, over = long_date(first).split(NBSP), long_date(second)
    while begun[-1] in over.split(NBSP):
        begun.pop()
    return f"{NBSP.join(begun)} et {over}"
