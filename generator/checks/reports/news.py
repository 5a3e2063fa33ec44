"""What one check says that another did not: the findings that came, and those that went."""

from collections.abc import Collection, Iterable

from generator.checks.finding import Finding
from generator.checks.reports.fingerprints import marked

Seen = dict[str, Finding]
"""Findings by what recognises them when lines move."""


def seen(findings: Iterable[Finding], before: Seen, unread: Collection[str]) -> Seen:
    """The `findings` of a check; those of the partners `unread` stay what they were `before`.

    What is not read is not mended: what was said of it still holds.
    """
    still = {mark: one for mark, one in before.items() if one.partner in unread}
    return still | dict(marked(findings))


def news(before: Seen, now: Seen) -> list[str]:
    """A line for each finding that is gone (« − ») or new (« + »), with its file and its line."""
    gone = [one for mark, one in before.items() if not _same(one, now.get(mark))]
    come = [one for mark, one in now.items() if not _same(one, before.get(mark))]
    return [*(_line("−", one) for one in gone), *(_line("+", one) for one in come)]


def _same(one: Finding, other: Finding | None) -> bool:
    return other is not None and (one.sentence, one.severity) == (other.sentence, other.severity)


def _line(sign: str, finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}"
    return f"{sign} {finding.severity} [{finding.rule}] {place} : {finding.sentence}"
