"""A returned Word file: ours, whose controls say what each value is, or one that the partner typed anew."""

import difflib
from collections.abc import Iterator, Sequence

from lxml import etree

from generator.archives.office import Archive, open_office
from generator.documents.forms import FORMS, NOBODY, Form, Forms
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import recognition, word_people
from generator.intake.readers.word_text import Block, Grid, Passage, W, blocks

MAX_LETTERS = 200_000
MAX_PARTS = 30_000
"""Paragraphs, runs and cells: some 1,500 people in a table of six columns."""

_CANDIDATES = 500
"""Passages among which a changed one is looked for: comparing texts is slow."""
_TRACKED = ("ins", "del", "moveFrom", "moveTo")


def read(name: str, raw: bytes, forms: Forms = FORMS) -> tuple[Answers, ...]:
    """What the Word file `name` says: one of `forms`, or several when it holds several annexes.

    Raises GreffeError when it is not a Word file, is not safe to open or holds no annexe.
    """
    archive = _open(name, raw)
    content = _document(archive)
    properties = archive.properties()
    held, notes = _forms(name, properties.get("greffe.formulaire"), content, forms)
    if not held:
        raise GreffeError(f"« {name} » : aucun titre ni aucune liste d'annexe n'est reconnu. Vérifiez que c'est le bon fichier, ou reprenez le formulaire de la Caf.")  # fmt: skip
    found: list[Answers] = []
    for form in held:
        annexe = word_people.read(form, content)
        if found and not any(annexe.rows.values()):
            continue  # another annexe named in passing
        found.append(annexe.answers(name, properties, [*_left(archive), *notes], raw))
    return tuple(found)


def altered(name: str, raw: bytes, issued: bytes) -> tuple[str, ...]:
    """French notes on the fixed text of `raw` that is not as in `issued`, the same document as greffe makes it.

    Fixed is all that is outside controls and the rows of people; a list with nobody in it may have « Néant »
    in the place of its table. Raises GreffeError as `read`.
    """
    returned, ours = _document(_open(name, raw)), _document(_open(name, issued))
    found = dict.fromkeys(_comparable(text) for text in _texts(returned))
    expected = list(_fixed(ours))
    known = {_comparable(text) for group in expected for text in group}
    others = [text for text in found if text not in known][:_CANDIDATES]
    emptied = _nobodies(returned) - _nobodies(ours)
    notes: list[str] = []
    for group in expected:
        gone = [text for text in group if _comparable(text) not in found]
        if gone and len(group) > 1 and emptied > 0:
            emptied -= 1
        else:
            notes += (_altered(text, others) for text in gone)
    return tuple(notes)


def _nobodies(content: Sequence[Block]) -> int:
    return sum(tidy(text) == NOBODY for text in _texts(content))


def _open(name: str, raw: bytes) -> Archive:
    archive = open_office(name, raw)
    if archive.kind != "docx":
        raise GreffeError(f"« {name} » est un classeur : donnez-lui la fin .xlsx pour qu'il soit lu comme tel.")  # fmt: skip
    return archive


def _document(archive: Archive) -> list[Block]:
    return _blocks(archive.name, archive.xml(archive.main))


def _blocks(name: str, root: etree._Element) -> list[Block]:
    """The text of a part of the file, when it is no longer than an annexe may be."""
    parts = sum(1 for _ in root.iter(f"{W}p", f"{W}r", f"{W}tc"))
    letters = sum(len(text) for text in root.itertext())
    if parts > MAX_PARTS or letters > MAX_LETTERS:
        raise GreffeError(
            f"« {name} » est trop long pour une annexe ({letters} signes). N'envoyez que l'annexe, sans les autres pages."
        )
    return blocks(root)


def _left(archive: Archive) -> list[str]:
    """Notes on what a word processor keeps beside the text: tracked changes, comments."""
    notes = []
    document = archive.xml(archive.main)
    if any(document.find(f".//{W}{tag}") is not None for tag in _TRACKED):
        notes.append(
            "Le fichier garde des modifications suivies : les ajouts sont lus comme acceptés, les suppressions comme faites."
        )
    for relation in archive.relations(archive.main):
        if relation.type == "comments" and relation.target in archive:
            comments = _texts(_blocks(archive.name, archive.xml(relation.target)))
            notes += (f"Commentaire laissé dans le fichier : « {shown} »." for text in comments if (shown := tidy(text)))  # fmt: skip
    return notes


def _forms(
    file: str, said: str | None, content: Sequence[Block], forms: Forms
) -> tuple[list[Form], list[str]]:
    """The forms in the file, by what it says of itself, its controls, then its titles; and notes."""
    texts = [*_texts(content)]
    if own := recognition.said(file, said, forms):
        others = {key: form for key, form in forms.items() if form.document != own.document}
        # Groups of a pièce bear the same names as roles of annexe 2.
        told = recognition.by_documents if own.service else recognition.by_titles
        return [own, *told(file, texts, others)], []
    by_title = recognition.by_titles(file, texts, forms)
    by_control = recognition.by_controls(file, _names(content), texts, forms)
    if by_control:
        return list(dict.fromkeys([*by_control, *by_title])), ["Le fichier a perdu son origine : le formulaire est reconnu par ses champs."]  # fmt: skip
    return by_title, ["Le fichier n'est pas un formulaire de greffe : il est lu par ses titres, ses tableaux et ses lignes."]  # fmt: skip


def _names(content: Sequence[Block]) -> Iterator[str]:
    for block in content:
        if isinstance(block, Passage):
            yield from block.names
        else:
            for row in block.rows:
                for box in row:
                    yield from _names(box.blocks)


def _texts(content: Sequence[Block]) -> Iterator[str]:
    for block in content:
        if isinstance(block, Passage):
            yield block.text
        else:
            for row in block.rows:
                for box in row:
                    yield from _texts(box.blocks)


def _fixed(content: Sequence[Block]) -> Iterator[tuple[str, ...]]:
    """Each passage that holds no control, alone, and the heads of each table, together."""
    for block in content:
        match block:
            case Passage() if not block.names and tidy(block.text) not in ("", NOBODY):
                yield (block.text,)
            case Grid() if block.rows:
                yield tuple(text for box in block.rows[0] for group in _fixed(box.blocks) for text in group)  # fmt: skip


def _comparable(text: str) -> str:
    return tidy(text).replace("’", "'")


def _altered(text: str, others: Sequence[str]) -> str:
    near = difflib.get_close_matches(_comparable(text), others, n=1, cutoff=0.6)
    if near:
        return f"Texte fixe modifié : « {tidy(text)} » est devenu « {near[0]} »."
    return f"Texte fixe retiré : « {tidy(text)} »."
