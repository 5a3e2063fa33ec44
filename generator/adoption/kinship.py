"""Whether an official text is of the family that it is said to be of."""

import re
from collections.abc import Mapping, Sequence

from generator.documents.french.elision import fold
from generator.errors import GreffeError
from generator.store.parameters import FAMILIES, Family

_CLUES: Mapping[Family, re.Pattern[str]] = {
    "cooperation": re.compile(r"convention territoriale globale|\bctg\b|\bsdsf\b|schema departemental des services aux familles"),
    "mon-compte-partenaire": re.compile(r"mon compte partenaire|bulletin d'adhesion"),
}  # fmt: skip


def refuse_another_family(name: str, said: Sequence[str], family: Family) -> None:
    """Raise GreffeError when the lines of the text speak of another family, and never of this one."""
    text = fold(" ".join(said))
    if _CLUES[family].search(text):
        return
    for other, clues in _CLUES.items():
        if clues.search(text):
            raise GreffeError(
                f"« {name} » parle de {FAMILIES[other]}, et jamais de {FAMILIES[family]}. Donnez « --family {other} », ou un autre fichier."
            )
