"""A rule's page: its docstring, with the article numbers and the delays of a template of its family."""

from collections.abc import Mapping

from generator.checks.registry import RULES
from generator.checks.rule import Rule
from generator.checks.words import unknown
from generator.documents.french.durations import duration, frequency
from generator.store.parameters import Article, Duration, Template

_UNKNOWN = "—"


class _Articles(dict[str, Article]):
    """The articles of a template; one that it lacks prints a dash."""

    def __missing__(self, key: str) -> Article:
        return Article(numero=_UNKNOWN)


class _Delays(dict[str, str]):
    """The delays of a template, read as attributes; one that it lacks prints a dash."""

    def __getattr__(self, name: str) -> str:
        return self.get(name, _UNKNOWN)


def page(rule: str, template: Template | None) -> str:
    """The page of `rule` in Markdown: a `#` title, then `##` headings. Raises UsageError if unknown.

    Without a template, dashes stand for the numbers and the delays.
    """
    known = dict(template.parametres) if template else {}
    delays = {name: value for name, value in known.items() if isinstance(value, Duration)}
    return "# " + _rule(rule).page.format(
        articles=_Articles(template.articles if template else {}),
        parametres=_Delays({name: duration(value) for name, value in delays.items()}),
        frequences=_Delays({name: frequency(value) for name, value in delays.items()}),
    )


def explain(rule: str, templates: Mapping[str, Template]) -> str:
    """The page of `rule` as the newest of `templates`, among those of its family, numbers its articles."""
    family = _rule(rule).family
    own = [each for each in templates.values() if family in (each.famille, "across")]
    return page(rule, max(own, key=lambda template: (template.date, template.id), default=None))


def _rule(key: str) -> Rule:
    found = next((one for one in RULES if one.id == key), None)
    if found is None:
        raise unknown("règle", key, [one.id for one in RULES])
    return found
