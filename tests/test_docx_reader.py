"""Annexes that come home as Word files: ours whatever was done to them, and those that partners type."""

import copy
import io
import re
import string
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from records import TEMPLATE, TEXTS, annexe_1, caf, chosen, contact, only, partner
from returned import AWKWARD, raws

from generator.documents import templates
from generator.documents.fillable import controls
from generator.documents.forms import FORMS, NOBODY
from generator.documents.french import dates
from generator.documents.identity import Identity
from generator.documents.views.convention import blank, convention
from generator.documents.word import base, writer
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.readers.docx import altered, read
from generator.store.schema.nominative import Annexe1

LOOK = base.build()
OUVERTS, CLOS = FORMS["cooperation.annexe-1"].lists


def issued(document: str, context: Any) -> bytes:
    """The annexe as greffe sends it."""
    form = FORMS[f"cooperation.{document}"]
    text = templates.render(TEMPLATE, TEXTS[TEMPLATE.id], document, context, author="Caf")
    identity = Identity(form.id, "temoin", TEMPLATE.id, "a" * 64)
    return writer.write(text, LOOK, identity, controls(form, text.values))


def sent(record: Annexe1, **presentation: str) -> bytes:
    whole = partner(chosen(**presentation))
    return issued("annexe-1", convention(whole, caf(), only(whole), TEMPLATE, record))


def one(raw: bytes) -> Answers:
    (answers,) = read("annexe.docx", raw)
    return answers


def printed(record: Annexe1) -> dict[str, list[dict[str, str]]]:
    """What the annexe of `record` prints, in the same shape."""
    return {
        key: [
            {
                name: dates.numeric_date(value) if isinstance(value, date) else value
                for name, value in line.model_dump(exclude_none=True).items()
            }
            for line in lines
        ]
        for key, lines in (("ouverts", record.ouverts), ("clos", record.clos))
    }


# What people are called and do, and what their names must not be taken for.
WORDS = st.one_of(
    AWKWARD,
    st.text(string.ascii_letters + "éÉçœ’'-.,;:*_#|<>&[](){}/0123456789 «»\u00a0", min_size=1, max_size=25),
    st.sampled_from(["Néant", "Nom", "Prénom(s)", "Fonction", "Clôture", "* 1.", "Accès ouvert", "Idem", "NC"]),
).map(str.strip).filter(lambda text: re.search(r"\w", text) is not None)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)
ADDRESSES = st.from_regex(r"[a-z][a-z0-9.]{0,9}@[a-z]{1,9}\.example", fullmatch=True)
OPEN = st.fixed_dictionaries(
    {"nom": WORDS, "adresse_electronique": ADDRESSES},
    optional={"prenom": WORDS, "fonction": WORDS, "demande_le": DAYS},
)
CLOSED = st.fixed_dictionaries(
    {"nom": WORDS, "cloture_le": DAYS},
    optional={
        "prenom": WORDS,
        "adresse_electronique": ADDRESSES,
        "fonction": WORDS,
        "demande_le": DAYS,
        "cloture_demandee_le": DAYS,
    },
)
ANNEXES = st.builds(
    lambda opened, closed, day: annexe_1(ouverts=opened, clos=closed, transmise_le=day),
    st.lists(OPEN, max_size=4),
    st.lists(CLOSED, max_size=3),
    DAYS,
)


@given(ANNEXES, st.sampled_from(["tableau", "liste"]))
def test_what_is_written_is_read_back_whatever_the_names(record: Annexe1, layout: str) -> None:
    answers = one(sent(record, annexe_1=layout))
    assert raws(answers) == printed(record)
    assert answers.notes == ()
    assert answers.transmitted is not None
    assert answers.transmitted.raw.replace("\u00a0", " ") == dates.long_date(record.transmise_le or date.min).replace("\u00a0", " ")  # fmt: skip
    assert (answers.form, answers.partner, answers.template, answers.base) == (
        "cooperation.annexe-1", "temoin", TEMPLATE.id, "a" * 64,
    )  # fmt: skip


