"""The conventions that rules judge, each with the files that go with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding, followed
from generator.obligations.mcp_term import McpTerm
from generator.obligations.obligation import Code, Obligation
from generator.obligations.quotas import is_open
from generator.obligations.term import Term
from generator.store.dataset import Entry
from generator.store.parameters import CooperationParameters, MonComptePartenaireParameters
from generator.store.schema.acts import Signature
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import Bulletin, MonComptePartenaireConvention
from generator.store.schema.nominative import (
    Account,
    Annexe1,
    ClosedAccount,
    FollowUp,
    OpenAccount,
    User,
    Users,
)
from generator.store.schema.partner import Partner
from generator.store.schema.services import Piece, Service
from generator.store.schema.signed import Mode
from generator.store.source import Path


@dataclass(frozen=True)
class AnyCase:
    """What a convention of any family gives to rules: where it stands, and how to name its data."""

    entry: Entry[Partner]
    caf: Entry[Caf]
    signature: Signature
    standing: Standing | McpStanding

    def path(self, *steps: str | int) -> Path:
        """The path, in the partner's file, of a datum of the convention."""
        return ("conventions", self.standing.index, *steps)

    def duty(self, code: Code) -> Obligation | None:
        """Its obligation of that code, if it has one."""
        return next(iter(self.duties(code)), None)

    def duties(self, code: Code) -> list[Obligation]:
        """All its obligations of that code."""
        return [duty for duty in self.standing.obligations if duty.code == code]

    def article(self, key: str) -> str | None:
        """The article's number as printed, « art. 2.2 »; None when the template has no such article.

        Those of the contrat de service and of the bulletins, whose numbers start again, say whose they are.
        """
        found = self.standing.template.numbered(key)
        return f"art. {found}" if found else None

    def articles(self, *keys: str) -> list[str]:
        """The numbers, as printed, of those articles that the template has."""
        return [number for key in keys if (number := self.article(key))]


@dataclass(frozen=True)
class Case(AnyCase):
    """A signed Coopération convention, in force unless the context says otherwise."""

    standing: Standing

    @property
    def convention(self) -> CooperationConvention:
        """The convention itself."""
        return self.standing.convention

    @property
    def term(self) -> Term:
        """Its term on the day of the check."""
        return self.standing.term

    @property
    def parameters(self) -> CooperationParameters:
        """The delays that its text states."""
        return self.standing.template.parametres


@dataclass(frozen=True)
class Holders:
    """A partner's account holders: its nominative files beside its convention in force.

    `first` is the partner's oldest signed convention: accesses may be opened from then on.
    """

    case: Case
    first: Case
    annexe_1: Entry[Annexe1] | None
    follow_up: Entry[FollowUp] | None

    @property
    def sent(self) -> date | None:
        """The transmission date of the annexe 1 in hand."""
        return self.annexe_1.record.transmise_le if self.annexe_1 else None

    @property
    def open_lines(self) -> list[OpenAccount]:
        """List 1 of the annexe 1 in hand."""
        return self.annexe_1.record.ouverts if self.annexe_1 else []

    @property
    def closed_lines(self) -> list[ClosedAccount]:
        """List 2 of the annexe 1 in hand."""
        return self.annexe_1.record.clos if self.annexe_1 else []

    @property
    def accounts(self) -> list[Account]:
        """What the Caf knows of the accounts of the platform."""
        return self.follow_up.record.comptes if self.follow_up else []


@dataclass(frozen=True)
class Kept:
    """What is kept of a partner's people, whatever became of its conventions; of an archived partner too.

    `signed` are its signed Coopération conventions, from the oldest to the newest: at least one. `current`
    is the last of them to have begun, else the last one.
    """

    signed: tuple[Case, ...]
    current: Case
    annexe_1: Entry[Annexe1] | None
    follow_up: Entry[FollowUp] | None

    @property
    def last(self) -> Case:
        """The convention that nothing signed replaces."""
        return self.signed[-1]

    @property
    def accounts(self) -> list[Account]:
        """What the Caf knows of the accounts of the platform."""
        return self.follow_up.record.comptes if self.follow_up else []


@dataclass(frozen=True)
class McpCase(AnyCase):
    """A convention of « Mon Compte Partenaire » that is signed, or under which a service was opened.

    `adhesions` are its bulletins that are more than drafts. `users` is the file that holds its PJ3, when
    the nominative files were read and it is the partner's last one to have begun.
    """

    standing: McpStanding
    adhesions: tuple["Adhesion", ...]
    users: Entry[Users] | None

    @property
    def convention(self) -> MonComptePartenaireConvention:
        """The convention itself."""
        return self.standing.convention

    @property
    def term(self) -> McpTerm:
        """Its term on the day of the check."""
        return self.standing.term

    @property
    def parameters(self) -> MonComptePartenaireParameters:
        """The delays that its text states."""
        return self.standing.template.parametres

    @property
    def mode(self) -> Mode | None:
        """The mode of management signed; None without a contrat."""
        return self.convention.contrat.mode_signe if self.convention.contrat else None

    def pieces(self, adhesion: "Adhesion") -> list[Piece]:
        """The papers to return for a bulletin, by the mode; none while it is not known."""
        return getattr(adhesion.service.pieces, self.mode) if self.mode else []

    @property
    def sheets(self) -> Iterator["Sheet"]:
        """Its PJ3 in hand, one a service."""
        by_service = {adhesion.bulletin.service: adhesion for adhesion in self.adhesions}
        for index, listed in enumerate(self.users.record.services if self.users else ()):
            if self.users and listed.service in by_service:
                yield Sheet(
                    self, by_service[listed.service], self.users, index, listed.utilisateurs
                )


@dataclass(frozen=True)
class Adhesion:
    """A bulletin that is signed, or whose service is open; `index` is its place in `bulletins`."""

    index: int
    bulletin: Bulletin
    service: Service

    def path(self, *steps: str | int) -> Path:
        """The path, in the convention, of a datum of the bulletin."""
        return ("bulletins", self.index, *steps)

    def opened(self, today: date) -> date | None:
        """The day the service was opened; None while it is not, on `today`."""
        day = self.bulletin.ouvert_le
        return day if day and day <= today else None


@dataclass(frozen=True)
class Sheet:
    """The PJ3 in hand of one service: `lines` stand in the file `entry`, at place `index` of `services`."""

    case: McpCase
    adhesion: Adhesion
    entry: Entry[Users]
    index: int
    lines: list[User]

    def path(self, rank: int, *steps: str) -> Path:
        """The path, in the file of users, of a datum of the line `rank`."""
        return ("services", self.index, "utilisateurs", rank, *steps)

    def open_lines(self, today: date) -> list[tuple[int, User]]:
        """The lines not closed on `today`, after their rank."""
        return [(rank, line) for rank, line in enumerate(self.lines) if is_open(line, today)]


def adhesions(
    convention: MonComptePartenaireConvention, services: dict[str, Entry[Service]]
) -> tuple[Adhesion, ...]:
    """The bulletins of `convention` that are more than drafts; `services` holds all those they name."""
    return tuple(
        Adhesion(index, bulletin, services[bulletin.service].record)
        for index, bulletin in enumerate(convention.bulletins)
        if followed(bulletin)
    )
