"""The published types: what leaves the Caf. None has a private attribute, so none can be printed.

`publishing` makes them from the records.
"""

from dataclasses import dataclass
from datetime import date

from generator.documents.forms import Form
from generator.store.parameters import (
    Article,
    CooperationParameters,
    MonComptePartenaireParameters,
    Validation,
)
from generator.website.public.due_dates import DueDate
from generator.website.public.kinds import Kind
from generator.website.rule_pages import Rule
from generator.website.shelves import Download, Shelf, by_title
from generator.website.timeline import Timeline


@dataclass(frozen=True)
class Phone:
    """A telephone number as it is read aloud in France and as a telephone dials it (E.164)."""

    texte: str
    lien: str


@dataclass(frozen=True)
class Contact:
    """Somebody to write to, who chose to be published: a person, or a mailbox."""

    nom: str
    fonction: str | None
    courriels: tuple[str, ...]
    telephone: Phone | None
    etat_civil: tuple[str, str, str] = ("", "", "")
    """Family name, given name and title of a person; "" for what is not known, or for a mailbox."""


@dataclass(frozen=True)
class Role:
    """A role of the annexes and its published holders."""

    titre: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Frame:
    """The CTG or SDSF that a convention serves."""

    type: str
    nom: str | None
    debut: date | None
    fin: date | None


@dataclass(frozen=True)
class Convention:
    """A convention's dates. `modele` is the id of its model."""

    plateforme: str
    modele: str
    version: str
    cadre: Frame | None
    signee_partenaire: date | None
    signee_caf: date | None
    annexes: tuple[tuple[str, date | None], ...]
    """Each annexe by its name, with the day it was last transmitted."""
    etat: str
    terminee: bool
    lettre_recue_le: date | None
    """The day that a registered letter to end it, or to decline its renewal, was received."""
    frise: Timeline | None


@dataclass(frozen=True)
class Membership:
    """A service that a partner joined, by the service's id and acronym.

    `formulaires` are the documents that it may fill on the site.
    """

    service: str
    sigle: str
    signe_le: date | None
    formulaires: tuple[str, ...]


@dataclass(frozen=True)
class Access:
    """A convention of « Mon Compte Partenaire »: its dates and services, never its users. `modele` is the id of its model."""

    plateforme: str
    modele: str
    version: str
    missions: tuple[str, ...]
    signee_partenaire: date | None
    signee_caf: date | None
    adhesions: tuple[Membership, ...]
    etat: str
    terminee: bool
    frise: Timeline | None


@dataclass(frozen=True)
class Profile:
    """A profile of a service. `niveaux`: each level where it is given, with the most users there."""

    code: str
    nom: str
    precision: str | None
    niveaux: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Service:
    """A service of « Mon Compte Partenaire »: its profiles, and what to return by mode of management.

    `pieces` are (mode, ((short name, what it holds), …)); `contacts` are those that each Caf publishes;
    `formulaires` are those that some partner may fill on the site.
    """

    id: str
    nom: str
    sigle: str
    finalites: tuple[str, ...]
    profils: tuple[Profile, ...]
    utilisateurs: int | None
    pieces: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    contacts: tuple[Role, ...]
    documents: tuple[Download, ...]
    demande_pj3: bool
    formulaires: tuple[Form, ...]

    @property
    def titres(self) -> dict[str, list[Download]]:
        """The files of each document, by its title: one a format."""
        return by_title(self.documents)


@dataclass(frozen=True)
class Caf:
    """A Caf and whom its partners write to. `mis_a_jour` is the last day that one of them changed."""

    id: str
    nom: str
    sigle: str | None
    adresse: tuple[str, ...]
    site: str | None
    representant: str | None
    roles: tuple[Role, ...]
    departement: str
    mis_a_jour: date | None


@dataclass(frozen=True)
class Partner:
    """A partner, its conventions' dates, what comes next, its documents.

    `mis_a_jour` is the last day that something on its page was done or chosen, as its file says it.
    """

    id: str
    nom: str
    sigle: str | None
    type: Kind
    adresse: tuple[str, ...]
    code_postal: str | None
    commune: str
    site: str | None
    representant: str | None
    caf: Caf
    conventions: tuple[Convention, ...]
    acces: tuple[Access, ...]
    roles: tuple[Role, ...]
    echeances: tuple[DueDate, ...]
    documents: tuple[Shelf, ...]
    mis_a_jour: date | None

    @property
    def en_retard(self) -> tuple[DueDate, ...]:
        """What should have been done already, in order of time."""
        return tuple(due for due in self.echeances if due.passee)

    @property
    def a_venir(self) -> tuple[DueDate, ...]:
        """What is to come, in order of time."""
        return tuple(due for due in self.echeances if not due.passee)

    @property
    def prochaine(self) -> date | None:
        """The next day on which something is due."""
        return next((due.jour for due in self.a_venir), None)


@dataclass(frozen=True)
class Blank:
    """A model offered blank: its identity, who validated its text, its documents.

    `nouveau`: it is the one that a new convention of its family is made from.
    """

    id: str
    nouveau: bool
    plateforme: str
    version: str
    validation: Validation | None
    documents: tuple[Shelf, ...]


@dataclass(frozen=True)
class Regime:
    """What the conventions of a platform ask, after a version of their model."""

    plateforme: str
    version: str
    parametres: CooperationParameters
    articles: dict[str, Article]


@dataclass(frozen=True)
class AccessRegime:
    """What a « Mon Compte Partenaire » convention asks, after a version of its model."""

    plateforme: str
    version: str
    parametres: MonComptePartenaireParameters
    articles: dict[str, Article]


@dataclass(frozen=True)
class Responsible:
    """Who publishes the site, or hosts it."""

    nom: str | None
    adresse: str | None
    telephone: Phone | None


@dataclass(frozen=True)
class Audit:
    """An accessibility audit: `taux` is written « 62,5 % »."""

    jour: date
    par: str
    taux: str
    referentiel: str
    non_conformites: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """The accessibility statement; `etat` is « non conforme », « partiellement conforme » or « totalement conforme »."""

    etat: str
    etablie_le: date | None
    contact: str | None
    schema_pluriannuel: str | None
    audit: Audit | None


@dataclass(frozen=True)
class Notices:
    """What the law wants on the site; what is not known is None, and its page shows a place to fill."""

    editeur: Responsible
    directeur: str | None
    hebergeur: Responsible
    declaration: Statement
    delegue: str | None
    base_legale: str | None
    destinataires: str | None
    transferts: str | None
    decision_automatisee: str | None
    droits: str | None
    licence: str | None


@dataclass(frozen=True)
class Site:
    """All that the public pages are made from, and nothing else."""

    titre: str
    adresse: str | None
    exemple: bool
    jour: date
    cafs: tuple[Caf, ...]
    partenaires: tuple[Partner, ...]
    regimes: tuple[Regime, ...]
    regimes_acces: tuple[AccessRegime, ...]
    modeles: tuple[Blank, ...]
    regles: tuple[Rule, ...]
    services: tuple[Service, ...]
    mentions: Notices
