"""Changing the YAML files that people write, without touching anything else of them.

An edit is a small named operation. After each one the new text is read strictly and compared: its data are
the old data plus the edit, its comments the old comments less those of what was taken away. When anything is
unsure the edit is refused and nothing is given.
"""

import copy
import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator.errors import GreffeError
from generator.store import source, spans, surgery, traces
from generator.store.decoding import UnreadableError
from generator.store.fragments import Value
from generator.store.schema import refusals
from generator.store.source import Path, Source
from generator.store.spans import Tree
from generator.store.surgery import Splice


@dataclass(frozen=True)
class SetValue:
    """Give the key at `path` (or the item there) its value; absent keys are created, groups above included."""

    path: Path
    value: Value


@dataclass(frozen=True)
class RemoveKey:
    """Take the key at `path` away, with its value and its comments. Its group stays, even empty."""

    path: Path


@dataclass(frozen=True)
class InsertItem:
    """Add an item to the list at `path`, so that it stands at `index`; None is the end.

    A list that is absent or null is created.
    """

    path: Path
    index: int | None
    value: Value


@dataclass(frozen=True)
class RemoveItem:
    """Take the item at `index` of the list at `path` away, with its comments."""

    path: Path
    index: int


Edit = SetValue | RemoveKey | InsertItem | RemoveItem


class EditRefused(GreffeError):  # noqa: N818 - says what happened, as its neighbours do
    """An edit that cannot be made without risk. `diff` shows what was tried, up to there."""

    def __init__(self, message: str, diff: str) -> None:
        super().__init__(message)
        self.diff = diff


def apply(source: Source, edits: Sequence[Edit], record: type[BaseModel] | None = None) -> str:
    """The whole text of the file after `edits`, made in order, its byte-order mark included.

    With `record`, the schema of the file, new keys are put in its order; else last in their group.
    Raises EditRefused when the layout leaves a doubt, or when a comment still names a person who is no
    longer in the file; KeyError or IndexError for a path that is not there.
    """
    editor = _Editor(source, record)
    for edit in edits:
        editor.make(edit)
    editor.check_traces()
    return ("\ufeff" if source.marked else "") + editor.source.text


class _Editor:
    def __init__(self, source: Source, record: type[BaseModel] | None) -> None:
        self.original = source
        self.source = source
        self.record = record
        self.tree = spans.scan(source.text)
        self.gone: set[str] = set()

    def make(self, edit: Edit) -> None:
        """Make one edit; `source` and `tree` are then those of the new text."""
        edit = _settled(self.source.data, edit)
        expected = copy.deepcopy(self.source.data)
        _make_in_data(expected, edit)
        if _same(expected, self.source.data):
            return
        try:
            splices = self._splices(edit)
        except surgery.UnsureError as error:
            raise self._refused(self.tree, error.offset, str(error), self.source.text) from None
        text = _spliced(self.source.text, splices)
        try:
            result = source.read(self.source.file, text.encode())
            tree = spans.scan(text)
        except UnreadableError as error:
            raise self._refused(self.tree, splices[0].start,
                f"le fichier ne pourrait plus être lu ensuite. {error.problems[0].message} Corrigez la valeur ou faites la modification à la main, puis recommencez.",
                text) from None  # fmt: skip
        kept = [comment for at, comment in self.tree.comments if not any(s.start <= at < s.end for s in splices)]  # fmt: skip
        if not _same(result.data, expected) or [comment for _, comment in tree.comments] != kept:
            raise self._refused(self.tree, splices[0].start,
                "la mise en forme de ce passage ne permet pas de le modifier sans risque. Faites la modification à la main, puis recommencez.",
                text)  # fmt: skip
        self.gone |= _gone(self.source.data, expected, edit)
        self.source, self.tree = result, tree

    def check_traces(self) -> None:
        """Refuse what was made if a comment still names a person who was taken away."""
        gone = self.gone - traces.marks(self.source.data)
        offset = traces.first_comment(self.tree, gone)
        if offset is not None:
            raise self._refused(self.tree, offset,
                "ce commentaire nomme une personne qui n'est plus dans le fichier. Supprimez-le ou réécrivez-le, puis recommencez.",
                self.source.text)  # fmt: skip

    def _splices(self, edit: Edit) -> list[Splice]:
        match edit:
            case SetValue(path, value) if _exists(self.source.data, path):
                return surgery.set_value(self.tree, path, value)
            case SetValue(path, value):
                order = refusals.known_keys(self.record, path[:-1]) if self.record else []
                return surgery.add_key(self.tree, path, value, order)
            case InsertItem(path, index, value):
                count = len(_at(self.source.data, path))
                return surgery.add_item(self.tree, path, count if index is None else index, value)
            case RemoveKey(path):
                return surgery.remove(self.tree, path)
            case RemoveItem(path, index):
                return surgery.remove(self.tree, (*path, index))

    def _refused(self, tree: Tree, offset: int, reason: str, text: str) -> EditRefused:
        file = self.source.file
        before = self.original.text.splitlines()
        diff = difflib.unified_diff(before, text.splitlines(), file, file, lineterm="")
        line = _line_before(before, tree.text.splitlines(), tree.line(offset))
        return EditRefused(f"{file}:{line + 1} : {reason}", "\n".join(diff))


