"""A data set made in memory for one partner, and the forms that come back from it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import records
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.intake.answers import Answers
from generator.intake.proposal import Choices, Proposal, propose
from generator.intake.readers import json as reader
from generator.store import layout, source
from generator.store.dataset import Dataset, Entry
from generator.store.schema.nominative import Annexe1, FollowUp
from generator.store.schema.settings import Settings

DAY = date(2026, 6, 20)
SENT = "2026-06-15"
Lines = Sequence[Mapping[str, str]]

AWKWARD = st.sampled_from([
    "D’ANGELO-MÜLLER", "O'Hara", "Œuvrard Ÿ", "Anne-Sophie", "d’Aubigné de la Tour du Pin", "Zoé 🎉",
    "أمل مثال", "שלום", "=SUM(A1)", "+33", "-", "@nom", "Nom", "Liste 2", "Néant Rose", "_x0041_", "#N/A", "1/2", "İ",
    "x" * 150, "a  b", '"entre guillemets"', "<b>&amp;</b>", "[lien](x)", "1. *", "王小明",
])  # fmt: skip
"""Names that a format, a parser or a reader may take for something else."""


def person(rank: int, **fields: str) -> dict[str, str]:
    """The `rank`-th invented person."""
    return {
        "nom": f"NOM{rank}",
        "prenom": f"Prénom{rank}",
        "adresse_electronique": f"p{rank}@pays-temoin.example",
        "fonction": f"fonction {rank}",
        "demande_le": "2026-01-11",
    } | fields


def dataset(
    ouverts: Lines | None = None,
    clos: Lines = (),
    *,
    sent: str = "2026-01-13",
    comptes: Sequence[Mapping[str, Any]] = (),
    partner: Mapping[str, Any] | None = None,
) -> Dataset:
    """Partner « temoin », with these people in its annexe 1 (none when `ouverts` is None)."""
    annexes, follow_ups = {}, {}
    if ouverts is not None:
        annexe = {"partenaire": "temoin", "transmise_le": sent}
        lists = {key: [dict(line) for line in lines] for key, lines in (("ouverts", ouverts), ("clos", clos)) if lines}  # fmt: skip
        annexes["temoin"] = _entry("temoin", Annexe1.model_validate(annexe | lists), "data/nominatif/temoin.annexe-1.yml")  # fmt: skip
    if comptes:
        record = FollowUp.model_validate({"partenaire": "temoin", "comptes": list(comptes)})
        follow_ups["temoin"] = _entry("temoin", record, "data/nominatif/temoin.suivi.yml")
    return Dataset(
        Settings(),
        {"caf99": _entry("caf99", records.caf(), "data/cafs/caf99.yml")},
        {"temoin": _entry("temoin", records.partner(**(partner or {"domaines": ["pays-temoin.example"]})), "data/partners/temoin.yml")},
        annexes, follow_ups, records.TEMPLATES, records.TEXTS, (), nominative=True,
    )  # fmt: skip


def _entry(key: str, record: Any, file: str) -> Entry[Any]:
    assert isinstance(record, BaseModel)
    return Entry(key, record, source.read(file, layout.new_file(record, "s.json").encode()))


def form(ouverts: Lines, clos: Lines | None = (), **fields: Any) -> Answers:
    """The annexe 1 as the web form returns it."""
    data = {
        "greffe": 1,
        "formulaire": "cooperation.annexe-1",
        "partenaire": "temoin",
        "modele": "cooperation-2026",
        "base": "",
        "transmise_le": SENT,
        "ouverts": list(ouverts),
        "clos": clos,
        "avant": None,
    } | fields
    return reader.read("annexe.json", json.dumps(data).encode())[0]


def raws(answers: Answers) -> dict[str, list[dict[str, str]]]:
    """The lists, without places nor empty cells."""
    return {
        key: [{name: cell.raw for name, cell in row.cells.items() if cell.raw} for row in rows]
        for key, rows in answers.lists.items()
    }


def proposed(answers: Answers, data: Dataset, **choices: Any) -> Proposal:
    """What the form would change, with these choices."""
    return propose(answers, data, Choices(**choices))


def kinds(proposal: Proposal) -> dict[str, list[str]]:
    """Kind of step -> the family names."""
    found: dict[str, list[str]] = {}
    for step in proposal.steps:
        found.setdefault(step.kind, []).append(str((step.after or step.before or {}).get("nom")))
    return {kind: sorted(names) for kind, names in found.items()}
