"""`greffe check`: what is missing, late, or soon due."""

from argparse import Namespace
from contextlib import suppress

from generator.checks import memory
from generator.checks.outcome import Outcome
from generator.checks.reports.formats import FORMATS
from generator.cli import common
from generator.errors import GreffeError
from generator.store.locations import CODE, data_folders, made_annexes
from generator.store.severities import SEVERITIES


def run(options: Namespace) -> int:
    """Print the report; 1 when a finding is at or above the threshold, else 0."""
    if options.explain:
        return _explain(options)
    partners = common.selected_partners(options)
    today = common.today()
    watched = (*data_folders(options.root), CODE)
    choices = (
        options.date,
        today,
        sorted(partners or ()),
        sorted(options.rule),
        options.strict,
        options.public,
        [(path, path.stat().st_mtime_ns) for path in made_annexes(options.root)],
    )
    known = memory.key(watched, *choices)
    outcome = memory.recall(options.root, known)
    if outcome is None:
        outcome = _check(options, partners)
        with suppress(GreffeError):  # a folder that cannot be written to: the check is as good
            memory.remember(options.root, known, outcome)
    print(FORMATS[options.format](outcome), end="")
    if partners and options.format == "text":
        print("Ce qui rapproche plusieurs partenaires (X7, SIRET en double) se voit avec « greffe check », sans « --partner ».")  # fmt: skip
    threshold = SEVERITIES.index(options.threshold or outcome.threshold)
    return int(any(SEVERITIES.index(one.severity) <= threshold for one in outcome.findings))


def _check(options: Namespace, partners: frozenset[str] | None) -> Outcome:
    from generator.checks import checker
    from generator.store import dataset

    data = dataset.load(options.root, nominative=not options.public, only=partners)
    day = common.reference_day(options, data.settings)
    rules = frozenset(map(_rule, options.rule)) or None
    return checker.check(data, day, rules=rules, partners=partners, strict=options.strict)


def _explain(options: Namespace) -> int:
    from generator.checks import explain
    from generator.store import dataset

    data = dataset.load(options.root, nominative=False, only=frozenset())
    if not data.templates:
        common.say_problems(data)
        raise GreffeError(
            "aucun modèle ne peut servir, et c'est lui qui donne les articles et les délais de la règle. Corrigez d'abord ce qui en est dit."
        )
    print(explain.explain(_rule(options.explain), data.templates))
    return 0


def _rule(name: str) -> str:
    """The rule's own id, whatever the case it was typed in; an unknown one stays as it is."""
    from generator.checks.registry import RULES

    return next((rule.id for rule in RULES if rule.id.lower() == name.lower()), name)
