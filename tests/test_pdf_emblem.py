"""The logo of a Caf, that its base.docx has at the head of pages: in the PDF too, with words for who does not see it."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date

from pdf_files import letters, opened
from test_pdf import document

from generator.documents.emblem import emblem
from generator.documents.pdf.writer import bind, write
from generator.documents.word import base

DAY = date(2026, 1, 1)
_DRAWING = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1080000" cy="360000"/>
<wp:docPr id="1" name="Image 1" descr="{}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>
<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId7"/></a:graphicData></a:graphic></wp:inline>
</w:drawing></w:r></w:p>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/></Relationships>"""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png() -> bytes:
    rows = b"".join(b"\0" + b"\x20\x60\xa0" * 30 for _ in range(10))
    header = struct.pack(">IIBBBBB", 30, 10, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")  # fmt: skip


def _look(words: str = "") -> bytes:
    """The shipped base.docx, with a logo of three centimetres by one in its header."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base.build())) as shipped,
        zipfile.ZipFile(made, "w") as archive,
    ):
        for name in shipped.namelist():
            part = shipped.read(name)
            if name == "word/header.xml":
                part = part.replace(b"</w:hdr>", _DRAWING.format(words).encode() + b"</w:hdr>")
            archive.writestr(name, part)
        archive.writestr("word/_rels/header.xml.rels", _RELATIONS)
        archive.writestr("word/media/image1.png", _png())
    return made.getvalue()


def _figures(pdf: bytes) -> list[str]:
    """The words for the figures of a file (ISO 14289-1, 7.3)."""
    found: list[str] = []

    def walk(element) -> None:  # type: ignore[no-untyped-def]
        if isinstance(element, list):
            for each in element:
                walk(each.get_object())
        elif isinstance(element, dict):
            if element.get("/S") == "/Figure":
                found.append(str(element["/Alt"]))
            walk(element["/K"].get_object() if "/K" in element else [])

    walk(opened(pdf).trailer["/Root"]["/StructTreeRoot"].get_object())
    return found


def test_the_logo_is_that_of_the_header_of_the_word_file_at_its_size() -> None:
    found = emblem(_look())
    assert found is not None
    assert (found.width, found.height, found.words) == (3, 1, "")
    assert emblem(base.build()) is None


def test_a_document_opens_with_it_and_says_it_in_words() -> None:
    """Those of the Word file, else whose it is; the words of the text stay what they were."""
    said = document("# Titre\n\nUne phrase.\n\n" * 60)
    for words, alt in (
        ("", "Logo\u00a0: Caf de l'Exemple"),
        ("La Caf, un soleil", "La Caf, un soleil"),
    ):
        made = write(said, DAY, None, emblem(_look(words)))
        assert _figures(made) == [alt]
        assert [len(page.images) for page in opened(made).pages][:2] == [1, 0]
        assert made == write(said, DAY, None, emblem(_look(words)))
    first, plain = (
        letters(opened(pdf).pages[0].extract_text()) for pdf in (made, write(said, DAY))
    )
    assert first[:60] == plain[:60]


def test_what_another_writes_does_not_bear_it() -> None:
    """The act of the partner, in a dossier of the Caf."""
    own, other = document("# Un"), replace(document("# Deux"), author="Commune")
    made = bind([own, other], "Dossier", own.author, DAY, emblem=emblem(_look())).press()
    assert [len(page.images) for page in opened(made).pages] == [1, 0]
