"""The only reader of YAML: text in, plain data and the place of every value out.

The data are those of the YAML 1.2 core schema, less what a file kept by hand never needs and what
makes two readers disagree: anchors, aliases, tags, merge keys, directives, several documents and
duplicate keys are refused. Dates stay text: the schema reads them.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

import yaml

from generator.store.decoding import UnreadableError, decode, line_column
from generator.store.problems import Problem
from generator.store.yaml_errors import explain

MAX_DEPTH = 100

Path = tuple[str | int, ...]
"""From the root of a file down to a value: mapping keys and list indices."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,30}\Z|0o[0-7]{1,30}\Z|0x[0-9a-fA-F]{1,30}\Z")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"
    r"|[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z"
)
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# After a value without quotes: what its author may not see as a remark.
_REMARK = re.compile(r"[ \t]+#(?=\w)")
_STUCK = re.compile(r"#\w")
_OPENING = frozenset("“”„«‘’")
CURLY = re.compile(r"[“”„]|«.*»\Z|[‘’].*[‘’]\Z", re.DOTALL)
"""A text that begins with, or stands between, typographic quotes: YAML takes them for letters."""


class Place(NamedTuple):
    """Where a value (`line`, `column`) and its key stand, from 1; a list item is its own key."""

    line: int
    column: int
    key_line: int
    key_column: int
    children: "dict[str | int, Place]"


