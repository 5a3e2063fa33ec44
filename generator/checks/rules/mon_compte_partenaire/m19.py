"""M19 : mise en demeure, en cours ou restée sans effet

## Ce que la règle vérifie

Après une lettre recommandée qui énumère des manquements, la convention prend fin de plein droit
{parametres.mise_en_demeure} après la réception s'il n'y est pas remédié. Tant que ce délai court sans remède noté,
la règle donne son dernier jour : une information, puis un avertissement dans les {parametres.rappel_mise_en_demeure}
qui le précèdent. Elle avertit aussi quand il est passé sans remède, ou qu'il a été remédié trop tard.

Une convention qui a pris fin n'est plus vérifiée par les autres règles, sauf pour ce qui reste conservé.

## Article

Article {articles[resiliation].numero} de la convention.

## Exemple

```yaml
mise_en_demeure:
  par: caf
  recue_le: 2026-05-04
  manquements: Accès partagés entre plusieurs personnes
  # « remediee_le » manque : la convention a pris fin le 4 juin 2026
```

## Comment corriger

S'il a été remédié à temps, notez le jour dans « remediee_le ». Sinon, fermez les accès et convenez avec l'autre
partie des actes de clôture. Le partenaire qui n'a plus aucune convention prend ensuite le statut « archive » ; pour
un autre, mettez l'alerte de côté dans `data/controle.yml`.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date

_RUNNING = {
    "caf": (
        "Le partenaire, mis en demeure par la Caf le {received}, a",
        "Vérifiez avec le partenaire où il en est. Notez dans « remediee_le » le jour où il y a remédié ; sinon, préparez la fermeture des accès.",
    ),
    "partenaire": (
        "La Caf, mise en demeure par le partenaire le {received}, a",
        "Remédiez aux manquements, dites-le au partenaire et notez le jour dans « remediee_le » ; sinon, préparez la fermeture des accès.",
    ),
}
"""Who has to remedy and what the Caf does, by who sent the letter."""


def check(context: Context) -> Iterator[Finding]:
    """An information while the time to remedy runs, a warning in its last days, then once the convention ended."""
    yield from _running(context)
    for case in context.mcp_cases:
        path = case.path("mise_en_demeure", "recue_le")
        last = case.standing.index == case.entry.record.convention_des_pieces
        if case.term.lapsed and case.term.remedy_by and last:
            yield context.finding(
                case.entry, path, "avertissement",
                f"Il n'a pas été remédié aux manquements dans le délai : la convention a pris fin de plein droit le {long_date(case.term.remedy_by)}.",
                f"S'il avait été remédié à temps, notez le jour dans « remediee_le ». Sinon, fermez les accès, puis donnez au partenaire le statut « archive » ; s'il a une autre convention, {context.set_aside(case.entry, path)}",
                article=case.article("resiliation"), due=case.term.remedy_by,
            )  # fmt: skip


def _running(context: Context) -> Iterator[Finding]:
    for case in context.mcp_in_force:
        duty, notice = case.duty("mise-en-demeure"), case.convention.mise_en_demeure
        if notice is None or duty is None or not duty.due or not duty.trigger:
            continue
        if duty.trigger <= context.today:
            who, remedy = _RUNNING[notice.par]
            yield context.finding(
                case.entry, case.path(*duty.path), "avertissement" if duty.state == "ouvert" else "information",
                f"{who.format(received=long_date(duty.trigger))} jusqu'au {long_date(duty.due)} pour remédier aux manquements ; sans cela, la convention prend fin de plein droit ce jour-là.",
                remedy, article=case.article(duty.article), due=duty.due,
            )  # fmt: skip
