"""What a column of a tracking sheet may hold: its name in the mapping, its place in a partner's file, its heads.

To know one more column: one more line here.
"""

import re
from dataclasses import dataclass
from typing import Literal

from generator.intake.readers.columns import fold

Kind = Literal[
    "texte", "date", "chiffres", "code postal", "civilité", "nature", "personne", "adresse",
    "courriels", "domaines", "cadre", "acte",
]  # fmt: skip
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Target:
    """`key` names it in the mapping; `heads` are the folded words that announce it; `help` is French."""

    key: str
    path: Path
    kind: Kind
    heads: str
    help: str


_CONVENTION: Path = ("conventions", 0)
_SIGNATORY = r"(?:representants?|signataires?|president|maire|elue?|directeur)"
_HOLDER = r"(?=.*\b(?:resp|responsables?|referente?|correspondante?|interlocut\w+|contact)\b)"
_HABILITATIONS = rf"{_HOLDER}(?=.*\bhabilitations?\b)"
_SECURITE = rf"(?:{_HOLDER}(?=.*\bsecurite\b)|(?=.*\br?ssi\b))"
_MAIL = r"(?=.*\b(?:e ?mails?|mails?|mel|courriels?|adresses? electroniques?)\b)"
_PHONE = r"(?=.*\b(?:tel|telephones?|portable|fixe)\b)"
_FUNCTION = r"(?=.*\b(?:fonction|qualite|poste)\b)"
_FRAME = r"(?:ctg|sdsf|cadre)"
_ACT = r"(?:acte|deliberation|decision)"


def _contact(role: str, words: str, name: str) -> tuple[Target, ...]:
    """A holder of a role of annexe 2; the more precise columns first."""
    path: Path = (*_CONVENTION, "annexe_2", role, 0)
    key = f"convention.annexe_2.{role}"
    return (
        Target(f"{key}.adresses_electroniques", (*path, "adresses_electroniques"), "courriels", f"{words}{_MAIL}.*", f"Adresse du {name}."),
        Target(f"{key}.telephone", (*path, "telephone"), "texte", f"{words}{_PHONE}.*", f"Téléphone du {name}."),
        Target(f"{key}.fonction", (*path, "fonction"), "texte", f"{words}{_FUNCTION}.*", f"Fonction du {name}."),
        Target(f"{key}.prenom", (*path, "prenom"), "texte", rf"{words}prenoms?\b.*", f"Prénom du {name}."),
        Target(f"{key}.nom", (*path, "nom"), "texte", rf"{words}nom\b(?!.*prenom).*", f"Nom du {name}."),
        Target(key, path, "personne", f"{words}.*", f"Prénom et nom du {name}, dans une seule case."),
    )  # fmt: skip


