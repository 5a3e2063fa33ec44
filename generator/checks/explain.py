"""A rule's page: its docstring, with the article numbers and the delays of a template."""

from collections.abc import Mapping
from types import SimpleNamespace

from generator.checks.registry import RULES
from generator.checks.words import unknown
from generator.documents.french.durations import duration, frequency
from generator.store.parameters import Article, Duration, Template


class _Articles(dict[str, Article]):
    """The articles of a template; one that it lacks prints a dash."""

    def __missing__(self, key: str) -> Article:
        return Article(numero="—")


def page(rule: str, template: Template) -> str:
    """The page of `rule` in Markdown: a `#` title, then `##` headings. Raises UsageError if unknown."""
    found = next((one for one in RULES if one.id == rule), None)
    if found is None:
        raise unknown("règle", rule, [one.id for one in RULES])
    delays = {name: value for name, value in template.parametres if isinstance(value, Duration)}
    return "# " + found.page.format(
        articles=_Articles(template.articles),
        parametres=SimpleNamespace(**{name: duration(value) for name, value in delays.items()}),
        frequences=SimpleNamespace(**{name: frequency(value) for name, value in delays.items()}),
    )


def explain(rule: str, templates: Mapping[str, Template]) -> str:
    """The page of `rule` as the newest of `templates` numbers its articles."""
    return page(rule, max(templates.values(), key=lambda template: (template.date, template.id)))
