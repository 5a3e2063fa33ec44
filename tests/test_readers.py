"""Forms that come home as workbooks, text tables and mails: raw values with their place, one sentence when not."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import TEMPLATE, annexe_1
from returned import AWKWARD, form, raws
from test_sheet import written

from generator.documents.forms import FORMS
from generator.documents.word import base
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.readers import csv, eml, formats, xlsx

HEADS = ("Nom", "Prénom", "Mél", "Fonction", "Date de demande")
ANNE = ("EXEMPLE", "Anne", "anne@temoin.example", "DGS", "10/6/26")


def workbook(*sheets: tuple[str, list[tuple[Any, ...]]]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return book


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def one(raw: bytes, read: Callable[[str, bytes], tuple[Answers, ...]] = xlsx.read) -> Answers:
    (answers,) = read("recu.xlsx", raw)
    return answers


def people(answers: Answers) -> dict[str, list[str]]:
    return {key: [row.cells["nom"].raw for row in rows] for key, rows in answers.lists.items()}


# Workbooks


def test_columns_are_known_by_their_heads_in_any_order_and_the_others_are_told() -> None:
    rows = [("Téléphone", "E-mail", "PRÉNOM", "Nom de famille", "Qualité"), ("01", "a@b.example", "Anne", "EXEMPLE", "DGS")]  # fmt: skip
    answers = one(saved(workbook(("Feuil1", rows))))
    assert raws(answers) == {"ouverts": [{"nom": "EXEMPLE", "prenom": "Anne", "adresse_electronique": "a@b.example", "fonction": "DGS"}]}  # fmt: skip
    assert any("« Téléphone »" in note and "Feuil1" in note for note in answers.notes)


def test_a_value_keeps_its_place() -> None:
    answers = one(saved(workbook(("Liste 1", [("Accès",), HEADS, ANNE]))))
    (row,) = answers.lists["ouverts"]
    assert row.place == "feuille Liste 1, ligne 3"
    assert row.cells["adresse_electronique"].place == "feuille Liste 1, cellule C3"


def test_days_are_read_whether_cells_or_text() -> None:
    rows = [HEADS, ("A", "", "", "", date(2026, 6, 15)), ("B", "", "", "", "[13/04/2026]"), ("C", "", "", "", 46188)]  # fmt: skip
    answers = one(saved(workbook(("Liste 1", rows))))
    assert [row.cells["demande_le"].raw for row in answers.lists["ouverts"]] == ["2026-06-15", "[13/04/2026]", "46188"]  # fmt: skip


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = workbook(("Liste 1", [HEADS, ("A", "", "", "", date(2026, 6, 15))]))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert one(saved(book)).lists["ouverts"][0].cells["demande_le"].raw == "2026-06-15"


@pytest.mark.parametrize(
    ("value", "format_", "shown"),
    [
        (1100, "00000", "01100"),
        (562000000, '0#" "##" "##" "##" "##', "05 62 00 00 00"),
        (20000000800017, "General", "20000000800017"),
        (2.5, "General", "2.5"),
        (46188.75, "dd/mm/yyyy hh:mm", "2026-06-15"),
        (0.5, "hh:mm", "0.5"),
        (True, "General", "VRAI"),
        (46188, '[$-40C]d" "mmmm" "yyyy', "2026-06-15"),
        (12, '"dossier "0', "12"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value: Any, format_: str, shown: str) -> None:
    book = workbook(("Liste 1", [HEADS, (value, "Anne")]))
    book["Liste 1"]["A2"].number_format = format_
    assert one(saved(book)).lists["ouverts"][0].cells["nom"].raw == shown


def test_a_date_of_transmission_is_found_beside_or_after_its_label() -> None:
    beside = [("Date de transmission :", date(2026, 6, 15)), HEADS, ANNE]
    after = [("Date de transmission : 15 juin 2026",), HEADS, ANNE]
    assert one(saved(workbook(("Liste 1", beside)))).transmitted.raw == "2026-06-15"  # type: ignore[union-attr]
    assert one(saved(workbook(("Liste 1", after)))).transmitted.raw == "15 juin 2026"  # type: ignore[union-attr]


def test_two_lists_on_one_sheet_are_told_apart_by_their_titles() -> None:
    parameters = TEMPLATE.parametres
    first, second = (each.title(parameters) for each in FORMS["cooperation.annexe-1"].lists)
    rows = [(first,), HEADS, ANNE, (), (second,), (*HEADS, "Date de demande de clôture"), ("PARTI", "Luc"), ("* Le délai…",)]  # fmt: skip
    assert people(one(saved(workbook(("Annexe 1", rows))))) == {"ouverts": ["EXEMPLE"], "clos": ["PARTI"]}  # fmt: skip


def test_a_workbook_may_hold_both_annexes() -> None:
    rows = [("Rôle", "Nom", "Courriel"), ("Responsable des habilitations", "BOBINE", "b@t.example"), ("Responsable sécurité", "ROTIN", "r@t.example")]  # fmt: skip
    found = xlsx.read("recu.xlsx", saved(workbook(("Annexe 1", [HEADS, ANNE]), ("Annexe 2", rows))))
    assert {each.form: people(each) for each in found} == {
        "cooperation.annexe-1": {"ouverts": ["EXEMPLE"]},
        "cooperation.annexe-2": {"responsable_habilitations": ["BOBINE"], "responsable_securite": ["ROTIN"]},
    }  # fmt: skip


def test_the_roles_of_annexe_3_are_not_those_of_annexe_2() -> None:
    """Both annexes have a « Responsable sécurité »: that of annexe 3 is the Caf's."""
    heads = ("Nom", "Courriel")
    ours = [("ANNEXE 2",), ("Responsable sécurité",), heads, ("ROTIN", "r@t.example")]
    caf = [("ANNEXE 3",), ("Responsable sécurité",), heads, ("LAMPION", "l@caf99.example")]
    assert people(one(saved(workbook(("Annexes", ours + caf))))) == {"responsable_securite": ["ROTIN"]}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Clôture demandée le", "cloture_demandee_le"),
        ("Demande de clôture", "cloture_demandee_le"),
        ("Date de clôture", "cloture_le"),
        ("Demandé le", "demande_le"),
    ],
)
def test_a_request_to_close_is_not_a_closing(head: str, key: str) -> None:
    rows = [("Liste 2",), ("Nom", "Mél", head, "Date de fin"), ("A", "a@t.example", "2026-06-15", "")]  # fmt: skip
    if key != "cloture_demandee_le":
        rows = [("Liste 2",), ("Nom", "Mél", head, "Demande de clôture"), ("A", "a@t.example", "2026-06-15", "")]  # fmt: skip
    (row,) = one(saved(workbook(("Annexe 1", rows)))).lists["clos"]
    assert row.cells[key].raw == "2026-06-15"


