"""X14 : texte signé qui n'est pas celui de greffe

## Ce que la règle vérifie

Quand une signature est notée (« greffe signature record »), le fichier signé est comparé au texte de greffe. La règle
rappelle les signatures notées « texte: modifie » : ce que les parties ont signé n'est pas ce que greffe écrit. Les
échéances, les alertes et les documents refaits suivent le modèle, et non le texte signé.

Un texte impossible à lire, comme une image, est noté « non-verifie » : la règle le rappelle aussi, pour information. Ce
que « valeurs_signees » en dit vient alors du fichier du partenaire, et non du texte signé.

Elle regarde la convention, le contrat de service et chaque bulletin d'adhésion.

## Article

Aucun : c'est le texte signé qui engage les parties, où qu'il diffère.

## Exemple

```yaml
signature:
  partenaire: 2026-03-02
  preuves:
    partenaire:
      fichier: convention-signee.pdf
      texte: modifie
```

## Comment corriger

Lancez « greffe verify » sur le fichier signé : il montre chaque passage qui diffère. Si la différence n'est pas voulue,
faites signer de nouveau le texte de greffe, ou un avenant, puis notez la signature avec « greffe signature record
--replace ». Si elle est voulue, gardez l'original signé, donnez ce texte désormais avec « greffe correct », et mettez
l'alerte de côté dans `data/controle.yml`, avec la raison.

Un texte « non-verifie » se relit sur l'original : les noms, les adresses, le modèle, ce qui reste à compléter. Corrigez
« valeurs_signees » s'il dit autre chose, puis mettez l'alerte de côté.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.store import signatures

_BY = {"partenaire": "par le partenaire", "caf": "par la Caf"}


def check(context: Context) -> Iterator[Finding]:
    """A warning for each signature noted on a text that is not greffe's, an information when nobody could tell."""
    for case in context.every_case:
        for signed in signatures.acts(case.standing.convention).values():
            for side, proof in signed.proofs:
                path = case.path(*signed.place, "preuves", side, "texte")
                if proof.texte == "modifie":
                    yield context.finding(
                        case.entry, path, "avertissement",
                        f"Le texte signé {_BY[side]} diffère de celui de greffe : ce que disent le modèle et les échéances n'est peut-être pas ce qui est signé.",
                        f"« greffe verify » sur le fichier signé montre ce qui diffère. Si ce n'est pas voulu, faites signer de nouveau ; si ça l'est, gardez l'original et {context.set_aside(case.entry, path)}",
                    )  # fmt: skip
                elif proof.texte == "non-verifie":
                    yield context.finding(
                        case.entry, path, "information",
                        f"Le texte signé {_BY[side]} n'a pas pu être lu : rien ne dit qu'il est celui de greffe.",
                        f"Relisez l'original signé ; s'il dit autre chose que « valeurs_signees », corrigez-les ; ensuite, {context.set_aside(case.entry, path)}",
                    )  # fmt: skip
