"""A Word file or a workbook that others send, and what its parts point to.

At most 2 seconds and 300 MB, whatever the file. Format: ECMA-376 part 2.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from generator.archives.container import xml_parts
from generator.archives.refusals import fetching, refused

Kind = Literal["docx", "xlsx"]

_KINDS: Mapping[str, Kind] = {"wordprocessingml.document": "docx", "spreadsheetml.sheet": "xlsx"}
_LOCAL_DRIVE = re.compile(r"file:/+[A-Za-z]:", re.ASCII)
# « Strict Open XML », a choice of Word's « Enregistrer sous », only renames these.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_CONTENT_TYPES = "[Content_Types].xml"
_PROPERTIES = "docProps/custom.xml"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
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
            raise refused(self.name, "damaged") from error

    def properties(self) -> dict[str, str]:
        """The custom properties that are not empty."""
        if _PROPERTIES not in self:
            return {}
        return {
            element.get("name", ""): value
            for element in self.xml(_PROPERTIES).iter(_PROPERTY)
            if (value := "".join(element.itertext()).strip())
        }

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
    parts = xml_parts(name, raw)
    archive = Archive(name, parts)
    for path in parts:
        folder, file_name = posixpath.split(path)
        if posixpath.basename(folder) == "_rels":
            owner = posixpath.join(posixpath.dirname(folder), file_name.removesuffix(".rels"))
            for relation in archive.relations(owner):
                _refuse_outside(name, relation)
    return archive


def _refuse_outside(name: str, relation: Relation) -> None:
    """Refuse what a word processor would fetch or run. A link waits for a click; a path on the sender's own disk leads nowhere."""
    harmless = relation.type == "hyperlink" or (
        relation.type == "attachedTemplate" and _LOCAL_DRIVE.match(relation.target)
    )
    if relation.external and not harmless:
        raise fetching(name, relation.type)
    if relation.type in {"aFChunk", "oleObject", "package"}:
        raise refused(name, "within")


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
                    raise refused(archive.name, "macros")
                for known, kind in _KINDS.items():
                    if known in content_type:
                        return relation.target, kind
    raise refused(archive.name, "other")


def _content_type(types: etree._Element, path: str) -> str:
    """That of the part itself, else that of its extension."""
    by_part = {e.get("PartName", "").lstrip("/"): e for e in types.iter(f"{_TYPES}Override")}
    by_extension = {e.get("Extension", ""): e for e in types.iter(f"{_TYPES}Default")}
    declared = by_part.get(path, by_extension.get(path.rpartition(".")[2]))
    return "" if declared is None else declared.get("ContentType", "")
