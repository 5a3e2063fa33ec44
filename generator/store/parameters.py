"""templates/<id>/modele.yml: a template's identity, its parameters, its articles, its documents.

The text of a convention and the rules that check it read the same parameters.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.store.schema.base import Day, Line, Record, Reference, refusal
from generator.store.schema.cooperation import Family

Unit = Literal["jours", "mois", "ans"]


@dataclass(frozen=True)
class Duration:
    """A delay as the text writes it: `count` civil days, months or years."""

    count: int
    unit: Unit

    @property
    def months(self) -> int:
        """Civil months; only for a delay in months or years."""
        if self.unit == "jours":
            raise ValueError("a delay in days has no count of months")
        return self.count * (12 if self.unit == "ans" else 1)


_DURATION = re.compile(r"([1-9]\d{0,3}) (jours?|mois|ans?)\Z", re.ASCII)
_UNITS: dict[str, Unit] = {
    "jour": "jours",
    "jours": "jours",
    "mois": "mois",
    "an": "ans",
    "ans": "ans",
}


def _duration(value: Any) -> Duration:
    found = _DURATION.match(value) if isinstance(value, str) else None
    if not found:
        raise refusal(
            f"« {value} » n'est pas une durée.",
            "Écrivez un nombre suivi de « jours », « mois » ou « ans », par exemple « 12 mois ».",
        )
    return Duration(int(found[1]), _UNITS[found[2]])


Delay = Annotated[
    Duration,
    BeforeValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{0,3} (jours?|mois|ans?)$"}),
]


class Platform(Record):
    nom: Line = Field(
        description="Nom de la plateforme dans le texte, par exemple « Coopération »."
    )
    nom_court: Line = Field(description="Nom court, dans les rôles des annexes.")
    titre: Line = Field(description="Nom tel qu'il paraît dans le titre de la convention.")
    devise: Line | None = Field(None, description="Phrase qui accompagne le nom.")
    adresse: Line = Field(description="Adresse de la plateforme.")


class Password(Record):
    """The platform's password rule, as the convention words it (3.4)."""

    longueur: int = Field(description="Nombre minimal de caractères.")
    majuscules: int = Field(description="Nombre minimal de majuscules.")
    minuscules: int = Field(description="Nombre minimal de minuscules.")
    chiffres: int = Field(description="Nombre minimal de chiffres.")
    speciaux: int = Field(description="Nombre minimal de caractères spéciaux.")


class CooperationParameters(Record):
    duree: Delay = Field(description="Durée initiale de la convention (4.1).")
    reconduction: Delay = Field(description="Durée de chaque reconduction tacite (4.1).")
    preavis: Delay = Field(
        description="Préavis de non-renouvellement avant l'échéance (4.1), reçu dans ce délai."
    )
    revue: Delay = Field(
        description="Intervalle maximal entre deux revues des habilitations (2.2)."
    )
    mise_a_jour_annexe_1: Delay = Field(
        description="Intervalle maximal entre deux envois de l'annexe 1 (2.2)."
    )
    conservation_annexes: Delay = Field(
        description="Conservation des annexes 1 et 2 après la fin de la convention (2.1)."
    )
    conservation_comptes_clos: Delay = Field(
        description="Conservation d'un compte clos, depuis la demande de clôture (2.1, 3.3)."
    )
    conservation_donnees_compte: Delay = Field(
        description="Conservation des données du compte, depuis la fin de l'habilitation (2.1)."
    )
    demande_attestation: Delay = Field(
        description="Délai pour demander l'attestation de destruction, depuis la fin de l'habilitation (2.1)."
    )
    remise_attestation: Delay = Field(
        description="Délai de remise de l'attestation ; le texte n'en dit rien (choix de greffe)."
    )
    annonce: Delay = Field(
        description="De combien de jours une échéance est annoncée ; le texte n'en dit rien (choix de greffe)."
    )
    exemplaires: int = Field(description="Nombre d'originaux.")
    mot_de_passe: Password = Field(description="Règle des mots de passe (3.4).")


class Article(Record):
    numero: Line = Field(description="Numéro tel qu'il est imprimé, par exemple « 2.1 ».")
    titre: Line | None = Field(None, description="Titre imprimé après le numéro.")


class TemplateDocument(Record):
    fichier: Line = Field(description="Fichier du dossier, en Markdown et Jinja.")
    titre: Line = Field(description="Titre du document, pour ses propriétés et pour le site.")


class Validation(Record):
    par: Line = Field(description="Qui a validé le texte.")
    le: Day = Field(description="Quand.")


class DefaultPresentation(Record):
    """What a convention that says nothing of its wording gets: every choice is made here."""

    ordre_parties: Literal["caf-partenaire", "partenaire-caf"] = Field(
        description="Ordre des parties en tête."
    )
    ordre_signatures: Literal["caf-partenaire", "partenaire-caf"] = Field(
        description="Ordre des signatures."
    )
    siege: Literal["dont-le-siege", "domicilie", "virgule"] = Field(
        description="Comment le siège est annoncé."
    )
    parties: Literal["phrase", "bloc"] = Field(
        description="Chaque partie en une phrase ou un bloc de lignes."
    )
    fonction: Literal["avant", "apres"] = Field(
        description="La fonction avant ou après le nom de la personne."
    )
    designation: Literal["le-partenaire", "nom", "sigle"] = Field(
        description="Comment le texte appelle le partenaire."
    )
    annexe_1: Literal["liste", "tableau"] = Field(description="Forme des listes de l'annexe 1.")
    annexe_3: Literal["liste", "tableau", "matrice"] = Field(description="Forme de l'annexe 3.")
    bloc_reference: Literal["oui", "non"] = Field(
        description="Bloc de référence en tête de chaque page."
    )


class Template(Record):
    """A whole modele.yml, what it inherits included."""

    id: Reference = Field(description="Nom du dossier.")
    famille: Family = Field(description="Famille de conventions.")
    version: Line = Field(description="Version du texte.")
    date: Day = Field(description="Jour de cette version.")
    herite: Reference | None = Field(
        None, description="Modèle dont celui-ci reprend tout ce qu'il ne redit pas."
    )
    source: Line = Field(description="D'où vient le texte.")
    validation: Validation | None = Field(
        None,
        description="Qui l'a validé ; sans cela chaque page porte « Texte d'exemple, non validé ».",
    )
    plateforme: Platform = Field(description="Noms de la plateforme.")
    parametres: CooperationParameters = Field(
        description="Délais et quotas, lus par le texte et par les règles."
    )
    articles: dict[str, Article] = Field(
        description="Articles, par la clé que les règles et le texte emploient."
    )
    presentation: DefaultPresentation = Field(description="Choix de rédaction par défaut.")
    documents: dict[str, TemplateDocument] = Field(description="Documents du modèle.")
