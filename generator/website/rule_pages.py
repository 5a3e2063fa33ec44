"""The rules' own pages, as both sites show them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.checks.explain import explain
from generator.checks.registry import RULES
from generator.documents.french.typography import typeset
from generator.store.parameters import Template

_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.DOTALL)


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
    return Rule(key, typeset(title[0].upper() + title[1:]), _typeset(text.strip()))


def _typeset(text: str) -> str:
    """`text` with the spaces and apostrophes of French printing; code is left as it is."""
    parts = _CODE.split(text)
    return "".join(part if rank % 2 else typeset(part) for rank, part in enumerate(parts))
