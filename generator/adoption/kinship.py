"""Whether an official text is of the family that it is said to be of."""

import re
from collections.abc import Mapping, Sequence

from generator.documents.french.elision import fold
from generator.errors import GreffeError
from generator.store.parameters import FAMILIES, Family

_CLUES: Mapping[Family, re.Pattern[str]] = {
    "cooperation": re.compile(r"convention territoriale globale|\bctg\b|\bsdsf\b|schema departemental des services aux familles|plateforme (?:collaborative )?(?:« ?)?cooperation"),
    "mon-compte-partenaire": re.compile(r"mon compte partenaire|bulletin d'adhesion"),
}  # fmt: skip
"""What each family speaks of, and the other one hardly."""
_CAF = re.compile(r"\bcn?af\b|allocations familiales")
_COMMON = (
    re.compile(r"plateforme"), re.compile(r"\bhabilitations?\b"), re.compile(r"\bpartenaires?\b"), re.compile(r"\bannexe [123]\b"),
)  # fmt: skip
"""What texts of both families speak of, and others too: one of these alone tells nothing."""
_ENOUGH = 2
_OTHER_ACT = re.compile(
    r"(?:contrat (?:de travail|a duree (?:in)?determinee|de location|de vente)|bail\b|devis\b|facture\b|bon de commande|reglement interieur|statuts\b)"
)
"""What a file that opens so is, and no convention."""
_SHOWN = 60
"""Characters of it that a message repeats."""
_FIRST = 3
"""Lines within which it says so."""


def refuse_another_family(name: str, said: Sequence[str], family: Family) -> None:
    """Raise GreffeError when the lines of the text speak of another family more than of this one."""
    text = fold(" ".join(said))
    own = len(_CLUES[family].findall(text))
    for other, clues in _CLUES.items():
        if len(clues.findall(text)) > own:
            more = "plus souvent que" if own else "et jamais"
            raise GreffeError(
                f"« {name} » parle de {FAMILIES[other]}, {more} de {FAMILIES[family]}. Donnez « --family {other} », ou un autre fichier."
            )


def refuse_unrelated(name: str, said: Sequence[str], family: Family) -> None:
    """Raise GreffeError when nothing in the lines is of what conventions with a Caf speak of."""
    opening = (each.strip() for each in said[:_FIRST])
    if other := next((each for each in opening if _OTHER_ACT.match(fold(each))), None):
        raise GreffeError(
            f"« {name} » s'ouvre par « {other[:_SHOWN]} » : ce n'est pas une convention avec un partenaire. Vérifiez le fichier."
        )
    text = fold(" ".join(said))
    told = any(each.search(text) for each in (*_CLUES.values(), _CAF))
    if not told and sum(1 for each in _COMMON if each.search(text)) < _ENOUGH:
        raise GreffeError(
            f"« {name} » ne parle ni de {FAMILIES[family]}, ni d'une Caf, ni d'un partenaire : ce n'est pas un texte de cette famille. Vérifiez le fichier."
        )
