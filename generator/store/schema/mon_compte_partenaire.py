"""A convention of the « Mon Compte Partenaire » family: convention, contrat de service, one bulletin a service."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.store.schema.acts import Act, Correction, Count, Fingerprint, Review, Signature
from generator.store.schema.base import Day, Line, Record, Reference, Siret, refusal
from generator.store.schema.conservation import Erasure
from generator.store.schema.people import Address, Contact
from generator.store.schema.signed import AccessAvenants, Mode, SignedAccessValues

Side = Literal["caf", "partenaire"]


class Formalities(Record):
    """The data-protection formalities that come before any opening."""

    caf: Day | None = Field(None, description="Jour où la Caf a fait les siennes.")
    partenaire: Day | None = Field(None, description="Jour où le partenaire a fait les siennes.")


class Amendment(Record):
    """An avenant to the contrat alone, noted without its values."""

    date: Day = Field(description="Jour de la dernière signature de l'avenant.")
    objet: Line = Field(description="Ce que l'avenant change.")
    mode: Mode | None = Field(None, description="Nouveau mode de gestion, si l'avenant le change.")


class ReverseReview(Review):
    """The yearly review of habilitations, whose result goes to the Caf as proof."""

    envoyee_le: Day | None = Field(None, description="Jour où sa preuve a été envoyée à la Caf.")
    empreintes: dict[Reference, Fingerprint] = Field(
        default_factory=dict,
        description="Empreinte SHA-256 de la PJ3 passée en revue, par service.",
    )


class ServiceContract(Record):
    mode: Mode = Field(
        description="« delegue » ou « centralise » : le mode écrit dans le contrat signé."
    )
    mode_pratique: Mode | None = Field(
        None, description="Mode réellement pratiqué, s'il n'est plus celui du contrat signé."
    )
    signature: Signature | None = Field(None, description="Signatures du contrat de service.")
    avenants: list[Amendment] = Field(
        default_factory=list,
        description="Avenants du seul contrat, notés sans leurs valeurs ; les autres sont dans « avenants » de la convention.",
    )
    administrateur: Contact | None = Field(
        None, description="Administrateur (gestionnaire principal)."
    )
    suppleant: Contact | None = Field(None, description="Administrateur suppléant.")
    identifiant_remis_le: Day | None = Field(
        None, description="Jour où l'administrateur a reçu son identifiant."
    )
    responsable_securite: list[Contact] = Field(
        default_factory=list, description="Responsable sécurité du partenaire."
    )
    support: list[Contact] = Field(
        default_factory=list, description="Support informatique du partenaire, premier niveau."
    )
    responsables_habilitation: list[Contact] = Field(
        default_factory=list, description="Responsables d'habilitation (gestionnaires délégués)."
    )
    revues: list[ReverseReview] = Field(
        default_factory=list, description="Revues annuelles des habilitations."
    )

    @property
    def mode_signe(self) -> Mode:
        """The mode of the last signed text: the contrat, or the last avenant that changes it."""
        return next((each.mode for each in reversed(self.avenants) if each.mode), self.mode)


class Equipment(Record):
    nom: Line = Field(description="Nom de l'équipement ou du service : c'est lui que cite la PJ3.")
    type: Line | None = Field(None, description="Nature : multi-accueil, accueil de loisirs…")


class Place(Record):
    nom: Line = Field(description="Nom du lieu d'implantation : c'est lui que cite la PJ3.")
    adresse: Address | None = Field(None, description="Adresse du lieu.")
    siret: Siret | None = Field(None, description="SIRET du lieu, quatorze chiffres entre guillemets.")  # fmt: skip
    equipements: list[Equipment] = Field(
        default_factory=list, description="Équipements et services de ce lieu."
    )


class Funding(Record):
    """The convention d'objectifs et de financement (COF) on which a bulletin rests."""

    numero: Line | None = Field(None, description="Numéro de la COF, entre guillemets.")
    debut: Day | None = Field(None, description="Premier jour de la COF.")
    fin: Day | None = Field(None, description="Dernier jour de la COF.")


