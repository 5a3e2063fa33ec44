"""Outside judges of the PDF files that `greffe build` made: qpdf for their structure, outloud for their tags.

qpdf reads every object and stream. outloud checks what a program can of PDF/UA-1 (ISO 14289-1, by the Matterhorn
protocol) and WCAG 2.2; it is fetched into a throw-away environment. Neither judges PDF/A-2a: Typst refuses to write
what it sees against it, and veraPDF, which would judge it from outside, is in no registry that this program installs from.
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
DOCUMENTS = ROOT / "build" / "documents"
CHECKER = ("outloud==0.2.1", "pymupdf<2")
"""pymupdf 2 brings a model of layout that weighs more than all the rest and serves nothing here."""
_BATCH = 100


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
            yield f"{file.relative_to(ROOT)} : {run.stderr.strip() or run.stdout.strip()}"


def findings(files: Sequence[Path]) -> Iterator[tuple[Path, dict[str, str]]]:
    """What outloud finds in the files: rule, severity, message."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        programs = Path(folder, "Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *CHECKER], check=True, stderr=subprocess.DEVNULL)  # fmt: skip
        report = Path(folder, "rapport.json")
        for start in range(0, len(files), _BATCH):
            command: list[str | Path] = [programs / "outloud", "--quiet", "--fail-on", "never"]
            command += ["--json", report, *files[start : start + _BATCH]]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for result in json.loads(report.read_bytes())["results"]:
                if result["error"]:
                    yield Path(result["path"]), {"severity": "error", "rule": "", "message": result["error"]}  # fmt: skip
                for finding in result["findings"]:
                    yield Path(result["path"]), finding


def main() -> None:
    """Judge every built PDF; ends with code 1 when one fails."""
    files = sorted(DOCUMENTS.rglob("*.pdf"))
    if not files:
        sys.exit("Aucun PDF dans build/documents : lancez d'abord « make build ».")
    faults = list(damaged(qpdf(), files))
    warnings: Counter[str] = Counter()
    for path, finding in findings(files):
        said = f"{finding['rule']} {finding['message']}"
        if finding["severity"] == "error":
            faults.append(f"{path.relative_to(ROOT)} : {said}")
        else:
            warnings[f"{finding['rule']} ({finding['severity']})"] += 1
    print("\n".join(faults))
    for rule, number in sorted(warnings.items()):
        print(f"outloud, à regarder : {rule}, {number} fois.")
    print(f"qpdf et outloud (PDF/UA-1) ont lu {len(files)} PDF ; en défaut : {len(faults)}. Ni l'un ni l'autre ne juge PDF/A-2a.")  # fmt: skip
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
