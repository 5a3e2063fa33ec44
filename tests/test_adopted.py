"""`greffe template adopt`: the Caf's official text made a model, and what its documents then say."""

import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from official_file import AUTHOR, official
from records import ACCOUNTS, TEMPLATE, TEXTS, plain
from word_files import FILES, W, p, part, r, raw

from generator.adoption import decisions, delays, folder
from generator.adoption import plain as plain_text
from generator.adoption.folder import Adopted, adopt
from generator.adoption.look import base_docx
from generator.adoption.reading import Official
from generator.adoption.source import lines, source
from generator.cli.main import main
from generator.documents import markdown
from generator.documents import templates as documents
from generator.documents.blocks import Heading, Paragraph, Table, Words
from generator.documents.views import convention
from generator.documents.word import writer
from generator.documents.word.reader import document as word
from generator.documents.word.reader.opening import open_word
from generator.errors import GreffeError
from generator.store import dataset, templates
from generator.store import source as store
from generator.store.parameters import CooperationTemplate, Duration, Template
from generator.store.templates import MANIFEST

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 1)
REFERENCES = {"cooperation": TEMPLATE, "mon-compte-partenaire": ACCOUNTS}


def adopted(data: bytes, reference: Template = TEMPLATE, document: str = "convention") -> Adopted:
    archive = open_word("officiel.docx", data)
    read = word.read(archive)
    text = Official("officiel.docx", read.blocks, base_docx(archive, data), read.lost)
    return adopt(
        text, "caf99-2026", document, reference=reference, texts=TEXTS[reference.id], day=DAY
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "officiel.docx").write_bytes(official())
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main(["template", *arguments, "--root", str(root)])


def take(root: Path, file: str = "officiel.docx", model: str = "caf99-2026", family: str = "cooperation") -> int:  # fmt: skip
    return run(root, "adopt", str(root / file), "--family", family, "--id", model)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        (name, family)
        for name in FILES
        for family in REFERENCES
        if (name, family) != ("libreoffice-convention", "mon-compte-partenaire")  # it speaks of CTG
    ],
)
def test_any_word_file_adopts_in_both_families_word_for_word(name: str, family: str) -> None:
    """`adopt` itself refuses a text that its model would not print line by line: nothing is refused here."""
    made = adopted(FILES[name](), REFERENCES[family])
    assert made.lines == len(lines(word.read(open_word("x", FILES[name]())).blocks))


@pytest.mark.parametrize("name", FILES)
def test_the_word_file_made_of_an_adopted_text_reads_as_the_official_one(name: str) -> None:
    """From Word to Word: the same lines, in the same order, in the look of the file."""
    data = FILES[name]()
    made = adopted(data)
    texts = {file: text.decode() for file, text in made.files.items() if file.endswith(".md")}
    model = CooperationTemplate.model_validate(store.read(MANIFEST, made.files[MANIFEST]).data)
    blank = convention.blank(model)
    rendered = documents.render(model, texts, "convention", blank, author="Caf")
    again = writer.write(rendered, made.files["base.docx"])
    before, after = (word.read(open_word("x", each)).blocks for each in (data, again))
    assert lines(after) == lines(before)


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


def rendered(root: Path, *partners: str) -> dict[str, str]:
    """The conventions of the partners, in Markdown, under the adopted model."""
    for path in (root / "data" / "partners").glob("*.yml"):
        # A document corrected by hand is no more made from a model.
        text = re.sub(r"    corrections:\n(?:      .*\n)+", "", path.read_text(encoding="utf-8"))
        path.write_text(re.sub(r"modele: (?:cooperation|ctg)-\S+$", "modele: caf99-2026", text, flags=re.M), encoding="utf-8")  # fmt: skip
    options = [option for partner in partners for option in ("--partner", partner)]
    assert main(["render", "--root", str(root), *options]) == 0
    made = root / "build" / "documents"
    return {
        path.parts[-3]: plain(path.read_text(encoding="utf-8")) for path in made.glob("*/cooperation/convention.md")
    }  # fmt: skip


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
    assert "représenté par son président, M. Philibert" in made["departement-eloire"]
    assert "en qualité de présidente, ci-après" in made["cc-val-de-brume"]
    assert "La Mutualité sociale agricole" in made["msa-eloire-et-plaines"]
    assert "représentée par sa directrice, Mme Odile LAMPION" in made["cc-val-de-brume"]


def test_what_is_not_known_of_a_partner_shows_the_words_of_the_official_text(
    root: Path, capsys
) -> None:
    take(root)
    assert "à ……………………, le ……………………" in rendered(root, "cu-port-lanterne")["cu-port-lanterne"]


