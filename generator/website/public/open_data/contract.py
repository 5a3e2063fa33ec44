"""The shape of the public data files, version 1, from which their schemas are made. A change makes a version 2."""

import datetime  # a field bears the name of its class
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VERSION: Literal[1] = 1


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Contact(_Part):
    """Somebody to write to, who chose to be published."""

    role: str = Field(description="Rôle dans la convention.")
    nom: str = Field(description="Personne, ou intitulé d'une boîte de fonction.")
    fonction: str | None = Field(description="Fonction.")
    courriels: list[str] = Field(description="Adresses électroniques.")
    telephone: str | None = Field(description="Téléphone, au format international E.164.")


class Organisation(_Part):
    """A Caf or a partner."""

    id: str = Field(description="Identifiant, qui ne change pas.")
    nom: str = Field(description="Dénomination complète.")
    sigle: str | None = Field(description="Sigle.")
    adresse: list[str] = Field(description="Lignes de l'adresse du siège.")
    site: str | None = Field(description="Site internet.")
    contacts: list[Contact] = Field(description="Contacts publiés.")


class Partner(Organisation):
    """A partner and whom its conventions are with."""

    type: str = Field(description="Nature du partenaire, en toutes lettres.")
    commune: str = Field(description="Commune du siège.")
    caf: str = Field(description="Identifiant de la Caf.")
    plateformes: list[str] = Field(description="Plateformes de ses conventions signées.")


class Directory(_Part):
    """annuaire.json."""

    version: Literal[1] = Field(description="Version de cette forme.")
    jour: datetime.date = Field(description="Jour où l'annuaire a été fait.")
    exemple: bool = Field(description="Vrai pour des données inventées.")
    cafs: list[Organisation] = Field(description="Caf.")
    partenaires: list[Partner] = Field(description="Partenaires.")


class DueDate(_Part):
    """One thing due."""

    partenaire: str = Field(description="Identifiant du partenaire.")
    convention: str = Field(description="Plateforme de la convention.")
    objet: str = Field(description="Ce qui est attendu.")
    debut: datetime.date = Field(description="Premier jour pour le faire.")
    jour: datetime.date = Field(description="Dernier jour pour le faire.")
    article: str | None = Field(description="Article de la convention.")


class Agenda(_Part):
    """echeances.json: what is to come, reviews among it."""

    version: Literal[1] = Field(description="Version de cette forme.")
    jour: datetime.date = Field(description="Jour où la liste a été faite.")
    exemple: bool = Field(description="Vrai pour des données inventées.")
    echeances: list[DueDate] = Field(description="Échéances à venir, de la plus proche à la plus lointaine.")  # fmt: skip
