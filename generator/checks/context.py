"""What every rule receives: the data set, the day, and each convention's obligations, computed once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.checks.cases import AnyCase, Case, Holders, Kept, McpCase, adhesions
from generator.checks.conventions import BY_LETTER, named
from generator.checks.finding import Finding, Severity
from generator.checks.words import set_aside
from generator.obligations import deadlines, mcp_deadlines
from generator.store.dataset import Dataset, Entry
from generator.store.schema.acts import Signature
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class Context:
    """`cases` are the Coopération conventions in force of the partners to check, `holders` their people.

    `kept` is all that is stored of their people, archived partners included: data outlive conventions.
    `mcp_cases` are their conventions of « Mon Compte Partenaire », in force or ended. `holders` is empty, and
    `mcp_cases` have no users, when the nominative files were not read. `selected` is None when every partner
    is checked. `rule` is the id that findings will bear.
    """

    dataset: Dataset
    today: date
    cases: tuple[Case, ...]
    holders: tuple[Holders, ...]
    mcp_cases: tuple[McpCase, ...]
    kept: tuple[Kept, ...]
    selected: frozenset[str] | None
    rule: str = ""

    @property
    def cafs(self) -> dict[str, Entry[Caf]]:
        """The Cafs to check, by id: all, or those of the selected partners."""
        if self.selected is None:
            return self.dataset.cafs
        return {case.caf.id: case.caf for case in (*self.cases, *self.mcp_cases)}

    @property
    def mcp_in_force(self) -> Iterator[McpCase]:
        """The conventions of « Mon Compte Partenaire » in force: begun, or not known to have, and not ended."""
        for case in self.mcp_cases:
            if not case.term.ended and (case.term.start or self.today) <= self.today:
                yield case

    @property
    def every_case(self) -> tuple[AnyCase, ...]:
        """The conventions in force, whatever their family."""
        return (*self.cases, *self.mcp_in_force)

    @property
    def to_sign(self) -> Iterator[tuple[Entry[Partner], int]]:
        """The Coopération conventions that nobody signed, each with its index; `every_case` has those of the other family."""
        for key, entry in self.dataset.partners.items():
            if entry.record.statut == "archive" or (
                self.selected is not None and key not in self.selected
            ):
                continue
            for index, each in enumerate(entry.record.conventions):
                if isinstance(each, CooperationConvention) and each.signature is None:
                    yield entry, index

    def bound(self, rule: str) -> "Context":
        """The same context, for `rule`."""
        return replace(self, rule=rule)

    def set_aside(self, entry: Entry[Any], path: Path) -> str:
        """How to set aside a finding on the datum of `entry`, a partner's file, at `path`."""
        return set_aside(self.rule, entry.id, dotted(path))

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
        frank_remedy: str | None = None,
    ) -> Finding:
        """A finding on the datum of `entry` at `path`, or on the nearest place that holds it."""
        key, value = entry.source.place(path, key=True), entry.source.place(path)
        line, column = value if value[0] == key[0] else key
        return Finding(
            self.rule, severity, entry.source.file, line, column, dotted(path), message, remedy,
            article, due, None if isinstance(entry.record, Caf) else entry.id, who, frank_remedy=frank_remedy,
            convention=named(self.dataset, entry.record, path) or BY_LETTER.get(self.rule[:1]),
        )  # fmt: skip


def context(dataset: Dataset, today: date, partners: Collection[str] | None = None) -> Context:
    """The context of a check on `today` of `partners` (all when None)."""
    cases: list[Case] = []
    holders: list[Holders] = []
    mcp_cases: list[McpCase] = []
    kept: list[Kept] = []
    for key, entry in dataset.partners.items():
        if partners is not None and key not in partners:
            continue
        signed = list(_cooperation(dataset, entry, today))
        begun = [case for case in signed if (case.term.start or today) <= today]
        if signed:
            files = dataset.annexes_1.get(key), dataset.follow_ups.get(key)
            kept.append(Kept(tuple(signed), (begun or signed)[-1], *files))
        if entry.record.statut == "archive":
            continue
        running = [case for case in begun if not case.term.ended]
        cases += running
        if running and dataset.nominative:
            holders.append(Holders(running[-1], signed[0], *files))
        mcp_cases += _mon_compte_partenaire(dataset, entry, today)
    selected = None if partners is None else frozenset(partners)
    return Context(
        dataset, today, tuple(cases), tuple(holders), tuple(mcp_cases), tuple(kept), selected
    )


def _cooperation(dataset: Dataset, entry: Entry[Partner], today: date) -> Iterator[Case]:
    for standing in deadlines.standings(entry.record, dataset.templates, today):
        if signature := standing.convention.signature:
            yield Case(entry, dataset.cafs[entry.record.caf], signature, standing)


def _mon_compte_partenaire(
    dataset: Dataset, entry: Entry[Partner], today: date
) -> Iterator[McpCase]:
    standings = mcp_deadlines.standings(entry.record, dataset.templates, today)
    begun = [each.index for each in standings if (each.term.start or today) <= today]
    for standing in standings:
        convention = standing.convention
        yield McpCase(
            entry, dataset.cafs[entry.record.caf], convention.signature or Signature(), standing,
            adhesions(convention, dataset.services),
            dataset.users.get(entry.id) if standing.index == max(begun, default=None) else None,
        )  # fmt: skip


def dotted(path: Path) -> str:
    """`path` as people write it: `conventions[0].signature`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
