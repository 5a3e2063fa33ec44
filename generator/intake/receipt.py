"""The papers of an intake: a receipt for the partner, and the accounts to open and to close for the Caf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.documents import markdown, templates
from generator.documents.forms import ANNEXE_1
from generator.documents.french.dates import long_date
from generator.documents.rendered import Text
from generator.documents.word import writer as word
from generator.intake.cleaning.rows import Line
from generator.intake.comparison import Kind
from generator.intake.edits import ToDo
from generator.intake.proposal import Proposal
from generator.store.parameters import TemplateDocument

FOLDER = "build/recus"
_TITLES = {"recepisse": "Récépissé", "comptes": "Comptes à ouvrir et à fermer"}
_TEXTS = {"recepisse": "receipt.md", "comptes": "accounts.md"}
_PARTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Nouveaux accès demandés", ("added", "reopened")),
    ("Accès dont les informations changent", ("changed",)),
    ("Clôtures demandées", ("closed", "listed")),
    ("Personnes absentes de votre envoi, sans demande de clôture", ("missing",)),
    ("Accès sans changement", ("unchanged",)),
)
_ROLE_PARTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Interlocuteurs", ("added", "changed", "unchanged")),
    ("Ne sont plus interlocuteurs", ("removed",)),
)


@dataclass(frozen=True)
class _Part:
    titre: str
    lignes: Sequence[Any]


@dataclass(frozen=True)
class _Row:
    nom: Text
    adresse: Text
    fonction: Text | str
    jour: Text | str


def papers(
    proposal: Proposal, to_do: Sequence[ToDo], caf: str, day: date, look: bytes
) -> dict[str, bytes]:
    """The receipt, and for annexe 1 the list of accounts to open and to close, in Markdown and in Word.

    Path from the root -> bytes. `caf` is the name of the Caf, `day` the day of the intake, `look` the
    Word file that gives the look.
    """
    number = "1" if proposal.form is ANNEXE_1 else "2"
    folder = f"{FOLDER}/{proposal.partner.id}"
    tree = _paper("recepisse", f"{folder}/recepisse-annexe-{number}", proposal, look, author=caf, context={
        "annexe": number,
        "caf": Text(caf, "caf.nom"),
        "enregistree_le": Text(long_date(day), "jour"),
        "remplace": proposal.held.sent is not None,
        "parties": _parts(proposal),
    })  # fmt: skip
    if proposal.form is ANNEXE_1:
        tree |= _paper("comptes", f"{folder}/comptes-annexe-1", proposal, look, author=caf, context={
            "parties": [_tasks("À ouvrir", "ouvrir", to_do), _tasks("À fermer", "fermer", to_do)],
        })  # fmt: skip
    return tree


def _paper(
    name: str, path: str, proposal: Proposal, look: bytes, *, author: str, context: dict[str, Any]
) -> dict[str, bytes]:
    file = _TEXTS[name]
    texts = {file: Path(__file__).with_name(file).read_text(encoding="utf-8")}
    template = proposal.template.model_copy(
        update={"documents": {name: TemplateDocument(fichier=file, titre=_TITLES[name])}}
    )
    assert proposal.sent
    known = {
        "modele": template,
        "partenaire": Text(proposal.partner.record.nom, "nom"),
        "transmise_le": Text(long_date(proposal.sent), "transmise_le"),
    }
    rendered = templates.render(template, texts, name, known | context, author=author)
    return {
        f"{path}.md": markdown.write(rendered).encode(),
        f"{path}.docx": word.write(rendered, look),
    }


def _parts(proposal: Proposal) -> list[_Part]:
    known = _PARTS if proposal.form is ANNEXE_1 else _ROLE_PARTS
    return [
        _Part(title, [Text(_name(step.after or step.before or {}), "personne") for step in proposal.steps if step.kind in kinds])
        for title, kinds in known
    ]  # fmt: skip


def _tasks(title: str, action: str, to_do: Sequence[ToDo]) -> _Part:
    return _Part(title, [_row(task) for task in to_do if task.action == action])


def _row(task: ToDo) -> _Row:
    day = str(task.line.get("demande_le", "")) if task.action == "ouvrir" else None
    asked = date.fromisoformat(day) if day else task.asked
    return _Row(
        Text(_name(task.line), "nom"),
        Text(task.address, "adresse_electronique"),
        Text(str(task.line["fonction"]), "fonction") if "fonction" in task.line else "",
        Text(long_date(asked), "jour") if asked else "",
    )


def _name(line: Line) -> str:
    return " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)
