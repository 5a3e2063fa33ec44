"""The page of results: what was measured, beside what, against which target."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bench import data

INTRODUCTION = """\
# Banc d'essai

Page écrite par `make bench` : ne la modifiez pas à la main. Chaque vitesse est mesurée dans la même
exécution que son témoin, sur les mêmes fichiers ; fiez-vous aux rapports plus qu'aux secondes. Les temps
sont des médianes : temps réel pour les commandes et le site, temps processeur pour ce qui se fait tout en
mémoire (lire un fichier, fabriquer les documents). Les données ({partners} partenaires,
{files} fichiers) sont inventées, toujours les mêmes : chaque partenaire a une convention Coopération, un sur
{both} en a aussi une de Mon Compte Partenaire, avec sa liste d'utilisateurs.

Machine : {cores} cœurs, Python {python}.
"""


@dataclass(frozen=True)
class Measure:
    """One line of the page. `value` is compared with `target` (an aim of the design), if there is one."""

    what: str
    value: float
    unit: str
    peer: str = ""
    """What `value` is set beside, with the peer's own figure; "" when it stands alone."""
    target: float | None = None
    better: Literal["less", "more"] = "less"

    @property
    def held(self) -> bool:
        """Whether the target is reached."""
        if self.target is None:
            return True
        return self.value <= self.target if self.better == "less" else self.value >= self.target


@dataclass(frozen=True)
class Section:
    """The measures of one subject, and what to know to read them."""

    title: str
    note: str
    measures: tuple[Measure, ...]


def number(value: float) -> str:
    """Three significant digits, with a French comma."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:.{digits}f}".replace(".", ",")


def page(sections: Iterable[Section], *, partners: int) -> str:
    """The whole page in Markdown."""
    sections = tuple(sections)
    targets = [each for section in sections for each in section.measures if each.target is not None]
    missed = [each for each in targets if not each.held]
    summary = f"{len(targets) - len(missed)} objectifs tenus sur {len(targets)}."
    if missed:
        summary += " Non tenus : " + " ; ".join(each.what for each in missed) + "."
    text = INTRODUCTION.format(
        partners=partners,
        files=data.files(partners),
        both=data.BOTH,
        cores=os.cpu_count(),
        python=platform.python_version(),
    )
    return f"{text}\n{summary}\n" + "".join(map(_section, sections))


def _section(section: Section) -> str:
    rows = [
        f"| {each.what} | {number(each.value)} {each.unit} | {each.peer or '–'} | {_target(each)} |"
        for each in section.measures
    ]
    head = "| Mesure | Résultat | À côté de | Objectif |\n|---|---|---|---|"
    return "\n".join([f"\n## {section.title}\n", f"{section.note}\n", head, *rows, ""])


def _target(measure: Measure) -> str:
    if measure.target is None:
        return "–"
    limit = "au plus" if measure.better == "less" else "au moins"
    verdict = "tenu" if measure.held else "**non tenu**"
    return f"{limit} {number(measure.target)} {measure.unit} : {verdict}"
