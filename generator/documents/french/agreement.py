"""Agreement in gender and number, articles and their contractions with « de » and « à »."""

from generator.documents.french.elision import APOSTROPHE, elides

_CONTRACTED = {
    "de": {"le ": "du ", "les ": "des ", "le/la ": "du/de la "},
    "à": {"le ": "au ", "les ": "aux ", "le/la ": "au/à la "},
}


def agree(stem: str, feminine: bool | None, plural: bool = False) -> str:
    """« représenté » in the gender wanted: « représentée », or « représenté(e) » when `feminine` is None.

    `stem` is the masculine singular of a word whose feminine only adds an e, or is the same word
    (« responsable »).
    """
    if not stem.endswith("e"):
        stem += {True: "e", False: "", None: "(e)"}[feminine]
    return stem + "s" if plural and not stem.endswith(("s", "x")) else stem


def article(noun: str, feminine: bool | None, plural: bool = False) -> str:
    """The definite article to print right before `noun`: « la », « le », « les » and a space, or « l’ ».

    « le/la » when `feminine` is None.
    """
    if plural:
        return "les "
    if elides(noun):
        return f"l{APOSTROPHE}"
    return {True: "la ", False: "le ", None: "le/la "}[feminine]


def contracted(preposition: str, before: str) -> str:
    """« de » or « à » and the article `before`: « du  », « aux  », « de l’ »… to print right before a noun."""
    return _CONTRACTED[preposition].get(before, f"{preposition} {before}")


def possessive(noun: str, feminine: bool | None) -> str:
    """« son » or « sa » and a space, to print right before the singular `noun`; « son/sa » if unknown."""
    if elides(noun):
        return "son "
    return {True: "sa ", False: "son ", None: "son/sa "}[feminine]
