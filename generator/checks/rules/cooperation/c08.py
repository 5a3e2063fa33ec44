"""C08 : annexe 3 incomplète ou dépassée

## Ce que la règle vérifie

L'annexe 3 nomme, à la Caf, un responsable des habilitations, au moins un référent problèmes techniques et
un responsable sécurité. Quand un contact change, l'annexe 3 est renvoyée au partenaire. La règle signale un
rôle sans personne ni boîte aux lettres, et une annexe 3 transmise avant le dernier changement (« depuis »
d'un contact, ou « modifiee_le »).

## Article

Article {articles[obligations-caf].numero} de la convention.

## Exemple

```yaml
# data/cafs/caf99.yml
annexe_3:
  referent_technique:
    - intitule: Support informatique
      depuis: 2026-03-01
# data/partners/cc-exemple.yml
    annexe_3:
      transmise_le: 2026-01-15   # avant le changement du 1er mars
```

## Comment corriger

Complétez le rôle dans le fichier de la Caf. Envoyez l'annexe 3 à jour au partenaire et notez le jour dans
« annexe_3 », « transmise_le ».
"""

from collections.abc import Iterator

from generator.checks.cases import Case
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.roles import ANNEXE_3, changed_on, vacant
from generator.checks.words import together
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each Caf with a role missing, and for each annexe 3 older than a change."""
    first: dict[str, Case] = {}
    for case in context.cases:
        first.setdefault(case.caf.id, case)
        changed = changed_on(case.caf.record.annexe_3, ANNEXE_3, context.today)
        sent = case.convention.annexe_3 and case.convention.annexe_3.transmise_le
        if changed and sent and sent < changed:
            yield context.finding(
                case.entry, case.path("annexe_3", "transmise_le"), "erreur",
                f"L'annexe 3 a été transmise le {long_date(sent)}, avant le changement d'interlocuteurs de la Caf du {long_date(changed)}.",
                "Envoyez l'annexe 3 à jour au partenaire, puis notez le jour de l'envoi dans « annexe_3 », « transmise_le ».",
                article=case.article("obligations-caf"),
            )  # fmt: skip
    for case in first.values():
        if roles := vacant(case.caf.record.annexe_3, ANNEXE_3):
            yield context.finding(
                case.caf, ("annexe_3",), "erreur",
                f"L'annexe 3 ne nomme personne comme {together(roles)}.",
                "Complétez-la avec une personne ou une boîte aux lettres, puis envoyez-la aux partenaires.",
                article=case.article("obligations-caf"),
            )  # fmt: skip
