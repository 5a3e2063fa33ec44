"""The text of a block, written so that Markdown reads it back as it was."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Protocol

from generator.documents.blocks import Line, Lines, Words

CELL_BREAK = "<br>"
"""A line break in a cell of a table, which is written on one line."""


class Printed(Protocol):
    """The words of each place, by its index."""

    def __getitem__(self, index: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Lines to be written once their values are known; what must be escaped depends on where they are.

    `indent` begins every line but the first.
    """

    lines: Lines
    within: Literal["paragraph", "heading", "cell"]
    indent: str = ""

    def written(self, printed: Printed) -> str:
        """The Markdown of the lines, their places filled with `printed`, by their index."""
        written = (self._line(line, printed) for line in self.lines)
        between = CELL_BREAK if self.within == "cell" else f"\\\n{self.indent}"
        return between.join(filter(None, written))

    def _line(self, line: Line, printed: Printed) -> str:
        text = _emphasised(line, printed).strip()
        match self.within:
            case "paragraph":
                return _BLOCK_START.sub(r"\1\\", text)
            case "heading":
                return _HEADING_END.sub(r"\\\g<0>", text)
            case "cell":
                return text.replace("|", "\\|")


_SPECIAL = re.compile(r"[\\`*\[]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~(?=~)|(?<=~)~")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"\A(\d{1,9}(?=[.)](?:\s|\Z))|(?=[-+>#=:|]))")
_HEADING_END = re.compile(r"#+\Z")


def _escaped(text: str) -> str:
    special = _SPECIAL.sub(r"\\\g<0>", text)
    return _ENTITY.sub("&amp;", special).replace("<", "&lt;")


def _emphasised(line: Line, printed: Printed) -> str:
    """The words and values of a line, escaped, between their marks."""
    out, closed_on = "", ""
    for (strong, emphasis), runs in groupby(line, lambda run: (run.strong, run.emphasis)):
        text = "".join(run.text if isinstance(run, Words) else printed[run.index] for run in runs)
        core, mark = text.strip(), "**" * strong + "*" * emphasis
        if mark and core:
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            out += before
            if _is_sign(core[0]) and _is_letter(out[-1:]):
                out = out[:-1] + _reference(out[-1])
            out += f"{mark}{_escaped(core)}{mark}{after}"
            closed_on = "" if after else core[-1]
        elif text:
            written = _escaped(text)
            if _is_sign(closed_on) and _is_letter(text[0]):
                written = _reference(text[0]) + written[1:]
            out, closed_on = out + written, ""
    return out


# CommonMark 6.2: `**` next to a sign opens or closes only if its other side is a space or a sign. A letter
# there is written as a character reference, which begins and ends with a sign.
def _reference(letter: str) -> str:
    return f"&#{ord(letter)};"


def _is_sign(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] not in "PSZ"