def test_an_official_text_keeps_its_own_typography_and_its_braces(root: Path, capsys) -> None:
    """Not a space, an apostrophe nor a guillemet is set right in a text that was validated as it is."""
    take(root)
    rendered(root, "cc-val-de-brume")
    text = (root / "build/documents/cc-val-de-brume/cooperation/convention.md").read_text(encoding="utf-8")  # fmt: skip
    assert "fixe l'accès à la plateforme  « Coopération » ." in text
    assert "{{ partenaire.nom }} n'est pas du code" in text


def test_the_documents_have_the_look_of_the_official_file(root: Path, capsys) -> None:
    take(root)
    rendered(root, "cc-val-de-brume")
    made = docx.Document(str(root / "build/documents/cc-val-de-brume/cooperation/convention.docx"))
    source = docx.Document(io.BytesIO(official()))
    section, own = made.sections[0], source.sections[0]
    assert (section.left_margin, section.page_width) == (own.left_margin, own.page_width)
    assert "Caisse d'allocations familiales de l'Exemple" in section.header.paragraphs[0].text
    assert section.header.part.related_parts  # the logo
    assert section.footer.paragraphs[0].text == "Document contractuel"
    body = next(each for each in made.paragraphs if each.text.startswith("La présente convention fixe"))  # fmt: skip
    assert body.style.name == "greffe Normal"
    assert body.style.base_style.font.name == "Georgia"
    assert body.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    centred = next(each for each in made.paragraphs if each.text == "Et")
    assert centred.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER


def test_nothing_of_who_wrote_the_file_stays_in_its_look() -> None:
    data = official()
    with zipfile.ZipFile(io.BytesIO(base_docx(open_word("x", data), data))) as archive:
        contents = b"".join(archive.read(name) for name in archive.namelist())
        assert not any(name.startswith(("docProps", "customXml")) for name in archive.namelist())
    assert AUTHOR.encode() not in contents
    assert not re.search(rb"w:rsid", contents)
    assert "présente convention".encode() not in contents


@pytest.mark.parametrize("name", FILES)
def test_a_look_opens_in_another_word_processor_library(name: str) -> None:
    data = FILES[name]()
    docx.Document(io.BytesIO(base_docx(open_word("x", data), data)))


def test_delays_of_the_text_are_the_parameters_and_say_where_they_come_from(
    root: Path, capsys
) -> None:
    take(root)
    model = templates.read(root / "templates", "templates")[0]["caf99-2026"]
    assert dict(model.parametres)["preavis"] == Duration(2, "mois")
    assert dict(model.parametres)["duree"] == Duration(12, "mois")
    manifest = (root / "templates/caf99-2026/modele.yml").read_text(encoding="utf-8")
    assert "preavis: 2 mois   # article 4.1 : « deux mois »" in manifest
    assert "remise_attestation: 30 jours   # non reconnu dans le texte" in manifest
    assert "« quinze jours »" in capsys.readouterr().out


def test_a_parameter_changed_against_the_text_is_a_finding(root: Path, capsys) -> None:
    take(root)
    manifest = root / "templates/caf99-2026/modele.yml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("preavis: 2 mois", "preavis: 1 mois"), encoding="utf-8")  # fmt: skip
    capsys.readouterr()
    assert main(["check", "--rule", "X12", "--root", str(root)]) == 1
    assert "Le texte dit « deux mois », et le paramètre preavis vaut « 1\u00a0mois »" in capsys.readouterr().out  # fmt: skip


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


def settle(root: Path, choice: str) -> None:
    """Decide all that the model leaves to decide."""
    file = root / "templates/caf99-2026" / decisions.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", f"choix: {choice}"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0


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


def test_a_text_alone_is_taken_too(root: Path, capsys) -> None:
    (root / "texte.txt").write_text(
        "Convention avec la Caf\n\nEntre :\n\nLa commune de [à compléter], représentée par\nM./Mme [nom]\n\nArticle 4.1 : Durée\n\nConclue pour une durée\nd'un an. # {{ x }}\n", encoding="utf-8"
    )  # fmt: skip
    assert run(root, "adopt", "--text", str(root / "texte.txt"), "--family", "cooperation", "--id", "texte") == 0  # fmt: skip
    text = (root / "templates/texte/convention.md").read_text(encoding="utf-8")
    assert 'partenaire.Le_nom | sinon("La commune de [à compléter]")' in text
    assert "\n### Article 4.1 : Durée" in text
    assert "vaut(parametres.duree) }}. # &#123;&#123; x }}" in text
    assert not (root / "templates/texte/base.docx").exists()


