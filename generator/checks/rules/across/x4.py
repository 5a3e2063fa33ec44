"""X4 : accusé de transmission de l'acte incohérent

## Ce que la règle vérifie

L'identifiant de l'accusé s'écrit `DDD-SIREN-AAAAMMJJ-NUMERO-NATURE`. La règle vérifie sa forme, la clé du
SIREN, que ce SIREN est celui du partenaire et que la date est celle de l'acte. Elle vérifie aussi l'ordre
des dates : l'acte, puis son envoi, puis sa réception ; l'acte, puis sa publication.

## Article

Aucun article de la convention. L'identifiant est celui que donne la plateforme de transmission ; la
nature est l'une de DE, AR, AI, CC, BF, AU.

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

import re
from collections.abc import Iterator
from datetime import date

import stdnum.fr.siren

from generator.checks.cases import AnyCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.store.schema.acts import Act

# The form that the transmission platforms build: département, SIREN, day of the act, number, nature.
_IDENTIFIER = re.compile(
    r"(?:0[0-9]{2}|02[AB]|9[78][0-9])-(?P<siren>[0-9]{9})-(?P<day>[0-9]{8})-[0-9A-Za-z_]{1,15}-(?:DE|AR|AI|CC|BF|AU)"
)


def check(context: Context) -> Iterator[Finding]:
    """An error for each fact of the receipt that contradicts itself or the rest of the file."""
    for case in context.every_case:
        if act := case.standing.convention.acte:
            yield from _identifier(context, case, act)
            yield from _order(context, case, act)


def _identifier(context: Context, case: AnyCase, act: Act) -> Iterator[Finding]:
    if act.transmission is None or act.transmission.identifiant is None:
        return
    found = _IDENTIFIER.fullmatch(act.transmission.identifiant)
    if found is None:
        faults = ["L'identifiant de l'accusé n'a pas la forme DDD-SIREN-AAAAMMJJ-NUMERO-NATURE."]
    else:
        faults = [
            *_siren(found["siren"], case.entry.record.numero_siren),
            *_day(found["day"], act.date),
        ]
    for fault in faults:
        yield context.finding(
            case.entry, case.path("acte", "transmission", "identifiant"), "erreur", fault,
            "Recopiez l'identifiant de l'acte depuis l'accusé de transmission.",
        )  # fmt: skip


def _siren(siren: str, partner: str | None) -> Iterator[str]:
    if not stdnum.fr.siren.is_valid(siren):
        yield f"Le SIREN {siren} de l'identifiant est faux : sa clé ne tombe pas juste."
    elif partner and siren != partner:
        yield f"Le SIREN {siren} de l'identifiant n'est pas celui du partenaire ({partner})."


def _day(digits: str, act: date | None) -> Iterator[str]:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        yield f"La date {digits} de l'identifiant n'existe pas."
        return
    if act and day != act:
        yield f"L'identifiant donne à l'acte la date du {long_date(day)}, et le fichier celle du {long_date(act)}."


def _order(context: Context, case: AnyCase, act: Act) -> Iterator[Finding]:
    sent = act.transmission
    if sent is None:
        return
    pairs = (
        ("envoye_le", "envoyé en préfecture", sent.envoye_le, "la date de l'acte", act.date),
        ("recu_le", "reçu en préfecture", sent.recu_le, "la date de l'acte", act.date),
        ("recu_le", "reçu en préfecture", sent.recu_le, "son envoi", sent.envoye_le),
        ("publie_le", "publié", sent.publie_le, "la date de l'acte", act.date),
    )
    told = set()
    for field, done, day, what, earlier in pairs:
        if day and earlier and day < earlier and field not in told:
            told.add(field)
            yield context.finding(
                case.entry, case.path("acte", "transmission", field), "erreur",
                f"L'acte est noté {done} le {long_date(day)}, avant {what} ({long_date(earlier)}).",
                "Vérifiez les deux dates sur l'accusé de transmission et corrigez celle qui est fausse.",
            )  # fmt: skip
