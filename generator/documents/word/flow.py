"""What a block is among its neighbours: what it says more of, and what no page may part it from."""

from collections.abc import Sequence

from generator.documents.blocks import Block, Container, Heading, Listing, Paragraph, Table


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
