"""What was erased and when, and what must not be: legal holds. Nobody is named but by their own line."""

from typing import Annotated, Literal

from pydantic import Field

from generator.store.schema.base import Day, Email, Line, Record

Erased = Literal["comptes-clos", "annexe-1", "annexe-2", "suivi", "copies", "utilisateurs"]
"""closed accounts of annexe 1 and of the follow-up; after the end, annexe 1, its contacts of annexe 2 and
the follow-up; files that hold another version of an annexe 1; lines of PJ3."""

_REASON = "La raison (litige, demande d'une autorité…), sans nommer personne."


class Erasure(Record):
    """An erasure done: a day and a count, no name (convention, 2.1; contrat, 5.3.2)."""

    date: Day = Field(description="Jour de l'effacement.")
    objet: Erased = Field(
        description="Ce qui a été effacé : comptes-clos, annexe-1, annexe-2, suivi, copies, utilisateurs."
    )
    nombre: Annotated[int, Field(ge=1)] = Field(
        description="Nombre de lignes effacées (de fichiers, pour « copies »)."
    )


class Hold(Record):
    """A legal hold on one kind of data of a partner, whoever they are about."""

    objet: Literal[Erased, "tout"] = Field(
        description="Ce qui est gardé : comptes-clos, annexe-1, annexe-2, suivi, copies, utilisateurs, ou « tout »."
    )
    motif: Line = Field(description=_REASON)
    jusqu_au: Day = Field(
        description="Dernier jour de la conservation ; le lendemain, rien ne retient plus l'effacement."
    )


class PersonHold(Record):
    """A legal hold on one person's lines. It stands beside them, and goes with them."""

    adresse_electronique: Email = Field(description="Adresse électronique de la personne.")
    motif: Line = Field(description=_REASON)
    jusqu_au: Day = Field(
        description="Dernier jour de la conservation ; le lendemain, rien ne retient plus l'effacement."
    )
