"""The findings, by what to do: one action, then whom it is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.checks.finding import SEVERITIES, Finding, Severity
from generator.checks.registry import RULES
from generator.documents.french.typography import NBSP
from generator.documents.views.signatory import capital
from generator.store.dataset import ANNEXE_1, FOLLOW_UP, USERS, Dataset
from generator.store.parameters import FAMILIES, Family
from generator.website.internal.standing import named

_CONVENTION = re.compile(r"conventions\[(\d+)\]")
_CAF_FILE = re.compile(r"data/cafs/([a-z0-9-]+)\.yml\Z")
_FAMILY_OF_FILE: dict[str, Family] = {
    ANNEXE_1: "cooperation",
    FOLLOW_UP: "cooperation",
    USERS: "mon-compte-partenaire",
}
_FAMILY_OF_RULE = {rule.id: rule.family for rule in RULES}
_TITLES = {rule.id: capital(rule.title.removeprefix(f"{rule.id} : ")) for rule in RULES}
_LOOSE = re.compile(r"(?<=«) | (?=[»:;?!])")


@dataclass(frozen=True)
class Alert:
    """A finding as the Caf's staff reads it: in full, with whom it is about; `titre` is that of its rule.

    `convention` names the one it is about, in words; None when it is about none in particular. `partenaire` and
    `caf` are ids; `ligne` counts from 1.
    """

    regle: str
    titre: str
    gravite: Severity
    phrase: str
    geste: str
    qui: str | None
    fichier: str
    ligne: int
    article: str | None
    echeance: date | None
    partenaire: str | None
    caf: str | None
    famille: Family | None
    convention: str | None

    @property
    def urgence(self) -> tuple[int, date]:
        """The gravest first, then what is due first; what has no date comes last."""
        return SEVERITIES.index(self.gravite), self.echeance or date.max


@dataclass(frozen=True)
class Action:
    """One thing to do, and for whom; `alertes` are by partner."""

    geste: str
    gravite: Severity
    alertes: tuple[Alert, ...]

    @property
    def titres(self) -> tuple[str, ...]:
        """The titles of the rules that ask for it: what the action is about."""
        return tuple(dict.fromkeys(each.titre for each in self.alertes))

    @property
    def partenaires(self) -> int:
        """How many partners it is about; 0 for what is only in the Caf's own files."""
        return len({each.partenaire for each in self.alertes} - {None})


def alert(finding: Finding, dataset: Dataset) -> Alert:
    """The finding in full, with the convention it is about."""
    entry = dataset.partners.get(finding.partner or "")
    found = _CONVENTION.match(finding.path)
    family = next((one for end, one in _FAMILY_OF_FILE.items() if finding.file.endswith(end)), None)
    if family is None:
        family = next((one for one in FAMILIES if one == _FAMILY_OF_RULE.get(finding.rule)), None)
    name = bound(f"« {FAMILIES[family]} »") if family else None
    if entry and found and not finding.file.endswith(tuple(_FAMILY_OF_FILE)):
        index = int(found[1])
        family, name = entry.record.conventions[index].famille, named(entry.record, index)
    caf = _CAF_FILE.match(finding.file)
    return Alert(
        finding.rule, _TITLES.get(finding.rule, finding.rule), finding.severity,
        bound(finding.frank_message or finding.message), bound(finding.frank_remedy or finding.remedy), finding.who, finding.file, finding.line,
        finding.article, finding.due, finding.partner,
        entry.record.caf if entry else caf[1] if caf else None, family, name,
    )  # fmt: skip


def bound(text: str) -> str:
    """`text` whose signs never begin a line alone; nothing else of it is changed."""
    return _LOOSE.sub(NBSP, text)


def actions(alerts: Iterable[Alert]) -> tuple[Action, ...]:
    """The actions that `alerts` ask for: the gravest first, then what is due first, then the most asked."""
    ordered = sorted(alerts, key=lambda each: each.geste)
    found = [
        _action(gesture, list(group))
        for gesture, group in groupby(ordered, key=lambda each: each.geste)
    ]
    return tuple(
        sorted(found, key=lambda one: (min(each.urgence for each in one.alertes), -len(one.alertes)))
    )  # fmt: skip


def _action(gesture: str, alerts: list[Alert]) -> Action:
    alerts.sort(key=lambda each: (each.partenaire or "", each.urgence, each.fichier, each.ligne))
    return Action(gesture, min(alerts, key=lambda each: each.urgence).gravite, tuple(alerts))