def test_lines_without_heads_are_refused_in_time() -> None:
    """Looking for the heads of each line anew would take minutes."""
    rows = [tuple(range(20))] * 2_000
    began = time.perf_counter()
    assert "ligne de titres" in refused(saved(workbook(("Feuil1", rows))))
    assert time.perf_counter() - began < 6  # writing it included


def test_hidden_sheets_and_lines_are_told() -> None:
    book = workbook(("Liste 1", [HEADS, ANNE, ("CACHÉ", "Luc")]), ("Ancienne", [HEADS, ("VIEUX", "Guy")]))  # fmt: skip
    book["Liste 1"].row_dimensions[3].hidden = True
    book["Ancienne"].sheet_state = "hidden"
    answers = one(saved(book))
    assert people(answers) == {"ouverts": ["EXEMPLE", "CACHÉ"]}
    assert any("lignes masquées" in note and "3" in note for note in answers.notes)
    assert any("Ancienne" in note and "pas lue" in note for note in answers.notes)


def test_cells_merged_downwards_hold_for_each_line() -> None:
    book = workbook(("Liste 1", [HEADS, ANNE, ("B", "Luc", "", "", "")]))
    book["Liste 1"].merge_cells("D2:D3")
    answers = one(saved(book))
    assert [row.cells["fonction"].raw for row in answers.lists["ouverts"]] == ["DGS", "DGS"]
    assert any("D2:D3" in note for note in answers.notes)


