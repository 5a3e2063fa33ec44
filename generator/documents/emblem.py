"""The logo that the Word file of a look has at the head of its pages, for the outputs that are not Word."""

import io
import posixpath
import zipfile
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_CENTIMETRE = 360_000
"""English metric units (ECMA-376 part 1, 20.1.2.1)."""


@dataclass(frozen=True)
class Emblem:
    """A picture as SVG, `width` and `height` centimetres wide and high; `words` stand for it, "" when the file has none."""

    svg: str
    width: float
    height: float
    words: str


@lru_cache(maxsize=8)
def emblem(look: bytes) -> Emblem | None:
    """The first picture in PNG or JPEG of the page headers of a Word file, at its size there; None without any."""
    with zipfile.ZipFile(io.BytesIO(look)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("word/header"):
                header = etree.fromstring(archive.read(name), _PARSER)
                for kind in ("inline", "anchor"):
                    for drawing in header.iter(f"{_DRAWING}{kind}"):
                        if found := _drawn(archive, name, drawing):
                            return found
    return None


def _drawn(archive: zipfile.ZipFile, header: str, drawing: etree._Element) -> Emblem | None:
    extent = drawing.find(f"{_DRAWING}extent")
    picture = next(drawing.iter(f"{_PICTURE}blip"), None)
    path = _target(archive, header, picture.get(_LINK, "")) if picture is not None else ""
    kind = _KINDS.get(posixpath.splitext(path)[1].lower())
    if extent is None or kind is None:
        return None
    width, height = (int(extent.get(side)) / _CENTIMETRE for side in ("cx", "cy"))
    said = drawing.find(f"{_DRAWING}docPr")
    words = said.get("descr", "") if said is not None else ""
    return Emblem(_svg(archive.read(path), kind, width, height), width, height, words)


def _target(archive: zipfile.ZipFile, part: str, identifier: str) -> str:
    """The part that `part` names so; "" when there is none."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return ""
    for each in etree.fromstring(archive.read(relations), _PARSER):
        if each.get("Id") == identifier:
            path = posixpath.normpath(posixpath.join(folder, each.get("Target", "")))
            return path if path in archive.namelist() else ""
    return ""


def _svg(picture: bytes, kind: str, width: float, height: float) -> str:
    """The picture in an SVG of this size: text, which goes wherever bytes do not."""
    size = f'width="{width}" height="{height}"'
    data = f"data:image/{kind};base64,{b64encode(picture).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}><image {size} preserveAspectRatio="none" href="{data}"/></svg>'
