"""M03 : plus d'utilisateurs que le maximum fixé par la Caf

## Ce que la règle vérifie

La Caf peut fixer, pour un service et un profil, un nombre maximal d'habilitations. La règle compte les
personnes dont l'accès n'est pas clos, et non les lignes : une personne présente sur plusieurs équipements
compte une fois. Les accès déjà demandés pour plus tard comptent aussi.

## Article

Article {articles[contrat-description].numero} du contrat de service.

## Exemple

```yaml
bulletins:
  - service: exemple
    maximums:
      P1: 4   # et la PJ3 donne le profil P1 à cinq personnes
```

## Comment corriger

Demandez au partenaire quels accès clore, ou relevez le maximum s'il ne convient plus.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import count
from generator.obligations import quotas


def check(context: Context) -> Iterator[Finding]:
    """An error for each profile held by more people than the Caf's maximum."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            bulletin, service = sheet.adhesion.bulletin, sheet.adhesion.service
            for tally in quotas.tallies(service, bulletin.maximums, sheet.lines, context.today):
                if tally.scope == "profil" and tally.over:
                    yield context.finding(
                        sheet.entry, sheet.path(tally.lines[-1]), "erreur",
                        f"{count(tally.people, 'personne')} pour le profil {tally.profile} du service {service.sigle} : le maximum fixé par la Caf est de {tally.limit}.",
                        "Demandez au partenaire quels accès clore, ou changez « maximums » dans le bulletin.",
                        article=case.article("contrat-description"),
                    )  # fmt: skip
