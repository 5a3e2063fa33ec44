"""data/controle.yml, optional: what a Caf changes of the checker's severities, and its exceptions."""

from typing import Literal

from pydantic import Field

from generator.store.schema.base import Day, Line, Record, Reference
from generator.store.severities import Severity

REASON = "La raison, en une phrase, pour qui lira ce fichier plus tard. N'y nommez personne."


class RuleSetting(Record):
    regle: Line = Field(description="La règle, par exemple C18.")
    gravite: Literal[Severity, "muette"] = Field(
        description="Gravité de toutes ses alertes ; « muette » : elle ne dit plus rien."
    )
    raison: Line = Field(description=REASON)


class ExceptionRecord(Record):
    regle: Line = Field(description="La règle, par exemple C11.")
    partenaire: Reference = Field(
        description="Le partenaire : le nom de son fichier, sans « .yml »."
    )
    chemin: Line | None = Field(
        None,
        description="La donnée, si l'exception ne vaut que pour elle, par exemple « conventions[0].revues ».",
    )
    raison: Line = Field(description=REASON)
    jusqu_au: Day = Field(
        description="Dernier jour de l'exception ; le lendemain, l'alerte revient."
    )


class Control(Record):
    seuil: Severity = Field(
        "erreur", description="Gravité à partir de laquelle « greffe check » échoue."
    )
    regles: list[RuleSetting] = Field(
        default_factory=list, description="Règles dont la gravité change, ou qui se taisent."
    )
    exceptions: list[ExceptionRecord] = Field(
        default_factory=list, description="Alertes mises de côté jusqu'à une date."
    )
