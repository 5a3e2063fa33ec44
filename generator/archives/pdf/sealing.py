"""Whether an electronic signature is of the bytes it says it covers: by its digest, without any certificate.

A signature of PDF holds the digest of the bytes around its own place (ISO 32000-1, 12.8.1), in a CMS message
(RFC 5652); a clock's stamp holds it in what that message carries (RFC 3161).
"""

import hashlib
import re
from collections.abc import Sequence

_PLACE = re.compile(rb"<[0-9A-Fa-f\s]*>")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
"""The attribute that holds the digest of what is signed: 1.2.840.113549.1.9.4 (RFC 5652, 11.2)."""
_ALGORITHMS = {
    "2b0e03021a": "sha1",
    "608648016503040201": "sha256",
    "608648016503040202": "sha384",
    "608648016503040203": "sha512",
    "608648016503040204": "sha224",
    "608648016503040208": "sha3_256",
    "608648016503040209": "sha3_384",
    "60864801650304020a": "sha3_512",
}
"""By their object identifiers, as they are written (RFC 5754, 2; RFC 8702, 3)."""
_OCTETS = 0x04
_ENDLESS = 0x80

_Value = tuple[int, bytes]
"""A value of ASN.1: its tag, its content."""


def covers(spans: Sequence[int], raw: bytes) -> bool:
    """Whether the `spans` of a signature are all the file `raw` but its own place, one string in hexadecimal."""
    return _message(spans, raw) is not None and spans[2] + spans[3] == len(raw)


def seals(spans: Sequence[int], raw: bytes) -> bool | None:
    """Whether the bytes of `raw` that the `spans` of a signature cover are those that it was made of.

    None when it does not say so in a way that is read here.
    """
    message = _message(spans, raw)
    if message is None:
        return False
    covered = raw[: spans[1]] + raw[spans[2] : spans[2] + spans[3]]
    try:
        carried, algorithm, digest = _signed(message)
        if carried is None:
            return _digest(algorithm, covered) == digest
        (_, kind), (_, stamped) = _parts(_parts(_inside(carried))[2][1])
        return _digest(algorithm, carried) == digest and _digest(_inside(kind), covered) == stamped
    except (ValueError, KeyError, IndexError):
        return None


def _message(spans: Sequence[int], raw: bytes) -> bytes | None:
    """The CMS message between the two `spans`; None when they leave anything else there, or before them."""
    if len(spans) != 4 or min(spans) < 0:
        return None
    first, length, second, rest = spans
    hole = raw[length:second]
    if first or second + rest > len(raw) or not _PLACE.fullmatch(hole):
        return None
    digits = b"".join(hole[1:-1].split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _signed(message: bytes) -> tuple[bytes | None, bytes, bytes]:
    """What a message carries, if anything; by what algorithm its author made which digest of what is signed.

    Raises ValueError, IndexError or KeyError for what is no such message (RFC 5652, 5.1 and 5.3).
    """
    _, (_, explicit) = _parts(_inside(message))
    _, _, (_, content), *_, (_, signers) = _parts(_inside(explicit))
    _, *option = _parts(content)
    carried = _octets(*_parts(option[0][1])[0]) if option else None
    _, _, (_, algorithm), (_, attributes), *_ = _parts(_inside(signers))
    for _, attribute in _parts(attributes):
        (_, name), (_, values) = _parts(attribute)
        if name == _MESSAGE_DIGEST:
            return carried, _inside(algorithm), _inside(values)
    raise ValueError("a signature without signed attributes is not read")


def _octets(tag: int, content: bytes) -> bytes:
    """The bytes of a string, whole or in parts (X.690, 8.7)."""
    return content if tag == _OCTETS else b"".join(_octets(*part) for part in _parts(content))


def _digest(algorithm: bytes, content: bytes) -> bytes:
    return hashlib.new(_ALGORITHMS[algorithm.hex()], content, usedforsecurity=False).digest()


def _inside(content: bytes) -> bytes:
    """What the first value of `content` holds; what fills the place after a message is no value."""
    return _value(content, 0)[1]


def _parts(content: bytes) -> list[_Value]:
    """The values that follow one another in `content`."""
    found, at = [], 0
    while at < len(content):
        tag, held, at = _value(content, at)
        found.append((tag, held))
    return found


def _value(content: bytes, at: int) -> tuple[int, bytes, int]:
    """The value that begins `at` there: its tag, its content, where it ends (X.690, 8.1). Raises IndexError for one that is cut."""
    tag, length, at = content[at], content[at + 1], at + 2
    if length == _ENDLESS:
        start = at
        while content[at] or content[at + 1]:
            at = _value(content, at)[2]
        return tag, content[start:at], at + 2
    if length > _ENDLESS:
        size = length - _ENDLESS
        length, at = int.from_bytes(content[at : at + size]), at + size
    if at + length > len(content):
        raise IndexError(at)
    return tag, content[at : at + length], at + length
