"""Documents corrected by hand in Word, issued in the place of those that greffe makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.archives.office import open_office
from generator.documents import markdown
from generator.documents.french.typography import typeset
from generator.documents.identity import Identity, identity
from generator.documents.rendered import Rendered
from generator.documents.texts import convention_folder
from generator.documents.word.reader import document
from generator.errors import GreffeError
from generator.store.dataset import Dataset
from generator.store.schema.acts import Correction
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class Corrected:
    """A correction: `path` in the partner's file, `document` below the partner's documents, its Word file.

    `raw` is None when the file is not there.
    """

    path: Path
    document: str
    record: Correction
    raw: bytes | None

    def is_of(self, said: Identity, partner: str) -> bool:
        """Whether a file that says so of itself is that document of `partner`."""
        return (said.partner, said.document) == (partner, self.document)


def of_partner(dataset: Dataset, partner: str) -> Iterator[Corrected]:
    """The corrections that the partner's file records."""
    record = dataset.partners[partner].record
    for index, convention in enumerate(record.conventions):
        folder = convention_folder(record, index)
        for rank, each in enumerate(convention.corrections):
            yield Corrected(
                ("conventions", index, "corrections", rank), f"{folder}/{each.document}", each,
                dataset.corrections.get((partner, each.fichier)),
            )  # fmt: skip


def put(tree: Mapping[str, bytes], dataset: Dataset, partner: str) -> dict[str, bytes]:
    """The documents of `tree` (path -> bytes), the corrected ones in the place of those of the partner.

    Raises GreffeError when a corrected file is not there, cannot be read or is of another document: the text
    made in its place would be another one.
    """
    issued = dict(tree)
    for each in of_partner(dataset, partner):
        issued |= _files(each, partner)
    return issued


def _files(each: Corrected, partner: str) -> Iterator[tuple[str, bytes]]:
    """The corrected document in Word, as it is kept, and in Markdown."""
    text = Rendered("", "", body(each, partner), "", (), verbatim=True)
    assert each.raw is not None, "its body was read"
    yield f"{partner}/{each.document}.md", markdown.write(text).encode()
    yield f"{partner}/{each.document}.docx", each.raw


def body(each: Corrected, partner: str) -> str:
    """The corrected text, in Markdown. Raises GreffeError as `read`."""
    return markdown.source(read(each, partner).blocks)


def read(each: Corrected, partner: str) -> document.Document:
    """What the Word file of a correction says.

    Raises GreffeError when it is not there, cannot be read or is of another document.
    """
    file = f"data/corrections/{partner}/{each.record.fichier}"
    if each.raw is None:
        raise GreffeError(f"le document « {each.document} » est corrigé à la main, et {file} n'est pas là. Remettez ce fichier, ou retirez la correction du fichier du partenaire.")  # fmt: skip
    archive = open_office(file, each.raw)
    if not each.is_of(identity(archive.properties()), partner):
        raise GreffeError(f"{file} n'est pas le document « {each.document} » de ce partenaire. Refaites la correction avec « greffe correct », ou retirez-la.")  # fmt: skip
    return document.read(archive)


def worded(text: Rendered, body: str) -> Rendered:
    """`text`, its body in the words `body` of a correction, as they stand; the head of its pages as it was."""
    header = text.header if text.verbatim else typeset(text.header)
    return replace(text, body=body, header=header, verbatim=True)


def home(partner: Partner, document: str) -> int:
    """The index of the convention that the `document` is of. Raises ValueError when there is none."""
    folder = document.partition("/")[0]
    folders = [convention_folder(partner, index) for index in range(len(partner.conventions))]
    return folders.index(folder)
