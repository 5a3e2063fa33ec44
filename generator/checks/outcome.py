"""What a check gives: its findings, and what data/controle.yml changed about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.checks.finding import Finding, Severity

State = Literal["en-cours", "finie", "sans-objet"]


@dataclass(frozen=True)
class Waiver:
    """An exception of data/controle.yml, seen on the day of a check.

    `until` is its last day; `reason`, written freely, is for the Caf's own report alone. `findings` are
    those it sets aside while it is `en-cours`, those that came back once it is `finie`; it is `sans-objet`
    when it has time left and nothing to set aside. `line` and `column` count from 1.
    """

    rule: str
    partner: str
    path: str | None
    until: date
    reason: str
    file: str
    line: int
    column: int
    state: State
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Silence:
    """A rule that data/controle.yml keeps silent; `reason` is for the Caf's own report alone."""

    rule: str
    reason: str
    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Outcome:
    """A check made on `day`: the findings that remain, in report order, and what was set aside.

    `rules` are those that ran, with their titles. `threshold` is the severity from which the check fails.
    When not `nominative`, the nominative files were not opened: nothing is said of account holders.
    """

    day: date
    findings: tuple[Finding, ...]
    rules: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    silences: tuple[Silence, ...] = ()
    threshold: Severity = "erreur"
    nominative: bool = True
