"""M12 : changement de la convention, du contrat ou d'un bulletin depuis la signature

## Ce que la règle vérifie

Tout changement de la convention, du contrat ou d'un bulletin se fait par avenant ; les pièces justificatives
se renvoient seulement. La règle compare ce que dit le texte signé (« valeurs_signees », puis les « avenants »
signés) avec les fichiers d'aujourd'hui : modèle, noms et adresses des parties, sigle, SIRET, missions, bulletins
signés. Un nouveau signataire ne change pas la partie qu'il représente : il n'est pas comparé. Le mode de gestion
a sa règle, M02.

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

Préparez l'avenant : `greffe avenant --partner <partenaire>`. Une fois signé, notez-le avec la même commande et
`--signed` : l'alerte disparaît. Si le fichier seul est faux, corrigez-le.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.signed import REMEDY, changes
from generator.checks.words import together


def check(context: Context) -> Iterator[Finding]:
    """A warning for each value of the signed text that is no longer the one of the files."""
    for case in context.mcp_in_force:
        for path, message in changes(case, context.today):
            yield context.finding(
                case.entry, case.path(*path), "avertissement", message, REMEDY,
                article=together(case.articles("modification", "contrat-modifications")) or None,
            )  # fmt: skip
