"""The zip of a Word file or a workbook: judged by its directory before anything is decompressed, then by its bytes.

What is refused is what could harm whoever reads the file (size, entities) or opens it (macros), and what
greffe would not see in it (a file within the file). Formats: ECMA-376 part 2 (packages), APPNOTE 6.3 (zip).
"""

import io
import re
import struct
import zipfile
import zlib

from generator.archives.refusals import refused, too_big

MAX_FILE = 20_000_000
MAX_ENTRIES = 1_000
MAX_TOTAL = 100_000_000
MAX_XML = 24_000_000
MAX_NODES = 500_000
"""Elements and attributes in all parts: some 1,500 people in Word. An element costs the parser some 350 bytes."""
MAX_RATIO = 200
"""How many times smaller a large XML part may be in the archive; ordinary ones are 5 to 40 times."""

_LARGE = 100_000
_END = struct.Struct("<4s4H2LH")
_DIRECTORY_ENTRY = 46 + 260  # bytes: its fixed fields, a long name
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
_DOCUMENTS = (".docx", ".xlsx", ".pdf", ".doc", ".xls")
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_DECLARED = re.compile(rb"<!(?!--|\[CDATA\[)")


def xml_parts(name: str, raw: bytes) -> dict[str, bytes]:
    """The XML parts of the zip `raw`, by path, as UTF-8. Raises GreffeError for what is not safe to read."""
    _refuse_other_formats(name, raw)
    _refuse_large_directory(name, raw)
    try:
        parts = _read(name, raw)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError,
        ValueError,  # an offset before the file, a name that is not UTF-8
    ) as error:  # fmt: skip
        raise refused(name, "damaged") from error
    _refuse_xml(name, parts)
    return parts


def contents(name: str, raw: bytes) -> list[bytes]:
    """Every file of any zip, to look for words in: nothing here is safe to open. Raises GreffeError for what is too much or closed."""
    if len(raw) > MAX_FILE:
        raise too_big(name, f"plus de {MAX_FILE // 1_000_000} Mo")
    _refuse_large_directory(name, raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            entries = file.infolist()
            _refuse_closed(name, entries)
            _refuse_inflated(name, entries, entries)
            return [_content(file, entry) for entry in entries]
    except (
        zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError,
    ) as error:  # fmt: skip
        raise refused(name, "damaged") from error


def _read(name: str, raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        entries = file.infolist()
        _refuse_entries(name, entries)
        parts = {
            entry.filename: _content(file, entry) for entry in entries if _is_xml(entry.filename)
        }
        others = (entry for entry in entries if entry.filename not in parts)
        if any(_content(file, entry, len(_ZIP)) in {_ZIP, _OLE} for entry in others):
            raise refused(name, "within")
    return parts


def _refuse_other_formats(name: str, raw: bytes) -> None:
    if not raw:
        raise refused(name, "absent")
    if len(raw) > MAX_FILE:
        raise too_big(name, f"plus de {MAX_FILE // 1_000_000} Mo")
    if raw.startswith(_OLE) and _PROTECTED in raw:
        raise refused(name, "protected")
    if raw.startswith(_OLE):
        raise refused(name, "old")
    if raw.startswith(_PDF):
        raise refused(name, "pdf")
    if raw.startswith(_IMAGES):
        raise refused(name, "image")
    if not raw.startswith(_ZIP):
        raise refused(name, "other")


def _refuse_large_directory(name: str, raw: bytes) -> None:
    """Read the end record alone: `zipfile` would first list every entry."""
    if len(raw) < _END.size:
        raise refused(name, "damaged")
    signature, _, _, _, count, size, _, comment = _END.unpack(raw[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise refused(name, "damaged")
    # With a second, 64-bit end record, `zipfile` would believe that one.
    long = raw[-_END.size - 20 :].startswith(b"PK\x06\x07")
    if long or count > MAX_ENTRIES or size > MAX_ENTRIES * _DIRECTORY_ENTRY:
        raise too_big(name, f"plus de {MAX_ENTRIES} éléments")


def _refuse_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Judge the directory alone: nothing is decompressed yet."""
    names = [entry.orig_filename for entry in entries]
    _refuse_closed(name, entries)
    if len({each.lower() for each in names}) < len(names) or any(map(_is_unsafe, names)):
        raise refused(name, "names")
    if any("vbaproject" in each.lower() for each in names):
        raise refused(name, "macros")
    if "mimetype" in names:
        raise refused(name, "open")
    if "[Content_Types].xml" not in names and any(
        each.lower().endswith(_DOCUMENTS) for each in names
    ):
        raise refused(name, "several")
    xml = [entry for entry in entries if _is_xml(entry.filename)]
    if (size := sum(entry.file_size for entry in xml)) > MAX_XML:
        raise too_big(name, f"{size // 1_000_000} Mo une fois décompressé")
    _refuse_inflated(name, entries, xml)


def _refuse_closed(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise refused(name, "damaged")  # `zipfile` bounds what it decompresses for these two alone
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refused(name, "encrypted")


def _refuse_inflated(
    name: str, entries: list[zipfile.ZipInfo], read: list[zipfile.ZipInfo]
) -> None:
    """Refuse what is too much once decompressed, or suspiciously small among what is to be `read`."""
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL:
        raise too_big(name, f"{total // 1_000_000} Mo une fois décompressé")
    if any(entry.file_size > MAX_RATIO * entry.compress_size + _LARGE for entry in read):
        raise too_big(name, "un élément est anormalement compressé")


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels", ".vml"))


def _is_unsafe(path: str) -> bool:
    return (
        path.startswith("/")
        or "\\" in path
        or ":" in path
        or "\0" in path
        or ".." in path.split("/")
    )


def _content(file: zipfile.ZipFile, entry: zipfile.ZipInfo, length: int | None = None) -> bytes:
    """The entry, or its first `length` bytes; never more than the directory says, which was judged."""
    with file.open(entry) as content:
        # `read()` alone would decompress all there is before it compares.
        return content.read(entry.file_size + 1 if length is None else length)


def _refuse_xml(name: str, parts: dict[str, bytes]) -> None:
    """Judge the bytes of the parts, which are UTF-8. A type declaration is where entities, local or fetched, come from."""
    if any(b"\0" in content for content in parts.values()):
        raise refused(name, "damaged")
    if any(_DECLARED.search(content) for content in parts.values()):
        raise refused(name, "declared")
    if sum(map(_nodes, parts.values())) > MAX_NODES:
        raise too_big(name, "trop de lignes ou de cases")


def _nodes(xml: bytes) -> int:
    return xml.count(b"<") - xml.count(b"</") + xml.count(b"=")
