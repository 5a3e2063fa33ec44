"""The Word file that gives documents their look: its styles, page, header, footer and logo, not its text."""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from generator.documents.identity import PART
from generator.documents.word import core
from generator.documents.word.markup import HEADER_PLACE, NAMESPACE
from generator.documents.word.package import Part, deflated
from generator.errors import GreffeError

DOCUMENT = "word/document.xml"
NUMBERING = "word/numbering.xml"
PREFERRED = "greffe "
"""How the name begins of a style that stands for the one whose name follows: those of an adopted look."""

_W = f"{{{NAMESPACE}}}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_HERE = f"{_W}here"
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_FORMS = "http://schemas.microsoft.com/office/word/2012/wordml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)


@dataclass(frozen=True)
class Frame:
    """A part of the file around the blocks of a document."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Look:
    """What layout takes from the file."""

    width: int
    """Of the text, in twips."""
    styles: dict[str, str]
    """Id of a style, by its name in lower case: a French Word renames ids, not names."""
    lists: dict[str, tuple[str, str]]
    """The numId and abstractNumId of a list style, by the style's id."""
    document: Frame
    headers: tuple[Frame, ...]
    numbering: Frame
    constant: tuple[Part, ...]
    """Every other part."""
    turned: tuple[int, Frame]
    """`width` and `document` of a document in landscape."""

    @property
    def landscape(self) -> "Look":
        """The same look on pages turned to landscape, for wide tables."""
        width, document = self.turned
        return replace(self, width=width, document=document)

    def style(self, name: str) -> str:
        """Id of the style `name`; raises GreffeError when the file lacks it."""
        for known in (f"{PREFERRED}{name}".lower(), name.lower()):
            if known in self.styles:
                return self.styles[known]
        raise GreffeError(
            f"Le fichier d'apparence base.docx n'a pas le style « {name} ». Créez-le dans Word, ou repartez du fichier livré."
        )

    def numbers(self, style: str) -> tuple[str, str]:
        """The numId and abstractNumId of the list style `style`; raises GreffeError as above."""
        if self.style(style) not in self.lists:
            raise GreffeError(
                f"Dans le fichier d'apparence base.docx, le style « {style} » n'a ni puce ni numéro. Donnez-lui en dans Word, ou repartez du fichier livré."
            )
        return self.lists[self.style(style)]


@lru_cache(maxsize=8)
def read(data: bytes) -> Look:
    """The look in a Word file; raises GreffeError when it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        document, numbering, styles = (
            etree.fromstring(parts[name], _PARSER)
            for name in (DOCUMENT, NUMBERING, "word/styles.xml")
        )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise GreffeError(
            "Le fichier d'apparence base.docx n'est pas un document Word lisible. Enregistrez-le de nouveau au format .docx, ou repartez du fichier livré."
        ) from error
    headers = tuple(
        frame
        for name in sorted(parts)
        if name.startswith("word/header") and (frame := _header(name, parts[name]))
    )
    turned = _turned(document)
    _announce_properties(parts)
    varying = {DOCUMENT, NUMBERING, core.NAME, PART, *(frame.name for frame in headers)}
    return Look(
        width=_width(document),
        styles={
            _value(style, "name").lower(): style.get(f"{_W}styleId")
            for style in styles.iter(f"{_W}style")
        },
        lists=_lists(styles, numbering),
        document=_with_forms(_body(document)),
        headers=headers,
        numbering=_numbering(numbering),
        constant=tuple(
            deflated(name, content) for name, content in parts.items() if name not in varying
        ),
        turned=(_width(turned), _with_forms(_body(turned))),
    )


def _value(element: etree._Element, path: str) -> str:
    """The w:val of the only descendant at `path`, "" when there is none."""
    found = element.find("/".join(_W + name for name in path.split("/")))
    return "" if found is None else found.get(f"{_W}val")


def _width(document: etree._Element) -> int:
    section = f"{_W}body/{_W}sectPr/{_W}"
    page, margins = document.find(f"{section}pgSz"), document.find(f"{section}pgMar")
    return int(page.get(f"{_W}w")) - int(margins.get(f"{_W}left")) - int(margins.get(f"{_W}right"))


def _turned(document: etree._Element) -> etree._Element:
    turned = deepcopy(document)
    page = turned.find(f"{_W}body/{_W}sectPr/{_W}pgSz")
    sides = sorted((page.get(f"{_W}w"), page.get(f"{_W}h")), key=int)
    page.set(f"{_W}h", sides[0])
    page.set(f"{_W}w", sides[1])
    page.set(f"{_W}orient", "landscape")
    return turned


def _lists(styles: etree._Element, numbering: etree._Element) -> dict[str, tuple[str, str]]:
    abstract = {
        num.get(f"{_W}numId"): _value(num, "abstractNumId") for num in numbering.iter(f"{_W}num")
    }
    return {
        style.get(f"{_W}styleId"): (number, abstract[number])
        for style in styles.iter(f"{_W}style")
        if (number := _value(style, "pPr/numPr/numId")) in abstract
    }


def _body(document: etree._Element) -> Frame:
    body = document.find(f"{_W}body")
    for child in body[:-1]:  # the last is the section: page, margins, header, footer
        body.remove(child)
    body.insert(0, etree.Element(_HERE))
    return _frame(DOCUMENT, document)


def _numbering(numbering: etree._Element) -> Frame:
    numbering.findall(f"{_W}num")[-1].addnext(etree.Element(_HERE))
    return _frame(NUMBERING, numbering)


def _header(name: str, content: bytes) -> Frame | None:
    """The page header `name`, when it has the paragraph that a document's own header replaces."""
    header = etree.fromstring(content, _PARSER)
    for paragraph in header.iter(f"{_W}p"):
        if "".join(paragraph.itertext()) == HEADER_PLACE:
            paragraph.getparent().replace(paragraph, etree.Element(_HERE))
            return _frame(name, header)
    return None


def _frame(name: str, root: etree._Element) -> Frame:
    text = _whole(root).decode()
    before, after = text.split("<w:here/>")
    return Frame(name, before, after)


def _with_forms(document: Frame) -> Frame:
    """The frame, its root declaring the prefix w15 of controls as one that an older Word may ignore."""
    opening = document.before.index("<w:document") + len("<w:document")
    root, others = document.before[:opening], document.before[opening:]
    for prefix, namespace in (("mc", _MARKUP), ("w15", _FORMS)):
        if f'xmlns:{prefix}="' not in others:
            root += f' xmlns:{prefix}="{namespace}"'
    if 'mc:Ignorable="' not in others:
        root += ' mc:Ignorable="w15"'
    elif not re.search(r'mc:Ignorable="[^"]*\bw15\b', others):
        others = others.replace('mc:Ignorable="', 'mc:Ignorable="w15 ', 1)
    return Frame(document.name, root + others, document.after)


def _announce_properties(parts: dict[str, bytes]) -> None:
    """Make the archive list the custom properties that every document has."""
    types = etree.fromstring(parts["[Content_Types].xml"], _PARSER)
    if not any(each.get("PartName") == f"/{PART}" for each in types):
        etree.SubElement(
            types, f"{{{_TYPES}}}Override", PartName=f"/{PART}", ContentType=_PROPERTIES_TYPE
        )
        parts["[Content_Types].xml"] = _whole(types)
    relations = etree.fromstring(parts["_rels/.rels"], _PARSER)
    if not any(each.get("Type") == _PROPERTIES_RELATION for each in relations):
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            Id="rIdGreffe",
            Type=_PROPERTIES_RELATION,
            Target=PART,
        )
        parts["_rels/.rels"] = _whole(relations)


def _whole(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written
