"""M24 : pièces justificatives à transmettre

## Ce que la règle vérifie

Le fichier du service dit quelles pièces accompagnent le bulletin, selon le mode de gestion du contrat. En mode
centralisé, elles viennent toutes avec le bulletin. En mode délégué, la PJ3 n'est due qu'une fois que
l'administrateur a reçu son identifiant, et tant que le service n'a pas de module délégué. La règle avertit de
chaque pièce due et non transmise. La PJ2 d'un service ouvert relève de la règle M08.

## Article

Article {articles[bulletin-pj3].numero} du bulletin d'adhésion.

## Exemple

```yaml
contrat:
  mode: delegue
  identifiant_remis_le: 2026-02-10
bulletins:
  - service: exemple
    pj1:
      transmise_le: 2026-01-20
    # « pj3 » manque
```

## Comment corriger

Demandez la pièce au partenaire (la PJ2, c'est la Caf qui l'envoie), puis notez sa date de transmission.
"""

from collections.abc import Iterator

from generator.checks.cases import Adhesion, McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import MODES
from generator.store.schema.services import Piece

_WORDS: dict[Piece, tuple[str, str]] = {
    "pj1": ("reçue", "demandez-la au partenaire"),
    "pj2": ("envoyée", "envoyez-la"),
    "pj3": ("reçue", "demandez-la au partenaire"),
}


def check(context: Context) -> Iterator[Finding]:
    """A warning for each paper due and not sent."""
    for case in context.mcp_in_force:
        if case.mode is None:
            continue
        for adhesion in case.adhesions:
            for piece in case.pieces(adhesion):
                sent = getattr(getattr(adhesion.bulletin, piece), "transmise_le", None)
                if sent is None and _due(context, case, adhesion, piece):
                    done, todo = _WORDS[piece]
                    yield context.finding(
                        case.entry, case.path(*adhesion.path(piece)), "avertissement",
                        f"La {piece.upper()} du service {adhesion.service.sigle}, due en mode {MODES[case.mode]}, n'est pas notée comme {done}.",
                        f"Notez sa date dans « {piece} », « transmise_le » ; si elle manque, {todo}.",
                        article=case.article("bulletin-pj3"),
                    )  # fmt: skip


def _due(context: Context, case: McpCase, adhesion: Adhesion, piece: Piece) -> bool:
    """Whether `piece`, which the mode asks for, is due by now."""
    contract, module = case.convention.contrat, adhesion.service.module_delegue_depuis
    if piece == "pj2":
        return adhesion.opened(context.today) is None
    if piece == "pj1" or contract is None or case.mode == "centralise":
        return True
    given = contract.identifiant_remis_le
    ready = given is not None and given <= context.today
    return ready and (module is None or context.today < module)
