"""What a Caf and a partner have in common: each is a party to the conventions."""

from pydantic import Field

from generator.store.schema.base import Agreement, Line, Record
from generator.store.schema.people import Address, Signatory


class Organisation(Record):
    nom: Line = Field(
        description="Dénomination complète, sans article devant (« Communauté de communes du… »)."
    )
    nom_court: Line | None = Field(
        None, description="Dénomination courte, si elle ne se déduit pas du nom."
    )
    sigle: Line | None = Field(None, description="Sigle.")
    accord: Agreement | None = Field(
        None, description="Genre et nombre du nom. À donner seulement si greffe le demande."
    )
    adresse: Address = Field(description="Adresse du siège.")
    representant: Signatory = Field(description="La personne qui signe.")
    site: Line | None = Field(None, description="Adresse du site internet.")
