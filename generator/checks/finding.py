"""A finding: what a rule saw, where, and what to do about it."""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.store.severities import SEVERITIES, Severity

__all__ = ["SEVERITIES", "Finding", "Severity", "presses"]

_WEEK = timedelta(days=7)


def presses(severity: Severity, due: date | None, today: date) -> bool:
    """Whether a finding is to be settled this week: an error, or what is due within seven days."""
    return severity == SEVERITIES[0] or (due is not None and today <= due <= today + _WEEK)


@dataclass(frozen=True)
class Finding:
    """What a rule saw, ready for any report.

    `file` is relative to the root; `line` and `column` count from 1; `path` is the datum, like
    `conventions[0].signature`. `message` and `remedy` are French sentences that never name a
    person: they may leave the Caf. The Caf's own report alone prints `who`, whom the finding is about,
    and `frank_message` and `frank_remedy` in place of the others, when they quote a value. `article` is printed as it stands, `due` is the last day to act,
    `partner` the partner's id, `convention` its convention in words, for what is of one.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    path: str
    message: str
    remedy: str
    article: str | None = None
    due: date | None = None
    partner: str | None = None
    who: str | None = None
    frank_message: str | None = None
    frank_remedy: str | None = None
    convention: str | None = None

    @property
    def sentence(self) -> str:
        """All of it in words, for reports that show nothing else: the convention, what is wrong, what to do."""
        about = f"{self.convention} : " if self.convention else ""
        return f"{about}{self.message} {self.remedy}"

    def order(self) -> tuple[str, str, int, int, str, str]:
        """The order of every report: by partner (the Caf's own files first), then by place."""
        return (self.partner or "", self.file, self.line, self.column, self.rule, self.message)
