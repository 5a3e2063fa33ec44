"""C14 : accès ouvert trop tôt

## Ce que la règle vérifie

La Caf ouvre un accès quand elle a reçu la convention signée par le partenaire et l'annexe 1. La règle
signale un accès ouvert avant la réception de la convention, avant la demande que porte l'annexe 1, ou sans
annexe 1. Elle avertit quand une demande est datée d'après la transmission de l'annexe qui la porte.

Quand le partenaire a signé plusieurs conventions, c'est la réception de la plus ancienne qui compte.

## Article

Article {articles[demande-initiale].numero} de la convention.

## Exemple

```yaml
# data/partners/cc-exemple.yml
    signature:
      recue_le: 2026-01-14
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    ouvert_le: 2026-01-10   # quatre jours trop tôt
```

## Comment corriger

Vérifiez les dates. Si elles sont justes, l'accès a été ouvert à tort : notez-le, et demandez la pièce qui
manque. Une date de demande postérieure à l'annexe se corrige avec le partenaire.
"""

from collections.abc import Iterator

from generator.checks.cases import Holders
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, login
from generator.documents.french.dates import long_date
from generator.obligations.retention import is_closed


def check(context: Context) -> Iterator[Finding]:
    """An error for each access opened too early, a warning for each request dated after its annexe."""
    for holders in context.holders:
        yield from _opened(context, holders)
        yield from _requests(context, holders)


def _opened(context: Context, holders: Holders) -> Iterator[Finding]:
    follow_up, received = holders.follow_up, holders.first.signature.recue_le
    if follow_up is None:
        return
    none = holders.annexe_1 is None and holders.case.convention.annexe_1 is None
    asked = {login(line.adresse_electronique): line.demande_le for line in holders.open_lines}
    for index, account in enumerate(holders.accounts):
        opened = account.ouvert_le
        if opened is None:
            continue
        request = asked.get(login(account.adresse_electronique))
        if received and opened < received:
            fault = f"avant la réception de la convention signée par le partenaire ({long_date(received)})"
        elif request and opened < request and not is_closed(account):
            fault = f"avant sa demande dans l'annexe 1 ({long_date(request)})"
        elif none:
            fault = "sans qu'une annexe 1 ait été reçue"
        else:
            continue
        yield context.finding(
            follow_up, ("comptes", index, "ouvert_le"), "erreur",
            f"Un accès a été ouvert le {long_date(opened)}, {fault}.",
            "Vérifiez la date d'ouverture de l'accès ; si elle est juste, demandez au partenaire la pièce qui manque.",
            article=holders.case.article("demande-initiale"), who=account.adresse_electronique,
        )  # fmt: skip


def _requests(context: Context, holders: Holders) -> Iterator[Finding]:
    if holders.annexe_1 is None or holders.sent is None:
        return
    for index, line in enumerate(holders.open_lines):
        if line.demande_le and line.demande_le > holders.sent:
            yield context.finding(
                holders.annexe_1, ("ouverts", index, "demande_le"), "avertissement",
                f"La demande est datée du {long_date(line.demande_le)}, après la transmission de l'annexe 1 ({long_date(holders.sent)}).",
                "Faites confirmer la date par le partenaire.",
                article=holders.case.article("demande-initiale"), who=full_name(line),
            )  # fmt: skip
