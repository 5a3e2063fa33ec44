"""A filled convention made a text with places: the values of its partner become what prints them.

What is found is exact: a value of the data, word for word. What the partner's data say and that stays in the
text is told, so that no model ever carries one partner into the convention of another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from generator.adoption.lines import Span, Spoken
from generator.adoption.source import text
from generator.documents.blocks import Block, Lines, Table
from generator.documents.rendered import Text
from generator.errors import GreffeError
from generator.store.traces import fold

_PARTIES = ("partenaire", "caf")
_AGREED = ("represente", "denomme", "domicilie")
"""Words of a party that agree with its name, beside which they stand."""
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_LETTER = re.compile(r"\w")
_PLACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_QUOTED = 160
"""Characters of a passage that a message repeats."""

Found = tuple[int, int, str]
"""First and last characters, the last not included, and the expression that prints what is between."""


@dataclass(frozen=True)
class Expression:
    """What prints `text`: the Jinja between `{{ }}`, for the data at `path`."""

    code: str
    text: str
    path: str


@dataclass(frozen=True)
class Signed:
    """What the data say of the partner of a filled text.

    The view of its convention; `marks` are what names it or its people, `names` its own names, `others` those
    of the other partners.
    """

    view: Mapping[str, Any]
    marks: frozenset[str]
    names: frozenset[str]
    others: frozenset[str]


def vocabulary(context: Mapping[str, Any]) -> list[Expression]:
    """All that the view `context` prints of the data, the longest first, then in the order of the view."""
    found = [each for name, view in context.items() for each in _expressions(name, view)]
    unique = {(each.code, each.text): each for each in found if len(each.text) > 1}
    return sorted(unique.values(), key=lambda each: -len(each.text))


def _expressions(code: str, view: Any) -> Iterator[Expression]:
    if isinstance(view, Text):
        yield Expression(code, view.text, view.path)
        if view.text != view.text.upper():
            yield Expression(f"{code} | majuscules", view.text.upper(), view.path)
    elif is_dataclass(view):
        for field in fields(view):
            yield from _expressions(f"{code}.{field.name}", getattr(view, field.name))


def learned(said: Sequence[Spoken], view: Mapping[str, Any]) -> list[Span]:
    """A place for each value of `view` in the lines, and for the words that agree with the parties."""
    reader = _Reader(view)
    spans: list[Span] = []
    block, party = -1, ""
    for number, line in enumerate(said):
        if line.block != block:
            block, party = line.block, ""
        found, party = reader.line(line.text, party)
        spans += (Span(number, first, last, f"{{{{ {code} }}}}") for first, last, code in found)
    return spans


def emptied(blocks: Sequence[Block], view: Mapping[str, Any]) -> list[Block]:
    """The blocks, the rows of people that `view` lists left blank, as in the official file."""
    known = {plain(text) for each in view.values() for text in _listed(each)}
    return [
        replace(block, rows=tuple(row if _stays(row, known) else ((),) * len(row) for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in blocks
    ]  # fmt: skip


def _stays(row: tuple[Lines, ...], known: set[str]) -> bool:
    said = [words for cell in row if (words := plain(" ".join(map(text, cell))))]
    return not said or not known.issuperset(said)


def _listed(view: Any, *, inside: bool = False) -> Iterator[str]:
    """The texts of the lists of a view."""
    if isinstance(view, Text):
        yield from [view.text] if inside else []
    elif isinstance(view, tuple):
        for each in view:
            yield from _listed(each, inside=True)
    elif is_dataclass(view):
        for field in fields(view):
            yield from _listed(getattr(view, field.name), inside=inside)


class _Reader:
    """Knows what the values of one view look like in a text."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        # Of two expressions for one text the first of the view is taken: both print it for this partner.
        self._known = {plain(each.text): each.code for each in reversed(vocabulary(context))}
        longest = sorted(self._known, key=len, reverse=True)
        self._values = re.compile("|".join(map(_pattern, longest)) or r"(?!)")

    def line(self, text: str, party: str) -> tuple[list[Found], str]:
        """The places of a line, and the last party named; `party` is the last one named before it."""
        made: list[Found] = []
        start = 0
        for value in (*self._values.finditer(text), None):
            end = value.start() if value else len(text)
            code = self._known[plain(value[0])] if value else ""
            owner = code.partition(".")[0]
            made += self._beside(text, start, end, party)
            if code.partition(" ")[0].endswith(".signataire.nom_complet"):
                made += self._civility(text, start, end, owner)
            if value:
                made.append((value.start(), value.end(), code))
                party = owner if owner in _PARTIES else party
                start = value.end()
        return sorted(set(made)), party

    def _beside(self, text: str, start: int, end: int, party: str) -> Iterator[Found]:
        """The words, between two values, that agree with the party last named."""
        if not party:
            return
        for name in _AGREED:
            word = getattr(self._context[party], name)
            for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text[start:end]):
                yield start + found.start(), start + found.end(), f"{party}.{name}"

    def _civility(self, text: str, start: int, end: int, party: str) -> Iterator[Found]:
        """The civility just before a name, long or short."""
        signatory = self._context[party].signataire
        for field in ("civilite_longue", "civilite"):
            word = re.escape(getattr(signatory, field))
            if found := re.search(rf"(?<!\w){word}(?=[\s\u00a0]+\Z)", text[start:end]):
                yield start + found.start(), start + found.end(), f"{party}.signataire.{field}"


