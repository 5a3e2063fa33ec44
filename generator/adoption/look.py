"""The look of an official Word file, kept as the `base.docx` of its model: styles, page, header, footer, logo.

Nothing of who wrote it stays: properties, revision ids and custom XML are left behind, and so is the text.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from generator.adoption import roles
from generator.archives.office import Archive, Relation
from generator.documents.word import base, look
from generator.documents.word.markup import HEADER_PLACE, NAMESPACE, escape, paragraph, root, run
from generator.documents.word.package import assemble, deflated
from generator.documents.word.reader import opening
from generator.documents.word.reader.opening import W
from generator.errors import GreffeError

MAX_IMAGE = 5_000_000
"""Bytes of one image of the header or footer."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_RELATIONS}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_THEME = ("theme", "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml")  # fmt: skip
_IMAGES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "bmp": "bmp", "emf": "x-emf", "wmf": "x-wmf", "svg": "svg+xml", "tif": "tiff", "tiff": "tiff"}  # fmt: skip
# Ids of editing sessions and of paragraphs (ECMA-376 part 1, 17.15.1.71; [MS-DOCX] 2.2.4).
_TRACES = re.compile(rb'\s(?:w:rsid\w*|w14:(?:paraId|textId))="[^"]*"|<w:rsid\b[^>]*/>')
_A4 = {f"{W}w": "11906", f"{W}h": "16838"}
_MARGINS = {
    **{f"{W}{side}": "1417" for side in ("top", "right", "bottom", "left")},
    **{f"{W}header": "708", f"{W}footer": "708", f"{W}gutter": "0"},
}
_OWN_HEADER = "word/header-greffe.xml"
_KEPT_SETTINGS = ("evenAndOddHeaders", "defaultTabStop")  # the last is put first


def base_docx(archive: Archive, raw: bytes) -> bytes:
    """The base.docx that gives documents the look of the Word file `raw`, opened as `archive`.

    Raises GreffeError when an image of its header or footer is too large.
    """
    shipped = _shipped()
    styles = opening.part(archive, "styles")
    if styles is None:
        return base.build()
    numbering = opening.part(archive, "numbering")
    numbering = etree.fromstring(root("numbering", "")) if numbering is None else numbering
    ours = roles.numbered(numbering, etree.fromstring(shipped[look.NUMBERING]))
    roles.complete(styles, etree.fromstring(shipped["word/styles.xml"]), ours)
    main = archive.xml(archive.main)
    roles.add(styles, main, numbering, ours)
    section = _section(main)
    parts = {"word/styles.xml": _whole(styles), look.NUMBERING: _whole(numbering), "word/settings.xml": _settings(archive, shipped)}  # fmt: skip
    relations = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
    ]
    if (theme := opening.part(archive, "theme")) is not None:
        parts[_THEME[1]] = _whole(theme)
        relations.append(("theme", "theme/theme1.xml"))
    fonts = opening.part(archive, "fontTable")
    if fonts is not None:
        for embedded in fonts.xpath("//*[starts-with(local-name(), 'embed')]"):
            embedded.getparent().remove(embedded)
        parts["word/fontTable.xml"] = _whole(fonts)
        relations.append(("fontTable", "fontTable.xml"))
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts |= dict(_around(archive, file, section, relations))
    parts[look.DOCUMENT] = _document(section, main, roles.names(styles))
    parts["word/_rels/document.xml.rels"] = _relationships(
        (f"rId{rank}", kind, target, False) for rank, (kind, target) in enumerate(relations, 1)
    )
    parts["_rels/.rels"] = _relationships([("rId1", "officeDocument", look.DOCUMENT, False)])
    parts["[Content_Types].xml"] = _content_types(parts)
    return assemble(deflated(name, _TRACES.sub(b"", part) if _is_xml(name) else part) for name, part in parts.items())  # fmt: skip


def _shipped() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(base.build())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _section(main: etree._Element) -> etree._Element:
    """The first section's: that of the convention, annexes come after."""
    found = next(main.iter(f"{W}sectPr"), None)
    section = etree.Element(f"{W}sectPr") if found is None else deepcopy(found)
    for name in ("type", "footnotePr", "endnotePr", "formProt", "printerSettings"):
        for child in section.findall(f"{W}{name}"):
            section.remove(child)
    # Word reads these only in the order of the schema: what the page is comes after its headers and footers.
    at = sum(1 for child in section if child.tag in (f"{W}headerReference", f"{W}footerReference"))
    if section.find(f"{W}pgMar") is None:
        before = section.find(f"{W}pgSz")
        section.insert(at + (before is not None), etree.Element(f"{W}pgMar", _MARGINS))
    if section.find(f"{W}pgSz") is None:
        section.insert(at, etree.Element(f"{W}pgSz", _A4))
    return section


