"""The checker: every rule over a data set, on a day, as data/controle.yml sets them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from generator.checks import control
from generator.checks.context import context
from generator.checks.finding import Finding
from generator.checks.outcome import Outcome
from generator.checks.registry import RULES
from generator.checks.rules.across import lecture
from generator.checks.words import unknown
from generator.store.dataset import Dataset

INCOMPUTABLE = "X0"
"""The one rule that says what cannot be computed, for all the others."""


def run(
    dataset: Dataset,
    today: date,
    *,
    rules: Collection[str] | None = None,
    partners: Collection[str] | None = None,
) -> list[Finding]:
    """The findings of `check`, in report order."""
    return list(check(dataset, today, rules=rules, partners=partners).findings)


def check(
    dataset: Dataset,
    today: date,
    *,
    rules: Collection[str] | None = None,
    partners: Collection[str] | None = None,
    strict: bool = False,
) -> Outcome:
    """The outcome of `rules` (all when None) on `partners` (all when None), as data/controle.yml sets them.

    What could not be read is always reported: without it, silence would mean nothing. When `strict`, so is
    what cannot be computed, as an error, whatever severity the file gives it. Raises UsageError for an
    unknown rule or partner.
    """
    known = {rule.id: rule.title.removeprefix(f"{rule.id} : ") for rule in RULES}
    unread = (lecture.partner_of(problem.file) for problem in dataset.problems)
    _require("règle", rules or (), known)
    _require("partenaire", partners or (), {*dataset.partners, *filter(None, unread)})
    always = {lecture.ID, INCOMPUTABLE} if strict else {lecture.ID}
    whole = context(dataset, today, partners)
    ran = [rule for rule in RULES if rules is None or rule.id in rules or rule.id in always]
    found = [finding for rule in ran for finding in rule.check(whole.bound(rule.id))]
    if strict:
        found = [
            replace(one, severity="erreur") if one.rule == INCOMPUTABLE else one for one in found
        ]
    titles = {rule.id: known[rule.id] for rule in ran}
    outcome = Outcome(today, _ordered(found), titles, nominative=dataset.nominative)
    if dataset.control is None:
        return outcome
    faults = control.faults(dataset.control, list(known))
    if partners is None:
        faults = chain(faults, control.strangers(dataset.control, {*dataset.partners, *dataset.unread}))  # fmt: skip
    judged = dataset.partners.keys() if partners is None else {*dataset.partners} & {*partners}
    scope = control.Scope(outcome.rules, judged)
    remaining, waivers = control.excepted(
        dataset.control, control.graded(dataset.control, found, always), today, scope
    )
    return replace(
        outcome,
        findings=_ordered([*remaining, *faults]),
        waivers=waivers,
        silences=control.silences(dataset.control, always),
        threshold=dataset.control.record.seuil,
    )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=Finding.order))


def _require(kind: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise unknown(kind, name, sorted(known))
