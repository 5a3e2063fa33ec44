"""The report that people at the Caf read: what to do this week, then everything, partner by partner.

It is for the Caf only: it says whom a finding is about, and quotes what cannot be read.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from generator.checks.finding import SEVERITIES, Finding, presses
from generator.checks.outcome import Outcome
from generator.checks.reports.remarks import sentence
from generator.checks.words import count
from generator.documents.french.dates import long_date

_LONGEST = 20
"""Lines of the summary: beyond, nobody reads it first."""
_CLOSED = "Les fichiers nominatifs n'ont pas été ouverts : ce qui porte sur les titulaires de comptes n'est pas vérifié.\n"
_UNSIGNED = "Les délais d'une convention ne sont vérifiés qu'une fois sa signature notée."


def report(outcome: Outcome) -> str:
    """The report of a check, in French, without colours; ends with a line end."""
    ordered, today = list(outcome.findings), outcome.day
    blocks = [f"Contrôle du {long_date(today)}\n"]
    if urgent := list(_urgent(ordered, today)):
        blocks.append("À faire cette semaine\n" + "".join(f"  - {line}\n" for line in urgent[:_LONGEST])
            + (f"  … et {count(len(urgent) - _LONGEST, 'autre')}, ci-dessous\n" if len(urgent) > _LONGEST else ""))  # fmt: skip
    for partner, group in groupby(ordered, key=lambda finding: finding.partner):
        name = partner or "Caf, modèles et réglages"
        blocks.append(f"{name}\n" + "".join(map(_detail, group)))
    return "\n".join(
        [
            *blocks,
            *_set_aside(outcome),
            *([] if outcome.nominative else [_CLOSED]),
            _counts(outcome),
        ]
    )


def _set_aside(outcome: Outcome) -> Iterator[str]:
    """What data/controle.yml keeps from being said, with the reasons, and what it no longer does."""
    running = [one for one in outcome.waivers if one.state == "en-cours"]
    others = [one for one in outcome.waivers if one.state != "en-cours"]
    for title, waivers in (("Exceptions en cours", running), ("Exceptions à revoir", others)):
        if waivers:
            yield f"{title}\n" + "".join(
                f"  - {sentence(one)} ({one.file}:{one.line})\n      Raison : {one.reason}\n"
                for one in waivers
            )
    if outcome.silences:
        yield "Règles muettes\n" + "".join(
            f"  - {one.rule} ({one.file}:{one.line})\n      Raison : {one.reason}\n"
            for one in outcome.silences
        )


def _urgent(findings: list[Finding], today: date) -> Iterator[str]:
    """One line for each next step: errors, then what is due within a week, the oldest date first."""
    chosen = [one for one in findings if presses(one.severity, one.due, today)]
    chosen.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.due or date.max))
    for line, times in Counter(_step(finding, today) for finding in chosen).items():
        yield f"{line} ({times} fois)" if times > 1 else line


def _step(finding: Finding, today: date) -> str:
    message, remedy = _words(finding)
    reference = ", ".join(filter(None, (finding.rule, finding.convention)))
    if not finding.path:  # about a line of a file: nothing can be done without knowing which
        return f"{finding.file}:{finding.line} [{reference}] : {message} {remedy}"
    subject = finding.partner or finding.file
    when = ""
    if finding.due:
        late = finding.due < today or (finding.due == today and finding.severity == "erreur")
        when = f", {'depuis' if late else 'avant'} le {long_date(finding.due)}"
    return f"{subject} [{reference}{when}] : {message} {remedy}"


def _words(finding: Finding) -> tuple[str, str]:
    return finding.frank_message or finding.message, finding.frank_remedy or finding.remedy


def _detail(finding: Finding) -> str:
    reference = ", ".join(filter(None, (finding.rule, finding.convention, finding.article)))
    who = f"      Concerne : {finding.who}\n" if finding.who else ""
    message, remedy = _words(finding)
    return (
        f"  {finding.severity} [{reference}] {finding.file}:{finding.line}:{finding.column}\n"
        f"      {message}\n{who}      → {remedy}\n"
    )


def _counts(outcome: Outcome) -> str:
    if not outcome.findings:
        other = "d'autre " if outcome.waivers or outcome.silences else ""
        return f"Rien {other}à signaler. {_UNSIGNED}\n"
    numbers = Counter(finding.severity for finding in outcome.findings)
    return ", ".join(count(numbers[one], one) for one in SEVERITIES if numbers[one]) + ".\n"
