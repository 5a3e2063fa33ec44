"""Outside judges of what `greffe build` made: LibreOffice opens every DOCX and prints it as PDF.

A document passes when LibreOffice loads it as it is, prints at least one page, and no letter of the DOCX
is missing from the PDF. A form passes when, saved by LibreOffice, it still says the same. The PDF files, and a picture of each page, stay in build/epreuves/ to be looked at.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from generator.intake.answers import Answers
from generator.intake.readers import docx

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "build" / "documents"
PROOFS = ROOT / "build" / "epreuves"
PACKAGES = ["libreoffice-writer-nogui", "fonts-crosextra-carlito", "poppler-utils"]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS = {"annexe-1", "annexe-2"}
BATCH = 50
"""Documents converted by one run of LibreOffice: starting it costs more than a document."""


def judges() -> tuple[str, str, str]:
    """Paths of soffice, pdftotext and pdftoppm, installed with apt when root on a Debian system."""
    for attempt in ("find", "install"):
        found = [shutil.which(name) for name in ("soffice", "pdftotext", "pdftoppm")]
        if all(found):
            return str(found[0]), str(found[1]), str(found[2])
        if attempt == "find" and shutil.which("apt-get") and os.geteuid() == 0:
            print("Préparation : LibreOffice et Poppler (une minute)…", flush=True)
            environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
            for command in (["apt-get", "update", "-qq"], install):
                subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    sys.exit(
        "LibreOffice ou Poppler manque. Sous Debian ou Ubuntu : sudo apt install "
        f"{' '.join(PACKAGES)} ; ailleurs, installez LibreOffice et Poppler, puis relancez « make prove »."
    )


def convert(soffice: str, documents: dict[str, Path], ending: str, outputs: Path) -> None:
    """Save `documents` (name of the output -> DOCX) as files `ending` in `outputs`, in a profile of their own."""
    names = sorted(documents)
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(names), BATCH):
            copies = [Path(folder, f"{name}.docx") for name in names[start : start + BATCH]]
            for copy in copies:
                shutil.copyfile(documents[copy.stem], copy)
            profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
            subprocess.run(
                [soffice, profile, "--headless", "--convert-to", ending, "--outdir", outputs, *copies],
                check=True,
                capture_output=True,
                timeout=600,
            )  # fmt: skip


def letters(text: str) -> Counter[str]:
    """Letters and digits of `text`, counted: words may be cut otherwise at the end of a line."""
    return Counter(re.findall(r"\w", text))


def docx_letters(document: Path) -> Counter[str]:
    """What the body of `document` says."""
    with zipfile.ZipFile(document) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
    return letters(" ".join(node.text or "" for node in body.iter(f"{WORD}t")))


def judge(document: Path, proof: Path, pdftotext: str, pdftoppm: str) -> list[str]:
    """What is wrong with the `proof` of `document`, in French; draws its pages beside it."""
    if not proof.exists():
        return ["LibreOffice ne l'ouvre pas."]
    printed = subprocess.run([pdftotext, "-layout", proof, "-"], check=True, capture_output=True)
    lost = docx_letters(document) - letters(printed.stdout.decode())
    subprocess.run([pdftoppm, "-r", "60", "-png", proof, proof.with_suffix("")], check=True)
    return [f"des lettres manquent dans le PDF : {dict(lost)}."] if lost else []


def compare(form: Path, saved: Path) -> list[str]:
    """What LibreOffice lost of the `form` that it `saved`, in French."""
    if not saved.exists():
        return ["LibreOffice ne l'enregistre pas."]
    if said(form) != said(saved):
        return ["enregistré par LibreOffice, le formulaire ne dit plus la même chose."]
    return list(docx.altered(saved.name, saved.read_bytes(), form.read_bytes()))


def said(form: Path) -> list[object]:
    """All that greffe reads in a form, but the name of the file."""

    def one(answers: Answers) -> object:
        lists = {
            key: [{name: cell.raw for name, cell in row.cells.items()} for row in rows]
            for key, rows in answers.lists.items()
        }
        identity = (answers.form, answers.partner, answers.template, answers.base)
        return identity, answers.transmitted, lists, answers.notes

    return [one(answers) for answers in docx.read(form.name, form.read_bytes())]


def main() -> None:
    """Judge every built DOCX; ends with code 1 when one fails."""
    soffice, pdftotext, pdftoppm = judges()
    documents = {
        "--".join(path.relative_to(DOCUMENTS).with_suffix("").parts): path
        for path in sorted(DOCUMENTS.rglob("*.docx"))
    }
    if not documents:
        sys.exit("Aucun document dans build/documents : lancez d'abord « make build ».")
    shutil.rmtree(PROOFS, ignore_errors=True)
    PROOFS.mkdir(parents=True)
    convert(soffice, documents, "pdf", PROOFS)
    failures = 0
    for name, document in documents.items():
        for fault in judge(document, PROOFS / f"{name}.pdf", pdftotext, pdftoppm):
            failures += 1
            print(f"{document.relative_to(ROOT)} : {fault}")
    forms = {name: path for name, path in documents.items() if path.stem in FORMS}
    with tempfile.TemporaryDirectory() as folder:
        convert(soffice, forms, "docx", Path(folder))
        for name, form in forms.items():
            for fault in compare(form, Path(folder, f"{name}.docx")):
                failures += 1
                print(f"{form.relative_to(ROOT)} : {fault}")
    print(f"LibreOffice a ouvert {len(documents)} documents ; en défaut : {failures}. Pages à regarder dans build/epreuves/.")  # fmt: skip
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
