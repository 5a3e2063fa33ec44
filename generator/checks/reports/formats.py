"""The formats of the report. To add one: its module, one line here."""

from collections.abc import Callable, Iterable
from datetime import date

from generator.checks.finding import Finding
from generator.checks.reports import github, json, text

FORMATS: dict[str, Callable[[Iterable[Finding], date], str]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
}
