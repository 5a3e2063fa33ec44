"""A document that came back: what a hand changed is found, and told from what the data changed."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from generator.archives.office import open_office
from generator.cli.main import main
from generator.documents import papers
from generator.documents.identity import identity
from generator.documents.passages import Passage
from generator.documents.pdf.writer import properties, write
from generator.documents.production import Press, look
from generator.documents.rendered import BLANK, END, Rendered
from generator.documents.seals import said, sealed
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from generator.versions import signed_file
from generator.versions.tracked import tracked
from generator.versions.verify import expectations, received
from generator.versions.verify.comparison import Comparison
from generator.versions.verify.filling import filled
from tests.builder import PARTNER, make_root

LOOK = look(PROJECT / "templates", PROJECT / "templates")
RESAVED = Path(__file__).parent / "resaved"
"""The convention and the annexe 1 of `builder.PARTNER`, opened and saved again by LibreOffice 7.4."""
CONVENTION = "temoin/cooperation/convention.docx"
WORD = re.compile(rb"<w:t[^>]*>([^<]*\w[^<]*)</w:t>")
SIGNED = f"{PARTNER.rstrip()}\n        signature: {{partenaire: 2026-03-02, recue_le: 2026-03-04, caf: 2026-03-09, lieu: Témoin}}\n"


def _root(folder: Path, partner: str = PARTNER) -> Path:
    return make_root(folder, partner=partner)


def _documents(root: Path) -> dict[str, bytes]:
    return Press(load(root), LOOK).complete("temoin")


def _verified(raw: bytes, data: Dataset, partner: str = "temoin") -> Comparison:
    return expectations.nearest(received.read("retour.docx", raw), data, Press(data, LOOK), partner)


def _rewritten(raw: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The Word file, each of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def _replaced(raw: bytes, before: str, after: str) -> bytes:
    """The Word file, `before` in its body made `after`."""
    assert before.encode() in _part(raw, "word/document.xml")
    return _rewritten(raw, lambda name, part: part.replace(before.encode(), after.encode()) if name == "word/document.xml" else part)  # fmt: skip


def _part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return file.read(name)


@cache
def _shipped() -> Dataset:
    return load(PROJECT)


@cache
def _issued(partner: str) -> dict[str, bytes]:
    tree = Press(_shipped(), LOOK).complete(partner)
    return {path: raw for path, raw in tree.items() if path.endswith(".docx")}


@pytest.mark.parametrize("partner", [key for key, each in _shipped().partners.items() if each.record.statut == "actif"])  # fmt: skip
def test_every_document_just_issued_is_the_same(partner: str) -> None:
    for raw in _issued(partner).values():
        compared = _verified(raw, _shipped(), partner)
        assert (compared.differences, compared.filled) == ((), ())
        assert not compared.model
        assert compared.data == bool(compared.expected.corrections), (
            "the one shipped correction is older"
        )


def test_public_and_blank_documents_are_the_same_too() -> None:
    press = Press(_shipped(), LOOK)
    for path, raw in press.publishable("cc-val-de-brume").items():
        if path.endswith(".docx"):
            assert _verified(raw, _shipped(), "cc-val-de-brume").differences == ()
    for path, raw in press.blank("caf99", "mon-compte-partenaire-2023").items():
        if path.endswith(".docx"):
            assert _verified(raw, _shipped(), "").differences == ()


def test_a_seal_is_that_of_the_text_read_back(tmp_path: Path) -> None:
    """What is stamped when a document is made is found again in the file, or verifying proves nothing."""
    for path, raw in _documents(_root(tmp_path)).items():
        if path.endswith(".docx"):
            read = received.read(path, raw)
            again = sealed(read.passages, (), ())
            assert read.identity.seal is not None
            assert (read.identity.seal.text, read.identity.seal.marks) == (again.text, again.marks)


@pytest.mark.parametrize("name", ["convention.docx", "annexe-1.docx"])
def test_a_file_merely_saved_again_by_libreoffice_is_the_same(name: str, tmp_path: Path) -> None:
    raw = (RESAVED / name).read_bytes()
    assert b"LibreOffice" in _part(raw, "docProps/app.xml")
    compared = _verified(raw, load(_root(tmp_path)))
    assert (compared.differences, compared.filled, compared.data) == ((), (), False)


def test_what_word_does_on_its_own_is_no_change(tmp_path: Path) -> None:
    """Runs cut in two, proofing marks, straight quotes, ordinary spaces."""
    root = _root(tmp_path)

    def saved(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        text = part.decode().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
        cut = '\\1 </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">\\2'
        return re.sub(r"(<w:t[^>]*>\w+) (\w)", cut, text).encode()

    compared = _verified(_rewritten(_documents(root)[CONVENTION], saved), load(root))
    assert (compared.differences, compared.filled) == ((), ())


ALTERED = ["cooperation/convention", "cooperation/annexe-1", "mon-compte-partenaire/afas/bulletin", "mon-compte-partenaire/afas/pj3"]  # fmt: skip


@cache
def _words(document: str) -> list[tuple[str, int, int]]:
    """Every word of the file: its part, where it begins and ends there."""
    raw = _issued("ca-hautes-eaux-vives")[f"ca-hautes-eaux-vives/{document}.docx"]
    found: list[tuple[str, int, int]] = []
    for name in ("word/document.xml", "word/header.xml", "word/footer.xml"):
        for text in WORD.finditer(_part(raw, name)):
            if name != "word/footer.xml" or not text[1].isdigit():  # the number of the page
                found += [(name, text.start(1) + each.start(), text.start(1) + each.end()) for each in re.finditer(rb"[^\s<>&;]+", text[1])]  # fmt: skip
    return found


@given(st.sampled_from(ALTERED), st.data(), st.sampled_from(["replace", "insert", "delete", "letter"]))  # fmt: skip
def test_a_word_changed_anywhere_is_found(document: str, data: st.DataObject, what: str) -> None:
    """In clauses, tables, lists, headers and footers alike; in the room to sign, told as filled."""
    part, start, end = data.draw(st.sampled_from(_words(document)))
    raw = _issued("ca-hautes-eaux-vives")[f"ca-hautes-eaux-vives/{document}.docx"]
    content = _part(raw, part)
    word = content[start:end]
    new = {"replace": b"zut", "insert": word + b" zut", "delete": b"", "letter": word + b"z"}[what]
    changed = content[:start] + new + content[end:]
    altered = _rewritten(raw, lambda name, old: changed if name == part else old)
    compared = _verified(altered, _shipped(), "ca-hautes-eaux-vives")
    assert compared.by_hand or compared.filled
    assert not compared.since
    assert not compared.unsure


def test_a_change_by_hand_is_shown_with_its_clause_and_its_words(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _replaced(_documents(root)[CONVENTION], "à l’amiable", "devant le juge")
    (found,) = _verified(raw, load(root)).differences
    assert found.by_hand
    assert found.expected
    assert found.received == found.expected.replace("à l’amiable", "devant le juge")
    assert "itiges" in found.clause or "Règlement" in found.clause


def test_data_that_changed_since_are_no_change_by_hand(tmp_path: Path) -> None:
    raw = _documents(_root(tmp_path))[CONVENTION]
    data = load(_root(tmp_path, PARTNER.replace("2 rue du Test", "9 quai Neuf")))
    compared = _verified(raw, data)
    assert compared.data
    assert compared.since
    assert not compared.by_hand
    assert all("9 quai Neuf" in (each.expected or "") for each in compared.since)


def test_both_are_told_apart(tmp_path: Path) -> None:
    """The file says what was issued: what came back otherwise was changed by hand, whatever the data say since."""
    raw = _replaced(_documents(_root(tmp_path))[CONVENTION], "à l’amiable", "devant le juge")
    compared = _verified(raw, load(_root(tmp_path, PARTNER.replace("2 rue du Test", "9 quai Neuf"))))  # fmt: skip
    assert ["devant le juge" in (each.received or "") for each in compared.by_hand] == [True]
    assert all("9 quai Neuf" in (each.expected or "") for each in compared.since)
    assert compared.since


def test_a_clause_taken_away_or_added_by_hand_is_found(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    paragraph = re.search(r"<w:p><w:pPr><w:pStyle w:val=\"[^\"]*\"/></w:pPr><w:r><w:t[^>]*>La CTG et le SDSF visent.*?</w:p>", _part(raw, "word/document.xml").decode())  # fmt: skip
    assert paragraph
    gone = _verified(_replaced(raw, paragraph[0], ""), load(root))
    assert [(each.received, each.by_hand) for each in gone.differences] == [(None, True)]
    more = _verified(_replaced(raw, paragraph[0], paragraph[0] * 2), load(root))
    assert [(each.expected, each.by_hand) for each in more.differences] == [(None, True)]


def test_places_filled_by_hand_are_listed_and_are_no_change(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    blank = re.search(r"\[à compléter[^\]]*\]", _part(raw, "word/document.xml").decode())
    assert blank
    compared = _verified(_replaced(raw, blank[0], "Témoin"), load(root))
    assert compared.differences == ()
    assert {each.written for each in compared.filled} == {"Témoin"}


def test_a_place_filled_by_hand_then_in_the_data_is_the_same(tmp_path: Path) -> None:
    """The usual road: issued with blanks, completed and signed, then recorded."""
    signed = _documents(_root(tmp_path, SIGNED))[CONVENTION]
    first = _part(_documents(_root(tmp_path))[CONVENTION], "docProps/custom.xml")
    raw = _rewritten(signed, lambda name, part: first if name == "docProps/custom.xml" else part)
    compared = _verified(raw, load(_root(tmp_path, SIGNED)))
    assert compared.differences == ()


def _as_signed(raw: bytes, data: Dataset) -> Comparison:
    return signed_file.nearest(received.read("retour.docx", raw), data, Press(data, LOOK), "temoin")


@pytest.mark.parametrize(
    ("written", "same"),
    [("9 mars 2026", True), ("09/03/2026", True), ("2 mars 2026", True), ("6 mars 2026", False), ("l’an dernier", False)],
)  # fmt: skip
def test_a_day_written_by_hand_is_one_of_those_that_are_noted(written: str, same: bool, tmp_path: Path) -> None:  # fmt: skip
    """A digit swapped in the date of signing changes the due dates: it is no mere filling."""
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    blank = re.findall(r"\[à compléter[^\]]*date[^\]]*\]", _part(raw, "word/document.xml").decode())
    signed = _replaced(raw, blank[0], written)
    assert _as_signed(signed, load(root)).differences == (), "nothing is noted yet"
    compared = _as_signed(signed, load(_root(tmp_path, SIGNED)))
    assert [each.by_hand for each in compared.differences] == ([] if same else [True])
    assert bool(compared.agreed) == written.startswith(("9", "09"))


@pytest.mark.parametrize(("noted", "altered"), [("9 mars 2026", "6 mars 2026"), (">à Témoin<", ">à Autreville<")])  # fmt: skip
def test_what_greffe_printed_of_the_signature_is_not_filled_by_hand(noted: str, altered: str, tmp_path: Path) -> None:  # fmt: skip
    data = load(_root(tmp_path, SIGNED))
    raw = _documents(_root(tmp_path, SIGNED))[CONVENTION]
    body = _part(raw, "word/document.xml").decode()
    printed = noted if noted in body else noted.replace("9 mars 2026", "9\u00a0mars\u00a02026")
    assert printed in body
    same = _as_signed(raw, data)
    assert (same.differences, same.filled, same.agreed) == ((), (), ())
    compared = _as_signed(_replaced(raw, printed, altered), data)
    assert [each.by_hand for each in compared.differences] == [True]


def test_a_place_of_one_letter_stands_only_where_the_model_has_it() -> None:
    """« X mois » to fill makes no « X » of the rest of the text, such as « CEDEX », a place."""
    place = f"pour {BLANK}0{END}X{BLANK} mois, à Montbrume CEDEX 9"
    assert filled(Passage(place), "pour 12 mois, à Montbrume CEDEX 9") is not None
    assert filled(Passage(place), "pour 12 mois, à Montbrume CEDE 7 9") is None
    assert filled(Passage(place), "pour X mois, à Montbrume CEDE 7 9") is None


def test_what_is_added_where_people_sign_is_told(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    compared = _verified(_replaced(raw, "</w:t></w:r><w:r><w:t xml:space=\"preserve\">Paul Brindille</w:t></w:r></w:p></w:tc>", "</w:t></w:r><w:r><w:t>Paul Brindille Lu et approuvé</w:t></w:r></w:p></w:tc>"), load(root))  # fmt: skip
    assert compared.differences == ()
    assert [(each.clause, each.written) for each in compared.filled] == [("Signatures", "Lu et approuvé")]  # fmt: skip
    gone = _verified(_replaced(raw, "La Directrice<", "La Cheffe<"), load(root))
    assert len(gone.by_hand) == 1


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    changed = _replaced(raw, "à l’amiable", "devant le juge")
    compared = _verified(tracked(raw, changed, author="X", day=date(2026, 6, 15)), load(root))
    assert len(compared.by_hand) == 1
    undone = received.read("x.docx", tracked(changed, raw, author="X", day=date(2026, 6, 15)))
    assert said(undone.passages) == said(received.read("x.docx", raw).passages)
    assert any("modifications suivies" in note for note in undone.notes)


def test_words_struck_out_are_read_as_deleted_and_told(tmp_path: Path) -> None:
    """The text of the file is whole; what is signed is not."""
    root = _root(tmp_path)
    raw = _replaced(_documents(root)[CONVENTION], "Les parties s’efforcent d’abord", '</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>Les parties s’efforcent</w:t></w:r><w:r><w:t xml:space="preserve"> d’abord')  # fmt: skip
    (found,) = _verified(raw, load(root)).by_hand
    assert found.received
    assert found.received.startswith("d’abord")
    assert any("barrés" in note for note in received.read("x.docx", raw).notes)


def test_a_file_that_lost_its_origin_is_known_by_its_text_when_the_partner_is_given(
    tmp_path: Path,
) -> None:
    root = _root(tmp_path)
    raw = _rewritten(_documents(root)[CONVENTION], lambda name, part: re.sub(rb"<property .*</property>", b"", part) if name == "docProps/custom.xml" else part)  # fmt: skip
    compared = _verified(raw, load(root))
    assert compared.expected.identity.document == "cooperation/convention"
    assert compared.differences == ()
    changed = _verified(_replaced(raw, "à l’amiable", "devant le juge"), load(root))
    assert [each.by_hand for each in changed.differences] == [None]


def test_marks_that_were_tampered_with_accuse_nobody(tmp_path: Path) -> None:
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    for damage in (b"!", b""):
        broken = _rewritten(raw, lambda name, part, damage=damage: re.sub(rb"(passages\.1\"><vt:lpwstr>)[^<]{4}", rb"\1" + damage, part) if name == "docProps/custom.xml" else part)  # type: ignore[misc] # fmt: skip
        assert _verified(broken, load(root)).differences == ()


def test_the_model_that_changed_since_is_told(tmp_path: Path) -> None:
    root = _root(tmp_path)
    data = load(root)
    raw = _documents(root)[CONVENTION]
    texts = dict(data.texts["cooperation-2026"])
    texts["convention.md"] = texts["convention.md"].replace("à l'amiable", "devant un médiateur")
    compared = _verified(raw, replace(data, texts={**data.texts, "cooperation-2026": texts}))
    assert compared.model
    assert [each.by_hand for each in compared.differences] == [False]


def test_a_convention_that_follows_another_model_is_compared_with_its_own(tmp_path: Path) -> None:
    raw = _documents(_root(tmp_path))[CONVENTION]
    data = load(_root(tmp_path, PARTNER.replace("cooperation-2026", "ctg-dans-ma-poche-2024")))
    read = received.read("retour.docx", raw)
    assert expectations.nearest(read, data, Press(data, LOOK), "temoin").differences == ()
    assert expectations.model_now(read.identity, data, "temoin") == "ctg-dans-ma-poche-2024"


def test_no_property_tells_of_a_person(tmp_path: Path) -> None:
    """Digests and identifiers alone."""
    properties = open_office("x", _documents(_root(tmp_path))[CONVENTION]).properties()
    assert set(properties) >= {"greffe.document", "greffe.version", "greffe.empreinte", "greffe.donnees", "greffe.texte"}  # fmt: skip
    said_there = " ".join(properties.values()).lower()
    assert not any(word in said_there for word in ("brindille", "lampion", "paul", "odile"))
    assert all(len(value) <= 255 for value in properties.values()), "what Word keeps of a property"


def test_an_identity_is_read_as_it_was_written() -> None:
    read = received.read("x.docx", _issued("cc-val-de-brume")["cc-val-de-brume/cooperation/annexe-1.docx"])  # fmt: skip
    assert identity(read.identity.properties()) == read.identity


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("scan.pdf", b"%PDF-1.7 scan", "est un PDF"),
        ("vide.docx", b"", "est vide"),
        ("x.docx", b"PK\x03\x04", "incomplet ou abîmé"),
    ],
)
def test_a_bad_file_is_one_sentence(name: str, raw: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    root = _root(tmp_path)
    (tmp_path / name).write_bytes(raw)
    assert main(["verify", "--root", str(root), str(tmp_path / name)]) == 1
    said_there = capsys.readouterr().err
    assert words in said_there
    assert said_there.count("\n") == 1


def test_the_exit_code_says_whether_the_text_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    same, altered = tmp_path / "meme.docx", tmp_path / "autre.docx"
    same.write_bytes(raw)
    altered.write_bytes(_replaced(raw, "à l’amiable", "devant le juge"))
    assert main(["verify", "--root", str(root), str(same)]) == 0
    assert main(["verify", "--root", str(root), str(same), str(altered)]) == 1
    assert main(["verify", "--root", str(root), str(tmp_path / "absent.docx")]) == 2
    assert main(["verify", "--root", str(root), str(same), "--partner", "inconnu"]) == 2
    told = capsys.readouterr().out
    assert "« à l’amiable » devient « devant le juge »" in told
    assert "Le texte est le même" in told


def test_the_day_and_place_of_signing_that_the_data_know_are_not_filled_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """The command compares with the text before and after the signature: it tells of the nearest."""
    root = _root(tmp_path, SIGNED)
    file = tmp_path / "signee.docx"
    file.write_bytes(_documents(root)[CONVENTION])
    assert "Témoin".encode() in _part(file.read_bytes(), "word/document.xml")
    assert main(["verify", "--root", str(root), str(file)]) == 0
    assert "Rempli à la main" not in capsys.readouterr().out


def test_a_page_foot_of_the_caf_that_changed_since_accuses_nobody(tmp_path: Path) -> None:
    """The look is the Caf's to change: a file issued in the former one was not altered."""
    root = _root(tmp_path)
    data = load(root)
    other = _rewritten(LOOK, lambda name, part: part.replace(b">Page <", b">Feuille <") if "footer" in name else part)  # fmt: skip
    assert other != LOOK
    read = received.read("retour.docx", _documents(root)[CONVENTION])
    (found,) = expectations.nearest(read, data, Press(data, other), "temoin").differences
    assert (found.clause, found.by_hand) == ("Pied de page", None)


