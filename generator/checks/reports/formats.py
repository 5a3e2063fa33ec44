"""The formats of the report. To add one: its module, one line here."""

from collections.abc import Callable

from generator.checks.outcome import Outcome
from generator.checks.reports import github, gitlab, json, sarif, text

FORMATS: dict[str, Callable[[Outcome], str]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "sarif": sarif.report,
}
