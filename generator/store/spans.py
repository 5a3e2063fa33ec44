"""Where every value of a file begins and ends in its text, and every comment: what an edit cuts along.

Offsets count characters from the start of the text, the end excluded. The text is one that
`store.source` has read: no anchor, no tag, one document.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import yaml

from generator.store.source import Path

_TRIVIA = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_COMMENT = re.compile(r"#[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Span:
    """A value. An empty plain scalar stands right after its colon or its dash.

    `style` is the quote of a scalar, `|` or `>` for a block one, empty for a plain one.
    """

    start: int
    end: int
    kind: Literal["scalar", "block", "flow"]
    style: str
    entries: "tuple[Entry, ...]"


@dataclass(frozen=True)
class Entry:
    """A key with its value, or an item: `start` at the key or the dash, `opened` after the colon or the dash."""

    step: str | int
    start: int
    opened: int
    value: Span

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value.end


@dataclass(frozen=True)
class Tree:
    """The spans of a text. `comments` are (offset, text), in order."""

    text: str
    root: Span
    comments: tuple[tuple[int, str], ...]

    def entries(self, path: Path) -> tuple[Entry, ...]:
        """The entries that lead from the root to the value at `path`, which exists."""
        found: list[Entry] = []
        span = self.root
        for step in path:
            found.append(next(entry for entry in span.entries if entry.step == step))
            span = found[-1].value
        return tuple(found)

    def value(self, path: Path) -> Span:
        """The value at `path`, which exists."""
        return self.entries(path)[-1].value if path else self.root

    @cached_property
    def line_starts(self) -> list[int]:
        """Where every line begins; the last one is empty when the text ends with a line break."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def line(self, offset: int) -> int:
        """The index in `line_starts` of the line of `offset`."""
        return bisect_right(self.line_starts, offset) - 1

    def line_start(self, offset: int) -> int:
        """Where the line of `offset` begins."""
        return self.line_starts[self.line(offset)]

    def line_end(self, offset: int) -> int:
        """Where the line of `offset` ends, its break excluded."""
        start = self.line_start(offset)
        return start + len(self.text[start : self.next_line(offset)].rstrip("\r\n"))

    def next_line(self, offset: int) -> int:
        """Where the line after that of `offset` begins, or the end of the text."""
        following = self.line(offset) + 1
        return self.line_starts[following] if following < len(self.line_starts) else len(self.text)

    def column(self, offset: int) -> int:
        """How many characters stand before `offset` on its line."""
        return offset - self.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Whether only blanks stand before `offset` on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def same_line(self, one: int, other: int) -> bool:
        """Whether two offsets stand on one line."""
        return self.line(one) == self.line(other)

    def commented(self, start: int, end: int) -> int | None:
        """Where the first comment between two offsets stands, if there is one."""
        return next((at for at, _ in self.comments if start <= at < end), None)


def scan(text: str) -> Tree:
    """Spans and comments of `text`, which `store.source.read` has accepted."""
    scanner = _Scanner(text)
    root = scanner.document()
    return Tree(text, root, tuple(scanner.comments()))


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._content: list[tuple[int, int]] = []

    def document(self) -> Span:
        while type(self._next()) is not yaml.DocumentStartEvent:
            pass
        return self._span(self._next(), 0)

    def comments(self) -> list[tuple[int, str]]:
        """Between scalars there are only indicators, blanks and comments."""
        found: list[tuple[int, str]] = []
        at = 0
        for start, end in [*self._content, (len(self.text), len(self.text))]:
            found += [(each.start(), each.group()) for each in _COMMENT.finditer(self.text, at, start)]  # fmt: skip
            at = end
        return found

    def _after_trivia(self, offset: int) -> int:
        found = _TRIVIA.match(self.text, offset)
        return found.end() if found else offset

    def _span(self, event: Any, opened: int) -> Span:
        """The value that `event` begins, `opened` being the offset after its colon or its dash."""
        start = event.start_mark.index
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event, opened)
        if kind is yaml.SequenceStartEvent:
            entries = self._items(start, event.flow_style)
        else:
            entries = self._fields()
        if not event.flow_style:
            return Span(start, entries[-1].end, "block", "", entries)
        return Span(start, self._end, "flow", "", entries)

    def _scalar(self, event: Any, opened: int) -> Span:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if start == end:
            return Span(opened, opened, "scalar", "", ())
        content = start
        if style in ("|", ">"):
            # libyaml carries the end on to the next token, and the first line may hold a comment.
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
            header = _BREAK.search(self.text, start)
            content = min(end, header.end()) if header else end
        self._content.append((content, max(content, end)))
        return Span(start, end, "scalar", style, ())

    def _items(self, start: int, flow: bool) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            at = event.start_mark.index if flow else self._after_trivia(start)
            opened = at if flow else at + 1
            entries.append(Entry(len(entries), at, opened, self._span(event, opened)))
            start = entries[-1].end
        self._end = _offset(event.end_mark)
        return tuple(entries)

    def _fields(self) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._scalar(event, event.start_mark.index)
            colon = self._after_trivia(key.end)
            opened = colon + 1 if self.text[colon : colon + 1] == ":" else key.end
            entries.append(Entry(event.value, key.start, opened, self._span(self._next(), opened)))
        self._end = _offset(event.end_mark)
        return tuple(entries)


def _offset(mark: Any) -> int:
    return int(mark.index)
