"""Characters of symbol fonts as those of Unicode, and what the rest of greffe could not hold.

Symbol fonts hide their signs in the private use area, at U+F000 and their 8-bit code (ECMA-376 part 1, 17.3.3.30).
"""

import re

from generator.store.decoding import FORBIDDEN

_PRIVATE = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf06f": "□", "\uf071": "❑", "\uf06e": "■",
    "\uf0fe": "☒", "\uf0fd": "☒", "\uf0fc": "✓", "\uf0d8": "➢", "\uf0e0": "→", "\uf0f0": "⇨",
    "\uf02d": "–", "\uf0be": "–", "\uf076": "❖", "\uf0ae": "→", "\uf06c": "●", "\uf0a1": "○",
}  # fmt: skip
_ONE_SPACE = re.compile(r"[\r\n\u2028\u2029]+")
_PRIVATE_USE = ("\ue000", "\uf8ff")


def printable(text: str) -> str:
    """`text` as greffe can hold it: known signs of symbol fonts in Unicode, other private characters as « � ».

    Characters that no text of a model may hold and that print nothing (zero width, marks of direction) go.
    """
    known = "".join(_PRIVATE.get(character, character) for character in _ONE_SPACE.sub(" ", text))
    return FORBIDDEN.sub(_held, known)


def _held(found: re.Match[str]) -> str:
    first, last = _PRIVATE_USE
    return "\ufffd" if first <= found[0] <= last else ""


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
