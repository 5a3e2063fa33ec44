"""Filled texts given to « greffe template learn », and what the other partners get of the model."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.adoption import decisions
from generator.cli.main import main
from generator.documents.passages import passages
from generator.documents.texts import Author
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.versions.models import with_model

BRUME = "cc-val-de-brume"
PARTIES = """Convention d'adhésion à la plateforme « Coopération »

Entre :

La Caisse d'allocations familiales de l'Éloire, représentée par sa directrice, Madame Odile LAMPION,

Et

La Communauté de communes du Val de Brume, représentée par {0},

Article 1 : Objet de la convention

{1}

Fait à Montbrume, le 9 février 2026"""


def copied(factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data and models."""
    made = factory.mktemp("appris")
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, made / name)
    return made


def learn(root: Path, text: str, partner: str = BRUME, document: str = "convention", family: str = "cooperation") -> int:  # fmt: skip
    """Run the command on the text; its exit code."""
    shutil.rmtree(root / "templates/appris", ignore_errors=True)
    file = root / "signee.txt"
    file.write_text(text, encoding="utf-8")
    return main(["template", "learn", "--text", str(file), "--partner", partner, "--family", family, "--id", "appris", "--document", document, "--root", str(root)])  # fmt: skip


def taught(root: Path, text: str, partner: str = BRUME, document: str = "convention", family: str = "cooperation") -> tuple[str, Mapping[str, list[str]]]:  # fmt: skip
    """The text learned, and the words that are to decide with what they may be."""
    assert learn(root, text, partner, document, family) == 0
    model = root / "templates" / "appris"
    asked = decisions.read("d", (model / decisions.FILE).read_bytes())
    return (model / f"{document}.md").read_text(encoding="utf-8"), {each.mots: each.possibles for each in asked.places}  # fmt: skip


def filled(root: Path, partner: str, document: str = "convention", family: str = "cooperation") -> str:  # fmt: skip
    """A document of a partner, under the learned model."""
    data = load(root)
    index = next(rank for rank, each in enumerate(data.partners[partner].record.conventions) if each.famille == family)  # fmt: skip
    drafts = Author(with_model(data, partner, index, "appris")).complete(partner)
    text = next(each.rendered for each in drafts if each.path.endswith(f"{family}/{document}"))
    return "\n".join(each.text for each in passages(text)).replace("\u00a0", " ")
