"""What the comments of a modele.yml say beside its parameters: where each value comes from, or what is to check."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ROW = re.compile(r"  (?P<name>\w+):\s*(?P<value>[^#\n]*?)\s*(?P<comment>#.*)?\Z")
_TO_CHECK = "# à vérifier : le texte dit « "
_SAID = re.compile(rf"{_TO_CHECK}(?P<said>.*) », et (?P<why>.*)\Z")
RENEWED = "greffe compte une reconduction tacite"
"""Why the renewal of a text that excludes it, limits it or speaks of none is to check."""


@dataclass(frozen=True)
class Remark:
    """A parameter of modele.yml as it is written on line `line` (from 1), with its comment, "" when it has none."""

    name: str
    value: str
    comment: str
    line: int

    @property
    def to_check(self) -> tuple[str, str] | None:
        """What the text says of it, and why that is to be checked; None when nothing is."""
        found = _SAID.match(self.comment)
        return (found["said"], found["why"]) if found else None

    @property
    def is_settled(self) -> bool:
        """Whether somebody has confirmed the value: no comment says any more where it would come from."""
        return "à vérifier" not in self.comment and "«" not in self.comment


def to_check(said: str, why: str) -> str:
    """The comment of a parameter that is to be checked against what the text says."""
    return f"{_TO_CHECK}{said} », et {why}"


def remarks(manifest: str) -> Mapping[str, Remark]:
    """Those of the parameters of a modele.yml, by name."""
    return {each.name: each for each in _read(manifest)}


def _read(manifest: str) -> Iterator[Remark]:
    within = False
    for number, row in enumerate(manifest.splitlines(), 1):
        if row[:1].strip():
            within = row.startswith("parametres:")
        elif within and (found := _ROW.match(row)):
            yield Remark(found["name"], found["value"], found["comment"] or "", number)
