"""The rules' own pages, as the site shows them."""

from collections.abc import Mapping

from generator.checks.explain import explain
from generator.checks.registry import RULES
from generator.store.parameters import Template
from generator.website.public.published import Rule


def rules(templates: Mapping[str, Template]) -> tuple[Rule, ...]:
    """Every rule, with the article numbers and delays of the newest of `templates`; none without any."""
    return tuple(_rule(rule.id, explain(rule.id, templates)) for rule in RULES if templates)


def _rule(key: str, page: str) -> Rule:
    """The page splits in its `# C11 : title` line and the rest."""
    heading, _, text = page.partition("\n")
    title = heading.removeprefix("# ").removeprefix(f"{key} : ")
    return Rule(key, title[0].upper() + title[1:], text.strip())