def test_markdown_is_read_as_markdown_and_its_code_is_text() -> None:
    blocks = plain_text.blocks("texte.md", b"# Titre\n\nUn **mot** {{ x }}\n")
    assert lines(blocks) == ["Titre", "Un mot {{ x }}"]


def test_bold_paragraphs_that_begin_as_articles_are_their_headings() -> None:
    """Many official files have no heading style at all."""
    bold = "<w:b/>"
    made = adopted(raw(p(f'<w:r><w:rPr>{bold}</w:rPr><w:t>Article 1 - Objet de la convention</w:t></w:r>') + p("La CTG.") + p("Article 2 du code civil, cité.")))  # fmt: skip
    text = made.files["convention.md"].decode()
    assert "## Article 1 - Objet de la convention" in text
    assert "\nArticle 2 du code civil" in text
    assert [(each.number, each.key) for each in made.articles] == [("1", "objet")]


def test_a_service_contract_is_adopted_as_the_document_it_is(root: Path, capsys) -> None:
    (root / "contrat.docx").write_bytes(
        raw(p("Contrat de service « Mon Compte Partenaire »") + p("2.2.2 Les utilisateurs du service", properties='<w:outlineLvl w:val="2"/>') + p("Les traces sont conservées six mois."))
    )  # fmt: skip
    assert run(root, "adopt", str(root / "contrat.docx"), "--family", "mon-compte-partenaire", "--id", "mcp-caf99", "--document", "contrat") == 0  # fmt: skip
    model = templates.read(root / "templates", "templates")[0]["mcp-caf99"]
    assert model.numbered("contrat-utilisateurs") == "2.2.2 du contrat"
    assert model.numbered("resiliation") == "17.2"
    assert dict(model.parametres)["conservation_traces"] == Duration(6, "mois")


