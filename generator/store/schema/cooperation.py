"""A convention of the « Coopération » family, from its drafting to its end."""

from typing import Literal

from pydantic import Field

from generator.store.schema.acts import Act, Correction, Count, Fingerprint, Review, Signature
from generator.store.schema.base import Day, Line, Record, Reference
from generator.store.schema.conservation import Erasure
from generator.store.schema.people import Contact
from generator.store.schema.signed import Avenants, SignedValues


class Frame(Record):
    """The CTG or SDSF that the convention serves."""

    type: Literal["ctg", "sdsf"] = Field(
        description="« ctg » (convention territoriale globale) ou « sdsf » (schéma départemental des services aux familles)."
    )
    nom: Line | None = Field(
        None, description="Nom du cadre, par exemple « CTG du Val d'Exemple »."
    )
    debut: Day | None = Field(None, description="Premier jour du cadre.")
    fin: Day | None = Field(None, description="Dernier jour du cadre.")
    cosignataires: list[Line] = Field(
        default_factory=list, description="Autres signataires du cadre."
    )


class AnnexeReview(Review):
    """The yearly review of annexe 1."""

    empreinte: Fingerprint | None = Field(
        None, description="Empreinte SHA-256 de l'annexe 1 passée en revue."
    )


class Annexe1Record(Record):
    """What the convention knows of its annexe 1: no name. Written at each intake."""

    transmise_le: Day | None = Field(
        None, description="« Date de transmission » portée par l'annexe 1."
    )
    empreinte: Fingerprint | None = Field(
        None, description="Empreinte SHA-256 du fichier nominatif."
    )
    ouverts: Count | None = Field(None, description="Nombre de personnes de la première liste.")
    clos: Count | None = Field(None, description="Nombre de personnes de la seconde liste.")


class Annexe2(Record):
    transmise_le: Day | None = Field(
        None, description="« Date de transmission » portée par l'annexe 2."
    )
    modifiee_le: Day | None = Field(
        None, description="Dernier changement connu, s'il n'est pas daté par un contact."
    )
    responsable_habilitations: list[Contact] = Field(
        default_factory=list, description="Responsable des habilitations."
    )
    responsable_securite: list[Contact] = Field(
        default_factory=list, description="Responsable sécurité."
    )


class Annexe3Record(Record):
    """The content of annexe 3 is the Caf's: it stands in the Caf's file."""

    transmise_le: Day | None = Field(
        None, description="« Date de transmission » portée par l'annexe 3."
    )


class Notice(Record):
    """The registered letter that ends the convention or declines its renewal."""

    type: Literal["non-renouvellement", "resiliation"] = Field(
        description="« non-renouvellement » ou « resiliation »."
    )
    par: Literal["caf", "partenaire"] = Field(description="Qui l'envoie.")
    mode: Literal["LRAR", "LRE"] = Field(
        "LRAR",
        description="Lettre recommandée avec accusé de réception, papier (LRAR) ou électronique (LRE).",
    )
    envoyee_le: Day | None = Field(None, description="Jour d'envoi.")
    recue_le: Day | None = Field(None, description="Jour de réception : c'est lui qui compte.")


class SecurityIncident(Record):
    """A security incident, which whoever knows of it tells the other party without delay (article 2)."""

    connu_le: Day = Field(description="Jour où l'une des parties l'a connu.")
    par: Literal["caf", "partenaire"] = Field(description="Qui l'a connu : l'autre doit le savoir.")
    signale_le: Day | None = Field(None, description="Jour où l'autre partie en a été avertie.")
    objet: Line | None = Field(None, description="Ce qui s'est passé, sans nommer personne.")


class BoundContractor(Record):
    """A provider of the partner, bound to secrecy before it begins (article 2.2)."""

    nom: Line = Field(description="Nom du prestataire.")
    debut: Day | None = Field(None, description="Premier jour de la prestation.")
    engagement_le: Day | None = Field(
        None, description="Jour où il a signé son engagement de confidentialité."
    )