def test_name_and_first_name_in_one_column_are_parted_only_when_it_is_sure() -> None:
    rows = [("Nom et prénom", "Mél"), ("Anne EXEMPLE", "a@t.example"), ("Anne de la Tour", "b@t.example")]  # fmt: skip
    answers = one(saved(workbook(("Liste 1", rows))))
    assert raws(answers)["ouverts"] == [
        {"nom": "EXEMPLE", "prenom": "Anne", "adresse_electronique": "a@t.example"},
        {"nom": "Anne de la Tour", "adresse_electronique": "b@t.example"},
    ]


def test_what_stands_outside_the_columns_is_told() -> None:
    answers = one(saved(workbook(("Liste 1", [HEADS, (*ANNE, "à supprimer")]))))
    assert any("« à supprimer »" in note and "ligne 2" in note for note in answers.notes)


def test_our_own_workbook_is_read_after_moved_lines_and_a_new_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written({"ouverts": annexe_1().ouverts})))
    page = book["Liste 1"]
    page.insert_rows(2)
    page["A5"], page["C5"] = "NOUVEAU", "n@t.example"
    book.create_sheet("Notes")["A1"] = "rien à lire"
    book.move_sheet("Liste 2", -1)
    answers = one(saved(book))
    assert people(answers) == {"clos": [], "ouverts": ["SAULE", "NOUVEAU"]}
    assert answers.base == "a" * 64


def test_a_list_whose_sheet_was_removed_is_absent() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written({})))
    del book["Liste 2"]
    assert one(saved(book)).lists == {"ouverts": ()}


def refused(raw: bytes, name: str = "recu.xlsx") -> str:
    """The sentence by which a file is refused."""
    with pytest.raises(GreffeError) as error:
        formats.read(name, raw)
    sentence = str(error.value)
    assert name in sentence
    assert re.search(r"[.]$", sentence)
    assert "\n" not in sentence
    return sentence


def test_a_formula_is_refused_with_its_cell() -> None:
    book = workbook(("Liste 1", [HEADS, ("=A1", "Anne"), ("B", "Luc")]))
    assert "feuille Liste 1, cellule A2" in refused(saved(book))


def test_a_workbook_without_heads_is_refused() -> None:
    assert "ligne de titres" in refused(saved(workbook(("Feuil1", [("EXEMPLE", "Anne"), ("B", "C")]))))  # fmt: skip


def test_a_word_file_named_as_a_workbook_is_refused() -> None:
    assert ".docx" in refused(base.build())


def test_a_damaged_or_foreign_file_is_refused() -> None:
    raw = written({})
    refused(raw[:-40])
    refused(b"")
    refused(b"bonjour")


def test_a_sheet_of_endless_cells_is_refused_in_time() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 100_000))
    parts = {}
    with zipfile.ZipFile(io.BytesIO(saved(workbook(("Liste 1", [HEADS, ANNE]))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + cells.encode() + b"</sheetData>", page)  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    began = time.perf_counter()
    assert "lignes" in refused(stream.getvalue())
    assert time.perf_counter() - began < 4  # 2 s on the reference machine, tests share theirs


# The web form


ASKED = ("nom", "prenom", "adresse_electronique", "fonction", "demande_le")


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(ASKED, AWKWARD)), max_size=4), st.dates().map(date.isoformat))  # fmt: skip
def test_a_web_form_is_read_as_it_was_typed(ouverts: list[dict[str, str]], sent: str) -> None:
    clos = [line | {"cloture_demandee_le": sent} for line in ouverts]
    answers = form(ouverts, clos, transmise_le=sent, avant={"ouverts": ouverts, "clos": []})
    assert raws(answers) == {"ouverts": ouverts, "clos": clos}
    assert answers.before is not None
    assert raws(replace(answers, lists=answers.before)) == {"ouverts": ouverts, "clos": []}
    assert answers.transmitted is not None
    assert (answers.transmitted.raw, answers.notes) == (sent, ())


# Text tables

CSV = "Nom;Prénom;Mél;Fonction\nEXEMPLE;Anne;anne@temoin.example;DGS\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])  # fmt: skip
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_recognised(encoding: str, separator: str) -> None:
    raw = CSV.replace(";", separator).encode(encoding)
    if encoding == "utf-16-be":
        raw = b"\xfe\xff" + raw
    answers = one(raw, csv.read)
    assert raws(answers)["ouverts"] == [
        {"nom": "EXEMPLE", "prenom": "Anne", "adresse_electronique": "anne@temoin.example", "fonction": "DGS"}
    ]  # fmt: skip
    assert answers.lists["ouverts"][0].cells["prenom"].place == "ligne 2, colonne 2"


