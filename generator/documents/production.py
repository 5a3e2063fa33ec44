"""Every document of a convention, in every format: what `build` and `render` write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from generator.documents import corrections, markdown, workbooks
from generator.documents.bases import Bases
from generator.documents.emblem import emblem
from generator.documents.fillable import controls
from generator.documents.pdf import writer as pdf
from generator.documents.pdf.writer import Sheet
from generator.documents.seals import seal
from generator.documents.texts import Author, Draft
from generator.documents.views.mon_compte_partenaire import Subject
from generator.documents.word import writer as word
from generator.documents.word.controls import NONE
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import (
    CooperationTemplate,
    DocumentTemplate,
    MonComptePartenaireTemplate,
)

LOOK = "base.docx"
"""The Word file of the templates folder, or of one template, that gives documents their look."""
File = TypeVar("File", bytes, Sheet)
NO_LOOK: Mapping[str, bytes] = {}


class Press:
    """Makes documents out of a data set, in the look of `look` (the bytes of a Word file).

    A template, by its id, may have a look of its `own`.
    Every method gives path -> bytes, and raises GreffeError as the author of the texts does.
    """

    def __init__(self, dataset: Dataset, look: bytes, own: Mapping[str, bytes] = NO_LOOK) -> None:
        self._dataset = dataset
        self._look = look
        self._own = own
        self._author = Author(dataset)

    def of(self, dataset: Dataset) -> "Press":
        """The same press, for other data."""
        return Press(dataset, self._look, self._own)

    def complete(self, partner: str) -> dict[str, bytes]:
        """All that is known of a partner's conventions: for the Caf and that partner only.

        A document corrected by hand stands in the place of the one greffe makes.
        """
        tree = corrections.put(
            self._printed(self._author.complete(partner)), self._dataset, partner
        )
        for each in self._author.cooperation(partner):
            annexe_2 = each.convention.annexe_2
            books = workbooks.workbooks(each.template, partner, each.annexe_1, annexe_2)
            tree |= below(each.folder, books)
        for folder, subject in self._author.accounts(partner, public=False):
            tree |= self._pieces(folder, subject, partner)
        return tree

    def publishable(self, partner: str) -> dict[str, bytes]:
        """The same for everyone to read: what is not public is a place to fill."""
        tree = self._printed(self._author.publishable(partner))
        for each in self._author.cooperation(partner):
            annexe_2 = workbooks.publishable(each.convention.annexe_2)
            books = workbooks.workbooks(each.template, partner, annexe_2=annexe_2)
            tree |= below(each.folder, books)
        for folder, subject in self._author.accounts(partner, public=True):
            tree |= self._pieces(folder, subject, partner)
        return tree

    def blank(self, caf: str | None, template: str) -> dict[str, bytes]:
        """The blank documents of `template`, below a folder of its name."""
        tree = self._printed(self._author.blank(caf, template))
        folder = f"{caf}/{template}" if caf else template
        model = self._dataset.templates[template]
        if isinstance(model, MonComptePartenaireTemplate):
            return tree | self._pieces(folder, self._author.unknown(caf, model), "")
        model = pinned(self._dataset.templates, template, CooperationTemplate)
        return tree | below(folder, workbooks.workbooks(model))

    def sheets(self, partner: str) -> dict[str, Sheet]:
        """The PDF files of `complete`; a document corrected by hand has none, which would say something else."""
        corrected = {f"{partner}/{each.document}" for each in corrections.of_partner(self._dataset, partner)}  # fmt: skip
        drafts = self._author.complete(partner)
        return self._sheets(each for each in drafts if each.path not in corrected)

    def blank_sheets(self, caf: str | None, template: str) -> dict[str, Sheet]:
        """The PDF files of `blank`."""
        return self._sheets(self._author.blank(caf, template))

    def acts(self, partner: str, index: int, natures: Iterable[str]) -> dict[str, bytes]:
        """Projects, of those `natures`, of the act that authorises the signature of the convention at `index`."""
        drafts = list(self._author.acts(partner, index, natures))
        sheets = {path: sheet.press() for path, sheet in self._sheets(drafts).items()}
        return self._printed(drafts) | sheets

    def bases(self) -> Bases:
        """What the forms of the site make their documents from."""
        return Bases(self._dataset, self._look)

    def word(self, draft: Draft) -> bytes:
        """The Word file of `draft`, which says what it is and what it was made from."""
        rendered, form = draft.rendered, draft.form
        to_fill = controls(form, rendered.values) if form else NONE
        look = self.look_of(draft.identity.template)
        identity = replace(draft.identity, seal=seal(rendered, look))
        return word.write(rendered, look, identity, to_fill)

    def sheet(self, draft: Draft) -> Sheet:
        """The PDF file of `draft`, which bears the date of its template: a build has none."""
        template = self._dataset.every_template[draft.identity.template]
        identity = replace(draft.identity, seal=seal(draft.rendered))
        own = emblem(self.look_of(template.id))
        return pdf.sheet(draft.rendered, template.date, identity, own)

    def look_of(self, template: str) -> bytes:
        """The Word file that gives the documents of a template their look."""
        return self._own.get(template, self._look)

    def _sheets(self, drafts: Iterable[Draft]) -> dict[str, Sheet]:
        return {f"{draft.path}.pdf": self.sheet(draft) for draft in drafts}

    def _printed(self, drafts: Iterable[Draft]) -> dict[str, bytes]:
        return {path: content for draft in drafts for path, content in self._files(draft)}

    def _files(self, draft: Draft) -> Iterator[tuple[str, bytes]]:
        yield f"{draft.path}.md", markdown.write(draft.rendered).encode()
        yield f"{draft.path}.docx", self.word(draft)

    def _pieces(self, folder: str, subject: Subject, partner: str) -> dict[str, bytes]:
        """The workbooks of each service, beside the Word files of the same names."""
        tree: dict[str, bytes] = {}
        for each in self._author.services(folder, subject, partner):
            listed = each.listed[1] if each.listed else None
            books = workbooks.pieces(subject, each.key, each.service, partner, listed)
            wanted = [f"{name}.xlsx" for name in each.names if f"{name}.xlsx" in books]
            tree |= below(each.folder, {name: books[name] for name in wanted})
        return tree


def below(folder: str, files: Mapping[str, File]) -> dict[str, File]:
    """The files, by their path from the folder that `folder` is in."""
    return {f"{folder}/{name}": content for name, content in files.items()}


def own_looks(folder: Path, templates: Mapping[str, DocumentTemplate]) -> dict[str, bytes]:
    """The looks, by template, of those of `folder` that have a base.docx, or inherit from one that has."""
    looks: dict[str, bytes] = {}
    for name in templates:
        origin: str | None = name
        while origin and not (folder / origin / LOOK).is_file():
            origin = templates[origin].herite if origin in templates else None
        if origin:
            looks[name] = (folder / origin / LOOK).read_bytes()
    return looks


def look(folder: Path, shipped: Path) -> bytes:
    """Bytes of the Word file that gives the look: that of `folder`, else the shipped one."""
    own = folder / LOOK
    return (own if own.is_file() else shipped / LOOK).read_bytes()
