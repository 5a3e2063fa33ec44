"""Canaries: in each private field of a set of data, a word that is nowhere else; and where they can be found again."""

import base64
import binascii
import gzip
import html
import io
import json
import quopri
import re
import types
import typing
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel
from ruamel.yaml import YAML

from generator.store.schema import (
    acts,
    base,
    cooperation,
    mon_compte_partenaire,
    nominative,
    organisation,
    people,
    signed,
)
from generator.store.schema.caf import Caf
from generator.store.schema.control import Control
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Partner

TOKEN = "zqxcanariwvk"
"""In every canary that is a word or an address."""
DIGITS = "19900774"
"""In every canary that is a telephone number, its first zero aside."""

PUBLIC: Mapping[type[BaseModel], frozenset[str]] = {
    organisation.Organisation: frozenset({"nom", "nom_court", "sigle", "site"}),
    Partner: frozenset({"domaines"}),  # the forms warn of an address elsewhere
    acts.Signature: frozenset({"lieu"}),
    mon_compte_partenaire.Funding: frozenset({"numero"}),
    people.Address: frozenset({"voie", "complement", "code_postal", "commune"}),
    cooperation.Frame: frozenset({"nom", "cosignataires"}),
    mon_compte_partenaire.MonComptePartenaireConvention: frozenset({"missions"}),
    mon_compte_partenaire.Place: frozenset({"nom"}),
    mon_compte_partenaire.Equipment: frozenset({"nom", "type"}),
}
"""What the public site may say: the parties, where they are, what their conventions are about."""
_LINKS: Mapping[type[BaseModel], frozenset[str]] = {
    nominative.User: frozenset({"profil", "lieu", "equipement", "remplace"}),
    signed.SignedValues: frozenset({"partenaire", "caf"}),
}
"""What only says again a word that stands elsewhere."""
_FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("cafs/*.yml", Caf),
    ("partners/*.yml", Partner),
    ("nominatif/*.annexe-1.yml", Annexe1),
    ("nominatif/*.suivi.yml", FollowUp),
    ("nominatif/*.pj3.yml", Users),
    ("controle.yml", Control),
)

Field = tuple[str, str]
"""Name of a record's class and of its field."""


class Aviary:
    """Makes canaries, and remembers where each was planted."""

    def __init__(self) -> None:
        self.planted: Counter[Field] = Counter()
        self.met: set[Field] = set()

    def plant(self, data: Path) -> None:
        """Put a canary in every private field of the files below `data`; no publication is left chosen."""
        yaml = YAML()
        yaml.width = 4096
        for pattern, record in _FILES:
            for path in sorted(data.glob(pattern)):
                tree = yaml.load(path.read_text(encoding="utf-8"))
                self._fill(tree, record)
                with path.open("w", encoding="utf-8") as file:
                    yaml.dump(tree, file)

    def _fill(self, node: Any, record: type[BaseModel]) -> None:
        node.pop("publication", None)
        if record is mon_compte_partenaire.Pj3Record:  # what it says of its list is no longer true
            node.pop("utilisateurs", None)
            node.pop("empreinte", None)
        for name, field in record.model_fields.items():
            kind, inner = _kind(field.annotation, field.metadata)
            if inner is not None:
                for child in _children(node.get(name)):
                    self._fill(child, _one_of(inner, child))
            elif kind and not _listed(PUBLIC, record, name) and not _listed(_LINKS, record, name):
                self._put(node, name, kind, record)

    def _put(self, node: Any, name: str, kind: str, record: type[BaseModel]) -> None:
        self.met.add((record.__name__, name))
        if kind.endswith("[]"):
            node[name] = [self._canary(kind[:-2])]
        elif not isinstance(node.get(name), str) and node.get(name) is not None:
            return
        else:
            node[name] = self._canary(kind)
        self.planted[record.__name__, name] += 1

    def _canary(self, kind: str) -> str:
        number = sum(self.planted.values())
        match kind:
            case "email":
                return f"{TOKEN}{number}@canari{number}.example"
            case "phone":
                return f"0{DIGITS[0]} {DIGITS[1:3]} {DIGITS[3:5]} {DIGITS[5:7]} {DIGITS[7]}{number % 10}"  # fmt: skip
            case "domain":
                return f"{TOKEN}{number}.example"
        return f"{TOKEN}{number}"


def _listed(
    table: Mapping[type[BaseModel], frozenset[str]], record: type[BaseModel], name: str
) -> bool:
    return any(issubclass(record, kind) and name in names for kind, names in table.items())


_STRINGS = {
    id(typing.get_args(base.Line)[1]): "line",
    id(typing.get_args(base.Email)[1]): "email",
    id(typing.get_args(base.Phone)[2]): "phone",
    id(typing.get_args(base.Domain)[1]): "domain",
}


