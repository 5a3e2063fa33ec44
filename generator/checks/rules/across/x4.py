"""X4 : accusé de transmission de l'acte incohérent

## Ce que la règle vérifie

L'identifiant de l'accusé s'écrit `DDD-SIREN-AAAAMMJJ-NUMERO-NATURE`. La règle vérifie sa forme, la clé du
SIREN, que ce SIREN est celui du partenaire, que le département est celui de la Caf ou du siège du partenaire et
que la date est celle de l'acte. Elle vérifie aussi l'ordre des dates : l'acte, puis son envoi, puis sa réception ; l'acte, puis sa publication.

## Article

Aucun article de la convention. L'identifiant est celui que donne la plateforme de transmission ; la
nature est l'une de DE, AR, AI, CC, BF, AU, ou leur rang, de 1 à 6.

## Exemple

```yaml
acte:
  nature: deliberation
  date: 2026-03-10
  transmission:
    envoye_le: 2026-03-09   # avant l'acte
    identifiant: 099-200000008-20260310-2026003-DE
```

## Comment corriger

Recopiez l'identifiant et les dates depuis l'accusé lui-même. S'il porte un autre SIREN que celui du
partenaire, vérifiez que c'est bien l'acte de ce partenaire.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.versions import act_receipt


def check(context: Context) -> Iterator[Finding]:
    """An error for each fact of the receipt that contradicts itself or the rest of the file."""
    for case in context.every_case:
        act, record = case.standing.convention.acte, case.entry.record
        if act is None or act.transmission is None:
            continue
        if text := act.transmission.identifiant:
            for fault in act_receipt.contradictions(text, act, record, case.caf.record.departement):
                yield context.finding(
                    case.entry, case.path("acte", "transmission", "identifiant"), "erreur", fault,
                    "Recopiez l'identifiant de l'acte depuis l'accusé de transmission.",
                )  # fmt: skip
        for field, fault in act_receipt.disorder(act):
            yield context.finding(
                case.entry, case.path("acte", "transmission", field), "erreur", fault,
                "Vérifiez les deux dates sur l'accusé de transmission et corrigez celle qui est fausse.",
            )  # fmt: skip
