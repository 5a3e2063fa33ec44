"""The report for programs, version 3. Its shape is frozen: a change makes a version 4.

data/schemas/rapport.json, made from `contract.py`, describes every field. It never names a person, nor
repeats the reason of an exception, which somebody wrote freely.
"""

import json
from typing import Any

from generator.checks.finding import Finding
from generator.checks.outcome import Outcome, Waiver
from generator.checks.reports.fingerprints import marked

VERSION = 3


def report(outcome: Outcome) -> str:
    """The outcome of a check, as JSON indented by two spaces."""
    whole = {
        "version": VERSION,
        "date": outcome.day.isoformat(),
        "threshold": outcome.threshold,
        "nominative": outcome.nominative,
        "rules": list(outcome.rules),
        "silent": [each.rule for each in outcome.silences],
        "findings": [_finding(*each) for each in marked(outcome.findings)],
        "exceptions": [_exception(each) for each in outcome.waivers],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _finding(mark: str, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "convention": finding.convention,
        "path": finding.path,
        "article": finding.article,
        "due": finding.due.isoformat() if finding.due else None,
        "partner": finding.partner,
        "message": finding.message,
        "remedy": finding.remedy,
        "fingerprint": mark,
    }


def _exception(waiver: Waiver) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "partner": waiver.partner,
        "path": waiver.path,
        "until": waiver.until.isoformat(),
        "state": waiver.state,
        "findings": len(waiver.findings),
        "file": waiver.file,
        "line": waiver.line,
        "column": waiver.column,
    }