@given(st.lists(WORDS, min_size=2, max_size=3), st.lists(ADDRESSES, max_size=3))
def test_annexe_2_is_read_back(names: list[str], addresses: list[str]) -> None:
    people = [contact("X", nom=name, adresses_electroniques=addresses) for name in names]
    roles = {"responsable_habilitations": people[:1], "responsable_securite": people[1:]}
    whole = partner({"annexe_2": roles})
    answers = one(issued("annexe-2", convention(whole, caf(), only(whole), TEMPLATE)))
    found = raws(answers)
    assert [row["nom"] for rows in found.values() for row in rows] == names
    assert all(
        row.get("adresses_electroniques", "") == ", ".join(addresses)
        for rows in found.values()
        for row in rows
    )


@pytest.mark.parametrize("document", ["annexe-1", "annexe-2"])
def test_a_blank_form_says_nothing(document: str) -> None:
    answers = one(issued(document, blank(TEMPLATE)))
    assert all(rows == () for rows in answers.lists.values())
    assert len(answers.lists) == 2
    assert (answers.transmitted, answers.notes) == (None, ())


# What is done to our own form

PEOPLE = [
    {"nom": f"NOM{i}", "prenom": f"Prénom{i}", "adresse_electronique": f"p{i}@x.example", "fonction": f"agent {i}", "demande_le": "2026-01-0" + str(i)}
    for i in (1, 2, 3)
]  # fmt: skip
GONE = [{"nom": "PARTI", "prenom": "Luc", "cloture_le": "2025-06-30"}]
FORM = sent(annexe_1(ouverts=PEOPLE, clos=GONE))


def opened(raw: bytes = FORM) -> Document:
    return docx.Document(io.BytesIO(raw))


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rows(document: Document, table: int) -> list[Any]:
    """The row elements of a table, its head first."""
    return list(document.tables[table]._tbl.iter(qn("w:tr")))


def item(row: Any) -> Any:
    """What a word processor copies, moves or deletes: the row with the controls around it."""
    holder = row.getparent().getparent()
    return holder if holder.tag == qn("w:sdt") else row


