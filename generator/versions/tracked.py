"""Two Word files as one, whose differences are tracked changes that Word accepts or refuses one by one.

Source: ECMA-376 part 1, 17.13.5 (w:ins, w:del). Words are compared, not their look: where they are the
same, the later file's stand. A paragraph that changed keeps its runs, and loses its links and controls.
"""

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import count, groupby

from lxml import etree

from generator.documents.word.markup import NAMESPACE
from generator.documents.word.package import assemble, deflated
from generator.versions.alignment import Change, aligned, plain

_W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMPARED = re.compile(r"word/(?:document|header\d*)\.xml\Z")
_NUMBERING = re.compile(rb'<w:num w:numId="(\d+)"')
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_DELETED = {f"{_W}t": f"{_W}delText", f"{_W}instrText": f"{_W}delInstrText"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}


def tracked(before: bytes, after: bytes, *, author: str, day: date) -> bytes:
    """The Word file `after`, marked with what `author` changed on `day` since `before`.

    All changes accepted, its words are those of `after`; all refused, those of `before`, with the spaces,
    apostrophes and quotes of `after` where nothing else changed. Both are documents
    of greffe, or were opened safely before.
    """
    old, new = _parts(before), _parts(after)
    marks = _Marks(author, day, frozenset(_NUMBERING.findall(new.get("word/numbering.xml", b""))))
    for name in new.keys() & old.keys():
        if _COMPARED.match(name):
            new[name] = marks.part(etree.fromstring(old[name]), etree.fromstring(new[name]))
    return assemble(deflated(name, content) for name, content in new.items())


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@dataclass(frozen=True)
class _Atom:
    """A word, a sign or any other child of a run, with the run it is in."""

    key: str
    run: etree._Element
    child: etree._Element

    @property
    def look(self) -> etree._Element | None:
        """What the run says of its look."""
        return self.run.find(f"{_W}rPr")


