"""Where to cut and what to put: one small operation on the text of a file, by whole lines when it can.

Each function gives splices and judges nothing: `store.edit` reads the result back and compares.
A comment belongs to an entry when it is on its lines, directly above it at its own indentation, or below it
and deeper; the comments at the head of the file belong to the file.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from generator.store import fragments
from generator.store.fragments import Layout, Value
from generator.store.source import Path
from generator.store.spans import Entry, Span, Tree

_LINE_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_ROW_REST = re.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_COMMENT_LINE = re.compile(r"([ \t]*)#")
_BLANK_LINE = re.compile(r"[ \t]*[\r\n]")
_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*,")


class Splice(NamedTuple):
    """The text between two offsets, and what takes its place."""

    start: int
    end: int
    text: str


class UnsureError(Exception):
    """Nothing certain can be done at `offset`; the argument says why and the next step, in French."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset


def set_value(tree: Tree, path: Path, value: Value) -> list[Splice]:
    """Replace the value at `path`, which exists. Text keeps the kind of quotes it had."""
    holder = tree.entries(path)[-1]
    old = holder.value
    limit = _own_lines(tree, path)[1] if old.kind == "block" else old.end
    comment = tree.commented(holder.opened, limit)
    if comment is not None:
        raise UnsureError(comment, "un commentaire se trouve dans la valeur à remplacer. Déplacez-le au-dessus du champ, puis recommencez.")  # fmt: skip
    in_flow = any(tree.value(path[:depth]).kind == "flow" for depth in range(len(path)))
    if isinstance(holder.step, str) and not in_flow:
        like = fragments.layout(tree)
        rows = fragments.field(holder.step, value, tree.column(holder.start), like)[1:]
        if rows:
            return [Splice(holder.opened, old.end, ""), _insert_lines(tree, tree.next_line(old.end), rows, like)]  # fmt: skip
    if isinstance(value, str):
        text = fragments.scalar(value, style=old.style, flow=in_flow)
    else:
        text = fragments.one_line(value, flow=in_flow)
    if holder.opened == holder.start:
        return [Splice(old.start, old.end, text)]
    if holder.opened == old.start or not tree.same_line(holder.opened, old.start):
        return [Splice(holder.opened, old.end, f" {text}")]
    return [Splice(old.start, old.end, text)]


def add_key(tree: Tree, path: Path, value: Value, order: list[str]) -> list[Splice]:
    """Add the key that ends `path` to its group: after those that come before it in `order`, else last."""
    group, key = tree.value(path[:-1]), str(path[-1])
    index = len(group.entries)
    if key in order:
        earlier = order[: order.index(key)]
        index = max((n for n, entry in enumerate(group.entries, 1) if entry.step in earlier), default=0)  # fmt: skip
    like = fragments.layout(tree)
    if group.kind == "flow":
        text = f"{fragments.scalar(key, flow=True)}: {fragments.one_line(value)}"
        return _insert_in_flow(tree, path[:-1], index, text, like)
    rows = fragments.field(key, value, tree.column(group.start), like)
    return _insert_in_block(tree, path[:-1], index, rows, like)


def add_item(tree: Tree, path: Path, index: int, value: Value) -> list[Splice]:
    """Add an item to the list at `path`, which has other items, so that it stands at `index`."""
    items = tree.value(path)
    like = fragments.layout(tree)
    if items.kind == "flow":
        return _insert_in_flow(tree, path, index, fragments.one_line(value), like)
    neighbour = items.entries[max(index - 1, 0)]
    column = tree.column(items.start)
    like = replace(like, gap=fragments.gap_after_dash(tree, neighbour) or like.gap)
    if neighbour.value.kind == "flow":
        rows = [" " * column + "-" + " " * like.gap + fragments.one_line(value)]
    else:
        rows = fragments.item(value, column, like)
    if len(items.entries) > 1 and _blank_above(tree, _own_lines(tree, (*path, 1))[0]):
        rows = ["", *rows] if index else [*rows, ""]
    return _insert_in_block(tree, path, index, rows, like)


