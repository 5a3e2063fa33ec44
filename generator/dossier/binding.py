"""A dossier as files: one PDF that binds every document, one archive of the Word files, what to check before sending."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from generator.documents import corrections, papers
from generator.documents.emblem import Emblem, emblem
from generator.documents.identity import Bound, Identity
from generator.documents.passages import passages
from generator.documents.pdf import writer as pdf
from generator.documents.pdf.writer import Sheet
from generator.documents.production import Press
from generator.documents.rendered import Rendered
from generator.documents.seals import letters, seal
from generator.documents.word import writer as word
from generator.documents.word.package import assemble, stored
from generator.dossier.contents import Contents, Item
from generator.dossier.corrected import apart
from generator.dossier.missing import Lack, lacks
from generator.dossier.slip import TITLE, slip
from generator.outputs import Costly

NAME = "dossier"
"""How the files of a dossier are called: the two go together."""
_DIGEST = re.compile(rb"greffe\.base=([0-9a-f]{64})")


@dataclass(frozen=True)
class Portable:
    """The PDF of a dossier. One made on another day, that says the same but for that day, is the same."""

    sheet: Sheet
    digest: str

    def is_in(self, content: bytes) -> bool:
        """Whether `content` is that file, whole."""
        found = _DIGEST.search(content)
        return found is not None and found[1].decode() == self.digest and pdf.is_intact(content)

    def press(self) -> bytes:
        """The file."""
        return self.sheet.press()


@dataclass(frozen=True)
class Words:
    """The archive of the Word files: `files` by name. One made on another day, as `Portable` says, is the same."""

    files: Mapping[str, bytes]
    digest: str

    def is_in(self, content: bytes) -> bool:
        """Whether `content` is that file, whole."""
        if self.digest.encode() not in content:
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                # Cut short, an archive passes for the last one that it holds.
                return archive.namelist() == sorted(self.files) and archive.testzip() is None
        except zipfile.BadZipFile:
            return False

    def press(self) -> bytes:
        """The file."""
        return assemble(stored(name, content) for name, content in self.files.items())


def files(
    contents: Contents, press: Press, day: date, until: date | None
) -> dict[str, bytes | Costly]:
    """The files of the dossier made on `day`, by path.

    Same data, same bytes, but for the day: a dossier is not made again for that alone.
    Raises GreffeError as `papers.fill`.
    """
    missing = lacks(contents, day)
    cover = slip(contents, missing, day, until)
    undated = slip(contents, missing, day, until, dated=False)
    documents = _documents(contents, press)
    own = emblem(press.look_of(contents.template.id))
    digest = _digest(
        _sheet(contents, undated, date.min, "", own),
        {**documents, **_cover(contents, press, undated, "")},
    )
    return {
        f"{contents.folder}/{NAME}.pdf": Portable(_sheet(contents, cover, day, digest, own), digest),
        f"{contents.folder}/{NAME}.zip": Words({**documents, **_cover(contents, press, cover, digest)}, digest),
        f"{contents.folder}/a-verifier.txt": checklist(missing).encode(),
    }  # fmt: skip


def checklist(missing: list[Lack]) -> str:
    """What is missing, in words: what the Caf does before it sends the dossier, what it waits for."""
    if not missing:
        return "Rien ne manque à ce dossier.\n"
    said = []
    for side, title in (("caf", "Ce que la Caf a à faire"), ("partenaire", "Ce que la Caf attend du partenaire")):  # fmt: skip
        sentences = [each.sentence for each in missing if each.side == side]
        if sentences:
            said.append("\n".join([f"{title} :", *(f"- {each}" for each in sentences)]))
    return "\n\n".join(said) + "\n"


def _digest(sheet: Sheet, words: Mapping[str, bytes]) -> str:
    """The SHA-256 of all that the two files hold."""
    parts = (f"{name} {sha256(content).hexdigest()}" for name, content in sorted(words.items()))
    return sha256("\n".join([sheet.digest(), *parts]).encode()).hexdigest()


def _sheet(
    contents: Contents, cover: Rendered, day: date, digest: str, own: Emblem | None
) -> Sheet:
    shown = [_shown(contents, rank, each) for rank, each in enumerate(contents.items, 1)]
    pieces = tuple(said for _, said in shown)
    identity = Bound("", contents.partner, contents.template.id, digest, NAME, pieces=pieces)
    documents = [cover, *(text for text, _ in shown)]
    title = f"{TITLE} et dossier à signer : {contents.record.nom}"
    return pdf.bind(documents, title, contents.caf.nom, day, identity, emblem=own)


def _shown(contents: Contents, rank: int, item: Item) -> tuple[Rendered, Identity]:
    """The document as the PDF has it, or the page that says where it is; what it says of its origin."""
    text = item.draft.rendered
    if not item.apart:
        return text, replace(item.draft.identity, seal=seal(text))
    page = apart(text, item.title, _file(rank, item))
    origin = papers.identity(contents.partner, contents.template, f"a-part-{_name(item)}")
    return page, replace(origin, seal=replace(seal(page), letters=letters(passages(page))))


def _cover(contents: Contents, press: Press, cover: Rendered, digest: str) -> dict[str, bytes]:
    look = press.look_of(contents.template.id)
    own = Identity("", contents.partner, contents.template.id, digest, seal=seal(cover, look))
    return {"00-bordereau.docx": word.write(cover, look, own)}


def _documents(contents: Contents, press: Press) -> dict[str, bytes]:
    """The Word files, numbered in the order of the dossier; as they are kept, those corrected by hand."""
    corrected = corrections.put({}, contents.dataset, contents.partner)
    return {
        _file(rank, item): corrected[f"{item.draft.path}.docx"] if item.corrected else press.word(item.draft)
        for rank, item in enumerate(contents.items, 1)
    }  # fmt: skip


def _file(rank: int, item: Item) -> str:
    return f"{rank:02}-{_name(item)}.docx"


def _name(item: Item) -> str:
    return f"{item.name}-{item.sigle.lower()}" if item.sigle else item.name
