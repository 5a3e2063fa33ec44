"""A rendered document as a PDF file, by Typst: offline, tagged, the same bytes for the same text.

    write(rendered, day, identity)                -> bytes, one document
    sheet(rendered, day, identity)                -> Sheet, the same before it is pressed
    bind(several, title, author, day, identity)   -> Sheet, several documents in one file, each with its own pages

A file says in its keywords what it was made from and what its own bytes are: it is not made again while
both hold, and a copy that comes back tells whether it was changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from html import unescape
from pathlib import Path

from generator.documents import markdown_reader
from generator.documents.emblem import Emblem
from generator.documents.flow import turned
from generator.documents.identity import Bound, Identity
from generator.documents.pdf.fields import PART, called, fielded
from generator.documents.pdf.markup import OWN, literal, markup
from generator.documents.rendered import PLACE, Rendered
from generator.errors import GreffeError

_LOOK = Path(__file__).with_name("look.typ")
_SOURCE, _FILE = "greffe.source", "greffe.fichier"
_UNSEALED = b"0" * 64
_SEAL = re.compile(rf"{_FILE}=([0-9a-f]{{64}})".encode())
_UNKNOWN_SIGN = re.compile(r'PDF/A.*the text (?:contains the disallowed codepoint )?`"(.+?)"`')
_KEYWORDS = re.compile(rb"<pdf:Keywords>(.*?)</pdf:Keywords>", re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """What a PDF file is made from, in Typst: its `properties` and its `documents`, cut at their places.

    `keywords` are those of the file; `names` tell each document from the others, `texts` are its values.
    `crests` are the words for the `emblem` at its head, "" for one that does not bear it.
    Light: partners of one shape share what is cut.
    """

    properties: str
    keywords: tuple[str, ...]
    documents: tuple[str, ...]
    names: tuple[str, ...]
    crests: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    emblem: Emblem | None

    def is_in(self, content: bytes) -> bool:
        """Whether `content` is the very file that this sheet gives, made before and not changed since."""
        return f"{_SOURCE}={self.digest()}".encode() in content and is_intact(content)

    def press(self) -> bytes:
        """The PDF file. Raises GreffeError for a sign that no font of Typst has; any other error of Typst is a bug."""
        import typst  # noqa: PLC0415 - forty megabytes, for those who print

        source = self._source(f"{_SOURCE}={self.digest()}", f"{_FILE}={_UNSEALED.decode()}")
        try:
            content: bytes = typst.compile(
                source.encode(),
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                ignore_system_fonts=True,
                timestamp=0,
                sys_inputs=self._inputs(),
            )
        except typst.TypstError as error:
            if sign := _UNKNOWN_SIGN.search(str(error)):
                raise GreffeError(f"le signe « {sign[1]} » n'est dans aucune des polices du PDF. Écrivez-le autrement.") from None  # fmt: skip
            raise
        content = fielded(content)
        return content.replace(_UNSEALED, sha256(content).hexdigest().encode())

    def digest(self) -> str:
        """The SHA-256 of all that the file depends on: the text, the look, and what lays it out."""
        said = f"{_typst()}\n{self._source()}{''.join(self._inputs().values())}"
        return sha256(said.encode()).hexdigest()

    def _inputs(self) -> dict[str, str]:
        """What `look.typ` reads besides the text."""
        if self.emblem is None:
            return {}
        return {"emblem": self.emblem.svg, "emblem-size": f"[{self.emblem.width}, {self.emblem.height}]"}  # fmt: skip

    def _source(self, *seals: str) -> str:
        keywords = "".join(f"{literal(each)}, " for each in (*self.keywords, *seals))
        documents = "".join(
            f'#piece("{rank}", {literal(crest) if crest else "none"}, {PLACE.sub(lambda place: literal(values[int(place[2])]), document.replace(OWN, literal(name)))}\n'  # noqa: B023 - called at once
            for rank, (document, name, crest, values) in enumerate(zip(self.documents, self.names, self.crests, self.texts, strict=True))
        )  # fmt: skip
        return f"{_look()}\n#set document({self.properties}, keywords: ({keywords}))\n{documents}"


def write(
    rendered: Rendered, day: date, identity: Identity | None = None, emblem: Emblem | None = None
) -> bytes:
    """The PDF of the document: PDF/A-2a and PDF/UA-1 in one file, in French, which says its `identity`.

    `day` is that of the text: an archive wants a date, and a build has none. `emblem` is the logo of its author.
    Raises GreffeError when the text holds what documents do not lay out.
    """
    return sheet(rendered, day, identity, emblem).press()


def sheet(
    rendered: Rendered, day: date, identity: Identity | None = None, emblem: Emblem | None = None
) -> Sheet:
    """The same document, not pressed yet. Raises GreffeError as `write`."""
    return bind([rendered], rendered.title, rendered.author, day, identity, emblem=emblem)


def bind(
    documents: Iterable[Rendered],
    title: str,
    author: str,
    day: date,
    identity: Identity | None = None,
    *,
    emblem: Emblem | None = None,
) -> Sheet:
    """The documents one after the other in a file of this title; the pages of each are counted from 1.

    Those of the `author` bear its `emblem`. Raises GreffeError as `write`.
    """
    bound = tuple(documents)
    return Sheet(
        f"title: {literal(title)}, author: {literal(author)}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        tuple(f"{name}={value}" for name, value in identity.properties().items() if value)
        if identity
        else (),
        tuple(_document(each.body, each.header, each.verbatim) for each in bound),
        tuple(_name(*each) for each in zip(bound, _identities(len(bound), identity), strict=True)),
        tuple(_crest(emblem, each.author) if emblem and each.author == author else "" for each in bound),
        tuple(tuple(value.printed for value in each.values) for each in bound),
        emblem,
    )  # fmt: skip


def properties(content: bytes) -> dict[str, str]:
    """What a PDF file says of itself, by the names of an identity's properties; nothing when greffe did not make it."""
    found = _KEYWORDS.search(content)
    words = unescape(found[1].decode()).split(", ") if found else []
    return {name: value for word in words for name, _, value in [word.partition("=")]}


