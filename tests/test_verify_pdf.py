"""A PDF that came back: read without trusting it, its words compared, how it says it was signed told."""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
import signing
from builder import PARTNER, make_root
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from generator.archives.pdf import opening, reading
from generator.archives.pdf.found import ElectronicSignature, Pdf
from generator.cli.main import main
from generator.documents.identity import Bound
from generator.documents.pdf import writer
from generator.documents.production import Press, look
from generator.documents.seals import seal
from generator.documents.texts import Author, Draft
from generator.errors import GreffeError
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from generator.versions.verify import expectations, pdf
from generator.versions.verify.comparison import Comparison
from generator.versions.verify.received import Received

LOOK = look(PROJECT / "templates", PROJECT / "templates")
DAY = date(2026, 1, 1)
CONVENTION = "cooperation/convention"


@cache
def _shipped() -> Dataset:
    return load(PROJECT)


def _drafts(data: Dataset, partner: str) -> dict[str, Draft]:
    return {draft.identity.document: draft for draft in Author(data).complete(partner)}


def _made(draft: Draft) -> bytes:
    return Press(_shipped(), LOOK).sheet(draft).press()


@cache
def _convention() -> bytes:
    return _made(_drafts(_shipped(), "cu-port-lanterne")[CONVENTION])


def _read(raw: bytes) -> Pdf:
    """The PDF, read in this process: what is tried here is what is read, not how it is kept apart."""
    found = reading.read(raw)
    assert isinstance(found, Pdf), found
    return found


def _documents(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Received, ...]:
    monkeypatch.setattr(pdf, "open_pdf", lambda _name, content: _read(content))
    return pdf.read("retour.pdf", raw).documents


def _compared(found: Received, data: Dataset, partner: str) -> Comparison:
    return expectations.nearest(found, data, Press(data, LOOK), partner)


