"""An outside judge of the sites that `greffe build` made: the Nu HTML Checker reads every page.

A page passes when the checker says nothing of it but what the theme itself writes, known and counted below.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parent.parent / "build"
SITES = ("site", "site-interne")
CHECKER, SUM = (
    "vnu-jar@24.10.17",
    "4617d3e3234a40efce2eb42fa9c0fcc8abf85c33fffb8825bfd77563209d43b0",
)
PACKAGES = ["default-jre-headless", "npm"]
OF_THE_THEME = {
    "Attribute “autocomplete” is only allowed when the input type is": 'class="md-',
    "Attribute “autocorrect” not allowed on element “input” at this point.": 'class="md-search__input"',
    "Bad value “” for attribute “tabindex” on element “label”": 'for="__nav_',
}
"""What Material for MkDocs writes wrong: how the checker says it, and what the tag has that ours have not."""
NO_ERROR = "The “inputmode” attribute is not supported in all browsers."
"""A remark on every use of `inputmode`, which harms nobody where it is not known."""


def checker(folder: Path) -> Path:
    """The checker, fetched from the npm registry into `folder`. Ends with code 1 when it is not the known one."""
    subprocess.run(
        ["npm", "pack", "--silent", CHECKER], cwd=folder, check=True, capture_output=True
    )
    [package] = folder.glob("*.tgz")
    if hashlib.sha256(package.read_bytes()).hexdigest() != SUM:
        sys.exit(f"{CHECKER} n'est pas celui que greffe connaît : il n'est pas lancé.")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    [jar] = folder.rglob("vnu.jar")
    return jar


def tools() -> str:
    """Path of java, installed with npm by apt when root on a Debian system."""
    if (
        not (shutil.which("java") and shutil.which("npm"))
        and shutil.which("apt-get")
        and os.geteuid() == 0
    ):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    java = shutil.which("java")
    if not java or not shutil.which("npm"):
        sys.exit(
            f"Java ou npm manque. Sous Debian ou Ubuntu : sudo apt install {' '.join(PACKAGES)}, puis relancez « make prove »."
        )
    return java


def ours(message: dict[str, Any]) -> bool:
    """False for what the theme wrote, and for what is no error."""
    said, extract = message["message"], message.get("extract", "")
    theme = any(said.startswith(words) and mark in extract for words, mark in OF_THE_THEME.items())
    return not theme and not said.startswith(NO_ERROR)


def main() -> None:
    """Judge every built page; ends with code 1 when one fails."""
    java = tools()
    sites = [folder for name in SITES if (folder := BUILD / name).is_dir()]
    if not sites:
        sys.exit("Aucun site dans build/ : lancez d'abord « make build ».")
    with tempfile.TemporaryDirectory() as kept:
        run = subprocess.run(
            [java, "-Xss1m", "-jar", checker(Path(kept)), "--format", "json", "--skip-non-html", *sites],
            check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    faults = [one for one in json.loads(run.stderr)["messages"] if ours(one)]
    for said, number in Counter(one["message"] for one in faults).most_common():
        where = next(one for one in faults if one["message"] == said)
        print(f"{number} fois, dont {where['url']}, ligne {where.get('lastLine')} : {said}")
    pages = sum(len(list(site.rglob("*.html"))) for site in sites)
    print(f"HTML : {pages} pages lues, {len(faults)} fautes.")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
