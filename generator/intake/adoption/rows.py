"""A line of a tracking sheet as a partner, with what is left out of it and what stops it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from generator.documents.french import functions, nouns
from generator.intake.adoption import cells
from generator.intake.adoption.fields import BY_KEY, Path, Target
from generator.intake.cleaning.reading import tidy
from generator.intake.readers.grids import Line
from generator.store import source
from generator.store.partner_names import kind_of
from generator.store.schema import refusals
from generator.store.schema.partner import Partner

_REQUIRED: frozenset[Path] = frozenset([(), ("adresse",), ("representant",), ("conventions", 0)])
"""Records that a partner to adopt must have whole; of another, what is incomplete is left out."""

_FRAME_NAME = BY_KEY["convention.cadre.nom"].path
_FRAME_TYPE = BY_KEY["convention.cadre.type"].path


@dataclass(frozen=True)
class Draft:
    """`record` is None when `refused` says why. `id` is that of the sheet, "" when it has none."""

    place: str
    name: str
    id: str
    record: Partner | None
    doubts: tuple[str, ...]
    refused: tuple[str, ...]


def draft(
    line: Line,
    columns: Mapping[int, tuple[str, Target]],
    constants: Mapping[str, str],
    formulas: Iterable[str],
) -> Draft | None:
    """The partner of `line`; None when none of its `columns` (head and target) says anything.

    `constants`: values by target key, for what the line does not say.
    """
    values: dict[Path, Any] = {}
    doubts: list[str] = []
    refused: list[str] = []
    for column, (head, target) in columns.items():
        cell = line.cells.get(column)
        if cell is None:
            continue
        found, remarks = cells.values(target, cell.raw)
        values = {**found, **values}
        doubts += (f"colonne « {head} », {remark}" for remark in remarks)
        if cell.place in formulas:
            refused.append(f"{cell.place} : une formule tient lieu de valeur ; remplacez-la par ce qu'elle affiche")  # fmt: skip
    if not values and not doubts and not refused:
        return None
    for key, value in constants.items():
        if not any(cells.below(values, BY_KEY[key].path)):
            values |= cells.values(BY_KEY[key], value)[0]
    name, identifier = str(values.get(("nom",), "")), str(values.pop((), ""))
    if name and ("type",) not in values and (kind := kind_of(name)):
        values["type",] = kind
    if (framed := values.get(_FRAME_NAME)) and _FRAME_TYPE not in values:
        values |= cells.values(BY_KEY["convention.cadre.type"], framed)[0]
    if any(cells.below(values, ("conventions",))):
        values["conventions", 0, "famille"] = "cooperation"
    record, more = _record(values, doubts)
    refused += more
    if record:
        doubts += _to_see(record)
    return Draft(
        line.place, name or "(sans nom)", identifier, None if refused else record,
        tuple(dict.fromkeys(doubts)), tuple(dict.fromkeys(refused)),
    )  # fmt: skip


def _record(values: dict[Path, Any], doubts: list[str]) -> tuple[Partner | None, list[str]]:
    """The partner of these values less those that the schema refuses, or what it lacks."""
    while True:
        try:
            return Partner.model_validate(cells.tree(values)), []
        except ValidationError as error:
            details = error.errors(include_url=False)
            said = refusals.problems(error, source.read("tableau", b"{}"), Partner)
            left_out: set[Path] = set()
            lacking: list[str] = []
            for detail, problem in zip(details, said, strict=True):
                path: Path = tuple(detail["loc"])
                missing = detail["type"] == "missing"
                whole = path[:-1] if missing else path
                below = set(cells.below(values, whole))
                if whole in _REQUIRED or not below:
                    lacking.append(_lacking(path) if missing else problem.message)
                elif not below <= left_out:
                    left_out |= below
                    shown = ", ".join(
                        f"« {tidy(str(values[each]))} »" for each in sorted(below, key=str)
                    )
                    doubts.append(f"{shown} n'est pas repris : {problem.message}")
            for each in left_out:
                del values[each]
            if lacking:
                return None, lacking
            if not left_out:
                raise AssertionError("the schema refuses a value that no cell gives") from error


def _lacking(path: Path) -> str:
    key = ".".join(str(step) for step in path if isinstance(step, str)).removeprefix("conventions.")
    target = BY_KEY.get(key) or BY_KEY.get(f"{key}.nom")
    return f"il manque « {key} »" + (f" ({target.help.rstrip('.')})" if target else "")


def _to_see(record: Partner) -> list[str]:
    """What greffe would stumble on when it makes the documents."""
    doubts = []
    try:
        nouns.noun(record.nom)
    except nouns.UnknownGender as error:
        doubts.append(str(error))
    signatory = record.representant
    if not functions.agree(signatory.fonction, signatory.civilite).known:
        doubts.append(f"la fonction « {signatory.fonction} » n'est pas dans le lexique : elle sera reprise telle quelle")  # fmt: skip
    return doubts