def test_a_file_that_says_nothing_of_itself_asks_for_the_partner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    root = _root(tmp_path)
    made = _documents(root)
    lost = tmp_path / "perdu.docx"
    lost.write_bytes(_rewritten(made[CONVENTION], lambda name, part: re.sub(rb"<property .*</property>", b"", part)))  # fmt: skip
    book = tmp_path / "annexe.xlsx"
    book.write_bytes(made["temoin/cooperation/annexe-1.xlsx"])
    assert main(["verify", "--root", str(root), str(lost)]) == 1
    assert "--partner" in capsys.readouterr().err
    assert main(["verify", "--root", str(root), str(lost), "--partner", "temoin"]) == 0
    assert main(["verify", "--root", str(root), str(book)]) == 1
    assert "classeur" in capsys.readouterr().err


def test_a_paper_that_is_not_made_again_is_compared_with_its_seal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """A letter or an avenant: nothing but the file itself says what it was."""
    root = _root(tmp_path)
    text = Rendered("Lettre", "Caf", "# Lettre\n\nVous avez un mois.\n\nCordialement,\n\n- la Caf\n", "", ())  # fmt: skip
    origin = papers.identity("temoin", load(root).templates["cooperation-2026"], "lettre")
    raw = papers.files("lettre", text, LOOK, date(2026, 6, 15), origin)["lettre.docx"]
    file = tmp_path / "lettre.docx"
    file.write_bytes(raw)
    assert main(["verify", "--root", str(root), str(file)]) == 0
    assert "Le texte est celui qui a été fait" in capsys.readouterr().out
    file.write_bytes(_replaced(raw, "un mois", "deux mois"))
    assert main(["verify", "--root", str(root), str(file)]) == 1
    assert "Vous avez deux mois." in capsys.readouterr().out
    file.write_bytes(_rewritten(raw, lambda name, part: re.sub(rb"<w:p>(?:(?!</w:p>).)*Cordialement.*?</w:p>", b"", part) if name == "word/document.xml" else part))  # fmt: skip
    assert main(["verify", "--root", str(root), str(file)]) == 1
    assert "Passages supprimés" in capsys.readouterr().out


