"""Paragraphs read one by one, put together: the items of a list, what is centred, what is indented alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.documents.blocks import Block, Container, Kind, Listing


@dataclass(frozen=True)
class Item:
    """A block as it was met: at level `bullet` of a list with bullets, or in a container of that `kind`."""

    block: Block
    bullet: int | None = None
    kind: Kind | None = None


def grouped(items: Iterable[Item]) -> tuple[Block, ...]:
    """The items as blocks, those that follow each other and belong together as one."""
    blocks: list[Block] = []
    for (is_bullet, kind), run in groupby(items, lambda each: (each.bullet is not None, each.kind)):
        found = list(run)
        if is_bullet:
            blocks.append(_listing(found))
        elif kind is not None:
            blocks.append(Container(kind, tuple(each.block for each in found)))
        else:
            blocks += [each.block for each in found]
    return tuple(blocks)


def _listing(items: list[Item]) -> Listing:
    """A list; what is deeper than its first item's level goes below the item before it."""
    shallow = min(each.bullet or 0 for each in items)
    made: list[tuple[Block, ...]] = []
    deeper: list[Item] = []
    for item in items:
        if made and (item.bullet or 0) > shallow:
            deeper.append(item)
            continue
        if deeper:
            made[-1] = (*made[-1], _listing(deeper))
            deeper = []
        made.append((item.block,))
    if deeper:
        made[-1] = (*made[-1], _listing(deeper))
    return Listing(numbered=False, start=1, mark="-", items=tuple(made))
