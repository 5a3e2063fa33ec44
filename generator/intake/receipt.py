"""The papers of an intake: a receipt for the partner, and the accounts to open and to close for the Caf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.documents.french.dates import long_date
from generator.documents.papers import Paper, files, fill, identity
from generator.documents.rendered import Text
from generator.intake import users
from generator.intake.cleaning.rows import Line
from generator.intake.comparison import Kind
from generator.intake.edits import ToDo
from generator.intake.proposal import Proposal
from generator.intake.wording import name, seat
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention

FOLDER = "build/recus"
_RECEIPT, _ACCOUNTS = "Récépissé", "Comptes à ouvrir et à fermer"
_DELEGATED = "Habilitations à ouvrir et à fermer par les administrateurs du partenaire"
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
    identifiant: Text | str
    adresse: Text | str
    fonction: Text | str
    jour: Text | str


def papers(
    proposal: Proposal, to_do: Sequence[ToDo], caf: str, day: date, look: bytes
) -> dict[str, bytes]:
    """The receipt, and for annexe 1 the list of accounts to open and to close, in Markdown and in Word.

    Path from the root -> bytes. `caf` is the name of the Caf, `day` the day of the intake, `look` the
    Word file that gives the look.
    """
    form, adhesion = proposal.form, proposal.home.adhesion
    folder, ending = (
        f"{FOLDER}/{proposal.partner.id}",
        "-".join(filter(None, (form.document, form.service))),
    )
    about = {
        "piece": form.name,
        "service": Text(adhesion.service.sigle, "service.sigle") if adhesion else "",
    }
    tree = _paper("recepisse", f"{folder}/recepisse-{ending}", proposal, look, author=caf, context={
        "titre": _RECEIPT,
        **about,
        "caf": Text(caf, "caf.nom"),
        "enregistree_le": Text(long_date(day), "jour"),
        "remplace": proposal.held.sent is not None,
        "parties": _parts(proposal),
    })  # fmt: skip
    if proposal.accounts:
        tree |= _paper("comptes", f"{folder}/comptes-{ending}", proposal, look, author=caf, context={
            **about,
            "titre": _DELEGATED if delegated(proposal) else _ACCOUNTS,
            "delegue": delegated(proposal),
            "parties": [_tasks(proposal, "À ouvrir", "ouvrir", to_do), _tasks(proposal, "À fermer", "fermer", to_do)],
        })  # fmt: skip
    return tree


def delegated(proposal: Proposal) -> bool:
    """Whether the partner's own administrators give the accesses (contrat, 2.2.1)."""
    convention = proposal.partner.record.conventions[proposal.home.index]
    contrat = convention.contrat if isinstance(convention, MonComptePartenaireConvention) else None
    return contrat is not None and contrat.mode_signe == "delegue"


def _paper(
    kind: str, path: str, proposal: Proposal, look: bytes, *, author: str, context: dict[str, Any]
) -> dict[str, bytes]:
    file = _TEXTS[kind]
    texts = {file: Path(__file__).with_name(file).read_text(encoding="utf-8")}
    assert proposal.sent
    known = {
        "modele": proposal.template,
        "partenaire": Text(proposal.partner.record.nom, "nom"),
        "transmise_le": Text(long_date(proposal.sent), "transmise_le"),
    }
    text = Paper(file, context["titre"], texts)
    rendered = fill(proposal.template, text, known | context, author=author)
    origin = identity(proposal.partner.id, proposal.template, path.rpartition("/")[2])
    return files(path, rendered, look, proposal.sent, origin)


def _parts(proposal: Proposal) -> list[_Part]:
    known = _PARTS if proposal.accounts else _ROLE_PARTS
    return [
        _Part(title, [Text(_person(step.after or step.before or {}), "personne") for step in proposal.steps if step.kind in kinds])
        for title, kinds in known
    ]  # fmt: skip


def _tasks(proposal: Proposal, title: str, action: str, to_do: Sequence[ToDo]) -> _Part:
    lines = [line for each in proposal.lists.values() for line in each]
    rows = [
        _row(task, users.identifier(task.line, lines)) for task in to_do if task.action == action
    ]
    return _Part(title, rows)


def _row(task: ToDo, identifier: str) -> _Row:
    day = (
        str(task.line.get("demande_le") or task.line.get("habilite_le") or "")
        if task.action == "ouvrir"
        else None
    )
    asked = date.fromisoformat(day) if day else task.asked
    return _Row(
        Text(name(task.line), "nom"),
        Text(identifier, "identifiant") if identifier else "",
        Text(task.address, "adresse_electronique") if task.address else "",
        Text(_role(task.line), "fonction") if _role(task.line) else "",
        Text(long_date(asked), "jour") if asked else "",
    )


def _person(line: Line) -> str:
    return ", ".join(filter(None, (name(line), seat(line))))


def _role(line: Line) -> str:
    return seat(line) or str(line.get("fonction", ""))
