"""The block where the parties sign, found in an official text: a table of few columns after « Fait à… »."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.adoption.source import lines
from generator.documents.blocks import Block, Container, Table
from generator.documents.french.elision import fold

_DONE = re.compile(r"fait\b.{0,60}(?:exemplaire|\ba\b|\ble\b)")
_SIGNS = re.compile(
    r"pour\b|(?:le|la|l')\s?(?:directeur|directrice|president|maire|caf|caisse|partenaire)|signature"
)
_MOST_COLUMNS = 3


def with_signatures(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each such table in a container that no page cuts, without its empty rows."""
    made: list[Block] = []
    done = False
    for block in blocks:
        done = done or any(_DONE.match(fold(line).strip()) for line in lines((block,)))
        if done and isinstance(block, Table) and _is_signed(block):
            rows = tuple(row for row in block.rows if any(row))
            made.append(Container("signatures", (replace(block, rows=rows),)))
        else:
            made.append(block)
    return tuple(made)


def _is_signed(table: Table) -> bool:
    first = [fold(line).strip() for line in lines((table,))][: len(table.widths)]
    return len(table.widths) <= _MOST_COLUMNS and any(map(_SIGNS.match, first))
