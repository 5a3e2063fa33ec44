"""A cell of a tracking sheet as the fields of a partner's file, and what is doubtful in it.

Nothing is guessed: what can be read in two ways is left out, and said.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.intake.adoption.fields import Kind, Path, Target
from generator.intake.cleaning import addresses, dates, reading
from generator.intake.cleaning.reading import Reading, tidy
from generator.intake.readers.columns import fold
from generator.intake.readers.lines import split_name
from generator.store.partner_names import kind_of

Values = Mapping[Path, Any]
_CIVILITIES = {
    "m": "M.", "mr": "M.", "monsieur": "M.",
    "mme": "Mme", "madame": "Mme", "mlle": "Mme", "mademoiselle": "Mme",
}  # fmt: skip
_TITLED = re.compile(
    r"(M\.?|Mr\.?|Monsieur|Mme\.?|Madame|Mlle\.?|Mademoiselle)\s+(?=\S)", re.IGNORECASE
)
_KINDS = {
    "cc": "communaute-de-communes", "comcom": "communaute-de-communes",
    "ca": "communaute-d-agglomeration", "agglo": "communaute-d-agglomeration", "agglomeration": "communaute-d-agglomeration",
    "cu": "communaute-urbaine", "ville": "commune", "mairie": "commune",
    "conseil departemental": "departement", "cd": "departement",
}  # fmt: skip
_WHOLE_ADDRESS = re.compile(r"(?:(.*?)[\s,;–-]+)?(?:F-)?(\d{5})[\s,]+(\D.*)", re.DOTALL)
_BETWEEN = re.compile(r"[\s,;/]+")


def values(target: Target, raw: str) -> tuple[Values, list[str]]:
    """The fields that the cell `raw` fills, by their path, and French remarks on it.

    A field that the cell does not give is absent.
    """
    if reading.is_empty(raw):
        return {}, []
    return _READERS[target.kind](target.path, raw)


def _text(path: Path, raw: str) -> tuple[Values, list[str]]:
    """Words on one line: what is changed is only their spaces, and it is said."""
    read = reading.text(raw)
    return _said(path, raw, replace(read, value=read.options[0]) if read.options else read)


def _date(path: Path, raw: str) -> tuple[Values, list[str]]:
    return _said(path, raw, dates.read(raw))


def _said(path: Path, raw: str, read: Reading) -> tuple[Values, list[str]]:
    """What was read, and its remarks; the likeliest reading is offered when none is certain."""
    remarks = [f"« {tidy(raw)} » : {remark}" for remark in read.remarks]
    if read.value:
        return {path: read.value}, remarks
    if read.options:
        remarks = [f"« {tidy(raw)} » n'est pas repris : écrivez « {read.options[0]} » si c'est bien cela"]  # fmt: skip
    return {}, remarks


def _digits(path: Path, raw: str) -> tuple[Values, list[str]]:
    """A number in groups: « 200 000 008 00017 »."""
    bare = re.sub(r"[\s.]", "", tidy(raw))
    return (
        ({path: bare}, []) if bare.isdecimal() else ({}, [f"« {tidy(raw)} » n'est pas un numéro"])
    )


def _postcode(path: Path, raw: str) -> tuple[Values, list[str]]:
    text = tidy(raw).replace(" ", "")
    if re.fullmatch(r"\d{4}", text):
        return {}, [
            f"« {text} » n'a que quatre chiffres : écrivez « 0{text} » si le zéro s'est perdu"
        ]
    return {path: text}, []


def _civility(path: Path, raw: str) -> tuple[Values, list[str]]:
    said = _CIVILITIES.get(fold(raw))
    return ({path: said}, []) if said else ({}, [f"« {tidy(raw)} » n'est ni « M. » ni « Mme »"])


def _nature(path: Path, raw: str) -> tuple[Values, list[str]]:
    folded = fold(raw)
    kind = _KINDS.get(folded) or kind_of(folded)
    return ({path: kind}, []) if kind else ({}, [f"« {tidy(raw)} » n'est pas une nature connue"])


def _person(path: Path, raw: str) -> tuple[Values, list[str]]:
    """« Mme Anne EXEMPLE » in one cell; capitals tell the family name."""
    text = tidy(raw)
    found: dict[Path, Any] = {}
    if titled := _TITLED.match(text):
        found[*path, "civilite"] = _CIVILITIES[fold(titled[1])]
        text = text[titled.end() :]
    name, first_name = split_name(text, "prenom nom")
    remarks = []
    if first_name:
        found[*path, "prenom"] = first_name
    elif " " in name:
        remarks = [f"« {name} » est repris en entier comme nom : séparez le prénom"]
    return {**found, (*path, "nom"): name}, remarks


def _address(path: Path, raw: str) -> tuple[Values, list[str]]:
    found = _WHOLE_ADDRESS.fullmatch(raw.strip())
    if not found:  # the rest has columns of its own
        return _text((*path, "voie"), raw)
    parts = (("voie", found[1]), ("code_postal", found[2]), ("commune", found[3]))
    return {(*path, key): tidy(part) for key, part in parts if part and tidy(part)}, []


def _addresses(path: Path, raw: str) -> tuple[Values, list[str]]:
    found: list[str] = []
    remarks: list[str] = []
    for piece in addresses.many(raw):
        values, said = _said(path, piece, addresses.read(piece, ()))
        found += values.values()
        remarks += said
    return ({path: found} if found else {}), remarks


def _domains(path: Path, raw: str) -> tuple[Values, list[str]]:
    return {path: [each.lower() for each in _BETWEEN.split(raw.replace("@", " ")) if each]}, []


def _one_of(**choices: str) -> Callable[[Path, str], tuple[Values, list[str]]]:
    """A reader of a closed choice: word of the cell -> value."""

    def read(path: Path, raw: str) -> tuple[Values, list[str]]:
        found = {value for word, value in choices.items() if word in fold(raw)}
        if len(found) == 1:
            return {path: found.pop()}, []
        return {}, [f"« {tidy(raw)} » ne dit pas lequel : {', '.join(choices.values())}"]

    return read


_READERS: Mapping[Kind, Callable[[Path, str], tuple[Values, list[str]]]] = {
    "texte": _text,
    "date": _date,
    "chiffres": _digits,
    "code postal": _postcode,
    "civilité": _civility,
    "nature": _nature,
    "personne": _person,
    "adresse": _address,
    "courriels": _addresses,
    "domaines": _domains,
    "cadre": _one_of(ctg="ctg", sdsf="sdsf"),
    "acte": _one_of(deliberation="deliberation", decision="decision"),
}


def tree(values: Values) -> dict[str, Any]:
    """The values as the nested fields and lists of a file."""
    root: dict[str, Any] = {}
    for path, value in values.items():
        node: Any = root
        for step, after in zip(path, (*path[1:], None), strict=True):
            empty: Any = value if after is None else [] if isinstance(after, int) else {}
            if isinstance(step, int):
                if len(node) <= step:
                    node.append(empty)
            elif after is None or step not in node:
                node[step] = empty
            node = node[step]
    return root


def below(values: Values, path: Path) -> Iterator[Path]:
    """The paths of `values` at `path` or below it."""
    return (each for each in values if each[: len(path)] == path)
