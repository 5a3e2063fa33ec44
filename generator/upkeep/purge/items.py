"""What is kept past its delay, datum by datum: the same delays, computed once, as the rules C02 to C05 and M11.

Sources: Coopération, articles 2.1, 3.2 and 3.3; Mon Compte Partenaire, contrat de service, 5.3.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from generator.checks import context
from generator.checks.cases import Case, Kept
from generator.checks.people import login
from generator.checks.roles import ANNEXE_2
from generator.checks.words import together
from generator.obligations import mcp_deadlines, retention
from generator.store.dataset import Dataset, Entry
from generator.store.schema.conservation import Erased
from generator.store.schema.nominative import FollowUp
from generator.store.source import Path

Record = Literal["partner", "annexe_1", "follow_up", "users", "file"]
Wait = Literal["compte", "a-enregistrer", "absents", "a-regarder"]
"""Why an item does not go yet: the platform account is not settled, the form is not taken in, or may tell that
people left, or greffe cannot read it."""


@dataclass(frozen=True)
class Item:
    """One line, or one whole file (`record` is « file »), that must no longer be kept.

    `convention` is the index of the one that notes the erasure, `last` the last day to keep it (None for
    another version of an annexe, which goes at once), `people` the logins it is about.
    """

    kind: Erased
    record: Record
    file: str
    path: Path
    line: int
    convention: int
    article: str | None
    last: date | None
    people: frozenset[str]
    waits: Wait | None = None


@dataclass(frozen=True)
class Reminder:
    """An account whose data should have left the platform by `last`: only the Caf can do that."""

    file: str
    line: int
    article: str | None
    last: date


def items(dataset: Dataset, partner: str, day: date) -> list[Item]:
    """The lines of `partner` that must go on `day`, each once, in the order of the files."""
    found: dict[tuple[str, Path], Item] = {}
    for kept in context.context(dataset, day, [partner]).kept:
        for item in (*_ended(kept), *_closed(kept, day)):
            found.setdefault((item.file, item.path), item)
    for item in _users(dataset, partner, day):
        found.setdefault((item.file, item.path), item)
    return sorted(found.values(), key=lambda each: (each.file, each.line))


def reminders(dataset: Dataset, partner: str, day: date) -> list[Reminder]:
    """The closed accounts of `partner` whose data are not known to have left the platform in time."""
    found = []
    for kept in context.context(dataset, day, [partner]).kept:
        for index, account in enumerate(kept.accounts):
            last = retention.account_data_kept_until(account, kept.current.parameters)
            if (
                kept.follow_up
                and last
                and retention.erased_from(last) <= day
                and retention.erased_on(account) is None
            ):
                line, _ = kept.follow_up.source.place(("comptes", index))
                article = kept.current.article("obligations-caf")
                found.append(Reminder(kept.follow_up.source.file, line, article, last))
    return found


@dataclass(frozen=True)
class _Due:
    """Data of one `kind` to erase after `last`, under the convention of `case`."""

    kind: Erased
    case: Case
    last: date

    def item(self, record: Record, entry: Entry[Any], path: Path, people: frozenset[str]) -> Item:
        articles = ("obligations-caf", "cloture") if self.kind == "comptes-clos" else ("obligations-caf",)  # fmt: skip
        line, _ = entry.source.place(path)
        return Item(
            self.kind, record, entry.source.file, path, line, self.case.standing.index,
            together(self.case.articles(*articles)) or None, self.last, people,
        )  # fmt: skip

    def account(self, entry: Entry[FollowUp], index: int) -> Item:
        account = entry.record.comptes[index]
        item = self.item("follow_up", entry, ("comptes", index), _logins(account.adresse_electronique))  # fmt: skip
        awaited = retention.is_awaited(account, self.case.parameters)
        return replace(item, waits="compte") if awaited else item


@dataclass(frozen=True)
class Destroyed:
    """An account whose data left the platform, and whose attestation waits to be issued: three days, no name."""

    asked: date
    ended: date
    erased: date


def to_attest(kept: Kept, day: date) -> list[Destroyed]:
    """The accounts of one partner to attest on `day`: asked in time, erased, not delivered yet."""
    found = []
    for account in kept.accounts:
        asked, ended, erased = account.attestation, account.clos_le, retention.erased_on(account)
        due = retention.attestation_due(account, kept.current.parameters)
        if due and asked and not asked.delivree_le and ended and erased and erased <= day:
            found.append(Destroyed(asked.demandee_le, ended, erased))
    return found


def _closed(kept: Kept, day: date) -> Iterator[Item]:
    """Closed accounts whose request is older than the delay: second list of annexe 1, follow-up."""
    case, parameters = kept.current, kept.current.parameters
    if annexe := kept.annexe_1:
        for index, line in enumerate(annexe.record.clos):
            last = retention.closing_kept_until(line, parameters)
            if last and retention.erased_from(last) <= day:
                due = _Due("comptes-clos", case, last)
                yield due.item("annexe_1", annexe, ("clos", index), _logins(line.adresse_electronique))  # fmt: skip
    if followed := kept.follow_up:
        for index, account in enumerate(followed.record.comptes):
            last = retention.closing_kept_until(account, parameters)
            if last and retention.erased_from(last) <= day:
                yield _Due("comptes-clos", case, last).account(followed, index)


def _ended(kept: Kept) -> Iterator[Item]:
    """Annexes 1 and 2 and the follow-up of conventions ended for longer than the delay."""
    for case in kept.signed:
        duty = next((each for each in case.standing.remains if each.code == "effacement"), None)
        if duty is None or duty.due is None or duty.state != "en-retard":
            continue
        due = _Due("annexe-2", case, duty.due)
        for role in ANNEXE_2:
            for rank, contact in enumerate(getattr(case.convention.annexe_2, role, ())):
                people = _logins(*contact.adresses_electroniques)
                yield due.item("partner", case.entry, case.path("annexe_2", role, rank), people)
        if case is not kept.last:
            continue
        if annexe := kept.annexe_1:
            due = _Due("annexe-1", case, duty.due)
            for index, opened in enumerate(annexe.record.ouverts):
                yield due.item("annexe_1", annexe, ("ouverts", index), _logins(opened.adresse_electronique))  # fmt: skip
            for index, closed in enumerate(annexe.record.clos):
                yield due.item("annexe_1", annexe, ("clos", index), _logins(closed.adresse_electronique))  # fmt: skip
        if followed := kept.follow_up:
            for index in range(len(followed.record.comptes)):
                yield _Due("suivi", case, duty.due).account(followed, index)


def _users(dataset: Dataset, partner: str, day: date) -> Iterator[Item]:
    """Lines of PJ3 closed for longer than the delay, of archived partners too."""
    entry, users = dataset.partners[partner], dataset.users.get(partner)
    standings = mcp_deadlines.standings(entry.record, dataset.templates, day)
    if users is None or not standings:
        return
    begun = [each for each in standings if (each.term.start or day) <= day]
    standing = (begun or standings)[-1]
    number = standing.template.numbered("contrat-conservation")
    for index, listed in enumerate(users.record.services):
        for rank, line in enumerate(listed.utilisateurs):
            last = retention.line_kept_until(line, standing.template.parametres)
            if last and retention.erased_from(last) <= day:
                path: Path = ("services", index, "utilisateurs", rank)
                row, _ = users.source.place(path)
                yield Item(
                    "utilisateurs", "users", users.source.file, path, row, standing.index,
                    f"art. {number}" if number else None, last, _logins(line.adresse_electronique),
                )  # fmt: skip


def _logins(*addresses: str | None) -> frozenset[str]:
    return frozenset(login(each) for each in addresses if each)
