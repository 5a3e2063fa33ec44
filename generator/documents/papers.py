"""The program's own papers, whose text comes with the program and not with a template of conventions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.documents import markdown, templates
from generator.documents.emblem import emblem
from generator.documents.identity import Identity
from generator.documents.passages import passages
from generator.documents.pdf import writer as pdf
from generator.documents.rendered import Rendered
from generator.documents.seals import letters, seal
from generator.documents.word import writer as word
from generator.store.parameters import Template, TemplateDocument

_FOLDER = "papiers/"
"""Below which a paper says that it stands: no document of a convention is there."""


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


def identity(partner: str, template: Template, name: str) -> Identity:
    """What the paper `name` of `partner` says of its origin, under a convention of `template`."""
    return Identity("", partner, template.id, "", f"{_FOLDER}{name}", template.version)


def is_paper(said: Identity) -> bool:
    """Whether a file that says so of itself is such a paper: it is not made again, its seal alone tells it."""
    return said.document.startswith(_FOLDER)


def files(
    path: str, rendered: Rendered, look: bytes, day: date, said: Identity
) -> dict[str, bytes]:
    """The paper of that `day` in Markdown, in PDF and in Word, in the look of the Word file `look`: path -> bytes.

    The PDF and Word files say where they come from and bear the seal of their text: a copy that comes back
    tells whether it was changed.
    """
    sealed = replace(seal(rendered), letters=letters(passages(rendered)))
    return {
        f"{path}.md": markdown.write(rendered).encode(),
        f"{path}.docx": word.write(rendered, look, replace(said, seal=seal(rendered, look))),
        f"{path}.pdf": pdf.write(rendered, day, replace(said, seal=sealed), emblem(look)),
    }
