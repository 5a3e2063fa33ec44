"""From pages to a site: the tree that mkdocs reads, and running mkdocs on it.

The tree stands by itself (`mkdocs.yml`, `base.yml`, `theme/`, `docs/`): mkdocs or one of its forks builds
it without greffe. Neither plugin nor hook of ours is involved.
"""

import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from generator import outputs
from generator.documents.french.dates import long_date
from generator.errors import GreffeError
from generator.website.prose import spaced

_THEME = "theme/"
_UNPUBLISHED = ("docs/developpement/", "docs/assets/interne")
_COPIED = (".docx", ".pdf", ".xlsx", ".txt", ".ics", ".vcf")
_SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
"""What names the pages by their address: empty for a site without one."""
_LISTS = ("search/search_index.json", *_SITEMAPS)
"""What mkdocs makes from all pages at once."""
_PARTLY = "A 'dirty' build is being performed"
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class Identity(Protocol):
    """What is on every page of a site: its title, its address if it has one, the day it is seen on.

    `exemple`: its data are invented.
    """

    @property
    def titre(self) -> str: ...  # noqa: D102
    @property
    def adresse(self) -> str | None: ...  # noqa: D102
    @property
    def exemple(self) -> bool: ...  # noqa: D102
    @property
    def jour(self) -> date: ...  # noqa: D102


def authored(root: Path) -> dict[str, bytes]:
    """The hand-written part of the public tree: that of `root` without what is for developers or the Caf's staff.

    Raises GreffeError when `mkdocs.yml` is not there.
    """
    return {
        name: content
        for name, content in handwritten(root).items()
        if not name.startswith(_UNPUBLISHED)
    }


def handwritten(root: Path) -> dict[str, bytes]:
    """`mkdocs.yml`, as `base.yml`, and `docs/` of `root`, whose `theme/` goes beside `docs/`.

    Pages have the no-break spaces of French.

    Raises GreffeError when `mkdocs.yml` is not there.
    """
    configuration = root / "mkdocs.yml"
    if not configuration.is_file():
        raise GreffeError(
            f"{configuration} n'existe pas : ce fichier donne l'allure et le menu du site. Copiez celui de greffe, avec son dossier docs/."
        )
    tree = {"base.yml": configuration.read_bytes()}
    for path in sorted((root / "docs").rglob("*")):
        name = path.relative_to(root / "docs").as_posix()
        if path.is_file() and not path.name.startswith("."):
            content = path.read_bytes()
            if name.endswith(_PAGE_ENDINGS):
                content = spaced(content.decode()).encode()
            tree[name if name.startswith(_THEME) else f"docs/{name}"] = content
    return tree


