"""Documents made once for a process that makes them again and again, as `greffe serve` does."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from generator.documents.pdf.writer import Sheet
from generator.documents.production import Press
from generator.store.dataset import Dataset, Entry

_Entries = Mapping[str, Entry[Any]]
_File = TypeVar("_File", bytes, Sheet)


class Abandoned(Exception):  # noqa: N818 - nothing went wrong
    """Documents are no longer wanted: something has changed since they were asked for."""


@dataclass(frozen=True)
class _Made:
    """The documents of a partner, with what they were made from: its `own` files, and what all share."""

    own: object
    shared: object
    tree: Mapping[str, bytes | Sheet]


@dataclass
class Memory:
    """The documents last made of each partner. Once `abandoned` is set, none is made but for a draft."""

    abandoned: threading.Event = field(default_factory=threading.Event)
    made: dict[tuple[str, str], _Made] = field(default_factory=dict)
    shared: list[object] = field(default_factory=list)

    def one(self, shared: object) -> object:
        """The same object for what is equal to what was last shared: it is then known at a glance."""
        if not self.shared or self.shared[0] != shared:
            self.shared[:] = [shared]
        return self.shared[0]


class Remembering(Press):
    """A press that makes again only what would not be the same.

    Of a `draft`, the documents of a partner whose own files are the same are those made last, though
    what all share (a template, the Caf) has changed since.
    """

    def __init__(
        self,
        dataset: Dataset,
        look: bytes,
        own: Mapping[str, bytes],
        memory: Memory,
        *,
        draft: bool = False,
    ) -> None:
        super().__init__(dataset, look, own)
        self._memory, self._draft = memory, draft
        texts = [_texts(each) for each in (dataset.cafs, dataset.services)]
        self._shared = memory.one((dataset.settings, *texts, dataset.every_template, dataset.texts, look, own))  # fmt: skip

    def of(self, dataset: Dataset) -> Press:
        """The same press, for other data."""
        return Remembering(dataset, self._look, self._own, self._memory, draft=self._draft)

    def complete(self, partner: str) -> dict[str, bytes]:
        """As a press makes them."""
        return self._remembered("complete", partner, super().complete)

    def publishable(self, partner: str) -> dict[str, bytes]:
        """As a press makes them."""
        return self._remembered("publishable", partner, super().publishable)

    def sheets(self, partner: str) -> dict[str, Sheet]:
        """As a press makes them."""
        return self._remembered("sheets", partner, super().sheets)

    def _remembered(
        self, use: str, partner: str, make: Callable[[str], dict[str, _File]]
    ) -> dict[str, _File]:
        own = self._own_files(partner)
        known = self._memory.made.get((use, partner))
        if known and known.own == own and (self._draft or known.shared is self._shared):
            return cast(dict[str, _File], known.tree)  # what is known of a use is what it makes
        if self._memory.abandoned.is_set() and not self._draft:
            raise Abandoned
        tree = make(partner)
        self._memory.made[use, partner] = _Made(own, self._shared, tree)
        return tree

    def _own_files(self, partner: str) -> object:
        """The record of a partner, part of which may be left out on purpose, and its other files."""
        data = self._dataset
        others: tuple[_Entries, ...] = (data.annexes_1, data.follow_ups, data.users)
        texts = [each[partner].source.text if partner in each else None for each in others]
        corrected = {name: content for (key, name), content in data.corrections.items() if key == partner}  # fmt: skip
        return data.partners[partner].record, texts, corrected


def _texts(entries: _Entries) -> dict[str, str]:
    return {key: entry.source.text for key, entry in entries.items()}
