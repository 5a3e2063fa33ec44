"""Conventions with their annexes as DOCX: beside docxtpl on the same text, and beside zipping the result; as PDF."""

import io
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from docxtpl import DocxTemplate

from bench import measure, press
from bench.draft import DAY
from bench.report import Measure, Section, number
from generator import outputs
from generator.documents.pdf import writer as pdf
from generator.documents.rendered import Rendered
from generator.documents.word import writer as word
from generator.store import dataset

SAMPLE = 50
"""Partners whose documents are given to docxtpl, which is too slow for all."""


def documents(folder: Path, count: int, times: int) -> Section:
    """The rate of the press over `count` partners, and those of its two peers on a sample."""
    root = folder / f"root-{count}"
    child = measure.processes(times, [sys.executable, "-m", "bench.press", root])
    made, docx, text = int(child.said[0]), float(child.said[1]), float(child.said[2])
    loaded = dataset.load(root)
    base = press.look()
    sample = [
        document
        for partner in list(loaded.partners)[:SAMPLE]
        for document in press.rendered(loaded, partner)
    ]
    ours = [word.write(document, base) for document in sample]
    rate = made / docx
    pressed, known = _pdf_rates(sample)
    parts = list(map(_parts, ours))
    zipping = len(parts) / measure.seconds(times, lambda: list(map(_zip, parts)))
    peer = _docxtpl_rate(sample, ours, base, times)
    beside_peer = f"docxtpl : {number(peer)} documents par seconde"
    beside_zip = f"zipfile, mêmes octets : {number(zipping)} documents par seconde"
    skeletons = len({(document.body, document.header) for document in sample})
    return Section(
        "Fabriquer les conventions et leurs annexes",
        f"{made} documents DOCX pour {count} conventions, des données lues aux octets du fichier. "
        f"docxtpl reçoit le même texte, le même fichier de base et les valeurs déjà prêtes ({len(sample)} "
        f"documents, {skeletons} formes différentes) ; il rend le même texte.",
        (
            Measure("documents par seconde", rate, "par s", beside_peer),
            Measure("fois le rythme de docxtpl", rate / peer, "fois", beside_peer, 10, "more"),
            Measure("fois le temps de zipper les mêmes octets", zipping / rate, "fois", beside_zip, 3),
            Measure("tous les DOCX", docx, "s"),
            Measure("tous les Markdown, en plus", text, "s"),
            Measure("PDF par seconde, la première fois", pressed, "par s"),
            Measure("PDF reconnus sans être refaits", known, "par s"),
        ),
    )  # fmt: skip


def _pdf_rates(sample: list[Rendered]) -> tuple[float, float]:
    """PDF files made, and known without being made, per second: as `greffe build` does, several at once."""
    tree = {f"{rank}.pdf": pdf.sheet(each, DAY) for rank, each in enumerate(sample)}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "documents")
        first, again = (measure.seconds(1, lambda: outputs.write(tree, target)) for _ in range(2))
    return len(tree) / first, len(tree) / again


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _docxtpl_rate(sample: list[Rendered], ours: list[bytes], base: bytes, times: int) -> float:
    """Documents per second of docxtpl, after checking that its documents say what ours say."""
    jobs = [(_as_docxtpl(document, base), _context(document)) for document in sample]
    for job, docx in list(zip(jobs, ours, strict=True))[:8]:
        if _text(_docxtpl(*job)) != _text(docx):
            raise SystemExit("bench: docxtpl does not give the same text, the comparison is void")
    return len(jobs) / measure.seconds(times, lambda: [_docxtpl(*job) for job in jobs])


def _as_docxtpl(document: Rendered, base: bytes) -> bytes:
    """A docxtpl template of the shape of `document`: each value is `{{ v<its rank> }}`."""
    values = tuple(
        replace(value, text=f"{{{{ v{rank} }}}}") for rank, value in enumerate(document.values)
    )
    return word.write(replace(document, values=values), base)


def _context(document: Rendered) -> dict[str, str]:
    return {f"v{rank}": value.text for rank, value in enumerate(document.values)}


def _docxtpl(template: bytes, context: dict[str, str]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(context, autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _text(docx: bytes) -> str:
    body = ElementTree.fromstring(_parts(docx)["word/document.xml"])  # noqa: S314
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
