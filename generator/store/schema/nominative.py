"""data/nominatif/: account holders. The public build never opens these files."""

from typing import Literal

from pydantic import Field

from generator.store.schema.base import Day, Email, Line, Record, Reference


class OpenAccount(Record):
    """A line of list 1 of annexe 1: a person who has, or is to have, an access."""

    nom: Line = Field(description="Nom.")
    prenom: Line | None = Field(None, description="Prénom(s).")
    adresse_electronique: Email = Field(
        description="Adresse électronique professionnelle : c'est l'identifiant de connexion."
    )
    fonction: Line | None = Field(None, description="Fonction et/ou qualité.")
    demande_le: Day | None = Field(None, description="Date de la demande d'habilitation.")


class ClosedAccount(Record):
    """A line of list 2 of annexe 1. Two years run from the request, six months from the end."""

    nom: Line = Field(description="Nom.")
    prenom: Line | None = Field(None, description="Prénom(s).")
    adresse_electronique: Email | None = Field(
        None, description="Adresse électronique professionnelle."
    )
    fonction: Line | None = Field(None, description="Fonction et/ou qualité.")
    demande_le: Day | None = Field(None, description="Date de la demande d'habilitation.")
    cloture_demandee_le: Day | None = Field(None, description="Date de la demande de clôture.")
    cloture_le: Day | None = Field(None, description="Date de fin de l'habilitation.")


class Annexe1(Record):
    """data/nominatif/<partenaire>.annexe-1.yml: the annexe last transmitted, replaced whole."""

    partenaire: Reference = Field(
        description="Identifiant du partenaire : le début du nom de ce fichier."
    )
    transmise_le: Day | None = Field(
        None, description="« Date de transmission » portée par l'annexe."
    )
    ouverts: list[OpenAccount] = Field(
        default_factory=list, description="1 - Accès demandés ou ouverts."
    )
    clos: list[ClosedAccount] = Field(
        default_factory=list, description="2 - Clôtures demandées ou faites depuis moins de 2 ans."
    )


class Attestation(Record):
    demandee_le: Day = Field(
        description="Jour où le partenaire demande l'attestation de destruction."
    )
    delivree_le: Day | None = Field(None, description="Jour où la Caf la délivre.")


class Account(Record):
    """What the Caf itself knows of an account on the platform."""

    adresse_electronique: Email = Field(description="Identifiant de connexion.")
    ouvert_le: Day | None = Field(
        None, description="Jour où la Caf a ouvert l'accès sur la plateforme."
    )
    cloture_demandee_le: Day | None = Field(None, description="Jour de la demande de clôture.")
    clos_le: Day | None = Field(None, description="Jour où la Caf a fermé l'accès.")
    parti_le: Day | None = Field(None, description="Jour du départ ou du changement de mission.")
    attestation: Attestation | None = Field(
        None, description="Attestation de destruction demandée."
    )


class FollowUp(Record):
    """data/nominatif/<partenaire>.suivi.yml: the Caf's own facts, which survive a new annexe."""

    partenaire: Reference = Field(
        description="Identifiant du partenaire : le début du nom de ce fichier."
    )
    famille: Literal["cooperation"] = Field("cooperation", description="Famille de conventions.")
    comptes: list[Account] = Field(
        default_factory=list, description="Un élément par compte de la plateforme."
    )