def _around(
    archive: Archive,
    file: zipfile.ZipFile,
    section: etree._Element,
    relations: list[tuple[str, str]],
) -> Iterator[tuple[str, bytes]]:
    """The headers and footers that the section names, with their images; each header has greffe's place."""
    known = {each.id: each for each in archive.relations(archive.main)}
    plain = False
    for reference in section.findall(f"{W}headerReference") + section.findall(
        f"{W}footerReference"
    ):
        relation = known.get(reference.get(f"{_R}id"))
        if relation is None or relation.target not in archive:
            section.remove(reference)
            continue
        is_header = reference.tag == f"{W}headerReference"
        plain = plain or (is_header and reference.get(f"{W}type", "default") == "default")
        number = sum(1 for kind, _ in relations if kind in ("header", "footer")) + 1
        kind = "header" if is_header else "footer"
        target = f"{kind}{number}.xml"
        relations.append((kind, target))
        reference.set(f"{_R}id", f"rId{len(relations)}")
        content = archive.xml(relation.target)
        if is_header:
            content.append(etree.fromstring(f'<x xmlns:w="{NAMESPACE}">{paragraph("Header", run(HEADER_PLACE))}</x>')[0])  # fmt: skip
        yield f"word/{target}", _whole(content)
        yield from _drawn(archive, file, relation, target)
    if not plain:
        relations.append(("header", "header-greffe.xml"))
        reference = etree.Element(f"{W}headerReference", {f"{W}type": "default", f"{_R}id": f"rId{len(relations)}"})  # fmt: skip
        section.insert(0, reference)
        yield _OWN_HEADER, root("hdr", paragraph("Header", run(HEADER_PLACE)))


def _drawn(
    archive: Archive, file: zipfile.ZipFile, owner: Relation, target: str
) -> Iterator[tuple[str, bytes]]:
    """The relations of a header or footer, and the images among them."""
    kept = []
    for each in archive.relations(owner.target):
        if each.type == "hyperlink":
            kept.append((each.id, each.type, each.target, True))
        elif each.type == "image" and each.target in file.namelist():
            if file.getinfo(each.target).file_size > MAX_IMAGE:
                raise GreffeError(
                    f"« {archive.name} » a dans son en-tête ou son pied de page une image de plus de {MAX_IMAGE // 1_000_000} Mo. Réduisez-la dans Word (Format de l'image, Compresser), puis recommencez."
                )
            name = f"media/{target.removesuffix('.xml')}-{each.target.rpartition('/')[2]}"
            yield f"word/{name}", file.read(each.target)
            kept.append((each.id, each.type, name, False))
    if kept:
        yield f"word/_rels/{target}.rels", _relationships(kept)


def _settings(archive: Archive, shipped: Mapping[str, bytes]) -> bytes:
    """The shipped settings, with what the page needs of the file's own."""
    settings, own = (
        etree.fromstring(shipped["word/settings.xml"]),
        opening.part(archive, "settings"),
    )
    stop = settings.find(f"{W}defaultTabStop")
    for name in _KEPT_SETTINGS:
        found = None if own is None else own.find(f"{W}{name}")
        if found is not None:
            stop.addnext(deepcopy(found))  # in the order of the schema
    if len(settings.findall(f"{W}defaultTabStop")) > 1:
        settings.remove(stop)
    return _whole(settings)


def _document(section: etree._Element, main: etree._Element, shown: Mapping[str, str]) -> bytes:
    """One line in each style that greffe uses; documents replace them by their text."""
    document = etree.Element(main.tag, nsmap=main.nsmap)
    body = etree.SubElement(document, f"{W}body")
    for name, style in shown.items():
        line = run(f"{name} : seule l'apparence de ce fichier est reprise.")
        body.append(etree.fromstring(f'<x xmlns:w="{NAMESPACE}">{paragraph(style, line)}</x>')[0])
    body.append(section)
    return _whole(document)


def _relationships(entries: Iterator[tuple[str, str, str, bool]] | list[tuple[str, str, str, bool]]) -> bytes:  # fmt: skip
    written = "".join(
        f'<Relationship Id="{escape(key)}" Type="{_RELATIONS}/{kind}" Target="{escape(target)}"{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'
        for key, kind, target, external in entries
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'.encode()  # fmt: skip


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    overrides = ""
    for name in sorted(parts):
        file = name.rpartition("/")[2].removesuffix(".xml")
        kind = file.rstrip("0123456789").removesuffix("-greffe")
        if name == _THEME[1]:
            overrides += f'<Override PartName="/{name}" ContentType="{_THEME[2]}"/>'
        elif name.startswith("word/") and name.endswith(".xml"):
            kind = "document.main" if kind == "document" else kind
            overrides += f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>'
    images = "".join(
        f'<Default Extension="{extension}" ContentType="image/{kind}"/>'
        for extension, kind in _IMAGES.items()
        if any(name.lower().endswith(f".{extension}") for name in parts)
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{images}{overrides}</Types>'
    ).encode()


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _whole(element: etree._Element) -> bytes:
    written: bytes = etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)  # fmt: skip
    return written
