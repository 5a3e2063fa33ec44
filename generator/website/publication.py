"""What publishing a site would change of the one on line, in words, and the archive to put there."""

import difflib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import outputs
from generator.website.page_text import PageText, page_text

Site = Mapping[str, bytes]
"""The files of a site, by path."""
_DATA = "donnees/annuaire.json"
_LATER = frozenset(("sitemap.xml.gz",))
"""What says nothing that its neighbour does not."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name."""


@dataclass(frozen=True)
class Changes:
    """Published contacts that come and go, in words; whom else the pages name; pages by address; other files by path.

    `changed` gives, for each page, the lines that go (« − ») and come (« + »): none when only its look changes.
    """

    contacts: tuple[str, ...]
    people: tuple[str, ...]
    added: Mapping[str, PageText]
    removed: Mapping[str, PageText]
    changed: Mapping[str, tuple[PageText, tuple[str, ...]]]
    files: outputs.Changes

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.files)


def compare(online: Site, made: Site) -> Changes:
    """What publishing `made` in place of `online` changes."""
    pages = {path for path in online.keys() | made.keys() if path.endswith(".html")}
    changed = {path for path in pages if online.get(path) != made.get(path)}
    others = (online.keys() | made.keys()) - pages - _LATER
    return Changes(
        contacts=tuple(_signs(_contacts(online), _contacts(made))),
        people=tuple(_signs(_people(online, changed), _people(made, changed))),
        added={_address(path): page_text(made[path]) for path in sorted(pages - online.keys())},
        removed={_address(path): page_text(online[path]) for path in sorted(pages - made.keys())},
        changed={
            _address(path): _page(online[path], made[path])
            for path in sorted(changed & online.keys() & made.keys())
        },
        files=outputs.Changes(
            tuple(sorted(others - online.keys())),
            tuple(sorted(path for path in others & online.keys() & made.keys() if online[path] != made[path])),
            tuple(sorted(others - made.keys())),
        ),
    )  # fmt: skip


def archive(site: Site) -> bytes:
    """The files of `site` in a zip: the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(site):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            file.writestr(entry, site[path])
    return content.getvalue()


def opened(raw: bytes) -> dict[str, bytes]:
    """The files of an archive. Raises zipfile.BadZipFile when it is none."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {entry.filename: file.read(entry) for entry in file.infolist() if not entry.is_dir()}


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _page(old: bytes, new: bytes) -> tuple[PageText, tuple[str, ...]]:
    before, after = page_text(old), page_text(new)
    return after, tuple(_signs(before.lines, after.lines))


def _signs(before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """What goes and what comes from one list of lines to the other, in their order."""
    for line in difflib.ndiff(list(before), list(after), linejunk=None, charjunk=None):
        if line.startswith(("- ", "+ ")):
            yield f"{'−' if line[0] == '-' else '+'} {line[2:]}"


def _contacts(site: Site) -> list[str]:
    """Whom the open data of `site` name, a line each: whose contact, for what, who, how to write or call."""
    directory: dict[str, Any] = json.loads(site.get(_DATA, b"{}"))
    return sorted(
        _contact(each["nom"], contact)
        for kind in ("cafs", "partenaires")
        for each in directory.get(kind, ())
        for contact in each["contacts"]
    )


def _people(site: Site, pages: Iterable[str]) -> list[str]:
    """Whom `pages` of `site` name that is no contact of the open data, each with the addresses of those pages."""
    directory: dict[str, Any] = json.loads(site.get(_DATA, b"{}"))
    known = {contact["nom"] for kind in ("cafs", "partenaires") for each in directory.get(kind, ()) for contact in each["contacts"]}  # fmt: skip
    found: dict[str, list[str]] = {}
    for path in sorted(pages):
        for name in page_text(site[path]).people if path in site else ():
            found.setdefault(name, []).append(_address(path) or "accueil")
    return [f"{name} ({', '.join(found[name])})" for name in sorted(found.keys() - known)]


def _contact(holder: str, contact: Mapping[str, Any]) -> str:
    who = (contact["nom"], contact["fonction"], *contact["courriels"], contact["telephone"])
    return f"{holder}, {contact['role']} : {', '.join(filter(None, who))}"
