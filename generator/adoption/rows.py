"""Blank rows of an official text's tables, bound to the lists and contacts that fill them.

The columns are known by their heads, the list by what the text says just before, or in the row's first
cell. Without data the rows are as many, and as empty, as in the file.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.adoption.contacts import BOTH, FUNCTION, MAIL, PHONE, ROLES, annexe_of
from generator.adoption.lines import ANNEXE
from generator.adoption.owners import named
from generator.adoption.source import lines
from generator.documents.blocks import Block, Line, Lines, Paragraph, Place, Table
from generator.documents.french.elision import fold

_NEAR = 6
"""How many lines before a table may name what it lists."""

_Columns = tuple[tuple[str, re.Pattern[str]], ...]
_Row = tuple[Lines, ...]
_ACCOUNT: _Columns = (
    ("ligne.nom }} {{ ligne.prenom", BOTH),
    ("ligne.nom", re.compile(r"nom\b")),
    ("ligne.prenom", re.compile(r"prenom")),
    ("ligne.adresse_electronique", MAIL),
    ("ligne.fonction", FUNCTION),
    ("ligne.cloture_demandee_le", re.compile(r"date.*demande.*(?:cloture|\bfin\b)")),
    ("ligne.cloture_le", re.compile(r"date.*(?:cloture|\bfin\b|depart)")),
    ("ligne.demande_le", re.compile(r"date")),
)
_CONTACT: _Columns = (
    ("ligne.interlocuteur", BOTH),
    ("ligne.nom", re.compile(r"nom\b")),
    ("ligne.prenom", re.compile(r"prenom")),
    ("ligne.adresses", MAIL),
    ("ligne.fonction", FUNCTION),
    ("ligne.telephone", PHONE),
)
_LISTS = (
    (
        "clos",
        re.compile(
            r"clotur|\bclos\b|(?:prend|prennent|prenant|mettre|mis|date de) fin\b|\bfin d'(?:habilitation|acces)|a (?:retirer|supprimer|desactiver)\b|retraits?\b"
        ),
    ),
    ("ouverts", re.compile(r"\bacces\b|habilit")),
)
_OF_CAF = (
    ("centre_de_services", re.compile(r"centres? de services?")),
    ("escalade", re.compile(r"escalade")),
    ("responsable_securite", re.compile(r"securite")),
)
"""The contacts of the Caf that a contract names."""
_CONTRACT = "contrat"


@dataclass(frozen=True)
class Filled:
    """A table whose blank rows are bound: `codes` is the Markdown and Jinja of the row of each of its places.

    `lists` are those of the view that fill it.
    """

    table: Table
    codes: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    """What fills rows: the `items` of the view, unless `nothing` holds; the column of each head."""

    items: str
    nothing: str
    columns: _Columns


def filled(
    blocks: Sequence[Block], index: int, document: str, first: int, used: Collection[str]
) -> Filled | None:
    """The table at `index` with a place, numbered from `first`, in each of its blank rows that can be bound.

    A list that another table prints already, one of `used`, is not printed twice. None when it has none: it is no table, or of no annexe, or its heads or its list are not known.
    """
    table = blocks[index]
    if not isinstance(table, Table):
        return None
    before = [fold(line).strip() for block in blocks[:index] for line in lines((block,))]
    annexe = next((found[1] for line in reversed(before) if (found := ANNEXE.match(line))), None)
    if annexe is None and (found := ANNEXE.match(document.replace("-", " "))):
        annexe = found[1]
    rows: list[_Row] = []
    codes: list[str] = []
    lists: list[str] = []
    for heads, label, group in _groups(table.rows):
        near = [fold(label)] if label else before[-_NEAR:]
        if document == _CONTRACT:
            source = _of_contract(near, before[-_NEAR:])
        else:
            source = _source(annexe or (annexe_of(near[0]) if label else None), near)
        told = source is not None and source.items not in (*used, *lists)
        code = _code(source, heads, label, len(group)) if heads and told else None
        if code is None or source is None:
            rows += group
            continue
        place: Line = (Place(first + len(codes), blank=False),)
        rows.append(((place,), *[()] * (len(table.widths) - 1)))
        codes.append(code)
        lists.append(source.items)
    return Filled(replace(table, rows=tuple(rows)), tuple(codes), tuple(lists)) if codes else None


def _groups(rows: Sequence[_Row]) -> Iterator[tuple[_Row | None, str, list[_Row]]]:
    """The rows: blank ones together, or one that only its first cell names, with their heads; others alone, with None."""
    heads: _Row | None = None
    blank: list[_Row] = []
    for row in rows:
        if heads and not any(row):
            blank.append(row)
            continue
        if blank:
            yield heads, "", blank
            blank = []
        label = " ".join(lines((Paragraph(row[0]),)))
        if heads and label and not any(row[1:]):
            yield heads, label, [row]
        else:
            yield None, "", [row]
            heads = row if sum(map(bool, row)) > 1 else heads
    if blank:
        yield heads, "", blank


def _of_contract(near: Sequence[str], before: Sequence[str]) -> _Source | None:
    """Which contacts of the Caf the rows of a contract are, when the lines `before` its table say that they are the Caf's."""
    name = next((name for line in reversed(near) for name, pattern in _OF_CAF if pattern.search(line)), None)  # fmt: skip
    told = next((parties for line in reversed(before) if (parties := named(line))), set())
    if name is None or told != {"caf"}:
        return None
    items = f"interlocuteurs_caf.{name}"
    return _Source(items, f"not {items}[0].nom", _CONTACT)


def _source(annexe: str | None, near: Sequence[str]) -> _Source | None:
    """What the lines before a table, the nearest last, say that its rows are."""
    if annexe is None:
        return None
    known = _LISTS if annexe == "1" else ROLES
    name = next((name for line in reversed(near) for name, pattern in known if pattern.search(line)), None)  # fmt: skip
    if name is None or (annexe == "2" and name == "referent_technique"):
        return None
    items = f"annexe_{annexe}.{name}"
    if annexe == "1":
        return _Source(items, "annexe_1.lignes_libres", _ACCOUNT)
    return _Source(items, f"not {items}[0].nom", _CONTACT)


def _code(source: _Source | None, heads: _Row, label: str, count: int) -> str | None:
    """The rows filled from `source`, or as they were; None when a column is not known."""
    if source is None:
        return None
    words = [fold(" ".join(lines((Paragraph(head),)))).strip() for head in heads[bool(label) :]]
    columns = [_column(head, source.columns) for head in words]
    known = [each for each in columns if each]
    if len(known) < len(columns) or known[0] not in (source.columns[0][0], "ligne.nom"):
        return None
    first = [label] if label else []
    blank = _written([*first, *[""] * len(known)])
    cells = _written([*first, *(f"{{{{ {each} }}}}" for each in known)])
    return (
        f"{{% if {source.nothing} %}}\n{blank * count}{{% else %}}\n"
        f"{{% for ligne in {source.items} %}}\n{cells}{{% endfor %}}\n{{% endif %}}"
    )


def _column(head: str, columns: _Columns) -> str | None:
    return next((field for field, pattern in columns if pattern.match(head)), None)


def _written(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {cell} |" for cell in cells) + "\n"
