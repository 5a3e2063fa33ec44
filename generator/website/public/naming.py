"""How French says the name of a partner to come, and the function of its signatory: worked out here, as
patterns, for a page that only puts the name in them.
"""

from typing import Any

from generator.documents.bases import CIVILITIES
from generator.documents.french.elision import elides
from generator.documents.french.nouns import BRANDS, FEMININE, LINKS, MASCULINE, Noun
from generator.documents.views import signatory
from generator.documents.views.signatory import capital
from generator.store.schema.people import Signatory

# A name that elides, one that does not, and one with an article of its own: places stand for them.
_OPEN, _SHUT = "Abcd", "Bcde"
_OWN = {"la": f"La {_SHUT}", "le": f"Le {_SHUT}", "les": f"Les {_SHUT}", "l": f"L'{_OPEN}"}
_GENDERS = {"feminin": True, "masculin": False}
_HEADS = {"feminin": FEMININE, "masculin": MASCULINE}
_ARTICLES = {
    f"{way}-{gender}": Noun(name, feminine, way.endswith("les"), bare)
    for way, name, bare in (
        ("sec", _SHUT, False), ("elide", _OPEN, False), ("les", _SHUT, False),
        ("marque-sec", _SHUT, True), ("marque-elide", _OPEN, True),
        *((f"propre-{article}", name, True) for article, name in _OWN.items()),
    )
    for gender, feminine in _GENDERS.items()
}  # fmt: skip

FUNCTIONS = (
    "président", "maire", "directeur", "directeur général", "directeur général des services",
    "vice-président", "adjoint au maire", "secrétaire général",
)  # fmt: skip


def articles() -> dict[str, dict[str, str]]:
    """Each way to say a name: how it agrees, and the name with its articles.

    `{nom}` stands for the name, `{reste}` for the name without its own article.
    """
    return {
        key: {
            "accord": _accord(name),
            "le_nom": _pattern(name.definite, name.name),
            "Le_nom": _pattern(capital(name.definite), name.name),
            "du_nom": _pattern(name.of, name.name),
        }
        for key, name in _ARTICLES.items()
    }


def lexicon() -> dict[str, Any]:
    """What tells how a name is said: its first word, or a brand word further on, unless it follows a link."""
    return {
        "tetes": {head: f"{'elide' if elides(head) else 'sec'}-{gender}" for gender, heads in _HEADS.items() for head in sorted(heads)},
        "marques": sorted(BRANDS),
        "liens": sorted(LINKS),
    }  # fmt: skip


def functions() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """Function -> civility -> « singulier » or « pluriel », the party's number -> its forms in the text."""
    return {
        function: {
            civility: {
                number: _forms(function, civility, plural=number == "pluriel")
                for number in ("singulier", "pluriel")
            }
            for civility in CIVILITIES
        }
        for function in FUNCTIONS
    }


def _forms(function: str, civility: str, *, plural: bool) -> dict[str, str]:
    record = Signatory.model_validate({"civilite": civility, "nom": _SHUT, "fonction": function})
    view = signatory.known(record, "representant", plural_party=plural)
    words: dict[str, Any] = {
        "fonction": view.fonction,
        "son_fonction": view.son_fonction,
        "signature": view.signature,
    }
    return {key: word.text for key, word in words.items()}


def _accord(name: Noun) -> str:
    return ("feminin" if name.feminine else "masculin") + ("-pluriel" if name.plural else "")


def _pattern(text: str, name: str) -> str:
    bare = text.replace(name, "{nom}")
    return bare.replace(_SHUT, "{reste}").replace(_OPEN, "{reste}")