def _rewritten(raw: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """The PDF as another program would write it, changed."""
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    change(made)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


@pytest.mark.parametrize("partner", ["ca-hautes-eaux-vives", "cu-port-lanterne", "syndicat-trois-clochers"])  # fmt: skip
def test_every_document_just_made_is_the_same(partner: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Delegation, interim, acts, annexes, bulletins: nothing is taken for a change."""
    for draft in _drafts(_shipped(), partner).values():
        (found,) = _documents(_made(draft), monkeypatch)
        compared = _compared(found, _shipped(), partner)
        assert (compared.differences, compared.filled) == ((), ()), draft.path
        assert compared.data is False
        assert found.identity == replace(draft.identity, seal=seal(draft.rendered))


def test_a_word_changed_in_the_text_is_found_in_its_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = _drafts(_shipped(), "cu-port-lanterne")[CONVENTION]
    text = draft.rendered
    assert "vaut contrat" not in text.body
    changed = replace(text, body=text.body.replace("La plateforme est réservée", "L'outil est ouvert"))  # fmt: skip
    raw = writer.write(changed, DAY, replace(draft.identity, seal=seal(text)))
    compared = _compared(_documents(raw, monkeypatch)[0], _shipped(), "cu-port-lanterne")
    (only,) = compared.by_hand
    assert (only.clause, compared.since, compared.unsure) == ("Article 1\u00a0: Objet de la convention", (), ())  # fmt: skip
    assert only.received is not None
    assert "L’outil est ouvert" in only.received


def test_a_clause_taken_away_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = _drafts(_shipped(), "cu-port-lanterne")[CONVENTION]
    start = draft.rendered.body.index("## Article 6")
    end = draft.rendered.body.index("## Article 7")
    changed = replace(draft.rendered, body=draft.rendered.body[:start] + draft.rendered.body[end:])
    raw = writer.write(changed, DAY, replace(draft.identity, seal=seal(draft.rendered)))
    compared = _compared(_documents(raw, monkeypatch)[0], _shipped(), "cu-port-lanterne")
    assert {each.clause for each in compared.by_hand} == {"Article 6\u00a0: Responsabilité"}
    assert all(each.received is None for each in compared.by_hand)


def test_a_clause_added_out_of_the_tags_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a screen reader skips is on the page all the same: it is no way to add words unseen."""

    def add(made: PdfWriter) -> None:
        page = made.pages[1]
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        fonts[NameObject("/F9")] = font
        stream = DecodedStreamObject()
        stream.set_data(
            page.get_contents().get_data()
            + b"\n/Artifact BMC BT /F9 9 Tf 70 40 Td (Le partenaire paie mille euros par an.) Tj ET EMC"
        )  # type: ignore[union-attr]
        page[NameObject("/Contents")] = made._add_object(stream)

    (found,) = _documents(_rewritten(_convention(), add), monkeypatch)
    compared = _compared(found, _shipped(), "cu-port-lanterne")
    assert [each.received for each in compared.by_hand] == [
        "Le partenaire paie mille euros par an."
    ]


def test_what_the_data_changed_since_is_no_hand_s_doing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    root = make_root(tmp_path, partner=PARTNER)
    raw = _made(_drafts(load(root), "temoin")[CONVENTION])
    make_root(tmp_path, partner=PARTNER.replace("2 rue du Test", "8 rue de l'Essai"))
    compared = _compared(_documents(raw, monkeypatch)[0], load(root), "temoin")
    assert compared.by_hand == ()
    assert [each.received for each in compared.since if "8 rue" in (each.expected or "")]
    assert compared.data is True


def test_a_file_that_lost_its_tags_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed again as a PDF: heads and numbers of pages are among the lines, and are no change."""
    raw = _rewritten(_convention(), lambda made: made.root_object.pop("/StructTreeRoot"))
    (found,) = _documents(raw, monkeypatch)
    compared = _compared(found, _shipped(), "cu-port-lanterne")
    assert (compared.differences, compared.filled) == ((), ())
    assert any("ligne à ligne" in note for note in found.notes)


def test_a_file_that_lost_its_origin_is_known_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(made: PdfWriter) -> None:
        made.metadata = None

    (found,) = _documents(_rewritten(_convention(), forget), monkeypatch)
    assert found.identity.document == ""
    compared = _compared(found, _shipped(), "cu-port-lanterne")
    assert compared.expected.identity.document == CONVENTION
    assert compared.differences == ()


def test_each_document_of_a_bound_file_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = list(_drafts(_shipped(), "ca-hautes-eaux-vives").values())[:3]
    pieces = tuple(replace(each.identity, seal=seal(each.rendered)) for each in drafts)
    texts = [drafts[0].rendered, *(each.rendered for each in drafts)]
    raw = writer.bind(texts, "Dossier", "Caf", DAY, Bound("", "ca-hautes-eaux-vives", "", "", "dossier", pieces=pieces)).press()  # fmt: skip
    found = _documents(raw, monkeypatch)
    assert [each.identity for each in found] == list(pieces)
    for each in found:
        assert _compared(each, _shipped(), "ca-hautes-eaux-vives").differences == ()


def _blank(pages: int) -> bytes:
    made = PdfWriter()
    for _ in range(pages):
        made.add_blank_page(595, 842)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def test_a_scan_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was verified, and what was not."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(_blank(2))
    assert main(["verify", "--root", str(make_root(tmp_path)), str(file)]) == 1
    said = capsys.readouterr().out
    assert "Ce PDF est une image numérisée (2 pages) : greffe a vérifié qu'il s'ouvre, et n'en a pas vérifié le texte" in said  # fmt: skip
    assert "Le fichier ne porte aucune signature électronique." in said


NOTED = """
        signature:
          partenaire: 2026-03-02
          preuves:
            partenaire: {{mode: manuscrite, fonction: Le Président, fichier: original.pdf, empreinte: "{}", texte: conforme}}
"""


def _verified(root: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["verify", "--root", str(root), str(file)])
    said = capsys.readouterr()
    return code, said.out.replace("\u00a0", " "), said.err


def _witness(tmp_path: Path) -> tuple[Path, Path]:
    """A root, and the convention of its partner as a PDF."""
    root = make_root(tmp_path, partner=PARTNER)
    file = tmp_path / "retour.pdf"
    file.write_bytes(_made(_drafts(load(root), "temoin")[CONVENTION]))
    return root, file


def test_the_very_file_that_was_noted_as_signed_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """And one that says the same, to the word, is not taken for it."""
    root, file = _witness(tmp_path)
    assert "signé qui est noté" not in _verified(root, file, capsys)[1]
    digest = sha256(file.read_bytes()).hexdigest()
    make_root(tmp_path, partner=PARTNER.rstrip() + NOTED.format(digest))
    code, said, _ = _verified(root, file, capsys)
    assert "C'est le fichier signé qui est noté pour Communauté de communes du Pays Témoin (cooperation/convention) : signature du partenaire du 2 mars 2026." in said  # fmt: skip
    assert (code, "Le texte est le même" in said) == (0, True), (
        "the day that is noted since is no change"
    )
    file.write_bytes(_rewritten(file.read_bytes(), lambda made: None))
    code, said, _ = _verified(root, file, capsys)
    assert "Ce n'est pas, à l'octet près, le fichier signé qui est noté pour « cooperation/convention » : « original.pdf », signature du partenaire du 2 mars 2026." in said  # fmt: skip
    assert code == 0


def test_a_scan_that_was_noted_is_known_though_it_says_nothing_of_its_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    file = tmp_path / "scan.pdf"
    file.write_bytes(_blank(2))
    root = make_root(tmp_path, partner=PARTNER.rstrip() + NOTED.format(sha256(_blank(2)).hexdigest()))  # fmt: skip
    code, said, _ = _verified(root, file, capsys)
    assert "C'est le fichier signé qui est noté pour Communauté de communes du Pays Témoin" in said
    assert code == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.pdf", b"\xff\xd8\xff\xe0" + bytes(99), "« photo.pdf » n'est pas un PDF, malgré son nom."),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "« photo.jpg » est une image."),
        ("coupe.pdf", b"%PDF-1.7\n" + bytes(range(256)), "« coupe.pdf » est un PDF incomplet ou abîmé."),
    ],
)  # fmt: skip
def test_what_is_no_document_is_said_in_one_sentence_and_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: bytes, sentence: str) -> None:  # fmt: skip
    """What the reader of PDF says in English, from its own process, stays there."""
    file = tmp_path / name
    file.write_bytes(content)
    assert main(["verify", "--root", str(make_root(tmp_path)), str(file)]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"greffe : {sentence}")
    assert said.err.count("\n") == 1


def _encrypted() -> bytes:
    return _rewritten(_convention(), lambda made: made.encrypt("secret", algorithm="RC4-128"))


def _sealed() -> bytes:
    """Protected by the cipher of today's tools, which it takes one more library to open."""
    plain = b"5 0 obj\n<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /EncryptMetadata true /O <" + b"00" * 48 + b"> /U <" + b"00" * 48 + b"> /OE <" + b"00" * 32 + b"> /UE <" + b"00" * 32 + b"> /Perms <" + b"00" * 16 + b"> /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>\nendobj\n"  # fmt: skip
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    body = head + plain
    places = [body.index(mark) for mark in (b"1 0 obj", b"2 0 obj", b"5 0 obj")]
    rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % place for place in places[:2])]
    table = b"xref\n0 3\n" + b"".join(rows) + b"5 1\n%010d 00000 n \n" % places[2]
    return (
        body
        + table
        + b"trailer\n<< /Size 6 /Root 1 0 R /Encrypt 5 0 R /ID [<00> <00>] >>\nstartxref\n%d\n%%%%EOF\n"
        % len(body)
    )


