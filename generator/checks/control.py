"""What data/controle.yml changes of the findings: severities, silent rules, exceptions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.finding import Finding
from generator.checks.outcome import Silence, Waiver
from generator.checks.rules.across import lecture
from generator.checks.words import nearest
from generator.documents.french.dates import long_date
from generator.store.dataset import Entry
from generator.store.schema.control import Control, ExceptionRecord
from generator.store.source import Path


@dataclass(frozen=True)
class Scope:
    """What a check looked at: an exception about anything else is not judged."""

    rules: Collection[str]
    partners: Collection[str]


def faults(control: Entry[Control], rules: Sequence[str]) -> Iterator[Finding]:
    """An error for each rule named that is none of all the `rules` there are, or is set twice, or cannot be set."""
    settings, exceptions = control.record.regles, control.record.exceptions
    named = [("regles", index, one.regle) for index, one in enumerate(settings)]
    named += [("exceptions", index, one.regle) for index, one in enumerate(exceptions)]
    for field, index, rule in named:
        path: Path = (field, index, "regle")
        if rule == lecture.ID:
            yield _fault(control, path, "La règle « lecture » ne se règle pas : ce qui ne se lit pas est toujours une erreur.",
                "Retirez-la d'ici, et corrigez le fichier qui ne se lit pas.")  # fmt: skip
        elif rule not in rules:
            yield _fault(control, path, "Cette règle n'existe pas.", nearest(rule, rules))
        elif field == "regles" and rule in (one.regle for one in settings[:index]):
            yield _fault(control, path, f"La règle {rule} est déjà réglée plus haut.", "Gardez un seul des deux réglages.")  # fmt: skip


def strangers(control: Entry[Control], partners: Collection[str]) -> Iterator[Finding]:
    """An error for each exception about a partner that is none of all the `partners` there are."""
    for index, one in enumerate(control.record.exceptions):
        if one.partenaire not in partners:
            yield _fault(control, ("exceptions", index, "partenaire"), f"Aucun partenaire « {one.partenaire} » dans data/partners/.",
                "Donnez le nom de son fichier, sans « .yml », ou supprimez l'exception.")  # fmt: skip


def _fault(control: Entry[Control], path: Path, message: str, remedy: str) -> Finding:
    source = control.source
    return Finding(lecture.ID, "erreur", source.file, *source.place(path), "", message, remedy)


def graded(
    control: Entry[Control], findings: Sequence[Finding], fixed: Collection[str]
) -> list[Finding]:
    """`findings` with the severities that the file gives, those of silent rules left out; it cannot change the rules `fixed`."""
    given = {one.regle: one.gravite for one in control.record.regles if one.regle not in fixed}
    kept = []
    for finding in findings:
        severity = given.get(finding.rule, finding.severity)
        if severity != "muette":
            kept.append(replace(finding, severity=severity))
    return kept


def silences(control: Entry[Control], fixed: Collection[str]) -> tuple[Silence, ...]:
    """The rules that the file silences, those `fixed` aside."""
    return tuple(
        Silence(one.regle, one.raison, control.source.file, *control.source.place(("regles", index)))
        for index, one in enumerate(control.record.regles)
        if one.gravite == "muette" and one.regle not in fixed
    )  # fmt: skip


def excepted(
    control: Entry[Control], findings: Sequence[Finding], today: date, scope: Scope
) -> tuple[list[Finding], tuple[Waiver, ...]]:
    """The findings that remain on `today`, and the exceptions within `scope`.

    A finding that only an exception already over is about comes back, and says so.
    """
    waivers = tuple(_waivers(control, findings, today, scope))
    aside = {one for waiver in waivers if waiver.state == "en-cours" for one in waiver.findings}
    over: dict[Finding, date] = {}
    for waiver in waivers:
        if waiver.state == "finie":
            over |= {one: max(over.get(one, waiver.until), waiver.until) for one in waiver.findings}
    remaining = [
        _returned(finding, over[finding]) if finding in over else finding
        for finding in findings
        if finding not in aside
    ]
    return remaining, waivers


def _waivers(
    control: Entry[Control], findings: Sequence[Finding], today: date, scope: Scope
) -> Iterator[Waiver]:
    for index, one in enumerate(control.record.exceptions):
        if one.regle not in scope.rules or one.partenaire not in scope.partners:
            continue
        met = tuple(finding for finding in findings if _about(one, finding))
        yield Waiver(
            one.regle, one.partenaire, one.chemin, one.jusqu_au, one.raison,
            control.source.file, *control.source.place(("exceptions", index)),
            "finie" if one.jusqu_au < today else "en-cours" if met else "sans-objet", met,
        )  # fmt: skip


def _about(one: ExceptionRecord, finding: Finding) -> bool:
    """Whether `finding` is of the exception's rule and partner, on its datum or on one within it."""
    if (finding.rule, finding.partner) != (one.regle, one.partenaire) or one.regle == lecture.ID:
        return False
    path = one.chemin
    return path is None or finding.path == path or finding.path.startswith((f"{path}.", f"{path}["))


def _returned(finding: Finding, until: date) -> Finding:
    said = f" L'exception qui la mettait de côté a pris fin le {long_date(until)}."
    frank = finding.frank_message
    return replace(
        finding, message=finding.message + said, frank_message=frank + said if frank else None
    )
