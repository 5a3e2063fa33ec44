"""Review sheets filled as a partner fills them, in each of their three forms."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
from lxml import etree

from generator.documents.forms import TRANSMITTED, Form
from generator.documents.review_forms import ANSWER, LINES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Decisions = Sequence[Mapping[str, str]]
"""For each line of the sheet, in its order, what is written there: `decision`, `nouveau_fonction`…"""


def filled(ending: str, sheet: bytes, form: Form, answer: Mapping[str, str], lines: Decisions, day: date) -> bytes:  # fmt: skip
    """The `sheet` of the review `form` once `answer`, each of `lines` and the day are written in it."""
    write = {".json": _json, ".xlsx": _workbook, ".docx": _document}[ending]
    return write(sheet, form, answer, lines, day)


def _json(
    sheet: bytes, form: Form, answer: Mapping[str, str], lines: Decisions, day: date
) -> bytes:
    data = json.loads(sheet)
    data |= {"transmise_le": day.isoformat(), ANSWER: [dict(answer)]}
    for line, said in zip(data[LINES], lines, strict=True):
        line.update(said)
    return json.dumps(data).encode()


def _workbook(sheet: bytes, form: Form, answer: Mapping[str, str], lines: Decisions, day: date) -> bytes:  # fmt: skip
    book: Any = openpyxl.load_workbook(io.BytesIO(sheet))
    book.worksheets[0]["B3"] = day
    for people, rows in zip(form.lists, ([answer], lines), strict=True):
        page = book[people.short]
        for number, said in enumerate(rows, start=2):
            for column, field in enumerate(people.fields, start=1):
                if field.key in said:
                    page.cell(number, column, said[field.key])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _document(sheet: bytes, form: Form, answer: Mapping[str, str], lines: Decisions, day: date) -> bytes:  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    _write(_controls(root, TRANSMITTED.label)[0], day.strftime("%d/%m/%Y"))
    for people, rows in zip(form.lists, ([answer], lines), strict=True):
        for field in people.fields:
            if not field.fixed:
                found = _controls(root, people.alias(field))
                for control, said in zip(found, rows, strict=True):
                    if field.key == "rien_a_changer":
                        _write(control, "☒" if said.get(field.key) else "☐")
                    elif said.get(field.key):
                        _write(control, said[field.key])
    parts["word/document.xml"] = etree.tostring(root)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def _controls(root: Any, alias: str) -> list[Any]:
    return [
        control
        for control in root.iter(f"{W}sdt")
        if (name := control.find(f"{W}sdtPr/{W}alias")) is not None and name.get(f"{W}val") == alias
    ]


def _write(control: Any, text: str) -> None:
    """Type in a control as Word does: it no longer shows what it asks."""
    properties = control.find(f"{W}sdtPr")
    shown = properties.find(f"{W}showingPlcHdr")
    if shown is not None:
        properties.remove(shown)
    texts = list(control.iter(f"{W}t"))
    for each in texts[1:]:
        each.text = ""
    texts[0].text = text
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
