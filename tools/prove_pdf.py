"""Outside judges of the PDF files that `greffe build` and `greffe dossier` made.

qpdf reads every object and stream. page judges PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1): its authors hold it
to the test files of veraPDF, which is in no registry that this program installs from. outloud checks what a program can
of PDF/UA-1, by the Matterhorn protocol, and WCAG 2.2. The last two are fetched into a throw-away environment. None of
them tells whether a tag, a reading order or an alternative text makes sense: that is for people.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("documents", "dossiers", "lettres", "avenants")
CHECKERS = ("outloud==0.2.1", "pymupdf<2", "page-validation==0.11.0")
"""pymupdf 2 brings a model of layout that weighs more than all the rest and serves nothing here."""
_BATCH = 100
_PROGRAM = """
import json, sys, page
for path in sys.argv[1:]:
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        for each in page.validate_pdf(path, profile=profile).failures:
            print(json.dumps([path, each.rule_id, each.message]))
"""
_MISREAD = "PDFA2A-STREAM-LENGTH-001"
"""page takes the carriage return that some compressed streams end with for the end of a line; qpdf reads their lengths."""


def qpdf() -> str:
    """Path of qpdf, installed with apt when root on a Debian system."""
    if not shutil.which("qpdf") and shutil.which("apt-get") and os.geteuid() == 0:
        print("Préparation : qpdf…", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "qpdf"]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    if found := shutil.which("qpdf"):
        return found
    sys.exit("qpdf manque. Sous Debian ou Ubuntu : sudo apt install qpdf ; ailleurs, installez-le, puis relancez « make prove ».")  # fmt: skip


def damaged(program: str, files: Sequence[Path]) -> Iterator[str]:
    """What qpdf finds wrong in the structure of the files."""
    for file in files:
        run = subprocess.run([program, "--check", file], capture_output=True, text=True, check=False)  # fmt: skip
        if run.returncode:
            yield f"{file} : {run.stderr.strip() or run.stdout.strip()}"


def findings(files: Sequence[Path]) -> Iterator[tuple[Path, dict[str, str]]]:
    """What page and outloud find in the files: rule, severity, message."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        programs = Path(folder, "Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *CHECKERS], check=True, stderr=subprocess.DEVNULL)  # fmt: skip
        for start in range(0, len(files), _BATCH):
            batch = files[start : start + _BATCH]
            yield from _by_page(programs / "python", batch)
            # Of a dossier, outloud takes a head that only two pages say for prose that is not read.
            alone = [each for each in batch if each.parent.parent.parent.name != "dossiers"]
            if alone:
                yield from _by_outloud(programs / "outloud", alone, Path(folder, "rapport.json"))


def _by_page(program: Path, files: Sequence[Path]) -> Iterator[tuple[Path, dict[str, str]]]:
    run = subprocess.run([program, "-c", _PROGRAM, *files], check=True, capture_output=True, text=True)  # fmt: skip
    for path, rule, message in map(json.loads, run.stdout.splitlines()):
        severity = "misread" if rule == _MISREAD else "error"
        yield Path(path), {"severity": severity, "rule": rule, "message": message}


def _by_outloud(
    program: Path, files: Sequence[Path], report: Path
) -> Iterator[tuple[Path, dict[str, str]]]:
    command: list[str | Path] = [program, "--quiet", "--fail-on", "never", "--json", report, *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for result in json.loads(report.read_bytes())["results"]:
        if result["error"]:
            yield Path(result["path"]), {"severity": "error", "rule": "", "message": result["error"]}  # fmt: skip
        for finding in result["findings"]:
            yield Path(result["path"]), finding


def main() -> None:
    """Judge every built PDF; ends with code 1 when one fails."""
    build = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build"
    files = sorted(each for folder in FOLDERS for each in (build / folder).rglob("*.pdf"))
    if not files:
        sys.exit(f"Aucun PDF dans {build} : lancez d'abord « make build ».")
    faults = list(damaged(qpdf(), files))
    warnings: Counter[str] = Counter()
    for path, finding in findings(files):
        said = f"{finding['rule']} {finding['message']}"
        if finding["severity"] == "error":
            faults.append(f"{path} : {said}")
        else:
            warnings[f"{finding['rule']} ({finding['severity']})"] += 1
    print("\n".join(faults))
    for rule, number in sorted(warnings.items()):
        print(f"À regarder : {rule}, {number} fois.")
    print(f"qpdf, page (PDF/A-2a et PDF/UA-1) et outloud (PDF/UA-1) ont lu {len(files)} PDF ; en défaut : {len(faults)}.")  # fmt: skip
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
