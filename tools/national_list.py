"""Remake the list of communes and EPCI (`generator/store/listes/`) from the npm package it comes from.

`python tools/national_list.py` fetches the package with npm; `python tools/national_list.py PAQUET.tgz` reads
one at hand; with `--check` nothing is written, and a list that is not what the package gives ends with 1.
"""

import argparse
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.store.national import EDITION, FILE

PACKAGE = "@etalab/decoupage-administratif@6.0.0"
SHA256 = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"
HEAD = f"""\
# Communes, EPCI à fiscalité propre et EPT au 1er janvier {EDITION}. Ne pas modifier : python tools/national_list.py
# Source : paquet npm {PACKAGE} (9 mars 2026), d'après l'Insee, la DGCL et La Poste.
# Licence : Licence Ouverte 2.0 (données), MIT (paquet). Voir LICENCE.md.
# code Insee, SIREN, sorte, article (TNCC), départements, codes postaux, nom
"""
_NOT_IN_SORT = {"MET69": "METRO"}  # the Métropole de Lyon, of another status and the same kind


def main() -> int:
    """Write the list, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    content = options.package.read_bytes() if options.package else fetched()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"Ce paquet n'est pas {PACKAGE} : son empreinte diffère.")
    text = table(content)
    if options.check:
        # The text, not the bytes: another zlib may pack it otherwise.
        same = FILE.is_file() and gzip.decompress(FILE.read_bytes()) == text
        print(f"{FILE.name} {'est' if same else 'n’est pas'} ce que donne le paquet.")
        return 0 if same else 1
    FILE.write_bytes(packed(text))
    print(f"{FILE.name} est refait : {FILE.stat().st_size} octets.")
    return 0


def fetched() -> bytes:
    """The package, from the registry that npm is set to."""
    with tempfile.TemporaryDirectory() as folder:
        npm = shutil.which("npm") or sys.exit("npm manque : donnez le paquet (.tgz) en argument.")
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        (path,) = Path(folder).glob("*.tgz")
        return path.read_bytes()


def packed(text: bytes) -> bytes:
    """`text` in gzip, without date nor name."""
    stream = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, stream, mtime=0) as file:
        file.write(text)
    return stream.getvalue()


def table(package: bytes) -> bytes:
    """The list, as text: a line an organisation, cells apart by tabs."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        tables = {name: _json(archive, name) for name in ("communes", "epci", "ept")}
    communes = [each for each in tables["communes"] if each["type"] == "commune-actuelle"]
    here = {each["code"]: each["departement"] for each in communes}
    lines = [*_communes(communes), *_groups([*tables["epci"], *tables["ept"]], here)]
    return (HEAD + "".join("\t".join(line) + "\n" for line in lines)).encode()


def _json(archive: tarfile.TarFile, name: str) -> list[dict[str, Any]]:
    member = archive.extractfile(f"package/data/{name}.json")
    assert member is not None
    found: list[dict[str, Any]] = json.load(member)
    return found


def _communes(communes: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for each in sorted(communes, key=lambda each: each["code"]):
        yield (
            each["code"], each.get("siren", ""), "COM", str(each.get("typeLiaison", "")), each["departement"],
            " ".join(each.get("codesPostaux", ())), each["nom"],
        )  # fmt: skip


def _groups(groups: list[dict[str, Any]], here: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for each in sorted(groups, key=lambda each: each["code"]):
        places = {here[member["code"]] for member in each["membres"]}
        sort = _NOT_IN_SORT.get(each["type"], each["type"])
        yield "", each["code"], sort, "", " ".join(sorted(places)), "", _name(each["nom"])


def _name(name: str) -> str:
    """The name without the letters of its kind, the sigle in brackets, the quotation marks, spaces in excess."""
    bare = re.sub(r"^(?:CC|CA|CU) (?:Communauté (?!d[e'u]))?", "", name)
    return " ".join(re.sub(r"\([^)]*\)\s*$|\"|''", "", bare).split())


if __name__ == "__main__":
    sys.exit(main())
