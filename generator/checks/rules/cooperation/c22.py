"""C22 : résiliation, effective à la réception

## Ce que la règle vérifie

En cas de manquement ou de mauvais usage des données, la Caf peut résilier la convention à tout moment par lettre
recommandée avec accusé de réception, et la résiliation prend effet le jour de la réception. La règle rappelle ce
jour tant qu'un compte du suivi est ouvert ou que l'attestation de destruction du partenaire n'est pas notée ; elle
se tait pour un partenaire archivé, et quand une convention plus récente est signée.

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

Fermez tous les accès le jour même et notez-le dans le suivi (« clos_le »), demandez l'attestation de destruction
au partenaire et notez-la (« attestation_destruction »). Le partenaire prend ensuite le statut « archive ».
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Kept
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.retention import is_closed


def check(context: Context) -> Iterator[Finding]:
    """An information for each termination whose receipt is noted."""
    for kept in context.kept:
        case, notice = kept.last, kept.last.convention.denonciation
        if case.entry.record.statut == "archive" or not notice or notice.type != "resiliation":
            continue
        if (day := notice.recue_le) and not _settled(kept, day, context.today):
            yield context.finding(
                case.entry, case.path("denonciation", "recue_le"), "information",
                f"La résiliation {'prend' if day >= context.today else 'a pris'} effet le {long_date(day)}, jour de sa réception.",
                "Fermez les accès ce jour-là (« clos_le » du suivi), et demandez au partenaire l'attestation de destruction (« attestation_destruction ») : l'alerte cesse quand les deux sont notés.",
                article=case.article("resiliation"), due=day,
            )  # fmt: skip


def _settled(kept: Kept, end: date, today: date) -> bool:
    """Whether nothing is left to do once the termination took effect: accounts closed, attestation received."""
    received = kept.last.convention.attestation_destruction
    opened = any(each.ouvert_le and not is_closed(each) for each in kept.accounts)
    return bool(end <= today and received and received.recue_le <= today) and not opened
