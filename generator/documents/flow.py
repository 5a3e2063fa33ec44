"""What a block is among its neighbours: what it says more of, and what no page may part it from."""

from collections.abc import Iterable, Sequence

from generator.documents.blocks import Block, Container, Heading, Listing, Paragraph, Table
from generator.errors import GreffeError

_LANDSCAPE = Container("paysage", ())


def turned(blocks: Sequence[Block]) -> tuple[bool, Sequence[Block]]:
    """Whether the pages of the document are in landscape, and the blocks to lay out on them.

    Raises GreffeError when the text turns its pages elsewhere than at its start.
    """
    landscape = bool(blocks) and blocks[0] == _LANDSCAPE
    others = blocks[landscape:]
    if any(each.kind == "paysage" for each in _containers(others)):
        raise GreffeError(
            "Dans le modèle, « ::: paysage » se place seul, avant tout autre texte du document. Déplacez-le en première ligne, suivi de « ::: »."
        )
    return landscape, others


def _containers(blocks: Iterable[Block]) -> Iterable[Container]:
    for block in blocks:
        if isinstance(block, Container):
            yield block
            yield from _containers(block.blocks)


def stays(block: Block, following: Sequence[Block]) -> bool:
    """Whether no page may end after the block: what is announced stays with its announcement.

    Two paragraphs, or the end of the table that paragraphs certify, stay with signatures, so that these
    are never alone on a page.
    """
    match block, following:
        case Paragraph(), [Listing() | Table() | Container("signatures" | "cadre"), *_]:
            return True
        case Paragraph(), [Paragraph(), Container("signatures"), *_]:
            return True
        case Table(), _:
            ahead = next((each for each in following if not isinstance(each, Paragraph)), None)
            return isinstance(ahead, Container) and ahead.kind == "signatures"
    return False


def is_subtitle(previous: Block | None, block: Block) -> bool:
    """Whether the block says more of the title: a paragraph all in emphasis right after it."""
    match previous, block:
        case Heading(0), Paragraph(lines):
            return all(run.emphasis for line in lines for run in line)
    return False