def annexe(heads: tuple[str, ...], *rows: tuple[str, ...], before: str) -> bytes:
    """An annexe with one table."""
    document = docx.Document()
    for text in before.split("\n"):
        document.add_paragraph(text)
    table = document.add_table(1 + len(rows), len(heads))
    for row, texts in zip(table.rows, (heads, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_PEOPLE = ("Nom", "Prénom(s)", "Adresse électronique professionnelle", "Fonction et/ou qualité", "Date de demande d'habilitation")  # fmt: skip


def test_blank_rows_of_an_annexe_are_filled_with_its_people_and_stay_blank_without(root: Path, capsys) -> None:  # fmt: skip
    blank = ("",) * 5
    (root / "annexe.docx").write_bytes(
        annexe(_PEOPLE, blank, blank, blank, before="ANNEXE 1 : Suivi des habilitations\nDate de transmission : [date]\n1 - Liste des personnes qui ont un accès ouvert à la CTG")
    )  # fmt: skip
    assert run(root, "adopt", str(root / "annexe.docx"), "--family", "cooperation", "--id", "caf99-2026", "--document", "annexe-1") == 0  # fmt: skip
    rendered(root, "cc-val-de-brume")
    text = (root / "build/documents/cc-val-de-brume/cooperation/annexe-1.md").read_text(encoding="utf-8")  # fmt: skip
    assert "| FENOUIL | Ninon, Claire | ninon.fenouil@val-de-brume.example |" in text
    assert "|  |  |" not in text
    assert "Date de transmission : 12\u00a0mai\u00a02026" in text
    assert main(["render", "--blank", "--root", str(root)]) == 0
    text = (root / "build/documents/vierges/caf99-2026/annexe-1.md").read_text(encoding="utf-8")
    assert text.count("|  |  |  |  |  |") == 3
    assert "Date de transmission : [date]" in text.replace("\\", "")


@pytest.mark.parametrize(
    ("heads", "rows", "before", "code"),
    [
        (("Nom", "Courriel"), (("", ""),), "ANNEXE 1\nclôture de l'accès", "annexe_1.clos"),
        (("Rôle", "Nom", "Courriel"), (("Responsable sécurité", "", ""),), "ANNEXE 3", "annexe_3.responsable_securite"),
        (("Nom et prénom", "Mél"), (("", ""),), "ANNEXE 2\nResponsable des habilitations", "annexe_2.responsable_habilitations"),
        (("Nom", "Couleur"), (("", ""),), "ANNEXE 1\naccès", None),
        (("Nom", "Courriel"), (("", ""),), "Tableau de la convention", None),
        (("Nom", "Courriel"), (("", ""),), "ANNEXE 2\nChauffeurs", None),
    ],
)  # fmt: skip
def test_a_table_is_bound_only_when_its_list_and_all_its_columns_are_known(heads, rows, before, code) -> None:  # fmt: skip
    text = adopted(annexe(heads, *rows, before=before)).files["convention.md"].decode()
    assert ("{% for ligne in " in text) == (code is not None)
    if code:
        assert f"{{% for ligne in {code} %}}" in text


def test_no_list_of_people_is_printed_twice() -> None:
    """« accès aux locaux » is not the list of the accesses that stands above it."""
    document = docx.Document()
    for title in ("ANNEXE 1", "1 - Accès ouverts", "2 - Accès aux locaux"):
        document.add_paragraph(title)
        if title != "ANNEXE 1":
            for cell, head in zip(document.add_table(2, 2).rows[0].cells, ("Nom", "Courriel"), strict=True):  # fmt: skip
                cell.text = head
    stream = io.BytesIO()
    document.save(stream)
    made = adopted(stream.getvalue())
    assert made.lists == ("annexe_1.ouverts",)
    assert made.files["convention.md"].decode().count("{% for ligne in ") == 1


CAF = "La Caf de l'Exemple, "
PARTNER = "La commune de Test, "


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (PARTNER + "dont le siège est situé [adresse]", "partenaire.adresse"),
        (PARTNER + "dont le siège est situé au ……………", "partenaire.adresse"),
        (PARTNER + "domiciliée à __________", "partenaire.adresse"),
        (PARTNER + "représentée par M./Mme [à compléter]", "partenaire.signataire.nom_complet"),
        (PARTNER + "représentée par M. ou Mme __________,", "partenaire.signataire.nom_complet"),
        (PARTNER + "agissant en qualité de [à compléter]", "partenaire.signataire.de_fonction"),
        (CAF + "représentée par [Prénom NOM]", "caf.signataire.nom_complet"),
        (CAF + "représentée par son/sa directeur/directrice", "caf.signataire.son_fonction"),
        (CAF + "SIRET du siège : [adresse du siège]", "caf.adresse"),
        ("Le département de [à compléter], dénommé", "partenaire.Le_nom"),
        ("Et l'association [nom de l'association], dénommée", None),
        (PARTNER + "SIRET du siège : [à compléter]", None),  # no SIRET is printed in this family
        (PARTNER + "représentée par [à compléter]", None),
        (PARTNER + "représentée par [nom, prénom, qualité]", None),
        (PARTNER + "représentée par [à valider avec le service juridique]", None),
        (PARTNER + "joignable au [téléphone]", None),
        (PARTNER + "le/la [à compléter]", None),
        (PARTNER + "représentée par le/la [à compléter]", "partenaire.signataire.la_fonction"),
        (PARTNER + "représentée par son/sa ………………", "partenaire.signataire.son_fonction"),
        (PARTNER + "le/la [fonction]", "partenaire.signataire.la_fonction"),
        (PARTNER + "représentée par le/la [nom du partenaire]", None),
        ("Le/La [nom du partenaire], dont le siège est situé ici", "partenaire.Le_nom"),
        (PARTNER + "représentée par M. [prénom] [NOM]", "partenaire.signataire.nom_complet"),
        (
            PARTNER + "représentée par M. [Nom] [Prénom], présent",
            "partenaire.signataire.nom_complet",
        ),
        (PARTNER + "représentée par M. Nom : X, [prénom]", None),
        (PARTNER + "représentée par M. Untel, par délégation Mme [nom] [prénom]", None),
        (
            PARTNER + "représentée par M. Untel, ci-après désigné(e) « le partenaire »",
            "!partenaire.designe",
        ),
        (PARTNER + "représentée par M. Untel, désigné(e) par délibération", None),
        (PARTNER + "sis(e) 1 rue des Essais", "!partenaire.sis"),
        (PARTNER + "situé(e) 1 rue des Essais", "!partenaire.situe"),
        (PARTNER + "dont le siège est situé(e) 1 rue des Essais", None),
        ("La Caisse d'allocations familiales de [département], dénommée", "caf.Le_nom"),
        ("La Caisse d'allocations familiales de [nom du département], dénommée", None),
        (
            CAF + "et sa cocontractante, dont le siège est situé [adresse du partenaire]",
            "partenaire.adresse",
        ),
        (
            "La Caisse d'allocations familiales du département de l'Éloire, sise [adresse]",
            "caf.adresse",
        ),
        (CAF + "et le partenaire, dont le siège est situé [adresse]", None),
        ("Le siège de la Caf est fixé en ville et celui du partenaire est situé [adresse]", None),
        (PARTNER + "qui écrit à la Caf, représentée par [Prénom NOM]", None),
        (
            CAF + "sise ici. Le partenaire est représenté par M. [nom]",
            "partenaire.signataire.nom_complet",
        ),
        ("La collectivité [nom], dénommée", None),
        (PARTNER + "représentée par M. (nom, prénom)", "partenaire.signataire.nom_complet"),
        ("Et (dénomination du partenaire), partenaire de la convention", "partenaire.Le_nom"),
        (PARTNER + "représentée par M. «Nom_representant» ici", None),
        (PARTNER + "ci-après « le partenaire » (la commune)", ""),
        (PARTNER + "représentée par M./Mme Untel, domicilié(e) en cette qualité au siège", None),
        (PARTNER + "domicilié(e) ès qualités au siège", None),
        ("ci-après la commune et la Caf dénommé(e)s les parties", ""),
        (PARTNER + "voir la note [1] et l'article […]", ""),
    ],
)
def test_a_place_is_bound_only_when_its_words_leave_no_doubt(line: str, code: str | None) -> None:
    text = adopted(raw(p("Entre :") + p(line))).files["convention.md"].decode()
    found = re.findall(r"\{\{ ([\w.]+) \| sinon", text)
    found += [f"!{each}" for each in re.findall(r"inconnu else ([\w.]+) \}\}", text)]
    assert found == ([code] if code else [])
    assert ("| place(1)" in text) == (code is None)


