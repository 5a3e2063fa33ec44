"""C02 : annexes gardées trop longtemps après la fin

## Ce que la règle vérifie

Les données personnelles des annexes 1 et 2 se gardent {parametres.conservation_annexes} après la fin de la
convention, le temps d'un éventuel litige. La règle regarde l'annexe 1, le suivi des comptes et les interlocuteurs
de l'annexe 2 encore enregistrés : une information 30 jours avant le dernier jour, une erreur dès le lendemain.

Quand une convention plus récente est signée, l'annexe 1 et le suivi sont les siens ; seule l'annexe 2 de
l'ancienne est à effacer. Les partenaires archivés sont regardés aussi.

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
statut: archive
conventions:
  - famille: cooperation   # a pris fin le 15 avril 2024
    annexe_2:
      responsable_habilitations:
        - nom: EXEMPLE   # à effacer au plus tard le 15 avril 2026
```

## Comment corriger

Supprimez les deux fichiers nominatifs, et les interlocuteurs de l'annexe 2 (sa date de transmission peut rester).
Git garde ce qui a été supprimé : voyez le guide des éditeurs.
"""

from collections.abc import Iterator
from typing import Any

from generator.checks.cases import Case, Kept
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.roles import ANNEXE_2
from generator.documents.french.dates import long_date
from generator.store.dataset import Entry
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """An error for each annexe kept too long after the end, an information in the last days."""
    for kept in context.kept:
        for case in kept.signed:
            duty = next((each for each in case.standing.remains if each.code == "effacement"), None)
            if duty is None or duty.due is None or duty.trigger is None or duty.state == "a-venir":
                continue
            late = duty.state == "en-retard"
            for entry, path, what in _stored(kept, case):
                yield context.finding(
                    entry, path, "erreur" if late else "information",
                    f"{what} sont encore là ; la convention a pris fin le {long_date(duty.trigger)}, "
                    + f"et elles {'devaient' if late else 'doivent'} être effacées au plus tard le {long_date(duty.due)}.",
                    "Effacez-les, puis notez-le au dossier ; Git garde ce qui a été supprimé.",
                    article=case.article(duty.article), due=duty.due,
                )  # fmt: skip


def _stored(kept: Kept, case: Case) -> Iterator[tuple[Entry[Any], Path, str]]:
    """The data of annexes 1 and 2 that are still there for `case`, and how to call them."""
    annexe = case.convention.annexe_2
    if annexe and any(getattr(annexe, role) for role in ANNEXE_2):
        yield case.entry, case.path("annexe_2"), "Les données personnelles de l'annexe 2"
    if case is kept.last:
        if kept.annexe_1 and (kept.annexe_1.record.ouverts or kept.annexe_1.record.clos):
            yield kept.annexe_1, (), "Les données personnelles de l'annexe 1"
        if kept.follow_up and kept.accounts:
            yield kept.follow_up, ("comptes",), "Les adresses du suivi des comptes"
