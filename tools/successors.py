"""Proves that the site does not hang on mkdocs: the same tree is built by its fork and by its successor.

Each is installed in an environment of its own, in a folder that goes away. The pages must be the same, and
so must what is read of each; bytes differ (name of the generator, version of the theme).
"""

import os
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import version
from pathlib import Path

from generator import outputs
from generator.cli import build
from generator.store import dataset
from generator.website import assembly
from generator.website.page_text import PageText, page_text

ROOT = Path(__file__).resolve().parent.parent
THEME = f"mkdocs-material=={version('mkdocs-material')}"
SUCCESSORS = {
    "ProperDocs": ["properdocs==1.6.7", THEME],
    "Zensical": ["zensical==0.0.73"],
}
"""What to install for each."""
COMMANDS = {
    "mkdocs": ["-m", "mkdocs", "build", "--strict", "--site-dir", "site"],
    "ProperDocs": ["-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "--site-dir", "site"],
    "Zensical": ["-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"],
}  # fmt: skip
SHOWN = 5
"""Pages named when they differ."""


def tree() -> dict[str, bytes]:
    """What mkdocs reads of the shipped data."""
    data = dataset.load(ROOT, nominative=False)
    if data.settings.exemple is None:
        sys.exit("data/ n'est pas l'exemple fourni : rien à prouver.")
    made = assembly.tree(data, build.press(data, ROOT), data.settings.exemple.date, ROOT)
    return build.dress(made, data, ROOT)


def python(folder: Path, packages: list[str]) -> Path:
    """The interpreter of a new environment that holds `packages`."""
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([found, "-m", "pip", "install", "--quiet", *packages], check=True, stderr=subprocess.DEVNULL)  # fmt: skip
    return found


def pages(interpreter: Path, command: list[str], source: Path) -> dict[str, PageText]:
    """What is read of each page that `command` makes of the tree in `source`."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    run = subprocess.run([interpreter, *command], check=False, cwd=source, env=environment, capture_output=True, encoding="utf-8")  # fmt: skip
    if run.returncode:
        sys.exit(f"{command[1]} refuse l'arbre de pages :\n{run.stdout}{run.stderr}")
    site = source / "site"
    return {
        path.relative_to(site).as_posix(): page_text(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def main() -> None:
    """Build with each, compare; ends with code 1 when a page differs."""
    made = tree()
    failed = False
    with tempfile.TemporaryDirectory(prefix="greffe-") as name:
        folder = Path(name)
        for each in COMMANDS:
            outputs.write(made, folder / each)
        expected = pages(Path(sys.executable), COMMANDS["mkdocs"], folder / "mkdocs")
        for each, packages in SUCCESSORS.items():
            found = pages(python(folder / f"env-{each}", packages), COMMANDS[each], folder / each)
            wrong = sorted(path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path))  # fmt: skip
            print(f"{each} : {len(found)} pages, mkdocs : {len(expected)} ; pages qui ne disent pas la même chose : {len(wrong)}")  # fmt: skip
            print("".join(f"  {path}\n" for path in wrong[:SHOWN]), end="")
            failed = failed or bool(wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
