"""A miniature repository and all that greffe makes of it: a change of one byte shows here."""

import difflib
from pathlib import Path

from generator import outputs
from generator.checks import checker
from generator.checks.reports.formats import FORMATS
from generator.documents.production import Press, look
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.website import assembly

WORLD = Path(__file__).parent / "world"
EXPECTED = WORLD / "attendu"
ACCEPT = "python tests/test_world.py"


def made() -> dict[str, bytes]:
    """Every text that greffe makes of tests/world: documents, reports, public pages."""
    whole, public = dataset.load(WORLD), dataset.load(WORLD, nominative=False)
    assert whole.settings.exemple is not None
    day = whole.settings.exemple.date
    base = look(PROJECT / "templates", PROJECT / "templates")
    tree = {
        f"rapport/{name}": FORMATS[name](checker.check(whole, day)).encode() for name in FORMATS
    }
    for partner in whole.partners:
        tree |= {
            f"documents/{path}": text for path, text in Press(whole, base).complete(partner).items()
        }
    tree |= {
        f"vierges/{path}": text
        for path, text in Press(whole, base).blank("caf99", "cooperation-2026").items()
    }
    pages = assembly.tree(public, Press(public, base), day, PROJECT)
    tree |= {
        path: text
        for path, text in pages.items()
        if path.startswith(("docs/partenaires", "docs/cafs", "docs/index"))
    }
    return {path: text for path, text in tree.items() if not path.endswith((".docx", ".xlsx"))}


def test_the_miniature_repository_gives_what_was_accepted() -> None:
    tree = made()
    changes = outputs.compare(tree, EXPECTED)
    shown = "".join(_difference(path, tree[path]) for path in changes.changed)
    assert not changes, f"{changes}\n{shown}\nSi c'est voulu : {ACCEPT}"


def _difference(path: str, text: bytes) -> str:
    before = (EXPECTED / path).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(
        difflib.unified_diff(before, text.decode().splitlines(keepends=True), path, path)
    )


if __name__ == "__main__":
    print(outputs.write(made(), EXPECTED))
