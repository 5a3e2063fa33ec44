"""data/nominatif/: account holders. The public build never opens these files."""

from typing import Literal

from pydantic import Field, model_validator

from generator.store.schema.base import Day, Email, Line, Phone, Record, Reference, refusal
from generator.store.schema.conservation import PersonHold


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
    remplace_par: Email | None = Field(
        None,
        description="Nouvelle adresse de la même personne : son accès continue sous celle-ci, et la seconde liste n'a pas à porter l'ancienne.",
    )
    clos_le: Day | None = Field(None, description="Jour où la Caf a fermé l'accès.")
    parti_le: Day | None = Field(None, description="Jour du départ ou du changement de mission.")
    donnees_effacees_le: Day | None = Field(
        None, description="Jour où la Caf a effacé de la plateforme les données du compte."
    )
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
    conservation: list[PersonHold] = Field(
        default_factory=list,
        description="Personnes dont les lignes ne s'effacent pas encore, avec une raison et un dernier jour.",
    )


class User(Record):
    """A line of PJ3: one person, one profile, one place. A closed line is kept six years (contrat, 5.3.2)."""

    nom: Line = Field(description="Nom.")
    prenom: Line | None = Field(None, description="Prénom(s).")
    adresse_electronique: Email | None = Field(
        None, description="Adresse électronique professionnelle."
    )
    telephone: Phone | None = Field(None, description="Téléphone, entre guillemets.")
    fonction: Line | None = Field(None, description="Fonction.")
    identifiant: Line | None = Field(
        None, description="Identifiant Mon Compte Partenaire ; la Caf le remplit s'il est vide."
    )
    profil: Line = Field(description="Code du profil, tel que le service le définit.")
    lieu: Line | None = Field(
        None, description="Lieu d'implantation, tel que le bulletin le nomme."
    )
    equipement: Line | None = Field(
        None, description="Équipement ou service, tel que le bulletin le nomme."
    )
    mission: Line | None = Field(
        None, description="Mission de la convention pour laquelle l'accès est demandé."
    )
    remplace: Line | None = Field(
        None, description="Code du profil que celui-ci remplace pour la même personne."
    )
    habilite_le: Day | None = Field(None, description="Date d'habilitation.")
    cloture_le: Day | None = Field(None, description="Date de clôture (dévalidation).")

    @model_validator(mode="after")
    def _closed_after_opening(self) -> "User":
        if self.habilite_le and self.cloture_le and self.cloture_le < self.habilite_le:
            raise refusal(
                f"La clôture ({self.cloture_le:%d/%m/%Y}) précède l'habilitation ({self.habilite_le:%d/%m/%Y}).",
                "Corrigez « habilite_le » ou « cloture_le ».",
            )
        return self


class UserList(Record):
    """The PJ3 last transmitted for one service."""

    service: Reference = Field(description="Service : nom d'un fichier de data/services/.")
    transmise_le: Day | None = Field(None, description="Jour de transmission de la PJ3.")
    utilisateurs: list[User] = Field(
        default_factory=list, description="Une ligne par personne, profil et lieu ou équipement."
    )


class Departure(Record):
    """What the Caf knows of a user's leaving, whoever said it."""

    adresse_electronique: Email = Field(description="Adresse électronique de la personne.")
    parti_le: Day = Field(description="Jour du départ ou du changement de fonction.")
    signale_le: Day | None = Field(None, description="Jour où le partenaire l'a dit à la Caf.")


class Users(Record):
    """data/nominatif/<partenaire>.pj3.yml: users of the services of « Mon Compte Partenaire »."""

    partenaire: Reference = Field(
        description="Identifiant du partenaire : le début du nom de ce fichier."
    )
    services: list[UserList] = Field(default_factory=list, description="Une liste par service.")
    departs: list[Departure] = Field(
        default_factory=list, description="Départs et changements de fonction connus de la Caf."
    )
    conservation: list[PersonHold] = Field(
        default_factory=list,
        description="Personnes dont les lignes ne s'effacent pas encore, avec une raison et un dernier jour.",
    )

    @model_validator(mode="after")
    def _one_list_a_service(self) -> "Users":
        services = [listed.service for listed in self.services]
        if twice := next((name for name in services if services.count(name) > 1), None):
            raise refusal(
                f"Deux listes portent sur le service « {twice} ».",
                "Réunissez leurs lignes dans une seule.",
            )
        return self
