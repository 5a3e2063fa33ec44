"""What names a person, and the comments in which a person who was taken out of a file still shows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
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


def said_marks(text: str) -> set[str]:
    """What names the person of one line that somebody wrote: an address, or a full name in either order."""
    if "@" in text:
        return {fold(text.strip())}
    words = _words(text).split()
    turned = (" ".join((*words[cut:], *words[:cut])) for cut in range(len(words)))
    return {f" {name} " for name in turned} if len(words) > 1 else set()


def people(node: Any) -> Iterator[set[str]]:
    """What names each person of `node` and below it, one after the other."""
    if own := own_marks(node):
        yield own
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from people(each)


def marks(node: Any) -> set[str]:
    """What names every person of `node` and below it."""
    return set().union(*people(node))


def gone(before: Iterable[Any], after: Iterable[Any]) -> set[str]:
    """What names the people whom the data `before` list and the data `after` do not.

    An address that stands without a name is still its person's, who is then not gone; unless somebody else
    is known to share it.
    """
    left = [each for data in after for each in people(data)]
    stays = set().union(*left)
    named = set().union(*(each for each in left if any(map(_is_name, each))))
    nameless = stays - named
    away = set().union(*(each - stays for data in before for each in people(data) if each.isdisjoint(nameless)))  # fmt: skip
    # An address often spells the name of its owner: the name cannot be told gone while the address stays.
    spelled = "".join(_words(each) for each in stays if not _is_name(each))
    return {mark for mark in away if not (_is_name(mark) and mark in spelled)}


def _is_name(mark: str) -> bool:
    return mark.startswith(" ")


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
