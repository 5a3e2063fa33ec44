"""What a place of an official text may be filled with: the names that a decision uses, and the data they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.store.parameters import Family

KEEP = "garder"
"""The decision to leave a place as it is, to be filled by hand."""
WORDS = "texte"
"""The decision that the words that are there are no place: they are printed for every partner."""
NOTHING = "rien"
"""The decision that nothing is printed there: another place already says it."""


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
        f"{party}.au_nom": Binding(f"{party}.au_nom", f"nom {whose}, après « à »"),
        f"{party}.nom_court": Binding(f"{party}.nom_court", f"nom court {whose}, sans article"),
        f"{party}.le_nom_court": Binding(f"{party}.le_nom_court", f"nom court {whose}, avec son article"),
        f"{party}.Le_nom_court": Binding(f"{party}.le_nom_court | capitale", f"nom court {whose}, avec son article en capitale"),
        f"{party}.du_nom_court": Binding(f"{party}.du_nom_court", f"nom court {whose}, après « de »"),
        f"{party}.terme": Binding(f"{party}.terme", f"« {_for(party)} », comme le texte l'appelle"),
        f"{party}.Terme": Binding(f"{party}.Terme", f"« {_for(party).capitalize()} », en tête de phrase"),
        f"{party}.adresse": Binding(f"{party}.adresse", f"adresse entière {whose}"),
        f"{party}.adresse_rue": Binding(f"{party}.adresse_rue", f"adresse {whose}, sans code postal ni commune"),
        f"{party}.adresse_ville": Binding(f"{party}.adresse_ville", f"code postal et commune {whose}"),
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


def _contact(name: str, code: str, whose: str, *, telephone: bool = True) -> dict[str, Binding]:
    fields = {
        "": ("interlocuteur", "civilité, prénom et nom"), ".nom": ("nom", "nom"), ".prenom": ("prenom", "prénom"),
        ".fonction": ("fonction", "fonction"), ".adresses": ("adresses", "adresse électronique"),
    } | ({".telephone": ("telephone", "téléphone")} if telephone else {})  # fmt: skip
    return {f"{name}{field}": Binding(f"{code}.{printed}", f"{said} {whose}") for field, (printed, said) in fields.items()}  # fmt: skip


_COMMON = {
    **_party("partenaire", "du partenaire"),
    **_party("caf", "de la Caf"),
    "convention.lieu": Binding("convention.lieu", "lieu de la signature"),
    "convention.a_lieu": Binding("convention.a_lieu", "lieu de la signature, après « à »"),
    "convention.date": Binding("convention.date_signature", "date de la signature"),
    "convention.date_chiffres": Binding("convention.date_chiffres", "date de la signature, en chiffres"),
    "convention.date_partenaire": Binding("convention.date_partenaire", "jour où le partenaire a signé"),
    "convention.date_caf": Binding("convention.date_caf", "jour où la Caf a signé"),
    "partenaire.siret": Binding("siret", "SIRET du siège du partenaire"),
    "partenaire.siren": Binding("siren", "SIREN du partenaire"),
    "acte.numero": Binding("autorisation.numero", "numéro de l'acte qui autorise la signature"),
    "acte.date": Binding("autorisation.date", "date de l'acte qui autorise la signature"),
    "acte.date_chiffres": Binding("autorisation.date_chiffres", "date de l'acte qui autorise la signature, en chiffres"),
}  # fmt: skip
BINDINGS: Mapping[Family, Mapping[str, Binding]] = {
    "cooperation": {
        **_COMMON,
        "convention.cadre": Binding("convention.cadre_nom", "nom de la CTG ou du SDSF"),
        "convention.cadre_debut": Binding("convention.cadre_debut", "premier jour de la CTG ou du SDSF"),
        "convention.cadre_fin": Binding("convention.cadre_fin", "dernier jour de la CTG ou du SDSF"),
        "annexe_1.date": Binding("annexe_1.date_transmission", "date de transmission de l'annexe 1"),
        "annexe_2.date": Binding("annexe_2.date_transmission", "date de transmission de l'annexe 2"),
        "annexe_3.date": Binding("annexe_3.date_transmission", "date de transmission de l'annexe 3"),
        **_contact("annexe_2.habilitations", "annexe_2.responsable_habilitations[0]", "du responsable des habilitations du partenaire", telephone=False),
        **_contact("annexe_2.securite", "annexe_2.responsable_securite[0]", "du responsable sécurité du partenaire", telephone=False),
        **_contact("annexe_3.habilitations", "annexe_3.responsable_habilitations[0]", "du responsable des habilitations de la Caf", telephone=False),
        **_contact("annexe_3.technique", "annexe_3.referent_technique[0]", "du référent technique de la Caf", telephone=False),
        **_contact("annexe_3.securite", "annexe_3.responsable_securite[0]", "du responsable sécurité de la Caf", telephone=False),
    },
    "mon-compte-partenaire": {
        **_COMMON,
        "partenaire.gestionnaire": Binding("gestionnaire", "nom du partenaire et son sigle"),
        "convention.missions": Binding("convention.missions_suite", "missions du partenaire, à la suite"),
        "contrat.date": Binding("contrat.date_signature", "date de signature du contrat"),
        "contrat.date_chiffres": Binding("contrat.date_chiffres", "date de signature du contrat, en chiffres"),
        "contrat.lieu": Binding("contrat.lieu", "lieu de signature du contrat"),
        "contrat.a_lieu": Binding("contrat.a_lieu", "lieu de signature du contrat, après « à »"),
        "contrat.date_partenaire": Binding("contrat.date_partenaire", "jour où le partenaire a signé le contrat"),
        "contrat.date_caf": Binding("contrat.date_caf", "jour où la Caf a signé le contrat"),
        **_contact("contrat.administrateur", "contrat.administrateur", "de l'administrateur"),
        **_contact("contrat.suppleant", "contrat.suppleant", "du suppléant de l'administrateur"),
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
    if choice == NOTHING:
        return "rien ne s'y imprime"
    if choice == WORDS:
        return "ces mots-là, pour tous les partenaires"
    known = BINDINGS[family].get(parted(choice)[0])
    return known.label if known else ""
