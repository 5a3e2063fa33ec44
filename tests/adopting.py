"""Adopting an official file in a test: the model of its bytes, or the command on the shipped data."""

import re
import shutil
from datetime import date
from pathlib import Path

from official_file import official
from records import ACCOUNTS, TEMPLATE, TEXTS, plain
from word_files import p, raw

from generator.adoption import decisions
from generator.adoption.folder import Adopted, adopt
from generator.adoption.look import base_docx
from generator.adoption.reading import Official
from generator.cli.main import main
from generator.documents.word.reader import document as word
from generator.documents.word.reader.opening import open_word
from generator.store.parameters import Template

ROOT = Path(__file__).parents[1]


DAY = date(2026, 3, 1)


REFERENCES = {"cooperation": TEMPLATE, "mon-compte-partenaire": ACCOUNTS}


def adopted(data: bytes, reference: Template = TEMPLATE, document: str = "convention") -> Adopted:
    archive = open_word("officiel.docx", data)
    read = word.read(archive)
    text = Official("officiel.docx", read.blocks, base_docx(archive, data), read.lost)
    return adopt(
        text, "caf99-2026", document, reference=reference, texts=TEXTS[reference.id], day=DAY
    )


def run(root: Path, *arguments: str) -> int:
    return main(["template", *arguments, "--root", str(root)])


def take(root: Path, file: str = "officiel.docx", model: str = "caf99-2026", family: str = "cooperation") -> int:  # fmt: skip
    return run(root, "adopt", str(root / file), "--family", family, "--id", model)


def rendered(root: Path, *partners: str) -> dict[str, str]:
    """The conventions of the partners, in Markdown, under the adopted model."""
    for path in (root / "data" / "partners").glob("*.yml"):
        # A document corrected by hand is no more made from a model.
        text = re.sub(r"    corrections:\n(?:      .*\n)+", "", path.read_text(encoding="utf-8"))
        path.write_text(re.sub(r"modele: (?:cooperation|ctg)-\S+$", "modele: caf99-2026", text, flags=re.M), encoding="utf-8")  # fmt: skip
    options = [option for partner in partners for option in ("--partner", partner)]
    assert main(["render", "--root", str(root), *options]) == 0
    made = root / "build" / "documents"
    return {
        path.parts[-3]: plain(path.read_text(encoding="utf-8")) for path in made.glob("*/cooperation/convention.md")
    }  # fmt: skip


def settle(root: Path, choice: str) -> None:
    """Decide all that the model leaves to decide."""
    file = root / "templates/caf99-2026" / decisions.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("choix:", f"choix: {choice}"), encoding="utf-8")  # fmt: skip
    assert run(root, "decide", "caf99-2026") == 0


def bindings(data: bytes) -> list[str]:
    """The Jinja that each place of the text is bound to, « ? » for one to decide."""
    text = adopted(data).files["convention.md"].decode()
    found = re.findall(r'\{\{ (?:([\w.]+) \| sinon|"[^"]*" \| (place))', text)
    return [name or "?" for name, _ in found]


def tables(*rows: tuple[str, str], before: str, after: str = "") -> bytes:
    """A text with one table of two columns, after the paragraph `before`."""
    laid = "".join(f"<w:tr><w:tc>{p(left)}</w:tc><w:tc>{p(right)}</w:tc></w:tr>" for left, right in rows)  # fmt: skip
    return raw(f"{p(before)}<w:tbl>{laid}</w:tbl>{p(after)}")


CAF = "La Caf de l'Exemple, "


PARTNER = "La commune de Test, "


BLANK = "………………"


def shipped(folder: Path) -> Path:
    """The shipped data and templates in `folder`, with an official file."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "officiel.docx").write_bytes(official())
    return folder
