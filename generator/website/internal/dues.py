"""Every obligation of every partner, by month, with what settles it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.checks.words import count
from generator.documents.french.dates import MONTHS
from generator.obligations import civil
from generator.store.parameters import FAMILIES
from generator.upkeep.duties import Duty
from generator.website.internal.alerts import bound
from generator.website.internal.dossiers import Dossier

STATES = {
    "a-venir": "À venir",
    "ouvert": "À faire",
    "en-retard": "En retard",
    "fait": "Fait",
    "incalculable": "Date inconnue",
}


@dataclass(frozen=True)
class Due:
    """An obligation of a partner. `jour` is None when its day is not known, or when it has no last day."""

    dossier: Dossier
    duty: Duty

    @property
    def jour(self) -> date | None:
        """Its last day."""
        return self.duty.obligation.due

    @property
    def passee(self) -> bool:
        """Whether its day has gone by, with nothing to do about it."""
        return self.duty.obligation.state == "en-retard" and not self.duty.obligation.settled_by

    @property
    def en_retard(self) -> bool:
        """Whether it is late: what only passes is not."""
        return self.duty.obligation.state == "en-retard" and not self.passee

    @property
    def a_faire(self) -> bool:
        """Whether its day is known and it is not done."""
        return self.jour is not None and self.duty.obligation.state != "fait"

    @property
    def etat(self) -> str:
        """Its state, in words."""
        state = self.duty.obligation.state
        if self.passee:
            return "Passée"
        if state == "ouvert" and self.duty.obligation.settled_by is None:
            return "Bientôt"
        return STATES[state]

    @property
    def reglement(self) -> str:
        """What settles it, in words."""
        obligation = self.duty.obligation
        if obligation.missing:
            return bound(f"Il manque {_places(obligation.missing)}.")
        if obligation.state == "fait":
            return "C'est noté au dossier."
        if obligation.settled_by is None:
            return bound("Rien à faire : c'est une date à connaître.")
        if self.duty.code == "preavis":
            return "Sans lettre reçue d'ici là, la convention se reconduit."
        return bound(f"Se règle en notant {_places((obligation.settled_by,))}.")


@dataclass(frozen=True)
class Month:
    """What is due in a month: `cle` is « 2026-07 », `nom` « Juillet 2026 »."""

    cle: str
    nom: str
    lignes: tuple[Due, ...]

    @property
    def a_faire(self) -> tuple[Due, ...]:
        """Those that are not done."""
        return tuple(due for due in self.lignes if due.a_faire)

    @property
    def compte(self) -> str:
        """How many there are, and how many of them are done."""
        done = len(self.lignes) - len(self.a_faire)
        all_of_them = count(len(self.lignes), "échéance")
        if not done:
            return all_of_them
        if done == len(self.lignes):
            return f"{all_of_them}, {'faite' if done == 1 else 'toutes faites'}"
        return f"{all_of_them}, dont {count(done, 'faite')}"


def dues(dossiers: Iterable[Dossier]) -> tuple[Due, ...]:
    """Every obligation, in order of time; those without a day come last."""
    found = [Due(dossier, duty) for dossier in dossiers for duty in dossier.echeances]
    return tuple(sorted(found, key=lambda due: (due.jour or date.max, due.dossier.nom, due.duty.key)))  # fmt: skip


def months(found: Iterable[Due]) -> tuple[Month, ...]:
    """The months in which something is due."""
    grouped: dict[date, list[Due]] = defaultdict(list)
    for due in found:
        if due.jour:
            grouped[due.jour.replace(day=1)].append(due)
    return tuple(_month(first, lines) for first, lines in sorted(grouped.items()))


def next_months(found: Iterable[Month], day: date, number: int) -> tuple[Month, ...]:
    """That of `day` and those that follow it, `number` in all, whether something is due in them or not."""
    known = {month.cle: month for month in found}
    firsts = (civil.shift(day.replace(day=1), rank) for rank in range(number))
    empty = (_month(first, ()) for first in firsts)
    return tuple(known.get(month.cle, month) for month in empty)


def _month(first: date, lines: Iterable[Due]) -> Month:
    name = f"{MONTHS[first.month - 1].capitalize()} {first.year}"
    return Month(f"{first:%Y-%m}", name, tuple(lines))


def by_family(found: Iterable[Due]) -> tuple[int, ...]:
    """How many of `found` are of each family, in the order of families."""
    met = Counter(due.duty.standing.template.famille for due in found)
    return tuple(met[family] for family in FAMILIES)


def _places(paths: Iterable[tuple[str | int, ...]]) -> str:
    """« revues », dans « contrat »: the names of a datum as the file writes them."""
    return " et ".join(dict.fromkeys(map(_place, paths)))


def _place(path: tuple[str | int, ...]) -> str:
    *above, last = [f"« {step} »" for step in path if isinstance(step, str)]
    return f"{last} dans {', '.join(above)}" if above else last
