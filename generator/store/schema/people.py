"""People, addresses and what may be published of them."""

from typing import Literal

from pydantic import Field, model_validator

from generator.store.schema.base import Day, Email, Line, Phone, PostCode, Record, refusal

Civility = Literal["M.", "Mme"]


class Address(Record):
    voie: Line | None = Field(None, description="Numéro et nom de la voie.")
    complement: Line | None = Field(
        None, description="Bâtiment, lieu-dit, zone d'activité, boîte postale."
    )
    code_postal: PostCode | None = Field(
        None, description="Code postal, cinq chiffres entre guillemets."
    )
    commune: Line = Field(description="Commune, avec « CEDEX 9 » s'il y a lieu.")


class Publication(Record):
    """The choice to publish a person or a mailbox. Without it, nothing of them leaves the Caf."""

    base: Line = Field(description="Ce qui permet la publication : texte ou accord de la personne.")
    depuis: Day = Field(description="Jour de ce choix.")
    telephone: Literal["public", "interne"] = Field(
        "interne", description="Le téléphone est-il publié aussi ?"
    )


class Delegator(Record):
    civilite: Civility = Field(description="Civilité de la personne qui délègue sa signature.")
    fonction: Line = Field(
        description="Fonction de la personne qui délègue sa signature, par exemple « président »."
    )


class Signatory(Record):
    """Whoever signs for a party."""

    civilite: Civility = Field(description="« M. » ou « Mme » : les accords du texte en dépendent.")
    prenom: Line | None = Field(None, description="Prénom, s'il est connu.")
    nom: Line = Field(description="Nom, écrit comme il doit paraître dans les actes.")
    fonction: Line = Field(
        description="Fonction. « président », « maire », « directeur »… s'accordent ; toute autre est reprise telle quelle."
    )
    qualite: Literal["titulaire", "interim", "delegation"] = Field(
        "titulaire", description="Signe comme titulaire, par intérim ou par délégation."
    )
    delegant: Delegator | None = Field(
        None, description="Qui délègue sa signature, si « qualite: delegation »."
    )
    depuis: Day | None = Field(None, description="Jour de prise de fonction.")
    publication: Publication | None = Field(
        None, description="À remplir pour que ce nom paraisse dans les documents publics."
    )

    @model_validator(mode="after")
    def _delegator_named(self) -> "Signatory":
        if (self.qualite == "delegation") != (self.delegant is not None):
            raise refusal(
                "« qualite: delegation » et « delegant » vont ensemble.",
                "Nommez la personne qui délègue sa signature dans « delegant », ou corrigez « qualite ».",
            )
        return self


class Contact(Record):
    """Somebody to write to: a person, a person with a shared mailbox, or a mailbox without a person."""

    civilite: Civility | None = Field(None, description="« M. » ou « Mme ».")
    prenom: Line | None = Field(None, description="Prénom(s).")
    nom: Line | None = Field(
        None, description="Nom. Vide pour une boîte aux lettres sans personne."
    )
    intitule: Line | None = Field(
        None, description="Nom de la boîte ou du service, par exemple « Cellule habilitations »."
    )
    fonction: Line | None = Field(None, description="Fonction.")
    adresses_electroniques: list[Email] = Field(
        default_factory=list, description="Une ou plusieurs adresses électroniques."
    )
    telephone: Phone | None = Field(None, description="Téléphone, entre guillemets.")
    depuis: Day | None = Field(None, description="Jour où ce contact a pris ce rôle ou changé.")
    publication: Publication | None = Field(
        None, description="À remplir pour que ce contact paraisse sur le site public."
    )

    @model_validator(mode="after")
    def _reachable(self) -> "Contact":
        if self.nom is None and self.intitule is None:
            raise refusal(
                "Ce contact n'a ni « nom » ni « intitule ».",
                "Donnez le nom de la personne, ou l'intitulé de la boîte aux lettres.",
            )
        return self
