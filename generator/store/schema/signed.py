"""What the signed texts say, and the avenants that change them. Nobody is named here.

A value that is not noted is taken to be the one that the files hold today.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.store.schema.acts import Count, Signature
from generator.store.schema.base import Agreement, Day, Line, Record, Reference, Siret, refusal
from generator.store.schema.people import Address
from generator.store.schema.services import Profile, Quota

Mode = Literal["delegue", "centralise"]


class SignedValues(Record):
    """What the signed text says, kept so that a later change is seen."""

    modele: Reference | None = Field(None, description="Modèle du texte signé.")
    partenaire: Line | None = Field(None, description="Nom du partenaire dans le texte signé.")
    accord: Agreement | None = Field(
        None, description="Genre et nombre de ce nom. À donner seulement si greffe le demande."
    )
    sigle: Line | None = Field(None, description="Sigle du partenaire dans le texte signé.")
    siret: Siret | None = Field(None, description="SIRET du partenaire dans le texte signé.")
    adresse: Address | None = Field(None, description="Adresse du partenaire dans le texte signé.")
    caf: Line | None = Field(None, description="Nom de la Caf dans le texte signé.")
    adresse_caf: Address | None = Field(None, description="Adresse de la Caf dans le texte signé.")


class SignedBulletin(Record):
    """What a signed bulletin d'adhésion says."""

    service: Reference = Field(description="Service : nom d'un fichier de data/services/.")
    annexe: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Numéro de l'annexe à la convention."
    )
    cof_numero: Line | None = Field(None, description="Numéro de la COF que cite le bulletin.")
    cof_fin: Day | None = Field(None, description="Dernier jour de cette COF, s'il y est écrit.")
    maximums: dict[str, Count] = Field(
        default_factory=dict, description="Nombre maximal d'utilisateurs fixé par la Caf, par profil."
    )  # fmt: skip
    utilisateurs: Quota | None = Field(
        None, description="Nombre maximal de personnes pour tout le service."
    )
    profils: dict[str, Profile] = Field(
        default_factory=dict, description="Profils du service, tels que le bulletin les décrit."
    )


class SignedAccessValues(SignedValues):
    """The same in « Mon Compte Partenaire »: convention d'accès, contrat de service, bulletins."""

    missions: list[Line] = Field(
        default_factory=list, description="Missions du partenaire dans le texte signé."
    )
    mode: Mode | None = Field(None, description="Mode de gestion dans le contrat signé.")
    bulletins: list[SignedBulletin] = Field(
        default_factory=list, description="Bulletins d'adhésion signés, un par service."
    )


class Avenant(Record):
    """An avenant, which counts once both parties have signed it."""

    numero: Annotated[int, Field(ge=1)] = Field(description="Numéro de l'avenant : 1, 2, 3…")
    objet: Line = Field(description="Ce que l'avenant change.")
    signature: Signature | None = Field(
        None, description="Signatures ; absent tant que l'avenant n'est pas signé."
    )
    effet_le: Day | None = Field(
        None, description="Jour d'effet, s'il n'est pas celui de la dernière signature."
    )
    valeurs: SignedValues | None = Field(
        None, description="Ce que dit le texte une fois l'avenant signé."
    )

    @property
    def signe_le(self) -> date | None:
        """The day the second party signed; None until both have."""
        held = self.signature
        if held is None or held.partenaire is None or held.caf is None:
            return None
        return max(held.partenaire, held.caf)

    @property
    def en_vigueur_le(self) -> date | None:
        """The day it takes effect; None until both parties have signed."""
        return self.signe_le and (self.effet_le or self.signe_le)


class AccessAvenant(Avenant):
    """An avenant to a convention of « Mon Compte Partenaire », to its contrat or to its bulletins."""

    valeurs: SignedAccessValues | None = Field(
        None, description="Ce que disent les textes une fois l'avenant signé."
    )


def numbered_apart(avenants: Sequence[Avenant]) -> Sequence[Avenant]:
    """The same avenants; refused when their numbers do not go up."""
    numbers = [each.numero for each in avenants]
    if numbers != sorted(set(numbers)):
        raise refusal(
            "Les numéros des avenants ne se suivent pas en ordre croissant.",
            "Rangez les avenants du plus ancien au plus récent, chacun avec son numéro.",
        )
    return avenants


Avenants = Annotated[list[Avenant], AfterValidator(numbered_apart)]
AccessAvenants = Annotated[list[AccessAvenant], AfterValidator(numbered_apart)]
