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

Si la Caf a connu l'incident, prévenez le partenaire et notez le jour dans « signale_le ». Si c'est le partenaire,
notez le jour où il vous l'a signalé, ou demandez-lui de le faire. Un signalement venu tard ne se rattrape pas :
une fois sa raison au dossier, mettez l'alerte de côté dans `data/controle.yml`.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date

_OTHER = {"caf": "au partenaire", "partenaire": "à la Caf"}
_WHO = {"caf": "de la Caf", "partenaire": "du partenaire"}
_TELL = {
    "caf": "Prévenez le partenaire sans attendre, puis notez le jour dans « signale_le ».",
    "partenaire": "Notez dans « signale_le » le jour où le partenaire vous l'a signalé ; s'il ne l'a pas fait, demandez-lui ce signalement.",
}


def check(context: Context) -> Iterator[Finding]:
    """An error for each incident known and not told, a warning for each one told later than the day."""
    for case in context.cases:
        for duty in case.duties("incident"):
            incident = case.convention.incidents[int(duty.path[1])]
            known = f"{_WHO[incident.par]} le {long_date(incident.connu_le)}"
            told = incident.signale_le
            if duty.state == "en-retard":
                yield context.finding(
                    case.entry, case.path(*duty.path), "erreur",
                    f"Un incident de sécurité, connu {known}, n'est pas noté comme signalé {_OTHER[incident.par]}.",
                    _TELL[incident.par],
                    article=case.article(duty.article), due=duty.due,
                )  # fmt: skip
            elif told and duty.state == "fait" and told > incident.connu_le:
                path = case.path(*duty.path, "signale_le")
                yield context.finding(
                    case.entry, path, "avertissement",
                    f"Un incident de sécurité, connu {known}, n'a été signalé {_OTHER[incident.par]} que le {long_date(told)}.",
                    f"Si l'une des deux dates est fausse, corrigez-la. Sinon, gardez au dossier la raison du retard, puis {context.set_aside(case.entry, path)}",
                    article=case.article(duty.article),
                )  # fmt: skip