def test_quoted_cells_and_those_that_look_like_formulas_are_text() -> None:
    text = 'Nom;Mél;Fonction\n"DUPONT; dit ""Le Grand""";=cmd|x@t.example;"+33\nsur deux lignes"\nB;b@t.example;\n'
    answers = one(text.encode(), csv.read)
    assert raws(answers)["ouverts"][0] == {
        "nom": 'DUPONT; dit "Le Grand"', "adresse_electronique": "=cmd|x@t.example", "fonction": "+33\nsur deux lignes",
    }  # fmt: skip
    assert answers.lists["ouverts"][1].place == "ligne 4"


def test_a_column_says_the_list_of_each_line() -> None:
    text = "Liste;Nom;Mél\n1;A;a@t.example\nclôture;B;b@t.example\nliste 2;C;c@t.example\n?;D;d@t.example\n"
    answers = one(text.encode(), csv.read)
    assert people(answers) == {"ouverts": ["A", "D"], "clos": ["B", "C"]}
    assert any("ligne 5" in note.lower() and "« ? »" in note for note in answers.notes)


def test_a_title_line_says_the_list_below() -> None:
    text = "Date de transmission;15/06/2026\nListe 1;\nNom;Mél\nA;a@t.example\nListe 2;\nB;b@t.example\n"
    answers = one(text.encode(), csv.read)
    assert people(answers) == {"ouverts": ["A"], "clos": ["B"]}
    assert answers.transmitted is not None
    assert answers.transmitted.place == "ligne 1, colonne 2"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'Nom;Mel\n"A;a@t.example\n', "ligne 2"),
        (b"\x00\x01\x02", "n'est pas un tableau en texte"),
        (b"Nom;Mel\n" + b"x;y\n" * 60_000, "trop gros"),
        (b"Nom;Mel\n" + b"x;y\n" * 300_000, "trop gros"),
        (b"", "ligne de titres"),
        (b"un texte quelconque\nsans colonnes\n", "ligne de titres"),
    ],
)
def test_a_text_table_that_cannot_be_read_is_refused(raw: bytes, words: str) -> None:
    assert words in refused(raw, "recu.csv")


# Mails


def mail(*files: tuple[str, bytes], sender: str = "Lise MODÈLE <lise@temoin.example>", **heads: str) -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "habilitations@caf99.example"
    message["Date"] = heads.get("date", "Mon, 15 Jun 2026 23:30:00 +0000")
    message.set_content("Bonjour, voici l'annexe.")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)  # fmt: skip
    return message


def unnamed() -> EmailMessage:
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="octet-stream")
    return message


def received(message: EmailMessage) -> tuple[Answers, ...]:
    return formats.read("courriel.eml", message.as_bytes())


def test_an_attachment_is_read_with_its_sender_and_its_place() -> None:
    (answers,) = received(mail(("Annexe été.csv", CSV.encode()), ("logo.png", b"x")))
    assert answers.sender == "lise@temoin.example"
    assert answers.file == "courriel.eml, pièce jointe Annexe été.csv"
    assert answers.lists["ouverts"][0].cells["nom"].place == "pièce jointe Annexe été.csv, ligne 2, colonne 1"  # fmt: skip
    assert any("logo.png" in note for note in answers.notes)


def test_the_mail_offers_its_day_in_france_when_the_form_has_none() -> None:
    (answers,) = received(mail(("a.csv", CSV.encode())))
    assert answers.transmitted is not None
    assert (answers.transmitted.raw, answers.transmitted.place) == (
        "2026-06-16",
        "date du courriel",
    )
    sent = written({}, sent=date(2026, 6, 10))
    (answers,) = received(mail(("a.xlsx", sent)))
    assert answers.transmitted is not None
    assert answers.transmitted.raw == "2026-06-10"


