"""Files that others send: the good ones open, the hostile ones are refused in one French sentence, at once."""

import io
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.archives import container
from generator.archives.office import open_office
from generator.documents.word import base
from generator.errors import GreffeError

DOCX = base.build()
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><l>&i;</l>"
)
MAIN = "word/document.xml"
HERE = Path(__file__).parent


def contents(raw: bytes = DOCX) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """A zip of `parts`, then of `more`, which may use a name again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in [*parts.items(), *more]:
            file.writestr(name, content)
    return buffer.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The good file with one part added or replaced."""
    return packed(contents() | {name: content})


def with_relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    listing = "word/_rels/document.xml.rels"
    added = (
        f'<Relationship Id="rX" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    )
    return with_part(listing, contents()[listing].replace(b"</Relationships>", added.encode()))


def with_type(old: str, new: str) -> bytes:
    types = contents()["[Content_Types].xml"]
    assert old.encode() in types
    return with_part("[Content_Types].xml", types.replace(old.encode(), new.encode()))


def bomb() -> bytes:
    """The text of the document is 20 MB of spaces."""
    return with_part(MAIN, contents()[MAIN].replace(b"<w:body>", b"<w:body>" + b" " * 20_000_000))


def lying() -> bytes:
    """30 MB of zeros in an entry that the directory and the header say to be 100 bytes long."""
    raw = bytearray(packed(contents() | {"word/extra.xml": b"\0" * 30_000_000}))
    length = struct.pack("<L", 30_000_000)
    while (place := raw.find(length)) >= 0:
        raw[place : place + 4] = struct.pack("<L", 100)
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(DOCX)
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def crowd() -> bytes:
    return packed(contents() | {f"word/media/{number}.png": b"" for number in range(20_000)})


def big_directory() -> bytes:
    """20,000 entries of which the end record owns to 10: `zipfile` goes by the size, which is told."""
    raw = bytearray(crowd())
    raw[-14:-10] = struct.pack("<2H", 10, 10)
    return bytes(raw)


def ole(*content: bytes) -> bytes:
    return b"".join([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(2000), *content])


def many_nodes() -> bytes:
    """Compresses badly, but holds a million small elements."""
    rows = b"".join(b'<w:r w:x="%d"/>' % number for number in range(600_000))
    return with_part(MAIN, contents()[MAIN].replace(b"<w:body>", b"<w:body>" + rows))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "est vide"),
    "zip bomb": (bomb, "anormalement compressé"),
    "bomb of many parts": (
        lambda: packed(contents() | {f"word/{n}.xml": b" " * 90_000 for n in range(400)}),
        "trop gros",
    ),
    "entry larger than it says": (lying, "incomplet ou abîmé"),
    "20,000 entries": (crowd, "plus de 1000 éléments"),
    "20,000 entries, hidden": (big_directory, "plus de 1000 éléments"),
    "64-bit directory": (
        lambda: DOCX[:-22] + b"PK\x06\x07" + bytes(16) + DOCX[-22:],
        "plus de 1000 éléments",
    ),
    "a million elements": (many_nodes, "trop de lignes ou de cases"),
    "file too large": (lambda: b"PK\x03\x04" + bytes(container.MAX_FILE), "plus de 20 Mo"),
    "billion laughs": (lambda: with_part(MAIN, LAUGHS.encode()), "DTD"),
    "billion laughs in UTF-16": (lambda: with_part(MAIN, LAUGHS.encode("utf-16")), "abîmé"),
    "fetched entity": (
        lambda: with_part(
            "word/settings.xml", b'<!DOCTYPE a SYSTEM "https://nuire.example/a.dtd"><a/>'
        ),
        "DTD",
    ),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "macros"),
    "docm": (
        lambda: with_type(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "macros",
    ),
    "encrypted entry": (encrypted, "chiffrés"),
    "password": (lambda: ole("EncryptedPackage".encode("utf-16-le")), "mot de passe"),
    "doc": (ole, "ancien format"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF"),
    "not a zip": (lambda: b"Nom;Pr\xc3\xa9nom\n", "n'est ni un document Word"),
    "zip of files": (lambda: packed({"annexe.docx": DOCX}), "est une archive de plusieurs fichiers"),
    "zip of a pdf": (lambda: packed({"dossier.PDF": b"%PDF-1.7"}), "est une archive de plusieurs fichiers"),
    "photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(99), "est une image"),
    "zip of texts": (lambda: packed({"annexe.txt": b"x"}), "n'est ni un document Word"),
    "OpenDocument": (lambda: packed({"mimetype": b"application/x"}), "OpenDocument"),
    "truncated": (lambda: DOCX[:-100], "incomplet"),
    "damaged": (lambda: DOCX.replace(b"<w:body>", b"<w:boby>"), "incomplet"),
    "bytes after the end": (lambda: DOCX + b"more", "incomplet"),
    "duplicate name": (lambda: packed(contents(), ("WORD/document.xml", b"<a/>")), "en double"),
    "absolute path": (lambda: with_part("/etc/passwd", b"x"), "mal nommés"),
    "parent path": (lambda: with_part("word/../../x.xml", b"<a/>"), "mal nommés"),
    "drive path": (lambda: with_part("C:/x.xml", b"<a/>"), "mal nommés"),
    "remote template": (lambda: with_relation("attachedTemplate", "https://nuire.example/m.dotm"), "modèle Word"),
    "template on a share": (lambda: with_relation("attachedTemplate", "file:///\\\\nuire\\m.dotm"), "modèle Word"),
    "linked object": (lambda: with_relation("oleObject", "file:///C:/x.xlsx"), "un objet"),
    "linked image": (lambda: with_relation("image", "https://nuire.example/i.png"), "une image"),
    "embedded object": (lambda: with_relation("oleObject", "embeddings/o.bin", ""), "incorporé"),
    "embedded page": (lambda: with_relation("aFChunk", "page.xml", ""), "incorporé"),
    "nested archive": (lambda: with_part("word/media/image1.png", DOCX), "incorporé"),
    "external workbook": (
        lambda: with_part(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            contents()["_rels/.rels"].replace(
                b"</Relationships>",
                f'<Relationship Id="r" Type="{RELATION}/externalLinkPath" Target="a.xlsx" TargetMode="External"/></Relationships>'.encode(),
            ),
        ),
        "un autre classeur",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_foreign_file_is_refused_in_one_sentence_that_says_what_to_do(
    case: str,
) -> None:
    make, reason = HOSTILE[case]
    raw = make()
    start = time.perf_counter()
    with pytest.raises(GreffeError, match=reason) as refusal:
        open_office("annexe.docx", raw)
    assert time.perf_counter() - start < 2
    message = str(refusal.value)
    assert message.startswith("« annexe.docx » ")
    assert re.fullmatch(r"[^\n]*[^.\n]\. [A-Z][^\n]*\.", message), message


def test_hostile_files_take_little_memory(tmp_path: Path) -> None:
    """All of them, one after the other in one process: 300 MB at most, the interpreter and the files included."""
    for number, (make, _) in enumerate(HOSTILE.values()):
        (tmp_path / str(number)).write_bytes(make())
    reading = (
        "import pathlib, sys\n"
        "from generator.archives.office import open_office\n"
        "from generator.errors import GreffeError\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try: open_office('a', path.read_bytes())\n"
        "    except GreffeError: pass\n"
    )
    # Linux counts in a new process the memory of the one that starts it: a small one starts it here.
    starting = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", starting, reading, tmp_path],
        cwd=HERE.parent, capture_output=True, check=True, text=True,
    )  # fmt: skip
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit < 300_000_000


def test_a_word_file_and_a_workbook_open() -> None:
    word = open_office("a.docx", DOCX)
    assert (word.kind, word.main) == ("docx", MAIN)
    assert {relation.type for relation in word.relations(MAIN)} >= {"styles", "header"}
    assert word.xml(MAIN).tag.endswith("}document")
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    book = open_office("a.xlsx", buffer.getvalue())
    assert (book.kind, book.main) == ("xlsx", "xl/workbook.xml")
    assert [each.target for each in book.relations(book.main) if each.type == "worksheet"] == [
        "xl/worksheets/sheet1.xml"
    ]


@pytest.mark.parametrize(
    "raw",
    [
        with_relation("hyperlink", "mailto:anne@exemple.example"),
        with_relation("attachedTemplate", "file:///C:\\Modeles\\Normal.dotm"),
        with_part("word/media/image1.png", b"\x89PNG"),
        with_part("word/fichier.xml", b"<?xml version='1.0'?><!-- note --><a><![CDATA[<b>]]></a>"),
    ],
)
def test_what_ordinary_files_hold_is_accepted(raw: bytes) -> None:
    assert open_office("a.docx", raw).kind == "docx"


def test_a_strict_word_file_reads_as_the_usual_one() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    raw = with_part(MAIN, contents()[MAIN].replace(usual, strict))
    assert open_office("a.docx", raw).xml(MAIN).tag == f"{{{usual.decode()}}}document"


def test_a_part_that_is_missing_or_not_xml_is_refused_when_read() -> None:
    archive = open_office("a.docx", with_part("word/faux.xml", b"<a>"))
    for path in ("word/absent.xml", "word/faux.xml"):
        with pytest.raises(GreffeError, match="incomplet"):
            archive.xml(path)
