"""Opening the Word files and workbooks that others send: refused before any parser reads them.

What is refused is what could harm whoever reads the file (size, entities) or opens it (macros, links that
fetch something), and what greffe would not see in it (a file within the file). At most 2 seconds and
300 MB, whatever the file. Formats: ECMA-376 part 2 (packages), APPNOTE 6.3 (zip).
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from generator.errors import GreffeError

MAX_FILE = 20_000_000
MAX_ENTRIES = 1_000
MAX_TOTAL = 100_000_000
MAX_XML = 24_000_000
MAX_NODES = 1_000_000
"""Tags and attributes in all parts; each costs the parser some 120 bytes."""
MAX_RATIO = 200
"""How many times smaller a large XML part may be in the archive; ordinary ones are 5 to 40 times."""

Kind = Literal["docx", "xlsx"]

_LARGE = 100_000
_END = struct.Struct("<4s4H2LH")
_DIRECTORY_ENTRY = 46 + 260  # bytes: its fixed fields, a long name
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_KINDS: Mapping[str, Kind] = {"wordprocessingml.document": "docx", "spreadsheetml.sheet": "xlsx"}
_DECLARED = re.compile(rb"<!(?!--|\[CDATA\[)")
_LOCAL_DRIVE = re.compile(r"file:/+[A-Za-z]:", re.ASCII)
_REFUSALS = {
    "absent": ("est vide", "Demandez à l'expéditeur de le renvoyer"),
    "protected": ("est protégé par un mot de passe", "Demandez à l'expéditeur de le renvoyer sans mot de passe"),
    "encrypted": ("contient des éléments chiffrés", "Demandez à l'expéditeur de le renvoyer sans mot de passe"),
    "old": ("est dans l'ancien format de Word ou d'Excel (.doc, .xls)", "Enregistrez-le au format .docx ou .xlsx"),
    "pdf": ("est un PDF, que greffe ne sait pas relire", "Demandez le fichier Word ou le formulaire rempli"),
    "open": ("est un document OpenDocument (.odt, .ods)", "Dans LibreOffice, enregistrez-le au format Word (.docx) ou Excel (.xlsx)"),
    "other": ("n'est ni un document Word (.docx) ni un classeur (.xlsx)", "Ouvrez-le dans son logiciel et enregistrez-le dans l'un de ces formats"),
    "damaged": ("est incomplet ou abîmé", "Ouvrez-le, enregistrez-le de nouveau au format .docx ou .xlsx, et renvoyez-le"),
    "names": ("contient des éléments en double ou mal nommés : il a pu être fabriqué pour nuire", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "declared": ("contient une déclaration de type (DTD), qu'aucun logiciel de bureau n'écrit", "Ne l'ouvrez pas ; demandez à l'expéditeur ce qu'il a envoyé"),
    "macros": ("contient des macros", "Ne l'ouvrez pas ; demandez-le au format .docx ou .xlsx, sans macro"),
    "within": ("contient un autre fichier incorporé, que greffe ne lit pas", "Retirez-le, ou envoyez-le à part"),
}  # fmt: skip
_FETCHED = {
    "attachedTemplate": "un modèle Word",
    "externalLinkPath": "un autre classeur",
    "image": "une image",
    "oleObject": "un objet",
}
# « Strict Open XML », a choice of Word's « Enregistrer sous », only renames these.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True)
class Relation:
    """What a part points to: `type` is the last word of its URI (« styles », « hyperlink »…)."""

    id: str
    type: str
    target: str
    external: bool


class Archive:
    """A Word file or a workbook that passed every check."""

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self.name = name
        self._parts = parts
        self.main, self.kind = _main(self)

    def __contains__(self, path: str) -> bool:
        return path in self._parts

    def xml(self, path: str) -> etree._Element:
        """The root of the part `path`. Raises GreffeError when it is not there or not XML."""
        try:
            return etree.fromstring(_transitional(self._parts[path]), _parser())
        except (KeyError, etree.XMLSyntaxError) as error:
            raise _refused(self.name, "damaged") from error

    def relations(self, path: str) -> tuple[Relation, ...]:
        """What the part `path` points to ("" for the archive itself)."""
        folder, file = posixpath.split(path)
        listing = posixpath.join(folder, "_rels", f"{file}.rels")
        if listing not in self._parts:
            return ()
        return tuple(
            _relation(element, folder)
            for element in self.xml(listing).iter(f"{_RELATIONS}Relationship")
        )


def open_office(name: str, raw: bytes) -> Archive:
    """The .docx or .xlsx of these bytes. Raises GreffeError, one French sentence, for any other file."""
    _refuse_other_formats(name, raw)
    _refuse_large_directory(name, raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            entries = file.infolist()
            _refuse_entries(name, entries)
            parts = {
                entry.filename: _content(file, entry)
                for entry in entries
                if _is_xml(entry.filename)
            }
            if any(
                _content(file, entry, len(_ZIP)) in {_ZIP, _OLE}
                for entry in entries
                if entry.filename not in parts
            ):
                raise _refused(name, "within")
    except (
        zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError,
        ValueError,  # an offset before the file, a name that is not UTF-8
    ) as error:  # fmt: skip
        raise _refused(name, "damaged") from error
    _refuse_xml(name, parts)
    archive = Archive(name, parts)
    for path in parts:
        folder, file_name = posixpath.split(path)
        if posixpath.basename(folder) == "_rels":
            owner = posixpath.join(posixpath.dirname(folder), file_name.removesuffix(".rels"))
            for relation in archive.relations(owner):
                _refuse_outside(name, relation)
    return archive


def _refusal(name: str, reason: str, remedy: str) -> GreffeError:
    return GreffeError(f"« {name} » {reason}. {remedy}.")


def _refused(name: str, cause: str) -> GreffeError:
    return _refusal(name, *_REFUSALS[cause])


def _too_big(name: str, what: str) -> GreffeError:
    return _refusal(
        name,
        f"est trop gros pour un formulaire ({what})",
        "Retirez les images et les lignes vides, puis enregistrez-le de nouveau",
    )


def _refuse_other_formats(name: str, raw: bytes) -> None:
    if not raw:
        raise _refused(name, "absent")
    if len(raw) > MAX_FILE:
        raise _too_big(name, f"plus de {MAX_FILE // 1_000_000} Mo")
    if raw.startswith(_OLE) and _PROTECTED in raw:
        raise _refused(name, "protected")
    if raw.startswith(_OLE):
        raise _refused(name, "old")
    if raw.startswith(_PDF):
        raise _refused(name, "pdf")
    if not raw.startswith(_ZIP):
        raise _refused(name, "other")


def _refuse_large_directory(name: str, raw: bytes) -> None:
    """Read the end record alone: `zipfile` would first list every entry."""
    if len(raw) < _END.size:
        raise _refused(name, "damaged")
    signature, _, _, _, count, size, _, comment = _END.unpack(raw[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise _refused(name, "damaged")
    # With a second, 64-bit end record, `zipfile` would believe that one.
    long = raw[-_END.size - 20 :].startswith(b"PK\x06\x07")
    if long or count > MAX_ENTRIES or size > MAX_ENTRIES * _DIRECTORY_ENTRY:
        raise _too_big(name, f"plus de {MAX_ENTRIES} éléments")


def _refuse_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Judge the directory alone: nothing is decompressed yet."""
    names = [entry.orig_filename for entry in entries]
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise _refused(name, "damaged")  # `zipfile` bounds what it decompresses for these two alone
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(name, "encrypted")
    if len({each.lower() for each in names}) < len(names) or any(map(_is_unsafe, names)):
        raise _refused(name, "names")
    if any("vbaproject" in each.lower() for each in names):
        raise _refused(name, "macros")
    if "mimetype" in names:
        raise _refused(name, "open")
    total = sum(entry.file_size for entry in entries)
    xml = [entry for entry in entries if _is_xml(entry.filename)]
    if total > MAX_TOTAL or sum(entry.file_size for entry in xml) > MAX_XML:
        raise _too_big(name, f"{total // 1_000_000} Mo une fois décompressé")
    if any(entry.file_size > MAX_RATIO * entry.compress_size + _LARGE for entry in xml):
        raise _too_big(name, "un élément est anormalement compressé")


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels", ".vml"))