class Pj1(Record):
    """Pièce justificative 1 (mode délégué): who asks for habilitations, by group of the service."""

    transmise_le: Day | None = Field(None, description="Jour de transmission de la PJ1.")
    signee_le: Day | None = Field(None, description="Date portée par la certification.")
    modifiee_le: Day | None = Field(
        None, description="Dernier changement connu, s'il n'est pas daté par un contact."
    )
    responsables: dict[str, list[Contact]] = Field(
        default_factory=dict, description="Responsables d'habilitation, par groupe du service."
    )


class Pj2Record(Record):
    """The content of PJ2 is the Caf's: it stands in the Caf's file."""

    transmise_le: Day | None = Field(None, description="Jour de transmission de la PJ2.")


class Pj3Record(Record):
    """What the bulletin knows of its PJ3: no name. Written at each intake."""

    transmise_le: Day | None = Field(None, description="Jour de transmission de la PJ3.")
    empreinte: Fingerprint | None = Field(
        None, description="Empreinte SHA-256 de la liste nominative."
    )
    utilisateurs: Count | None = Field(
        None, description="Nombre de personnes dont l'accès n'est pas clos."
    )


class Bulletin(Record):
    service: Reference = Field(description="Service : nom d'un fichier de data/services/.")
    annexe: Annotated[int, Field(ge=1)] = Field(
        1, description="Numéro de l'annexe à la convention."
    )
    signature: Signature | None = Field(None, description="Signatures du bulletin d'adhésion.")
    ouvert_le: Day | None = Field(None, description="Jour d'ouverture du service.")
    cof: Funding | None = Field(
        None, description="Convention d'objectifs et de financement (COF) dont dépend le bulletin."
    )
    maximums: dict[str, Count] = Field(
        default_factory=dict,
        description="Nombre maximal d'utilisateurs fixé par la Caf, par profil.",
    )
    lieux: list[Place] = Field(default_factory=list, description="Lieux d'implantation.")
    pj1: Pj1 | None = Field(None, description="Pièce justificative 1 : contacts du partenaire.")
    pj2: Pj2Record | None = Field(None, description="Pièce justificative 2 : contacts de la Caf.")
    pj3: Pj3Record | None = Field(None, description="Pièce justificative 3, sans aucun nom.")

    @model_validator(mode="after")
    def _names_once(self) -> "Bulletin":
        places = [place.nom for place in self.lieux]
        equipment = [each.nom for place in self.lieux for each in place.equipements]
        for what, names in (("lieux", places), ("équipements", equipment)):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice:
                raise refusal(
                    f"Deux {what} s'appellent « {twice} » : la PJ3 ne pourrait pas les distinguer.",
                    "Donnez à chacun un nom différent.",
                )
        return self


class Contractor(Record):
    """A provider that the partner has work on the data, and the letter that announces it (art. 14)."""

    nom: Line = Field(description="Nom du prestataire.")
    localisation: Line | None = Field(None, description="Où il est établi.")
    localisation_donnees: Line | None = Field(None, description="Où sont les bases de données.")
    regime_juridique: Line | None = Field(None, description="Droit applicable aux outils employés.")
    taches: Line | None = Field(None, description="Ce qui lui est confié.")
    lettre_recue_le: Day | None = Field(None, description="Jour où la Caf a reçu la lettre.")
    debut: Day | None = Field(None, description="Premier jour de la prestation.")


class Incident(Record):
    signale_le: Day = Field(description="Jour du signalement au centre de services.")
    objet: Line | None = Field(None, description="Problème rencontré, sans donnée personnelle.")
    repondu_le: Day | None = Field(None, description="Jour de la réponse.")
    escalade_le: Day | None = Field(None, description="Jour de l'escalade.")


class Report(Record):
    """The yearly bilan (art. 16)."""

    date: Day = Field(description="Jour du bilan.")
    preuve: Line | None = Field(None, description="Où se trouve le compte rendu.")


