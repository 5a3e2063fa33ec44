"""From pages to a site: the tree that mkdocs reads, and running mkdocs on it.

The tree stands by itself (`mkdocs.yml`, `base.yml`, `theme/`, `docs/`): mkdocs or one of its forks builds
it without greffe. Neither plugin nor hook of ours is involved.
"""

import html
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from generator import outputs
from generator.documents.french.dates import long_date
from generator.errors import GreffeError
from generator.website.public.published import Site

_THEME = "theme/"
_UNPUBLISHED = "developpement/"
_COPIED = (".docx", ".xlsx")
_PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def authored(root: Path) -> dict[str, bytes]:
    """The hand-written part of the tree: `mkdocs.yml` and `docs/` of `root`, developers' pages left out.

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
        if path.is_file() and not path.name.startswith(".") and not name.startswith(_UNPUBLISHED):
            tree[name if name.startswith(_THEME) else f"docs/{name}"] = path.read_bytes()
    return tree


def tree(
    site: Site,
    authored: Mapping[str, bytes],
    pages: Mapping[str, bytes],
    files: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The whole tree: what is `authored`, the `pages` made, and the `files` offered for download.

    Raises ValueError for a file that mkdocs would take for a page, and GreffeError when a hand-written
    page has the name of one that is made.
    """
    if wrong := [name for name in files if name.endswith(_PAGE_ENDINGS)]:
        raise ValueError(f"offered under a page's name: {wrong}")
    made = {f"docs/{name}": content for name, content in {**pages, **files}.items()}
    if both := sorted(made.keys() & authored.keys()):
        raise GreffeError(
            f"{both[0]} : greffe fabrique une page de ce nom. Renommez la vôtre, ou supprimez-la."
        )
    return {**authored, **made, "mkdocs.yml": _configuration(site)}


def _configuration(site: Site) -> bytes:
    """What depends on the data, over `base.yml`; JSON, which YAML reads."""
    configuration = {
        "INHERIT": "base.yml",
        # The theme prints the name as HTML.
        "site_name": html.escape(site.titre, quote=False).replace('"', "&quot;"),
        "docs_dir": "docs",
        "theme": {"custom_dir": "theme"},
        "extra": {"exemple": site.exemple, "mise_a_jour": long_date(site.jour)},
    }
    if site.adresse:
        configuration["site_url"] = site.adresse
    return json.dumps(configuration, ensure_ascii=False, indent=2).encode()


def build(
    tree: Mapping[str, bytes], *, day: date, environment: Mapping[str, str]
) -> dict[str, bytes]:
    """The site that mkdocs makes of `tree`, by path. `day` dates it; nothing is written elsewhere.

    `environment` is the one mkdocs runs in. Raises GreffeError with mkdocs' own words when it refuses.
    """
    # What mkdocs would only copy does not go through it: thousands of files, written and read again.
    copied = {path: content for path, content in tree.items() if path.endswith(_COPIED)}
    with tempfile.TemporaryDirectory(prefix="greffe-") as name:
        source, site = Path(name, "source"), Path(name, "site")
        outputs.write({path: tree[path] for path in tree.keys() - copied.keys()}, source)
        run = subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
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
        if run.returncode:
            lines = run.stderr.replace(f"{source}{os.sep}", "").splitlines()
            words = "\n".join(line for line in lines if not line.startswith("INFO"))
            raise GreffeError(
                f"mkdocs n'a pas pu fabriquer le site. Corrigez la page ou le fichier mkdocs.yml qu'il nomme, puis recommencez. Il dit :\n{words}"
            )
        made = {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
    return made | {path.removeprefix("docs/"): content for path, content in copied.items()}
