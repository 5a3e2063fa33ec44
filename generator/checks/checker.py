"""The checker: every rule over a data set, on a day."""

from collections.abc import Collection
from datetime import date

from generator.checks.context import context
from generator.checks.finding import Finding
from generator.checks.registry import RULES
from generator.checks.rules.across import lecture
from generator.checks.words import unknown
from generator.store.dataset import Dataset


def run(
    dataset: Dataset,
    today: date,
    *,
    rules: Collection[str] | None = None,
    partners: Collection[str] | None = None,
) -> list[Finding]:
    """Every finding of `rules` (all when None) on `partners` (all when None), in report order.

    What could not be read is always reported: without it, silence would mean nothing.
    Raises UsageError for an unknown rule or partner.
    """
    unread = (lecture.partner_of(problem.file) for problem in dataset.problems)
    _require("règle", rules or (), {rule.id for rule in RULES})
    _require("partenaire", partners or (), {*dataset.partners, *filter(None, unread)})
    whole = context(dataset, today, partners)
    found = [
        finding
        for rule in RULES
        if rules is None or rule.id in rules or rule.id == lecture.ID
        for finding in rule.check(whole.bound(rule.id))
    ]
    return sorted(found, key=Finding.order)


def _require(kind: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise unknown(kind, name, sorted(known))
