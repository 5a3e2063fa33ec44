"""The public site of a root, in a process of its own: `python -m bench.public ROOT TREE [SITE]`.

Writes the tree of pages that mkdocs reads into TREE or, with SITE, the site that mkdocs makes of it.
Prints the seconds that the documents to download took: they are measured on their own.
"""

import os
import sys
import time
from pathlib import Path

from bench import data, press
from generator import outputs
from generator.documents.production import Press
from generator.store import dataset
from generator.website import assembly, mkdocs


class TimedPress(Press):
    """A press that adds up the seconds it works."""

    seconds = 0.0

    def publishable(self, partner: str) -> dict[str, bytes]:
        """As the press does."""
        start = time.perf_counter()
        made = super().publishable(partner)
        self.seconds += time.perf_counter() - start
        return made


def main(root: Path, tree: Path, site: Path | None = None) -> None:
    """Do what `greffe build` does for its public site."""
    loaded = dataset.load(root, nominative=False)
    timed = TimedPress(loaded, press.look())
    pages = assembly.tree(loaded, timed, data.DAY, data.PROJECT)
    if site is None:
        outputs.write(pages, tree)
    else:
        outputs.write(mkdocs.build(pages, day=data.DAY, environment=os.environ), site)
    print(timed.seconds)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
