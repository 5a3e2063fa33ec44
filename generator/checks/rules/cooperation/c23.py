"""C23 : changement de la convention depuis la signature

## Ce que la règle vérifie

Tout changement de la convention se fait par un avenant que signent les deux parties ; les annexes se renvoient
seulement. La règle compare ce que dit le texte signé (« valeurs_signees », puis les « avenants » signés) avec les
fichiers d'aujourd'hui : modèle, noms et adresses des parties, sigle, SIRET. Un nouveau signataire ne change pas la
partie qu'il représente : s'il a pris ses fonctions depuis la signature, c'est une simple information.

## Article

Article {articles[execution].numero} de la convention.

## Exemple

```yaml
nom: Communauté de communes de l'Exemple et du Val
conventions:
  - famille: cooperation
    valeurs_signees:
      partenaire: Communauté de communes de l'Exemple   # le nom a changé depuis
```

## Comment corriger

Préparez l'avenant : `greffe avenant --partner <partenaire>`. Une fois signé, notez-le avec la même commande et
`--signed` : l'alerte disparaît. Si le fichier seul est faux, corrigez-le.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.signed import REMEDY, changes
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """A warning for each value that is no longer the one signed, an information for a new signatory."""
    for case in context.cases:
        article = case.article("execution")
        for path, message in changes(case, context.today):
            yield context.finding(
                case.entry, case.path(*path), "avertissement", message, REMEDY, article=article
            )
        signed, since = case.signature.partenaire, case.entry.record.representant.depuis
        if signed and since and signed < since <= context.today:
            yield context.finding(
                case.entry, ("representant", "depuis"), "information",
                f"Le représentant du partenaire a pris ses fonctions le {long_date(since)}, après la signature.",
                "Rien à faire : un nouveau signataire ne demande pas d'avenant.", article=article,
            )  # fmt: skip