BLANK = "………………"


@pytest.mark.parametrize(
    "line",
    [
        f"Le/La {BLANK}, n° SIRET 000, dont le siège est situé rue des Essais",
        f"Le/La {BLANK}, dont le siège est situé rue des Essais",
        f"le/la {BLANK}, ci-après dénommée « le partenaire »",
        "Le/La [nom], dont le siège est situé rue des Essais",
        "Le/La [nom du partenaire], dont le siège est situé rue des Essais",
    ],
)
def test_a_party_left_blank_after_its_article_is_named(line: str) -> None:
    """Else the convention would be signed by « la présidente », and the party never named."""
    found = bindings(raw("".join(map(p, ["Entre :", "La Caf de l'Exemple", "Et", line]))))
    assert found == [f"partenaire.{line[:2]}_nom"]


def test_a_party_left_blank_is_printed_with_its_own_words(root: Path, capsys) -> None:
    line = f"Le/La {BLANK}, sis(e) {BLANK} , représenté(e) par M./Mme [prénom] [NOM], ci-après désigné(e) « le partenaire »."
    (root / "blanc.docx").write_bytes(raw("".join(map(p, ["Convention de la Caf", "Entre :", "La Caf de l'Exemple", "Et", line]))))  # fmt: skip
    assert take(root, "blanc.docx") == 0
    made = rendered(root, "cc-val-de-brume")["cc-val-de-brume"]
    assert "La Communauté de communes du Val de Brume, sise " in made
    assert re.search(r"représentée par Mme (?!.*(\b\w+ [A-Z]+\b).*\1).*, ci-après désignée « le partenaire »\.", made)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["Entre :", "La Caf de l'Exemple, sise ici", "Et", f"Le/La {BLANK}, partie à la convention"],
        ["Entre :", "La Caf de l'Exemple, sise ici", "d'une part,", f"Le/La {BLANK}, dont le siège est situé ici"],
        [f"Entre la Caf de l'Exemple, et le/la {BLANK}, dont le siège est situé ici"],
        [f"Entre la Caf de l'Exemple, représentée par sa directrice, et le/la {BLANK}, dont le siège est situé ici"],
        ["Fait à Montbrume", f"Pour le/la {BLANK}"],
    ],
)  # fmt: skip
def test_a_blank_after_an_article_that_may_be_the_party_is_asked_with_its_name(lines) -> None:
    (question,) = adopted(raw("".join(map(p, lines)))).questions
    assert {"partenaire.le_nom", "partenaire.Le_nom", "partenaire.la_fonction"} <= set(question.possibles)  # fmt: skip


def test_the_name_of_the_partner_is_put_over_its_signature() -> None:
    text = p("Fait à Montbrume") + p("Pour le/la [nom du partenaire]")
    assert bindings(raw(text)) == ["partenaire.le_nom"]


def test_a_delegate_is_never_the_person_who_delegates() -> None:
    line = PARTNER + "représentée par M./Mme [nom] [prénom], par délégation M./Mme [nom] [prénom]"
    made = adopted(raw(p("Entre :") + p(line)))
    assert [each.words for each in made.bound] == ["M./Mme", "[nom] [prénom]"]
    assert [each.mots for each in made.questions] == ["M./Mme", "[nom] [prénom]"]


def test_the_full_stop_of_a_sentence_is_not_of_its_place() -> None:
    for dots in ("…………… .", "……………."):
        made = adopted(raw(p("Entre :") + p(f"{PARTNER}dont le siège est situé au {dots}")))
        assert [each.words for each in made.bound] == ["……………"]


