"""What data/greffe.yml says of the public site: who answers for it, and what it may show beyond chosen contacts."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.store.schema.base import Day, Email, Line, Phone, Record, refusal

YesNo = Literal["oui", "non"]
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


def _colour(value: str) -> str:
    if not _COLOUR.match(value):
        raise refusal(
            f"« {value} » n'est pas une couleur.",
            'Écrivez un dièse et six chiffres ou lettres de A à F, entre guillemets : "#17413a".',
        )
    return value.lower()


Colour = Annotated[Line, AfterValidator(_colour)]
"""A colour as CSS writes it: red, green and blue, two hexadecimal digits each."""


class Publisher(Record):
    """Who publishes the site (law 2004-575, article 1-1)."""

    nom: Line | None = Field(None, description="Éditeur ; absent : la Caf, s'il n'y en a qu'une.")
    adresse: Line | None = Field(None, description="Siège de l'éditeur, sur une ligne ; absent : celui de la Caf.")  # fmt: skip
    telephone: Phone | None = Field(None, description="Téléphone de l'éditeur, entre guillemets.")
    directeur: Line | None = Field(
        None, description="Directeur ou directrice de la publication, avec sa fonction."
    )


class Host(Record):
    """Who hosts the site."""

    nom: Line = Field(description="Nom de l'hébergeur.")
    adresse: Line = Field(description="Son adresse, sur une ligne.")
    telephone: Phone = Field(description="Son téléphone, entre guillemets.")


class Audit(Record):
    """An accessibility audit of this very site (RGAA)."""

    date: Day = Field(description="Jour de l'audit.")
    par: Line = Field(description="Qui l'a fait.")
    taux: Annotated[float, Field(ge=0, le=100, strict=False)] = Field(
        description="Part des critères respectés, en pour cent."
    )
    referentiel: Line = Field("RGAA 4.1", description="Version du référentiel.")
    non_conformites: list[Line] = Field(
        default_factory=list, description="Contenus non accessibles, un par ligne."
    )


class Accessibility(Record):
    """What the accessibility statement says (law 2005-102, article 47)."""

    etablie_le: Day | None = Field(None, description="Jour de la déclaration.")
    contact: Email | None = Field(
        None, description="Adresse électronique pour signaler une difficulté d'accès."
    )
    schema_pluriannuel: Line | None = Field(
        None, description="Adresse du schéma pluriannuel d'accessibilité."
    )
    audit: Audit | None = Field(
        None, description="Dernier audit ; absent, le site se déclare non conforme."
    )


class DataProtection(Record):
    """What people are told of their data (RGPD, articles 13 and 14)."""

    delegue: Line | None = Field(
        None, description="Comment joindre le délégué à la protection des données."
    )
    base_legale: Line | None = Field(
        None, description="Base légale, confirmée par le délégué à la protection des données."
    )
    destinataires: Line | None = Field(
        None, description="Autres destinataires que les agents habilités de la Caf."
    )
    transferts: Line | None = Field(
        None, description="Transferts hors de l'Union européenne, « aucun » s'il n'y en a pas."
    )
    decision_automatisee: Line | None = Field(
        None,
        description="Décisions prises sans intervention humaine, « aucune » s'il n'y en a pas.",
    )
    droits: Line | None = Field(None, description="Où écrire pour exercer ses droits.")


class Publication(Record):
    """What the public site shows beyond the contacts, whose publication is chosen one by one."""

    retards: YesNo = Field(
        "non", description="« oui » montre sur sa page ce qu'un partenaire a en retard."
    )
    projets: YesNo = Field(
        "non", description="« oui » montre les conventions et bulletins que personne n'a signés."
    )


class Appearance(Record):
    """What shows whose site it is. Whether colours contrast is seen with the style sheet that they go in."""

    logo: Line | None = Field(
        None, description="Fichier du logo de la Caf, depuis data/ : image SVG ou PNG."
    )
    couleur: Colour | None = Field(
        None, description="Couleur du bandeau, sous un texte blanc, par exemple « #17413a ».",
    )  # fmt: skip
    accent: Colour | None = Field(None, description="Couleur des liens, sur fond clair.")
    accent_sombre: Colour | None = Field(
        None, description="Couleur des liens, sur fond sombre ; absente : celle de greffe."
    )


class PublicSite(Record):
    """`publication` says what is shown; the rest is what the law wants on the site."""

    publication: Publication = Field(
        default_factory=Publication, description="Ce que le site montre."
    )
    apparence: Appearance = Field(
        default_factory=Appearance, description="Logo et couleurs des sites, public et interne."
    )
    licence: Line | None = Field(
        None, description="Licence des données ouvertes, par exemple « Licence Ouverte 2.0 »."
    )
    editeur: Publisher = Field(default_factory=Publisher, description="Éditeur du site.")
    hebergeur: Host | None = Field(None, description="Hébergeur du site.")
    accessibilite: Accessibility = Field(
        default_factory=Accessibility, description="Déclaration d'accessibilité."
    )
    donnees_personnelles: DataProtection = Field(
        default_factory=DataProtection, description="Information sur les données personnelles."
    )
