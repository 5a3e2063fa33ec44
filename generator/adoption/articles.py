"""The articles of an official text: which headings are theirs, their numbers, and the keys rules know them by."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.adoption.source import lines
from generator.documents.blocks import (
    Align,
    Block,
    Container,
    Heading,
    Indent,
    Paragraph,
    Words,
)
from generator.documents.french.elision import fold
from generator.store.parameters import Article, Template

_NUMBERED = re.compile(
    r"(?:(?P<word>article|art\.?)\s+)?(?P<number>\d+(?:\.\d+)*|[IVX]+|premier)\s*(?:er)?\.?\s*[:.)–—-]?\s*(?P<title>.*)\Z",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
_LOOSE = (*get_args(Indent), *get_args(Align))
_CLOSE = 0.75
"""How alike two titles of one number must be; without the same number, _CLOSER."""
_CLOSER = 0.85


@dataclass(frozen=True)
class Recognised:
    """The heading of an article, the block at `block`; `key` is None for one that rules do not cite."""

    block: int
    number: str
    title: str
    key: str | None


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with headings where an official file has none but bold words: many have no heading style.

    « Article 3 » is an article, « 3.1 » is within one; what opens the text, centred, is its title.
    """
    made = [piece for block in blocks for piece in _apart(block, _heading)]
    if made and not any(isinstance(block, Heading) and block.level == 0 for block in made):
        made[:1] = _apart(made[0], _title) if isinstance(made[0], Container) else made[:1]
    return tuple(made)


def typed_level(said: str) -> int | None:
    """The level of a heading that bold words make by themselves: 1 for « Article 3 », 2 for « 3.1 »; None for no heading."""
    match = _NUMBERED.match(said)
    if match is None or len(said) > LONGEST_TITLE:
        return None
    depth = match["number"].count(".")
    if match["word"] is None and not depth:
        return None
    return min(depth + 1, 3)


def recognised(blocks: Sequence[Block], reference: Template, document: str) -> list[Recognised]:
    """The articles of a `document` (a key of `reference.documents`), matched with those of `reference` by title."""
    found: list[Recognised] = []
    free = {key: each for key, each in reference.articles.items() if _is_of(each, document)}
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading) or block.level == 0:
            continue
        said = " ".join(lines((block,)))
        match = _NUMBERED.match(said)
        if match is None or (match["word"] is None and not match["number"][0].isdecimal()):
            continue
        number = "1" if match["number"].lower() == "premier" else match["number"]
        title = match["title"].strip()
        key = _key(number, title, free)
        free.pop(key or "", None)
        found.append(Recognised(index, number, title, key))
    return found


def _apart(block: Block, heading: Callable[[Block], Block]) -> list[Block]:
    """The block, or a container of centred or indented paragraphs cut where `heading` makes one a heading."""
    if not isinstance(block, Container) or block.kind not in _LOOSE:
        return [heading(block)]
    pieces: list[Block] = []
    for inner in block.blocks:
        made, last = heading(inner), pieces[-1] if pieces else None
        if isinstance(made, Heading):
            pieces.append(made)
        elif isinstance(last, Container):
            pieces[-1] = Container(block.kind, (*last.blocks, made))
        else:
            pieces.append(Container(block.kind, (made,)))
    return pieces


def _heading(block: Block) -> Block:
    words = _bold_line(block)
    level = typed_level("".join(run.text for run in words)) if words else None
    return block if level is None else Heading(level, (_regular(words),))


def _title(block: Block) -> Block:
    """The first bold line as the title of the document, unless it already opens the parties."""
    words = _bold_line(block)
    said = fold("".join(run.text for run in words))
    return Heading(0, (_regular(words),)) if words and not said.startswith("entre") else block


def _bold_line(block: Block) -> tuple[Words, ...]:
    """The words of a paragraph of one line all in bold; none for any other block."""
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return ()
    words = tuple(run for run in block.lines[0] if isinstance(run, Words))
    return words if all(run.strong for run in words if run.text.strip()) else ()


def _regular(words: Sequence[Words]) -> tuple[Words, ...]:
    """The words without their bold, which is in the style of headings."""
    return tuple(Words(run.text, emphasis=run.emphasis) for run in words)


def _is_of(article: Article, document: str) -> bool:
    """Whether the article is of that document: acts whose numbers start again say which."""
    if article.acte is None:
        return document not in ("contrat", "bulletin")
    return article.acte.endswith(document)


def _key(number: str, title: str, articles: Mapping[str, Article]) -> str | None:
    best, key = 0.0, None
    for name, article in articles.items():
        ratio = difflib.SequenceMatcher(None, fold(title), fold(article.titre or "")).ratio()
        enough = _CLOSE if article.numero == number else _CLOSER
        if ratio >= enough and ratio + (article.numero == number) > best:
            best, key = ratio + (article.numero == number), name
    return key
