"""C16 : seconde liste de l'annexe 1, trop longue ou incomplète

## Ce que la règle vérifie

À la date de transmission de l'annexe 1, une demande de clôture de moins de
{parametres.conservation_comptes_clos} doit figurer dans la seconde liste ; passé ce délai, elle ne doit plus
y être. Le délai court depuis la demande de clôture (à défaut, depuis la fin de l'habilitation). Le jour
exact où il s'achève, les deux sont admis.

Les clôtures connues de la Caf sont celles du fichier de suivi ; une personne dont l'accès a été rouvert
depuis n'a plus à y figurer, ni l'ancienne adresse d'une personne qui garde son accès sous une autre.

## Article

Article {articles[cloture].numero} de la convention.

## Exemple

```yaml
transmise_le: 2026-03-01
clos:
  - nom: EXEMPLE
    cloture_demandee_le: 2024-02-15   # plus de 2 ans : la ligne doit disparaître
```

## Comment corriger

Demandez au partenaire une annexe 1 dont la seconde liste est juste, et enregistrez-la à la place de
l'ancienne.
"""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Holders
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, unlisted, without_address
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration
from generator.obligations import civil
from generator.obligations.retention import asked_on
from generator.store.dataset import Entry
from generator.store.schema.nominative import Annexe1, FollowUp

_REMEDY = "Demandez au partenaire une annexe 1 dont la seconde liste est à jour."
_EITHER = "Rien à faire : ce jour-là, la ligne peut figurer ou non."


def check(context: Context) -> Iterator[Finding]:
    """An error for each closing listed too long, or not listed while it must be."""
    for holders in context.holders:
        if holders.annexe_1 and holders.sent:
            yield from _listed(context, holders, holders.annexe_1, holders.sent)
            if holders.follow_up and not without_address(holders):
                yield from _absent(context, holders, holders.follow_up, holders.sent)


def _listed(
    context: Context, holders: Holders, annexe: Entry[Annexe1], sent: date
) -> Iterator[Finding]:
    delay = holders.case.parameters.conservation_comptes_clos
    article = holders.case.article("cloture")
    for index, line in enumerate(holders.closed_lines):
        asked = asked_on(line)
        if asked is None or sent < (last := civil.after(asked, delay)):
            continue
        late = sent > last
        yield context.finding(
            annexe, ("clos", index), "erreur" if late else "information",
            f"Une clôture du {long_date(asked)} figure encore dans l'annexe 1 transmise le {long_date(sent)}, "
            + (f"plus de {duration(delay)} après." if late else f"{duration(delay)} après, jour pour jour."),
            _REMEDY if late else _EITHER,
            article=article, who=full_name(line),
        )  # fmt: skip


def _absent(
    context: Context, holders: Holders, follow_up: Entry[FollowUp], sent: date
) -> Iterator[Finding]:
    delay = holders.case.parameters.conservation_comptes_clos
    for index, account, last in unlisted(holders):
        if sent > last:
            continue
        due = sent < last
        yield context.finding(
            follow_up, ("comptes", index), "erreur" if due else "information",
            f"Une clôture demandée moins de {duration(delay)} avant n'est pas dans l'annexe 1 transmise le {long_date(sent)}."
            if due
            else f"Une clôture demandée {duration(delay)} avant, jour pour jour, n'est pas dans l'annexe 1 transmise le {long_date(sent)}.",
            _REMEDY if due else _EITHER,
            article=holders.case.article("cloture"), who=account.adresse_electronique,
        )  # fmt: skip
