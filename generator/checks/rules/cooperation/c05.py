"""C05 : données d'un compte à effacer de la plateforme

## Ce que la règle vérifie

Les données d'un compte d'utilisateur se gardent {parametres.conservation_donnees_compte} sur la plateforme après
la fin de l'habilitation. Passé ce délai, la règle rappelle à la Caf de les y effacer, tant que le jour n'en est pas
noté. Elle ne vise que la plateforme : les lignes de l'annexe 1 et du suivi ont leur propre délai.

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.suivi.yml
comptes:
  - adresse_electronique: agent@cc-exemple.example
    clos_le: 2025-10-07   # données gardées jusqu'au 7 avril 2026, à effacer à partir du 8
```

## Comment corriger

Effacez les données du compte sur la plateforme, ou vérifiez qu'elles le sont, puis notez le jour dans
« donnees_effacees_le ». « greffe purge » rappelle ces comptes, et n'efface leur ligne du suivi qu'une fois ce jour noté.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.obligations.retention import account_data_kept_until, erased_from, erased_on


def check(context: Context) -> Iterator[Finding]:
    """An information for each closed account whose data are not known to have left the platform in time."""
    for kept in context.kept:
        for index, account in enumerate(kept.accounts):
            last = account_data_kept_until(account, kept.current.parameters)
            if last is None or erased_from(last) > context.today or kept.follow_up is None:
                continue
            erased = erased_on(account)
            if erased is None or erased > context.today:
                yield context.finding(
                    kept.follow_up, ("comptes", index), "information",
                    f"Les données d'un compte clos se gardaient sur la plateforme jusqu'au {long_date(last)} : elles sont à effacer depuis le {long_date(erased_from(last))}.",
                    "Effacez-les de la plateforme, puis notez le jour dans « donnees_effacees_le ».",
                    article=kept.current.article("obligations-caf"), due=erased_from(last), who=account.adresse_electronique,
                )  # fmt: skip
