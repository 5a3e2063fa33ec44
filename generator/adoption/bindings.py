"""What a place of an official text may be filled with: the names that a decision uses, and the data they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.store.parameters import Family

KEEP = "garder"
"""The decision to leave a place as it is, to be filled by hand."""
WORDS = "texte"
"""The decision that the words that are there are no place: they are printed for every partner."""


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
        f"{party}.delegation": Binding(f"{signatory}.delegation", f"« par délégation de la présidente », pour {_for(party)}"),
        f"{party}.accord": Binding(party, f"accord avec le nom {whose}"),
        f"{party}.accord_signataire": Binding(signatory, f"accord avec qui signe pour {_for(party)}"),
    }  # fmt: skip


def _for(party: str) -> str:
    return "la Caf" if party == "caf" else "le partenaire"


def _contact(role: str, whose: str) -> dict[str, Binding]:
    return {
        f"contrat.{role}": Binding(f"contrat.{role}.interlocuteur", f"civilité, prénom et nom {whose}"),
        f"contrat.{role}.nom": Binding(f"contrat.{role}.nom", f"nom {whose}"),
        f"contrat.{role}.prenom": Binding(f"contrat.{role}.prenom", f"prénom {whose}"),
        f"contrat.{role}.fonction": Binding(f"contrat.{role}.fonction", f"fonction {whose}"),
        f"contrat.{role}.adresses": Binding(f"contrat.{role}.adresses", f"adresse électronique {whose}"),
        f"contrat.{role}.telephone": Binding(f"contrat.{role}.telephone", f"téléphone {whose}"),
    }  # fmt: skip


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
        "contrat.a_lieu": Binding("contrat.a_lieu", "lieu de signature du contrat, après « à »"),
        **_contact("administrateur", "de l'administrateur"),
        **_contact("suppleant", "du suppléant de l'administrateur"),
    },
}  # fmt: skip
"""By family, the data that places may be bound to."""

WRITINGS = ("majuscules", "titre", "capitale")
"""What may be done to a function, after its binding: « partenaire.la_fonction | capitale »."""


def named_as(codes: Iterable[str], family: Family) -> tuple[str, ...]:
    """The names by which a decision gives these codes, those that have none left out; the last is `WORDS`."""
    names = {known.code: name for name, known in BINDINGS[family].items()}
    parted = (each.partition(" ") for each in codes)
    found = (f"{names[base]} {rest}".strip() for base, _, rest in parted if base in names)
    return (*dict.fromkeys(found), WORDS)


def parted(choice: str) -> tuple[str, list[str]]:
    """The name of a decision, and what it does to the words."""
    name, *writings = (each.strip() for each in choice.split("|"))
    return name, writings


def label(choice: str, family: Family) -> str:
    """A decision in French."""
    if choice == KEEP:
        return "elle reste à remplir à la main"
    if choice == WORDS:
        return "ces mots-là, pour tous les partenaires"
    known = BINDINGS[family].get(parted(choice)[0])
    return known.label if known else ""
