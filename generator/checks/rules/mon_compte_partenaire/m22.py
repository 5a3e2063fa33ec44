"""M22 : PJ1 dépassée

## Ce que la règle vérifie

La pièce justificative 1 nomme les responsables d'habilitation du partenaire, par groupe. Quand l'un d'eux
change, elle est renvoyée en entier. La règle signale une PJ1 transmise avant le dernier changement (« depuis »
d'un contact, ou « modifiee_le »), dans le mode qui la demande.

## Article

Article {articles[bulletin-pj1-pj2].numero} du bulletin d'adhésion.

## Exemple

```yaml
pj1:
  transmise_le: 2026-01-15
  responsables:
    habiliter:
      - nom: EXEMPLE
        depuis: 2026-03-01   # après la transmission
```

## Comment corriger

Demandez au partenaire une nouvelle PJ1, recopiez-la et notez sa date dans « pj1 », « transmise_le ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.roles import last_change
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each PJ1 older than a change."""
    for case in context.mcp_in_force:
        for adhesion in case.adhesions:
            piece = adhesion.bulletin.pj1
            if piece is None or piece.transmise_le is None or "pj1" not in case.pieces(adhesion):
                continue
            contacts = [contact for group in piece.responsables.values() for contact in group]
            changed = last_change(contacts, piece.modifiee_le, context.today)
            if changed and piece.transmise_le < changed:
                yield context.finding(
                    case.entry, case.path(*adhesion.path("pj1", "transmise_le")), "erreur",
                    f"La PJ1 a été transmise le {long_date(piece.transmise_le)}, avant le changement de responsables du {long_date(changed)}.",
                    "Demandez au partenaire une nouvelle PJ1, puis notez sa date dans « pj1 », « transmise_le ».",
                    article=case.article("bulletin-pj1-pj2"),
                )  # fmt: skip
