"""The whole public tree: from the data that may be read in public to what mkdocs builds."""

from datetime import date
from pathlib import Path

from generator.documents.production import Press
from generator.store.dataset import Dataset
from generator.website import mkdocs
from generator.website.public import calendars, forms, pages, publishing
from generator.website.public.open_data import directory, vcards
from generator.website.public.published import Site
from generator.website.shelves import shelves


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
        template: shelves(press.blank(caf, template), dataset, files, below="vierges/")
        for template in dataset.templates
    }
    site = publishing.site(dataset, day, documents=documents, blanks=blanks)
    return site, files


def _laid(site: Site, files: dict[str, bytes], pages_root: Path) -> dict[str, bytes]:
    """The tree of a site that offers `files`."""
    said = {"extra": {"accessibilite": site.mentions.declaration.etat}}
    return mkdocs.tree(site, mkdocs.authored(pages_root), pages.pages(site), files, said)


def feeds(site: Site) -> dict[str, bytes]:
    """What the site offers to programs, by path below its root: calendars, address books, data."""
    return calendars.calendars(site) | vcards.cards(site) | directory.files(site)
