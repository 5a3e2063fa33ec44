"""M14 : prestataire annoncé trop tard ou de façon incomplète

## Ce que la règle vérifie

Le partenaire qui fait travailler un prestataire sur les données en informe la Caf par lettre au moins
{parametres.annonce_prestataire} avant. La lettre dit cinq choses : qui est le prestataire, où il est établi, où
sont les bases de données, quel droit s'applique aux outils, quelles tâches lui sont confiées. La règle signale
une lettre reçue trop tard, une lettre qui n'est pas venue à temps, et une lettre à laquelle il manque quelque
chose.

## Article

Article {articles[prestataires].numero} de la convention.

## Exemple

```yaml
prestataires:
  - nom: Hébergeur de l'Exemple
    debut: 2026-09-01
    lettre_recue_le: 2026-06-15   # il fallait qu'elle arrive au plus tard le 1er mars 2026
```

## Comment corriger

Demandez au partenaire la lettre, ou ce qui lui manque, et notez-le. Si elle est venue tard, convenez d'un autre
début et notez-le dans « debut » ; si vous acceptez ce délai, mettez l'alerte de côté dans `data/controle.yml`.
"""

from collections.abc import Iterator

from generator.checks.cases import McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import together
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration
from generator.obligations import civil
from generator.store.schema.mon_compte_partenaire import Contractor

_ITEMS = {
    "localisation": "le lieu d'établissement",
    "localisation_donnees": "le lieu des bases de données",
    "regime_juridique": "le droit applicable aux outils",
    "taches": "les tâches confiées",
}
"""The name, fifth item, cannot be missing from the file."""


def check(context: Context) -> Iterator[Finding]:
    """An error for each contractor announced too late, not announced in time, or by halves."""
    for case in context.mcp_in_force:
        for duty in case.duties("annonce-prestataire"):
            if duty.due and duty.state == "en-retard":
                yield context.finding(
                    case.entry, case.path(*duty.path), "erreur",
                    f"La lettre qui annonce ce prestataire devait être reçue au plus tard le {long_date(duty.due)} ; elle n'est pas notée.",
                    "Demandez-la au partenaire et notez le jour dans « lettre_recue_le ».",
                    article=case.article(duty.article), due=duty.due, who=case.convention.prestataires[int(duty.path[1])].nom,
                )  # fmt: skip
        for index, contractor in enumerate(case.convention.prestataires):
            if contractor.lettre_recue_le:
                yield from _letter(context, case, index, contractor)


def _letter(
    context: Context, case: McpCase, index: int, contractor: Contractor
) -> Iterator[Finding]:
    received, begins = contractor.lettre_recue_le, contractor.debut
    article = case.article("prestataires")
    safe = civil.before(begins, case.parameters.annonce_prestataire) if begins else None
    if received and begins and safe and received > safe:
        path = case.path("prestataires", index, "lettre_recue_le")
        yield context.finding(
            case.entry, path, "erreur",
            f"La lettre qui annonce ce prestataire, dont le travail commence le {long_date(begins)}, a été reçue le {long_date(received)} : il la fallait {duration(case.parameters.annonce_prestataire)} avant, au plus tard le {long_date(safe)}.",
            f"Convenez d'un autre début avec le partenaire et notez-le dans « debut ». Si vous acceptez ce délai, gardez votre accord au dossier, puis {context.set_aside(case.entry, path)}",
            article=article, due=safe, who=contractor.nom,
        )  # fmt: skip
    if missing := [field for field in _ITEMS if getattr(contractor, field) is None]:
        yield context.finding(
            case.entry, case.path("prestataires", index), "erreur",
            f"La lettre qui annonce ce prestataire ne dit pas tout : il manque {together([_ITEMS[field] for field in missing])}.",
            f"Demandez au partenaire ce qui manque, et notez-le dans {together([f'« {field} »' for field in missing])}.",
            article=article, who=contractor.nom,
        )  # fmt: skip
