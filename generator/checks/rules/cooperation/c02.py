"""C02 : annexes gardées trop longtemps après la fin

## Ce que la règle vérifie

Les données personnelles des annexes 1 et 2 se gardent {parametres.conservation_annexes} après la fin de la
convention, le temps d'un éventuel litige. La règle regarde l'annexe 1, le suivi des comptes et les interlocuteurs
de l'annexe 2 encore enregistrés : une information dans les 30 derniers jours, une erreur dès le lendemain du
dernier. Ces données se gardent tout le délai : elles s'effacent ce lendemain, pas avant.

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
        - nom: EXEMPLE   # gardé jusqu'au 15 avril 2026, à effacer à partir du 16
```

## Comment corriger

« greffe purge » dit ce qu'il faut effacer ; « greffe purge --apply » supprime les deux fichiers nominatifs et les
interlocuteurs de l'annexe 2, et note dans la convention le jour et le nombre, sans nom. Git garde ce qui a été
supprimé : voyez le guide des éditeurs. Ce qu'il faut garder pour un litige se protège avec « conservation », une raison
et un dernier jour : la règle n'en fait plus qu'une information.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.checks.cases import Case, Kept
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.holds import Held, holds, keeping
from generator.checks.roles import ANNEXE_2
from generator.documents.french.dates import long_date
from generator.obligations.retention import erased_from, is_awaited
from generator.store.dataset import Entry
from generator.store.schema.conservation import Erased
from generator.store.source import Path

_SETTLE = "Effacez d'abord de la plateforme les données des comptes qui n'ont pas de « donnees_effacees_le », et délivrez les attestations demandées. "


def check(context: Context) -> Iterator[Finding]:
    """An error for each annexe kept too long after the end, an information in the last days or while it is held."""
    for kept in context.kept:
        for case in kept.signed:
            duty = next((each for each in case.standing.remains if each.code == "effacement"), None)
            if duty is None or duty.due is None or duty.trigger is None or duty.state == "a-venir":
                continue
            late, since = duty.state == "en-retard", erased_from(duty.due)
            held = holds(context.dataset, case.entry.id)
            for data in _stored(kept, case):
                hold = _hold(held, data, context.today)
                yield context.finding(
                    data.entry, data.path, "erreur" if late and not hold else "information",
                    f"{data.words} sont encore là ; la convention a pris fin le {long_date(duty.trigger)} : "
                    + f"elles se gard{'aient' if late else 'ent'} jusqu'au {long_date(duty.due)}, et sont à effacer {'depuis le' if late else 'à partir du'} {long_date(since)}.",
                    hold.remedy if hold else _remedy(data, late=late),
                    article=case.article(duty.article), due=since if late else None,
                    frank_remedy=hold.frank_remedy if hold else None,
                )  # fmt: skip


class _Data(NamedTuple):
    """Data still there: where, how to call them, the addresses of each line, and what must be done `first`."""

    kind: Erased
    entry: Entry[Any]
    path: Path
    words: str
    lines: Sequence[Sequence[str | None]]
    first: str = ""


def _remedy(data: _Data, *, late: bool) -> str:
    if late:
        return f"{data.first}« greffe purge --apply » les efface et le note au dossier ; Git garde ce qui a été supprimé."
    return f"{data.first}Rien à effacer ici avant ce jour-là : « greffe purge » ne le fera pas plus tôt."


def _hold(held: Sequence[Held], data: _Data, day: date) -> Held | None:
    """The hold that ends first, when each line has one; None as soon as one has none."""
    found = [keeping(held, data.kind, line, day) for line in data.lines]
    known = [hold for hold in found if hold]
    return min(known, key=lambda hold: hold.until) if known and len(known) == len(found) else None


def _stored(kept: Kept, case: Case) -> Iterator[_Data]:
    """The data of annexes 1 and 2 that are still there for `case`."""
    contacts = [each for role in ANNEXE_2 for each in getattr(case.convention.annexe_2, role, ())]
    if contacts:
        addresses = [each.adresses_electroniques for each in contacts]
        yield _Data("annexe-2", case.entry, case.path("annexe_2"), "Les données personnelles de l'annexe 2", addresses)  # fmt: skip
    if case is not kept.last:
        return
    if annexe := kept.annexe_1:
        lines: list[list[str | None]] = [
            [each.adresse_electronique] for each in annexe.record.ouverts
        ]
        lines += [[each.adresse_electronique] for each in annexe.record.clos]
        if lines:
            yield _Data("annexe-1", annexe, (), "Les données personnelles de l'annexe 1", lines)
    if kept.follow_up and kept.accounts:
        logins = [[each.adresse_electronique] for each in kept.accounts]
        awaited = any(is_awaited(each, case.parameters) for each in kept.accounts)
        first = _SETTLE if awaited else ""
        yield _Data("suivi", kept.follow_up, ("comptes",), "Les adresses du suivi des comptes", logins, first)  # fmt: skip
