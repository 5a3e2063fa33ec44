"""C13 : attestation du partenaire ou engagement d'un prestataire manquant

## Ce que la règle vérifie

À la fin de la convention, le partenaire ne garde aucune copie et remet une attestation de destruction signée par
une personne habilitée : la règle avertit tant qu'elle n'est pas notée, pour un partenaire archivé aussi. Une
convention qu'une plus récente remplace n'en demande pas.

Le partenaire fait signer un engagement de confidentialité à ses prestataires : la règle signale un prestataire qui
a commencé, ou dont le début n'est pas noté, sans cet engagement.

## Article

Article {articles[obligations-partenaire].numero} de la convention.

## Exemple

```yaml
prestataires:
  - nom: Hébergeur de l'Exemple
    debut: 2026-02-01
    # « engagement_le » manque
```

## Comment corriger

Demandez la pièce au partenaire, puis notez-la dans « attestation_destruction » ou « engagement_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention ended without attestation, an error for each contractor not bound."""
    for case in context.cases:
        for index, contractor in enumerate(case.convention.prestataires):
            bound, begins = contractor.engagement_le, contractor.debut
            if (begins and begins > context.today) or (bound and bound <= context.today):
                continue
            yield context.finding(
                case.entry, case.path("prestataires", index), "erreur",
                "Un prestataire du partenaire n'est pas noté comme ayant signé d'engagement de confidentialité.",
                "Demandez l'engagement signé au partenaire, puis notez le jour dans « engagement_le ».",
                article=case.article("obligations-partenaire"), who=contractor.nom,
            )  # fmt: skip
    for case in (kept.last for kept in context.kept):
        for duty in case.standing.remains:
            if duty.code == "attestation-fin" and duty.state != "fait" and duty.trigger:
                yield context.finding(
                    case.entry, case.path(*duty.path), "avertissement",
                    f"La convention a pris fin le {long_date(duty.trigger)}, et l'attestation de destruction du partenaire n'est pas notée.",
                    "Demandez-la au partenaire, puis notez-la dans « attestation_destruction ».",
                    article=case.article(duty.article),
                )  # fmt: skip
