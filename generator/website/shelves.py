"""The documents that a site offers: put among its files, and told to its pages, folder by folder."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.documents.texts import convention_folder
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family

_RANK = re.compile(r"-[0-9]+$")
_FOLDER = "telechargements"
"""Below the site's root: `<folder>/<partner>/…` and `<folder>/vierges/…`."""
OFFICE = {".docx": "DOCX", ".xlsx": "XLSX"}
"""Ending of the files offered to all -> the name of their format."""
EVERY = {".docx": "DOCX", ".pdf": "PDF", ".xlsx": "XLSX", ".md": "Markdown"}
"""The same, for those who sign and who work on the text too; in the order in which they are offered."""
_AS_TEXT = ".txt"
"""Added to the name of a Markdown file, which would be taken for a page."""


@dataclass(frozen=True)
class Download:
    """A file offered: `href` from the site's root without a leading `/`, `taille` in bytes.

    `nom` is the name under which a browser keeps it.
    """

    titre: str
    href: str
    format: str
    taille: int

    @property
    def nom(self) -> str:
        """The file's own name, whatever the site had to call it."""
        return self.href.rpartition("/")[2].removesuffix(_AS_TEXT)


@dataclass(frozen=True)
class Shelf:
    """Files that go together: those of a convention, or of one of its services (`service` is then its id)."""

    titre: str
    service: str | None
    documents: tuple[Download, ...]

    @property
    def titres(self) -> dict[str, list[Download]]:
        """The files of each document, by its title: one a format."""
        return by_title(self.documents)


def by_title(files: Iterable[Download]) -> dict[str, list[Download]]:
    """The files of each document, by its title: titles in the order of `files`, formats in that of `EVERY`."""
    found: dict[str, list[Download]] = {}
    for each in files:
        found.setdefault(each.titre, []).append(each)
    order = list(EVERY.values())
    return {title: sorted(held, key=lambda each: order.index(each.format)) for title, held in found.items()}  # fmt: skip


def shelves(
    made: Mapping[str, bytes],
    dataset: Dataset,
    files: dict[str, bytes],
    below: str = "",
    formats: Mapping[str, str] = OFFICE,
) -> list[Shelf]:
    """Add the documents of `made` that are in `formats` to `files`; returns how pages offer them."""
    titles = {
        (template.famille, name): document.titre
        for template in dataset.templates.values()
        for name, document in template.documents.items()
    } | {
        (family, name): document.titre
        for act in dataset.acts.values()
        for family in FAMILIES
        for name, document in act.documents.items()
    }
    found: dict[str, list[Download]] = {}
    for path, content in made.items():
        folder, _, file = path.rpartition("/")
        name, dot, ending = file.rpartition(".")
        if format_ := formats.get(dot + ending):
            href = f"{_FOLDER}/{below}{path}{_AS_TEXT if ending == 'md' else ''}"
            files[href] = content
            title = titles.get((_family(folder, dataset), name), name)
            found.setdefault(folder, []).append(Download(title, href, format_, len(content)))
    return [_shelf(folder, documents, dataset) for folder, documents in found.items()]


def _shelf(folder: str, documents: list[Download], dataset: Dataset) -> Shelf:
    last = folder.rpartition("/")[2]
    if last in dataset.services:
        return Shelf(f"Service {dataset.services[last].record.sigle}", last, tuple(documents))
    return Shelf(_platform(folder, dataset), None, tuple(documents))


def _platform(folder: str, dataset: Dataset) -> str:
    """The name of the platform whose convention a folder is of: a blank model's, or a partner's.

    That of the family, for what was made before the convention left the data or its file could not be read.
    """
    first, *below = folder.split("/")
    for name in (first, *below):
        if name in dataset.templates:
            return dataset.templates[name].plateforme.nom
    if entry := dataset.partners.get(first):
        for at, convention in enumerate(entry.record.conventions):
            if convention_folder(entry.record, at) in below:
                return dataset.templates[convention.modele].plateforme.nom
    return FAMILIES[_family(folder, dataset)]


def _family(folder: str, dataset: Dataset) -> Family:
    """The family of a folder of documents: one of its parts is a template, a family or `<family>-2`."""
    for part in reversed(folder.split("/")):
        if part in dataset.templates:
            return dataset.templates[part].famille
        for family in FAMILIES:
            if family == _RANK.sub("", part):
                return family
    raise ValueError(f"{folder} is of no family")