def test_a_paper_in_pdf_is_compared_too_however_it_is_laid_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Several pages, whose heads are said again; written anew by another program; other words."""
    root = _root(tmp_path)
    long = (
        "# Avenant\n\n"
        + "Une clause qui reste la même.\n\n" * 80
        + "| A | B |\n|---|---|\n| c | d |\n"
    )
    text = Rendered("Avenant", "Caf", long, "Avenant n° 1 – Pays Témoin", ())
    origin = papers.identity("temoin", load(root).templates["cooperation-2026"], "avenant-1")
    raw = papers.files("avenant", text, LOOK, date(2026, 6, 15), origin)["avenant.pdf"]
    anew = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(raw)).write(anew)
    other = write(
        replace(text, body=long.replace("| c |", "| e |")),
        date(2026, 6, 15),
        identity(properties(raw)),
    )
    for content, code in ((raw, 0), (anew.getvalue(), 0), (other, 1)):
        file = tmp_path / "avenant.pdf"
        file.write_bytes(content)
        assert main(["verify", "--root", str(root), str(file)]) == code
        assert ("Le texte est celui qui a été fait" in capsys.readouterr().out) == (code == 0)


def test_comparing_with_another_text_altogether_ends_soon(tmp_path: Path) -> None:
    """A long file that only bears our marks."""
    root = _root(tmp_path)
    raw = _documents(root)[CONVENTION]
    paragraph = "<w:p><w:r><w:t>Rien à voir numéro %d, ni de près ni de loin.</w:t></w:r></w:p>"
    many = "".join(paragraph % number for number in range(3000))
    long = _rewritten(raw, lambda name, part: re.sub(rb"(<w:body>).*(<w:sectPr)", b"\\1" + many.encode() + b"\\2", part, flags=re.DOTALL) if name == "word/document.xml" else part)  # fmt: skip
    compared = _verified(long, load(root))
    assert len(compared.differences) > 3000
