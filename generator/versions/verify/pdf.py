"""A PDF that came back: the documents that it holds, as they are compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.archives.pdf.found import ElectronicSignature, Pdf, Piece
from generator.archives.pdf.opening import MAGIC, open_pdf
from generator.documents import identity as identities
from generator.documents import papers
from generator.documents.identity import Identity
from generator.documents.passages import Passage
from generator.documents.seals import squeezed
from generator.errors import GreffeError
from generator.versions.verify.received import Received

_PAGE_NUMBER = re.compile(r"Page\s+\d+\s+sur\s+\d+\s*")
_ONLY_TEXT = "C'est le texte du fichier qui est comparé, non l'image de ses pages."
_UNTAGGED_NOTE = "Ce PDF a perdu sa structure : il est lu ligne à ligne, en-têtes de pages compris."


@dataclass(frozen=True)
class Portable:
    """A PDF: its `documents`, none when it holds no text; what it says of how it was signed, the fields to sign
    that nobody signed, and how many notes and stamps lie over its pages.
    """

    name: str
    pages: int
    documents: tuple[Received, ...]
    signatures: tuple[ElectronicSignature, ...]
    unsigned: tuple[str, ...]
    annotations: int

    @property
    def is_signed(self) -> bool:
        """Whether somebody signed it electronically: a clock's stamp is nobody's."""
        return any(not each.stamp for each in self.signatures)

    @property
    def is_broken(self) -> bool:
        """Whether a signature is not of the bytes that it covers: they changed since, whatever the file says."""
        return any(each.sealed is False and not each.stamp for each in self.signatures)


def is_portable(name: str, raw: bytes) -> bool:
    """Whether a file is, or says by its name that it is, a PDF."""
    return raw.startswith(MAGIC) or name.lower().endswith(".pdf")


def read(name: str, raw: bytes) -> Portable:
    """The PDF `raw`. Raises GreffeError, one French sentence, when it is not safe to read, or lacks a document it says it holds."""
    pdf = open_pdf(name, raw)
    told = _told(pdf.keywords)
    notes = tuple(_notes(pdf))
    documents = tuple(
        Received(name, identity, tuple(map(_passage, pieces)), frozenset(), notes, laid_out=True)
        for identity, pieces in _documents(name, pdf, told)
    )
    return Portable(name, pdf.pages, documents, pdf.signatures, pdf.unsigned, pdf.annotations)


def _told(keywords: str) -> dict[str, str]:
    """What the keywords of the file say, by the names that properties have."""
    return {name: value for word in keywords.split(", ") for name, _, value in [word.partition("=")]}  # fmt: skip


def _documents(
    name: str, pdf: Pdf, told: dict[str, str]
) -> Iterator[tuple[Identity, Sequence[Piece]]]:
    """Each document with its pieces: from the page of its title to that of the next one; the last ones of the file."""
    pieces = [each for each in pdf.pieces if not _PAGE_NUMBER.fullmatch(each.text)]
    bound = identities.bound(told)
    if not pieces:
        return
    if not bound:
        identity = identities.identity(told)
        yield identity, _below_heads(pieces) if papers.is_paper(identity) else pieces
        return
    titles = [rank for rank, piece in enumerate(pieces) if piece.level == 0]
    if len(titles) < len(bound):
        raise GreffeError(f"« {name} » est un dossier de {len(bound)} documents, dont les titres ne se retrouvent pas tous. Demandez le fichier tel qu'il a été envoyé ou signé.")  # fmt: skip
    pages = [pieces[rank].page for rank in titles[-len(bound) :]]
    starts = [next(rank for rank, each in enumerate(pieces) if each.page == page) for page in pages]
    for identity, start, end in zip(bound, starts, [*starts[1:], len(pieces)], strict=True):
        yield identity, pieces[start:end]


def _below_heads(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without what heads the pages: said before the title, and again on the next pages."""
    start = next((rank for rank, each in enumerate(pieces) if each.level == 0), 0)
    running = squeezed("".join(each.text for each in pieces[:start]))
    return [
        each
        for each in pieces[start:]
        if each.page == pieces[start].page or squeezed(each.text) not in running
    ]


def _passage(piece: Piece) -> Passage:
    return Passage(piece.text, piece.level)


def _notes(pdf: Pdf) -> Iterator[str]:
    yield _ONLY_TEXT
    if not pdf.tagged:
        yield _UNTAGGED_NOTE
    if pdf.annotations:
        many = "des notes ou des tampons" if pdf.annotations > 1 else "une note ou un tampon"
        yield f"Le fichier porte {many}, que la comparaison ne regarde pas."


def signed(file: Portable) -> Iterator[str]:
    """What the file says of how it was signed, a sentence each; nothing here says what that is worth."""
    made = [each for each in file.signatures if not each.stamp]
    broken = [each for each in made if each.sealed is False]
    if not made:
        stamped = "porte un horodatage, mais aucune" if file.signatures else "ne porte aucune"
        yield f"Le fichier {stamped} signature électronique."
        return
    several = len(made) > 1
    many = f"{len(made)} signatures électroniques" if several else "une signature électronique"
    if broken:
        which = f"{len(broken)} des {many} du fichier" if several else "La signature électronique du fichier"  # fmt: skip
        seals = "scellent" if len(broken) > 1 else "scelle"
        yield f"{which} ne le {seals} plus : il a été changé ou réécrit depuis. Demandez-le tel que l'outil de signature l'a rendu."
    else:
        yield f"Le fichier porte {many} : {_cover(file.signatures, several=several)}. {_worth(made)}"
    if file.unsigned:
        yield f"Cases à signer restées vides : {', '.join(f'« {each} »' for each in file.unsigned)}."


def _cover(signatures: Sequence[ElectronicSignature], *, several: bool) -> str:
    if any(each.whole and not each.stamp for each in signatures):
        return f"{'la dernière' if several else 'elle'} couvre tout le fichier"
    if any(each.whole and each.sealed is not False for each in signatures):
        return "l'horodatage qui suit couvre tout le fichier"
    return f"quelque chose a été ajouté au fichier après {'elles' if several else 'elle'} (les preuves que joint l'outil de signature, ou autre chose)"


def _worth(made: Sequence[ElectronicSignature]) -> str:
    if any(each.sealed is None for each in made):
        return (
            "greffe n'a pas su vérifier ce qu'elles scellent, ni les certificats, ni qui a signé."
        )
    return (
        "Les octets signés n'ont pas changé ; greffe ne vérifie ni les certificats, ni qui a signé."
    )