def _is_unsafe(path: str) -> bool:
    return (
        path.startswith("/")
        or "\\" in path
        or ":" in path
        or "\0" in path
        or ".." in path.split("/")
    )


def _content(file: zipfile.ZipFile, entry: zipfile.ZipInfo, length: int | None = None) -> bytes:
    """The entry, or its first `length` bytes; never more than the directory says, which was judged."""
    with file.open(entry) as content:
        # `read()` alone would decompress all there is before it compares.
        return content.read(entry.file_size + 1 if length is None else length)


def _refuse_xml(name: str, parts: Mapping[str, bytes]) -> None:
    """Judge the bytes of the parts, which are UTF-8. A type declaration is where entities, local or fetched, come from."""
    if any(b"\0" in content for content in parts.values()):
        raise _refused(name, "damaged")
    if any(_DECLARED.search(content) for content in parts.values()):
        raise _refused(name, "declared")
    if sum(content.count(b"<") + content.count(b"=") for content in parts.values()) > MAX_NODES:
        raise _too_big(name, "trop de lignes ou de cases")


def _refuse_outside(name: str, relation: Relation) -> None:
    """Refuse what a word processor would fetch or run. A link waits for a click; a path on the sender's own disk leads nowhere."""
    harmless = relation.type == "hyperlink" or (
        relation.type == "attachedTemplate" and _LOCAL_DRIVE.match(relation.target)
    )
    if relation.external and not harmless:
        raise _refusal(
            name,
            f"va chercher {_FETCHED.get(relation.type, 'un élément')} hors du fichier",
            "Ne l'ouvrez pas ; demandez à l'expéditeur un fichier sans modèle attaché, image liée ni liaison",
        )
    if relation.type in {"aFChunk", "oleObject", "package"}:
        raise _refused(name, "within")


