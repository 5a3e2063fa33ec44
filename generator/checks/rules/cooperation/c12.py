"""C12 : annexe 2 incomplète ou dépassée

## Ce que la règle vérifie

L'annexe 2 nomme, chez le partenaire, un responsable des habilitations et un responsable sécurité. Quand l'un
d'eux change, une nouvelle annexe 2 est envoyée. La règle signale un rôle sans personne, et une annexe 2
transmise avant le dernier changement (« depuis » d'un contact, ou « modifiee_le »).

## Article

Article {articles[obligations-partenaire].numero} de la convention.

## Exemple

```yaml
annexe_2:
  transmise_le: 2026-01-15
  responsable_habilitations:
    - nom: EXEMPLE
      depuis: 2026-03-01   # après la transmission
# et personne comme responsable sécurité
```

## Comment corriger

Demandez au partenaire l'annexe 2 complète, recopiez-la et notez sa date de transmission.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.roles import ANNEXE_2, changed_on, vacant
from generator.checks.words import together
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each annexe 2 with a role missing, or older than a change."""
    for case in context.cases:
        annexe = case.convention.annexe_2
        article = case.article("obligations-partenaire")
        if roles := vacant(annexe, ANNEXE_2):
            yield context.finding(
                case.entry, case.path("annexe_2"), "erreur",
                f"L'annexe 2 ne nomme personne comme {together(roles)}."
                if annexe
                else "L'annexe 2 manque : ni responsable des habilitations, ni responsable sécurité.",
                "Demandez au partenaire l'annexe 2 complète et recopiez-la dans son fichier.",
                article=article,
            )  # fmt: skip
        changed = changed_on(annexe, ANNEXE_2, context.today) if annexe else None
        if annexe and changed and annexe.transmise_le and annexe.transmise_le < changed:
            yield context.finding(
                case.entry, case.path("annexe_2", "transmise_le"), "erreur",
                f"L'annexe 2 a été transmise le {long_date(annexe.transmise_le)}, avant le changement d'interlocuteurs du {long_date(changed)}.",
                "Demandez au partenaire une nouvelle annexe 2, puis notez sa date dans « annexe_2 », « transmise_le ».",
                article=article,
            )  # fmt: skip
