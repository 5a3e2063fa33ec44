"""C03 : compte clos gardé trop longtemps

## Ce que la règle vérifie

Les données d'un compte clos se gardent {parametres.conservation_comptes_clos} depuis la demande de clôture (à
défaut, depuis la fin de l'habilitation). La règle signale, dès le lendemain, chaque ligne de la seconde liste de
l'annexe 1 et chaque compte du suivi qui sont encore enregistrés. Un compte rouvert depuis n'est pas clos.

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    cloture_demandee_le: 2024-03-11   # gardé jusqu'au 11 mars 2026, à effacer à partir du 12
    clos_le: 2024-03-12
```

## Comment corriger

« greffe purge » liste ces lignes ; « greffe purge --apply » les efface, et note dans la convention le jour et le
nombre, sans nom. Une ligne à garder pour un litige se protège avec « conservation », une raison et un dernier jour :
la règle n'en fait plus qu'une information.
"""

from collections.abc import Iterator

from generator.checks.cases import Kept
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.holds import holds, keeping
from generator.checks.people import full_name
from generator.documents.french.dates import long_date
from generator.obligations.retention import closing_kept_until, erased_from, is_awaited
from generator.store.dataset import Entry
from generator.store.schema.nominative import Account, Annexe1, ClosedAccount, FollowUp
from generator.store.source import Path


def check(context: Context) -> Iterator[Finding]:
    """An error for each closed account that is still stored after its time, an information while it is held."""
    for kept in context.kept:
        held = holds(context.dataset, kept.last.entry.id)
        for entry, path, line, who in _closings(kept):
            hold = keeping(held, "comptes-clos", [line.adresse_electronique], context.today)
            last = closing_kept_until(line, kept.current.parameters)
            if last and erased_from(last) <= context.today:
                yield context.finding(
                    entry, path, "information" if hold else "erreur",
                    f"Un compte clos se gardait jusqu'au {long_date(last)} : il est à effacer depuis le {long_date(erased_from(last))}.",
                    hold.remedy if hold else _remedy(line, kept),
                    article=kept.current.article("obligations-caf"), due=erased_from(last), who=who,
                    frank_remedy=hold.frank_remedy if hold else None,
                )  # fmt: skip


def _remedy(line: ClosedAccount | Account, kept: Kept) -> str:
    if isinstance(line, Account) and is_awaited(line, kept.current.parameters):
        return "Réglez d'abord ce compte (données effacées de la plateforme : « donnees_effacees_le » ; attestation demandée : « delivree_le ») ; « greffe purge --apply » efface ensuite sa ligne."
    return "« greffe purge --apply » efface cette ligne, et n'en garde que la date et le nombre."


def _closings(
    kept: Kept,
) -> Iterator[tuple[Entry[Annexe1] | Entry[FollowUp], Path, ClosedAccount | Account, str]]:
    if kept.annexe_1:
        for index, line in enumerate(kept.annexe_1.record.clos):
            yield kept.annexe_1, ("clos", index), line, full_name(line)
    if kept.follow_up:
        for index, account in enumerate(kept.accounts):
            yield kept.follow_up, ("comptes", index), account, account.adresse_electronique
