"""An official file read: its text, its look, and the looks that a model cannot keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.adoption import plain
from generator.adoption.kinship import refuse_unrelated
from generator.adoption.look import base_docx
from generator.adoption.source import lines
from generator.documents.blocks import Block
from generator.documents.word.reader import document
from generator.documents.word.reader.opening import open_word, refused
from generator.documents.word.reader.runs import STRUCK
from generator.store.parameters import Family


@dataclass(frozen=True)
class Official:
    """An official text as it was read: its file's name, its blocks, its look if it has one, the looks lost.

    `around` are the lines of its headers and footers.
    """

    name: str
    blocks: tuple[Block, ...]
    look: bytes | None
    lost: Mapping[str, int]
    around: tuple[str, ...] = ()


def word(name: str, raw: bytes, family: Family) -> Official:
    """The Word file `raw`. Raises GreffeError in one sentence when its text is not certain, or of nothing known."""
    archive = open_word(name, raw)
    read = document.read(archive)
    if STRUCK in read.lost:
        raise refused(
            name,
            "contient des mots barrés, qui redeviendraient du texte",
            "Dans une copie, supprimez-les ou ôtez le trait, et recommencez",
        )
    refuse_unrelated(name, lines(read.blocks), family)
    return Official(name, read.blocks, base_docx(archive, raw), read.lost, read.around)


def text_alone(name: str, raw: bytes, family: Family) -> Official:
    """The text file `raw`. Raises GreffeError in one sentence."""
    blocks = plain.blocks(name, raw)
    refuse_unrelated(name, lines(blocks), family)
    return Official(name, blocks, None, {})
