"""What every document carries of its origin: whatever the road it comes back by, it finds its place.

Nothing there tells of a person: identifiers, and digests of the text that the document shows anyway.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count, takewhile

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PART = "docProps/custom.xml"
"""Where a Word file and a workbook keep their custom properties: every office suite keeps them."""


_PREFIX = "greffe."
_LONGEST = 240
"""Letters of one property: Word keeps 255 of them."""


@dataclass(frozen=True)
class Seal:
    """What a document said when it was made, told by digests.

    `values` is the SHA-256 of the values printed in it, `text` that of its words, `header` that of the words
    at the head of its pages, `look` that of the Word file that gave it its look; `marks` holds sixteen bits of each passage, in order, in Base64: enough to find
    the one that changed, too few to guess what it said. `letters` is the SHA-256 of its words however they are laid
    out, "" but for a paper, which is not made again to be compared.
    """

    values: str
    text: str
    header: str
    look: str
    marks: str
    letters: str = ""

    def properties(self) -> Iterator[tuple[str, str]]:
        """The same by the names that they have in a file."""
        yield "greffe.donnees", self.values
        yield "greffe.texte", self.text
        yield "greffe.entete", self.header
        yield "greffe.apparence", self.look
        if self.letters:
            yield "greffe.lettres", self.letters
        for rank, start in enumerate(range(0, len(self.marks), _LONGEST), 1):
            yield f"greffe.passages.{rank}", self.marks[start : start + _LONGEST]


@dataclass(frozen=True)
class Identity:
    """`form` is a key of forms.FORMS; `base` the fingerprint of the annexe that the form was made from.

    `partner` is "" when it is not known yet, `base` when there was no annexe. `document` is its path below
    the partner's documents, `version` and `fingerprint` those of its template; "" for what is no document of
    a convention.
    """

    form: str
    partner: str
    template: str
    base: str
    document: str = ""
    version: str = ""
    fingerprint: str = ""
    seal: Seal | None = None

    def properties(self) -> dict[str, str]:
        """The same by the names that they have in a file."""
        known = {
            "greffe.formulaire": self.form,
            "greffe.partenaire": self.partner,
            "greffe.modele": self.template,
            "greffe.base": self.base,
        }
        own = {
            "greffe.document": self.document,
            "greffe.version": self.version,
            "greffe.empreinte": self.fingerprint,
        }
        sealed = self.seal.properties() if self.seal else ()
        return known | {name: value for name, value in own.items() if value} | dict(sealed)


@dataclass(frozen=True)
class Bound(Identity):
    """That of a file that binds several documents: `pieces` are theirs, in the order of the file."""

    pieces: tuple[Identity, ...] = ()

    def properties(self) -> dict[str, str]:
        """Its own, then theirs: « greffe.2.texte » is the « greffe.texte » of the second one."""
        return super().properties() | {
            f"{_PREFIX}{rank}.{name.removeprefix(_PREFIX)}": value
            for rank, piece in enumerate(self.pieces, 1)
            for name, value in piece.properties().items()
        }


def bound(properties: Mapping[str, str]) -> tuple[Identity, ...]:
    """What the `properties` of a file say of the documents that it binds; none for a document alone."""
    pieces: dict[int, dict[str, str]] = defaultdict(dict)
    for name, value in properties.items():
        rank, _, own = name.removeprefix(_PREFIX).partition(".")
        if rank.isdecimal():
            pieces[int(rank)][f"{_PREFIX}{own}"] = value
    return tuple(identity(each) for _, each in sorted(pieces.items()))


def identity(properties: Mapping[str, str]) -> Identity:
    """What the custom `properties` of a file say; "" or no seal for what they do not."""
    said = defaultdict(
        str,
        {name.removeprefix(_PREFIX): " ".join(each.split()) for name, each in properties.items()},
    )
    marks = "".join(takewhile(bool, (said[f"passages.{rank}"] for rank in count(1))))
    seal = Seal(
        said["donnees"], said["texte"], said["entete"], said["apparence"], marks, said["lettres"]
    )
    return Identity(
        said["formulaire"], said["partenaire"], said["modele"], said["base"],
        said["document"], said["version"], said["empreinte"], seal if seal.text else None,
    )  # fmt: skip


def custom_properties(identity: Identity) -> bytes:
    """The part docProps/custom.xml (ECMA-376 part 1, 22.3)."""
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(identity.properties().items(), start=2)
    )
    return f"{_HEAD}{properties}</Properties>".encode()
