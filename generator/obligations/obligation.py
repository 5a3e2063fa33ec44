"""One date to watch in a convention, whatever its family."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.obligations import civil
from generator.store.parameters import Duration
from generator.store.source import Path

Code = Literal[
    "echeance", "resiliation", "revue",
    # Coopération
    "preavis", "fin-cadre", "mise-a-jour-annexe-1", "incident", "attestation-fin", "effacement",
    # Mon Compte Partenaire
    "mise-en-demeure", "preuve-revue", "bilan", "cof", "escalade", "reunion", "compte-rendu",
    "annonce-prestataire",
]  # fmt: skip
State = Literal["a-venir", "ouvert", "en-retard", "fait", "incalculable"]


@dataclass(frozen=True)
class Obligation:
    """One date to watch in a convention.

    `article` is a key of the template's articles; `path` the datum of the convention that it is
    about; `trigger` the day the delay runs from; `window` the day from which it is announced; `due`
    its last day, None for what may be done from `window` on, without a last day. `settled_by` is what a
    person records to settle it, as a path of the convention; None for a date that only passes.
    `missing` are the data without which `due` is not known: the state is then `incalculable`.
    """

    code: Code
    article: str
    path: Path
    state: State
    trigger: date | None = None
    window: date | None = None
    due: date | None = None
    settled_by: Path | None = None
    missing: tuple[Path, ...] = ()


def dated(
    code: Code,
    article: str,
    path: Path,
    due: date,
    *,
    today: date,
    announced: Duration,
    trigger: date | None = None,
    settled_by: Path | None = None,
) -> Obligation:
    """An obligation to be met by `due`, that day included: to come, announced, or late on `today`."""
    window = civil.before(due, announced)
    state: State = "en-retard"
    if today <= due:
        state = "a-venir" if today < window else "ouvert"
    return Obligation(code, article, path, state, trigger, window, due, settled_by)


def incomputable(
    code: Code,
    article: str,
    path: Path,
    missing: tuple[Path, ...],
    *,
    trigger: date | None = None,
    settled_by: Path | None = None,
) -> Obligation:
    """An obligation whose day is not known, for want of `missing`."""
    return Obligation(code, article, path, "incalculable", trigger, settled_by=settled_by, missing=missing)  # fmt: skip
