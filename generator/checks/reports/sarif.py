"""SARIF 2.1.0 (OASIS), which code scanning tools read. No person is named, no reason repeated.

What an exception sets aside is there, marked as suppressed; what data/controle.yml says is a notification.
"""

import json
from typing import Any
from urllib.parse import quote

from generator.checks.finding import Finding, Severity
from generator.checks.outcome import Outcome
from generator.checks.reports.fingerprints import marked
from generator.checks.reports.remarks import Remark, remarks

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"  # fmt: skip
_LEVELS: dict[Severity, str] = {
    "erreur": "error",
    "avertissement": "warning",
    "information": "note",
}


def report(outcome: Outcome) -> str:
    """One run, as JSON: the rules that ran, one result for each finding in report order, those set aside included."""
    aside = {one for each in outcome.waivers if each.state == "en-cours" for one in each.findings}
    results = [
        _result(mark, one, suppressed=one in aside)
        for mark, one in marked([*outcome.findings, *aside])
    ]
    run = {
        "tool": {"driver": {"name": "greffe", "language": "fr", "rules": [_rule(*one) for one in outcome.rules.items()]}},
        "invocations": [{
            "executionSuccessful": True,
            "toolConfigurationNotifications": [_notification(one) for one in remarks(outcome)],
        }],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }  # fmt: skip
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _rule(key: str, title: str) -> dict[str, Any]:
    return {"id": key, "shortDescription": {"text": title}}


def _result(mark: str, finding: Finding, *, suppressed: bool) -> dict[str, Any]:
    facts = {
        "convention": finding.convention,
        "path": finding.path,
        "article": finding.article,
        "due": finding.due and finding.due.isoformat(),
        "partner": finding.partner,
    }
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.sentence},
        "locations": [_place(finding.file, finding.line, finding.column)],
        "partialFingerprints": {"greffe/v1": mark},
        **({"suppressions": [{"kind": "external"}]} if suppressed else {}),
        "properties": {name: value for name, value in facts.items() if value},
    }


def _notification(remark: Remark) -> dict[str, Any]:
    return {
        "level": "note",
        "message": {"text": remark.text},
        "associatedRule": {"id": remark.rule},
        "locations": [_place(remark.file, remark.line, remark.column)],
    }


def _place(file: str, line: int, column: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file)},
            "region": {"startLine": line, "startColumn": column},
        }
    }