@pytest.mark.parametrize(
    "line", ["La Caf de [à compléter] gère.", "La Caisse d'allocations familiales (Caf) de la ……… gère."]
)  # fmt: skip
def test_the_name_of_the_caf_is_not_offered_after_its_own_words(line: str) -> None:
    """« La Caf de la Caisse d'allocations familiales de l'Exemple »."""
    (question,) = adopted(raw(p(line))).questions
    assert question.possibles == ["garder", "texte"]


def test_out_of_the_parties_a_way_of_writing_is_no_place() -> None:
    line = "Les agents habilité(e)s (nom, prénom, fonction) et le/la responsable sont listé(e)s."
    made = adopted(raw(p("Entre :") + p("Article 1 : Objet") + p(line)))
    assert made.questions == made.bound == ()


def bindings(data: bytes) -> list[str]:
    """The Jinja that each place of the text is bound to, « ? » for one to decide."""
    text = adopted(data).files["convention.md"].decode()
    found = re.findall(r'\{\{ (?:([\w.]+) \| sinon|"[^"]*" \| (place))', text)
    return [name or "?" for name, _ in found]


def tables(*rows: tuple[str, str], before: str, after: str = "") -> bytes:
    """A text with one table of two columns, after the paragraph `before`."""
    laid = "".join(f"<w:tr><w:tc>{p(left)}</w:tc><w:tc>{p(right)}</w:tc></w:tr>" for left, right in rows)  # fmt: skip
    return raw(f"{p(before)}<w:tbl>{laid}</w:tbl>{p(after)}")


def test_parties_side_by_side_in_a_table_each_keep_their_own_data() -> None:
    """The place of a column is of the party that the column names, never of its neighbour."""
    rows = (("La Caf de l'Exemple", "La commune de Test"), ("sise [adresse]", "sise [adresse]"), ("[fonction]", "[fonction]"))  # fmt: skip
    assert bindings(tables(*rows, before="Entre :")) == [
        "caf.adresse", "partenaire.adresse", "caf.signataire.fonction", "partenaire.signataire.fonction",
    ]  # fmt: skip
    rows = (("La Caf de l'Exemple", "[adresse]"), ("La commune de Test", "[adresse]"))
    assert bindings(tables(*rows, before="Entre :")) == ["?", "?"]


def test_a_table_about_one_party_that_names_none_is_of_the_party_before_it() -> None:
    rows = (("Adresse", "[adresse]"), ("Fonction", "[fonction]"))
    found = bindings(tables(*rows, before="Entre : la commune de Test"))
    assert found == ["partenaire.adresse", "partenaire.signataire.fonction"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Le Maire          Le Directeur de la Caf", "[nom]          [nom]"], ["?", "?"]),
        (["Pour la Caf\tPour le partenaire", "[nom]\t[nom]", "[nom]"], ["?", "?", "?"]),
        (["Pour le Département, [nom et prénom]", "Le directeur : [nom et prénom]"], ["partenaire.signataire.nom_complet", "?"]),
        (["Pour la Caf", "Le Président : [nom]"], ["?"]),
        (["Pour la Caf", "Le directeur", "[nom]", "Pour le partenaire", "La présidente", "[nom]"], ["caf.signataire.nom_complet", "partenaire.signataire.nom_complet"]),
    ],
)  # fmt: skip
def test_above_a_signature_no_name_is_put_without_knowing_whose(paragraphs, expected) -> None:
    assert bindings(raw("".join(map(p, ["Fait à Montbrume", *paragraphs])))) == expected


@pytest.mark.parametrize(
    "turn", ["Et", "et :", "Et d'autre part,", "d'une part, et", "ET", "d'autre part :"]
)
def test_after_a_turn_a_place_is_never_of_the_party_before_it(turn: str) -> None:
    lines = ["Entre :", "La Caf de l'Exemple, sise [adresse]", turn, "Siège social : [adresse]"]
    found = bindings(raw("".join(map(p, lines))))
    assert found[0] == "caf.adresse"
    assert found[1] in ("partenaire.adresse", "?")


def test_a_choice_of_a_line_of_both_parties_is_asked_and_never_left_as_plain_words() -> None:
    made = adopted(raw(p("Entre la Caf de l'Exemple et la commune de Test, représentées par M./Mme [nom]")))  # fmt: skip
    assert [each.mots for each in made.questions] == ["M./Mme", "[nom]"]


