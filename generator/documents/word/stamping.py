"""A Word file that somebody made, told apart by greffe's own properties and rid of who worked on it."""

import io
import posixpath
import zipfile

from lxml import etree

from generator.documents.identity import PART, Identity, custom_properties
from generator.documents.word import core
from generator.documents.word.markup import NAMESPACE
from generator.documents.word.package import assemble, deflated

_W = f"{{{NAMESPACE}}}"
_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_APP = "docProps/app.xml"
_NO_APP = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_OWN = {
    PART: (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    ),
    core.NAME: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
}
"""Content type and relation of the parts that are written anew (ECMA-376 part 2, 11; part 1, 22.3)."""
_DROPPED = ("word/people.xml", "docProps/thumbnail.")
"""How the names begin of parts that tell of people, or show the first page as it was."""


def stamped(raw: bytes, identity: Identity, title: str, author: str) -> bytes:
    """The Word file `raw`, which was opened safely before, with this identity, title and author.

    What names people or machines is taken away: who made and saved it, the firm, the marks of the
    sessions in which it was written (w:rsid).
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    kept = {name: part for name, part in parts.items() if not name.startswith(_DROPPED)}
    gone = parts.keys() - kept.keys()
    kept = {name: _cleaned(name, part, gone) for name, part in kept.items()}
    if _APP in kept:
        kept[_APP] = _NO_APP
    kept[_TYPES] = _typed(kept[_TYPES], gone)
    kept |= {PART: custom_properties(identity), core.NAME: core.xml(title, author)}
    return assemble(deflated(name, part) for name, part in kept.items())


def _cleaned(name: str, part: bytes, gone: set[str]) -> bytes:
    if name.startswith("word/") and name.endswith(".xml"):
        return _without_sessions(part)
    return _related(name, part, gone) if name.endswith(".rels") else part


def _without_sessions(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for element in list(root.iter(f"{_W}rsids")):
        element.getparent().remove(element)
    for element in root.iter(etree.Element):
        for name in [each for each in element.attrib if each.startswith(f"{_W}rsid")]:
            del element.attrib[name]
    return _written(root)


def _related(name: str, part: bytes, gone: set[str]) -> bytes:
    """A listing of relations without those to parts that are gone; the main one has ours."""
    root = etree.fromstring(part)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        ours = name == "_rels/.rels" and target.lstrip("/") in _OWN
        if target.lstrip("/") in gone or ours:
            root.remove(relation)
    if name == "_rels/.rels":
        for number, (target, (_, kind)) in enumerate(_OWN.items(), 1):
            etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"greffe{number}", Type=kind, Target=target)  # fmt: skip
    return _written(root)


def _typed(part: bytes, gone: set[str]) -> bytes:
    root = etree.fromstring(part)
    for override in list(root.iter(f"{_CONTENT}Override")):
        if override.get("PartName", "").lstrip("/") in gone | _OWN.keys():
            root.remove(override)
    for name, (content, _) in _OWN.items():
        etree.SubElement(root, f"{_CONTENT}Override", PartName=f"/{name}", ContentType=content)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
