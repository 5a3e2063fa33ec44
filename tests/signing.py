"""A PDF whose fields are signed as a signing tool does, but for the key: the digest alone is true."""

import hashlib
import io
from collections.abc import Collection

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

_ROOM = 400
_LATER = 9_999_999_999
_DATA, _SIGNED_DATA, _DIGEST, _SHA256 = (
    bytes.fromhex(each)
    for each in ("2a864886f70d010701", "2a864886f70d010702", "2a864886f70d010904", "608648016503040201")
)  # fmt: skip


def signed(raw: bytes, names: Collection[str] | None = None) -> bytes:
    """The PDF, its fields of these `names` (all of them by default) signed over the whole file."""
    made, out = PdfWriter(clone_from=PdfReader(io.BytesIO(raw))), io.BytesIO()
    value = made._add_object(
        DictionaryObject({
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/ByteRange"): ArrayObject(map(NumberObject, (0, _LATER, _LATER, _LATER))),
            NameObject("/Contents"): ByteStringObject(bytes(_ROOM)),
        })
    )  # fmt: skip
    for each in made.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
        field = each.get_object()
        if names is None or field["/T"] in names:
            field[NameObject("/V")] = value
    made.write(out)
    return _sealed(out.getvalue())


def _sealed(raw: bytes) -> bytes:
    start = raw.index(b"<" + b"0" * 2 * _ROOM)
    end = start + 2 * _ROOM + 2
    spans = b"0 %d %d %d" % (start, end, len(raw) - end)
    asked = b" ".join([b"0", *[b"%d" % _LATER] * 3])
    raw = raw.replace(asked, spans.ljust(len(asked)), 1)
    message = _message(hashlib.sha256(raw[:start] + raw[end:]).digest())
    return raw[:start] + b"<" + message.ljust(_ROOM, b"\0").hex().encode() + b">" + raw[end:]


def _message(digest: bytes) -> bytes:
    """CMS with one signer (RFC 5652, 5.1)."""
    algorithm = _value(0x30, _value(6, _SHA256))
    attributes = _value(0xA0, _value(0x30, _value(6, _DIGEST), _value(0x31, _value(4, digest))))
    signer = _value(0x30, _value(2, b"\1"), _value(0x80, b"cle"), algorithm, attributes, algorithm, _value(4, bytes(64)))  # fmt: skip
    data = _value(0x30, _value(2, b"\1"), _value(0x31, algorithm), _value(0x30, _value(6, _DATA)), _value(0x31, signer))  # fmt: skip
    return _value(0x30, _value(6, _SIGNED_DATA), _value(0xA0, data))


def _value(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    return bytes([tag, *([size] if size < 128 else [0x82, size >> 8, size & 255])]) + content
