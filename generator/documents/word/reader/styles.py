"""What a paragraph or a run is, through the styles it names and those that these are based on.

Inheritance: ECMA-376 part 1, 17.7.2. An outline level may be set by a paragraph or by its style (17.3.1.20).
"""

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from generator.documents.word.reader.opening import W

TITLE = 0
"""The level of the document's title; headings are 1 to 3."""
_DEEPEST = 3
_BODY_TEXT = 9  # w:outlineLvl of what is no heading
_HEADING = re.compile(r"(?:heading|titre)\s*([1-9])(?:\s*\(.*\))?\Z", re.IGNORECASE)
_TITLES = frozenset({"title", "titre", "titre principal", "titre du document"})
_TABLES_OF_CONTENTS = re.compile(r"(?:toc|tm|table des matières|contents)\s*\d*\Z", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


class Styles:
    """The styles of a Word file; `root` is its styles part, None when it has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root

    @cached_property
    def _by_id(self) -> dict[str, etree._Element]:
        found = () if self._root is None else self._root.iter(f"{W}style")
        return {style.get(f"{W}styleId", ""): style for style in found}

    @cached_property
    def _default(self) -> str:
        """Id of the paragraph style of a paragraph that names none."""
        for key, style in self._by_id.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
                return key
        return ""

    def of(self, paragraph: etree._Element) -> str:
        """Id of the style of the paragraph."""
        return value(paragraph, "pPr/pStyle") or self._default

    def name(self, style: str) -> str:
        """The name of the style whose id is `style`, "" when it is not there."""
        return value(self._by_id[style], "name") if style in self._by_id else ""

    def chain(self, style: str) -> Iterator[etree._Element]:
        """The style, then what it is based on, nearest first."""
        seen = set[str]()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value(self._by_id[style], "basedOn")

    def level(self, paragraph: etree._Element) -> int | None:
        """0 for a title, 1 to 3 for a heading, None for a paragraph of text."""
        style = self.of(paragraph)
        if _TABLES_OF_CONTENTS.match(self.name(style)):
            return None
        direct = _outline(paragraph)
        if direct is not None:
            return min(direct + 1, _DEEPEST) if direct < _BODY_TEXT else None
        for each in self.chain(style):
            name = value(each, "name").strip()
            if name.lower() in _TITLES:
                return TITLE
            if found := _HEADING.match(name):
                return min(int(found[1]), _DEEPEST)
            outline = _outline(each)
            if outline is not None:
                return min(outline + 1, _DEEPEST) if outline < _BODY_TEXT else None
        return None

    def numbering(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The numId and level of the list that the paragraph is in; None when it is in none."""
        level, number = value(paragraph, "pPr/numPr/ilvl"), value(paragraph, "pPr/numPr/numId")
        for style in self.chain(self.of(paragraph)):
            level = level or value(style, "pPr/numPr/ilvl")
            number = number or value(style, "pPr/numPr/numId")
        if not number or number == "0":
            return None
        return number, int(level) if level.isdecimal() and int(level) < 9 else 0

    def property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """The nearest pPr child `name` of the paragraph or of its styles."""
        for owner in (paragraph, *self.chain(self.of(paragraph))):
            found = owner.find(f"{W}pPr/{W}{name}")
            if found is not None:
                return found
        return None

    def toggled(self, run: etree._Element, name: str, paragraph: etree._Element | None) -> bool:
        """Whether the run has the look `name` (« b », « i », « vanish »), its own or its styles'.

        Without `paragraph` the paragraph's style does not count: what is bold in all of a style says nothing
        of these words. The exclusive or of 17.7.3 between styles is left aside.
        """
        direct = run.find(f"{W}rPr/{W}{name}")
        if direct is not None:
            return is_on(direct)
        styles = [*self.chain(value(run, "rPr/rStyle"))]
        if paragraph is not None:
            styles += self.chain(self.of(paragraph))
        for style in styles:
            found = style.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return is_on(found)
        return False


def value(element: etree._Element, path: str) -> str:
    """The w:val of the descendant at `path`, "" when there is none."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def is_on(element: etree._Element) -> bool:
    """Whether a property that is on or off is on: present without a value, it is."""
    return element.get(f"{W}val", "1").lower() not in _OFF


def _outline(owner: etree._Element) -> int | None:
    found = value(owner, "pPr/outlineLvl")
    return int(found) if found.isdecimal() else None
