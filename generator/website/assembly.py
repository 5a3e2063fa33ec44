"""The whole public tree: from the data that may be read in public to what mkdocs builds."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.documents.production import Press
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family
from generator.website import mkdocs
from generator.website.public import calendars, forms, pages, publishing
from generator.website.public.published import Download, Shelf

_OFFERED = {".docx": "DOCX", ".xlsx": "XLSX"}
"""Ending of the files offered -> the name of their format."""
_RANK = re.compile(r"-[0-9]+$")
_FOLDER = "telechargements"
"""Below the site's root: `<folder>/<partner>/…` and `<folder>/vierges/…`."""


def tree(dataset: Dataset, press: Press, day: date, pages_root: Path) -> dict[str, bytes]:
    """Path -> bytes of the tree that mkdocs builds, on `day`.

    `dataset` was read without its nominative files; `pages_root` holds mkdocs.yml and docs/. Raises
    GreffeError when a document or a page cannot be made.
    """
    files: dict[str, bytes] = {}
    documents = {
        partner: _shelves(press.publishable(partner), dataset, files)
        for partner, entry in dataset.partners.items()
        if entry.record.statut == "actif"
    }
    # One Caf: its blank models bear its name. Several: nobody's.
    caf = next(iter(dataset.cafs)) if len(dataset.cafs) == 1 else None
    blanks = {
        template: _shelves(press.blank(caf, template), dataset, files, below="vierges/")
        for template in dataset.templates
    }
    site = publishing.site(dataset, day, documents=documents, blanks=blanks)
    files |= forms.data(dataset, press.bases(), site) | calendars.calendars(site)
    return mkdocs.tree(site, mkdocs.authored(pages_root), pages.pages(site), files)


def _shelves(
    made: Mapping[str, bytes], dataset: Dataset, files: dict[str, bytes], below: str = ""
) -> list[Shelf]:
    """Add the Word files and the workbooks of `made` to `files`; returns how pages offer them, folder by folder."""
    titles = {
        (template.famille, name): document.titre
        for template in dataset.templates.values()
        for name, document in template.documents.items()
    }
    shelves: dict[str, list[Download]] = {}
    for path, content in made.items():
        folder, _, file = path.rpartition("/")
        name, dot, ending = file.rpartition(".")
        if format_ := _OFFERED.get(dot + ending):
            href = f"{_FOLDER}/{below}{path}"
            files[href] = content
            title = titles[_family(folder, dataset), name]
            shelves.setdefault(folder, []).append(Download(title, href, format_, len(content)))
    return [_shelf(folder, documents, dataset) for folder, documents in shelves.items()]


def _shelf(folder: str, documents: list[Download], dataset: Dataset) -> Shelf:
    last = folder.rpartition("/")[2]
    if last in dataset.services:
        return Shelf(f"Service {dataset.services[last].record.sigle}", last, tuple(documents))
    return Shelf(FAMILIES[_family(folder, dataset)], None, tuple(documents))


def _family(folder: str, dataset: Dataset) -> Family:
    """The family of a folder of documents: one of its parts is a template, a family or `<family>-2`."""
    for part in reversed(folder.split("/")):
        if part in dataset.templates:
            return dataset.templates[part].famille
        for family in FAMILIES:
            if family == _RANK.sub("", part):
                return family
    raise ValueError(f"{folder} is of no family")
