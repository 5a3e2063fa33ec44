"""Blocks laid out as a Word document: done once for each skeleton and look, values entering later.

A place is a run of its own, whose text is the place's mark: `Places` cuts the XML there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.documents import flow, markdown_reader
from generator.documents.rendered import PLACE
from generator.documents.word import look as looks
from generator.documents.word.controls import NONE, Controls
from generator.documents.word.look import Frame
from generator.documents.word.package import Part, deflated
from generator.documents.word.press import Press
from generator.errors import GreffeError


@dataclass(frozen=True, slots=True)
class Places:
    """A part cut at its places: constants[0], value indices[0], constants[1], and so on."""

    name: str
    constants: tuple[str, ...]
    indices: tuple[int, ...]

    def filled(self, texts: Sequence[str]) -> bytes:
        """The part, given the XML text of every value of the document."""
        pieces = [""] * (2 * len(self.indices) + 1)
        pieces[::2] = self.constants
        pieces[1::2] = [texts[index] for index in self.indices]
        return "".join(pieces).encode()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document without its values."""

    constant: tuple[Part, ...]
    varying: tuple[Places, ...]


@lru_cache(maxsize=512)
def lay_out(
    body: str, header: str, data: bytes, controls: Controls = NONE, *, verbatim: bool = False
) -> Layout:
    """The document of these two skeletons in the look of the Word file `data`, to fill in `controls`.

    Raises GreffeError when the look lacks a style or has no room for the page header, or when the text
    turns its pages elsewhere than at its start.
    """
    look = looks.read(data)
    landscape, blocks = flow.turned(markdown_reader.parse(body, verbatim))
    if landscape:
        look = look.landscape
    page_header = markdown_reader.parse(header, verbatim)
    if page_header and not look.headers:
        raise GreffeError(
            "Le fichier d'apparence base.docx n'a pas, dans son en-tête de page, le paragraphe « [en-tête] » que greffe remplace. Ajoutez-le dans Word, ou repartez du fichier livré."
        )
    press = Press(look, controls)
    document = press.body(blocks)
    heading = press.blocks(page_header, "header") or press.paragraph("Espace", "")
    parts = [_framed(look.document, document), *(_framed(frame, heading) for frame in look.headers)]
    parts.append(_framed(look.numbering, "".join(press.numberings)))
    return Layout(
        constant=look.constant
        + tuple(deflated(part.name, part.filled(())) for part in parts if not part.indices),
        varying=tuple(part for part in parts if part.indices),
    )


def _framed(frame: Frame, blocks: str) -> Places:
    cut = PLACE.split(f"{frame.before}{blocks}{frame.after}")
    return Places(frame.name, tuple(cut[::3]), tuple(map(int, cut[2::3])))
