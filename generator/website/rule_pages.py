"""The rules' own pages, as both sites show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.checks.explain import explain
from generator.checks.registry import RULES
from generator.documents.french.typography import APOSTROPHE, typeset
from generator.store.parameters import Template
from generator.website.prose import outside_code


@dataclass(frozen=True)
class Rule:
    """A rule's page: `texte` is Markdown, written by the rule's author."""

    code: str
    titre: str
    texte: str


def rules(templates: Mapping[str, Template]) -> tuple[Rule, ...]:
    """Every rule, with the article numbers and delays of the newest of `templates`; none without any."""
    return tuple(_rule(rule.id, explain(rule.id, templates)) for rule in RULES if templates)


def _rule(key: str, page: str) -> Rule:
    """The page splits in its `# C11 : title` line and the rest."""
    heading, _, text = page.partition("\n")
    title = heading.removeprefix("# ").removeprefix(f"{key} : ")
    return Rule(key, _typeset(title[0].upper() + title[1:]), outside_code(text.strip(), _typeset))


def _typeset(text: str) -> str:
    """With the apostrophe of every other page of the sites."""
    return typeset(text).replace(APOSTROPHE, "'")
