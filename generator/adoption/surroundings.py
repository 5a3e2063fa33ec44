"""What the headers and footers of a model's look leave to fill: no datum goes there, a hand must."""

from generator.adoption.tokens import has_places
from generator.documents.word.markup import HEADER_PLACE
from generator.documents.word.reader import document
from generator.documents.word.reader.opening import open_word

_LOOK = "base.docx"


def marks(look: bytes) -> tuple[str, ...]:
    """The lines around the pages of a base.docx that hold places to fill, each once."""
    return marked(document.read(open_word(_LOOK, look)).around)


def marked(around: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these lines that hold places to fill, each once."""
    return tuple(
        dict.fromkeys(
            " ".join(each.split()) for each in around if each != HEADER_PLACE and has_places(each)
        )
    )
