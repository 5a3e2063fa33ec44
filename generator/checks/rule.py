"""A rule: its id, its one function, and its page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from generator.checks.context import Context
from generator.checks.finding import Finding

HEADINGS = ("Ce que la règle vérifie", "Article", "Exemple", "Comment corriger")
"""The headings of every rule's page, in this order."""


@dataclass(frozen=True)
class Rule:
    """`page` is the module's docstring: a title line, then the four headings, in Markdown.

    Places such as `{parametres.revue}` or `{articles[duree].numero}` are filled by `explain`.
    """

    id: str
    check: Callable[[Context], Iterator[Finding]]
    page: str

    @property
    def title(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    @property
    def family(self) -> str:
        """The family of conventions it judges, as templates name it; « across » when it judges them all."""
        return self.check.__module__.split(".")[-2].replace("_", "-")


def rule(key: str, module: ModuleType) -> Rule:
    """The rule `key`, written in `module`."""
    return Rule(key, module.check, (module.__doc__ or "").strip())