def _bomb() -> bytes:
    """A page of a hundred megabytes in a hundred kilobytes."""
    page = DecodedStreamObject()
    page.set_data(zlib.compress(b" " * 100_000_000, 9))
    page[NameObject("/Filter")] = NameObject("/FlateDecode")

    def swell(made: PdfWriter) -> None:
        made.pages[0][NameObject("/Contents")] = made._add_object(page)

    return _rewritten(_blank(1), swell)


HOSTILE = {
    "protected": (_encrypted, "PDF protégé"),
    "sealed": (_sealed, "PDF protégé"),
    "cut": (lambda: _convention()[:2000], "incomplet ou abîmé"),
    "empty": (lambda: b"%PDF-1.7\n", "incomplet ou abîmé"),
    "garbage": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "incomplet ou abîmé"),
    "pages": (lambda: _blank(reading.MAX_PAGES + 1), "plus de 300 pages"),
    "bomb": (_bomb, "démesuré"),
    "heavy": (lambda: b"%PDF-" + bytes(opening.MAX_FILE), "plus de 60 Mo"),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_file_is_refused_in_one_sentence(kind: str) -> None:
    make, words = HOSTILE[kind]
    with pytest.raises(GreffeError) as refusal:
        opening.open_pdf("recu.pdf", make())
    said = str(refusal.value)
    assert said.startswith("« recu.pdf »")
    assert words in said
    assert "\n" not in said


