"""Opening a Word file whose text is to be taken word for word: what makes that text uncertain is refused."""

from collections.abc import Iterator

from lxml import etree

from generator.archives import office
from generator.archives.office import Archive
from generator.documents.word.markup import NAMESPACE
from generator.errors import GreffeError

W = f"{{{NAMESPACE}}}"
TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")
"""Relations of the document to the other parts that hold text."""
MAX_PARAGRAPHS = 5_000
MAX_CHARACTERS = 600_000
"""Some 200 pages: three times the longest act of both families with all that it annexes."""

_TRACKED = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
    "tcPrChange", "trPrChange", "tblGridChange", "cellIns", "cellDel", "cellMerge", "numberingChange",
)  # fmt: skip
_SIGNATURES = (
    (b"%PDF", "est un PDF : son texte n'y est plus en paragraphes",
     "Apportez le fichier Word (.docx), ou son texte seul avec « --text FICHIER.txt »"),
    (b"{\\rtf", "est au format RTF",
     "Ouvrez-le dans Word et enregistrez-le au format .docx"),
    (b"\xd0\xcf\x11\xe0", "est dans l'ancien format de Word (.doc), ou protégé par un mot de passe",
     "Ouvrez-le dans Word, retirez le mot de passe s'il y en a un, et enregistrez-le au format .docx"),
)  # fmt: skip


def open_word(name: str, raw: bytes) -> Archive:
    """The Word file `raw`, called `name`. Raises GreffeError, one French sentence, for one that cannot be taken.

    Refused: what is no .docx, what is not safe (see `archives`), what is protected, holds tracked changes or
    comments, is too long, or has no text.
    """
    if not raw:
        raise refused(name, "est vide", "Vérifiez que c'est le bon fichier")
    for start, reason, remedy in _SIGNATURES:
        if raw.startswith(start):
            raise refused(name, reason, remedy)
    archive = office.open_office(name, raw)
    if archive.kind != "docx":
        raise refused(name, "est un classeur", "Donnez le fichier Word (.docx) de la convention")
    main = archive.xml(archive.main)
    for root in (main, *parts(archive)):
        _refuse_marks(name, root)
    _refuse_protection(archive)
    _refuse_size(name, main)
    return archive


def parts(archive: Archive) -> Iterator[etree._Element]:
    """The roots of the parts, other than the document itself, that hold text."""
    for relation in archive.relations(archive.main):
        if relation.type in TEXT_PARTS:
            yield archive.xml(relation.target)


def around(archive: Archive) -> Iterator[etree._Element]:
    """The roots of the headers and footers."""
    for relation in archive.relations(archive.main):
        if relation.type in ("header", "footer"):
            yield archive.xml(relation.target)


def part(archive: Archive, kind: str) -> etree._Element | None:
    """The root of the part that the document relates to as `kind` (« styles », « numbering »…), if there is one."""
    for relation in archive.relations(archive.main):
        if relation.type == kind and relation.target in archive:
            return archive.xml(relation.target)
    return None


def refused(name: str, reason: str, remedy: str) -> GreffeError:
    """The refusal of the file `name`."""
    return GreffeError(f"« {name} » {reason}. {remedy}.")


def _refuse_marks(name: str, root: etree._Element) -> None:
    if next(root.iter(f"{W}altChunk", f"{W}subDoc"), None) is not None:
        raise refused(
            name,
            "fait entrer le texte d'un autre fichier, que greffe ne peut pas lire",
            "Ouvrez-le dans Word, enregistrez-le de nouveau au format .docx, vérifiez que tout le texte y est, et recommencez",
        )
    if next(root.iter(*(f"{W}{tag}" for tag in _TRACKED)), None) is not None:
        raise refused(
            name,
            "contient des modifications suivies",
            "Dans Word, onglet Révision, acceptez-les ou refusez-les toutes, enregistrez, et recommencez",
        )
    if next(root.iter(f"{W}commentReference", f"{W}commentRangeStart"), None) is not None:
        raise refused(
            name,
            "contient des commentaires",
            "Dans Word, onglet Révision, supprimez-les tous, enregistrez, et recommencez",
        )


def _refuse_protection(archive: Archive) -> None:
    settings = part(archive, "settings")
    lock = None if settings is None else settings.find(f"{W}documentProtection")
    if lock is not None and lock.get(f"{W}enforcement", "0") in ("1", "true", "on"):
        raise refused(
            archive.name,
            "est protégé contre les modifications",
            "Dans Word, onglet Révision, « Restreindre la modification », désactivez la protection, enregistrez, et recommencez",
        )


def _refuse_size(name: str, main: etree._Element) -> None:
    paragraphs = sum(1 for _ in main.iter(f"{W}p"))
    characters = sum(len(text.text or "") for text in main.iter(f"{W}t"))
    if paragraphs > MAX_PARAGRAPHS or characters > MAX_CHARACTERS:
        raise refused(
            name,
            f"est trop long pour une convention (plus de {MAX_PARAGRAPHS} paragraphes, ou de 200 pages)",
            "Vérifiez que c'est le bon fichier, ou séparez-en les annexes",
        )
    if characters and any((text.text or "").strip() for text in main.iter(f"{W}t")):
        return
    images = next(main.iter(f"{W}drawing", f"{W}pict"), None) is not None
    if images:
        raise refused(
            name,
            "ne contient que des images, sans doute un papier numérisé",
            "Apportez le fichier Word d'origine, ou son texte seul avec « --text FICHIER.txt »",
        )
    raise refused(name, "ne contient aucun texte", "Vérifiez que c'est le bon fichier")
