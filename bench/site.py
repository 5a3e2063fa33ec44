"""The public site, from the data to the files to publish, beside mkdocs-material on the same pages."""

import json
import os
import shutil
import sys
from pathlib import Path

import yaml

from bench import measure
from bench.report import Measure, Section, number

KEPT = ("nav", "not_in_nav", "markdown_extensions", "extra")
"""What the bare configuration keeps of ours: without them it would not be the same pages."""


def site(folder: Path, count: int, times: int) -> Section:
    """The site of `count` partners, and mkdocs alone on its tree."""
    root, tree, made, bare = (folder / name for name in (f"root-{count}", "tree", "site", "bare"))
    times = max(times // 2, 1)
    child: list[str | Path] = [sys.executable, "-m", "bench.public", root]
    measure.process([*child, tree])
    whole = measure.processes(times, [*child, tree, made], before=measure.remover(made))
    downloads, bases = map(float, whole.said)
    bare.mkdir()
    shutil.copytree(tree / "docs", bare / "docs")
    (bare / "mkdocs.yml").write_text(_bare_configuration(tree / "base.yml"), encoding="utf-8")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    build: measure.Command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        bare / "mkdocs.yml",
    ]
    peer = measure.processes(times, build, before=measure.remover(bare / "site"))
    beside = f"mkdocs-material seul, mêmes pages : {number(peer.seconds)} s"
    return Section(
        "Fabriquer le site public",
        f"{len(list(tree.glob('docs/**/*.md')))} pages, {len(list(tree.glob('docs/**/*.docx')))} documents Word et "
        f"{len(list(tree.glob('docs/**/*.xlsx')))} tableaux à télécharger. Le témoin reçoit les pages et les documents "
        "déjà faits, avec le même menu.",
        (
            Measure("des données lues au site écrit", whole.seconds, "s", beside),
            Measure("dont les documents à télécharger", downloads, "s"),
            Measure("dont les documents que les formulaires remplissent", bases, "s"),
            Measure("site sans faire ces documents, fois le temps de mkdocs-material seul", (whole.seconds - downloads - bases) / peer.seconds, "fois", beside, 1.3),
            Measure("mémoire, au plus haut", whole.peak or float("nan"), "Mo"),
        ),
    )  # fmt: skip


def _bare_configuration(base: Path) -> str:
    ours = yaml.safe_load(base.read_text(encoding="utf-8"))
    bare = {
        "site_name": "Banc d'essai",
        "theme": {"name": "material", "language": "fr", "font": False},
    }
    return json.dumps(bare | {key: ours[key] for key in KEPT if key in ours})