def plain(text: str) -> str:
    """The words of `text`, whatever spaces part them and however their apostrophes are drawn."""
    return _SPACES.sub(" ", text.replace("’", "'"))


def _pattern(text: str) -> str:
    """What finds `text`, already plain, as whole words."""
    words = re.escape(text).replace(r"\ ", r"[\s\u00a0\u202f]+").replace("'", "['’]")
    before = r"(?<!\w)" if _LETTER.match(text) else ""
    after = r"(?!\w)" if _LETTER.match(text[-1]) else ""
    return f"{before}{words}{after}"


def refuse_stranger(name: str, lines: Sequence[str], signed: Signed) -> None:
    """Raise GreffeError when the text of the file `name` is not that of the partner, or names another one."""
    if not left(lines, signed.names):
        raise GreffeError(
            f"« {name} » ne nomme pas ce partenaire tel que son fichier l'écrit : ce n'est pas sa convention, ou son nom y est écrit autrement. Vérifiez « --partner »."
        )
    if found := left(lines, signed.others - signed.names):
        raise GreffeError(
            f"« {name} » nomme aussi « {found[0][0]} », un autre de vos partenaires : son nom resterait dans le modèle. Vérifiez « --partner », ou remplacez ces mots par des points de suspension dans une copie du fichier."
        )


def refuse_left(name: str, passages: Iterable[str], marks: Iterable[str]) -> None:
    """Raise GreffeError when the passages of the model made of the file `name` still hold one of the `marks`."""
    found = left((_PLACES.sub(" … ", each) for each in passages), marks)
    if found:
        mark, passage = found[0]
        others = f" Il en reste {len(found) - 1} autres." if len(found) > 1 else ""
        raise GreffeError(
            f"« {name} » : « {mark.strip()} » resterait dans le modèle, au passage « {passage.strip()[:_QUOTED]} ».{others} Rien n'est écrit : dans une copie du fichier, remplacez ces mots par des points de suspension, ou corrigez la donnée du partenaire si elle s'écrit autrement."
        )


def left(passages: Iterable[str], marks: Iterable[str]) -> list[tuple[str, str]]:
    """(mark, passage) of each of the `marks` of a partner that a passage still holds, case and accents aside."""
    wanted = {mark: f" {words} " for mark in marks if (words := _folded(mark))}
    return [
        (mark, passage)
        for passage in passages
        for mark, words in wanted.items()
        if words in f" {_folded(passage)} "
    ]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
