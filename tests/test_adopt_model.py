"""The folder that `greffe template adopt` makes, and what its documents say of each partner."""

import re
import shutil
from pathlib import Path

import pytest
from adopting import ROOT, rendered, run, shipped, take
from records import TEMPLATE
from word_files import p, part, r, raw

from generator.cli.main import main
from generator.store import dataset, templates
from generator.store.parameters import Duration


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


def test_the_folder_is_a_whole_model_that_documents_are_made_of(root: Path, capsys) -> None:
    assert take(root) == 0
    data = dataset.load(root)
    assert data.problems == ()
    model = data.templates["caf99-2026"]
    assert model.documents.keys() == TEMPLATE.documents.keys()
    assert model.documents["convention"].typographie == "telle-quelle"
    assert model.articles["duree"].numero == "4.1"
    assert "demande-initiale" not in model.articles  # the text has no such article
    said = capsys.readouterr().out
    assert "4.2" in said
    assert "9 (Dispositions propres à la Caf)" in said


def test_every_shipped_partner_gets_its_own_text_and_only_the_clause_of_its_kind(root: Path, capsys) -> None:  # fmt: skip
    take(root)
    made = rendered(root)
    assert len(made) >= 10
    for text in made.values():
        assert "\n\nOu\n\n" not in text
        assert text.count("ci-après dénommé") == 2
    assert "La Commune du Puits-Bavard, domiciliée 1 place de la Margelle, 99120 Le Puits-Bavard, représentée par la maire, Mme Rose-Aimée ESCARBILLE, ci-après" in made["commune-puits-bavard"]  # fmt: skip
    assert "au Puits-Bavard, le 27 avril 2026" in made["commune-puits-bavard"]
    assert "Le Département de l'Éloire, dont le siège" in made["departement-eloire"]
    # Its president came after the signature.
    assert "représenté par son/sa président(e), M./Mme [prénom et nom]" in made["departement-eloire"]  # fmt: skip
    assert "en qualité de présidente, ci-après" in made["cc-val-de-brume"]
    assert "La Mutualité sociale agricole" in made["msa-eloire-et-plaines"]
    assert "représentée par sa directrice, Mme Odile LAMPION" in made["cc-val-de-brume"]


def test_what_is_not_known_of_a_partner_shows_the_words_of_the_official_text(
    root: Path, capsys
) -> None:
    take(root)
    assert "à ……………………, le ……………………" in rendered(root, "cu-port-lanterne")["cu-port-lanterne"]


