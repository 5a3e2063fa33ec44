"""M13 : départ ou changement de fonction non signalé (mode centralisé)

## Ce que la règle vérifie

En mode centralisé, c'est la Caf qui ferme les accès : le partenaire lui dit sans délai les départs et les
changements de fonction. La règle signale une personne partie, dont l'accès est encore ouvert, et dont le départ
n'a pas été dit, ou l'a été après coup. En mode délégué, le partenaire ferme lui-même l'accès : rien n'est à dire.

## Article

Article {articles[engagements-partenaire].numero} de la convention.

## Exemple

```yaml
# data/nominatif/cc-exemple.pj3.yml
departs:
  - adresse_electronique: agent@cc-exemple.example
    parti_le: 2026-04-30
    # « signale_le » manque, et la ligne de la PJ3 est ouverte
```

## Comment corriger

Fermez l'accès et notez « cloture_le » dans la PJ3. Rappelez au partenaire de dire les départs le jour même.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import login
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each departure not told in time, of somebody whose access is still open."""
    for case in context.mcp_in_force:
        if case.mode != "centralise" or case.users is None:
            continue
        current = {
            login(line.adresse_electronique)
            for sheet in case.sheets
            for _, line in sheet.open_lines(context.today)
            if line.adresse_electronique
        }
        for index, departure in enumerate(case.users.record.departs):
            left, told = departure.parti_le, departure.signale_le
            if left > context.today or (told and told <= left):
                continue
            if login(departure.adresse_electronique) in current:
                late = (
                    f"n'a été signalé que le {long_date(told)}" if told else "n'a pas été signalé"
                )
                yield context.finding(
                    case.users, ("departs", index), "erreur",
                    f"Un départ du {long_date(left)} {late}, et l'accès est encore ouvert.",
                    "Fermez l'accès et notez « cloture_le » dans la PJ3.",
                    article=case.article("engagements-partenaire"), who=departure.adresse_electronique,
                )  # fmt: skip