class Meeting(Record):
    """A meeting asked by one of the parties (art. 16)."""

    demande_recue_le: Day = Field(description="Jour où la demande de réunion a été reçue.")
    tenue_le: Day | None = Field(None, description="Jour de la réunion.")
    redacteur: Side | None = Field(None, description="Qui rédige le compte rendu.")
    compte_rendu_le: Day | None = Field(None, description="Jour d'envoi du compte rendu.")
    valide_le: Day | None = Field(None, description="Jour de validation du compte rendu.")


class Termination(Record):
    par: Side = Field(description="Qui résilie.")
    mode: Literal["LRAR", "LRE"] = Field(
        "LRAR",
        description="Lettre recommandée avec accusé de réception, papier (LRAR) ou électronique (LRE).",
    )
    envoyee_le: Day | None = Field(None, description="Jour d'envoi.")
    recue_le: Day | None = Field(None, description="Jour de réception : c'est lui qui compte.")
    effet_le: Day | None = Field(None, description="Jour d'effet souhaité.")


class FormalNotice(Record):
    par: Side = Field(description="Qui met en demeure.")
    recue_le: Day | None = Field(None, description="Jour de réception de la lettre recommandée.")
    manquements: Line | None = Field(None, description="Manquements, sans nommer personne.")
    remediee_le: Day | None = Field(None, description="Jour où il y a été remédié.")


class ElectronicSignature(Record):
    """The sheet by which the partner joins the Caf's electronic-signature solution."""

    transmis_le: Day | None = Field(None, description="Jour de transmission du feuillet.")
    signataires: list[Contact] = Field(
        default_factory=list, description="Personnes qui signeront par voie électronique."
    )


class MonComptePartenaireConvention(Record):
    famille: Literal["mon-compte-partenaire"] = Field(description="Famille de conventions.")
    modele: Reference = Field(
        description="Dossier du modèle dans templates/ : il ne change jamais tout seul."
    )
    missions: list[Line] = Field(
        default_factory=list, description="Missions du partenaire qui ouvrent l'accès (article 8)."
    )
    acte: Act | None = Field(None, description="Acte qui autorise la signature.")
    signature: Signature | None = Field(
        None, description="Signatures ; absent tant que la convention n'est pas signée."
    )
    formalites_rgpd: Formalities | None = Field(
        None, description="Formalités préalables de protection des données."
    )
    contrat: ServiceContract | None = Field(None, description="Contrat de service.")
    bulletins: list[Bulletin] = Field(
        default_factory=list, description="Bulletins d'adhésion, un par service."
    )
    signature_electronique: ElectronicSignature | None = Field(
        None, description="Adhésion à la solution de signature électronique de la Caf."
    )
    prestataires: list[Contractor] = Field(
        default_factory=list, description="Prestataires du partenaire."
    )
    incidents: list[Incident] = Field(
        default_factory=list, description="Incidents signalés au centre de services."
    )
    bilans: list[Report] = Field(default_factory=list, description="Bilans annuels.")
    reunions: list[Meeting] = Field(default_factory=list, description="Réunions demandées.")
    resiliation: Termination | None = Field(None, description="Lettre de résiliation.")
    mise_en_demeure: FormalNotice | None = Field(
        None, description="Lettre qui énumère des manquements."
    )
    effacements: list[Erasure] = Field(
        default_factory=list,
        description="Effacements faits : un jour et un nombre, aucun nom. « greffe purge » les note.",
    )
    corrections: list[Correction] = Field(
        default_factory=list,
        description="Documents corrigés à la main dans Word. « greffe correct » les note.",
    )
    valeurs_signees: SignedAccessValues | None = Field(
        None, description="Ce que dit le texte signé, pour voir ce qui a changé depuis."
    )
    avenants: AccessAvenants = Field(
        default_factory=list,
        description="Avenants, du plus ancien au plus récent : « greffe avenant » les prépare.",
    )

    @model_validator(mode="after")
    def _one_bulletin_a_service(self) -> "MonComptePartenaireConvention":
        services = [bulletin.service for bulletin in self.bulletins]
        if twice := next((name for name in services if services.count(name) > 1), None):
            raise refusal(
                f"Deux bulletins portent sur le service « {twice} ».",
                "Gardez-en un seul, et complétez ses lieux d'implantation.",
            )
        return self
