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

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.signed import changes
from generator.checks.words import together


def check(context: Context) -> Iterator[Finding]:
    """A warning for each value of the signed text that is no longer the one of the files."""
    for case in context.mcp_in_force:
        for field, message in changes(case):
            yield context.finding(
                case.entry, case.path("valeurs_signees", field), "avertissement", message,
                "Préparez un avenant, puis mettez à jour « valeurs_signees » ; si le fichier est faux, corrigez-le.",
                article=together(case.articles("modification", "contrat-modifications")) or None,
            )  # fmt: skip
