"""M12 : changement depuis la signature

## Ce que la règle vérifie

Tout changement de la convention, du contrat ou d'un bulletin se fait par avenant ; les pièces justificatives
se renvoient seulement. La règle compare ce que dit le texte signé (« valeurs_signees ») avec les fichiers
d'aujourd'hui : modèle, noms et adresses des parties, SIRET, missions. Un nouveau signataire ne change pas la
partie qu'il représente : il n'est pas comparé.

## Article

Article {articles[modification].numero} de la convention et article {articles[contrat-modifications].numero} du
contrat de service.

## Exemple

```yaml
siret: "20000000800017"
conventions:
  - famille: mon-compte-partenaire
    valeurs_signees:
      siret: "21990001900010"   # le partenaire a changé de SIRET depuis
```

## Comment corriger

Préparez un avenant. Une fois signé, notez-le dans « avenants » et mettez à jour « valeurs_signees ». Si le
fichier seul est faux, corrigez-le.
"""

from collections.abc import Iterator
from typing import Any

from generator.checks.cases import McpCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import together

_CHANGED = {
    "modele": "Le modèle du texte n'est plus celui",
    "partenaire": "Le nom du partenaire n'est plus celui",
    "siret": "Le SIRET du partenaire n'est plus celui",
    "adresse": "L'adresse du partenaire n'est plus celle",
    "caf": "Le nom de la Caf n'est plus celui",
    "adresse_caf": "L'adresse de la Caf n'est plus celle",
    "missions": "Les missions du partenaire ne sont plus celles",
}


def check(context: Context) -> Iterator[Finding]:
    """A warning for each value of the signed text that is no longer the one of the files."""
    for case in context.mcp_in_force:
        signed, current = case.convention.valeurs_signees, _current(case)
        for field, what in _CHANGED.items():
            value = getattr(signed, field, None)
            if value and value != current[field]:
                yield context.finding(
                    case.entry, case.path("valeurs_signees", field), "avertissement",
                    f"{what} du texte signé.",
                    "Préparez un avenant, puis mettez à jour « valeurs_signees » ; si le fichier est faux, corrigez-le.",
                    article=together(case.articles("modification", "contrat-modifications")) or None,
                )  # fmt: skip


def _current(case: McpCase) -> dict[str, Any]:
    partner, caf = case.entry.record, case.caf.record
    return {
        "modele": case.convention.modele,
        "partenaire": partner.nom,
        "siret": partner.siret,
        "adresse": partner.adresse,
        "caf": caf.nom,
        "adresse_caf": caf.adresse,
        "missions": case.convention.missions,
    }