def tree(
    site: Identity,
    authored: Mapping[str, bytes],
    pages: Mapping[str, bytes],
    files: Mapping[str, bytes],
    settings: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """The whole tree: what is `authored`, the `pages` made, and the `files` offered for download.

    `settings` are mkdocs' own, in place of those of `base.yml`. Raises ValueError for a file that mkdocs would take for a page, and GreffeError when a hand-written
    page has the name of one that is made.
    """
    if wrong := [name for name in files if name.endswith(_PAGE_ENDINGS)]:
        raise ValueError(f"offered under a page's name: {wrong}")
    made = {f"docs/{name}": content for name, content in {**pages, **files}.items()}
    if both := sorted(made.keys() & authored.keys()):
        raise GreffeError(
            f"{both[0]} : greffe fabrique une page de ce nom. Renommez la vôtre, ou supprimez-la."
        )
    return {**authored, **made, "mkdocs.yml": _configuration(site, settings or {})}


def _configuration(site: Identity, settings: Mapping[str, Any]) -> bytes:
    """What depends on the data, over `base.yml`; JSON, which YAML reads."""
    configuration: dict[str, Any] = {
        "INHERIT": "base.yml",
        # The theme prints the name as HTML.
        "site_name": html.escape(site.titre, quote=False).replace('"', "&quot;"),
        "docs_dir": "docs",
        "theme": {"custom_dir": "theme"},
        "extra": {"exemple": site.exemple, "mise_a_jour": long_date(site.jour)},
    }
    if site.adresse:
        configuration["site_url"] = site.adresse
    extra = {**configuration["extra"], **settings.get("extra", {})}
    whole = {**configuration, **settings, "extra": extra}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def build(
    tree: Mapping[str, bytes],
    *,
    day: date,
    environment: Mapping[str, str],
    changed: Set[str] | None = None,
) -> dict[str, bytes]:
    """The site that mkdocs makes of `tree`, by path. `day` dates it; nothing is written elsewhere.

    With `changed`, paths of the tree, the pages made are those alone and those of the menu, each as in the
    whole site; what lists all pages, the search index say, is left out. `environment` is the one mkdocs
    runs in. Raises GreffeError with mkdocs' own words when it refuses.
    """
    # What mkdocs would only copy does not go through it: thousands of files, written and read again.
    copied = {path: content for path, content in tree.items() if path.endswith(_COPIED)}
    done = set() if changed is None else {made_of(page) for page in _asides(tree) - changed}
    with tempfile.TemporaryDirectory(prefix="greffe-") as name:
        source, site = Path(name, "source"), Path(name, "site")
        outputs.write({path: tree[path] for path in tree.keys() - copied.keys()}, source)
        for page in done:
            # A page newer than its source is not made again.
            outputs.write_file(site / page, b"")
        _run(source, site, day, environment, partly=bool(done))
        left = done.union(_LISTS if done else () if _has_address(tree) else _SITEMAPS)
        made = {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file() and path.relative_to(site).as_posix() not in left
        }
    return made | {path.removeprefix("docs/"): content for path, content in copied.items()}


def _has_address(tree: Mapping[str, bytes]) -> bool:
    """Whether the tree says where its site is on line."""
    return any(re.search(rb'^ *"?site_url"?:', tree[name], re.MULTILINE) for name in ("base.yml", "mkdocs.yml"))  # fmt: skip


def _asides(tree: Mapping[str, bytes]) -> set[str]:
    """The pages that the menu does not name: nothing of theirs is on another page."""
    configuration = [tree["base.yml"].decode(), tree["mkdocs.yml"].decode()]
    if not any(re.search(r'^(  "nav"|nav):', each, re.MULTILINE) for each in configuration):
        return set()  # every page is in the menu
    named = set(re.findall(r"[\w./-]+\.md", "\n".join(configuration)))
    return {path for path in tree if path.startswith("docs/") and path.endswith(".md")} - {
        f"docs/{name.removeprefix('/')}" for name in named
    }


def made_of(page: str) -> str:
    """Where mkdocs puts the page whose source is `page` of the tree."""
    folder, _, name = page.removeprefix("docs/").removesuffix(".md").rpartition("/")
    parts = (folder, "" if name in ("index", "README") else name, "index.html")
    return "/".join(filter(None, parts))


def _run(
    source: Path, site: Path, day: date, environment: Mapping[str, str], *, partly: bool
) -> None:
    """Run mkdocs; `partly`, it makes only what is older than its source."""
    how = "--dirty" if partly else "--strict"
    run = subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
        [sys.executable, "-m", "mkdocs", "build", how, "--site-dir", site],
        cwd=source,
        env={
            **environment,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    lines = run.stderr.replace(f"{source}{os.sep}", "").splitlines()
    said = [line for line in lines if not line.startswith("INFO") and _PARTLY not in line]
    # mkdocs takes its own words on making a part for a reason to refuse: being strict is then up to us.
    if run.returncode or (partly and any(line.startswith("WARNING") for line in said)):
        words = "\n".join(said)
        raise GreffeError(
            f"mkdocs n'a pas pu fabriquer le site. Corrigez la page ou le fichier mkdocs.yml qu'il nomme, puis recommencez. Il dit :\n{words}"
        )
