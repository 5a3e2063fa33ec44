"""X11 : correction à la main à revoir

## Ce que la règle vérifie

Un document corrigé dans Word (« corrections » d'une convention) est donné à la place de celui de greffe. La règle
avertit quand ce que greffe écrirait n'est plus ce qu'il écrivait le jour de la correction : les données ou le modèle
ont changé, et le texte corrigé ne le dit pas. Elle avertit aussi quand le fichier a été modifié depuis qu'il est
retenu. Un fichier absent ou illisible, celui d'un autre document ou d'un autre partenaire, et un document que greffe
ne fait plus sont des erreurs.

## Article

Aucun : c'est une précaution. Un texte corrigé une fois ne suit plus les données.

## Exemple

```yaml
corrections:
  - document: convention
    fichier: cooperation-convention.docx
    motif: Phrase demandée par le service juridique
    date: 2026-03-12
    empreinte: …   # le partenaire a déménagé depuis
```

## Comment corriger

Refaites la correction sur le document d'aujourd'hui, puis lancez « greffe correct ». Si elle n'a plus lieu d'être,
retirez-la du fichier du partenaire.
"""

from collections.abc import Iterator

from generator.checks.context import Context
from generator.checks.finding import Finding


def check(context: Context) -> Iterator[Finding]:
    """An error for a correction that cannot be issued, a warning for one that data or a hand have overtaken."""
    if not context.dataset.nominative:
        return
    for key, entry in context.dataset.partners.items():
        chosen = context.selected is None or key in context.selected
        corrected = any(convention.corrections for convention in entry.record.conventions)
        if chosen and corrected and entry.record.statut == "actif":
            # Reading Word files takes a tenth of a second to load, that most checks do not need.
            from generator.checks import corrected as standing  # noqa: PLC0415

            yield from standing.findings(context, entry)
