"""M04 : un identifiant pour deux personnes, ou un accès sans mission

## Ce que la règle vérifie

Un identifiant ne se partage pas : deux personnes différentes sur un même identifiant « Mon Compte
Partenaire », ou sur une même adresse électronique, sont une erreur. Une personne peut avoir plusieurs profils :
plusieurs lignes au même nom n'en sont pas une. Les lignes closes comptent, car les traces portent
l'identifiant.

Un accès n'est donné que pour une mission que la convention énumère : une ligne ouverte qui en nomme une autre
est un avertissement.

## Article

Article {articles[engagements-partenaire].numero} de la convention ; les missions sont à l'article
{articles[missions].numero}.

## Exemple

```yaml
utilisateurs:
  - nom: EXEMPLE
    identifiant: EX0001
  - nom: MODÈLE
    identifiant: EX0001   # le même
```

## Comment corriger

Donnez à chaque personne son identifiant. Pour une mission absente de la convention, corrigez la ligne, ou
signez un avenant qui ajoute la mission.
"""

from collections.abc import Iterator

from generator.checks.cases import McpCase, Sheet
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.people import full_name, same_person
from generator.store.schema.nominative import User

_LOGINS = {"identifiant": "un même identifiant", "adresse_electronique": "une même adresse électronique"}  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """An error for each login of two people, a warning for each access without a mission."""
    for case in context.mcp_in_force:
        for field, what in _LOGINS.items():
            yield from _shared(context, case, field, what)
        for sheet in case.sheets:
            yield from _without_mission(context, sheet)


def _shared(context: Context, case: McpCase, field: str, what: str) -> Iterator[Finding]:
    owners: dict[str, User] = {}
    for sheet in case.sheets:
        for rank, line in enumerate(sheet.lines):
            value: str | None = getattr(line, field)
            if value is None:
                continue
            owner = owners.setdefault(value.casefold(), line)
            if not same_person(owner, line):
                yield context.finding(
                    sheet.entry, sheet.path(rank, field), "erreur",
                    f"Deux personnes différentes ont {what}.",
                    "Demandez au partenaire à qui revient cet accès, et donnez à chaque personne le sien.",
                    article=case.article("engagements-partenaire"),
                    who=f"{full_name(owner)} et {full_name(line)}",
                )  # fmt: skip


def _without_mission(context: Context, sheet: Sheet) -> Iterator[Finding]:
    missions = sheet.case.convention.missions
    for rank, line in sheet.open_lines(context.today):
        if line.mission and line.mission not in missions:
            yield context.finding(
                sheet.entry, sheet.path(rank, "mission"), "avertissement",
                "Un accès est demandé pour une mission que la convention n'énumère pas.",
                "Corrigez « mission », ou ajoutez-la à la convention par avenant.",
                article=sheet.case.article("engagements-partenaire"), who=full_name(line),
            )  # fmt: skip