def test_a_file_that_lasts_is_given_up() -> None:
    """The reading is in a process of its own, which is stopped."""
    with pytest.raises(GreffeError, match="trop long à lire"):
        opening.open_pdf("recu.pdf", _convention(), patience=0.0)


def test_a_file_read_apart_says_the_same() -> None:
    assert opening.open_pdf("recu.pdf", _convention()) == _read(_convention())


@pytest.mark.parametrize("depth", [500, 5000])
def test_a_tree_without_end_is_refused(depth: int) -> None:
    def deepen(made: PdfWriter) -> None:
        element = DictionaryObject({NameObject("/S"): NameObject("/Div"), NameObject("/K"): ArrayObject()})  # fmt: skip
        for _ in range(depth):
            element = DictionaryObject({NameObject("/S"): NameObject("/Div"), NameObject("/K"): made._add_object(element)})  # fmt: skip
        made.root_object[NameObject("/StructTreeRoot")] = made._add_object(element)

    assert reading.read(_rewritten(_convention(), deepen)) == "pdf-large"


def _signed(*spans: int, contents: bytes = b"\x30\x00", kind: str = "/Sig") -> bytes:
    """The convention with a signed field, over these bytes of the file."""

    def sign(made: PdfWriter) -> None:
        value = DictionaryObject({
            NameObject("/Type"): NameObject(kind),
            NameObject("/ByteRange"): ArrayObject(map(NumberObject, spans)),
            NameObject("/Contents"): ByteStringObject(contents),
        })  # fmt: skip
        field = DictionaryObject({NameObject("/FT"): NameObject("/Sig"), NameObject("/V"): made._add_object(value)})  # fmt: skip
        form = DictionaryObject({NameObject("/Fields"): ArrayObject([made._add_object(field)])})
        made.root_object[NameObject("/AcroForm")] = made._add_object(form)

    return _rewritten(_convention(), sign)


def _say(*signatures: ElectronicSignature, unsigned: tuple[str, ...] = ()) -> str:
    return " ".join(pdf.signed(pdf.Portable("a.pdf", 1, (), signatures, unsigned, 0)))


def test_signatures_are_counted_and_their_cover_told() -> None:
    """« Over the whole file » is what the byte range says, to the last byte; nothing says who signed."""
    assert _read(_convention()).signatures == ()
    (first,) = _read(_signed(0, 10, 20, 30)).signatures
    assert (first.sealed, first.whole) == (False, False)
    raw = signing.signed(_convention())
    assert {(each.sealed, each.whole) for each in _read(raw).signatures} == {(True, True)}
    added = _read(raw + b"\n%plus\n").signatures
    assert {(each.sealed, each.whole) for each in added} == {(True, False)}
    whole, part = (ElectronicSignature("convention - Caf", sealed=True, whole=each) for each in (True, False))  # fmt: skip
    assert "elle couvre tout le fichier" in _say(whole)
    assert "quelque chose a été ajouté au fichier après elle" in _say(part)
    assert "ne vérifie ni les certificats" in _say(whole)
    assert _say(part, whole).startswith("Le fichier porte 2 signatures électroniques : la dernière couvre tout le fichier.")  # fmt: skip
    assert "greffe n'a pas su vérifier" in _say(replace(whole, sealed=None))


