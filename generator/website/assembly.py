"""The whole public tree: from the data that may be read in public to what mkdocs builds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.documents.production import Press
from generator.store.dataset import Dataset
from generator.website import mkdocs
from generator.website.public import forms, pages, publishing
from generator.website.public.published import Download

_OFFERED = ".docx"
_FOLDER = "telechargements"
"""Below the site's root: `<folder>/<partner>/…` and `<folder>/vierges/…`."""


def tree(dataset: Dataset, press: Press, day: date, pages_root: Path) -> dict[str, bytes]:
    """Path -> bytes of the tree that mkdocs builds, on `day`.

    `dataset` was read without its nominative files; `pages_root` holds mkdocs.yml and docs/. Raises
    GreffeError when a document or a page cannot be made.
    """
    files: dict[str, bytes] = {}
    documents = {
        partner: _offer(press.publishable(partner), dataset, files)
        for partner, entry in dataset.partners.items()
        if entry.record.statut == "actif"
    }
    # One Caf: its blank models bear its name. Several: nobody's.
    caf = next(iter(dataset.cafs)) if len(dataset.cafs) == 1 else None
    blanks = {
        template: _offer(press.blank(caf, template), dataset, files, below="vierges/")
        for template in dataset.templates
    }
    site = publishing.site(dataset, day, documents=documents, blanks=blanks)
    files |= forms.data(dataset, press.bases(), site)
    return mkdocs.tree(site, mkdocs.authored(pages_root), pages.pages(site), files)


def _offer(
    made: Mapping[str, bytes], dataset: Dataset, files: dict[str, bytes], below: str = ""
) -> list[Download]:
    """Add the Word files of `made` to `files`; returns how pages offer them."""
    titles = {
        name: document.titre
        for template in dataset.templates.values()
        for name, document in template.documents.items()
    }
    offered = []
    for path, content in made.items():
        if path.endswith(_OFFERED):
            href = f"{_FOLDER}/{below}{path}"
            files[href] = content
            name = path.rpartition("/")[2].removesuffix(_OFFERED)
            offered.append(Download(titles[name], href, "DOCX", len(content)))
    return offered
