"""How the text names whoever signs for a party: a person, or a place to fill."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.documents.french import functions
from generator.documents.french.elision import APOSTROPHE, elides
from generator.documents.rendered import Blank, Text
from generator.store.schema.people import Civility, Contact, Signatory

Word = str | Text | Blank
"""Constant words, a value of the data, or a place to fill."""

Shown = Callable[[Signatory | Contact], bool]
"""Whether a person may be named in the document."""

LONG_CIVILITY = {"M.": "Monsieur", "Mme": "Madame"}
_ACTING = "par intérim"
_OF_WHAT = re.compile(r"(.*\b(?:président|présidente|maire|directeur|directrice)) (?:de |du |des |d['’]).*", re.IGNORECASE)  # fmt: skip
_BY_DELEGATION = re.compile(r"par délégation (?:du |de la |de l['’]|de )(?P<delegator>.+?), (?P<function>.+)", re.IGNORECASE)  # fmt: skip


def everyone(_person: Signatory | Contact) -> bool:
    """For the documents that stay between the Caf and its partner."""
    return True


def published(person: Signatory | Contact) -> bool:
    """For public documents: only those whose publication was decided."""
    return person.publication is not None


def published_phone(person: Signatory | Contact) -> bool:
    """For public documents: only those whose telephone was decided to be public too."""
    return person.publication is not None and person.publication.telephone == "public"


@dataclass(frozen=True)
class SignatoryView:
    """Whoever signs, to be printed as `civilite_longue` + `nom_complet` and `son` + `son_fonction`.

    `fonction_avant` is False for a function outside the lexicon: it has no article, and can only follow
    the name. `la_fonction` is « la présidente », `de_fonction` « d'administratrice ». `signature` is the function as it stands over the name,
    delegation included.
    """

    inconnu: bool
    civilite: str
    civilite_longue: str
    nom_complet: Word
    fonction: Word
    son: str
    son_fonction: Word
    la_fonction: Word
    de_fonction: Word
    fonction_avant: bool
    delegation: Word
    signature: Word


def known(record: Signatory, path: str, *, plural_party: bool) -> SignatoryView:
    """The person `record`, found at `path`, who signs for a party whose name may be plural."""
    function = functions.agree(record.fonction, record.civilite)
    acting = record.qualite == "interim" and _ACTING not in function.text
    interim = f" {_ACTING}" if acting else ""
    article = function.definite.removesuffix(function.text) if function.known else ""
    written = f"{article}{capital(function.text) if function.known else function.text}{interim}"
    possessive = function.text
    if function.known:
        possessive = f"leur {function.text}" if plural_party else function.possessive
    delegation: Word = ""
    if record.delegant:
        delegator = functions.agree(record.delegant.fonction, record.delegant.civilite)
        delegation = Text(f"par délégation {delegator.of}", f"{path}.delegant")
        of = delegator.of.removesuffix(delegator.text)
        written = f"Par délégation {of}{capital(delegator.text)}, {written}"
    return SignatoryView(
        inconnu=False,
        civilite=record.civilite,
        civilite_longue=LONG_CIVILITY[record.civilite],
        nom_complet=Text(full_name(record.prenom, record.nom), path),
        fonction=Text(function.text + interim, f"{path}.fonction"),
        son="",
        son_fonction=Text(possessive + interim, f"{path}.fonction"),
        de_fonction=Text(
            f"{f'd{APOSTROPHE}' if elides(function.text) else 'de '}{function.text}{interim}",
            f"{path}.fonction",
        ),
        la_fonction=Text(f"{article}{function.text}{interim}", f"{path}.fonction"),
        fonction_avant=function.known,
        delegation=delegation,
        signature=Text(capital(written), f"{path}.fonction"),
    )


def over_the_name(record: Signatory) -> str:
    """The function of `record` as it stands over the name of whoever signs: delegation and interim included."""
    words = known(record, "", plural_party=False).signature
    assert isinstance(words, Text), "a known signatory"
    return words.text


def powers(written: str) -> tuple[str, ...]:
    """The functions that `over_the_name` wrote: that of whoever signs, then that of who delegates, if any."""
    found = _BY_DELEGATION.fullmatch(written)
    return (found["function"], found["delegator"]) if found else (written,)


def titled(civility: Civility, function: str) -> str:
    """« la Présidente », « le Vice-président délégué »; a function outside the lexicon keeps its letters."""
    agreed = functions.agree(function, civility)
    article = agreed.definite.removesuffix(agreed.text)
    return article + (capital(agreed.text) if agreed.known else agreed.text)


def salutation(record: Signatory) -> Text:
    """« Madame la Présidente », as a letter calls her: neither that she stands in, nor of what she presides.

    The civility alone for a function that greffe does not know.
    """
    civility = record.civilite
    function = _OF_WHAT.sub(r"\1", record.fonction.removesuffix(f" {_ACTING}"))
    called = f" {titled(civility, function)}" if functions.agree(function, civility).known else ""
    return Text(f"{LONG_CIVILITY[civility]}{called}", "representant")


def unknown(path: str, kind: str = "") -> SignatoryView:
    """Places to fill, but for the function when it follows from the `kind` of party (« président »)."""
    either = functions.agree(kind, None) if kind else None
    words = either.text if either else Blank(f"{path}.fonction", "fonction")
    return SignatoryView(
        inconnu=True,
        civilite="M./Mme",
        civilite_longue="Madame/Monsieur",
        nom_complet=Blank(path, "prénom et nom"),
        fonction=words,
        son="" if either else "son/sa ",
        son_fonction=either.possessive if either else words,
        la_fonction=either.definite if either else words,
        de_fonction=f"de {either.text}" if either else words,
        fonction_avant=True,
        delegation="",
        signature=words,
    )


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def full_name(first_name: str | None, name: str | None) -> str:
    """First name then name, of those that are known."""
    return " ".join(part for part in (first_name, name) if part)
