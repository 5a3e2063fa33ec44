"""The pieces of a tagged PDF, in the order of its structure tree (ISO 32000-1, 14.7)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from generator.archives.pdf.content import SOFT, Line, Words
from generator.archives.pdf.found import Piece
from generator.archives.pdf.objects import followed, group, series

_HEADINGS = {"H": 0, "Title": 0, "H1": 0, "H2": 1, "H3": 2, "H4": 3, "H5": 4, "H6": 5}
_WHOLE = {"P", "LBody", "Lbl", "Caption", "Note", "TD", "TH", *_HEADINGS}
"""Elements whose words stand together, unless they hold some that do too."""
_INLINE = {"Span", "Strong", "Em", "Link", "Quote", "Code", "Reference", "Sub"}
_CELLS = {"TD", "TH"}
_MOST = 200_000
_DEEPEST = 60
_GOES_ON = (" ", "\u00a0", "\u202f", "-", "/", "@", "_", ".", "'", "\u2019")
"""How a line ends that was broken there for want of room."""
_LINE = 4.0
"""Points: less than any two lines are apart, more than a raised letter is above its line."""
_GAP = re.compile(r" ([],.)])")
"""A space that French does not have: what stands between two runs of letters passes for one."""


class TooMuchError(Exception):
    """A structure tree that is larger, or deeper, than any text calls for."""


def pieces(reader: PdfReader, pages: Sequence[Words]) -> Iterator[Piece]:
    """The pieces that the tree of `reader` tells, with the words of its `pages`. Raises TooMuchError."""
    return _Tree(reader, pages).pieces()


class _Tree:
    def __init__(self, reader: PdfReader, pages: Sequence[Words]) -> None:
        self._root = group(reader.root_object.get("/StructTreeRoot"))
        self._roles = group(self._root.get("/RoleMap"))
        self._words = {
            page.indirect_reference.idnum: words
            for page, words in zip(reader.pages, pages, strict=True)
            if page.indirect_reference
        }
        self._seen = 0

    def pieces(self) -> Iterator[Piece]:
        yield from self._below(self._root, None, 0)

    def _below(self, element: Any, page: int | None, depth: int) -> Iterator[Piece]:
        """The pieces that `element` holds, on `page` unless it tells another."""
        loose: list[Line] = []
        for kid, kid_page in self._kids(element, page, depth):
            if isinstance(kid, int):
                loose += self._marked(kid_page, kid)
                continue
            kind = self._kind(kid)
            if kind in _INLINE:
                said = self._said(kid, kid_page, depth + 1)
                if _is_block(kid) and not _goes_on(loose, said):
                    yield from _piece(loose)
                    loose = []
                loose += said
                continue
            yield from _piece(loose)
            loose = []
            if kind == "TR":
                yield from _row(list(self._cells(kid, kid_page, depth + 1)))
            elif kind == "LI":
                yield from self._item(kid, kid_page, depth + 1)
            elif kind in _WHOLE and not self._parts(kid, kid_page, depth + 1):
                yield from _piece(self._said(kid, kid_page, depth + 1), _HEADINGS.get(kind))
            else:
                yield from self._below(kid, kid_page, depth + 1)
        yield from _piece(loose)

    def _item(self, item: Any, page: int | None, depth: int) -> Iterator[Piece]:
        """The first piece of an item bears its label."""
        label: list[Line] = []
        inner: list[Piece] = []
        for kid, kid_page in self._kids(item, page, depth):
            if isinstance(kid, int):
                inner += _piece(self._marked(kid_page, kid))
            elif self._kind(kid) == "Lbl":
                label += self._said(kid, kid_page, depth + 1)
            else:
                inner += self._below(kid, kid_page, depth + 1)
        mark = list(_piece(label))
        for first in inner[:1]:
            yield Piece(" ".join(each.text for each in (*mark, first)), first.page)
        yield from inner[1:] if inner else mark

    def _cells(self, row: Any, page: int | None, depth: int) -> Iterator[list[Line]]:
        for kid, kid_page in self._kids(row, page, depth):
            if not isinstance(kid, int) and self._kind(kid) in _CELLS:
                yield self._said(kid, kid_page, depth + 1)

    def _parts(self, element: Any, page: int | None, depth: int) -> bool:
        """Whether `element` holds some whose words stand together on their own."""
        for kid, kid_page in self._kids(element, page, depth):
            if not isinstance(kid, int):
                kind = self._kind(kid)
                if kind in _WHOLE or kind in ("L", "Table") or self._parts(kid, kid_page, depth + 1):  # fmt: skip
                    return True
        return False

    def _said(self, element: Any, page: int | None, depth: int) -> list[Line]:
        """All the words below `element`."""
        said: list[Line] = []
        for kid, kid_page in self._kids(element, page, depth):
            said += self._marked(kid_page, kid) if isinstance(kid, int) else self._said(kid, kid_page, depth + 1)  # fmt: skip
        return said

    def _kids(self, element: Any, page: int | None, depth: int) -> Iterator[tuple[Any, int | None]]:
        """The kids of an element: numbers of marked content, elements; each with the page it is on."""
        if depth > _DEEPEST:
            raise TooMuchError
        page = _page(element, page)
        for kid in series(element.get("/K")):
            self._seen += 1
            if self._seen > _MOST:
                raise TooMuchError
            one = followed(kid)
            if isinstance(one, int):
                yield int(one), page
            elif isinstance(one, dict) and one.get("/Type") == "/MCR" and isinstance(one.get("/MCID"), int):  # fmt: skip
                yield int(one["/MCID"]), _page(one, page)
            elif isinstance(one, dict) and one.get("/Type") != "/OBJR":
                yield one, page

    def _kind(self, element: Any) -> str:
        """The standard type of an element, through the map of roles."""
        kind = str(element.get("/S", ""))
        if kind.lstrip("/") not in _HEADINGS and kind in self._roles:
            kind = str(self._roles[kind])
        return kind.lstrip("/")

    def _marked(self, page: int | None, number: int) -> list[Line]:
        words = self._words.get(page) if page is not None else None
        return words.marked.get(number, []) if words else []


def _page(element: Any, page: int | None) -> int | None:
    told = element.get("/Pg")
    return told.idnum if isinstance(told, IndirectObject) else page


def _is_block(element: Any) -> bool:
    """Whether an element that is usually within a line stands on its own (ISO 32000-1, 14.8.5.4.2)."""
    return any(group(each).get("/Placement") == "/Block" for each in series(element.get("/A")))


def _goes_on(said: Sequence[Line], more: Sequence[Line]) -> bool:
    """Whether the words `more` begin on the line where those `said` end."""
    return bool(said and more) and _is_level(said[-1], more[0])


def _is_level(one: Line, other: Line) -> bool:
    return one.page == other.page and abs(one.height - other.height) < _LINE


def _piece(said: Sequence[Line], level: int | None = None) -> Iterator[Piece]:
    if text := _joined(said):
        yield Piece(text, said[0].page, level)


def _row(cells: Sequence[Sequence[Line]]) -> Iterator[Piece]:
    said = [line for cell in cells for line in cell]
    if said:
        yield Piece(" | ".join(map(_joined, cells)), said[0].page)


def _joined(said: Sequence[Line]) -> str:
    """The words of lines that follow one another, the words cut at their ends whole again."""
    text = ""
    last: Line | None = None
    for each in said:
        if text and each.text.strip() == SOFT:
            last = None
            continue
        glued = last is None or _is_level(last, each) or text.endswith(_GOES_ON)
        text, last = text + each.text if glued else f"{text} {each.text}", each
    return _GAP.sub(r"\1", " ".join(text.split()))
