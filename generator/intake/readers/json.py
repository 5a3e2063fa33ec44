"""The file that the web form gives, version 1: the answers as they were typed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.documents.forms import FORMS, TRANSMITTED, Form, Forms, People
from generator.errors import GreffeError
from generator.intake.answers import Answers, Cell, Row
from generator.intake.readers import recognition

VERSION = 1
ADHESION = "cooperation.adhesion"
"""The form of an organisation that is not a partner yet: itself, and its first annexes."""
MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000


def read(file: str, content: bytes, forms: Forms = FORMS) -> tuple[Answers, ...]:
    """The answers of the JSON text `content`, received as `file`: one of `forms`, or the annexes of an adhesion.

    Raises GreffeError when it is not a form that greffe made, or not of this version.
    """
    data = _parsed(file, content)
    if data.get("formulaire") != ADHESION:
        return (_annexe(file, data, forms),)
    organisation, annexes = data.get("organisme"), data.get("annexes")
    if not isinstance(organisation, dict):
        raise _misplaced(file, "organisme")
    if not isinstance(annexes, list) or not all(isinstance(each, dict) for each in annexes):
        raise _misplaced(file, "annexes")
    origin = {"partenaire": data.get("partenaire"), "modele": data.get("modele")}
    return tuple(
        replace(_annexe(file, each | origin, FORMS), organisation=organisation) for each in annexes
    )


def _annexe(file: str, data: dict[str, Any], forms: Forms) -> Answers:
    form = recognition.said(file, _word(file, data, "formulaire"), forms)
    if form is None:
        raise GreffeError(f"{file} : le formulaire « {data.get('formulaire')} » est inconnu. Demandez au partenaire de remplir celui du site.")  # fmt: skip
    sent = _word(file, data, TRANSMITTED.key)
    before = data.get("avant")
    if before is not None and not isinstance(before, dict):
        raise _misplaced(file, "avant")
    known = {"greffe", "formulaire", "partenaire", "modele", "base", "avant", "expediteur", "questions", TRANSMITTED.key}  # fmt: skip
    unknown = sorted(data.keys() - known - {people.key for people in form.lists})
    return Answers(
        file=file,
        form=form.id,
        partner=_word(file, data, "partenaire"),
        template=_word(file, data, "modele"),
        base=_word(file, data, "base"),
        transmitted=Cell(sent, f"« {TRANSMITTED.key} »") if sent is not None else None,
        lists=_lists(file, form, data),
        sender=_word(file, data, "expediteur"),
        notes=tuple(f"Le fichier porte une partie inconnue, « {key} », qui n'est pas lue." for key in unknown),
        before=_lists(file, form, before) if before else None,
    )  # fmt: skip


def _parsed(file: str, content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise GreffeError(f"{file} : le fichier pèse {len(content) // 1024} Ko, plus qu'aucun formulaire. Vérifiez que c'est le bon.")  # fmt: skip
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise GreffeError(f"{file} n'est pas un fichier JSON lisible. Demandez au partenaire de le renvoyer, sans l'ouvrir ni le modifier.") from None  # fmt: skip
    if not isinstance(data, dict) or data.get("greffe") != VERSION:
        raise GreffeError(f"{file} n'est pas un formulaire de greffe (version {VERSION}). Demandez au partenaire de remplir celui du site.")  # fmt: skip
    return data


def _lists(file: str, form: Form, data: Mapping[str, Any]) -> dict[str, tuple[Row, ...]]:
    return {people.key: _rows(file, people, data[people.key]) for people in form.lists if data.get(people.key) is not None}  # fmt: skip


def _rows(file: str, people: People, rows: Any) -> tuple[Row, ...]:
    if not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise _misplaced(file, people.key)
    return tuple(_row(file, people, row, f"{people.short}, personne {rank}") for rank, row in enumerate(rows, 1))  # fmt: skip


def _row(file: str, people: People, row: Any, place: str) -> Row:
    if not isinstance(row, dict):
        raise _misplaced(file, place)
    cells = {}
    for field in people.fields:
        value = row.get(field.key)
        if field.kind == "adresses" and isinstance(value, list):
            value = " ; ".join(each for each in value if isinstance(each, str))
        if value is not None and not isinstance(value, str):
            raise _misplaced(file, f"{place}, « {field.key} »")
        cells[field.key] = Cell(value or "", f"{place}, {field.label}")
    return Row(cells, place)


def _word(file: str, data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise _misplaced(file, key)
    return value


def _misplaced(file: str, place: str) -> GreffeError:
    return GreffeError(f"{file} : « {place} » n'a pas la forme attendue. Demandez au partenaire de renvoyer le fichier donné par le formulaire, sans le modifier.")  # fmt: skip
