"""What every rule receives: the data set, the day, and each convention's obligations, computed once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.checks.finding import Finding, Severity
from generator.obligations.deadlines import Code, Obligation, Standing, standings
from generator.obligations.term import Term
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import CooperationParameters
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention, Signature
from generator.store.schema.nominative import Account, Annexe1, ClosedAccount, FollowUp, OpenAccount
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class Case:
    """A signed convention in force, and the files that go with it."""

    entry: Entry[Partner]
    caf: Entry[Caf]
    standing: Standing
    signature: Signature

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

    def path(self, *steps: str | int) -> Path:
        """The path, in the partner's file, of a datum of the convention."""
        return ("conventions", self.standing.index, *steps)

    def duty(self, code: Code) -> Obligation | None:
        """Its obligation of that code, if it has one."""
        return next((duty for duty in self.standing.obligations if duty.code == code), None)

    def article(self, key: str) -> str | None:
        """The article's number as printed, « art. 2.2 »; None when the template has no such article."""
        found = self.standing.template.articles.get(key)
        return f"art. {found.numero}" if found else None

    def articles(self, *keys: str) -> list[str]:
        """The numbers, as printed, of those articles that the template has."""
        return [number for key in keys if (number := self.article(key))]


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
class Context:
    """`cases` are the conventions in force of the partners to check, `holders` their people.

    `holders` is empty when the nominative files were not read. `selected` is None when every
    partner is checked. `rule` is the id that findings will bear.
    """

    dataset: Dataset
    today: date
    cases: tuple[Case, ...]
    holders: tuple[Holders, ...]
    selected: frozenset[str] | None
    rule: str = ""

    @property
    def cafs(self) -> dict[str, Entry[Caf]]:
        """The Cafs to check, by id: all, or those of the selected partners."""
        if self.selected is None:
            return self.dataset.cafs
        return {case.caf.id: case.caf for case in self.cases}

    def bound(self, rule: str) -> "Context":
        """The same context, for `rule`."""
        return replace(self, rule=rule)

    def finding(
        self,
        entry: Entry[Any],
        path: Path,
        severity: Severity,
        message: str,
        remedy: str,
        *,
        article: str | None = None,
        due: date | None = None,
        who: str | None = None,
    ) -> Finding:
        """A finding on the datum of `entry` at `path`, or on the nearest place that holds it."""
        key, value = entry.source.place(path, key=True), entry.source.place(path)
        line, column = value if value[0] == key[0] else key
        return Finding(
            self.rule, severity, entry.source.file, line, column, dotted(path), message, remedy,
            article, due, None if isinstance(entry.record, Caf) else entry.id, who,
        )  # fmt: skip


def context(dataset: Dataset, today: date, partners: Collection[str] | None = None) -> Context:
    """The context of a check on `today` of the active `partners` (all when None)."""
    cases: list[Case] = []
    holders: list[Holders] = []
    for key, entry in dataset.partners.items():
        if entry.record.statut == "archive" or (partners is not None and key not in partners):
            continue
        signed = [
            Case(entry, dataset.cafs[entry.record.caf], standing, standing.convention.signature)
            for standing in standings(entry.record, dataset.templates, today)
            if standing.convention.signature
        ]
        running = [
            case for case in signed if not case.term.ended and (case.term.start or today) <= today
        ]
        cases += running
        if running and dataset.nominative:
            holders.append(
                Holders(
                    running[-1],
                    signed[0],
                    dataset.annexes_1.get(key),
                    dataset.follow_ups.get(key),
                )
            )
    selected = None if partners is None else frozenset(partners)
    return Context(dataset, today, tuple(cases), tuple(holders), selected)


def dotted(path: Path) -> str:
    """`path` as people write it: `conventions[0].signature`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
