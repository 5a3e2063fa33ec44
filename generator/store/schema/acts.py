"""What the conventions of every family have: the act that authorises them, their signature, their reviews."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.store.schema.base import Day, Line, Record, Reference, Siret
from generator.store.schema.people import Address


class Transmission(Record):
    """The receipt of the act's transmission to the prefecture: recorded, never produced."""

    envoye_le: Day | None = Field(None, description="Envoyé en préfecture le.")
    recu_le: Day | None = Field(None, description="Reçu en préfecture le.")
    publie_le: Day | None = Field(None, description="Publié (ou affiché) le.")
    identifiant: Line | None = Field(
        None, description="Identifiant de l'accusé : DDD-SIREN-AAAAMMJJ-NUMERO-NATURE."
    )


class Act(Record):
    """The act by which the partner authorises the signature."""

    nature: Literal["deliberation", "decision"] = Field(
        description="« deliberation » ou « decision »."
    )
    numero: Annotated[Line, StringConstraints(max_length=60)] | None = Field(
        None, description="Numéro de l'acte, entre guillemets."
    )
    date: Day | None = Field(None, description="Jour de l'acte.")
    organe: Line | None = Field(
        None, description="Qui l'a pris : conseil communautaire, conseil municipal, président…"
    )
    objet: Line | None = Field(None, description="Objet de l'acte.")
    autorise: Line | None = Field(None, description="Fonction que l'acte autorise à signer.")
    transmission: Transmission | None = Field(
        None, description="Accusé de transmission au contrôle de légalité."
    )


class Signature(Record):
    partenaire: Day | None = Field(None, description="Jour où le partenaire a signé.")
    recue_le: Day | None = Field(
        None, description="Jour où la Caf a reçu la convention signée par le partenaire."
    )
    caf: Day | None = Field(None, description="Jour où la Caf a signé.")
    lieu: Line | None = Field(None, description="Lieu de la signature.")


class Review(Record):
    date: Day = Field(description="Jour de la revue des habilitations.")
    par: Line | None = Field(None, description="Qui l'a faite.")
    preuve: Line | None = Field(
        None, description="Où se trouve sa preuve (compte rendu, courriel…)."
    )


class SignedValues(Record):
    """What the signed text says, kept so that a later change is seen. Nobody is named here."""

    modele: Reference | None = Field(None, description="Modèle du texte signé.")
    partenaire: Line | None = Field(None, description="Nom du partenaire dans le texte signé.")
    siret: Siret | None = Field(None, description="SIRET du partenaire dans le texte signé.")
    adresse: Address | None = Field(None, description="Adresse du partenaire dans le texte signé.")
    caf: Line | None = Field(None, description="Nom de la Caf dans le texte signé.")
    adresse_caf: Address | None = Field(None, description="Adresse de la Caf dans le texte signé.")