def _line_before(before: list[str], after: list[str], line: int) -> int:
    """Where the line `line` of `after`, or the one it follows, stands in `before`."""
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    block = next((each for each in reversed(blocks) if each.b <= line), blocks[0])
    return min(block.a + line - block.b, len(before) - 1)


def _spliced(text: str, splices: list[Splice]) -> str:
    for splice in reversed(splices):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _exists(data: Any, path: Path) -> bool:
    for step in path:
        known = range(len(data)) if isinstance(data, list) else data
        if not isinstance(known, dict | range) or step not in known:
            return False
        data = data[step]
    return True


def _settled(data: Any, edit: Edit) -> Edit:
    """The edit as it is made: what has no list or group to go into brings it."""
    if isinstance(edit, InsertItem) and not (_exists(data, edit.path) and _at(data, edit.path)):
        edit = SetValue(edit.path, [edit.value])
    if isinstance(edit, SetValue):
        for depth in range(1, len(edit.path)):
            above = edit.path[:depth]
            if not (_exists(data, above) and _at(data, above)):
                value = edit.value
                for step in reversed(edit.path[depth:]):
                    value = {str(step): value}
                return SetValue(above, value)
    return edit


def _make_in_data(data: Any, edit: Edit) -> None:
    """Make a settled edit in plain data, in place."""
    match edit:
        case SetValue(path, value):
            _at(data, path[:-1])[path[-1]] = _plain(value)
        case InsertItem(path, index, value):
            items = _at(data, path)
            items.insert(len(items) if index is None else index, _plain(value))
        case RemoveKey(path):
            del _at(data, path[:-1])[path[-1]]
        case RemoveItem(path, index):
            del _at(data, path)[index]


def _plain(value: Value) -> Any:
    """`value` as the reader would give it."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def _same(one: Any, other: Any) -> bool:
    """Whether two data are the same, `1` and `true` told apart; the order of keys does not count."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _gone(before: Any, after: Any, edit: Edit) -> set[str]:
    """Marks of the people whom an edit takes away, or turns into somebody else."""
    path = (*edit.path, edit.index) if isinstance(edit, RemoveItem) else edit.path
    if isinstance(edit, InsertItem):
        return set()
    gone = traces.marks(_at(before, path)) if _exists(before, path) else set()
    holder = traces.own_marks(_at(before, path[:-1]))
    if holder.isdisjoint(traces.own_marks(_at(after, path[:-1]))):
        gone |= holder
    return gone
