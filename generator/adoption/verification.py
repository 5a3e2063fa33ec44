"""The promise of an adoption, held before anything is written: printed without data, the text is the file's."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from generator.adoption.remains import Signed
from generator.adoption.source import lines
from generator.adoption.tokens import tokens
from generator.adoption.vocabulary import plain
from generator.documents import markdown_reader, templates
from generator.documents.rendered import PLACE, Rendered
from generator.documents.views import convention, mon_compte_partenaire
from generator.errors import GreffeError
from generator.store import source
from generator.store.parameters import (
    TEMPLATES,
    CooperationTemplate,
    Family,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.schema.partner import Kind
from generator.store.templates import MANIFEST

_BEFORE_PLACE = re.compile(r"(?:\b(?:de|à|la|le|l['’])\s*)+\Z", re.IGNORECASE)
"""Words before a place that what fills it may take with it."""


def refuse_unfaithful(
    files: Mapping[str, bytes],
    family: Family,
    document: str,
    said: Sequence[str],
    *,
    by_kind: Mapping[Kind, Sequence[str]],
    signed: Signed | None = None,
) -> None:
    """Raise GreffeError when the model of these files does not print, line by line, what was `said`.

    It prints it without any data, and what of it is `by_kind` of partner; filled for its partner when
    `signed`, spaces and apostrophes then aside, and what the file had left to fill.
    """
    template = _model(files, family)
    if signed:
        _refuse_different(printed_lines(template, files, document, signed.view), said, _says_again)
        return
    view = _blank(template)
    _refuse_different(printed_lines(template, files, document, view), said, str.__eq__)
    for kind, left in by_kind.items():
        one = {**view, "partenaire": replace(view["partenaire"], nature=kind)}
        _refuse_different(printed_lines(template, files, document, one), left, str.__eq__)


def refuse_unfaithful_header(
    files: Mapping[str, bytes], family: Family, document: str, said: Sequence[str], signed: Signed
) -> None:
    """Raise GreffeError when the header of a learned model does not begin, for its partner, with what was `said`."""
    template = _model(files, family)
    header = _rendered(template, files, document, signed.view)
    _refuse_different(_shown(header, header.header)[: len(said)], said, _says_again)


def _refuse_different(
    made: Sequence[str], said: Sequence[str], alike: Callable[[str, str], bool]
) -> None:
    for printed, expected in zip_longest(made, said, fillvalue="(rien)"):
        if not alike(printed, expected):
            raise GreffeError(
                f"Le texte ne se laisse pas reprendre mot pour mot : « {expected} » deviendrait « {printed} ». Rien n'est écrit ; signalez-le, avec ce paragraphe."
            )


def _says_again(printed: str, expected: str) -> bool:
    """Whether a line says what a filled text did, but for spaces, apostrophes and what the file itself left to fill."""
    if plain(printed) == plain(expected):
        return True
    pieces, start = [], 0
    for each in tokens(expected, choices=True):
        pieces.append(_BEFORE_PLACE.sub("", expected[start : each.start]))
        start = each.end
    pieces.append(expected[start:])
    wanted = ".*?".join(re.escape(plain(piece)) for piece in pieces)
    return len(pieces) > 1 and re.fullmatch(wanted, plain(printed)) is not None


def printed_lines(
    template: Template, files: Mapping[str, bytes], document: str, view: Mapping[str, Any]
) -> list[str]:
    """The lines of the document filled with `view`, its places as they are shown."""
    rendered = _rendered(template, files, document, view)
    return _shown(rendered, rendered.body)


def _model(files: Mapping[str, bytes], family: Family) -> Template:
    return TEMPLATES[family].model_validate(source.read(MANIFEST, files[MANIFEST]).data)


def _rendered(
    template: Template, files: Mapping[str, bytes], document: str, view: Mapping[str, Any]
) -> Rendered:
    texts = {name: content.decode() for name, content in files.items() if name.endswith(".md")}
    return templates.render(template, texts, document, view, author="")


def _shown(rendered: Rendered, skeleton: str) -> list[str]:
    """The lines of a skeleton with what is in its places."""
    shown = [value.printed for value in rendered.values]
    return [
        PLACE.sub(lambda found: shown[int(found[2])], line)
        for line in lines(markdown_reader.parse(skeleton, rendered.verbatim))
    ]


def _blank(template: Template) -> Mapping[str, Any]:
    """The view of a partner and of a Caf to come."""
    match template:
        case CooperationTemplate():
            return convention.blank(template)
        case MonComptePartenaireTemplate():
            return mon_compte_partenaire.context(mon_compte_partenaire.Subject(template))
    raise TypeError(template.famille)
