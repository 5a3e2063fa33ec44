"""What a PDF says. It runs in a process of its own: nothing here is sure to end, nor to stay small."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from generator.archives.pdf import sealing
from generator.archives.pdf.content import Words, words
from generator.archives.pdf.found import ElectronicSignature, Pdf, Piece
from generator.archives.pdf.objects import group, series
from generator.archives.pdf.structure import TooMuchError, pieces

MAX_PAGES = 300
"""A dossier of both families, with its forms, has some forty."""
_MAX_STREAM = 20_000_000
"""Bytes of one page, or of one object, once decompressed."""
_MAX_LETTERS = 5_000_000
_FIELDS = 1_000
_TO_SIGN = "/Sig"
_QUIET = {"Link", "Widget", "Popup"}
"""Annotations that print no word of their own (ISO 32000-1, 12.5.6)."""


def read(raw: bytes) -> Pdf | str:
    """The PDF of these bytes, or the cause of its refusal, a key of `refusals`."""
    with apply_configuration(
        zlib_maximum_output_length=_MAX_STREAM,
        lzw_maximum_output_length=_MAX_STREAM,
        run_length_maximum_output_length=_MAX_STREAM,
        array_based_stream_maximum_output_length=_MAX_STREAM,
        stream_decoding_work_maximum_length=4 * _MAX_STREAM,
    ):
        try:
            return _read(raw)
        except DependencyError:
            return "pdf-protected"  # by a cipher that greffe does not open, password or not
        except (TooMuchError, LimitReachedError, MemoryError):
            return "pdf-large"
        except (
            PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError,
            RecursionError, AssertionError, NotImplementedError, OSError,
        ):  # fmt: skip # what pypdf raises for a file that is not what it says it is
            return "pdf-damaged"


def _read(raw: bytes) -> Pdf | str:
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted:
        return "pdf-protected"
    if len(reader.pages) > MAX_PAGES:
        return "pdf-pages"
    said: list[Words] = []
    for rank, page in enumerate(reader.pages):
        said.append(words(page, rank))
        if sum(len(each.flat) for each in said) > _MAX_LETTERS:
            return "pdf-large"
    told = _told(reader, said)
    found = told or tuple(Piece(line.strip(), rank) for rank, each in enumerate(said) for line in each.flat.splitlines() if line.strip())  # fmt: skip
    metadata: dict[str, Any] = dict(reader.metadata or {})
    rooms = list(_rooms(reader, raw))
    return Pdf(
        len(said),
        str(metadata.get("/Keywords", "")),
        bool(told),
        found,
        sum(_notes(page) for page in reader.pages),
        tuple(each for each in rooms if not isinstance(each, str)),
        tuple(each for each in rooms if isinstance(each, str)),
    )


def _told(reader: PdfReader, said: list[Words]) -> tuple[Piece, ...]:
    """The pieces of a tagged file, with the lines out of any tag; none when its tags leave marked words out."""
    if "/StructTreeRoot" not in reader.root_object:
        return ()
    found = tuple(each for each in pieces(reader, said) if each.text)
    written = sum(_letters(line.text) for each in said for lines in each.marked.values() for line in lines)  # fmt: skip
    if sum(_letters(each.text) for each in found) < written:
        return ()
    loose = (Piece(line.strip(), rank) for rank, each in enumerate(said) for line in each.loose)
    return tuple(sorted([*found, *loose], key=lambda each: each.page))


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _notes(page: Any) -> int:
    kinds = (group(each).get("/Subtype", "") for each in series(page.get("/Annots")))
    return sum(1 for kind in kinds if str(kind).lstrip("/") not in _QUIET)


def _rooms(reader: PdfReader, raw: bytes) -> Iterator[ElectronicSignature | str]:
    """The fields of the form that are to sign, in its order: the signature of each, or the name of one that has none."""
    asked = [(each, "", "") for each in series(group(reader.root_object.get("/AcroForm")).get("/Fields"))]  # fmt: skip
    for rank, (each, above, inherited) in zip(range(_FIELDS), asked, strict=False):
        field = group(each)
        name = ".".join(filter(None, (above, str(field.get("/T", "")))))
        kind = str(field.get("/FT", inherited))
        value = group(field.get("/V"))
        kids = [kid for kid in series(field.get("/Kids")) if "/T" in group(kid)]
        asked += [
            (kid, name, kind) for kid in kids[: _FIELDS - rank]
        ]  # the loop goes on through them
        if "/ByteRange" in value:
            yield _signature(value, name, raw)
        elif kind == _TO_SIGN and not kids:
            yield name


def _signature(value: dict[str, Any], name: str, raw: bytes) -> ElectronicSignature:
    spans = [int(each) for each in series(value["/ByteRange"])]
    return ElectronicSignature(
        name,
        sealing.seals(spans, raw),
        sealing.covers(spans, raw),
        stamp=value.get("/Type") == "/DocTimeStamp",
    )
