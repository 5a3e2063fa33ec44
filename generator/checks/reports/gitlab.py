"""GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/. No person is named.

GitLab shows beside a merge request what is new and what is gone, and tells them apart by fingerprint.
"""

import json
from typing import Any

from generator.checks.finding import Finding, Severity
from generator.checks.outcome import Outcome
from generator.checks.reports.fingerprints import fingerprint, marked
from generator.checks.reports.remarks import Remark, remarks

_SEVERITIES: dict[Severity, str] = {
    "erreur": "major",
    "avertissement": "minor",
    "information": "info",
}


def report(outcome: Outcome) -> str:
    """A JSON list with one issue for each finding, in report order, then for each exception or silent rule."""
    issues = [
        _issue(one.rule, one.sentence, mark, one) | {"severity": _SEVERITIES[one.severity]}
        for mark, one in marked(outcome.findings)
    ]
    issues += [
        _issue("exception", one.text, fingerprint("exception", one.rule, one.subject), one)
        for one in remarks(outcome)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(name: str, description: str, mark: str, at: Finding | Remark) -> dict[str, Any]:
    return {
        "check_name": name,
        "description": description,
        "severity": "info",
        "fingerprint": mark,
        "location": {"path": at.file, "lines": {"begin": at.line}},
    }
