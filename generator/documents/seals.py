"""The digests by which a document that comes back is compared with what it said when it was made.

What word processors change on their own does not count: kinds of quotes and spaces, soft hyphens.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.documents.identity import Seal
from generator.documents.passages import Passage, headings, passages
from generator.documents.rendered import Rendered

_MARK = 2
"""Bytes of the mark of a passage."""
_KEPT = 4096
"""Passages remembered: most are the same for every partner."""
_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
    | dict.fromkeys("\u2010\u2011", "-")
    | {"\u2026": "..."}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)

_LAID_OUT = str.maketrans(dict.fromkeys(" \t\n\u00a0\u202f\u00ad|-\u2013\u2022\u25e6"))
"""What laying out adds or takes away: spaces, hyphens, the marks of lists, the bounds of cells."""


@lru_cache(maxsize=_KEPT)
def comparable(text: str) -> str:
    """`text` as two word processors would both give it."""
    return " ".join(text.translate(_SAME).split())


def squeezed(text: str) -> str:
    """`text` as any layout gives it."""
    return comparable(text).translate(_LAID_OUT)


def letters(read: Iterable[Passage]) -> str:
    """SHA-256 of all that passages say, however they are laid out."""
    return digest(["".join(squeezed(passage.text) for passage in read)])


def seal(rendered: Rendered, look: bytes = b"") -> Seal:
    """The seal of a document as it is made, in the look of the Word file `look`."""
    values = (value.printed for value in rendered.values)
    made = sealed(passages(rendered), headings(rendered), values)
    return replace(made, look=_look(look))


def sealed(body: Iterable[Passage], header: Iterable[Passage], values: Iterable[str]) -> Seal:
    """The seal of these passages, made from these values."""
    texts = said(body)
    return Seal(digest(values), digest(texts), digest(said(header)), "", marks(texts))


def issued(made: Seal) -> str:
    """SHA-256 of all that a document said when it was made, its pages' heads included."""
    return digest([made.text, made.header])


@lru_cache(maxsize=16)
def _look(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def said(read: Iterable[Passage]) -> list[str]:
    """The passages as they are compared, without those that say nothing."""
    return [text for passage in read if (text := comparable(passage.text))]


def digest(texts: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the texts, one a line."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@lru_cache(maxsize=_KEPT)
def mark(text: str) -> bytes:
    """The mark of one passage."""
    return hashlib.sha256(text.encode()).digest()[:_MARK]


def marks(texts: Sequence[str]) -> str:
    """The marks of passages, for a seal."""
    return base64.b64encode(b"".join(map(mark, texts))).decode()


def read_marks(seal: Seal) -> list[bytes]:
    """The mark of each passage, in order. Raises ValueError when they are not what greffe wrote."""
    held = base64.b64decode(seal.marks, validate=True)
    return [held[start : start + _MARK] for start in range(0, len(held), _MARK)]
