"""A Word file that came back: its words as they would be printed, and what it says of its origin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from generator.archives.container import xml_parts
from generator.archives.office import Archive, open_office
from generator.archives.refusals import too_big
from generator.documents import identity as identities
from generator.documents.identity import Identity
from generator.documents.passages import Passage, constant
from generator.documents.seals import said
from generator.documents.word.markup import NAMESPACE
from generator.documents.word.reader import document
from generator.documents.word.reader.opening import MAX_PARAGRAPHS, TEXT_PARTS, refused
from generator.documents.word.reader.styles import is_on

_W = f"{{{NAMESPACE}}}"
_TRACKED = tuple(f"{_W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
_GONE = (f"{_W}del", f"{_W}moveFrom")
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_TRACKED_NOTE = "Le fichier garde des modifications suivies : les ajouts sont lus comme acceptés, les suppressions comme faites."
_STRUCK_NOTE = "Des mots sont barrés : ils sont lus comme supprimés."
_COMMENTS_NOTE = "Le fichier porte des commentaires, que la comparaison ne regarde pas."

Margin = tuple[str, str]
"""« header » or « footer », and the words of one such part, comparable."""


@dataclass(frozen=True)
class Received:
    """A file called `name`: the passages of its body, the words at the edges of its pages.

    `notes` are French sentences on what it holds besides its text. When it is `laid_out` (a PDF), its passages
    may be cut otherwise than they were written, by lines or by cells, and spaces may be lost.
    """

    name: str
    identity: Identity
    passages: tuple[Passage, ...]
    margins: frozenset[Margin]
    notes: tuple[str, ...]
    laid_out: bool = False


def read(name: str, raw: bytes) -> Received:
    """The Word file `raw`, tracked changes read as accepted.

    Raises GreffeError, one French sentence, when it is no Word file, or is not safe to open.
    """
    archive = open_office(name, raw)
    if archive.kind != "docx":
        raise refused(name, "est un classeur", "Donnez le fichier Word (.docx) du document")
    if sum(1 for _ in archive.xml(archive.main).iter(f"{_W}p")) > MAX_PARAGRAPHS:
        raise too_big(name, f"plus de {MAX_PARAGRAPHS} paragraphes")
    roots = {path: archive.xml(path) for path in _texts(archive)}
    notes = tuple(_notes(roots.values()))
    for root in roots.values():
        _accept(root)
        _drop_page_numbers(root)
    settled = {path: etree.tostring(root) for path, root in roots.items()}
    clean = Archive(name, {**xml_parts(name, raw), **settled})
    return Received(
        name,
        identities.identity(archive.properties()),
        tuple(constant(document.read(clean).blocks)),
        margins(clean),
        notes,
    )


def margins(archive: Archive) -> frozenset[Margin]:
    """The words of each header and footer that says something."""
    read = ((kind, "\n".join(said(constant(blocks)))) for kind, blocks in document.margins(archive))
    return frozenset((kind, text) for kind, text in read if text)


def _texts(archive: Archive) -> Iterator[str]:
    yield archive.main
    for relation in archive.relations(archive.main):
        if relation.type in TEXT_PARTS and relation.target in archive:
            yield relation.target


def _notes(roots: Iterable[etree._Element]) -> Iterator[str]:
    found = list(roots)
    if any(next(root.iter(*_TRACKED), None) is not None for root in found):
        yield _TRACKED_NOTE
    if any(next(_struck(root), None) is not None for root in found):
        yield _STRUCK_NOTE
    if any(next(root.iter(f"{_W}commentReference"), None) is not None for root in found):
        yield _COMMENTS_NOTE


def _accept(root: etree._Element) -> None:
    """Take away what tracked changes delete (ECMA-376 part 1, 17.13.5), and what is struck out."""
    for row in list(root.iter(f"{_W}tr")):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            row.getparent().remove(row)
    deleted = (each for each in root.iter(*_GONE) if each.getparent().tag != f"{_W}rPr")
    for gone in dict.fromkeys(
        [*deleted, *_struck(root)]
    ):  # in an rPr, it is the mark of a paragraph
        gone.getparent().remove(gone)


def _struck(root: etree._Element) -> Iterator[etree._Element]:
    """The runs whose words are crossed out (17.3.2.37): on paper, that is how a word is deleted."""
    for mark in root.iter(f"{_W}strike", f"{_W}dstrike"):
        run = mark.getparent().getparent()
        if is_on(mark) and run.tag == f"{_W}r":
            yield run


def _drop_page_numbers(root: etree._Element) -> None:
    """Take away the page numbers, which each word processor writes again (17.16)."""
    for simple in list(root.iter(f"{_W}fldSimple")):
        if _PAGE_NUMBER.match(simple.get(f"{_W}instr", "")):
            simple.getparent().remove(simple)
    for paragraph in root.iter(f"{_W}p"):
        for field in _fields(paragraph):
            told = "".join(text for run in field for text in run.itertext(f"{_W}instrText"))
            if _PAGE_NUMBER.match(told):
                for run in field:
                    run.getparent().remove(run)


def _fields(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each field that begins and ends in the paragraph."""
    field: list[etree._Element] = []
    for run in list(paragraph.iter(f"{_W}r")):
        kinds = [mark.get(f"{_W}fldCharType") for mark in run.iter(f"{_W}fldChar")]
        if field or "begin" in kinds:
            field.append(run)
        if "end" in kinds and field:
            yield field
            field = []