def remove(tree: Tree, path: Path) -> list[Splice]:
    """Take away the key or the item at `path`, with the comments that belong to it."""
    parent = tree.value(path[:-1])
    entry = tree.entries(path)[-1]
    index = parent.entries.index(entry)
    if parent.kind == "flow":
        return _remove_from_flow(tree, path, parent, index)
    misplaced = index > 0 and not tree.begins_line(entry.start)
    if misplaced or not _LINE_REST.match(tree.text, entry.end):
        raise UnsureError(entry.start, "la mise en forme de cette ligne ne permet pas de la retirer sans risque. Retirez-la à la main, puis recommencez.")  # fmt: skip
    head, tail = _own_lines(tree, path)
    if len(parent.entries) == 1:
        return _empty(tree, path, parent, head, tail)
    if tree.begins_line(entry.start):
        return [Splice(head, tail, "")]
    # First on the line of a dash: the next entry takes its place, or the dash is left alone on its line.
    following = parent.entries[index + 1].start
    if not tree.text[tail:following].strip(" \t"):
        return [Splice(entry.start, following, "")]
    return [Splice(_before_blanks(tree, entry.start), tree.line_end(tail - 1), "")]


def _empty(tree: Tree, path: Path, parent: Span, head: int, tail: int) -> list[Splice]:
    """Take away the only entry of `parent`, from `head` to `tail`."""
    nothing = "[]" if isinstance(path[-1], int) else "{}"
    opened = tree.entries(path[:-1])[-1].opened if len(path) > 1 else parent.start
    if tree.same_line(opened, parent.start):
        return [Splice(parent.start, tree.line_end(tail - 1), nothing)]
    return [Splice(opened, opened, f" {nothing}"), Splice(head, tail, "")]


def _remove_from_flow(tree: Tree, path: Path, parent: Span, index: int) -> list[Splice]:
    entry = parent.entries[index]
    comma = _comma(tree, entry)
    head, tail = _own_lines(tree, path)
    if _is_row(tree, entry, comma):
        return [Splice(head, tail, "")]
    comment = tree.commented(entry.end, min(tree.line_end(entry.end), parent.end))
    if comment is not None:
        raise UnsureError(comment, "ce commentaire suit plusieurs éléments d'une même ligne, et peut parler de celui à retirer. Mettez un élément par ligne, puis recommencez.")  # fmt: skip
    own = []
    if tree.begins_line(entry.start):
        own = [Splice(head, tree.line_start(entry.start), "")]
    before = parent.entries[index - 1].end if index else entry.start
    after = parent.entries[index + 1].start if index + 1 < len(parent.entries) else entry.end
    if index and _is_blank(tree, before, entry.start):
        return [*own, Splice(before, entry.end, "")]
    if after > entry.end and _is_blank(tree, entry.end, after):
        return [*own, Splice(entry.start, after, "")]
    return [*own, Splice(entry.start, comma or entry.end, "")]


def _is_blank(tree: Tree, start: int, end: int) -> bool:
    """Whether nothing but blanks and a comma stands between two offsets of one line."""
    return tree.same_line(start, end) and not tree.text[start:end].strip(" \t,")


def _comma(tree: Tree, entry: Entry) -> int | None:
    """Where the comma after `entry` ends, between brackets."""
    found = _COMMA.match(tree.text, entry.end)
    return found.end() if found else None


def _is_row(tree: Tree, entry: Entry, comma: int | None) -> bool:
    """Whether `entry`, between brackets, stands alone on its lines, with its comma if it has one."""
    return (
        tree.begins_line(entry.start)
        and _ROW_REST.match(tree.text, entry.end) is not None
        and (comma is None or tree.same_line(comma, entry.end))
    )


