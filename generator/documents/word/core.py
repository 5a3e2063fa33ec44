"""docProps/core.xml: what the file says of itself (ECMA-376 part 2, 11). No date: a build has none."""

from functools import lru_cache

from generator.documents.word.markup import escape
from generator.documents.word.package import Part, deflated

NAME = "docProps/core.xml"


def xml(title: str, author: str) -> bytes:
    """The properties of a French document."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    ).encode()


@lru_cache(maxsize=256)
def part(title: str, author: str) -> Part:
    """The same, ready for the zip."""
    return deflated(NAME, xml(title, author))
