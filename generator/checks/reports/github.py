"""Annotations of a GitHub workflow, one line a finding. No person is named: logs may be public.

The form is that of GitHub's workflow commands, escaped as `@actions/core` does.
"""

from collections.abc import Iterable
from datetime import date

from generator.checks.finding import Finding, Severity

_COMMANDS: dict[Severity, str] = {
    "erreur": "error",
    "avertissement": "warning",
    "information": "notice",
}


def report(findings: Iterable[Finding], today: date) -> str:  # noqa: ARG001 - one signature for every report
    """One annotation for each finding, in report order."""
    return "".join(_annotation(finding) for finding in sorted(findings, key=Finding.order))


def _annotation(finding: Finding) -> str:
    title = ", ".join(filter(None, (finding.rule, finding.article)))
    place = f"file={_property(finding.file)},line={finding.line},col={finding.column},title={_property(title)}"
    return (
        f"::{_COMMANDS[finding.severity]} {place}::{_data(f'{finding.message} {finding.remedy}')}\n"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
