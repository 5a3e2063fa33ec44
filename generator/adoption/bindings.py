"""What a place of an official text may be filled with: the names that a decision uses, and their Jinja.

Rendered without data, each prints the very words that stood there, as a place to fill or as they were.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.store.parameters import Family

KEEP = "garder"
"""The decision to leave a place as it is, to be filled by hand."""


@dataclass(frozen=True)
class Binding:
    """A datum: `code` is an expression of the view, `label` says it in French."""

    code: str
    label: str


def _party(party: str, whose: str) -> dict[str, Binding]:
    signatory = f"{party}.signataire"
    return {
        f"{party}.nom": Binding(f"{party}.nom", f"nom {whose}, sans article"),
        f"{party}.le_nom": Binding(f"{party}.le_nom", f"nom {whose}, avec son article"),
        f"{party}.Le_nom": Binding(f"{party}.Le_nom", f"nom {whose}, avec son article en capitale"),
        f"{party}.du_nom": Binding(f"{party}.du_nom", f"nom {whose}, après « de »"),
        f"{party}.adresse": Binding(f"{party}.adresse", f"adresse {whose}"),
        f"{party}.representant": Binding(f"{signatory}.nom_complet", f"prénom et nom de qui signe pour {_for(party)}"),
        f"{party}.civilite": Binding(f"{signatory}.civilite_longue", f"civilité de qui signe pour {_for(party)}"),
        f"{party}.fonction": Binding(f"{signatory}.fonction", f"fonction de qui signe pour {_for(party)}"),
        f"{party}.la_fonction": Binding(f"{signatory}.la_fonction", f"« la présidente », pour {_for(party)}"),
        f"{party}.son_fonction": Binding(f"{signatory}.son_fonction", f"« sa présidente », pour {_for(party)}"),
        f"{party}.de_fonction": Binding(f"{signatory}.de_fonction", f"« de présidente », « d'administratrice », pour {_for(party)}"),
        f"{party}.signature": Binding(f"{signatory}.signature", f"« La Présidente », au-dessus de la signature, pour {_for(party)}"),
        f"{party}.accord": Binding(party, f"accord avec le nom {whose}"),
    }  # fmt: skip


def _for(party: str) -> str:
    return "la Caf" if party == "caf" else "le partenaire"


_COMMON = {
    **_party("partenaire", "du partenaire"),
    **_party("caf", "de la Caf"),
    "convention.lieu": Binding("convention.lieu", "lieu de la signature"),
    "convention.a_lieu": Binding("convention.a_lieu", "lieu de la signature, après « à »"),
    "convention.date": Binding("convention.date_signature", "date de la signature"),
}
BINDINGS: Mapping[Family, Mapping[str, Binding]] = {
    "cooperation": {
        **_COMMON,
        "convention.cadre": Binding("convention.cadre_nom", "nom de la CTG ou du SDSF"),
        "annexe_1.date": Binding("annexe_1.date_transmission", "date de transmission de l'annexe 1"),
        "annexe_2.date": Binding("annexe_2.date_transmission", "date de transmission de l'annexe 2"),
        "annexe_3.date": Binding("annexe_3.date_transmission", "date de transmission de l'annexe 3"),
    },
    "mon-compte-partenaire": {
        **_COMMON,
        "partenaire.siret": Binding("siret", "SIRET du siège du partenaire"),
        "partenaire.gestionnaire": Binding("gestionnaire", "nom du partenaire et son sigle"),
        "contrat.date": Binding("contrat.date_signature", "date de signature du contrat"),
        "contrat.lieu": Binding("contrat.lieu", "lieu de signature du contrat"),
    },
}  # fmt: skip
"""By family, the data that places may be bound to."""

PREPOSITION = re.compile(r"(?:de|à)\s(?=\W)")
"""A preposition that stands before a place, and may be part of what fills it: « de la », « du », « au »."""
_TAKING_PREPOSITION = (".du_nom", ".de_fonction", ".a_lieu")
_AGREEMENTS = (("represent", "represente"), ("denomm", "denomme"), ("domicili", "domicilie"))


def code(binding: str, words: str, family: Family) -> str:
    """The Jinja that prints the datum named `binding`, or `words` when it is not known."""
    known = BINDINGS[family][binding]
    before = PREPOSITION.match(words)
    if before and not binding.endswith(_TAKING_PREPOSITION):
        return before[0] + code(binding, words[before.end() :], family)
    said = quoted(words)
    if binding.endswith(".civilite"):
        return _civility(known.code, said, short="Mme" in words)
    if binding.endswith(".accord"):
        return _agreement(known.code, words)
    return f"{{{{ {known.code} | sinon({said}) }}}}"


def undecided(words: str, number: int) -> str:
    """The Jinja of a place that decision `number` will bind."""
    return f"{{{{ {quoted(words)} | place({number}) }}}}"


def kept(words: str) -> str:
    """The Jinja of a place that somebody decided to leave to be filled by hand."""
    return f"{{{{ {quoted(words)} | place }}}}"


def undecided_pattern(number: int) -> re.Pattern[str]:
    """Finds what `undecided` writes for that number; its group is the words, quoted."""
    return re.compile(rf'\{{\{{ ("(?:[^"\\]|\\.)*") \| place\({number}\) \}}\}}')


def quoted(words: str) -> str:
    """`words` as a string of Jinja."""
    return json.dumps(words, ensure_ascii=False)


def unquoted(said: str) -> str:
    """The words of a string of Jinja that `quoted` wrote."""
    return str(json.loads(said))


def _civility(long: str, said: str, *, short: bool) -> str:
    unknown = f"{long.removesuffix('.civilite_longue')}.inconnu"
    printed = f'("Mme" if {long} == "Madame" else "M.")' if short else long
    return f"{{{{ {said} if {unknown} else {printed} }}}}"


def _agreement(party: str, words: str) -> str:
    """« représenté(e) » as it agrees with the party; the words themselves while it is not known."""
    plain = words.lower().replace("é", "e")
    agreed = next(name for stem, name in _AGREEMENTS if plain.startswith(stem))
    capital = ".capitalize()" if words[0].isupper() else ""
    return f"{{{{ {quoted(words)} if {party}.inconnu else {party}.{agreed}{capital} }}}}"