class _Marks:
    """Writes tracked changes, numbering them."""

    def __init__(self, author: str, day: date, numberings: frozenset[bytes]) -> None:
        self._said = {f"{_W}author": author, f"{_W}date": f"{day.isoformat()}T00:00:00Z"}
        self._numbers = count(1)
        self._numberings = numberings

    def part(self, before: etree._Element, after: etree._Element) -> bytes:
        """The part `after` with its changes since `before`."""
        self._blocks(_content(after), _content(before))
        return bytes(etree.tostring(after, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _blocks(self, after: etree._Element, before: etree._Element) -> None:
        """Replace the paragraphs and tables of `after` with the same, marked with what changed since `before`."""
        ends = [child for child in after if child.tag in (f"{_W}sectPr", f"{_W}tcPr")]
        head = [child for child in ends if child.tag == f"{_W}tcPr"]
        pairs = list(aligned(_read(before), _read(after), _text))
        for child in list(after):
            after.remove(child)
        after.extend(head)
        for old, new in pairs:
            after.extend(self._block(old, new))
        after.extend(child for child in ends if child not in head)

    def _block(
        self, old: etree._Element | None, new: etree._Element | None
    ) -> Iterator[etree._Element]:
        if old is None or new is None:
            changed: Change = "deleted" if new is None else "inserted"
            (whole,) = (each for each in (old, new) if each is not None)
            yield self._whole(whole, changed)
        elif plain(_text(old)) == plain(_text(new)) and old.tag == new.tag:
            yield new
        elif old.tag != new.tag or not _same_shape(old, new):
            yield self._whole(old, "deleted")
            yield self._whole(new, "inserted")
        elif new.tag == f"{_W}tbl":
            self._rows(old, new)
            yield new
        else:
            yield self._paragraph(old, new)

    def _whole(self, block: etree._Element, change: Change) -> etree._Element:
        """The block, all of it deleted or inserted."""
        block = copy.deepcopy(block)
        for row in block.iter(f"{_W}tr"):
            _first(row, "trPr", after=("tblPrEx",)).append(self._mark(change))
        paragraphs = [block] if block.tag == f"{_W}p" else list(block.iter(f"{_W}p"))
        for paragraph in paragraphs:
            self._rewrite(paragraph, [(change, atom) for atom in _atoms(paragraph)])
            properties = _first(paragraph, "pPr")
            self._drop_numbering(properties)
            _first(properties, "rPr", last=("sectPr", "pPrChange")).insert(0, self._mark(change))
        return block

    def _drop_numbering(self, properties: etree._Element) -> None:
        """A list that the later file has not got would make Word refuse it."""
        number = properties.find(f"{_W}numPr")
        value = number.find(f"{_W}numId") if number is not None else None
        if value is not None and value.get(f"{_W}val", "").encode() not in self._numberings:
            properties.remove(number)

    def _rows(self, before: etree._Element, after: etree._Element) -> None:
        old, new = before.findall(f"{_W}tr"), after.findall(f"{_W}tr")
        start = after.index(new[0])
        pairs = list(aligned(old, new, _text))
        for row in new:
            after.remove(row)
        for position, (one, other) in enumerate(pairs, start):
            if one is None or other is None:
                change: Change = "deleted" if other is None else "inserted"
                (whole,) = (each for each in (one, other) if each is not None)
                after.insert(position, self._whole(whole, change))
                continue
            for cell, held in zip(other.findall(f"{_W}tc"), one.findall(f"{_W}tc"), strict=True):
                self._blocks(cell, held)
            after.insert(position, other)

    def _paragraph(self, before: etree._Element, after: etree._Element) -> etree._Element:
        old, new = _atoms(before), _atoms(after)
        keys = [each.key for each in old], [each.key for each in new]
        changes: list[tuple[Change, _Atom]] = []
        for tag, first, last, start, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():  # fmt: skip
            if tag == "equal":
                changes += (("equal", atom) for atom in new[start:end])
                continue
            changes += (("deleted", atom) for atom in old[first:last])
            changes += (("inserted", atom) for atom in new[start:end])
        self._rewrite(after, changes)
        return after

    def _rewrite(self, paragraph: etree._Element, changes: Sequence[tuple[Change, _Atom]]) -> None:
        """Replace the content of `paragraph` with the atoms of `changes`."""
        for child in list(paragraph):
            if child.tag != f"{_W}pPr":
                paragraph.remove(child)
        for change, group in groupby(changes, key=lambda pair: pair[0]):
            home = paragraph
            if change != "equal":
                home = self._mark(change)
                paragraph.append(home)
            for _, same in groupby((atom for _, atom in group), key=lambda atom: id(atom.run)):
                home.append(_run(list(same), deleted=change == "deleted"))

    def _mark(self, change: Change) -> etree._Element:
        tag = {"deleted": "del", "inserted": "ins"}[change]
        return etree.Element(f"{_W}{tag}", {f"{_W}id": str(next(self._numbers)), **self._said})


def _content(root: etree._Element) -> etree._Element:
    """The element that holds the blocks of a part."""
    body = root.find(f"{_W}body")
    return root if body is None else body


def _read(home: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of `home`, those inside controls included."""
    blocks: list[etree._Element] = []
    for child in home:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            blocks.append(child)
        elif child.tag == f"{_W}sdt":
            blocks += _read(child.find(f"{_W}sdtContent"))
    return blocks


def _text(block: etree._Element) -> str:
    return "".join(
        element.text or "" if element.tag == f"{_W}t" else _BREAKS.get(element.tag, "")
        for element in block.iter()
    )


def _same_shape(before: etree._Element, after: etree._Element) -> bool:
    """Whether the rows of two tables have as many cells; a paragraph has but one shape."""
    cells = [{len(row.findall(f"{_W}tc")) for row in each.iter(f"{_W}tr")} for each in (before, after)]  # fmt: skip
    return cells[0] == cells[1] and len(cells[0]) <= 1


def _atoms(paragraph: etree._Element) -> list[_Atom]:
    found: list[_Atom] = []
    for run in paragraph.iter(f"{_W}r"):
        for child in run:
            if child.tag == f"{_W}rPr":
                continue
            if child.tag != f"{_W}t":
                found.append(_Atom(_BREAKS.get(child.tag) or f"\0{child.tag}", run, child))
                continue
            for word in _WORD.findall(child.text or ""):
                element = etree.Element(f"{_W}t", {_SPACE: "preserve"})
                element.text = word
                found.append(_Atom(" " if word.isspace() else plain(word), run, element))
    return found


def _run(atoms: Sequence[_Atom], *, deleted: bool) -> etree._Element:
    """One run of atoms that share their look."""
    run = etree.Element(f"{_W}r")
    look = atoms[0].look
    if look is not None:
        run.append(copy.deepcopy(look))
    for atom in atoms:
        tag = _DELETED.get(atom.child.tag, atom.child.tag) if deleted else atom.child.tag
        if len(run) and run[-1].tag == tag and atom.child.tag == f"{_W}t":
            run[-1].text = f"{run[-1].text}{atom.child.text}"
            continue
        child = copy.deepcopy(atom.child)
        child.tag = tag
        run.append(child)
    return run


def _first(
    parent: etree._Element, name: str, *, after: Sequence[str] = (), last: Sequence[str] = ()
) -> etree._Element:
    """The child `name` of `parent`, made where the schema wants it: after the children `after`, or before `last`."""
    found = parent.find(f"{_W}{name}")
    if found is not None:
        return found
    child = etree.Element(f"{_W}{name}")
    tags = [each.tag for each in parent]
    if last:
        place = next((i for i, tag in enumerate(tags) if tag in {f"{_W}{each}" for each in last}), len(tags))  # fmt: skip
    else:
        place = sum(tag in {f"{_W}{each}" for each in after} for tag in tags)
    parent.insert(place, child)
    return child
