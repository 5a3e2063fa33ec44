"""What greffe does not place by itself waits for a decision, and is settled by it alone."""

from pathlib import Path

import pytest
from adopting import ROOT, rendered, run, settle, shipped, take
from word_files import p, raw

from generator.adoption import decisions
from generator.adoption.bindings import BINDINGS
from generator.cli.main import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


def test_an_unsure_place_is_listed_and_settled_by_a_decision(root: Path, capsys) -> None:
    take(root)
    file = root / "templates/caf99-2026" / decisions.FILE
    listed = decisions.read("d", file.read_bytes())
    assert [(each.numero, each.mots) for each in listed.places] == [(1, "de [à compléter]")]
    assert "plateforme de [à compléter]" in capsys.readouterr().out
    assert "plateforme de [à compléter]" in rendered(root, "cc-val-de-brume")["cc-val-de-brume"]
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", "choix: partenaire.du_nom"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0
    assert "plateforme de la Communauté de communes du Val de Brume." in rendered(root, "cc-val-de-brume")["cc-val-de-brume"]  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0  # again changes nothing


def test_a_place_kept_for_the_hand_is_no_more_asked(root: Path, capsys) -> None:
    take(root)
    file = root / "templates/caf99-2026" / decisions.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", "choix: garder"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0
    main(["check", "--rule", "X12", "--root", str(root)])
    assert "attend" not in capsys.readouterr().out.partition("decide")[2]
    assert "plateforme de [à compléter]" in rendered(root, "cc-val-de-brume")["cc-val-de-brume"]


def test_a_choice_that_does_not_exist_is_refused_and_nothing_is_written(root: Path, capsys) -> None:
    take(root)
    file = root / "templates/caf99-2026" / decisions.FILE
    before = (root / "templates/caf99-2026/convention.md").read_bytes()
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", "choix: partenaire.age"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 1
    assert "« partenaire.age » n'est pas possible" in capsys.readouterr().err
    assert (root / "templates/caf99-2026/convention.md").read_bytes() == before


def test_a_model_with_places_to_decide_is_not_frozen(root: Path, capsys) -> None:
    take(root)
    before = (root / "templates/empreintes.yml").read_bytes()
    assert run(root, "pin", "caf99-2026") == 1
    printed = capsys.readouterr().err
    assert "« caf99-2026 » a encore 1 place à décider" in printed
    assert printed.count("\n") == 1
    assert (root / "templates/empreintes.yml").read_bytes() == before


def test_a_model_that_contradicts_its_delays_is_not_frozen(root: Path, capsys) -> None:
    take(root)
    settle(root, "garder")
    manifest = root / "templates/caf99-2026/modele.yml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("preavis: 2 mois", "preavis: 1 mois"), encoding="utf-8")  # fmt: skip
    assert run(root, "pin", "caf99-2026") == 1
    assert "le texte dit « deux mois », et le paramètre preavis" in capsys.readouterr().err


def test_a_published_model_is_never_changed_by_a_decision(root: Path, capsys) -> None:
    take(root)
    settle(root, "garder")
    assert run(root, "pin", "caf99-2026") == 0
    assert run(root, "decide", "caf99-2026") == 1
    assert "est publié" in capsys.readouterr().err


def test_more_places_than_a_file_of_decisions_holds_are_refused(root: Path, capsys) -> None:
    (root / "dix.docx").write_bytes(
        raw(p("Convention avec la Caf") + p("Voir [à compléter].") * 3_000)
    )
    assert take(root, "dix.docx") == 1
    assert "laisse 3000 places à décider" in capsys.readouterr().err
    assert not (root / "templates/caf99-2026").exists()


def test_a_name_after_the_words_it_begins_with_is_refused(root: Path, capsys) -> None:
    """« La Caf de la Caisse d'allocations familiales de l'Exemple » is never printed."""
    (root / "caf.docx").write_bytes(raw(p("Convention avec la Caf de [adresse].")))
    take(root, "caf.docx")
    file = root / "templates/caf99-2026" / decisions.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", "choix: caf.du_nom"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 1
    printed = capsys.readouterr().err
    assert "« caf.du_nom » dirait deux fois « Caf »" in printed
    assert printed.count("\n") == 1


def test_every_place_is_told_with_what_it_likely_is_up_to_twenty(root: Path, capsys) -> None:
    lines = [f"Convention avec la Caf, {number} : [SIRET]" for number in range(23)]
    (root / "places.docx").write_bytes(raw("".join(map(p, lines))))
    take(root, "places.docx")
    said = capsys.readouterr().out
    assert said.count("« [SIRET] » : partenaire.siret ?") == 20
    assert "… et 3 autres places, à la suite dans decisions.yml." in said


def test_a_place_may_be_emptied(root: Path, capsys) -> None:
    take(root)
    settle(root, "rien")
    assert 'plateforme {{ ("") | decide(1, "de [à compléter]") }}.' in (root / "templates/caf99-2026/convention.md").read_text(encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0  # again changes nothing


def test_every_answer_is_in_the_guide() -> None:
    """decisions.yml shows the likeliest only, and names where the others are."""
    guide = (ROOT / "docs/guides/modeles.md").read_text(encoding="utf-8")
    for names in BINDINGS.values():
        for name in names:
            whole = name.replace("caf.", "partenaire.")
            parent, _, field = whole.rpartition(".")
            assert f"`{whole}`" in guide or (f"`{parent}`" in guide and f"`.{field}`" in guide), (
                name
            )
    assert "### Les noms des données" in guide
