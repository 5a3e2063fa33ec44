"""M02 : mode de gestion différent du contrat signé

## Ce que la règle vérifie

Le contrat de service dit comment les habilitations sont gérées, pour tous les services : en mode délégué par
les administrateurs du partenaire, en mode centralisé par la Caf. Changer de mode demande un avenant. La règle
compare le mode pratiqué avec celui du dernier texte signé : le contrat, ou le dernier avenant signé qui le change.

## Article

Article {articles[contrat-habilitations].numero} du contrat de service.

## Exemple

```yaml
contrat:
  mode: delegue
  mode_pratique: centralise   # et aucun avenant ne le dit
```

## Comment corriger

Préparez l'avenant : `greffe avenant --partner <partenaire>`. Une fois signé, notez-le avec la même commande et
`--signed`. Sinon, revenez au mode du contrat et retirez « mode_pratique ».
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.signed import mode
from generator.checks.words import MODES


def check(context: Context) -> Iterator[Finding]:
    """An error for each contrat whose mode is not the one in use."""
    for case in context.mcp_in_force:
        held, used = mode(case, context.today) or (None, None)
        if held and used and held != used:
            contract = case.convention.contrat
            field = "mode_pratique" if contract and contract.mode_pratique else "mode"
            yield context.finding(
                case.entry, case.path("contrat", field), "erreur",
                f"Le mode pratiqué est {MODES[used]}, celui du dernier texte signé est {MODES[held]}.",
                "Préparez l'avenant avec « greffe avenant », ou revenez au mode signé.",
                article=case.article("contrat-habilitations"),
            )  # fmt: skip
