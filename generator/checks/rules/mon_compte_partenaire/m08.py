"""M08 : PJ2 dépassée, non transmise ou vide

## Ce que la règle vérifie

La pièce justificative 2 donne au partenaire les interlocuteurs de la Caf pour le service. Quand l'un d'eux
change, elle est envoyée de nouveau. La règle compare sa date de transmission avec le dernier changement noté
dans le fichier de la Caf (« depuis » d'un contact du service, ou « modifiee_le »). Elle signale aussi un
service ouvert, au bulletin signé, sans PJ2 transmise, et un service pour lequel le fichier de la Caf ne donne
aucun interlocuteur : la PJ2 partirait avec des places à remplir.

## Article

Article {articles[bulletin-pj1-pj2].numero} du bulletin d'adhésion.

## Exemple

```yaml
# data/cafs/caf99.yml
mon_compte_partenaire:
  services:
    exemple:
      - intitule: Cellule habilitations
        depuis: 2026-03-01
# la PJ2 du partenaire a été transmise le 15 janvier 2026
```

## Comment corriger

Envoyez la PJ2 à jour au partenaire, puis notez le jour dans « pj2 », « transmise_le ». Si le service n'a pas
d'interlocuteur, notez-le d'abord dans le fichier de la Caf.
"""

from collections.abc import Iterator

from generator.checks.cases import Adhesion, McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.roles import last_change
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """An error for each PJ2 older than a change, and for each one that an open service lacks.

    A warning for each service that has no contact at the Caf to fill its PJ2 with: once, whatever its partners.
    """
    yield from _nobody(context)
    for case in context.mcp_in_force:
        for adhesion in case.adhesions:
            if "pj2" in case.pieces(adhesion) and (fault := _fault(context, case, adhesion)):
                yield context.finding(
                    case.entry, case.path(*adhesion.path("pj2", "transmise_le")), "erreur", fault,
                    "Envoyez la PJ2 à jour au partenaire, puis notez le jour dans « pj2 », « transmise_le ».",
                    article=case.article("bulletin-pj1-pj2"),
                )  # fmt: skip


def _nobody(context: Context) -> Iterator[Finding]:
    told = set()
    for case in context.mcp_in_force:
        for adhesion in case.adhesions:
            key = adhesion.bulletin.service
            known = case.caf.record.mon_compte_partenaire.services.get(key)
            if known or "pj2" not in case.pieces(adhesion) or (case.caf.id, key) in told:
                continue
            told.add((case.caf.id, key))
            yield context.finding(
                case.caf, ("mon_compte_partenaire", "services", key), "avertissement",
                f"Aucun interlocuteur de la Caf n'est noté pour le service {adhesion.service.sigle} : sa PJ2 partirait avec des places à remplir.",
                f"Notez-le dans le fichier de la Caf, sous « mon_compte_partenaire », « services », « {key} », puis envoyez la PJ2.",
                article=case.article("bulletin-pj1-pj2"),
            )  # fmt: skip


def _fault(context: Context, case: McpCase, adhesion: Adhesion) -> str | None:
    bulletin, contacts = adhesion.bulletin, case.caf.record.mon_compte_partenaire
    sent = bulletin.pj2.transmise_le if bulletin.pj2 else None
    if sent is None:
        if bulletin.signature and adhesion.opened(context.today):
            return (
                f"Le service {adhesion.service.sigle} est ouvert et sa PJ2 n'a pas été transmise."
            )
        return None
    own = contacts.services.get(bulletin.service, [])
    changed = last_change(own, contacts.modifiee_le, context.today)
    if changed and sent < changed:
        return f"La PJ2 a été transmise le {long_date(sent)}, avant le changement d'interlocuteurs du {long_date(changed)}."
    return None
