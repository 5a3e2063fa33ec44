"""M21 : profil donné à un niveau que le service n'admet pas

## Ce que la règle vérifie

Un profil se donne pour l'organisme, pour un lieu d'implantation ou pour un équipement, selon ce que dit le
fichier du service. La règle signale une ligne ouverte attachée à un autre niveau. Une ligne sans lieu ni
équipement, alors qu'il en faut un, relève de la règle M25.

## Article

Article {articles[bulletin-profils].numero} du bulletin d'adhésion.

## Exemple

```yaml
# Le service n'admet le profil P2 que pour un équipement.
utilisateurs:
  - nom: EXEMPLE
    profil: P2
    lieu: Pôle enfance   # et pas d'équipement
```

## Comment corriger

Demandez au partenaire l'équipement, ou le profil qui convient, et corrigez la ligne.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name
from generator.checks.words import LEVELS
from generator.obligations.quotas import level


def check(context: Context) -> Iterator[Finding]:
    """An error for each open line attached to a level that its profile does not allow."""
    for case in context.mcp_in_force:
        for sheet in case.sheets:
            for rank, line in sheet.open_lines(context.today):
                profile, where = sheet.adhesion.service.profils.get(line.profil), level(line)
                if profile is None or where == "organisme" or where in profile.niveaux:
                    continue
                allowed = " ou ".join(LEVELS[one] for one in profile.niveaux)
                yield context.finding(
                    sheet.entry, sheet.path(rank, where), "erreur",
                    f"Le profil {line.profil} est donné pour {LEVELS[where]} : le service ne l'admet que pour {allowed}.",
                    "Demandez au partenaire le niveau ou le profil qui convient, et corrigez la ligne.",
                    article=case.article("bulletin-profils"), who=full_name(line),
                )  # fmt: skip
