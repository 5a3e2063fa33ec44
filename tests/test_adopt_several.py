"""Several official files, one model."""

from pathlib import Path

import pytest
from adopting import run, settle, shipped, take
from word_files import p, raw

from generator.adoption import decisions
from generator.store import dataset


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


ANNEXE = p("ANNEXE 2 : Les interlocuteurs chez le partenaire") + p("Date de transmission : [date]") + p("Voir [à compléter].")  # fmt: skip


def several(root: Path) -> list[str]:
    (root / "annexe.docx").write_bytes(raw(ANNEXE))
    return [str(root / "annexe.docx"), str(root / "officiel.docx")]


def test_several_files_make_one_model_each_the_document_that_its_title_says(root: Path, capsys) -> None:  # fmt: skip
    assert run(root, "adopt", *several(root), "--family", "cooperation", "--id", "caf99-2026") == 0
    data = dataset.load(root)
    assert data.problems == ()
    model = data.templates["caf99-2026"]
    kept = {name for name, each in model.documents.items() if each.typographie == "telle-quelle"}
    assert kept == {"convention", "annexe-2"}
    listed = decisions.read("d", (root / "templates/caf99-2026" / decisions.FILE).read_bytes())
    assert (listed.documents, [each.numero for each in listed.places]) == (["convention.md", "annexe-2.md"], [1, 2])  # fmt: skip
    manifest = (root / "templates/caf99-2026/modele.yml").read_text(encoding="utf-8")
    assert (
        "preavis: 2 mois   # article 4.1 : « deux mois »" in manifest
    )  # what the convention states, the annexe leaves
    assert "remise_attestation: 30 jours   # non reconnu dans le texte : valeur de « cooperation-2026 »" in manifest  # fmt: skip
    settle(root, "garder")
    assert run(root, "pin", "caf99-2026") == 0


def test_a_document_is_added_to_a_model_until_it_is_published(root: Path, capsys) -> None:
    annexe, convention = several(root)
    words = ("--family", "cooperation", "--id", "caf99-2026")
    assert run(root, "adopt", convention, *words) == 0
    before = (root / "templates/caf99-2026/convention.md").read_bytes()
    look = (root / "templates/caf99-2026/base.docx").read_bytes()
    assert run(root, "adopt", annexe, *words) == 0
    assert (root / "templates/caf99-2026/convention.md").read_bytes() == before
    assert (root / "templates/caf99-2026/base.docx").read_bytes() == look
    assert "annexe_2.date_transmission" in (root / "templates/caf99-2026/annexe-2.md").read_text(encoding="utf-8")  # fmt: skip
    assert dataset.load(root).problems == ()
    assert run(root, "adopt", annexe, *words) == 2
    assert "« annexe-2 » ne se remplace pas" in capsys.readouterr().err
    settle(root, "garder")
    run(root, "pin", "caf99-2026")
    (root / "annexe-1.docx").write_bytes(raw(p("ANNEXE 1 : Suivi des habilitations")))
    assert run(root, "adopt", str(root / "annexe-1.docx"), *words) == 1
    assert "est publié" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (p("Texte de la Caf"), "rien au début de « deux.docx » ne dit"),
        (p("Convention avec la Caf"), "deux fichiers se disent « convention »"),
        (p("x", "<w:subDoc/>"), "d'un autre fichier"),
    ],
)
def test_of_several_files_all_are_taken_or_none(root: Path, second: str, said: str, capsys) -> None:
    (root / "deux.docx").write_bytes(raw(second))
    assert run(root, "adopt", str(root / "officiel.docx"), str(root / "deux.docx"), "--family", "cooperation", "--id", "caf99-2026") != 0  # fmt: skip
    assert said in capsys.readouterr().err
    assert not (root / "templates/caf99-2026").exists()


def test_an_annexe_that_stands_after_the_convention_in_its_file_is_told(root: Path, capsys) -> None:
    (root / "tout.docx").write_bytes(raw(p("Convention avec la Caf") + p("Voir l'annexe 1.") + ANNEXE))  # fmt: skip
    assert take(root, "tout.docx") == 0
    assert "Ce fichier contient aussi : annexe-2." in capsys.readouterr().out
