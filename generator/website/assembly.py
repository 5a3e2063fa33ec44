"""The whole public tree: from the data that may be read in public to what mkdocs builds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.documents.nomenclature import PIECES
from generator.documents.production import Press
from generator.store.dataset import Dataset
from generator.website import mkdocs
from generator.website.public import calendars, forms, pages, publishing, services
from generator.website.public.open_data import directory, vcards
from generator.website.public.published import Site
from generator.website.shelves import shelves

_PLACES = {"lieux": "pj3"}
"""The list of places goes on from the PJ3."""


def tree(dataset: Dataset, press: Press, day: date, pages_root: Path) -> dict[str, bytes]:
    """Path -> bytes of the tree that mkdocs builds, on `day`.

    `dataset` was read without its nominative files; `pages_root` holds mkdocs.yml and docs/. Raises
    GreffeError when a document or a page cannot be made.
    """
    dataset = publishing.chosen(dataset)
    press = press.of(dataset)
    site, files = _site(dataset, press, day)
    files |= forms.data(dataset, press.bases(), site) | feeds(site)
    return _laid(site, files, pages_root)


def draft(dataset: Dataset, press: Press, day: date, pages_root: Path) -> dict[str, bytes]:
    """The same without what programs read (data of the forms, calendars, open data): its pages are the same."""
    dataset = publishing.chosen(dataset)
    return _laid(*_site(dataset, press.of(dataset), day), pages_root)


def _site(dataset: Dataset, press: Press, day: date) -> tuple[Site, dict[str, bytes]]:
    """The site, and the documents that it offers, by path below its root."""
    files: dict[str, bytes] = {}
    documents = {
        partner: shelves(press.publishable(partner), dataset, files)
        for partner, entry in dataset.partners.items()
        if entry.record.statut == "actif"
    }
    # One Caf: its blank models bear its name. Several: nobody's.
    caf = next(iter(dataset.cafs)) if len(dataset.cafs) == 1 else None
    blanks = {
        template: shelves(
            _returned(press.blank(caf, template), dataset), dataset, files, below="vierges/"
        )
        for template in dataset.templates
    }
    site = publishing.site(dataset, day, documents=documents, blanks=blanks)
    return site, files


def _returned(made: Mapping[str, bytes], dataset: Dataset) -> dict[str, bytes]:
    """The documents of `made`, without the pièces that no partner of their service has to return."""
    kept = {}
    for path, content in made.items():
        folder, _, file = path.rpartition("/")
        service = dataset.services.get(folder.rpartition("/")[2])
        piece = _PLACES.get(name := file.partition(".")[0], name.partition("-")[0])
        if service is None or piece not in PIECES or services.returns(service.record, piece):
            kept[path] = content
    return kept


def _laid(site: Site, files: dict[str, bytes], pages_root: Path) -> dict[str, bytes]:
    """The tree of a site that offers `files`."""
    said = {"extra": {"accessibilite": site.mentions.declaration.etat}}
    return mkdocs.tree(site, mkdocs.authored(pages_root), pages.pages(site), files, said)


def feeds(site: Site) -> dict[str, bytes]:
    """What the site offers to programs, by path below its root: calendars, address books, data."""
    return calendars.calendars(site) | vcards.cards(site) | directory.files(site)