class DestructionAttestation(Record):
    """The partner's word that it keeps nothing once the convention has ended (article 2.2)."""

    recue_le: Day = Field(description="Jour où la Caf a reçu l'attestation.")
    signataire: Line | None = Field(
        None, description="Fonction de la personne habilitée qui l'a signée."
    )
    preuve: Line | None = Field(None, description="Où se trouve l'attestation.")


class Presentation(Record):
    """Wording and layout choices; what is absent follows the model."""

    ordre_parties: Literal["caf-partenaire", "partenaire-caf"] | None = Field(
        None, description="Ordre des parties en tête."
    )
    ordre_signatures: Literal["caf-partenaire", "partenaire-caf"] | None = Field(
        None, description="Ordre des signatures."
    )
    siege: Literal["dont-le-siege", "domicilie", "virgule"] | None = Field(
        None, description="Comment le siège est annoncé."
    )
    parties: Literal["phrase", "bloc"] | None = Field(
        None, description="Chaque partie en une phrase ou en un bloc de lignes."
    )
    fonction: Literal["avant", "apres"] | None = Field(
        None, description="La fonction avant ou après le nom de la personne."
    )
    designation: Literal["le-partenaire", "nom", "sigle"] | None = Field(
        None, description="Comment le texte appelle le partenaire."
    )
    annexe_1: Literal["liste", "tableau"] | None = Field(
        None, description="Forme des listes de l'annexe 1."
    )
    annexe_3: Literal["liste", "tableau", "matrice"] | None = Field(
        None, description="Forme de l'annexe 3."
    )
    bloc_reference: Literal["oui", "non"] | None = Field(
        None, description="Bloc de référence en tête de chaque page."
    )


class CooperationConvention(Record):
    famille: Literal["cooperation"] = Field(description="Famille de conventions.")
    modele: Reference = Field(
        description="Dossier du modèle dans templates/ : il ne change jamais tout seul."
    )
    cadre: Frame | None = Field(None, description="CTG ou SDSF de rattachement.")
    acte: Act | None = Field(None, description="Acte qui autorise la signature.")
    signature: Signature | None = Field(
        None, description="Signatures ; absent tant que la convention n'est pas signée."
    )
    annexe_1: Annexe1Record | None = Field(
        None, description="Ce que l'on sait de l'annexe 1, sans aucun nom."
    )
    annexe_2: Annexe2 | None = Field(None, description="Interlocuteurs chez le partenaire.")
    annexe_3: Annexe3Record | None = Field(
        None, description="Transmission des interlocuteurs de la Caf."
    )
    revues: list[AnnexeReview] = Field(
        default_factory=list, description="Revues des habilitations."
    )
    denonciation: Notice | None = Field(
        None, description="Lettre de non-renouvellement ou de résiliation."
    )
    incidents: list[SecurityIncident] = Field(
        default_factory=list, description="Incidents de sécurité."
    )
    prestataires: list[BoundContractor] = Field(
        default_factory=list, description="Prestataires du partenaire qui voient les données."
    )
    attestation_destruction: DestructionAttestation | None = Field(
        None, description="Attestation de destruction du partenaire, à la fin de la convention."
    )
    effacements: list[Erasure] = Field(
        default_factory=list,
        description="Effacements faits : un jour et un nombre, aucun nom. « greffe purge » les note.",
    )
    corrections: list[Correction] = Field(
        default_factory=list,
        description="Documents corrigés à la main dans Word. « greffe correct » les note.",
    )
    valeurs_signees: SignedValues | None = Field(
        None, description="Ce que dit le texte signé, pour voir ce qui a changé depuis."
    )
    avenants: Avenants = Field(
        default_factory=list,
        description="Avenants, du plus ancien au plus récent : « greffe avenant » les prépare.",
    )
    presentation: Presentation = Field(
        default_factory=Presentation, description="Choix de rédaction et de mise en page."
    )
