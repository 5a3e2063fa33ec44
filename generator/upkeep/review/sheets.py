"""The sheet of a review, in its three forms: Word, workbook, and the data that the page of the site reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from generator.checks.words import count
from generator.documents import fillable, papers, sheet
from generator.documents.forms import Field, Form
from generator.documents.french.dates import long_date, numeric_date
from generator.documents.identity import Identity
from generator.documents.papers import Paper
from generator.documents.rendered import Blank, Text
from generator.documents.review_forms import ANSWER, BY, DECISION, LINES, NEW, UNCHANGED, review
from generator.documents.word import writer as word
from generator.documents.word.controls import UNCHECKED, Controls
from generator.intake.cleaning.rows import Line
from generator.upkeep.review.subjects import Listed, Subject, sheet_name

FOLDER = "build/revues"
ENDINGS = (".docx", ".xlsx", ".json")
_TEXT = Path(__file__).with_name("sheet.md")
_SEAT = ("profil", "lieu", "equipement", "mission", "habilite_le")
"""What a line says of the access itself; the rest is about the person."""
_NAME = ("prenom", "nom")


@dataclass(frozen=True)
class _Row:
    personne: Sequence[Text]
    acces: Sequence[Text]
    decision: Text | Blank


Answered = Mapping[str, Mapping[int, str]]
"""Form id -> rank of a line -> the decision that the partner gave already."""


def sheets(
    subject: Subject, caf: str, due: date, look: bytes, answered: Answered | None = None
) -> dict[str, bytes]:
    """Path from the root -> bytes, three files a list. They name people: for the Caf and the partner only.

    `caf` is the name of the Caf, `due` the last day to answer, `look` the Word file that
    gives the look; what is `answered` already stands in the sheets.
    """
    tree: dict[str, bytes] = {}
    for listed in subject.lists:
        form = review(listed.form)
        identity = Identity(form.id, subject.partner.id, subject.template.id, listed.held.fingerprint)  # fmt: skip
        path = f"{FOLDER}/{subject.partner.id}/{sheet_name(listed.form)}"
        said = (answered or {}).get(listed.form.id, {})
        tree[f"{path}.docx"] = _document(subject, listed, identity, said, caf=caf, due=due, look=look)  # fmt: skip
        tree[f"{path}.xlsx"] = _workbook(listed, form, identity, said)
        tree[f"{path}.json"] = _data(listed, form, identity, said)
    return tree


def _offered(listed: Listed, field: Field) -> Mapping[str, str]:
    """What a field is chosen from, and what each choice is called; nothing for a free one."""
    if field.options:
        known = listed.home.adhesion.choices if listed.home.adhesion else {}
        return known.get(field.key.removeprefix(NEW)) or dict(zip(field.options, field.options, strict=True))  # fmt: skip
    if field.kind == "choix" and listed.home.adhesion:
        return listed.home.adhesion.choices.get(field.key.removeprefix(NEW), {})
    return {}


def _workbook(listed: Listed, form: Form, identity: Identity, said: Mapping[int, str]) -> bytes:
    fields = [field for people in form.lists for field in people.fields]
    shown = {field.key: field.kind for field in fields if field.fixed}
    absent = dict.fromkeys(field.key for field in fields)
    return sheet.write(
        form,
        {
            LINES: [
                SimpleNamespace(**{**absent, **_typed(line, shown), **_decided(said, rank)})
                for rank, line in enumerate(listed.lines)
            ]
        },
        identity,
        parameters=listed.home.template.parametres,
        choices={field.key: offered for field in fields if (offered := _offered(listed, field))},
    )


def _decided(said: Mapping[int, str], rank: int) -> dict[str, str]:
    return {DECISION: said[rank]} if rank in said else {}


def _typed(line: Line, shown: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(str(line[key])) if kind == "date" else line[key]
        for key, kind in shown.items()
        if key in line
    }


def _data(listed: Listed, form: Form, identity: Identity, said: Mapping[int, str]) -> bytes:
    """The answer to come, of which the lines as they stand are there, and what the page asks of each."""
    asked = next(people for people in form.lists if people.key == LINES).fields
    shown = [field.key for field in asked if field.fixed]
    data = {
        "greffe": 1,
        "formulaire": identity.form,
        "partenaire": identity.partner,
        "modele": identity.template,
        "base": identity.base,
        "transmise_le": "",
        ANSWER: [],
        LINES: [
            {**{key: line[key] for key in shown if key in line}, **_decided(said, rank)}
            for rank, line in enumerate(listed.lines)
        ],
        "questions": [_question(listed, field) for field in asked],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _question(listed: Listed, field: Field) -> dict[str, Any]:
    known = {"cle": field.key, "libelle": field.label, "genre": field.kind, "fixe": field.fixed}
    offered = _offered(listed, field)
    return known | ({"options": list(offered)} if offered else {})


def _document(
    subject: Subject,
    listed: Listed,
    identity: Identity,
    said: Mapping[int, str],
    *,
    caf: str,
    due: date,
    look: bytes,
) -> bytes:
    form = review(listed.form)
    asked = next(people for people in form.lists if people.key == LINES).fields
    shown = [field.key for field in asked if field.fixed]
    adhesion, sent = listed.home.adhesion, listed.held.sent
    context = {
        "modele": subject.template,
        "partenaire": Text(subject.partner.record.nom, "nom"),
        "service": Text(adhesion.service.sigle, "service.sigle") if adhesion else "",
        "transmise_le": Text(long_date(sent), "liste.jour") if sent else "",
        "nombre": Text(count(len(listed.lines), "accès", "accès"), "nombre"),
        "avant_le": Text(long_date(due), "echeance"),
        "rien": Text(UNCHECKED, f"{ANSWER}[0].{UNCHANGED}"),
        "par": Blank(f"{ANSWER}[0].{BY}", "fonction, sans nom"),
        "envoi_le": Blank("revue.transmise_le", "date"),
        "acces": any(key in _SEAT for key in shown),
        "nouvelles": [field.label for field in asked if field.key.startswith(NEW)],
        "lignes": [
            _row(line, shown, rank, said.get(rank)) for rank, line in enumerate(listed.lines)
        ],
        "reportees": bool(said),
        "liste": "une nouvelle PJ3" if adhesion else "l'annexe 1",
    }
    paper = Paper(_TEXT.name, form.title, {_TEXT.name: _TEXT.read_text(encoding="utf-8")})
    rendered = papers.fill(subject.template, paper, context, author=caf)
    return word.write(rendered, look, identity, _controls(listed, form, fillable.controls(form, rendered.values)))  # fmt: skip


def _row(line: Line, shown: Sequence[str], rank: int, said: str | None) -> _Row:
    def text(key: str) -> Text:
        value = str(line[key])
        said = numeric_date(date.fromisoformat(value)) if key.endswith("_le") else value
        return Text(said, f"{LINES}[{rank}].{key}")

    about = [*_NAME, *(key for key in shown if key not in (*_NAME, *_SEAT))]
    return _Row(
        [text(key) for key in about if key in line],
        [text(key) for key in _SEAT if key in shown and key in line],
        Text(said, f"{LINES}[{rank}].{DECISION}")
        if said
        else Blank(f"{LINES}[{rank}].{DECISION}", "décision"),
    )


def _controls(listed: Listed, form: Form, basic: Controls) -> Controls:
    """The controls of the sheet: what is shown is locked, what is chosen has its list, and one box to tick."""
    named = [(alias, field) for alias, _, field in form.aliases()]
    offered = ((alias, tuple(_offered(listed, field))) for alias, field in named)
    fixed = frozenset(alias for alias, field in named if field.fixed)
    return replace(
        basic,
        # LibreOffice 7.4 forgets the name of a date that is locked.
        dates=basic.dates - fixed,
        choices=tuple((alias, names) for alias, names in offered if names),
        boxes=frozenset(alias for alias, field in named if field.key == UNCHANGED),
        fixed=fixed,
        repeated=False,
    )
