"""Every text that some bytes may hold: encodings, escapes, what a message or an archive carries within.

Looking for a person takes them all. What greffe cannot read is told, not passed over.
"""

import base64
import binascii
import html
import quopri
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from generator.archives.container import contents, xml_parts
from generator.errors import GreffeError

DEPTH = 4
"""A message that carries a document that holds parts, and one to spare."""
MAX_INFLATED = 100_000_000

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{4}(?:[A-Za-z0-9+/_-]|\r?\n)*={0,2}")
_SHORTEST = 16
_QUOTED = re.compile(rb"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt]))")
_TAG = re.compile(r"<[^<>]*>")
_PRINTED = bytes((*range(0x20, 0x7F), *b"\t\r\n"))
_PACKAGE = "[Content_Types].xml"
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_CLOSED = {
    b"%PDF": "PDF",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
}
"""How files begin whose text is drawn or packed in a way that is not read here."""


def closed(content: bytes, depth: int = DEPTH) -> str | None:
    """What kind of file `content` is when not all its text can be read here; None when it can."""
    if content.startswith(_ZIP):
        try:
            inner = _zipped(content)
        except GreffeError:
            return "archive"
        return "archive" if any(not depth or closed(each, depth - 1) for each in inner) else None
    return next((kind for start, kind in _CLOSED.items() if content.startswith(start)), None)


def texts(content: bytes, depth: int = DEPTH) -> Iterator[str]:
    """Each reading of `content`, the plainest first. Some are nonsense: nobody is found there."""
    for written in _written(content):
        for text in plain(written):
            yield text
            yield from _unescaped(text)
    if depth:
        for inner in _within(content):
            yield from texts(inner, depth - 1)


def _written(content: bytes) -> Iterator[bytes]:
    """`content` as it is, and with its bytes put back that a message or an address writes by their number."""
    yield content
    if _QUOTED.search(content):
        yield quopri.decodestring(content)
    if _PERCENT.search(content):
        yield unquote_to_bytes(content)


def plain(content: bytes) -> Iterator[str]:
    """`content` as text, by the encodings that text is kept in."""
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("utf-8", errors="replace")
        yield content.decode("latin-1")
    if b"\0" in content:
        for start in (0, 1):
            for encoding in ("utf-16-le", "utf-16-be"):
                yield content[start:].decode(encoding, errors="replace")


def _unescaped(text: str) -> Iterator[str]:
    if _ENTITY.search(text):
        yield html.unescape(text)
    if _ESCAPED.search(text):
        yield _ESCAPED.sub(_character, text)
    if _TAG.search(text):
        # A word may be cut by marks of its look, or two cells touch: both readings.
        for between in ("", " "):
            yield html.unescape(_TAG.sub(between, text))


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " "


def _within(content: bytes) -> Iterator[bytes]:
    if content.startswith(_ZIP):
        try:
            yield from _zipped(content)
        except GreffeError:
            return
        return
    if content.startswith(_GZIP):
        try:
            yield zlib.decompressobj(31).decompress(content, MAX_INFLATED)
        except zlib.error:
            return
        return
    if content.startswith(tuple(_CLOSED)):
        return
    for found in _BASE64.finditer(content):
        run = re.sub(rb"[\r\n=]", b"", found.group()).replace(b"-", b"+").replace(b"_", b"/")
        if len(run) >= _SHORTEST:
            yield from _decoded(run)


def _zipped(content: bytes) -> list[bytes]:
    """What a zip holds: the texts of a document, all the files of any other. Raises GreffeError."""
    try:
        parts = xml_parts("archive", content)
    except GreffeError:
        parts = {}
    return list(parts.values()) if _PACKAGE in parts else contents("archive", content)


def _decoded(run: bytes) -> Iterator[bytes]:
    """The run in base64, whichever of its first letters does not belong to it."""
    for start in range(4):
        cut = run[start:]
        cut = cut[: len(cut) - 1] if len(cut) % 4 == 1 else cut
        try:
            decoded = base64.b64decode(cut + b"=" * (-len(cut) % 4))
        except binascii.Error:
            continue
        if _is_meant(decoded):
            yield decoded


def _is_meant(decoded: bytes) -> bool:
    """Whether these bytes are more than what any long word gives when it is taken for base64."""
    if decoded.startswith((_ZIP, _GZIP)):
        return True
    written = decoded.replace(b"\0", b"")
    if 2 * len(written.translate(None, _PRINTED)) <= len(written):
        return True
    try:
        return decoded.decode().isprintable()
    except UnicodeDecodeError:
        return False
