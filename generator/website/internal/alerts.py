"""The findings, by what to do: one action, then whom it is about."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.checks.finding import SEVERITIES, Finding, Severity, presses
from generator.checks.registry import RULES
from generator.checks.words import without_line
from generator.documents.french.dates import long_date
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
_OWN = "…"
"""What changes from an alert to the next."""
_DATE = re.compile(rf"[0-9]+(?:er)?{NBSP}[^\W\d]+{NBSP}[0-9]{{4}}")
_STOPS = f".,:;{NBSP}"
_LOOSE = re.compile(r"(?<=«) | (?=[»:;?!])")


@dataclass(frozen=True)
class Alert:
    """A finding as the Caf's staff reads it: in full, with whom it is about; `titre` is that of its rule.

    `convention` names the one it is about, in words; None when it is about none in particular. `exception` is the
    line of data/controle.yml that its gesture speaks of, if it does. `partenaire` and `caf` are ids; `ligne` counts from 1.
    """

    regle: str
    titre: str
    gravite: Severity
    phrase: str
    geste: str
    exception: str | None
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
class Line:
    """An alert among those that say the same: `propre` is what its sentence alone says, in order."""

    alerte: Alert
    propre: str

    @property
    def echeance(self) -> date | None:
        """The day it is due, when its sentence does not say it."""
        day = self.alerte.echeance
        return None if day is None or long_date(day) in self.alerte.phrase else day


@dataclass(frozen=True)
class Group:
    """Alerts whose sentences are one but for some dates, which `phrase` leaves out (« … »).

    They share their rule, severity and convention, and stand at the same place of their partner's files:
    `fichier` is its path, where « … » is the partner's id when there are several; None when each has its own.
    """

    commun: Alert
    phrase: str
    fichier: str | None
    lignes: tuple[Line, ...]


@dataclass(frozen=True)
class Action:
    """One thing to do, and for whom; `alertes` are by partner."""

    geste: str
    gravite: Severity
    alertes: tuple[Alert, ...]

    @property
    def groupes(self) -> tuple[Group, ...]:
        """The same alerts, so that what several say is said once; the most pressing first."""
        found: dict[object, list[Alert]] = defaultdict(list)
        for each in self.alertes:
            key = (
                each.gravite,
                each.regle,
                each.article,
                each.convention,
                _place(each),
                _mould(each),
            )
            found[key].append(each)
        ordered = sorted(found.values(), key=lambda alerts: min(each.urgence for each in alerts))
        return tuple(map(_group, ordered))

    @property
    def titres(self) -> tuple[str, ...]:
        """The titles of the rules that ask for it: what the action is about."""
        return tuple(dict.fromkeys(each.titre for each in self.alertes))

    @property
    def partenaires(self) -> int:
        """How many partners it is about; 0 for what is only in the Caf's own files."""
        return len({each.partenaire for each in self.alertes} - {None})


@dataclass(frozen=True)
class Subject:
    """What there is to do about one thing: the titles of the rules that ask for it, joined, and the actions."""

    titre: str
    actions: tuple[Action, ...]


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
    gesture, line = without_line(finding.frank_remedy or finding.remedy)
    return Alert(
        finding.rule, _TITLES.get(finding.rule, finding.rule), finding.severity,
        bound(finding.frank_message or finding.message), bound(gesture), line, finding.who, finding.file, finding.line,
        finding.article, finding.due, finding.partner,
        entry.record.caf if entry else caf[1] if caf else None, family, name,
    )  # fmt: skip


def pressing(alerts: Iterable[Alert], today: date) -> tuple[Alert, ...]:
    """Those to settle this week, the most pressing first; what is said twice of one partner is there once."""
    said: dict[object, Alert] = {}
    for each in sorted(alerts, key=lambda each: each.urgence):
        if presses(each.gravite, each.echeance, today):
            said.setdefault((each.partenaire or each.fichier, each.phrase, each.geste), each)
    return tuple(said.values())


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


def subjects(alerts: Iterable[Alert]) -> tuple[Subject, ...]:
    """The actions that `alerts` ask for, by what they are about: the subject of the first action comes first."""
    found: dict[frozenset[str], list[Action]] = {}
    for each in actions(alerts):
        found.setdefault(frozenset(each.titres), []).append(each)
    return tuple(Subject(" ; ".join(held[0].titres), tuple(held)) for held in found.values())


def _group(alerts: list[Alert]) -> Group:
    common: list[str] = []
    own: list[list[str]] = [[] for _ in alerts]
    sentences = zip(*map(_words, alerts), strict=True)
    for same, run in groupby(sentences, key=lambda met: len(set(met)) == 1):
        met = list(run)
        if same:
            common += [first for first, *_ in met]
            continue
        parts = [" ".join(said) for said in zip(*met, strict=True)]
        end = parts[0][len(parts[0].rstrip(_STOPS)) :]
        common.append(_OWN + end.removesuffix("."))
        for said, part in zip(own, parts, strict=True):
            said.append(part.removesuffix(end))
    lines = (Line(each, f"{NBSP}; ".join(said)) for each, said in zip(alerts, own, strict=True))
    files = {each.fichier for each in alerts}
    file = files.pop() if len(files) == 1 else _place(alerts[0])
    return Group(alerts[0], " ".join(common), file, tuple(lines))


def _words(alert: Alert) -> list[str]:
    """The words of its sentence, where the partner's id is no word of its own; a date is one word."""
    said = alert.phrase.replace(alert.partenaire, _OWN) if alert.partenaire else alert.phrase
    return said.split(" ")


def _mould(alert: Alert) -> tuple[str, ...]:
    """What sentences that differ by their dates alone have in common."""
    return tuple(_DATE.sub(_OWN, word) for word in _words(alert))


def _place(alert: Alert) -> str | None:
    """The path of its file for any partner; None for a file that is not a partner's."""
    folder, _, name = alert.fichier.rpartition("/")
    if alert.partenaire is None or name.partition(".")[0] != alert.partenaire:
        return None
    return f"{folder}/{_OWN}{name.removeprefix(alert.partenaire)}"


def _action(gesture: str, alerts: list[Alert]) -> Action:
    alerts.sort(key=lambda each: (each.urgence, each.partenaire or "", each.fichier, each.ligne))
    return Action(gesture, min(alerts, key=lambda each: each.urgence).gravite, tuple(alerts))
