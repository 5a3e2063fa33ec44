"""One pass of the press over a root, in a process of its own so that nothing is laid out beforehand.

`python -m bench.press ROOT` prints the number of DOCX documents, the processor seconds they took from the loaded
data set to their bytes, and the seconds of their Markdown besides.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import data
from generator.documents import markdown, production, templates
from generator.documents.rendered import Rendered
from generator.documents.views import convention as views
from generator.documents.word import writer as word
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import CooperationTemplate


def look() -> bytes:
    """The shipped Word file that gives documents their look."""
    return production.look(data.PROJECT / "templates", data.PROJECT / "templates")


def rendered(loaded: Dataset, partner: str) -> Iterator[Rendered]:
    """The documents of a partner's conventions, before any output."""
    record = loaded.partners[partner].record
    caf = loaded.cafs[record.caf].record
    annexe = loaded.annexes_1[partner].record
    for _, convention in record.cooperation:
        template = pinned(loaded.templates, convention.modele, CooperationTemplate)
        view = views.convention(record, caf, convention, template, annexe)
        for name in template.documents:
            yield templates.render(template, loaded.texts[template.id], name, view, author=caf.nom)


def main(root: Path) -> None:
    """Make every document of `root` in memory."""
    loaded = dataset.load(root)
    base = look()
    count = 0
    docx = text = 0.0
    for partner in loaded.partners:
        start = time.process_time()
        documents = list(rendered(loaded, partner))
        for document in documents:
            word.write(document, base)
        middle = time.process_time()
        for document in documents:
            markdown.write(document)
        docx += middle - start
        text += time.process_time() - middle
        count += len(documents)
    print(count, docx, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
