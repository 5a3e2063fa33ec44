"""templates/<id>/modele.yml: a template's identity, its parameters, its articles, its documents.

The text of a convention and the rules that check it read the same parameters.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.store.schema.base import Day, Line, Record, Reference, refusal

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


class Parameters(Record):
    """What every family's text sets."""

    annonce: Delay = Field(
        description="De combien de jours une échéance est annoncée ; le texte n'en dit rien (choix de greffe)."
    )


class CooperationParameters(Parameters):
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
    exemplaires: int = Field(description="Nombre d'originaux.")
    mot_de_passe: Password = Field(description="Règle des mots de passe (3.4).")


class MonComptePartenaireParameters(Parameters):
    duree: Delay = Field(description="Durée initiale de la convention (17.1).")
    reconduction: Delay = Field(description="Durée de chaque reconduction tacite (17.1).")
    preavis_resiliation: Delay = Field(
        description="Délai entre la réception d'une résiliation et son effet (17.2)."
    )
    mise_en_demeure: Delay = Field(
        description="Délai laissé pour remédier à un manquement, depuis la réception de la lettre (17.2)."
    )
    rappel_mise_en_demeure: Delay = Field(
        "10 jours",
        validate_default=True,
        description="De combien de jours la fin du délai pour remédier est rappelée ; le texte n'en dit rien (choix de greffe).",
    )
    annonce_prestataire: Delay = Field(
        description="Délai d'information avant le recours à un prestataire (14)."
    )
    bilan: Delay = Field(description="Intervalle maximal entre deux bilans (16).")
    reunion: Delay = Field(
        description="Délai pour tenir une réunion, depuis la réception de la demande (16)."
    )
    compte_rendu: Delay = Field(
        description="Délai pour valider le compte rendu d'une réunion (16)."
    )
    revue: Delay = Field(
        description="Intervalle maximal entre deux revues des habilitations (contrat, 2.2.2)."
    )
    escalade: Delay = Field(
        description="Délai sans réponse au-delà duquel un incident peut être escaladé (contrat, 3.3)."
    )
    conservation_traces: Delay = Field(
        description="Conservation des traces de connexion (contrat, 5.3.2)."
    )
    conservation_habilitations: Delay = Field(
        description="Conservation des données d'habilitation, depuis la dévalidation (contrat, 5.3.2)."
    )
    exemplaires: int = Field(description="Nombre d'originaux.")


class Article(Record):
    numero: Line = Field(description="Numéro tel qu'il est imprimé, par exemple « 2.1 ».")
    titre: Line | None = Field(None, description="Titre imprimé après le numéro.")
    acte: Line | None = Field(
        None,
        description="Acte dont il est l'article, par exemple « du contrat », si ce n'est pas la convention.",
    )


class TemplateDocument(Record):
    fichier: Line = Field(description="Fichier du dossier, en Markdown et Jinja.")
    titre: Line = Field(description="Titre du document, pour ses propriétés et pour le site.")
    par: Literal["convention", "service"] = Field(
        "convention",
        description="Un document par convention, ou un par service auquel elle adhère.",
    )
    mode: Literal["delegue", "centralise"] | None = Field(
        None, description="Mode de gestion pour lequel le document existe ; absent : les deux."
    )
    typographie: Literal["greffe", "telle-quelle"] = Field(
        "greffe",
        description="« telle-quelle » imprime les mots du fichier sans y toucher (espaces, guillemets, apostrophes) : pour un texte officiel repris de Word.",
    )


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


Family = Literal["cooperation", "mon-compte-partenaire"]
FAMILIES: dict[Family, str] = {
    "cooperation": "Coopération",
    "mon-compte-partenaire": "Mon Compte Partenaire",
}
"""The families of conventions, by the name that people know."""


class DocumentTemplate(Record):
    """What every modele.yml says, what it inherits included: of a family of conventions, or of their acts."""

    id: Reference = Field(description="Nom du dossier.")
    famille: Line = Field(description="Famille de conventions, ou « acte ».")
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
    documents: dict[str, TemplateDocument] = Field(description="Documents du modèle.")


class Template(DocumentTemplate):
    """The text of a convention, of whatever family."""

    famille: Family = Field(description="Famille de conventions.")
    parametres: Parameters = Field(
        description="Délais et quotas, lus par le texte et par les règles."
    )
    articles: dict[str, Article] = Field(
        description="Articles, par la clé que les règles et le texte emploient."
    )
    plateforme: Platform = Field(description="Noms de la plateforme.")

    def numbered(self, key: str) -> str | None:
        """« 2.2 », or « 2.2.2 du contrat » for an act whose numbers start again; None for no such article."""
        found = self.articles.get(key)
        return f"{found.numero}{f' {found.acte}' if found.acte else ''}" if found else None


class CooperationTemplate(Template):
    famille: Literal["cooperation"] = Field(description="Famille de conventions.")
    parametres: CooperationParameters = Field(
        description="Délais et quotas, lus par le texte et par les règles."
    )
    presentation: DefaultPresentation = Field(description="Choix de rédaction par défaut.")


class MonComptePartenaireTemplate(Template):
    famille: Literal["mon-compte-partenaire"] = Field(description="Famille de conventions.")
    parametres: MonComptePartenaireParameters = Field(
        description="Délais et quotas, lus par le texte et par les règles."
    )


TEMPLATES: dict[str, type[Template]] = {
    "cooperation": CooperationTemplate,
    "mon-compte-partenaire": MonComptePartenaireTemplate,
}
"""What a modele.yml holds, by family."""


class ActTemplate(DocumentTemplate):
    """The act by which a partner's assembly, or who leads it, authorises the signature: for every family."""

    famille: Literal["acte"] = Field(
        description="« acte » : délibération et décision qui autorisent la signature."
    )