def _insert_in_flow(tree: Tree, path: Path, index: int, text: str, like: Layout) -> list[Splice]:
    """Insert `text` between the brackets of the list or group at `path`."""
    parent = tree.value(path)
    if not parent.entries:
        return [Splice(parent.start + 1, parent.start + 1, text)]
    neighbour = parent.entries[max(index - 1, 0)]
    indent = " " * tree.column(neighbour.start)
    head, tail = _own_lines(tree, (*path, neighbour.step))
    if index == 0:
        if tree.begins_line(neighbour.start):
            return [Splice(head, head, f"{indent}{text},{like.newline}")]
        return [Splice(neighbour.start, neighbour.start, f"{text}, ")]
    comma = _comma(tree, neighbour)
    if _is_row(tree, neighbour, comma):
        if comma is not None:
            return [_insert_lines(tree, tail, [f"{indent}{text},"], like)]
        return [Splice(neighbour.end, neighbour.end, ","), _insert_lines(tree, tail, [indent + text], like)]  # fmt: skip
    if tree.begins_line(neighbour.start) and comma is None:
        return [Splice(neighbour.end, neighbour.end, f",{like.newline}{indent}{text}")]
    return [Splice(neighbour.end, neighbour.end, f", {text}")]


def _insert_in_block(
    tree: Tree, path: Path, index: int, rows: list[str], like: Layout
) -> list[Splice]:
    """Insert lines in the list or group at `path`, before or after the lines of a neighbour."""
    neighbour = tree.value(path).entries[max(index - 1, 0)]
    head, tail = _own_lines(tree, (*path, neighbour.step))
    if index:
        return [_insert_lines(tree, tail, rows, like)]
    if tree.begins_line(neighbour.start):
        return [_insert_lines(tree, head, rows, like)]
    pushed = like.newline.join([*rows, " " * tree.column(neighbour.start)])
    return [Splice(neighbour.start, neighbour.start, pushed.lstrip(" "))]


def _insert_lines(tree: Tree, offset: int, rows: list[str], like: Layout) -> Splice:
    """Insert `rows` where a line begins, or after a last line that has no break."""
    body = like.newline.join(rows)
    ended = offset < len(tree.text) or tree.text.endswith(("\r", "\n"))
    return Splice(offset, offset, body + like.newline if ended else like.newline + body)


def _own_lines(tree: Tree, path: Path) -> tuple[int, int]:
    """From the start of the first line of the entry at `path` to the end of its last, its comments included."""
    parent = tree.value(path[:-1])
    entry = tree.entries(path)[-1]
    index = parent.entries.index(entry)
    column = tree.column(entry.start)
    floor = parent.entries[index - 1].end if index else parent.start
    if index == 0 and len(path) > 1:
        floor = tree.entries(path[:-1])[-1].opened
    first = tree.line(entry.start)
    while first > 0 and tree.line_starts[first - 1] >= floor:
        above = _COMMENT_LINE.match(tree.text, tree.line_starts[first - 1])
        if not above or len(above[1]) < column or (len(above[1]) > column and index > 0):
            break
        first -= 1
    last = tree.line(entry.end) + 1
    for number in range(last, len(tree.line_starts)):
        below = _COMMENT_LINE.match(tree.text, tree.line_starts[number])
        if below and len(below[1]) > column:
            last = number + 1
        elif below or not _BLANK_LINE.match(tree.text, tree.line_starts[number]):
            break
    tail = tree.line_starts[last] if last < len(tree.line_starts) else len(tree.text)
    return tree.line_starts[first], tail


def _blank_above(tree: Tree, offset: int) -> bool:
    above = tree.line_starts[tree.line(offset) - 1]
    return above < offset and _BLANK_LINE.match(tree.text, above) is not None


def _before_blanks(tree: Tree, offset: int) -> int:
    """Where the blanks before `offset` begin."""
    return len(tree.text[:offset].rstrip(" \t"))