def _kind(annotation: Any, metadata: list[Any]) -> tuple[str, Any]:
    """The kind of string that a field holds ("" for none, `[]` for a list), or the records below it."""
    for mark in metadata:
        if name := _STRINGS.get(id(mark)):
            return name, None
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(arguments[0], list(arguments[1:]))
    if origin in (typing.Union, types.UnionType):
        kept = [each for each in arguments if each is not types.NoneType]
        if len(kept) == 1:
            return _kind(kept[0], [])
        return ("", kept) if all(_is_record(each) for each in kept) else ("", None)
    if origin is list:
        kind, inner = _kind(arguments[0], [])
        return f"{kind}[]" if kind else "", inner
    if origin is dict:
        return "", _kind(arguments[1], [])[1]
    return "", [annotation] if _is_record(annotation) else None


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _one_of(records: list[type[BaseModel]], node: Any) -> type[BaseModel]:
    """The record that `node` is of: conventions say their family."""
    if len(records) == 1:
        return records[0]
    return next(
        each
        for each in records
        if node["famille"] in typing.get_args(each.model_fields["famille"].annotation)
    )


def _children(node: Any) -> Iterator[Any]:
    match node:
        case list():
            for each in node:
                yield from _children(each)
        case dict() if node and all(isinstance(each, list) for each in node.values()):
            for each in node.values():
                yield from _children(each)
        case dict():
            yield node


_ENTITIES = "".join(f"&#{ord(letter)};" for letter in TOKEN)
ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16le": lambda text: text.encode("utf-16le"),
    "utf-16be": lambda text: text.encode("utf-16be"),
    "utf-32le": lambda text: text.encode("utf-32le"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one byte": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64 after two bytes": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode()),
    "hexadecimal": lambda text: binascii.hexlify(text.encode()),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "decimal references": lambda text: "".join(f"&#{ord(each)};" for each in text).encode(),
    "hexadecimal references": lambda text: "".join(f"&#x{ord(each):x};" for each in text).encode(),
    "JSON escapes": lambda text: "".join(f"\\u{ord(each):04x}" for each in text).encode(),
    "backwards": lambda text: text[::-1].encode(),
}
"""The ways in which a word may hide in a file."""


def _needles() -> list[bytes]:
    """The middle of the token in every encoding: what comes before and after it changes only the edges of base64."""
    found = []
    for name, encoded in ENCODINGS.items():
        whole = encoded(TOKEN).lower() if "base64" not in name else encoded(TOKEN)
        found.append(whole[4:-4] if "base64" in name else whole)
    return found


_NEEDLES = _needles()


def leaks(name: str, content: bytes) -> list[str]:
    """Where canaries show in a file: its path, then the parts of archives and streams below it."""
    lowered = content.lower()
    found = [
        name for needle in _NEEDLES if needle in (lowered if needle == needle.lower() else content)
    ]
    digits = re.sub(rb"[\s.\-()]|\xc2\xa0|\xe2\x80\xaf|&nbsp;|%20", b"", lowered)
    if DIGITS.encode() in digits or TOKEN in quopri.decodestring(content).decode("latin-1").lower():
        found.append(name)
    for inner, held in _inside(content):
        found += leaks(f"{name} > {inner}", held)
    return list(dict.fromkeys(found))


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
            yield "names", "\n".join(archive.namelist()).encode()
            yield "comment", archive.comment
    elif content.startswith(b"\x1f\x8b"):
        yield "gzip", gzip.decompress(content)
    elif content.startswith(b"%PDF"):
        for number, stream in enumerate(re.findall(rb"stream\r?\n(.*?)endstream", content, re.S)):
            try:
                yield f"stream {number}", zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue


def search(tree: Mapping[str, bytes]) -> list[str]:
    """Every place of `tree` (path -> bytes) where a canary shows, names of files included."""
    found = [path for path in tree if TOKEN in path.lower()]
    return [*found, *(place for path, content in tree.items() for place in leaks(path, content))]


def hidden(text: str) -> Iterator[tuple[str, bytes]]:
    """`text` as a leak would hold it: in each encoding, and inside archives."""
    for name, encoded in ENCODINGS.items():
        yield name, b"<p>" + encoded(text) + b"</p>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{text}</w:t>")
    yield "archive", buffer.getvalue()
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("inner.zip", buffer.getvalue())
    yield "archive in an archive", nested.getvalue()
    yield "gzip", gzip.compress(text.encode())
    yield "upper case", text.upper().encode()
    yield "JSON", json.dumps({"config": {}, "docs": [{"text": text}]}).encode()
    yield "quoted printable", quopri.encodestring(f"é={text}".encode())
    yield "HTML", html.escape(f"<a title='{text}'>").encode()
    yield "link", quote(f"mailto:{text}@x.example", safe="").encode()