def test_a_line_after_one_that_names_both_parties_is_of_neither() -> None:
    text = p("Entre la Caf de l'Exemple et la commune de Test,") + p("sise [adresse]")
    assert bindings(raw(text)) == ["?"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("douze (12) mois", Duration(12, "mois")),
        ("12 (douze) mois", Duration(12, "mois")),
        ("un an", Duration(1, "ans")),
        ("Deux années", Duration(2, "ans")),
        ("trente jours", Duration(30, "jours")),
        ("quatre-vingt-dix jours", Duration(90, "jours")),
        ("une fois par an", Duration(12, "mois")),
        ("trois exemplaires", 3),
        ("douze (10) mois", None),
        ("zéro mois", None),
        ("0 mois", None),
    ],
)
def test_a_delay_is_worth_what_its_words_and_figures_both_say(words: str, value: object) -> None:
    assert delays.worth(words) == value


@pytest.mark.parametrize(
    ("sentence", "parameter"),
    [
        ("Le préavis est d'un mois avant l'échéance annuelle.", "preavis"),
        ("Les comptes clos sont conservés deux ans à compter de la demande de clôture.", "conservation_comptes_clos"),
        ("La convention est conclue pour douze (10) mois.", None),
        ("Le règlement du 27 avril 2016 date de dix ans.", None),
        ("Toute demande est traitée en trois jours.", None),
        ("L'attestation est remise par le partenaire sous 30 jours.", None),
        ("Renouvelable par reconduction expresse, pour une durée de deux ans.", None),
        ("La tacite reconduction est écartée moyennant un préavis d'un mois.", "preavis"),
        ("Chaque partie peut la dénoncer par lettre, moyennant un préavis de trois (3) mois.", "preavis"),
        ("Préavis : 3 (trois) mois", "preavis"),
        ("Elle se dénonce avec un préavis de deux mois.", "preavis"),
        ("Elle se dénonce avec deux mois de préavis.", "preavis"),
        ("Chaque partie peut la résilier moyennant un préavis de deux mois.", None),
        ("Elle se dénonce sans préavis dans les trois mois.", None),
        ("Elle est reconductible tacitement par période d'un (1) an.", "reconduction"),
        ("La convention, non reconductible, est conclue pour une durée d'un an.", None),
        ("Les comptes clos sont conservés deux ans et ceux qui sont ouverts six mois.", None),
        ("Les comptes clos sont conservés deux ans. Les comptes clos sont gardés trois ans.", None),
    ],
)  # fmt: skip
def test_a_delay_states_a_parameter_only_by_its_own_sentence(sentence: str, parameter: str | None) -> None:  # fmt: skip
    text = adopted(raw(p(sentence))).files["convention.md"].decode()
    assert re.findall(r"vaut\(parametres\.(\w+)\)", text) == ([parameter] if parameter else [])


@pytest.mark.parametrize(
    "line",
    [
        "Chaque partie peut la résilier moyennant un préavis de six mois.",
        "Chaque partie peut la dénoncer avec un préavis de six semaines.",
        "Chaque partie peut la dénoncer avec un préavis de [à compléter] mois.",
        "Chaque partie peut la dénoncer avec un préavis de trois (2) mois.",
        "La convention est conclue pour une durée d'un an, sauf préavis de six semaines.",
        "Chaque partie peut la dénoncer, avec préavis. Celui-ci est de six semaines.",
    ],
)
def test_a_notice_period_that_is_not_followed_is_told(root: Path, line: str, capsys) -> None:
    """Else every deadline would silently rest on the notice period of another model."""
    (root / "preavis.docx").write_bytes(raw(p("Convention avec la Caf") + p(line)))
    assert take(root, "preavis.docx") == 0
    printed = capsys.readouterr().out
    assert f"Attention, préavis non suivi : « {line} »" in printed
    assert "reposent sur preavis, qui vaut 1\u00a0mois par défaut" in printed
    manifest = (root / "templates/caf99-2026/modele.yml").read_text(encoding="utf-8")
    assert f"preavis: 1 mois   # à vérifier : le texte dit « {line} »" in manifest


def test_the_notice_of_termination_is_not_that_of_the_term() -> None:
    title = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    line = "Chaque partie peut dénoncer la convention avec un préavis de six mois."
    for number, name, expected in (("4.1", "Durée", ["preavis"]), ("4.2", "Résiliation", [])):
        made = adopted(raw(p(title.format(f"Article {number} : {name}")) + p(line)))
        assert [each.parameter for each in made.delays if each.parameter] == expected
        assert bool(made.notices) == (not expected)


def test_a_notice_period_that_is_followed_needs_no_warning(root: Path, capsys) -> None:
    take(root)
    assert "préavis non suivi" not in capsys.readouterr().out


_WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp", "Cn")), min_size=1, max_size=8
) | st.sampled_from(["{{", "}}", "{%", "*", "**", "_", "`", "|", "#", "1.", "-", "<b>", "\\", ":::", "&amp;", " ", "é", "[x]"])  # fmt: skip


