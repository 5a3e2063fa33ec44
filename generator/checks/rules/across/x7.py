"""X7 : même personne chez deux partenaires

## Ce que la règle vérifie

Deux partenaires peuvent partager un agent ; c'est aussi ainsi que se voit un départ que personne n'a dit. La règle
signale une personne dont l'accès est ouvert chez deux partenaires, et une personne partie de l'un (« parti_le » du
suivi) dont l'accès est ouvert chez l'autre. Elle rapproche les adresses, puis les noms complets : des homonymes sont
possibles. Annexes 1 et PJ3 sont regardées ensemble.

## Article

Aucun : la convention n'en parle pas. L'alerte est pour la Caf, jamais pour les partenaires.

## Exemple

```yaml
# data/nominatif/ccas-exemple.annexe-1.yml
ouverts:
  - nom: EXEMPLE
    prenom: Anne   # son nom est aussi dans l'annexe 1 de la commune
```

## Comment corriger

Regardez si la personne travaille bien pour les deux. Sinon, demandez à celui qu'elle a quitté de clore son accès.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, login, name_words
from generator.obligations.quotas import is_open
from generator.store.dataset import Entry
from generator.store.schema.nominative import OpenAccount, User
from generator.store.source import Path


@dataclass(frozen=True)
class _Access:
    entry: Entry[Any]
    path: Path
    line: OpenAccount | User

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What tells who it is: the address, and the name when it is whole."""
        return tuple(_marks(self.line))


def check(context: Context) -> Iterator[Finding]:
    """An information for each person with an access at two partners, or gone from one of them."""
    accesses = list(_accesses(context))
    known: dict[str, set[str]] = defaultdict(set)
    for access in accesses:
        for mark in access.marks:
            known[mark].add(access.entry.id)
    for access in {
        (each.entry.source.file, each.marks): each for each in reversed(accesses)
    }.values():
        others = _others(known, access.marks, access.entry.id)
        if others and (context.selected is None or access.entry.id in context.selected):
            yield context.finding(
                access.entry, access.path, "information",
                "Une personne a aussi un accès ouvert chez un autre partenaire.",
                "Vérifiez qu'elle travaille bien pour les deux.",
                who=f"{full_name(access.line)}, aussi chez {', '.join(others)}",
            )  # fmt: skip
    for holders in context.holders:
        for index, account in enumerate(holders.accounts):
            if holders.follow_up is None or not account.parti_le or account.parti_le > context.today:  # fmt: skip
                continue
            name = login(account.adresse_electronique)
            marks = {name} | {
                " ".join(name_words(full_name(line)))
                for line in holders.closed_lines
                if line.prenom and line.adresse_electronique and login(line.adresse_electronique) == name
            }  # fmt: skip
            if others := _others(known, marks, holders.follow_up.id):
                yield context.finding(
                    holders.follow_up, ("comptes", index, "parti_le"), "information",
                    "Une personne partie d'ici a un accès ouvert chez un autre partenaire.",
                    "Vérifiez que l'accès qu'elle avait ici est clos.",
                    who=f"{account.adresse_electronique}, aussi chez {', '.join(others)}",
                )  # fmt: skip


def _accesses(context: Context) -> Iterator[_Access]:
    """Every access open or asked for, of the active partners: a person may hold several at one of them."""
    data = context.dataset
    active = {key for key, each in data.partners.items() if each.record.statut == "actif"}
    for key, annexe in data.annexes_1.items():
        if key in active:
            for index, line in enumerate(annexe.record.ouverts):
                yield _Access(annexe, ("ouverts", index), line)
    for key, users in data.users.items():
        if key in active:
            for rank, listed in enumerate(users.record.services):
                for index, user in enumerate(listed.utilisateurs):
                    if is_open(user, context.today):
                        yield _Access(users, ("services", rank, "utilisateurs", index), user)


def _marks(line: OpenAccount | User) -> Iterator[str]:
    if line.adresse_electronique:
        yield login(line.adresse_electronique)
    if line.prenom:
        yield " ".join(name_words(full_name(line)))


def _others(known: dict[str, set[str]], marks: Iterable[str], own: str) -> list[str]:
    return sorted({partner for mark in marks for partner in known.get(mark, ())} - {own})
