"""The lists of a filled text: rows or items of which a partner may have any number, made loops over the data.

Each row must say one item of the list, in its order, with the same words around: else the rows stay as they
are, and what they tell of the partner is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from generator.adoption.codes import quoted
from generator.adoption.lines import Span, Spoken
from generator.adoption.source import lines
from generator.adoption.vocabulary import pattern, plain
from generator.documents.blocks import Block, Lines, Listing, Paragraph, Table, Words
from generator.documents.rendered import Blank, Text, Value

_LOOP = "\ue004"
"""Begins a line whose words are the code of a loop: no text that is read holds this character."""
_SHORTEST = 4
"""Characters of the longest datum of a row, from which it tells something."""
_SIGNS = re.compile(r"[!-&*+\-/<-@\[-`{-~]")
"""Signs that Jinja or Markdown would read as theirs."""
_PARTIES = ("parties", "signataires")
_OF_A_PARTY = ("alternatives", "adresse_lignes")
"""Tuples of a view that are no lists of the data."""
_NOTHING: Lines = ((),)
"""A cell that says nothing, and is not one to fill."""


@dataclass(frozen=True)
class _List:
    """A list of the view: its name there, and of each item what its fields print, by their code."""

    name: str
    items: tuple[Mapping[str, Value], ...]


def looped(block: Block, view: Mapping[str, Any]) -> Block:
    """The block, the rows or items that say a list of the `view` replaced by one that holds its loop."""
    match block:
        case Table():
            for known in _lists(view):
                block = _rows(block, known)
        case Listing():
            found = (made for known in _lists(view) if (made := _items(block, known)))
            return next(found, block)
    return block


def loops(said: Sequence[Spoken], view: Mapping[str, Any]) -> list[Span]:
    """The loops that stand for lines, or for a list of the `view` written within one: « A, B et C »."""
    words = [each for each in _lists(view) if all(list(item) == ["ligne"] for item in each.items)]
    found: list[Span] = []
    for number, line in enumerate(said):
        if line.text.startswith(_LOOP):
            found.append(Span(number, 0, len(line.text), line.text.removeprefix(_LOOP)))
        else:
            found += (span for known in words for span in _within_line(number, line.text, known))
    return found


def _within_line(number: int, text: str, known: _List) -> Iterator[Span]:
    """Where the line says the items of the list one after the other, parted in one way but before the last."""
    items = r"(\s*[,;]\s*|\s+et\s+)".join(
        pattern(plain(item["ligne"].printed)) for item in known.items
    )
    for each in re.finditer(items, text):
        parts = each.groups() or (", ", " et ")
        if len(set(parts[:-1])) < 2:
            between = f'{{{{ "" if loop.last else {quoted(parts[-1])} if loop.revindex == 2 else {quoted(parts[0])} }}}}'  # fmt: skip
            yield Span(number, each.start(), each.end(), f"{{% for ligne in {known.name} %}}{{{{ ligne }}}}{between}{{% endfor +%}}")  # fmt: skip


def _rows(table: Table, known: _List) -> Table:
    """The table, its rows that say the items of the list made one; its head is never one of them."""
    count = len(known.items)
    for first in range(1, len(table.rows) - count + 1):
        held = table.rows[first : first + count]
        columns = [_written([_line(row[at]) for row in held], known) for at in range(len(held[0]))]
        if (row := _row(columns, known)) is not None:
            code = f"{{% for ligne in {known.name} %}}\n{row}\n{{% endfor %}}"
            made = (_marked(code), *[_NOTHING] * (len(held[0]) - 1))
            return replace(table, rows=(*table.rows[:first], made, *table.rows[first + count :]))
    return table


def _row(columns: Sequence[tuple[str, frozenset[str]] | None], known: _List) -> str | None:
    """A row of Markdown; None when a column says no field nor the same words in each row, or fields are few."""
    used = frozenset().union(*(each[1] for each in columns if each))
    if None in columns or not _tells(used, known):
        return None
    return "|" + "".join(f" {each[0]} |" for each in columns if each)


def _items(listing: Listing, known: _List) -> Listing | None:
    """The list with one item, that holds the loop; None when its items do not say those of the data."""
    said = [tuple(lines(item)) for item in listing.items]
    if len(said) != len(known.items) or any(len(each) != 1 for each in said) or (listing.numbered and listing.start != 1):  # fmt: skip
        return None
    written = _written([each[0] for each in said], known)
    if written is None or not _tells(written[1], known):
        return None
    mark = 'loop.index ~ ". "' if listing.numbered else '"- "'
    code = f'{{% for ligne in {known.name} %}}{{{{ "" if loop.first else "\\n" ~ {mark} }}}}{written[0]}{{% else %}}Néant{{% endfor +%}}'  # fmt: skip
    return replace(listing, items=((Paragraph(_marked(code)),),))


def _tells(used: frozenset[str], known: _List) -> bool:
    return all(
        any(each in used and len(said.printed) >= _SHORTEST for each, said in item.items())
        for item in known.items
    )


def _marked(code: str) -> Lines:
    return ((Words(f"{_LOOP}{code}"),),)


def _line(cell: Lines) -> str:
    return " ".join(lines((Paragraph(cell),)))


def _written(texts: Sequence[str], known: _List) -> tuple[str, frozenset[str]] | None:
    """What prints these texts, one for each item, and the fields in it; None when they are not alike."""
    parsed = [_parsed(text, item) for text, item in zip(texts, known.items, strict=True)]
    order = max((tuple(names) for names, _ in parsed), key=len)
    before: dict[str, str] = {}
    for names, _ in parsed:
        if [name for name in order if name in names] != list(names):
            return None
        if any(before.setdefault(name, words) != words for name, words in names.items()):
            return None
    if any(_is_another(name, parsed, known) for name in order):
        return None
    tails = [tail for _, tail in parsed]
    if len(set(tails[:-1])) > 1 or (len(order) == 0 and len(set(tails)) > 1):
        return None
    always = [all(name in names for names, _ in parsed) for name in order]
    code = "".join(
        _field(name, before[name], bare=rank == 0 and sure, known=_is_blank(name, parsed, known))
        for rank, (name, sure) in enumerate(zip(order, always, strict=True))
    )
    return code + _tail(tails), frozenset(order)


def _parsed(text: str, item: Mapping[str, Value]) -> tuple[dict[str, str], str]:
    """The fields of the item that the text says, each with the words before it, and the words after the last."""
    by_words: dict[str, list[str]] = {}
    for name, said in item.items():
        by_words.setdefault(plain(said.printed), []).append(name)
    found: dict[str, str] = {}
    start = 0
    if not by_words:
        return found, text
    wanted = re.compile("|".join(map(pattern, sorted(by_words, key=len, reverse=True))))
    for each in wanted.finditer(text):
        names = [name for name in by_words[plain(each[0])] if name not in found]
        if names:
            found[names[0]] = text[start : each.start()]
            start = each.end()
    return found, text[start:]


def _is_another(name: str, parsed: Sequence[tuple[Mapping[str, str], str]], known: _List) -> bool:
    """Whether another field says the very same words wherever this one does: nothing tells which is meant.

    The name of a mailbox is the whole of it, and a part.
    """
    held = [item for item, (names, _) in zip(known.items, parsed, strict=True) if name in names]
    others = {other for item in held for other in item} - {name}
    return any(all(_is_the_same(item[name], item.get(other)) for item in held) for other in others)


def _is_the_same(one: Value, other: Value | None) -> bool:
    return other is not None and plain(one.printed) == plain(other.printed) and not other.path.startswith(one.path)  # fmt: skip


def _is_blank(name: str, parsed: Sequence[tuple[Mapping[str, str], str]], known: _List) -> bool:
    """Whether the field, when it is to fill, is left out by the text."""
    silent = [item for item, (names, _) in zip(known.items, parsed, strict=True) if name not in names]  # fmt: skip
    return any(name in item and item[name].blank for item in silent)


def _field(name: str, before: str, *, bare: bool, known: bool) -> str:
    """What prints a field and the words before it, which go when there is none; `bare` for one that is always there.

    With `known`, it is printed only when it is known: the place to fill goes too.
    """
    printed = f"{_inert(before)}{{{{ {name} }}}}"
    asked = name if known else f"{name} != ''"
    return printed if bare else f"{{% if {asked} %}}{printed}{{% endif %}}"


def _tail(tails: Sequence[str]) -> str:
    first, last = tails[0], tails[-1]
    if first == last:
        return _inert(last)
    return f"{{{{ {quoted(_inert(last))} if loop.last else {quoted(_inert(first))} }}}}"


def _inert(words: str) -> str:
    """The words as Markdown reads nothing in them."""
    return _SIGNS.sub(lambda found: f"&#{ord(found[0])};", words)


def _lists(view: Mapping[str, Any]) -> Iterator[_List]:
    """The lists of the view."""
    for name, held in view.items():
        if name not in _PARTIES:
            yield from _within(name, held)


def _within(name: str, held: Any) -> Iterator[_List]:
    if isinstance(held, tuple) and held:
        items = tuple(dict(_words("ligne", each)) for each in held)
        if all(items):
            yield _List(name, items)
    elif is_dataclass(held):
        for field in fields(held):
            if field.name not in _OF_A_PARTY:
                yield from _within(f"{name}.{field.name}", getattr(held, field.name))


def _words(code: str, held: Any) -> Iterator[tuple[str, Value]]:
    """What an item of a list prints, with the code of each."""
    match held:
        case Text(text, path):
            yield code, Value(path, text, blank=False)
        case Blank(path, ask, as_is):
            yield code, Value(path, ask, blank=True, as_is=as_is)
        case str() | tuple():
            return
        case _ if is_dataclass(held):
            for field in fields(held):
                yield from _words(f"{code}.{field.name}", getattr(held, field.name))