def test_a_signature_that_is_not_of_these_bytes_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its digest is that of other bytes: no certificate is needed to know that the file was changed, or written again."""
    raw = SIGNED.read_bytes()
    assert [each.sealed for each in _read(raw).signatures] == [True, True, True]
    touched = raw.replace(b"/Creator(Typst 0.15.1)", b"/Creator(Typst 0.15.2)")
    assert touched != raw
    assert [each.sealed for each in _read(touched).signatures] == [False, False, False]
    assert [each.sealed for each in _read(_rewritten(raw, lambda made: None)).signatures] == [False, False, False]  # fmt: skip
    later = raw[:40_000] + raw[40_000:].replace(b"Testville", b"Ailleurs!", 1)
    assert [each.sealed for each in _read(later).signatures] == [True, False, False]
    file = tmp_path / "retour.pdf"
    file.write_bytes(signing.signed(_convention()).replace(b"/Lang", b"/lang", 1))
    assert main(["verify", "--root", str(PROJECT), str(file)]) == 1
    said = capsys.readouterr().out
    assert "Le texte est le même" in said
    assert "2 des 2 signatures électroniques du fichier ne le scellent plus" in said
    assert "La signature électronique du fichier ne le scelle plus : il a été changé ou réécrit depuis." in _say(ElectronicSignature("", sealed=False, whole=True))  # fmt: skip


def test_a_message_that_no_tool_writes_seals_nothing_that_is_known() -> None:
    """Cut, empty, of an unknown algorithm: never taken for true, never a crash."""
    raw = signing.signed(_convention())
    start = raw.index(b"/Contents <") + len(b"/Contents <")
    message = raw[start : raw.index(b">", start)]
    for other in (b"0" * len(message), message.replace(b"60864801650304020", b"60864801650304021"), b"3080" * (len(message) // 4)):  # fmt: skip
        changed = raw.replace(message, other)
        assert changed != raw
        assert {each.sealed for each in _read(changed).signatures} == {None}


def test_the_fields_that_nobody_signed_are_named() -> None:
    names = _read(_convention()).unsigned
    assert names == ("convention - Pour la Caisse d'allocations familiales de l'Eloire", "convention - Pour la Communaute urbaine de Port-Lanterne")  # fmt: skip
    found = _read(signing.signed(_convention(), names[1:]))
    assert (found.unsigned, [each.field for each in found.signatures]) == (names[:1], [names[1]])
    assert f"Cases à signer restées vides : « {names[0]} »." in _say(found.signatures[0], unsigned=found.unsigned)  # fmt: skip


def test_the_stamp_of_a_clock_is_nobody_s_signature() -> None:
    """It comes after the signatures, and covers them: nothing was added that they did not mean."""
    clock = ElectronicSignature("", sealed=True, whole=True, stamp=True)
    part = ElectronicSignature("", sealed=True, whole=False)
    assert "une signature électronique : l'horodatage qui suit couvre tout le fichier" in _say(part, clock)  # fmt: skip
    assert "quelque chose a été ajouté" in _say(part, replace(clock, sealed=False))
    assert _say(clock) == "Le fichier porte un horodatage, mais aucune signature électronique."
    (found,) = _read(_signed(0, 10, 20, 30, kind="/DocTimeStamp")).signatures
    assert found.stamp


SIGNED = Path(__file__).parent / "signed" / "convention.pdf"
"""A text of greffe, each of its two fields signed by pyHanko 0.38 (PAdES), then stamped by a clock; invented names."""


def test_a_file_that_a_signing_tool_gave_back_says_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """What the tool draws in the fields is no part of the text, and who it is of is still known."""
    raw = SIGNED.read_bytes()
    monkeypatch.setattr(pdf, "open_pdf", lambda _name, content: _read(content))
    found = pdf.read("convention.pdf", raw)
    (document,) = found.documents
    assert [each.text for each in document.passages] == [
        "Convention d’essai",
        "Les parties signent ce texte.",
        "Pour la Caf du Val-Fictif",
        "Pour la commune de Témoin",
        "La Directrice",
        "Le Maire",
        "Madame Odile LAMPION",
        "Monsieur Paul BRINDILLE",
    ]
    assert (document.identity.partner, document.identity.document) == ("temoin", CONVENTION)
    assert [each.stamp for each in found.signatures] == [False, False, True]
    assert [each.whole for each in found.signatures] == [False, False, True]
    assert (found.is_signed, found.annotations) == (True, 0)
    assert not writer.is_intact(raw)


def test_notes_laid_over_the_text_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stamp that covers a clause is no part of the text: somebody has to look."""

    def stamp(made: PdfWriter) -> None:
        note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FreeText")})  # fmt: skip
        made.pages[0][NameObject("/Annots")] = ArrayObject([made._add_object(note)])

    (found,) = _documents(_rewritten(_convention(), stamp), monkeypatch)
    assert "Le fichier porte une note ou un tampon, que la comparaison ne regarde pas." in found.notes  # fmt: skip
