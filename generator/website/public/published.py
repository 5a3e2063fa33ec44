"""The published types: what leaves the Caf. None has a private attribute, so none can be printed.

`publishing` makes them from the records.
"""

from dataclasses import dataclass
from datetime import date

from generator.store.parameters import Article, CooperationParameters, Validation
from generator.website.public.due_dates import DueDate
from generator.website.public.kinds import Kind


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


@dataclass(frozen=True)
class Role:
    """A role of the annexes and its published holders."""

    titre: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Download:
    """A file offered: `href` from the site's root without a leading `/`, `taille` in bytes."""

    titre: str
    href: str
    format: str
    taille: int


@dataclass(frozen=True)
class Frame:
    """The CTG or SDSF that a convention serves."""

    type: str
    nom: str | None
    debut: date | None
    fin: date | None


@dataclass(frozen=True)
class Convention:
    """A convention's dates."""

    plateforme: str
    cadre: Frame | None
    signee_partenaire: date | None
    signee_caf: date | None
    annexes: tuple[tuple[str, date | None], ...]
    """Each annexe by its name, with the day it was last transmitted."""
    fin: tuple[str, date] | None
    """How and when a registered letter ended it, or declined its renewal."""


@dataclass(frozen=True)
class Caf:
    """A Caf and whom its partners write to."""

    id: str
    nom: str
    sigle: str | None
    adresse: tuple[str, ...]
    site: str | None
    representant: str | None
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Partner:
    """A partner, its conventions' dates, what comes next, its documents."""

    id: str
    nom: str
    sigle: str | None
    type: Kind
    adresse: tuple[str, ...]
    commune: str
    site: str | None
    representant: str | None
    caf: Caf
    conventions: tuple[Convention, ...]
    roles: tuple[Role, ...]
    echeances: tuple[DueDate, ...]
    documents: tuple[Download, ...]

    @property
    def prochaine(self) -> date | None:
        """The next day on which something is due."""
        return next((due.jour for due in self.echeances if not due.passee), None)


@dataclass(frozen=True)
class Blank:
    """A model offered blank: its identity, who validated its text, its documents."""

    plateforme: str
    version: str
    validation: Validation | None
    documents: tuple[Download, ...]


@dataclass(frozen=True)
class Rule:
    """A rule's page: `texte` is Markdown, written by the rule's author."""

    code: str
    titre: str
    texte: str


@dataclass(frozen=True)
class Regime:
    """What one or several platforms' conventions ask, when they ask the same."""

    plateformes: str
    parametres: CooperationParameters
    articles: dict[str, Article]


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
    modeles: tuple[Blank, ...]
    regles: tuple[Rule, ...]