@pytest.mark.parametrize("as_file", [False, True])
def test_a_forwarded_mail_keeps_the_sender_who_filled_the_form(as_file: bool) -> None:
    inner = mail(("a.csv", CSV.encode()))
    outer = mail(sender="agent@caf99.example")
    if as_file:
        outer.add_attachment(inner.as_bytes(), maintype="application", subtype="octet-stream", filename="m.eml")  # fmt: skip
    else:
        outer.add_attachment(inner)
    (answers,) = received(outer)
    assert answers.sender == "lise@temoin.example"


def test_several_forms_are_read_apart_and_a_bad_one_stops_none() -> None:
    found = received(mail(("a.csv", CSV.encode()), ("b.xlsx", b"bonjour"), ("c.csv", CSV.encode())))
    assert [each.file for each in found] == ["courriel.eml, pièce jointe a.csv", "courriel.eml, pièce jointe c.csv"]  # fmt: skip
    assert all(any("pièce jointe b.xlsx" in note for note in each.notes) for each in found)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (mail(), "pas de pièce jointe"),
        (mail(("winmail.dat", b"x")), "Outlook"),
        (mail(("annexe.pdf", b"%PDF")), "annexe.pdf"),
        (mail(("annexe.csv", b"\x00")), "pièce jointe annexe.csv"),
        (mail(*[(f"{n}.csv", b"x") for n in range(6)]), "porte 6 formulaires"),
        (unnamed(), "sans nom"),
    ],
)
def test_a_mail_without_a_form_is_refused(message: EmailMessage, words: str) -> None:
    assert words in refused(message.as_bytes(), "courriel.eml")


def test_what_is_not_a_mail_is_refused() -> None:
    assert "n'est pas un courriel" in refused(b"\xd0\xcf\x11\xe0 msg", "courriel.eml")


def test_mails_nested_without_end_are_refused() -> None:
    layer = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    raw = b"From: a@b.example\n" + b"".join(layer % (n, n) for n in range(eml.MAX_PARTS + 1))
    assert "les uns dans les autres" in refused(raw, "courriel.eml")
    raw = b"From: a@b.example\n" + b"".join(layer % (n, n) for n in range(eml.MAX_PARTS))
    assert "pas de pièce jointe" in refused(raw, "courriel.eml")


@pytest.mark.parametrize(
    "body", [b"--b\n\nx\n" * 3_000, b"X: y\n" * 301_000, b"--b\r\rx\r" * 3_000]
)
@pytest.mark.parametrize("within", [False, True])
def test_a_mail_of_endless_parts_is_refused_in_time(body: bytes, within: bool) -> None:
    raw = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + body
    if within:
        raw = mail(("m.eml", raw)).as_bytes()
    began = time.perf_counter()
    with pytest.raises(GreffeError, match=r"trop (?:gros|de courriels)"):
        formats.read("courriel.eml", raw)
    assert time.perf_counter() - began < 2


def test_mails_attached_to_mails_are_opened_a_few_times_only() -> None:
    """Each is read whole again; a form forwarded twice is still found."""
    message = mail(("a.csv", CSV.encode()))
    for _ in range(eml.MAX_DEPTH):
        message = mail(("m.eml", message.as_bytes()))
    assert len(received(message)) == 1
    assert "les uns dans les autres" in refused(mail(("m.eml", message.as_bytes())).as_bytes(), "m.eml")  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Disposition: attachment; filename*0*=utf-8''x; filename*2=y",
        b"Content-Disposition: attachment; filename*=a%00b''z.csv",
        b'Content-Type: text/plain; name="=?xx?q?a?="',
        b"Content-Type: multipart/mixed; boundary*0*=",
        b"Date: 99999",
        b"From: " + b"(" * 5000,
    ],
)
def test_headers_that_are_wrong_do_not_break_the_reader(head: bytes) -> None:
    refused(b"To: a@b.example\n" + head + b"\n\nBonjour", "courriel.eml")


# Formats


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.msg", "Outlook"), ("a.pdf", "Word"), ("a.ods", "LibreOffice"), ("a.xls", ".xlsx"), ("a", ".json")],
)  # fmt: skip
def test_other_endings_are_refused_with_what_to_do(name: str, words: str) -> None:
    assert words in refused(b"x", name)


def test_the_ending_may_be_in_capitals() -> None:
    (answers,) = formats.read("ANNEXE.CSV", CSV.encode())
    assert people(answers) == {"ouverts": ["EXEMPLE"]}
