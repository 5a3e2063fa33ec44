"""X2 : le signataire n'est pas celui que l'acte autorise

## Ce que la règle vérifie

L'acte dit quelle fonction il autorise à signer (« autorise »). La règle avertit quand ce n'est ni celle de la
personne qui a signé, ni celle de la personne qui lui délègue sa signature. C'est la fonction notée avec la signature
qui compte (« preuves ») ; sans elle, et tant que rien n'est signé, celle du représentant, s'il n'est pas arrivé après.
Le genre, les majuscules et
le nom de l'organisme ne comptent pas : « la présidente » et « président de la communauté » sont une même fonction.
Un acte qui autorise aussi un représentant ne se vérifie pas.

Elle avertit aussi quand l'acte est celui de l'assemblée, ou de l'exécutif, d'une autre sorte de collectivité : « conseil
municipal » pour une communauté de communes.

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

from collections.abc import Iterable, Iterator

from generator.checks.cases import AnyCase
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.views.signatory import powers
from generator.store import signatures
from generator.store.dataset import Entry
from generator.store.schema.partner import Partner
from generator.store.source import Path
from generator.versions import act_powers

_AGAIN = "Relisez l'acte ; s'il autorise bien une autre personne, voyez avec le service juridique s'il faut signer de nouveau."
_BEFORE = "Relisez l'acte avant de faire signer : c'est à la personne qu'il autorise de signer, ou un nouvel acte est à prendre."

_Signing = tuple[Path, str, tuple[str, ...]]
"""Where it is said who signs, in words, and by what functions."""


def check(context: Context) -> Iterator[Finding]:
    """A warning for each convention signed, or to sign, by another than the one its act allows; for each act of another body."""
    for case in context.every_case:
        yield from _judged(context, case.entry, case.standing.index, _signing(case), _AGAIN)
    for entry, index in context.to_sign:
        signing = _representative(entry, ("conventions", index, "acte"))
        yield from _judged(context, entry, index, [signing], _BEFORE)


def _judged(
    context: Context, entry: Entry[Partner], index: int, signing: Iterable[_Signing], remedy: str
) -> Iterator[Finding]:
    act = entry.record.conventions[index].acte
    if act is None:
        return
    for path, words, held in signing:
        if not act_powers.allows(act, held):
            yield context.finding(entry, path, "avertissement", f"L'acte autorise à signer « {act.autorise} » ; {words}.", remedy)  # fmt: skip
    if act_powers.is_of_another(act, entry.record):
        yield context.finding(
            entry, ("conventions", index, "acte", "organe"), "avertissement",
            f"L'acte dit avoir été pris par « {act.organe} », ce qu'un partenaire de cette nature n'a pas.",
            "Relisez l'acte ; corrigez « organe », ou « type » si c'est lui qui se trompe.",
        )  # fmt: skip


def _signing(case: AnyCase) -> Iterator[_Signing]:
    """Whoever signed each act: as it is noted, else the representative."""
    found = signatures.acts(case.standing.convention).values()
    noted = [(each, proof) for each in found if (proof := each.proof("partenaire"))]
    for each, proof in noted:
        path = case.path(*each.place, "preuves", "partenaire", "fonction")
        yield path, f"qui a signé avait pour fonction « {proof.fonction} »", powers(proof.fonction)
    if not noted and not _since(case):
        yield _representative(case.entry, case.path("acte"))


def _representative(entry: Entry[Partner], at: Path) -> _Signing:
    person = entry.record.representant
    return (*at, "autorise"), f"le représentant a pour fonction « {person.fonction} »", act_powers.of(person)  # fmt: skip


def _since(case: AnyCase) -> bool:
    """Whether the representative of today came after the signature: somebody else signed."""
    signed, since = case.signature.partenaire, case.entry.record.representant.depuis
    return signed is not None and since is not None and signed < since