def _parser() -> etree.XMLParser:
    # The encoding is imposed: bytes judged as UTF-8 are read as UTF-8.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _transitional(content: bytes) -> bytes:
    if _STRICT in content:
        for strict, usual in _TRANSITIONAL.items():
            content = content.replace(_STRICT + strict, usual)
    return content


def _relation(element: etree._Element, folder: str) -> Relation:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(
        element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external
    )


def _main(archive: Archive) -> tuple[str, Kind]:
    """Path of the part that holds the text or the sheets, and what it is by its content type."""
    if _CONTENT_TYPES in archive:
        types = archive.xml(_CONTENT_TYPES)
        for relation in archive.relations(""):
            if relation.type == "officeDocument" and relation.target in archive:
                content_type = _content_type(types, relation.target)
                if "macroenabled" in content_type.lower():
                    raise _refused(archive.name, "macros")
                for known, kind in _KINDS.items():
                    if known in content_type:
                        return relation.target, kind
    raise _refused(archive.name, "other")


def _content_type(types: etree._Element, path: str) -> str:
    """That of the part itself, else that of its extension."""
    by_part = {e.get("PartName", "").lstrip("/"): e for e in types.iter(f"{_TYPES}Override")}
    by_extension = {e.get("Extension", ""): e for e in types.iter(f"{_TYPES}Default")}
    declared = by_part.get(path, by_extension.get(path.rpartition(".")[2]))
    return "" if declared is None else declared.get("ContentType", "")
