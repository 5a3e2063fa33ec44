"""The promise of an adoption, held before anything is written: printed without data, the text is the file's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from generator.adoption.remains import Signed
from generator.adoption.source import lines
from generator.adoption.vocabulary import plain
from generator.documents import markdown, templates
from generator.documents.rendered import PLACE
from generator.documents.views import convention, mon_compte_partenaire
from generator.documents.views.party import Sort
from generator.errors import GreffeError
from generator.store import source
from generator.store.parameters import (
    TEMPLATES,
    CooperationTemplate,
    Family,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.templates import MANIFEST


def refuse_unfaithful(
    files: Mapping[str, bytes],
    family: Family,
    document: str,
    said: Sequence[str],
    *,
    by_kind: Mapping[Sort, Sequence[str]],
    signed: Signed | None = None,
) -> None:
    """Raise GreffeError when the model of these files does not print, line by line, what was `said`.

    It prints it without any data, and what of it is `by_kind` of partner; filled for its partner when
    `signed`, spaces and apostrophes then aside.
    """
    template = TEMPLATES[family].model_validate(source.read(MANIFEST, files[MANIFEST]).data)
    if signed:
        _refuse_different(printed_lines(template, files, document, signed.view), said, plain)
        return
    view = _blank(template)
    _refuse_different(printed_lines(template, files, document, view), said, str)
    for kind, left in by_kind.items():
        one = {**view, "partenaire": replace(view["partenaire"], sorte=kind)}
        _refuse_different(printed_lines(template, files, document, one), left, str)


def _refuse_different(
    made: Sequence[str], said: Sequence[str], likened: Callable[[str], str]
) -> None:
    for printed, expected in zip_longest(made, said, fillvalue="(rien)"):
        if likened(printed) != likened(expected):
            raise GreffeError(
                f"Le texte ne se laisse pas reprendre mot pour mot : « {expected} » deviendrait « {printed} ». Rien n'est écrit ; signalez-le, avec ce paragraphe."
            )


def printed_lines(
    template: Template, files: Mapping[str, bytes], document: str, view: Mapping[str, Any]
) -> list[str]:
    """The lines of the document filled with `view`, its places as they are shown."""
    texts = {name: content.decode() for name, content in files.items() if name.endswith(".md")}
    rendered = templates.render(template, texts, document, view, author="")
    shown = [value.printed for value in rendered.values]
    return [
        PLACE.sub(lambda found: shown[int(found[2])], line)
        for line in lines(markdown.parse(rendered.body, rendered.verbatim))
    ]


def _blank(template: Template) -> Mapping[str, Any]:
    """The view of a partner and of a Caf to come."""
    match template:
        case CooperationTemplate():
            return convention.blank(template)
        case MonComptePartenaireTemplate():
            return mon_compte_partenaire.context(mon_compte_partenaire.Subject(template))
    raise TypeError(template.famille)