def is_intact(content: bytes) -> bool:
    """Whether the bytes of a PDF file are those that greffe gave it."""
    seal = _SEAL.search(content)
    return seal is not None and sha256(content.replace(seal[1], _UNSEALED)).hexdigest().encode() == seal[1]  # fmt: skip


def _identities(count: int, identity: Identity | None) -> tuple[Identity | None, ...]:
    """That of each of the `count` documents of a file; those it binds are its last ones."""
    pieces = identity.pieces if isinstance(identity, Bound) else (identity,)
    return (*(None for _ in range(count - len(pieces))), *pieces)


def _crest(emblem: Emblem, author: str) -> str:
    """What a screen reader says of the emblem."""
    return emblem.words or f"Logo\u00a0: {author}"


def _name(document: Rendered, identity: Identity | None) -> str:
    """« convention », « bulletin guichet »: how its fields are called; then its title."""
    own = called(identity.document.partition("/")[2]) if identity and identity.document else document.title  # fmt: skip
    return f"{own}{PART}{document.title}{PART}"


@lru_cache(maxsize=512)
def _document(body: str, header: str, verbatim: bool) -> str:
    """The arguments of `piece`, after its name."""
    landscape, blocks = turned(markdown_reader.parse(body, verbatim))
    running = markdown_reader.parse(header, verbatim)
    shown = f"[{markup(running)}]" if running else "none"
    return f"{str(landscape).lower()}, {shown})[{markup(blocks)}]"


@lru_cache(maxsize=1)
def _typst() -> str:
    """The version of Typst, which its import would give fifty times slower."""
    from importlib import metadata  # noqa: PLC0415 - slow, and commands that print nothing do without

    return metadata.version("typst")


@lru_cache(maxsize=1)
def _look() -> str:
    return _LOOK.read_text(encoding="utf-8")