def flattened(document: Document) -> Document:
    """As LibreOffice saves it: no repeating section, no tag, no placeholder mark left."""
    for table in document.tables:
        for row in list(table._tbl.iter(qn("w:tr"))):
            if row.getparent() is not table._tbl:
                table._tbl.append(row)
        for control in table._tbl.findall(qn("w:sdt")):
            table._tbl.remove(control)
    for mark in list(document.element.body.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    return document


def fill(row: Any, *texts: str) -> None:
    """Type in the cells: over the control where there is one."""
    for cell, text in zip(row.iter(qn("w:tc")), texts, strict=False):
        for mark in list(cell.iter(qn("w:showingPlcHdr"))):
            mark.getparent().remove(mark)
        first, *others = list(cell.iter(qn("w:t")))
        first.text = text
        for other in others:
            other.text = ""


def names(raw: bytes, key: str = "ouverts") -> list[str]:
    return [row.get("nom", "") for row in raws(one(raw))[key]]


@pytest.fixture(params=[lambda document: document, flattened], ids=["word", "libreoffice"])
def saving(request: pytest.FixtureRequest) -> Callable[[Document], Document]:
    return request.param


def test_rows_added_by_copy_are_people(saving: Callable[[Document], Document]) -> None:
    """A copied row keeps the numbers of its controls: the row tells people apart."""
    document = saving(opened())
    last = rows(document, 0)[-1]
    added = copy.deepcopy(item(last))
    item(last).addnext(added)
    fill(rows(document, 0)[-1], "NEUF", "Ada", "ada@x.example", "cheffe", "1er mars 2026")
    answers = one(saved(document))
    assert raws(answers)["ouverts"][-1] == {
        "nom": "NEUF", "prenom": "Ada", "adresse_electronique": "ada@x.example", "fonction": "cheffe", "demande_le": "1er mars 2026",
    }  # fmt: skip
    assert names(saved(document)) == ["NOM1", "NOM2", "NOM3", "NEUF"]
    assert answers.notes == ()


def test_rows_moved_and_deleted_follow(saving: Callable[[Document], Document]) -> None:
    document = saving(opened())
    first, second = (item(row) for row in rows(document, 0)[1:3])
    second.addnext(first)
    second.getparent().remove(second)
    assert names(saved(document)) == ["NOM1", "NOM3"]


def test_a_row_moved_to_the_other_list_keeps_its_values(saving: Callable[[Document], Document]) -> None:  # fmt: skip
    """Its five cells are not under the heads of list 2, which has six: its own names count."""
    document = saving(opened())
    item(rows(document, 1)[-1]).addnext(item(rows(document, 0)[2]))
    answers = one(saved(document))
    assert names(saved(document)) == ["NOM1", "NOM3"]
    assert raws(answers)["clos"] == [
        {"nom": "PARTI", "prenom": "Luc", "cloture_le": "30/06/2025"},
        {"nom": "NOM2", "prenom": "Prénom2", "adresse_electronique": "p2@x.example", "fonction": "agent 2", "demande_le": "02/01/2026"},
    ]  # fmt: skip


def test_a_row_without_controls_is_read_by_the_heads() -> None:
    document = opened()
    cells = document.tables[0].add_row().cells
    for cell, text in zip(cells, ["NU", "Zoé", "zoe@x.example", "agente", "05/05/2026"], strict=True):  # fmt: skip
        cell.text = text
    assert raws(one(saved(document)))["ouverts"][-1]["fonction"] == "agente"
    assert names(saved(document))[-1] == "NU"


def test_text_typed_over_or_beside_a_control_is_read() -> None:
    document = opened(issued("annexe-1", blank(TEMPLATE)))
    row = rows(document, 0)[1]
    cells = list(row.iter(qn("w:tc")))
    control = next(cells[0].iter(qn("w:sdt")))
    control.getparent().remove(control)
    cells[0].find(qn("w:p")).append(run("DÉTRUIT"))
    cells[1].find(qn("w:p")).append(run("Ève"))  # beside: the control still shows what it asks
    fill_one(cells[2], "eve@x.example")
    assert raws(one(saved(document)))["ouverts"] == [
        {"nom": "DÉTRUIT", "prenom": "Ève", "adresse_electronique": "eve@x.example"}
    ]


def run(text: str) -> Any:
    return docx.oxml.parse_xml(f'<w:r xmlns:w="{docx.oxml.ns.nsmap["w"]}"><w:t>{text}</w:t></w:r>')


def fill_one(cell: Any, text: str) -> None:
    for mark in list(cell.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    next(cell.iter(qn("w:t"))).text = text


def test_columns_moved_with_their_heads_are_followed() -> None:
    document = flattened(opened())
    for row in rows(document, 0):
        cells = row.findall(qn("w:tc"))
        row.remove(cells[0])
        row.append(cells[0])
    assert names(saved(document)) == ["NOM1", "NOM2", "NOM3"]
    assert one(saved(document)).notes == ()


def test_a_lost_head_leaves_the_names_of_the_controls() -> None:
    document = flattened(opened())
    head = rows(document, 0)[0]
    head.getparent().remove(head)
    assert raws(one(saved(document))) == printed(annexe_1(ouverts=PEOPLE, clos=GONE))


def test_two_cells_merged_into_one_keep_their_values() -> None:
    document = flattened(opened())
    first, second = list(rows(document, 0)[1].iter(qn("w:tc")))[:2]
    first.append(second.find(qn("w:p")))
    first.grid_span = 2
    second.getparent().remove(second)
    assert raws(one(saved(document)))["ouverts"][0] == {
        "nom": "NOM1", "prenom": "Prénom1", "adresse_electronique": "p1@x.example", "fonction": "agent 1", "demande_le": "01/01/2026",
    }  # fmt: skip


def test_a_value_pasted_in_another_column_is_where_the_eye_sees_it_and_it_is_said() -> None:
    document = flattened(opened())
    name, first_name = (cell.find(qn("w:p")) for cell in list(rows(document, 0)[1].iter(qn("w:tc")))[:2])  # fmt: skip
    one_, two = next(name.iter(qn("w:sdt"))), next(first_name.iter(qn("w:sdt")))
    first_name.append(one_)
    name.append(two)
    answers = one(saved(document))
    assert raws(answers)["ouverts"][0]["nom"] == "Prénom1"
    assert len(answers.notes) == 2


def test_a_table_cut_in_two_goes_on() -> None:
    document = flattened(opened())
    table = document.tables[0]._tbl
    rest = copy.deepcopy(table)
    for row in list(rest.iter(qn("w:tr")))[:3]:
        rest.remove(row)
    for row in rows(document, 0)[3:]:
        table.remove(row)
    for control in list(rest.iter(qn("w:sdt"))):  # typed anew: no control
        for piece in list(control.find(qn("w:sdtContent"))):
            control.addprevious(piece)
        control.getparent().remove(control)
    table.addnext(rest)
    rest.addprevious(docx.oxml.OxmlElement("w:p"))
    assert names(saved(document)) == ["NOM1", "NOM2", "NOM3"]


def xml(change: Callable[[str], str], raw: bytes = FORM) -> bytes:
    """The form with the text of its document.xml changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return buffer.getvalue()


def replaced(text: str, other: str) -> bytes:
    def change(whole: str) -> str:
        assert whole.count(text) == 1, whole.count(text)
        return whole.replace(text, other)

    return xml(change)


NOM2 = '<w:r><w:t xml:space="preserve">NOM2</w:t></w:r>'


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ("<w:r><w:t>NO</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>M2</w:t></w:r>", "NOM2"),
        ("<w:smartTag><w:r><w:t>NO</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>M2</w:t></w:r></w:hyperlink>", "NOM2"),
        ("<w:r><w:t>LE</w:t><w:noBreakHyphen/><w:t>NOM2\u00a0BIS</w:t></w:r>", "LE-NOM2\u00a0BIS"),
        ('<w:del w:id="1"><w:r><w:delText>NOM2</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>NEUF</w:t></w:r></w:ins>', "NEUF"),
        ('<w:moveFrom w:id="1"><w:r><w:t>NOM2</w:t></w:r></w:moveFrom><w:moveTo w:id="2"><w:r><w:t>NEUF</w:t></w:r></w:moveTo>', "NEUF"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD x</w:instrText></w:r><w:r><w:t>NOM2</w:t></w:r>', "NOM2"),
    ],
)  # fmt: skip
def test_however_word_cuts_a_text_it_is_one(pieces: str, expected: str) -> None:
    assert names(replaced(NOM2, pieces)) == ["NOM1", expected, "NOM3"]


def test_tracked_changes_and_comments_are_told() -> None:
    raw = replaced(NOM2, '<w:ins w:id="2"><w:r><w:t>NEUF</w:t></w:r></w:ins>')
    assert "modifications suivies" in one(raw).notes[0]
    document = opened()
    document.add_comment(document.add_paragraph("").add_run("x"), "Anne part en juin.", author="A", initials="A")  # fmt: skip
    assert any("« Anne part en juin. »" in note for note in one(saved(document)).notes)


def test_a_deleted_row_under_tracked_changes_is_deleted() -> None:
    def change(whole: str) -> str:
        start = whole.rindex("<w:trPr>", 0, whole.index("NOM2")) + len("<w:trPr>")
        return whole[:start] + '<w:del w:id="9" w:author="A"/>' + whole[start:]

    assert names(xml(change)) == ["NOM1", "NOM3"]


def test_a_table_within_a_cell_and_a_frame_are_not_lost() -> None:
    document = opened()
    cell = document.tables[0].add_row().cells[0]
    inner = cell.add_table(2, 2)
    for place, text in zip(inner._cells, ["Nom", "Mail", "DEDANS", "d@x.example"], strict=True):
        place.text = text
    assert "DEDANS" in names(saved(document))


def test_what_belongs_nowhere_is_said() -> None:
    document = opened()
    document.add_paragraph("Merci de traiter cette demande rapidement")
    (note,) = one(saved(document)).notes
    assert note == "Paragraphe 8 : « Merci de traiter cette demande rapidement » n'est repris nulle part."  # fmt: skip


# The fixed text


def test_the_form_as_sent_has_its_fixed_text_whatever_was_filled() -> None:
    document = opened()
    fill(rows(document, 0)[1], "AUTRE")
    item(rows(document, 0)[2]).getparent().remove(item(rows(document, 0)[2]))
    assert altered("a.docx", saved(document), FORM) == ()


def test_a_change_of_the_fixed_text_is_told_with_its_passage() -> None:
    raw = xml(lambda whole: re.sub(r"2(\s)ans", r"5\1ans", whole))
    notes = altered("a.docx", raw, FORM)
    assert len(notes) == 2
    assert all("est devenu" in note and "5 ans" in note for note in notes)
    document = opened()
    title = next(document.element.body.iter(qn("w:p")))
    title.getparent().remove(title)
    (gone,) = altered("a.docx", saved(document), FORM)
    assert gone == "Texte fixe retiré : « ANNEXE 1 : Suivi des habilitations »."


@pytest.mark.parametrize("nobody", ["clos", "ouverts", "both"])
def test_a_list_that_has_become_nobody_s_has_lost_no_fixed_text(nobody: str) -> None:
    """The site's form prints « Néant » in the place of a table; a table taken away without a word is said."""
    whole = annexe_1()
    empty = {key: [] for key in ("ouverts", "clos") if nobody in (key, "both")}
    before = sent(whole, annexe_1="tableau")
    raw = sent(whole.model_copy(update=empty), annexe_1="tableau")
    assert altered("a.docx", raw, before) == ()
    document = docx.Document(io.BytesIO(raw))
    for paragraph in document.paragraphs:
        if paragraph.text == NOBODY:
            paragraph.text = ""
    notes = altered("a.docx", saved(document), before)
    assert notes
    assert all("Texte fixe retiré" in note for note in notes)


# Annexes that partners type


def typed(*blocks: str | list[list[str]]) -> bytes:
    """A Word file of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, texts in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    return saved(document)


ANNE = {"nom": "TISANE", "prenom": "Anne", "adresse_electronique": "anne@x.example", "fonction": "agente"}  # fmt: skip
TITLES = ("ANNEXE 1 : SUIVI DES HABILITATIONS", "Date de transmission : 10/06/2026")
LIST_1 = (
    "1 – Liste des personnes pour lesquelles un nouvel acces est demandé ou qui ont un accès ouvert"
)
LIST_2 = "2 – Liste des personnes pour lesquelles une clôture de l’accès est demandée"


@pytest.mark.parametrize(
    "table",
    [
        [["Nom", "Prénom", "Mail", "Fonction"], ["TISANE", "Anne", "anne@x.example", "agente"]],
        [["FONCTION / QUALITÉ", "E-MAIL", "PRENOMS", "NOM"], ["agente", "anne@x.example", "Anne", "TISANE"]],
        [["Nom et prénom", "Adresse mél", "Poste"], ["TISANE Anne", "anne@x.example", "agente"]],
        [["Prénom NOM", "Courriel", "Qualité"], ["Anne TISANE", "anne@x.example", "agente"]],
        [["Nom", "TISANE"], ["Prénom", "Anne"], ["Courriel", "anne@x.example"], ["Fonction", "agente"]],
        [["TISANE", "Anne", "anne@x.example", "agente"]],
    ],
)  # fmt: skip
def test_a_typed_table_is_read_by_its_heads(table: list[list[str]]) -> None:
    answers = one(typed(*TITLES, LIST_1, table))
    assert raws(answers)["ouverts"] == [ANNE]
    assert answers.transmitted is not None
    assert answers.transmitted.raw == "10/06/2026"
    assert answers.form == "cooperation.annexe-1"
    assert answers.partner is None
    assert "n'est pas un formulaire de greffe" in answers.notes[0]


@pytest.mark.parametrize(
    "line",
    [
        "TISANE Anne, anne@x.example, agente",
        "- Anne TISANE ; anne@x.example ; agente",
        "Anne TISANE - agente - anne@x.example",
        "TISANE Anne\tagente\tanne@x.example",
        "• TISANE Anne (anne@x.example), agente",
    ],
)
def test_a_typed_line_is_read_by_its_signs(line: str) -> None:
    answers = one(typed(*TITLES, LIST_1, line, LIST_2, "Néant"))
    assert raws(answers) == {"ouverts": [ANNE], "clos": []}


def test_a_line_tells_a_request_to_close_from_a_closing() -> None:
    asked, done = "PARTI Luc, l@x.example, clôture demandée le 14/06/2026", "PARTI Léa, m@x.example, clôturé le 15/06/2026"  # fmt: skip
    first, second = raws(one(typed(*TITLES, LIST_2, asked, done)))["clos"]
    assert first["cloture_demandee_le"] == "14/06/2026"
    assert second["cloture_le"] == "15/06/2026"


def test_both_lists_in_one_table_and_closings_known_by_their_column() -> None:
    heads = ["Nom", "Prénom", "Mail", "Date de clôture"]
    one_table = [heads, ["Comptes clos", "", "", ""], ["PARTI", "Luc", "", "30/06/2025"]]
    assert raws(one(typed(*TITLES, LIST_1, one_table)))["clos"] == [
        {"nom": "PARTI", "prenom": "Luc", "cloture_le": "30/06/2025"}
    ]
    alone = one(typed(*TITLES, [heads, ["PARTI", "Luc", "", "30/06/2025"]]))
    assert raws(alone) == {"clos": [{"nom": "PARTI", "prenom": "Luc", "cloture_le": "30/06/2025"}]}
    assert any("à ses seules colonnes" in note for note in alone.notes)


def test_a_column_that_is_not_asked_is_told_and_not_dropped() -> None:
    table = [["Nom", "Prénom", "Téléphone"], ["TISANE", "Anne", "05 00 00 00 00"]]
    answers = one(typed(*TITLES, LIST_1, table))
    assert any("« Téléphone »" in note and "05 00 00 00 00" in note for note in answers.notes)


def test_a_date_in_a_table_and_a_head_over_two_columns_are_read() -> None:
    document = opened(typed("ANNEXE 1", [["Date de transmission", "10/06/2026"]], LIST_1, [["Nom et prénom", "", "Mail"], ["TISANE", "Anne", "anne@x.example"]]))  # fmt: skip
    first, second = list(rows(document, 1)[0].iter(qn("w:tc")))[:2]
    first.grid_span = 2
    second.getparent().remove(second)
    answers = one(saved(document))
    assert answers.transmitted is not None
    assert answers.transmitted.raw == "10/06/2026"
    assert raws(answers)["ouverts"] == [{key: ANNE[key] for key in ("nom", "prenom", "adresse_electronique")}]  # fmt: skip


HEADS = st.sampled_from(["Nom", "Prénom", "Nom et prénom", "Mail", "Fonction", "Date", "Téléphone", "Service", "", "Date de clôture", "Rôle"])  # fmt: skip
TOKENS = st.from_regex(r"[A-Z][a-z]{3,9}[0-9]", fullmatch=True)


@given(
    st.lists(HEADS, min_size=2, max_size=6).flatmap(
        lambda heads: st.tuples(
            st.just(heads), st.lists(st.lists(TOKENS, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=3)
        )
    ),
    st.lists(TOKENS, max_size=3),
    st.sampled_from([(), (LIST_1,), (LIST_2,)]),
)  # fmt: skip
def test_whatever_is_typed_is_read_or_told(
    table: tuple[list[str], list[list[str]]], line: list[str], title: tuple[str, ...]
) -> None:
    """Every word of every cell, and of every line below, is in a value or in a note."""
    heads, people = table
    answers = one(typed(*TITLES, LIST_1, *title, [heads, *people], ", ".join(line)))
    found = " ".join(
        [cell.raw for rows in answers.lists.values() for row in rows for cell in row.cells.values()]
        + list(answers.notes)
    )
    assert all(token in found for texts in [*people, line] for token in texts)


def test_a_name_that_nothing_divides_is_left_whole_and_told() -> None:
    table = [["Nom et prénom", "Mail"], ["Anne Marie Tisane", "anne@x.example"]]
    answers = one(typed(*TITLES, LIST_1, table))
    assert raws(answers)["ouverts"][0]["nom"] == "Anne Marie Tisane"
    assert any("sont à séparer" in note for note in answers.notes)


@pytest.mark.parametrize(
    "blocks",
    [
        ("Responsable des habilitations « Coopération » : TISANE Anne, anne@x.example, agente", "Responsable sécurité", "ROSEAU Luc, luc@x.example"),
        ([["Rôle", "Nom", "Prénom", "Mail"], ["Responsable des habilitations", "TISANE", "Anne", "anne@x.example"], ["Responsable de la sécurité", "ROSEAU", "Luc", "luc@x.example"]],),
        ([["", "Responsable des habilitations", "Responsable sécurité"], ["Nom", "TISANE", "ROSEAU"], ["Prénom", "Anne", "Luc"], ["Courriel", "anne@x.example", "luc@x.example"]],),
    ],
)  # fmt: skip
def test_a_typed_annexe_2_is_read_by_its_roles(blocks: tuple[Any, ...]) -> None:
    answers = one(typed("ANNEXE 2 : Les interlocuteurs chez le partenaire", *blocks))
    assert answers.form == "cooperation.annexe-2"
    assert {key: [row["nom"] for row in rows] for key, rows in raws(answers).items()} == {
        "responsable_habilitations": ["TISANE"],
        "responsable_securite": ["ROSEAU"],
    }


def test_several_annexes_in_one_file_are_several_forms() -> None:
    heads = ["Nom", "Prénom", "Mail"]
    first, second = read(
        "a.docx",
        typed(
            *TITLES, LIST_1, [heads, ["TISANE", "Anne", "anne@x.example"]],
            "ANNEXE 2 : Les interlocuteurs chez le partenaire", "Date de transmission : 11/06/2026",
            "Responsable des habilitations", [heads, ["ROSEAU", "Luc", "luc@x.example"]],
            "ANNEXE 3 : Les interlocuteurs à la Caf",
            "Responsable des habilitations", [heads, ["CAF", "Zoé", "zoe@caf.example"]],
        ),
    )  # fmt: skip
    assert [row["nom"] for row in raws(first)["ouverts"]] == ["TISANE"]
    assert [row["nom"] for row in raws(second)["responsable_habilitations"]] == ["ROSEAU"]
    assert [answers.transmitted.raw for answers in (first, second) if answers.transmitted] == ["10/06/2026", "11/06/2026"]  # fmt: skip


def test_a_file_that_is_no_annexe_is_refused() -> None:
    with pytest.raises(GreffeError, match="aucun titre ni aucune liste d'annexe"):
        read("courrier.docx", typed("Madame, Monsieur,", "Veuillez trouver ci-joint…"))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 70_000 + "</w:p>",
        "<w:p><w:r><w:t>" + "a b c d e " * 30_000 + "</w:t></w:r></w:p>",
    ],
)
def test_a_text_far_longer_than_an_annexe_is_refused(body: str) -> None:
    with pytest.raises(GreffeError, match="trop long pour une annexe"):
        read("roman.docx", xml(lambda whole: whole.replace("<w:body>", f"<w:body>{body}")))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>" + "x" * 190_000 + "@</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>" + "[à compléter :" * 13_000 + "</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>" + "demande " * 20_000 + "</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc>" * 70 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 70,
        "<w:p>" + "<w:smartTag>" * 240 + "<w:r><w:t>a</w:t></w:r>" + "</w:smartTag>" * 240 + "</w:p>",
    ],
)  # fmt: skip
def test_no_shape_of_text_makes_the_reader_slow_or_fall(body: str) -> None:
    raw = xml(lambda whole: whole.replace("<w:body>", f"<w:body>{body}"))
    assert names(raw) == ["NOM1", "NOM2", "NOM3"]


@pytest.mark.parametrize("text", [
    "Merci d'ajouter aussi Mme Rose PIVOINE, rose.pivoine@val-de-brume.example",
    "Signé : Ezéchiel de la Marjolaine, ezechiel@val-de-brume.example",
    "Cordialement, Rose",
])  # fmt: skip
def test_words_under_the_table_are_nobody_s_row(text: str) -> None:
    """Under the second list, a signature taken for a row would ask to close an access."""
    document = opened()
    document.add_paragraph(text)
    read = one(saved(document))
    assert {key: len(rows) for key, rows in read.lists.items()} == {
        key: len(rows) for key, rows in one(FORM).lists.items()
    }
    assert any(text in note and "n'est repris nulle part" in note for note in read.notes)
