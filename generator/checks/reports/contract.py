"""The shape of the JSON report, from which `greffe schema` makes data/schemas/rapport.json."""

import datetime  # a field bears the name of its class
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.checks.finding import Severity
from generator.checks.outcome import State

NAME = "rapport"
"""The schema is the file `<name>.json`."""
Count = Annotated[int, Field(ge=0)]
Rank = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Place(_Part):
    """Where something stands in the data."""

    file: str = Field(description="Fichier, depuis la racine des données, avec « / ».")
    line: Rank = Field(description="Ligne, à partir de 1.")
    column: Rank = Field(description="Colonne, à partir de 1, en caractères.")


class FindingLine(Place):
    """One finding."""

    rule: str = Field(description="Règle ; « lecture » pour ce qui ne se lit pas.")
    severity: Severity = Field(description="Gravité.")
    convention: str | None = Field(description="Convention en mots : sa famille, et ce qui la distingue d'une autre ; null pour ce qui n'est d'aucune.")  # fmt: skip
    path: str = Field(description="La donnée, par exemple « conventions[0].revues » ; vide pour un fichier entier.")  # fmt: skip
    article: str | None = Field(description="Article, tel que la convention le numérote.")
    due: datetime.date | None = Field(description="Dernier jour pour agir.")
    partner: str | None = Field(description="Partenaire ; null pour un fichier de la Caf.")
    message: str = Field(description="Ce qui ne va pas, en une phrase qui ne nomme personne.")
    remedy: str = Field(description="Ce qu'il faut faire.")
    fingerprint: str = Field(
        pattern="^[0-9a-f]{64}$",
        description="Empreinte qui reste la même d'un contrôle à l'autre, unique dans le rapport.",
    )


class ExceptionLine(Place):
    """One exception of data/controle.yml."""

    rule: str = Field(description="Règle.")
    partner: str = Field(description="Partenaire.")
    path: str | None = Field(description="La donnée, si l'exception ne vaut que pour elle.")
    until: datetime.date = Field(description="Dernier jour de l'exception.")
    state: State = Field(description="« sans-objet » : aucune alerte ne lui correspond.")
    findings: Count = Field(description="Nombre d'alertes mises de côté, ou revenues si elle est finie.")  # fmt: skip


class Report(_Part):
    """The whole report."""

    version: Literal[3] = Field(description="Version de cette forme.")
    date: datetime.date = Field(description="Jour du contrôle.")
    threshold: Severity = Field(description="Gravité à partir de laquelle « greffe check » échoue.")
    nominative: bool = Field(description="Les fichiers nominatifs ont été ouverts.")
    rules: list[str] = Field(description="Règles vérifiées.")
    silent: list[str] = Field(description="Règles rendues muettes dans data/controle.yml.")
    findings: list[FindingLine] = Field(
        description="Alertes, partenaire par partenaire puis place par place."
    )
    exceptions: list[ExceptionLine] = Field(description="Exceptions notées dans data/controle.yml.")
