"""data/services/<id>.yml: a service of « Mon Compte Partenaire », its profiles, its required papers.

Everything that differs from one service to the other is here: no profile is named in code.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.store.schema.base import Day, Line, Record, refusal

Level = Literal["organisme", "lieu", "equipement"]
Piece = Literal["pj1", "pj2", "pj3"]
Column = Literal[
    "nom", "prenom", "adresse_electronique", "telephone", "fonction", "identifiant",
    "profil", "lieu", "equipement", "mission", "habilite_le", "cloture_le",
]  # fmt: skip
RESERVED = frozenset(
    ("greffe", "formulaire", "partenaire", "modele", "base", "transmise_le", "avant")
)
"""What a returned form says of itself, beside its lists."""
Quota = Annotated[int, Field(ge=1)]


class Profile(Record):
    nom: Line = Field(description="Nom du profil.")
    precision: Line | None = Field(None, description="Ce que fait ce profil.")
    niveaux: dict[Level, Quota | None] = Field(
        description="Niveaux où le profil se donne, avec le nombre maximal d'utilisateurs pour chacun (vide : sans limite)."
    )


class Group(Record):
    """A line of PJ1: a group of habilitations and who answers for it."""

    intitule: Line = Field(description="Intitulé de la ligne dans la PJ1.")


class Pieces(Record):
    """The supporting documents to return with the bulletin, by mode of management."""

    delegue: list[Piece] = Field(description="Pièces demandées en mode délégué.")
    centralise: list[Piece] = Field(description="Pièces demandées en mode centralisé.")


class Service(Record):
    nom: Line = Field(description="Nom du service.")
    sigle: Line = Field(description="Sigle.")
    finalites: list[Line] = Field(description="À quoi sert le service, une phrase par finalité.")
    utilisateurs: Quota | None = Field(
        None, description="Nombre maximal de personnes pour tout le service."
    )
    profils: dict[str, Profile] = Field(description="Profils, par leur code.")
    groupes: dict[str, Group] = Field(
        default_factory=dict, description="Lignes de la PJ1, par leur clé."
    )
    pieces: Pieces = Field(description="Pièces justificatives demandées.")
    module_delegue_depuis: Day | None = Field(
        None,
        description="Jour où les gestionnaires habilitent eux-mêmes en ligne ; absent : la PJ3 est demandée.",
    )
    colonnes_pj3: dict[Column, Line] = Field(
        description="Colonnes de la PJ3, dans leur ordre : champ et intitulé."
    )

    @model_validator(mode="after")
    def _groups_named_apart(self) -> "Service":
        if taken := sorted(RESERVED & self.groupes.keys()):
            raise refusal(
                f"Un groupe ne peut pas s'appeler « {taken[0]} » : les formulaires emploient déjà ce mot.",
                "Donnez à ce groupe une autre clé ; son intitulé ne change pas.",
            )
        return self

    @model_validator(mode="after")
    def _columns_needed(self) -> "Service":
        needed = ("nom", "adresse_electronique", "profil", "habilite_le", "cloture_le")
        if missing := [name for name in needed if name not in self.colonnes_pj3]:
            raise refusal(
                f"Il manque à « colonnes_pj3 » : {', '.join(missing)}.",
                "Ajoutez ces colonnes : sans elles, la PJ3 ne peut pas être vérifiée.",
            )
        return self
