"""New YAML text, in the layout of the file it goes into. Whoever writes it reads it back and compares."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.store import source
from generator.store.schema.base import ISO_DAY
from generator.store.spans import Entry, Span, Tree

Value = str | int | bool | date | None | Mapping[str, "Value"] | Sequence["Value"]
"""What a field may be given. A date is written AAAA-MM-JJ, and read back as that text."""

# Besides what YAML 1.2 takes for something else than text: what older readers do, and numbers in any form.
_OTHERWISE_READ = re.compile(r"(?i:y|n|yes|no|on|off)\Z|[\d\s.,:/_+-]+\Z")
_PLAIN = re.compile(r"[\w«(/+](?:[^\x00-\x1f:#]|:(?=\S)|(?<=\S)#)*(?<=\S)\Z")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_FLOW_INDICATOR = re.compile(r"[,\[\]{}]|:\Z")


@dataclass(frozen=True)
class Layout:
    """How a file is laid out, in characters: `step` from a group to its fields, `dash` from a list's key to
    its dashes, `gap` from a dash to its item. `inline`: lists of plain values stand between brackets.
    """

    newline: str = "\n"
    step: int = 2
    dash: int = 2
    gap: int = 1
    inline: bool = True


def layout(tree: Tree) -> Layout:
    """The layout of a file: that of its first group and first list; else greffe's own."""
    steps: list[int] = []
    dashes: list[int] = []
    gaps: list[int] = []
    inline = True
    for entry in _walk(tree.root):
        span = entry.value
        if gap := gap_after_dash(tree, entry):
            gaps.append(gap)
        elif isinstance(entry.step, str) and span.kind == "block":
            offset = tree.column(span.start) - tree.column(entry.start)
            (dashes if isinstance(span.entries[0].step, int) else steps).append(offset)
        inline &= not (
            span.kind == "block"
            and span.entries[0].value.kind == "scalar"
            and isinstance(span.entries[0].step, int)
        )
    newline = re.search(r"\r\n|\r|\n", tree.text)
    return Layout(
        newline=newline.group() if newline else "\n",
        step=next(filter(None, steps + dashes), 2),
        dash=next(iter(dashes + steps), 2),
        gap=next(iter(gaps), 1),
        inline=inline,
    )


def gap_after_dash(tree: Tree, entry: Entry) -> int:
    """How many characters part the dash of `entry` from its value; 0 when that cannot be told."""
    dashed = isinstance(entry.step, int) and tree.same_line(entry.opened, entry.value.start)
    return entry.value.start - entry.opened if dashed else 0


def _walk(span: Span) -> Iterator[Entry]:
    for entry in span.entries:
        yield entry
        yield from _walk(entry.value)


def scalar(value: Value, *, style: str = "", flow: bool = False) -> str:
    """One value on one line; with `style`, text keeps the quotes it had. `flow`: between brackets."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return _text(value, style, flow)
    raise TypeError(f"not one value: {value!r}")


def _text(text: str, style: str, flow: bool) -> str:
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    plain = (
        style != '"'
        and _PLAIN.match(text)
        and source.scalar(text) == text
        and not source.CURLY.match(text)
        and (ISO_DAY.match(text) or not _OTHERWISE_READ.match(text))
        and not (flow and _FLOW_INDICATOR.search(text))
    )
    # Nothing else is escaped: a character that the reader forbids must not come in by its number.
    return text if plain else '"' + text.translate(_ESCAPES) + '"'


def one_line(value: Value, *, flow: bool = True) -> str:
    """Any value on one line, groups and lists between brackets."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{scalar(key, flow=True)}: {one_line(each)}" for key, each in value.items()) + "}"  # fmt: skip
        case str() | date():
            return scalar(value, flow=flow)
        case Sequence():
            return "[" + ", ".join(one_line(each) for each in value) + "]"
    return scalar(value, flow=flow)


def lines(value: Value, column: int, like: Layout) -> list[str] | None:
    """A group or a list in lines that begin at `column`; None for what stands on one line."""
    if isinstance(value, str) or not value:
        return None
    if isinstance(value, Mapping):
        return [line for key, each in value.items() for line in field(key, each, column, like)]
    if not isinstance(value, Sequence):
        return None
    if like.inline and all(isinstance(each, str) for each in value):
        return None
    return [line for each in value for line in item(each, column, like)]


def field(key: str, value: Value, column: int, like: Layout) -> list[str]:
    """The lines of a key and its value, the key at `column`."""
    start = " " * column + scalar(key) + ":"
    is_group = isinstance(value, Mapping)
    below = lines(value, column + (like.step if is_group else like.dash), like)
    return [start, *below] if below else [f"{start} {one_line(value, flow=False)}"]


def item(value: Value, column: int, like: Layout) -> list[str]:
    """The lines of an item of a list, the dash at `column`."""
    start = " " * column + "-" + " " * like.gap
    below = lines(value, column + 1 + like.gap, like)
    if below is None:
        return [start + one_line(value, flow=False)]
    return [start + below[0].lstrip(" "), *below[1:]]