@dataclass(frozen=True)
class Source:
    """A file as read: `file` relative to the root, its text, its plain data, its tree of places.

    `marked`: the file begins with a byte-order mark, which is no part of the text.
    """

    file: str
    text: str
    data: Any
    places: Place
    marked: bool = False

    def place(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `path` or of its deepest part that exists.

        With `key`, of the key that leads to it.
        """
        node = self.places
        for step in path:
            child = node.children.get(step)
            if child is None:
                return node.key_line, node.key_column
            node = child
        return (node.key_line, node.key_column) if key else (node.line, node.column)

    def raw(self, path: Path) -> str:
        """What the file itself holds at `path`, up to the end of a plain scalar."""
        line, column = self.place(path)
        found = re.match(r"[^\s,\]}#]*", self.text.splitlines()[line - 1][column - 1 :])
        return found.group() if found else ""


_NO_CHILD: dict[str | int, Place] = {}
"""What every scalar shares; nothing is ever put in it."""


def read(file: str, raw: bytes) -> Source:
    """Read the YAML of `raw`, found at `file`. Raises UnreadableError with every problem of the file."""
    text = decode(file, raw)
    builder = _Builder(file)
    try:
        data, places = builder.document(text)
    except yaml.MarkedYAMLError as error:
        if not builder.misread:  # what was refused is most often what made the syntax wrong
            builder.problems.append(Problem(file, *explain(error, text)))
    if builder.problems:
        raise UnreadableError(sorted(builder.problems))
    return Source(file, text, data, places, raw.startswith(BOM_UTF8))


def scalar(text: str) -> str | int | float | bool | None:
    """Value of a plain (unquoted) scalar in the YAML 1.2 core schema (YAML 1.2.2, 10.3.2)."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "0123456789+-.":
        if _INTEGER.match(text):
            return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
        if _FLOAT.match(text):
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _is_bare_name(event: Any) -> bool:
    """Whether a scalar is a word in ASCII letters that stands for itself, as nearly all keys are."""
    value: str = event.value
    return (
        value.isidentifier() and value.isascii() and value not in _CONSTANTS
        and event.tag is None and event.anchor is None
    )  # fmt: skip


class _TooDeepError(Exception):
    pass


class _Builder:
    """Turns libyaml's events into data and places, collecting what is refused on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.misread = False
        self._text, self._suspect = "", False
        self._next: Callable[[], Any]

    def document(self, text: str) -> tuple[Any, Place]:
        """Data and places of the one document of `text`; (None, …) when there is none."""
        parser: Any = yaml.CSafeLoader(text)
        self._text, self._suspect = text, _STUCK.search(text) is not None
        self._next = parser.get_event
        result: tuple[Any, Place] = (None, Place(1, 1, 1, 1, _NO_CHILD))
        documents = 0
        while type(event := self._next()) is not yaml.StreamEndEvent:
            if type(event) is not yaml.DocumentStartEvent:
                continue
            documents += 1
            if event.version or event.tags:
                self._refuse(event, "Une directive « % » n'a pas sa place ici.",
                    "Supprimez la ligne qui commence par « % ».")  # fmt: skip
            if documents > 1:
                self._refuse(event, "Le fichier contient plusieurs documents séparés par « --- ».",
                    "Gardez un seul document par fichier : supprimez la ligne « --- ».")  # fmt: skip
                break
            try:
                result = self._node(self._next(), 1, None)
            except _TooDeepError:
                break
        if not documents and not self.problems:
            self.problems.append(Problem(self.file, 1, 1, "Le fichier est vide.",
                "Remplissez-le, ou supprimez-le s'il ne sert plus."))  # fmt: skip
        return result

    def _refuse(self, event: Any, message: str, remedy: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, message, remedy))

    def _node(self, event: Any, depth: int, key: Any) -> tuple[Any, Place]:
        """Data and place of the node that `event` begins; `key` is the mark of its key, if it has one."""
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        key_line, key_column = (key.line + 1, key.column + 1) if key else (line, column)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event), Place(line, column, key_line, key_column, _NO_CHILD)
        if kind is yaml.AliasEvent:
            self._refuse(event, f"« *{event.anchor} » est un renvoi, que greffe n'accepte pas.",
                "Recopiez la valeur elle-même, ou mettez ce texte entre guillemets.")  # fmt: skip
            return None, Place(line, column, key_line, key_column, _NO_CHILD)
        self._require_bare(event)
        if depth > MAX_DEPTH:
            self._refuse(event, f"Cette ligne ouvre plus de {MAX_DEPTH} niveaux imbriqués.",
                "Vérifiez les crochets et les décalages de cette ligne.")  # fmt: skip
            raise _TooDeepError
        children: dict[str | int, Place] = {}
        place = Place(line, column, key_line, key_column, children)
        if kind is yaml.SequenceStartEvent:
            return self._items(depth, children), place
        return self._fields(depth, children), place

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        if event.anchor is not None or event.tag is not None:
            self._require_bare(event)
        value: str = event.value
        if not event.implicit[0]:
            return value
        if self._suspect or value[:1] in _OPENING:
            self._require_plain(event)
        return scalar(value)

    def _require_bare(self, event: Any) -> None:
        """Refuse an anchor and a tag."""
        if event.anchor is not None:
            self._refuse(event, f"« &{event.anchor} » est une ancre, que greffe n'accepte pas.",
                "Supprimez-la, ou mettez toute la valeur entre guillemets.")  # fmt: skip
        if event.tag is not None:
            self._refuse(event, f"« {event.tag} » est une étiquette, que greffe n'accepte pas.",
                "Supprimez-la, ou mettez toute la valeur entre guillemets.")  # fmt: skip

    def _require_plain(self, event: Any) -> None:
        """Refuse a value without quotes that YAML does not read as its author does.

        After a space, `#` begins a remark. Stuck to a letter or a digit (`quai #2 bis`) it may be part of
        the value, which would be lost without a word: refused. `# remark` and `#: remark` are remarks.
        """
        if found := _REMARK.match(self._text, event.end_mark.index):
            self.misread = True
            self.problems.append(Problem(self.file, *line_column(self._text, found.end() - 1),
                "Après une espace, « # » commence une remarque : la suite ne ferait pas partie de la valeur.",
                "Mettez la valeur entre guillemets ; si c'est bien une remarque, laissez une espace après « # »."))  # fmt: skip
        if CURLY.match(event.value):
            self.misread = True
            self._refuse(event, "Des guillemets typographiques ne protègent pas la valeur : ils en feraient partie.",
                "Remplacez-les par des guillemets droits ; pour les garder, mettez toute la valeur entre guillemets droits.")  # fmt: skip

    def _items(self, depth: int, children: dict[str | int, Place]) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            value, children[len(items)] = self._node(event, depth + 1, None)
            items.append(value)
        return items

    def _fields(self, depth: int, children: dict[str | int, Place]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            name = self._key(event, depth)
            value, child = self._node(self._next(), depth + 1, event.start_mark)
            if name is None:
                continue
            if name in fields:
                first = children[name].key_line
                self._refuse(event, f"Le champ « {name} » est déjà donné à la ligne {first}.",
                    "Gardez une seule des deux lignes.")  # fmt: skip
                continue
            fields[name], children[name] = value, child
        return fields

    def _key(self, event: Any, depth: int) -> str | None:
        """Name of a mapping's key, or None when it is refused."""
        kind = type(event)
        if kind is yaml.ScalarEvent and not self._suspect and _is_bare_name(event):
            return intern(event.value)  # the same few names stand in every file
        if kind is yaml.ScalarEvent and event.value == "<<" and event.implicit[0]:
            self._refuse(event, "La fusion « << » n'est pas acceptée.",
                "Recopiez les lignes elles-mêmes.")  # fmt: skip
            return None
        name = (
            self._scalar(event)
            if kind is yaml.ScalarEvent
            else self._node(event, depth + 1, None)[0]
        )
        if isinstance(name, str):
            if name.isascii() or not {"\u00a0", "\u202f"} & set(name):
                return intern(name)
            self._refuse(event, "Une espace insécable est collée à ce nom de champ.",
                "Remplacez-la par une espace ordinaire, ou supprimez-la.")  # fmt: skip
        elif kind is not yaml.AliasEvent:
            self._refuse(event, "Ce nom de champ n'est pas un mot.",
                "Écrivez un nom en lettres, suivi de « : ».")  # fmt: skip
        return None
