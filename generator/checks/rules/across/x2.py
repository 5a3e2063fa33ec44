"""X2 : le signataire n'est pas celui que l'acte autorise

## Ce que la règle vérifie

L'acte dit quelle fonction il autorise à signer (« autorise »). La règle avertit quand ce n'est ni celle de la
personne qui a signé, ni celle de la personne qui lui délègue sa signature. C'est la fonction notée avec la signature
qui compte (« preuves ») ; sans elle, celle du représentant, s'il n'est pas arrivé après. Le genre, les majuscules et
le nom de l'organisme ne comptent pas : « la présidente » et « président de la communauté » sont une même fonction.
Un acte qui autorise aussi un représentant ne se vérifie pas.

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
si c'est le fichier qui se trompe, corrigez « fonction », « delegant » ou « autorise ». Une fonction notée avec la
signature se corrige avec « greffe signature record --replace ».
"""

from collections.abc import Iterator

from generator.checks.cases import AnyCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.views.signatory import powers
from generator.store import signatures
from generator.store.source import Path
from generator.versions import act_powers


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention signed by another than the one its act allows."""
    for case in context.every_case:
        act = case.standing.convention.acte
        if act is None or act.autorise is None:
            continue
        for path, words, held in _signing(case):
            if not act_powers.allows(act, held):
                yield context.finding(
                    case.entry, path, "avertissement",
                    f"L'acte autorise à signer « {act.autorise} » ; {words}.",
                    "Relisez l'acte ; s'il autorise bien une autre personne, voyez avec le service juridique s'il faut signer de nouveau.",
                )  # fmt: skip


def _signing(case: AnyCase) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Where, in words and by their functions, whoever signed each act: as it is noted, else the representative."""
    found = signatures.acts(case.standing.convention).values()
    noted = [(each, proof) for each in found if (proof := each.proof("partenaire"))]
    for each, proof in noted:
        path = case.path(*each.place, "preuves", "partenaire", "fonction")
        yield path, f"qui a signé avait pour fonction « {proof.fonction} »", powers(proof.fonction)
    if not noted and not _since(case):
        person = case.entry.record.representant
        delegators = [person.delegant.fonction] if person.delegant else []
        yield case.path("acte", "autorise"), f"le représentant a pour fonction « {person.fonction} »", (person.fonction, *delegators)  # fmt: skip


def _since(case: AnyCase) -> bool:
    """Whether the representative of today came after the signature: somebody else signed."""
    signed, since = case.signature.partenaire, case.entry.record.representant.depuis
    return signed is not None and since is not None and signed < since
