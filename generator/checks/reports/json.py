"""The report for programs, version 1. Its shape is frozen: a change makes a version 2 beside it.

    {
      "version": 1,
      "date": "2026-06-15",                    day of the check
      "findings": [                            in report order; [] when there is nothing to say
        {
          "rule": "C11",                       id of the rule; "lecture" for what could not be read
          "severity": "erreur",                "erreur", "avertissement" or "information"
          "file": "data/partners/x.yml",       from the root of the data, with "/"
          "line": 12, "column": 5,             from 1, in characters
          "path": "conventions[0].revues",     the datum; "" for a file as a whole
          "article": "art. 2.2",               as printed in the convention, or null
          "due": "2026-06-20",                 last day to act, or null
          "partner": "x",                      id of the partner; null for the Caf's own files
          "message": "…", "remedy": "…"        French sentences
        }
      ]
    }

It never names a person.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.checks.finding import Finding

VERSION = 1


def report(findings: Iterable[Finding], today: date) -> str:
    """The findings of a check made on `today`, as JSON indented by two spaces."""
    whole = {
        "version": VERSION,
        "date": today.isoformat(),
        "findings": [_fields(finding) for finding in sorted(findings, key=Finding.order)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": finding.path,
        "article": finding.article,
        "due": finding.due.isoformat() if finding.due else None,
        "partner": finding.partner,
        "message": finding.message,
        "remedy": finding.remedy,
    }
