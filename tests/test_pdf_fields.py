"""The rooms to sign of a PDF: named fields that any tool of electronic signature finds, and readers too."""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from test_pdf import document

from generator.archives.pdf import reading
from generator.archives.pdf.found import Pdf
from generator.documents.identity import Bound, Identity
from generator.documents.pdf.fields import MARK, fielded
from generator.documents.pdf.writer import bind, is_intact, write

DAY = date(2026, 1, 1)
IDENTITY = Identity("", "cc-x", "modele", "", "cooperation/convention")
TWO = """# Convention

Une phrase.

::: signatures
| Pour la Caf | Pour le {} |
|---|---|
| La Directrice | Le Maire |
| Madame Odile LAMPION | Monsieur Paul BRINDILLE |
:::
"""
ONE = "# Pièce\n\n::: signatures\n| Signature |\n|---|\n| Madame Odile LAMPION |\n:::\n"


@cache
def _two() -> bytes:
    return write(document(TWO, "C.C.A.S. de l'Île"), DAY, IDENTITY)


def _names(pdf: bytes) -> list[str]:
    return [each["/T"] for each in _widgets(pdf)]


def _opened(pdf: bytes) -> Any:
    """The file as pypdf has it: what its objects are is what is tried here."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def _widgets(pdf: bytes) -> list[Any]:
    reader = _opened(pdf)
    found = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    return [each for each in found if each["/Subtype"] == "/Widget"]


def test_each_room_is_an_empty_field_named_after_the_document_and_who_signs_it() -> None:
    """In ASCII, that any tool takes; a full stop would cut the name in two (ISO 32000-1, 12.7.3.2)."""
    fields = _opened(_two()).get_fields()
    assert fields is not None
    assert [(name, each["/FT"], each.get("/V")) for name, each in fields.items()] == [
        ("convention - Pour la Caf", "/Sig", None),
        ("convention - Pour le CCAS de l'Ile", "/Sig", None),
    ]
    assert [each["/TU"] for each in fields.values()] == [
        "Signature, Pour la Caf\u00a0: Titre",
        "Signature, Pour le C.C.A.S. de l'Île\u00a0: Titre",
    ]


def test_a_field_is_called_the_same_alone_and_in_a_dossier_where_names_are_one() -> None:
    """The service tells two bulletins apart; two rooms that nothing tells apart are numbered."""
    bulletins = [replace(IDENTITY, document=f"mon-compte-partenaire/{each}/bulletin") for each in ("afas", "cdap")]  # fmt: skip
    alone = [_names(write(document(ONE), DAY, each)) for each in bulletins]
    assert alone == [["bulletin afas - Signature"], ["bulletin cdap - Signature"]]
    dossier = Bound("", "cc-x", "modele", "", pieces=(*bulletins, bulletins[0]))
    bound = bind([document("# Bordereau"), *[document(ONE)] * 3], "Dossier", "Caf", DAY, dossier)
    assert _names(bound.press()) == [*alone[0], *alone[1], "bulletin afas - Signature (2)"]
    assert _names(write(document(ONE), DAY)) == ["Titre - Signature"]


def test_a_field_has_what_an_archive_asks_of_it() -> None:
    """An appearance, printed, no action (ISO 19005-2, 6.3.3, 6.4.1)."""
    for each in _widgets(_two()):
        left, bottom, right, top = map(float, each["/Rect"])
        appearance = each["/AP"]["/N"].get_object()
        assert appearance["/Subtype"] == "/Form"
        assert [float(side) for side in appearance["/BBox"]] == pytest.approx([0, 0, right - left, top - bottom], abs=0.01)  # fmt: skip
        assert each["/F"] == 4
        assert not {"/A", "/AA", "/MK"} & each.keys()
        assert right - left > 150
        assert top - bottom > 50


def test_a_field_has_what_a_screen_reader_asks_of_it() -> None:
    """A « Form » element that holds it, on a page whose tabs follow the structure (ISO 14289-1, 7.18.3, 7.18.4)."""
    reader = _opened(_two())
    held: list[int] = []

    def walk(element: Any, form: bool) -> None:
        kids = element.get("/K", [])
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        for raw in kids if isinstance(kids, list) else [kids]:
            kid = raw.get_object()
            if not isinstance(kid, DictionaryObject):
                continue
            if kid.get("/Type") == "/OBJR":
                assert form
                held.append(kid.raw_get("/Obj").idnum)
            else:
                walk(kid, kid.get("/S") == "/Form")

    walk(reader.root_object["/StructTreeRoot"], form=False)
    fields = reader.root_object["/AcroForm"]["/Fields"]
    assert held == [each.idnum for each in fields]
    assert all(page["/Tabs"] == "/S" for page in reader.pages if "/Annots" in page)


def test_no_link_to_nowhere_is_left() -> None:
    reader = _opened(_two())
    kinds = {each.get_object()["/Subtype"] for page in reader.pages for each in page.get("/Annots", [])}  # fmt: skip
    assert kinds == {"/Widget"}
    assert MARK.encode().hex().upper().encode() not in _two()


def test_the_room_is_above_the_name_and_takes_none_of_its_words() -> None:
    found = reading.read(_two())
    assert isinstance(found, Pdf)
    assert found.signatures == ()
    assert "Madame Odile LAMPION" in [each.text for each in found.pieces]
    (field, _) = _widgets(_two())
    heights: list[float] = []

    def say(text: str, matrix: list[float], _place: list[float], _font: object, _size: object) -> None:  # fmt: skip
        if "LAMPION" in text:
            heights.append(matrix[5])

    _opened(_two()).pages[0].extract_text(visitor_text=say)
    assert heights
    assert max(heights) < float(field["/Rect"][1])


def test_the_file_keeps_its_seal_and_its_bytes() -> None:
    assert is_intact(_two())
    assert write(document(TWO, "C.C.A.S. de l'Île"), DAY, IDENTITY) == _two()


def test_a_file_without_rooms_is_left_as_it_is() -> None:
    plain = write(document("# Titre\n\nUne phrase.\n"), DAY)
    assert fielded(plain) is plain
    assert b"/AcroForm" not in plain
