"""The samples of the rules: where they are, what they expect, what a rule finds in them."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

from generator.checks import checker
from generator.checks.finding import Finding
from generator.store import dataset

ROOT = Path(__file__).parent / "rules"
COMMON = ROOT / "commun"
SAMPLES = sorted(path for path in ROOT.glob("*/*") if path.parent != COMMON and path.is_dir())
_MARK = re.compile(r"# attendu: (.+)$")


def run(root: Path, rule: str) -> list[Finding]:
    day = date.fromisoformat((root / "date").read_text().strip())
    return [found for found in checker.run(dataset.load(root), day) if found.rule == rule]


def marks(root: Path, rule: str) -> Counter[tuple[str, int]]:
    """(file, line) of every mark of `rule` in the data of `root`, as often as it stands there."""
    return Counter(
        (path.relative_to(root).as_posix(), number)
        for folder in ("data", "templates")
        for path in (root / folder).rglob("*")
        if path.suffix in (".yml", ".csv", ".md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (mark := _MARK.search(line))
        for name in mark[1].split()
        if name == rule
    )


def sample_root(name: str, tmp_path: Path) -> Path:
    shutil.copytree(COMMON, tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / name, tmp_path, dirs_exist_ok=True)
    return tmp_path