def test_a_model_is_never_written_over(root: Path, capsys) -> None:
    before = {path: path.read_bytes() for path in (root / "templates").rglob("*") if path.is_file()}
    assert take(root, model="cooperation-2026") == 2
    assert "existe déjà" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (root / "templates").rglob("*") if path.is_file()} == before  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bail.pdf", b"%PDF-1.7", "« --text"),
        ("vide.docx", b"", "est vide"),
        ("suivi.docx", raw(p("x", '<w:ins w:id="1"><w:r><w:t>y</w:t></w:r></w:ins>')), "modifications suivies"),
        ("mcp.docx", raw(p("Convention d'accès à « Mon Compte Partenaire ».")), "parle de Mon Compte Partenaire"),
        ("barre.docx", raw(p("La Caf ", r("ne", "<w:strike/>"), " peut.")), "mots barrés"),
        ("deux.docx", raw(p("« Mon Compte Partenaire »") + p("Mon Compte Partenaire, suite de la CTG.")), "plus souvent que de Coopération"),
        ("recette.docx", raw(p("Tarte aux pommes") + p("Article 1 : Pelez 6 pommes.")), "ne parle ni de Coopération"),
        ("travail.docx", raw(p("CONTRAT DE TRAVAIL") + p("Entre la Caf et M./Mme [nom].")), "s'ouvre par « CONTRAT DE TRAVAIL »"),
        ("tarte.docx", raw(p("Tarte de la convention") + p("Pour 6 partenaires : 6 pommes.")), "ne parle ni de Coopération"),
        ("protege.docx", raw(p("x"), settings=part("settings", '<w:documentProtection w:edit="forms" w:enforcement="1"/>')), "est protégé"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_leaves_nothing(root: Path, name: str, data: bytes, said: str, capsys) -> None:  # fmt: skip
    (root / name).write_bytes(data)
    assert take(root, file=name) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == 1
    assert not (root / "templates" / "caf99-2026").exists()
    assert not list((root / "templates").glob(".greffe*"))


def test_a_root_without_templates_never_writes_in_those_of_greffe(root: Path, capsys) -> None:
    shutil.rmtree(root / "templates")
    assert take(root) == 1
    assert "n'a pas de dossier templates/" in capsys.readouterr().err
    assert not (ROOT / "templates" / "caf99-2026").exists()


def test_the_other_family_adopts_for_every_partner_too(root: Path, capsys) -> None:
    text = (
        p("Convention d'accès à « Mon Compte Partenaire »", properties='<w:outlineLvl w:val="0"/>') + p("Entre")
        + p("La Caisse d'allocations familiales de …………………, dont le siège est situé [adresse], représentée par Madame/Monsieur [nom prénom], en qualité de [fonction], ci-après dénommée « Caf »")
        + p("et")
        + p("[Dénomination du partenaire], SIRET du siège : [SIRET], dont le siège est situé _______________, représenté(e) par M. ou Mme ________________, agissant en qualité de ____________, ci-après dénommé(e) « le partenaire »,")
        + p("17.1 Durée et date d'effet", properties='<w:outlineLvl w:val="1"/>')
        + p("La convention est conclue pour une durée de deux ans, renouvelable par tacite reconduction par périodes d'un an.")
        + p("Fait à [lieu], le [date], en 2 exemplaires originaux")
    )  # fmt: skip
    (root / "mcp.docx").write_bytes(raw(text))
    assert take(root, "mcp.docx", "mcp-caf99", "mon-compte-partenaire") == 0
    assert "À décider" not in capsys.readouterr().out
    for path in (root / "data" / "partners").glob("*.yml"):
        path.write_text(re.sub(r"modele: mon-compte-partenaire-\S+$", "modele: mcp-caf99", path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")  # fmt: skip
    assert main(["render", "--root", str(root)]) == 0
    made = [path.read_text(encoding="utf-8") for path in (root / "build/documents").glob("*/mon-compte-partenaire/convention.md")]  # fmt: skip
    assert len(made) >= 4
    for each in made:
        assert re.search(
            r"SIRET du siège : (\d{14}|\\\[SIRET\]), dont le siège est situé .+, représentée? par (M\.|Mme) \w",
            each,
        )
    assert dict(templates.read(root / "templates", "templates")[0]["mcp-caf99"].parametres)["duree"] == Duration(2, "ans")  # fmt: skip


def test_a_service_contract_is_adopted_as_the_document_it_is(root: Path, capsys) -> None:
    (root / "contrat.docx").write_bytes(
        raw(p("Contrat de service « Mon Compte Partenaire »") + p("2.2.2 Les utilisateurs du service", properties='<w:outlineLvl w:val="2"/>') + p("Les traces sont conservées six mois."))
    )  # fmt: skip
    assert run(root, "adopt", str(root / "contrat.docx"), "--family", "mon-compte-partenaire", "--id", "mcp-caf99", "--document", "contrat") == 0  # fmt: skip
    model = templates.read(root / "templates", "templates")[0]["mcp-caf99"]
    assert model.numbered("contrat-utilisateurs") == "2.2.2 du contrat"
    assert model.numbered("resiliation") == "17.2"
    assert dict(model.parametres)["conservation_traces"] == Duration(6, "mois")


def test_the_platform_of_the_other_family_is_told(root: Path, capsys) -> None:
    (root / "cooperation.docx").write_bytes(raw(p("Convention d'adhésion à la plateforme « Coopération »")))  # fmt: skip
    assert take(root, "cooperation.docx", family="mon-compte-partenaire") == 1
    assert "parle de Coopération" in capsys.readouterr().err


def test_what_is_to_fill_around_the_pages_is_told_until_the_model_is_published(root: Path, capsys) -> None:  # fmt: skip
    reference = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    document = raw(p("Convention de la Caf") + reference, styles=part("styles", ""), footer1=part("ftr", p("Convention n° ……………")))  # fmt: skip
    (root / "pied.docx").write_bytes(document)
    said = "1 ligne à remplir, que greffe ne remplit pas : « Convention n° …………… »"
    for arguments in (("adopt", str(root / "pied.docx"), "--family", "cooperation", "--id", "caf99-2026"), ("decide", "caf99-2026"), ("pin", "caf99-2026")):  # fmt: skip
        assert run(root, *arguments) == 0
        assert said in capsys.readouterr().out


def test_a_file_that_does_not_say_it_is_a_convention_is_told(root: Path, capsys) -> None:
    title = "<w:r><w:rPr><w:b/></w:rPr><w:t>Tarte de la convention</w:t></w:r>"
    (root / "tarte.docx").write_bytes(raw(p(title, properties='<w:jc w:val="center"/>') + p("La Caf offre le café.")))  # fmt: skip
    assert take(root, "tarte.docx") == 0
    said = capsys.readouterr().out
    assert "rien au début de « tarte.docx » ne dit que c'est une convention, et aucun article n'y est reconnu. Son titre serait « Tarte de la convention »" in said  # fmt: skip
