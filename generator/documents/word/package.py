"""The zip that a Word file is (APPNOTE 6.3; ECMA-376 part 2), made from parts compressed beforehand.

`zipfile` would compress again, for each partner, the parts that never change.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_STORED, _DEFLATED = 0, 8
_VERSION = 20
_UTF8 = 0x800
_MIDNIGHT, _FIRST_OF_JANUARY_1980 = 0, 0x21  # the same bytes whatever the day


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the zip, as it is stored there."""

    name: str
    method: int
    checksum: int
    size: int
    data: bytes


def deflated(name: str, content: bytes) -> Part:
    """The part `name`, compressed."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = compressor.compress(content) + compressor.flush()
    return Part(name, _DEFLATED, zlib.crc32(content), len(content), data)


def stored(name: str, content: bytes) -> Part:
    """The part `name` as it is: the same bytes with any version of zlib."""
    return Part(name, _STORED, zlib.crc32(content), len(content), content)


def assemble(parts: Iterable[Part]) -> bytes:
    """The bytes of the zip, its parts in the order of their names."""
    entries: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in sorted(parts, key=lambda part: part.name):
        name = part.name.encode()
        common = struct.pack(
            "<5H3L2H",
            _VERSION,
            _UTF8,
            part.method,
            _MIDNIGHT,
            _FIRST_OF_JANUARY_1980,
            part.checksum,
            len(part.data),
            part.size,
            len(name),
            0,
        )
        entry = b"PK\x03\x04" + common + name + part.data
        placed = struct.pack("<3H2L", 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", _VERSION) + common + placed + name)
        entries.append(entry)
        offset += len(entry)
    listing = b"".join(directory)
    end = struct.pack("<4H2LH", 0, 0, len(entries), len(entries), len(listing), offset, 0)
    return b"".join([*entries, listing, b"PK\x05\x06", end])
