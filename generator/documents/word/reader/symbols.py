"""Characters of symbol fonts as those of Unicode, and what the rest of greffe could not hold.

Symbol fonts hide their signs in the private use area, at U+F000 and their 8-bit code (ECMA-376 part 1, 17.3.3.30).
"""

import re

from generator.documents.rendered import BLANK, END, VALUE

_PRIVATE = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf06f": "□", "\uf071": "❑", "\uf06e": "■",
    "\uf0fe": "☒", "\uf0fd": "☒", "\uf0fc": "✓", "\uf0d8": "➢", "\uf0e0": "→", "\uf0f0": "⇨",
    "\uf02d": "–", "\uf0be": "–", "\uf076": "❖", "\uf0ae": "→", "\uf06c": "●", "\uf0a1": "○",
}  # fmt: skip
_RESERVED = re.compile(f"[{VALUE}{BLANK}{END}\ue003]")
_ONE_SPACE = re.compile(r"[\r\n]+")


def printable(text: str) -> str:
    """`text` with known signs of symbol fonts in Unicode; marks that greffe keeps for itself become « � »."""
    text = _RESERVED.sub("\ufffd", _ONE_SPACE.sub(" ", text))
    return "".join(_PRIVATE.get(character, character) for character in text)


def symbol(code: str) -> str:
    """The sign of a w:sym, given its hexadecimal `code`; "" when that is none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number <= 0xFFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    character = chr(number if number >= 0xF000 else number + 0xF000 if number < 0x100 else number)
    return printable(character)
