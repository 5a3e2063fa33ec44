"""An official text without its Word file: paragraphs of a .txt or .md, nothing of which is code."""

import re

from generator.documents import markdown_reader
from generator.documents.blocks import Block, Paragraph, Words
from generator.documents.word.reader.opening import MAX_CHARACTERS, refused
from generator.documents.word.reader.symbols import printable
from generator.errors import GreffeError

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_ARTICLE = re.compile(r"(?:article\s+(?:\d|premier)|\d+\.\d+\s)", re.IGNORECASE)
_LONGEST_TITLE = 160


def blocks(name: str, raw: bytes) -> tuple[Block, ...]:
    """The blocks of the text file `raw`, called `name`; in a .md, Markdown's own. Raises GreffeError in one sentence."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise refused(name, "ne contient aucun texte", "Vérifiez que c'est le bon fichier")
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise refused(name, "n'est pas du texte seul", "« --text » attend un fichier .txt ou .md ; donnez un fichier Word sans cette option")  # fmt: skip
    if len(text) > MAX_CHARACTERS:
        raise refused(name, "est trop long pour une convention (plus de 200 pages)", "Vérifiez que c'est le bon fichier, ou séparez-en les annexes")  # fmt: skip
    if name.lower().endswith(".md"):
        return _markdown(name, text)
    parted = _PARAGRAPHS.search(text.strip()) is not None
    pieces = _PARAGRAPHS.split(text.strip()) if parted else text.strip().split("\n")
    return tuple(
        _paragraph(" ".join(piece.split("\n")).strip()) for piece in pieces if piece.strip()
    )


def _paragraph(text: str) -> Block:
    """A paragraph, in bold when it begins as an article does: it becomes a heading as in a Word file."""
    title = _ARTICLE.match(text) is not None and len(text) <= _LONGEST_TITLE and not text.endswith(".")  # fmt: skip
    return Paragraph(((Words(re.sub(r"\s*\n\s*", " ", printable(text)), strong=title),),))


def _markdown(name: str, text: str) -> tuple[Block, ...]:
    try:
        return markdown_reader.parse(printable_lines(text), True)
    except GreffeError as error:
        raise refused(name, f"contient du Markdown que greffe ne met pas en page : {error}".rstrip("."), "Donnez le texte seul, en .txt") from error  # fmt: skip


def printable_lines(text: str) -> str:
    """The lines of `text`, without what greffe keeps for itself."""
    return "\n".join(map(printable, text.split("\n")))
