"""What names a person, and the comments in which a person who was taken out of a file still shows."""

import re
import unicodedata
from typing import Any

from generator.store.spans import Tree


def fold(text: str) -> str:
    """`text` without case or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def _words(text: str) -> str:
    """The words of `text` alone, whatever parts them, each between two spaces."""
    words = " ".join(re.findall(r"[^\W_]+", fold(text)))
    return f" {words} "


def own_marks(node: Any) -> set[str]:
    """What names the person that the group `node` describes, if it does: addresses, and full names as words."""
    if not isinstance(node, dict):
        return set()
    addresses = [node.get("adresse_electronique"), *(node.get("adresses_electroniques") or [])]
    marks = {fold(address) for address in addresses if isinstance(address, str)}
    name, first = node.get("nom"), node.get("prenom")
    if isinstance(name, str) and isinstance(first, str):
        for known in {first, first.split(",")[0]}:
            marks |= {_words(f"{known} {name}"), _words(f"{name} {known}")}
    elif isinstance(name, str) and marks:
        marks.add(_words(name))
    return marks - {"", "  "}


def marks(node: Any) -> set[str]:
    """What names every person of `node` and below it."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return own_marks(node).union(*(marks(each) for each in below))


def first_comment(tree: Tree, gone: set[str]) -> int | None:
    """Offset of the first comment that holds one of the marks `gone`, even cut by the end of its line."""
    previous = ""
    for offset, comment in tree.comments:
        text = comment.lstrip("#")
        if any(_holds(read, mark) for read in (text, f"{previous} {text}") for mark in gone):
            return offset
        previous = text
    return None


def _holds(comment: str, mark: str) -> bool:
    if not mark.startswith(" "):
        letter = r"[\w.+%-]"
        return re.search(rf"(?<!{letter}){re.escape(mark)}(?![\w-])", fold(comment)) is not None
    return mark in _words(comment)
