"""The lines above the pages of a filled file that name its partner: the look of a model holds none, its text does."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from generator.adoption.folder import Adopted
from generator.adoption.learning import learned
from generator.adoption.lines import Spoken, cut
from generator.adoption.reading import Official
from generator.adoption.remains import Signed, left, without_places
from generator.adoption.source import source
from generator.adoption.verification import refuse_unfaithful_header
from generator.documents.blocks import Paragraph, Words
from generator.documents.templates import HEADER
from generator.documents.word.package import assemble, deflated
from generator.documents.word.reader.opening import W
from generator.store.parameters import Family

_HEADER = re.compile(r"word/header[^/]*\.xml")


@dataclass(frozen=True)
class Headed:
    """An official file without the `lines` above its pages that name a partner; `text` is their Markdown and Jinja."""

    official: Official
    lines: tuple[str, ...]
    text: str


def parted(official: Official, signed: Signed, family: Family, document: str) -> Headed:
    """The file and those of its lines that become text; a paragraph that would still tell something stays."""
    if official.look is None:
        return Headed(official, (), "")
    moved: list[str] = []
    texts: list[str] = []
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(official.look)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
            if _HEADER.fullmatch(name):
                root = etree.fromstring(parts[name])
                for paragraph in list(root.iter(f"{W}p")):
                    lines = _lines(paragraph, official.around)
                    said = [_learned(line, signed, family, document) for line in lines]
                    if not left(lines, signed.marks) or left(map(without_places, said), signed.marks):  # fmt: skip
                        continue
                    _empty(paragraph)
                    # Pages of an even number, or the first one, may have the same header.
                    new = [rank for rank, line in enumerate(lines) if line not in moved]
                    moved += [lines[rank] for rank in new]
                    texts += [said[rank] for rank in new]
                parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)  # fmt: skip
    if not moved:
        return Headed(official, (), "")
    look = assemble(deflated(name, content) for name, content in parts.items())
    around = tuple(each for each in official.around if each not in moved)
    return Headed(replace(official, look=look, around=around), tuple(moved), "\n\n".join(texts))


def put(made: Adopted, headed: Headed, signed: Signed, family: Family) -> Adopted:
    """The model with these lines at the head of its pages. Raises GreffeError when they would not be the same."""
    if not headed.lines:
        return made
    text = f"{headed.text}\n\n{made.files[HEADER].decode()}"
    files = {**made.files, HEADER: text.encode()}
    refuse_unfaithful_header(files, family, made.document, headed.lines, signed)
    return replace(made, files=files)


def _learned(line: str, signed: Signed, family: Family, document: str) -> str:
    spans = learned([Spoken(line, 0, None, False, None)], signed.view, family, document).spans
    blocks, codes = cut([Paragraph(((Words(line),),))], spans, 0)
    return source(blocks, codes).strip()


def _lines(paragraph: etree._Element, around: Sequence[str]) -> list[str]:
    """The lines of a paragraph of a header, as they were read."""
    known = {_letters(each): each for each in around}
    said = [""]
    for each in paragraph.iter(f"{W}t", f"{W}br"):
        if each.tag == f"{W}br":
            said.append("")
        else:
            said[-1] += each.text or ""
    return [known[letters] for each in said if (letters := _letters(each)) in known]


def _empty(paragraph: etree._Element) -> None:
    """Take the paragraph away, or only its words when it is alone in its cell."""
    parent = paragraph.getparent()
    if parent is not None and len(parent.findall(f"{W}p")) > 1:
        parent.remove(paragraph)
        return
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))
