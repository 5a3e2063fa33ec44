"""C26 : délai de recours contre l'acte

## Ce que la règle vérifie

L'acte qui autorise le partenaire à signer peut être contesté pendant deux mois après sa publication. C'est un délai
franc : ni le premier jour ni le dernier ne comptent, et un dernier jour qui tombe un samedi, un dimanche ou un jour
férié est reporté au premier jour ouvrable (jours fériés du département de la Caf). La règle donne ce dernier jour
tant que le délai court, pour les deux familles de conventions. Un recours gracieux peut le prolonger : greffe ne le
sait pas.

## Article

Code de justice administrative, article R. 421-1. La convention n'en parle pas.

## Exemple

```yaml
acte:
  nature: deliberation
  transmission:
    publie_le: 2026-03-16   # deux mois francs : le dimanche 17 mai, donc le lundi 18 mai 2026
```

## Comment corriger

Rien n'est à corriger. Jusqu'à ce jour, l'acte peut encore être contesté : tenez-en compte si la convention en dépend.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.franc import open_appeal
from generator.store.schema.partner import PUBLIC_BODIES

LAW = "CJA, art. R. 421-1"


def check(context: Context) -> Iterator[Finding]:
    """An information for each act that may still be appealed against."""
    for case in context.every_case:
        act = case.standing.convention.acte
        if act is None or case.entry.record.type not in PUBLIC_BODIES:
            continue
        if last := open_appeal(act, case.caf.record.departement, context.today):
            yield context.finding(
                case.entry, case.path("acte", "transmission", "publie_le"), "information",
                f"L'acte qui autorise la signature peut être contesté jusqu'au {long_date(last)} inclus.",
                "Rien à faire ; tenez-en compte si la convention en dépend.",
                article=LAW, due=last,
            )  # fmt: skip
