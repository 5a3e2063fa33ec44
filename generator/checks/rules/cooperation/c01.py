"""C01 : incident de sécurité à signaler

## Ce que la règle vérifie

Un incident de sécurité se signale sans délai à l'autre partie. La règle signale une erreur dès le jour où
l'incident est connu et tant qu'il n'est pas noté comme signalé ; elle avertit quand il l'a été un autre jour que
celui où il a été connu.

## Article

Article {articles[obligations].numero} de la convention.

## Exemple

```yaml
incidents:
  - connu_le: 2026-05-11
    par: partenaire
    # « signale_le » manque : la Caf n'est pas avertie
```

## Comment corriger

Prévenez l'autre partie et notez le jour dans « signale_le ». Si le signalement est venu tard, gardez-en la
raison au dossier.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date

_OTHER = {"caf": "au partenaire", "partenaire": "à la Caf"}


def check(context: Context) -> Iterator[Finding]:
    """An error for each incident known and not told, a warning for each one told later than the day."""
    for case in context.cases:
        for duty in case.duties("incident"):
            incident = case.convention.incidents[int(duty.path[1])]
            known, told = long_date(incident.connu_le), incident.signale_le
            if duty.state == "en-retard":
                yield context.finding(
                    case.entry, case.path(*duty.path), "erreur",
                    f"Un incident de sécurité, connu le {known}, n'est pas noté comme signalé {_OTHER[incident.par]}.",
                    "Prévenez l'autre partie sans attendre, puis notez le jour dans « signale_le ».",
                    article=case.article(duty.article), due=duty.due,
                )  # fmt: skip
            elif told and duty.state == "fait" and told > incident.connu_le:
                yield context.finding(
                    case.entry, case.path(*duty.path, "signale_le"), "avertissement",
                    f"Un incident de sécurité, connu le {known}, n'a été signalé {_OTHER[incident.par]} que le {long_date(told)}.",
                    "Gardez au dossier la raison du retard ; si l'une des deux dates est fausse, corrigez-la.",
                    article=case.article(duty.article),
                )  # fmt: skip
