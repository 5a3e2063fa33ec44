"""C24 : demande d'accès ou de clôture en attente

## Ce que la règle vérifie

Une personne de la liste des accès demandés doit avoir un compte ouvert : sinon, c'est un avertissement. Une
clôture demandée, par la seconde liste de l'annexe 1 ou notée dans le suivi, doit être faite sans délai :
sinon, c'est une erreur.

## Article

Articles {articles[demande-initiale].numero}, {articles[nouveaux-acces].numero} et {articles[cloture].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    ouvert_le: 2025-03-01
    cloture_demandee_le: 2026-02-01   # et pas de « clos_le »
```

## Comment corriger

Ouvrez ou fermez l'accès sur la plateforme, puis notez le jour dans « ouvert_le » ou « clos_le ».
"""

from collections.abc import Iterator

from generator.checks.cases import Holders
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, login, reopened
from generator.documents.french.dates import long_date
from generator.obligations.retention import asked_on, is_closed
from generator.store.schema.nominative import Account, OpenAccount


def check(context: Context) -> Iterator[Finding]:
    """A warning for each access still to open, an error for each one still to close."""
    for holders in context.holders:
        if holders.follow_up:
            yield from _to_open(context, holders)
            yield from _to_close(context, holders)


def _to_open(context: Context, holders: Holders) -> Iterator[Finding]:
    accounts = {login(account.adresse_electronique): account for account in holders.accounts}
    for index, line in enumerate(holders.open_lines):
        if holders.annexe_1 and _waiting(line, accounts.get(login(line.adresse_electronique))):
            asked = f" le {long_date(line.demande_le)}" if line.demande_le else ""
            yield context.finding(
                holders.annexe_1, ("ouverts", index), "avertissement",
                f"Un accès demandé{asked} n'est pas encore ouvert.",
                "Ouvrez-le sur la plateforme, puis notez le jour dans le suivi (« ouvert_le »).",
                article=holders.case.article("nouveaux-acces"), who=full_name(line),
            )  # fmt: skip


def _waiting(line: OpenAccount, account: Account | None) -> bool:
    if account is None:
        return True
    if account.clos_le and is_closed(account):
        return line.demande_le is not None and line.demande_le > account.clos_le
    return account.ouvert_le is None


def _to_close(context: Context, holders: Holders) -> Iterator[Finding]:
    listed = {login(line.adresse_electronique): line
              for line in holders.closed_lines if line.adresse_electronique}  # fmt: skip
    for index, account in enumerate(holders.accounts):
        line = listed.get(login(account.adresse_electronique))
        asked = account.cloture_demandee_le or (asked_on(line) if line else None)
        if is_closed(account) or (asked is None and line is None):
            continue
        if asked and (
            asked > context.today or reopened(holders, account.adresse_electronique, asked)
        ):
            continue
        when = f" le {long_date(asked)}" if asked else ""
        assert holders.follow_up
        yield context.finding(
            holders.follow_up, ("comptes", index), "erreur",
            f"Une clôture demandée{when} n'est pas encore faite.",
            "Fermez l'accès sur la plateforme, puis notez le jour dans le suivi (« clos_le »).",
            article=holders.case.article("cloture"), who=account.adresse_electronique,
        )  # fmt: skip
