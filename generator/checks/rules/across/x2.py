"""X2 : le signataire n'est pas celui que l'acte autorise

## Ce que la règle vérifie

L'acte dit quelle fonction il autorise à signer (« autorise »). La règle avertit quand ce n'est ni celle du
représentant, ni celle de la personne qui lui délègue sa signature. Le genre, les majuscules et le nom de
l'organisme ne comptent pas : « la présidente » et « président de la communauté » sont une même fonction. Un acte
qui autorise aussi un représentant ne se vérifie pas, ni un représentant arrivé après la signature.

## Article

Aucun : la convention n'en parle pas. C'est l'acte qui donne le pouvoir de signer.

## Exemple

```yaml
representant:
  fonction: directeur général des services
conventions:
  - acte:
      autorise: président
```

## Comment corriger

Relisez l'acte. S'il autorise bien une autre personne, voyez avec le service juridique s'il faut signer de nouveau ;
si c'est le fichier qui se trompe, corrigez « fonction », « delegant » ou « autorise ».
"""

import re
from collections.abc import Iterator

from generator.checks.cases import AnyCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french import functions

# What follows a function and does not change it: whose it is, and that it is held for a time.
_COMPLEMENT = re.compile(r"\s+(?:du|des|de|par intérim)\b.*|\s+d['’].*")
_ARTICLE = re.compile(r"^(?:le\s+|la\s+|l['’])")


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention signed by another than the one its act allows."""
    for case in context.every_case:
        act = case.standing.convention.acte
        if act is None or act.autorise is None or _since(case):
            continue
        signatory = case.entry.record.representant
        holders = [signatory.fonction, *([signatory.delegant.fonction] if signatory.delegant else [])]  # fmt: skip
        allowed = [_plain(each) for each in re.split(r"\s+ou\s+|,\s*", act.autorise)]
        if any("représentant" in each for each in allowed):
            continue
        if not {_plain(each) for each in holders} & set(allowed):
            yield context.finding(
                case.entry, case.path("acte", "autorise"), "avertissement",
                f"L'acte autorise à signer « {act.autorise} » ; le représentant a pour fonction « {signatory.fonction} ».",
                "Relisez l'acte ; s'il autorise bien une autre personne, voyez avec le service juridique s'il faut signer de nouveau.",
            )  # fmt: skip


def _since(case: AnyCase) -> bool:
    """Whether the representative of today came after the signature: somebody else signed."""
    signed, since = case.signature.partenaire, case.entry.record.representant.depuis
    return signed is not None and since is not None and signed < since


def _plain(function: str) -> str:
    """`function` in the masculine, without what does not change it."""
    bare = _ARTICLE.sub("", function.strip().lower())
    return _COMPLEMENT.sub("", functions.agree(bare, "M.").text)
