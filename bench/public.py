"""The public site of a root, in a process of its own: `python -m bench.public ROOT TREE [SITE]`.

Writes the tree of pages that mkdocs reads into TREE or, with SITE, the site that mkdocs makes of it.
Prints the seconds that the documents to download took, then those of the documents that the pages of forms
fill: they are measured on their own.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import data, press
from bench.draft import DAY
from generator import outputs
from generator.documents.production import Press
from generator.store import dataset
from generator.website import assembly, mkdocs
from generator.website.public import forms


def watch(owner: Any, name: str, spent: list[float]) -> None:
    """Have the function `name` of `owner` add the seconds of each of its calls to `spent`."""
    work: Callable[..., Any] = getattr(owner, name)

    def timed(*given: Any) -> Any:
        start = time.perf_counter()
        made = work(*given)
        spent.append(time.perf_counter() - start)
        return made

    setattr(owner, name, timed)


def main(root: Path, tree: Path, site: Path | None = None) -> None:
    """Do what `greffe build` does for its public site."""
    downloads: list[float] = []
    bases: list[float] = []
    watch(Press, "publishable", downloads)
    watch(Press, "blank", downloads)
    watch(forms, "data", bases)
    loaded = dataset.load(root, nominative=False)
    pages = assembly.tree(loaded, Press(loaded, press.look()), DAY, data.PROJECT)
    if site is None:
        outputs.write(pages, tree)
    else:
        outputs.write(mkdocs.build(pages, day=DAY, environment=os.environ), site)
    print(sum(downloads), sum(bases))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
