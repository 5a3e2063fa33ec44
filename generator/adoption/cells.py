"""Empty cells of an official text's tables that wait for something, made places that a hand sees."""

from collections.abc import Sequence
from dataclasses import replace

from generator.adoption.rows import filled
from generator.adoption.source import lines
from generator.adoption.voids import VOID, is_field, is_signed
from generator.documents.blocks import Block, Lines, Paragraph, Table, Words

_LONGEST_HEAD = 60
"""Characters of the head of a row or of a column; more is a text."""
_VOID: Lines = ((Words(VOID),),)


def with_cells(blocks: Sequence[Block], document: str) -> tuple[Block, ...]:
    """The blocks of a `document`, a place in each empty cell that its row or its column names, but in the tables that data fill."""
    made: list[Block] = []
    used: list[str] = []
    for index, block in enumerate(blocks):
        table = filled(blocks, index, document, 0, used)
        used += table.lists if table else ()
        made.append(block if table or not isinstance(block, Table) else _with_places(block))
    return tuple(made)


def _with_places(table: Table) -> Table:
    heads = [_said(cell) for cell in table.rows[0]]
    rows = [table.rows[0]] if all(heads) else []
    for row in table.rows[len(rows) :]:
        first = _said(row[0]) if row else ""
        top = heads if rows and all(heads) else [""] * len(row)
        waits = [not any(cell) and _waits(first, head, titled=bool(rows)) for cell, head in zip(row, top, strict=False)]  # fmt: skip
        rows.append(tuple(_VOID if empty else cell for cell, empty in zip(row, waits, strict=False)))  # fmt: skip
    return replace(table, rows=tuple(rows))


def _waits(first: str, head: str, *, titled: bool) -> bool:
    """Whether an empty cell waits for something, between the head of its row and that of its column.

    Beside what heads the whole table, as « Responsable sécurité » above « Nom », nothing is to be written.
    """
    named = [each for each in (first, head) if each and len(each) <= _LONGEST_HEAD]
    if not named or any(map(is_signed, named)):
        return False
    return bool(head) or is_field(first) or titled


def _said(cell: Lines) -> str:
    return " ".join(lines((Paragraph(cell),))).strip()
