"""WordprocessingML as text (ECMA-376 part 1, chapter 17). Lengths are twentieths of a point (twips)."""

import re
from collections.abc import Iterable, Sequence

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CENTIMETRE = 567
LIST_INDENT = 397
"""How much a list's text, at each level, is further from the margin."""

HEADER_PLACE = "[en-tête]"
"""The paragraph of a look's page header that each document's own header replaces."""


_TEXT = '<w:t xml:space="preserve">'
# Characters that word processors write as elements: as text, a font without them would be replaced.
_SIGNS = {"\t": "<w:tab/>", "\u2011": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>"}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")


def escape(text: str) -> str:
    """The text of an XML element or attribute."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` are the children of its rPr, in the order of the schema."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    words = _SIGN.sub(lambda found: f"</w:t>{_SIGNS[found[0]]}{_TEXT}", escape(text))
    return f"<w:r>{look}{_TEXT}{words}</w:t></w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of the style whose id is `style`; `properties` follow it in the pPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def root(tag: str, content: str) -> bytes:
    """A part of a Word file: the element w:`tag` and the XML declaration."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} xmlns:w="{NAMESPACE}">{content}</w:{tag}>'.encode()


def table(style: str, widths: Sequence[int], rows: Iterable[str]) -> str:
    """A table of the style whose id is `style`, columns of these widths in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(widths: Sequence[int], cells: Sequence[str], properties: str = "", cell: str = "") -> str:
    """A row that no page cuts; `cells` hold paragraphs, `cell` ends the tcPr of each."""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell}</w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{written}</w:tr>"
