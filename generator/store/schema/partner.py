"""data/partners/<id>.yml: a partner and its conventions. No account holder is ever listed here."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.store.schema.base import Domain, Reference, Siren, Siret, refusal
from generator.store.schema.conservation import Hold
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.organisation import Organisation

Kind = Literal[
    "commune", "communaute-de-communes", "communaute-d-agglomeration", "communaute-urbaine",
    "metropole", "departement", "syndicat", "ccas", "cias", "msa", "association", "autre",
]  # fmt: skip
PUBLIC_BODIES = frozenset[Kind](
    ("commune", "communaute-de-communes", "communaute-d-agglomeration", "communaute-urbaine",
     "metropole", "departement", "syndicat", "ccas", "cias")
)  # fmt: skip
"""Kinds whose acts go through the prefecture before they can be enforced (CGCT, L2131-1)."""


Convention = CooperationConvention | MonComptePartenaireConvention


class Partner(Organisation):
    type: Kind = Field(description="Nature du partenaire.")
    caf: Reference = Field(description="Caf de rattachement : nom d'un fichier de data/cafs/.")
    siret: Siret | None = Field(
        None, description="SIRET du siège, quatorze chiffres entre guillemets."
    )
    siren: Siren | None = Field(
        None, description="SIREN, neuf chiffres entre guillemets ; inutile avec le SIRET."
    )
    domaines: list[Domain] = Field(
        default_factory=list,
        description="Domaines des adresses électroniques professionnelles du partenaire.",
    )
    statut: Literal["actif", "archive"] = Field(
        "actif", description="« archive » : gardé, mais plus rien n'en est produit."
    )
    conservation: list[Hold] = Field(
        default_factory=list,
        description="Données à ne pas effacer encore, avec une raison et un dernier jour.",
    )
    conventions: list[Annotated[Convention, Field(discriminator="famille")]] = Field(
        default_factory=list, description="Conventions, de la plus ancienne à la plus récente."
    )

    @model_validator(mode="after")
    def _one_siren(self) -> "Partner":
        if self.siret and self.siren and not self.siret.startswith(self.siren):
            raise refusal(
                f"Le SIREN « {self.siren} » n'est pas le début du SIRET « {self.siret} ».",
                "Gardez celui qui est juste : le SIRET suffit.",
            )
        return self

    @property
    def numero_siren(self) -> str | None:
        """The nine digits, from whichever identifier is known."""
        return self.siret[:9] if self.siret else self.siren

    @property
    def cooperation(self) -> list[tuple[int, CooperationConvention]]:
        """The conventions of the Coopération family, each after its index in `conventions`."""
        return [
            (index, each)
            for index, each in enumerate(self.conventions)
            if isinstance(each, CooperationConvention)
        ]

    @property
    def mon_compte_partenaire(self) -> list[tuple[int, MonComptePartenaireConvention]]:
        """The conventions of the « Mon Compte Partenaire » family, each after its index in `conventions`."""
        return [
            (index, each)
            for index, each in enumerate(self.conventions)
            if isinstance(each, MonComptePartenaireConvention)
        ]

    def convention_cooperation(self, index: int) -> CooperationConvention:
        """The convention at `index`, which is of the Coopération family. Raises KeyError otherwise."""
        return dict(self.cooperation)[index]

    @property
    def convention_des_annexes(self) -> int | None:
        """Index of the convention that annexes 1 and 2 in hand belong to: the last one signed, else the last one."""
        return _current(self.cooperation)

    @property
    def convention_des_pieces(self) -> int | None:
        """Index of the convention that PJ1 and PJ3 in hand belong to: the last one signed, else the last one."""
        return _current(self.mon_compte_partenaire)


def _current(conventions: Sequence[tuple[int, Convention]]) -> int | None:
    signed = [index for index, each in conventions if each.signature]
    return signed[-1] if signed else conventions[-1][0] if conventions else None