@given(st.lists(st.tuples(_WORDS, st.booleans(), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_whatever_words_and_looks_follow_each_other_the_text_is_kept(runs) -> None:
    line = tuple(Words(text, strong, emphasis) for text, strong, emphasis in runs)
    said = "".join(text for text, _, _ in runs).strip()
    if not said:
        return
    for block in (Paragraph((line,)), Heading(1, (line,)), Table((3, 3), (((line,), ()), ((), (line,))))):  # fmt: skip
        back = markdown.parse(jinja2.Environment().from_string(source((block,))).render(), True)
        assert {each.strip() for each in lines(back)} == {said}


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


def bare() -> bytes:
    """A file as many are: no heading style, everything by hand."""
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("CONVENTION D'ADHÉSION").bold = True
    title.runs[0].font.size = docx.shared.Pt(20)
    for text, bold in (
        ("Article 1 : Objet de la convention", True),
        ("Texte de la CTG.", False),
        ("2.1 Obligation de la Caf", True),
        ("Texte.", False),
    ):
        run = document.add_paragraph().add_run(text)
        run.bold = bold
        run.font.size = docx.shared.Pt(14 if bold else 10)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_headings_made_by_hand_keep_their_look() -> None:
    made = adopted(bare())
    text = made.files["convention.md"].decode()
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# CONVENTION D'ADHÉSION", "## Article 1 : Objet de la convention", "### 2.1 Obligation de la Caf",
    ]  # fmt: skip
    look = docx.Document(io.BytesIO(made.files["base.docx"]))
    sizes = {name: look.styles[f"greffe {name}"].font.size.pt for name in ("Title", "heading 1", "heading 2", "Normal")}  # fmt: skip
    assert sizes == {"Title": 20, "heading 1": 14, "heading 2": 14, "Normal": 10}
    assert look.styles["greffe heading 1"].font.bold
    assert not look.styles["greffe Normal"].font.bold
    assert 'titre: "CONVENTION D\'ADHÉSION"' in made.files["modele.yml"].decode()


def test_a_root_without_templates_never_writes_in_those_of_greffe(root: Path, capsys) -> None:
    shutil.rmtree(root / "templates")
    assert take(root) == 1
    assert "n'a pas de dossier templates/" in capsys.readouterr().err
    assert not (ROOT / "templates" / "caf99-2026").exists()


def test_the_parts_of_a_look_are_in_the_order_that_word_asks_for() -> None:
    """Word refuses a file whose elements are not in the sequence of the schema (ECMA-376 part 1, annex A)."""
    cases = (
        raw(p("x"), styles=part("styles", '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'), settings=part("settings", "<w:evenAndOddHeaders/>")),
        official(),
    )  # fmt: skip
    orders = {
        "sectPr": ("headerReference", "footerReference", "pgSz", "pgMar", "cols", "titlePg", "docGrid"),
        "pPr": ("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "spacing", "ind", "jc"),
        "settings": ("zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "compat"),
    }  # fmt: skip
    for data in cases:
        with zipfile.ZipFile(io.BytesIO(base_docx(open_word("x", data), data))) as archive:
            roots = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles", "settings")]  # fmt: skip
        for root in roots:
            for name, order in orders.items():
                for element in root.iter(f"{{{W}}}{name}"):
                    ranks = [order.index(tag) for child in element if (tag := child.tag.rpartition("}")[2]) in order]  # fmt: skip
                    assert ranks == sorted(ranks)


@pytest.mark.parametrize("document", ["contrat", "bulletin"])
def test_the_documents_of_a_service_are_checked_line_by_line_too(document: str, monkeypatch) -> None:  # fmt: skip
    """What a document prints without data is compared with the file whatever it is made for."""
    data = raw(p("« Mon Compte Partenaire »") + p("Les traces sont conservées six mois."))
    adopted(data, ACCOUNTS, document)
    monkeypatch.setattr(folder, "source", lambda *_: "« Mon Compte Partenaire »\n\nLes traces ne sont pas conservées.\n")  # fmt: skip
    with pytest.raises(GreffeError, match="ne se laisse pas reprendre mot pour mot"):
        adopted(data, ACCOUNTS, document)


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
        "preavis: 2 mois   # « deux mois »" in manifest
    )  # what the convention states, the annexe leaves
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


def test_more_places_than_a_file_of_decisions_holds_are_refused(root: Path, capsys) -> None:
    (root / "dix.docx").write_bytes(
        raw(p("Convention avec la Caf") + p("Voir [à compléter].") * 400)
    )
    assert take(root, "dix.docx") == 1
    assert "laisse 400 places à décider" in capsys.readouterr().err
    assert not (root / "templates/caf99-2026").exists()
