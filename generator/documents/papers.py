"""The program's own papers, whose text comes with the program and not with a template of conventions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.documents import markdown, templates
from generator.documents.identity import Identity
from generator.documents.pdf import writer as pdf
from generator.documents.rendered import Rendered
from generator.documents.seals import seal
from generator.documents.word import writer as word
from generator.store.parameters import Template, TemplateDocument


@dataclass(frozen=True)
class Paper:
    """The text to fill: the file `name` of `texts`, in Markdown and Jinja, and the paper's title."""

    name: str
    title: str
    texts: Mapping[str, str]


def fill(template: Template, paper: Paper, context: Mapping[str, Any], *, author: str) -> Rendered:
    """`paper` filled with `context`, under a convention of `template`. Raises GreffeError as `templates.render`."""
    document = TemplateDocument(fichier=paper.name, titre=paper.title)
    only = template.model_copy(update={"documents": {paper.name: document}})
    return templates.render(only, dict(paper.texts), paper.name, context, author=author)


def files(path: str, rendered: Rendered, look: bytes, day: date) -> dict[str, bytes]:
    """The paper of that `day` in Markdown, in PDF and in Word, in the look of the Word file `look`: path -> bytes.

    The Word file bears the seal of its text: a copy that comes back tells whether it was changed.
    """
    identity = Identity("", "", "", "", seal=seal(rendered, look))
    return {
        f"{path}.md": markdown.write(rendered).encode(),
        f"{path}.docx": word.write(rendered, look, identity),
        f"{path}.pdf": pdf.write(rendered, day),
    }
