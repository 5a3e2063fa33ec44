"""A document corrected by hand is issued as it was corrected, named for what it is, and tells nobody's name."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.archives.office import open_office
from generator.cli.main import main
from generator.documents.production import Press, look
from generator.errors import GreffeError
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from tests.builder import PARTNER, make_root

LOOK = look(PROJECT / "templates", PROJECT / "templates")
ISSUED = "temoin/cooperation/convention.docx"
KEPT = Path("data/corrections/temoin/cooperation-convention.docx")
PEOPLE = b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Zo\xc3\xa9 Clavier"/></w15:people>'
RSID = 'w:rsidR="00A11CE0"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


def _rewritten(raw: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def _corrected(
    raw: bytes, before: str = "à l’amiable", after: str = "devant un médiateur"
) -> bytes:
    return _rewritten(raw, lambda name, part: part.replace(before.encode(), after.encode()) if name == "word/document.xml" else part)  # fmt: skip


def _by_somebody(raw: bytes) -> bytes:
    """The file as a word processor leaves it: who worked on it, when, for which firm, in which sessions."""

    def change(name: str, part: bytes) -> bytes:
        if name == "word/document.xml":
            return part.replace(b"<w:p>", f"<w:p {RSID}>".encode())
        if name == "docProps/core.xml":
            return part.replace(b"<dc:language>", "<cp:lastModifiedBy>Zoé Clavier</cp:lastModifiedBy><dc:language>".encode())  # fmt: skip
        if name == "word/_rels/document.xml.rels":
            return part.replace(b"</Relationships>", b'<Relationship Id="rIdP" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/></Relationships>')  # fmt: skip
        if name == "[Content_Types].xml":
            return part.replace(b"</Types>", b'<Override PartName="/word/people.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml"/></Types>')  # fmt: skip
        return part

    return _rewritten(raw, change, word__people_xml=PEOPLE)


def _made(root: Path) -> dict[str, bytes]:
    return Press(load(root), LOOK).complete("temoin")


def _correct(root: Path, raw: bytes, *more: str, name: str = "corrige.docx") -> int:
    file = root.parent / name
    file.write_bytes(raw)
    return main(["correct", str(file), "--root", str(root), "--partner", "temoin", "--reason", "Demande du service juridique", "--date", "2026-06-15", *more])  # fmt: skip


def _data(root: Path) -> Dataset:
    data = load(root)
    assert data.problems == ()
    return data


def test_no_pdf_says_otherwise_than_the_corrected_word_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    def render() -> str:
        assert main(["render", "--root", str(root), "--partner", "temoin"]) == 0
        return capsys.readouterr().out

    pdf = root / "build/documents" / ISSUED.replace(".docx", ".pdf")
    assert "Sans PDF" not in render()
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    assert "Sans PDF de greffe, parce que corrigé à la main : temoin/cooperation/convention." in render()  # fmt: skip
    assert not pdf.exists()
    assert pdf.with_name("annexe-1.pdf").is_file()


def test_the_corrected_document_is_issued_in_the_place_of_the_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    said = capsys.readouterr().out
    assert "« à l’amiable » devient « devant un médiateur »" in said
    made = _made(root)
    assert made[ISSUED] == (root / KEPT).read_bytes()
    assert "devant un médiateur" in _text(made[ISSUED])
    text = made[ISSUED.replace(".docx", ".md")].decode()
    assert "devant un médiateur" in text, "a text that says otherwise than the Word file"
    assert text.startswith("# Convention d")


def test_the_public_documents_never_hold_a_correction(root: Path) -> None:
    before = Press(load(root, nominative=False), LOOK).publishable("temoin")
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    public = load(root, nominative=False)
    assert public.corrections == {}
    assert Press(public, LOOK).publishable("temoin") == before
    assert "médiateur" not in _text(Press(load(root), LOOK).publishable("temoin")[ISSUED])


def test_only_one_line_of_the_partners_file_is_new_and_the_record_says_all(root: Path) -> None:
    before = (root / "data/partners/temoin.yml").read_text(encoding="utf-8")
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    after = (root / "data/partners/temoin.yml").read_text(encoding="utf-8")
    assert after.startswith(before)
    (found,) = _data(root).partners["temoin"].record.conventions[0].corrections
    assert (found.document, found.fichier, found.motif) == ("convention", KEPT.name, "Demande du service juridique")  # fmt: skip
    assert found.date.isoformat() == "2026-06-15"


def test_a_second_correction_takes_the_place_of_the_first(root: Path) -> None:
    issued = _made(root)[ISSUED]
    assert _correct(root, _corrected(issued)) == 0
    assert _correct(root, _corrected(issued, after="devant deux médiateurs")) == 0
    assert len(_data(root).partners["temoin"].record.conventions[0].corrections) == 1
    assert "deux médiateurs" in _text(_made(root)[ISSUED])


def test_who_worked_on_the_file_is_not_kept(root: Path) -> None:
    """Author, last modified by, firm, list of people and marks of sessions leave with them; the text stays."""
    raw = _by_somebody(_corrected(_made(root)[ISSUED]))
    assert _correct(root, raw) == 0
    kept = (root / KEPT).read_bytes()
    everything = _everything(kept)
    assert not re.search(r"Clavier|rsid|lastModifiedBy|word/people", everything)
    assert "devant un médiateur" in everything
    archive = open_office("kept", kept)
    assert archive.properties()["greffe.document"] == "cooperation/convention"


def test_a_file_without_properties_is_named_again(root: Path) -> None:
    raw = _rewritten(_corrected(_made(root)[ISSUED]), lambda name, part: re.sub(rb"<property .*</property>", b"", part))  # fmt: skip
    assert _correct(root, raw) == 2, "no document is told"
    assert _correct(root, raw, "--document", "convention") == 0
    assert open_office("kept", (root / KEPT).read_bytes()).properties()["greffe.partenaire"] == "temoin"  # fmt: skip


def test_verifying_the_corrected_document_shows_what_it_corrects(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    issued = _made(root)[ISSUED]
    assert _correct(root, _corrected(issued)) == 0
    capsys.readouterr()
    assert main(["verify", str(root / KEPT), "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "Corrigé à la main, par rapport au texte de greffe : 1" in said
    older = root.parent / "ancien.docx"
    older.write_bytes(issued)
    assert main(["verify", str(older), "--root", str(root)]) == 1
    assert "Changé depuis" in capsys.readouterr().out


def test_a_file_without_the_correction_is_not_the_same_though_the_public_one_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """The public text of that partner is word for word the one that its correction replaced."""
    partner = "ca-hautes-eaux-vives"
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    issued = Press(load(tmp_path), LOOK).complete(partner)[f"{partner}/cooperation/convention.docx"]
    older, corrected = tmp_path / "ancien.docx", tmp_path / "corrige.docx"
    older.write_bytes(issued)
    corrected.write_bytes(_corrected(issued))
    root = "--root", str(tmp_path)
    assert main(["correct", str(corrected), *root, "--partner", partner, "--reason", "Demande", "--date", "2026-06-15"]) == 0  # fmt: skip
    capsys.readouterr()
    assert main(["verify", str(older), *root]) == 1
    assert "greffe écrirait autre chose aujourd'hui" in capsys.readouterr().out


def test_the_consolidated_text_is_in_the_words_of_its_correction(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """The binding text is the one that was corrected; before that day, the text says that it is not in it."""
    signed = "    signature: {partenaire: 2026-01-12, caf: 2026-01-15}\n"
    file = root / "data/partners/temoin.yml"
    file.write_text(file.read_text(encoding="utf-8") + signed, encoding="utf-8")
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    words = ["avenant", "--consolidated", "--partner", "temoin", "--root", str(root), "--date"]
    made = root / "build/avenants/temoin/cooperation"
    assert main([*words, "2026-06-16"]) == 0
    text = (made / "version-consolidee-2026-06-16/convention.md").read_text(encoding="utf-8")
    assert "devant un médiateur" in text
    assert "figure pas" not in text
    assert "Version consolidée au 16\xa0juin\xa02026, pour information" in text
    assert main([*words, "2026-06-14"]) == 0
    text = (made / "version-consolidee-2026-06-14/convention.md").read_text(encoding="utf-8")
    assert "devant un médiateur" not in text
    assert "une correction à la main du 15\xa0juin\xa02026 n’y figure pas" in text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (lambda made: made[ISSUED], "la même chose"),
        (lambda made: made["temoin/cooperation/annexe-1.docx"], "une liste que le partenaire remplit"),
        (lambda made: _rewritten(made[ISSUED], lambda name, part: part.replace(b"<w:r>", b'<w:ins w:id="1"><w:r>', 1).replace(b"</w:r>", b"</w:r></w:ins>", 1) if name == "word/document.xml" else part), "modifications suivies"),
        (lambda made: _rewritten(made[ISSUED], lambda name, part: part.replace(b">temoin<", b">autre<")), "est un document de « autre »"),
        (lambda _: b"%PDF-1.7", "est un PDF"),
        (lambda _: b"", "est vide"),
    ],
)  # fmt: skip
def test_what_cannot_be_issued_as_it_stands_is_refused_and_nothing_is_written(
    raw: Callable[[dict[str, bytes]], bytes], words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    before = (root / "data/partners/temoin.yml").read_bytes()
    assert _correct(root, raw(_made(root))) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert (root / "data/partners/temoin.yml").read_bytes() == before
    assert not (root / "data/corrections").exists()


def test_a_corrected_file_that_is_gone_stops_the_documents_of_its_partner(root: Path) -> None:
    """The text greffe would make in its place is another one: it is never issued without a word."""
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    (root / KEPT).unlink()
    with pytest.raises(GreffeError, match="n'est pas là"):
        _made(root)
    assert main(["render", "--root", str(root), "--partner", "temoin"]) == 1


def test_a_file_of_another_partner_is_never_issued(root: Path) -> None:
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    kept = root / KEPT
    kept.write_bytes(_rewritten(kept.read_bytes(), lambda name, part: part.replace(b">temoin<", b">autre<")))  # fmt: skip
    with pytest.raises(GreffeError, match="n'est pas le document"):
        _made(root)
    kept.write_bytes(b"plus rien")
    with pytest.raises(GreffeError, match="Word"):
        _made(root)


def test_a_document_that_both_families_have_must_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    both = f"{PARTNER.rstrip()}\n      - famille: mon-compte-partenaire\n        modele: mon-compte-partenaire-2023\n        missions: [Petite enfance]\n"
    root = make_root(tmp_path / "root", partner=both)
    raw = _rewritten(_corrected(_made(root)[ISSUED]), lambda name, part: re.sub(rb"<property .*</property>", b"", part))  # fmt: skip
    assert _correct(root, raw, "--document", "convention") == 2
    assert "mon-compte-partenaire/convention" in capsys.readouterr().err
    assert _correct(root, raw, "--document", "cooperation/convention") == 0


def _text(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return file.read("word/document.xml").decode()


def _everything(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return "\n".join(f"{name}\n{file.read(name).decode(errors='replace')}" for name in file.namelist())  # fmt: skip


def test_a_correction_and_an_avenant_are_not_put_together(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """The corrected words with the former values, or new values in words that were corrected away: neither is the text."""
    signed = "    signature: {partenaire: 2026-01-12, caf: 2026-01-15}\n    avenants:\n      - {numero: 1, objet: Adresse, signature: {partenaire: 2026-03-01, caf: 2026-03-02}, valeurs: {adresse: {voie: 2 rue Neuve, commune: Ici}}}\n"
    file = root / "data/partners/temoin.yml"
    file.write_text(file.read_text(encoding="utf-8") + signed, encoding="utf-8")
    assert _correct(root, _corrected(_made(root)[ISSUED])) == 0
    assert main(["avenant", "--consolidated", "--partner", "temoin", "--root", str(root), "--date", "2026-06-16"]) == 1  # fmt: skip
    said = capsys.readouterr().err
    assert "a été corrigé à la main le 15\xa0juin\xa02026, et un avenant l'a changé" in said
    assert "data/corrections/temoin/cooperation-convention.docx" in said
    assert not (root / "build/avenants").exists()


def test_a_file_that_holds_another_text_corrects_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Somebody wrote a recipe over the convention: its properties still say that it is the convention."""

    def emptied(name: str, part: bytes) -> bytes:
        recipe = rb"<w:body><w:p><w:r><w:t>Soupe aux poireaux.</w:t></w:r></w:p>\1"
        return re.sub(rb"<w:body>.*?(<w:sectPr)", recipe, part, flags=re.S) if name == "word/document.xml" else part  # fmt: skip

    assert _correct(root, _rewritten(_made(root)[ISSUED], emptied)) == 1
    assert "ne garde presque rien de « Convention d'adhésion à la plateforme »" in capsys.readouterr().err  # fmt: skip
    assert not (root / KEPT).exists()
