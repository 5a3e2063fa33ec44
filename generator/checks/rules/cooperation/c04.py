"""C04 : plusieurs versions de l'annexe 1

## Ce que la règle vérifie

Une nouvelle annexe 1 fait supprimer la précédente. La règle signale ce qui peut en être une autre version : un
fichier (Word, tableur, CSV, JSON, courriel, PDF) rangé dans un sous-dossier des fichiers nominatifs, un fichier de
`data/` dont le nom dit que c'est une annexe 1, et un document de `build/` (documents, pièces jointes des rappels,
feuilles de revue) fabriqué d'après une annexe qui n'est plus celle qui est enregistrée.

Elle ne voit pas ce que Git, les sauvegardes et les boîtes aux lettres gardent.

## Article

Articles {articles[obligations-caf].numero} et {articles[nouveaux-acces].numero} de la convention.

## Exemple

```
data/nominatif/retours/cc-exemple.annexe-1.xlsx   le formulaire revenu, déjà enregistré
```

## Comment corriger

Enregistrez le formulaire avec « greffe intake », le fichier et « --partner », si ce n'est pas fait. « greffe purge » dit
ensuite lesquels de ces fichiers sont de trop, lesquels ouvrir et supprimer vous-même ; « greffe purge --apply »
supprime les premiers. Pour un document ancien, relancer « greffe build »
suffit.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.conventions import COOPERATION
from generator.checks.finding import Finding
from generator.checks.words import together
from generator.store import fingerprints
from generator.store.copies import Copy


def check(context: Context) -> Iterator[Finding]:
    """An error for each file that may be another version of an annexe 1 in hand."""
    articles = {kept.last.entry.id: kept.last.articles("obligations-caf", "nouveaux-acces") for kept in context.kept}  # fmt: skip
    current: dict[str, str] = {}
    for copy in context.dataset.copies:
        partner = copy.about if copy.about in context.dataset.partners else None
        if context.selected is not None and partner not in context.selected:
            continue
        if copy.base is None:
            message = "Ce fichier peut être une autre version d'une annexe 1."
            remedy = f"Enregistrez-le avec « greffe intake {copy.file} --partner {partner or '…'} » si ce n'est pas fait, puis lancez « greffe purge --apply » : il le supprime, ou dit pourquoi c'est à vous de le faire."
        elif copy.base == current.setdefault(copy.about, _fingerprint(context, copy)):
            continue
        else:
            message = "Ce document est fait d'après une annexe 1 qui n'est plus celle qui est enregistrée."
            remedy = "Relancez « greffe build », ou supprimez le dossier build/."
            if copy.file.startswith("build/revues/"):
                remedy = "Relancez « greffe review open », ou supprimez ce fichier."
            elif copy.file.startswith("build/rappels/"):
                remedy = "Supprimez ce message ; « greffe remind --attach » en refait un."
        yield Finding(
            context.rule, "erreur", copy.file, 1, 1, "", message, remedy,
            article=together(articles.get(copy.about, [])) or None, partner=partner, convention=COOPERATION,
        )  # fmt: skip


def _fingerprint(context: Context, copy: Copy) -> str:
    """That of the annexe 1 in hand; "" when there is none."""
    annexe = context.dataset.annexes_1.get(copy.about)
    return fingerprints.annexe_1(annexe.record) if annexe else ""
