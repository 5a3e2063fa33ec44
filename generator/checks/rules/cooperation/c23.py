"""C23 : changement depuis la signature

## Ce que la règle vérifie

Tout changement de la convention se fait par un avenant que signent les deux parties ; les annexes se renvoient
seulement. La règle compare ce que dit le texte signé (« valeurs_signees ») avec les fichiers d'aujourd'hui :
modèle, noms et adresses des parties, SIRET. Un nouveau signataire ne change pas la partie qu'il représente : s'il a
pris ses fonctions depuis la signature, c'est une simple information.

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

Préparez un avenant. Une fois signé, mettez à jour « valeurs_signees ». Si le fichier seul est faux, corrigez-le.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.signed import changes
from generator.documents.french.dates import long_date


def check(context: Context) -> Iterator[Finding]:
    """A warning for each value that is no longer the one signed, an information for a new signatory."""
    for case in context.cases:
        article = case.article("execution")
        for field, message in changes(case):
            yield context.finding(
                case.entry, case.path("valeurs_signees", field), "avertissement", message,
                "Préparez un avenant, puis mettez à jour « valeurs_signees » ; si le fichier est faux, corrigez-le.",
                article=article,
            )  # fmt: skip
        signed, since = case.signature.partenaire, case.entry.record.representant.depuis
        if signed and since and signed < since <= context.today:
            yield context.finding(
                case.entry, ("representant", "depuis"), "information",
                f"Le représentant du partenaire a pris ses fonctions le {long_date(since)}, après la signature.",
                "Rien à faire : un nouveau signataire ne demande pas d'avenant.", article=article,
            )  # fmt: skip