TARGETS: tuple[Target, ...] = (
    *_contact("responsable_habilitations", _HABILITATIONS, "responsable des habilitations"),
    *_contact("responsable_securite", _SECURITE, "responsable sécurité"),
    Target("convention.annexe_1.transmise_le", (*_CONVENTION, "annexe_1", "transmise_le"), "date", r".*\bannexe 1\b.*", "Date de transmission de l'annexe 1."),
    Target("convention.annexe_2.transmise_le", (*_CONVENTION, "annexe_2", "transmise_le"), "date", r".*\bannexe 2\b.*", "Date de transmission de l'annexe 2."),
    Target("convention.annexe_3.transmise_le", (*_CONVENTION, "annexe_3", "transmise_le"), "date", r".*\bannexe 3\b.*", "Date de transmission de l'annexe 3."),
    Target("convention.revue", (*_CONVENTION, "revues", 0, "date"), "date", r".*\brevue\b.*", "Dernière revue des habilitations."),
    Target("id", (), "texte", r"(?:id|identifiant|nom du fichier)(?: greffe)?", "Nom du fichier, en minuscules et tirets ; à défaut il vient de la dénomination."),
    Target("siret", ("siret",), "chiffres", r".*\bsiret\b.*", "SIRET, quatorze chiffres."),
    Target("siren", ("siren",), "chiffres", r".*\bsiren\b.*", "SIREN, neuf chiffres."),
    Target("sigle", ("sigle",), "texte", r"sigle|acronyme", "Sigle."),
    Target("type", ("type",), "nature", r"(?:type|nature|categorie|forme)(?: (?:de|du|d) (?:la |l )?(?:partenaire|collectivite|structure|organisme))?|(?:statut|forme) juridique", "Nature : commune, communauté de communes, métropole, département, CCAS, association…"),
    Target("caf", ("caf",), "texte", r"caf(?: de rattachement)?", "Caf : nom d'un fichier de data/cafs/."),
    Target("modele", (*_CONVENTION, "modele"), "texte", r"modele.*", "Modèle de la convention : nom d'un dossier de templates/."),
    Target("convention.acte.numero", (*_CONVENTION, "acte", "numero"), "texte", rf"(?:n|no|num|numero|reference) .*\b{_ACT}\b.*|{_ACT}(?: n| no| numero)?", "Numéro de l'acte qui autorise la signature."),
    Target("convention.acte.date", (*_CONVENTION, "acte", "date"), "date", rf"(?:date|jour)\b.*\b{_ACT}\b.*|{_ACT} (?:du|le|date)", "Date de cet acte."),
    Target("convention.acte.nature", (*_CONVENTION, "acte", "nature"), "acte", rf"(?:nature|type) .*\b{_ACT}\b.*", "« deliberation » ou « decision »."),
    Target("convention.cadre.debut", (*_CONVENTION, "cadre", "debut"), "date", rf"(?=.*\bdebut\b).*\b{_FRAME}\b.*", "Premier jour de la CTG ou du SDSF."),
    Target("convention.cadre.fin", (*_CONVENTION, "cadre", "fin"), "date", rf"(?=.*\b(?:fin|echeance|terme)\b).*\b{_FRAME}\b.*", "Dernier jour de la CTG ou du SDSF."),
    Target("convention.cadre.type", (*_CONVENTION, "cadre", "type"), "cadre", r"ctg ou sdsf|ctg sdsf|(?:type (?:de )?)?cadre", "« ctg » ou « sdsf »."),
    Target("convention.cadre.nom", (*_CONVENTION, "cadre", "nom"), "texte", rf"(?:nom (?:de la |du ))?{_FRAME}(?: de rattachement)?", "Nom de la CTG ou du SDSF."),
    Target("convention.signature.recue_le", (*_CONVENTION, "signature", "recue_le"), "date", r".*\b(?:recue?|reception|retour|retournee)\b.*", "Jour où la Caf a reçu la convention signée par le partenaire."),
    Target("convention.signature.partenaire", (*_CONVENTION, "signature", "partenaire"), "date", r"(?=.*\bsign(?:ature|ee?)\b).*\b(?:partenaire|collectivite|epci|maire|president)\b.*", "Jour où le partenaire a signé."),
    Target("convention.signature.lieu", (*_CONVENTION, "signature", "lieu"), "texte", r"lieu(?: de (?:la )?signature)?", "Lieu de la signature."),
    Target("convention.signature.caf", (*_CONVENTION, "signature", "caf"), "date", r".*\bsign(?:ature|ee?)(?! par le part)\b.*", "Jour où la Caf a signé ; à défaut, jour de la signature."),
    Target("representant.civilite", ("representant", "civilite"), "civilité", r"(?:civilite|titre)\b.*|m mme", "« M. » ou « Mme », pour la personne qui signe."),
    Target("representant.fonction", ("representant", "fonction"), "texte", r"(?:fonction|qualite)\b.*", "Fonction de la personne qui signe, par exemple « président »."),
    Target("representant.prenom", ("representant", "prenom"), "texte", rf"prenoms?(?: (?:du |de la |de l )?{_SIGNATORY})?", "Son prénom."),
    Target("representant.nom", ("representant", "nom"), "texte", rf"nom (?:du |de la |de l )?{_SIGNATORY}", "Son nom."),
    Target("representant", ("representant",), "personne", rf"(?:nom et prenom|prenom et nom|nom prenom|prenom nom)?(?: ?(?:du |de la |de l )?{_SIGNATORY})(?: .*)?", "Civilité, prénom et nom de la personne qui signe, dans une seule case."),
    Target("adresse.code_postal", ("adresse", "code_postal"), "code postal", r"cp|code postal.*", "Code postal."),
    Target("adresse.commune", ("adresse", "commune"), "texte", r"(?:commune|ville)(?: (?:du )?siege)?", "Commune du siège."),
    Target("adresse.complement", ("adresse", "complement"), "texte", r"complement.*|adresse 2|lieu dit|bp|boite postale", "Bâtiment, lieu-dit, boîte postale."),
    Target("adresse.voie", ("adresse", "voie"), "texte", r"(?:(?:n|no|numero) et )?(?:nom de )?(?:voie|rue)|adresse 1", "Numéro et voie du siège."),
    Target("adresse", ("adresse",), "adresse", r"adresse(?: (?:postale|complete|du siege|siege))*|siege(?: social)?", "Adresse entière dans une seule case : voie, code postal, commune."),
    Target("site", ("site",), "texte", r"site(?: (?:internet|web))?|url", "Site internet."),
    Target("domaines", ("domaines",), "domaines", r"domaines?\b.*", "Domaines des adresses électroniques."),
    Target("nom", ("nom",), "texte", r"(?:(?:nom|denomination|raison sociale|intitule|libelle)(?: (?:complete?|du|de la|de l|des?))*)?(?: ?(?:partenaires?|collectivites?|structures?|organismes?|etablissements?|epci|signataire de la convention))|nom|denomination|raison sociale", "Dénomination complète, sans article devant."),
)  # fmt: skip
BY_KEY = {target.key: target for target in TARGETS}


def recognised(head: str) -> Target | None:
    """What a column of that head is taken to hold."""
    folded = fold(head)
    return next((target for target in TARGETS if re.fullmatch(target.heads, folded)), None)
