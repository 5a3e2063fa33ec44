"""M19 : mise en demeure restée sans effet

## Ce que la règle vérifie

Après une lettre recommandée qui énumère des manquements, la convention prend fin de plein droit
{parametres.mise_en_demeure} après la réception s'il n'y est pas remédié. La règle avertit dès que ce délai est
passé sans remède noté, ou qu'il a été remédié trop tard. Tant que le dernier jour n'est pas passé, elle se tait.

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
partie des actes de clôture.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """A warning for each partner whose last convention ended for want of remedy."""
    for case in context.mcp_cases:
        last = case.standing.index == case.entry.record.convention_des_pieces
        if case.term.lapsed and case.term.remedy_by and last:
            yield context.finding(
                case.entry, case.path("mise_en_demeure", "recue_le"), "avertissement",
                f"Il n'a pas été remédié aux manquements dans le délai : la convention a pris fin de plein droit le {long_date(case.term.remedy_by)}.",
                "Fermez les accès ; s'il avait été remédié à temps, notez le jour dans « remediee_le ».",
                article=case.article("resiliation"), due=case.term.remedy_by,
            )  # fmt: skip
