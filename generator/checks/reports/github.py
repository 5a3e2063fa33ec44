"""Annotations of a GitHub workflow, one line a finding. No person is named: logs may be public.

The form is that of GitHub's workflow commands, escaped as `@actions/core` does.
"""

from generator.checks.finding import Finding, Severity
from generator.checks.outcome import Outcome
from generator.checks.reports.remarks import remarks

_COMMANDS: dict[Severity, str] = {
    "erreur": "error",
    "avertissement": "warning",
    "information": "notice",
}


def report(outcome: Outcome) -> str:
    """One annotation for each finding, in report order, then for each exception or silent rule."""
    lines = [_finding(one) for one in outcome.findings]
    lines += [
        _annotation("notice", (one.file, one.line, one.column), f"Exception, {one.rule}", one.text)
        for one in remarks(outcome)
    ]
    return "".join(lines)


def _finding(one: Finding) -> str:
    title = ", ".join(filter(None, (one.rule, one.convention, one.article)))
    text = f"{one.message} {one.remedy}"
    return _annotation(_COMMANDS[one.severity], (one.file, one.line, one.column), title, text)


def _annotation(command: str, at: tuple[str, int, int], title: str, text: str) -> str:
    file, line, column = at
    place = f"file={_property(file)},line={line},col={column},title={_property(title)}"
    return f"::{command} {place}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
