"""Why a document says what it says: beside each line, its data, its place in the model and its conditions.

Nobody of a nominative file is named here: what such a file gives is shown by its field.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.documents import corrections, templates
from generator.documents.rendered import PLACE, Rendered, Value
from generator.documents.texts import Author, Draft
from generator.documents.traced import Branch, Line, Site, Trace
from generator.documents.tracing import watch
from generator.store.dataset import Dataset
from generator.store.parameters import DocumentTemplate
from generator.store.source import Path, Source
from generator.store.templates import Texts

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LAYOUT = re.compile(r"\s*(?::::.*|[|\s:-]*)")
"""Lines that only lay out: a container begins or ends, the rule below the head of a table."""
_NOMINATIVE = ("annexe_1.", "pj3.")
_SETTING = re.compile(r"\b(?:(?:modele\.)?(plateforme\.\w+)|((?:parametres|presentation)\.\w+))")
_UNDECIDED = "decisions["
_BY_HAND = "a_remplir."
"""What no data ever hold: the number and the vote of an act that is not taken."""
_LEFT_OUT = 300
"""Letters shown of a passage that was left out."""


@dataclass(frozen=True)
class _Watched:
    """A document and how its texts were printed: its body, then the head of its pages."""

    draft: Draft
    template: DocumentTemplate
    texts: Texts
    traces: tuple[Trace, ...]


def explanations(
    dataset: Dataset, partner: str, manifests: Mapping[str, Source]
) -> dict[str, bytes]:
    """The explanation of each document of `partner`, in Markdown: path -> bytes.

    `manifests` are the modele.yml of the templates. Raises GreffeError when the data do not make a text.
    """
    writer = _Writer(dataset, partner, manifests)
    return {
        f"{partner}/explications/{each.draft.identity.document.replace('/', '-')}.md": "\n".join(writer.document(each)).encode()
        for each in _watched(dataset, partner)
    }  # fmt: skip


def _watched(dataset: Dataset, partner: str) -> Iterator[_Watched]:
    """The documents of `partner`, their templates watched while they run."""
    seen: list[tuple[DocumentTemplate, Texts, tuple[Trace, ...]]] = []

    def render(
        template: DocumentTemplate,
        texts: Texts,
        document: str,
        context: Mapping[str, Any],
        *,
        author: str,
    ) -> Rendered:
        entry = template.documents[document]
        views = {entry.fichier: context, templates.HEADER: templates.heading(entry, context)}
        traces = tuple(
            watch(template, texts, file, view) for file, view in views.items() if file in texts
        )
        seen.append((template, texts, traces))
        return templates.render(template, texts, document, context, author=author)

    for draft in Author(dataset, render).complete(partner):
        yield _Watched(draft, *seen[-1])


class _Writer:
    """Writes explanations of the documents of one partner."""

    def __init__(self, dataset: Dataset, partner: str, manifests: Mapping[str, Source]) -> None:
        self._dataset = dataset
        self._manifests = manifests
        self._partner = partner

    def document(self, watched: _Watched) -> Iterator[str]:
        """The lines of the explanation of one document."""
        draft = watched.draft
        yield f"# Pourquoi ce texte : {draft.rendered.title}"
        yield f"\n{self._dataset.partners[self._partner].record.nom}, {draft.identity.document}, modèle {draft.identity.template}, version {draft.identity.version}.\n"
        values: list[Value] = []
        for trace, title in zip(watched.traces, ("", "## En-tête de page\n"), strict=False):
            if title:
                yield title
            for line in trace.lines:
                start = len(values)
                text = templates.number(line.text, values)
                if not _LAYOUT.fullmatch(text):
                    yield from self._line(watched, line, text, values, start)
        left = [branch for trace in watched.traces for branch in trace.left_out]
        if left:
            yield "## Laissé de côté\n"
        for branch in left:
            yield from self._left_out(watched, branch)

    def _line(
        self, watched: _Watched, line: Line, text: str, values: list[Value], start: int
    ) -> Iterator[str]:
        shown = (
            PLACE.sub(lambda found: _shown(values[int(found[2])]), text).strip().removesuffix("\\")
        )
        yield shown if shown.startswith("#") else f"> {shown}"
        yield ""
        for path in dict.fromkeys(value.path for value in values[start:]):
            yield f"- donnée : {self._datum(watched, path)}"
        for name in _settings((*(site.expression for site in line.sites), *line.conditions)):
            yield f"- réglage : {self._setting(watched, name)}"
        places = dict.fromkeys(self._place(watched, site) for site in line.sites)
        yield f"- modèle : {', '.join(places)}"
        for condition in line.conditions:
            yield f"- condition : {condition}"
        yield ""

    def _left_out(self, watched: _Watched, branch: Branch) -> Iterator[str]:
        text = branch.text if len(branch.text) <= _LEFT_OUT else f"{branch.text[:_LEFT_OUT]}…"
        yield f"> {text}"
        yield ""
        yield f"- modèle : {self._place(watched, branch)}"
        yield f"- il faudrait : {branch.condition}"
        yield ""

    def _place(self, watched: _Watched, site: Site | Branch) -> str:
        """`file:line` of a text, in the folder of the template that wrote it."""
        return f"templates/{self._origin(watched, site.file)}/{site.file}:{site.line}"

    def _origin(self, watched: _Watched, file: str) -> str:
        """The template that the text `file` is inherited from."""
        origin = watched.template
        while (parent := origin.herite) and self._dataset.texts.get(parent, {}).get(file) == watched.texts[file]:  # fmt: skip
            origin = self._dataset.every_template[parent]
        return origin.id

    def _setting(self, watched: _Watched, name: str) -> str:
        """`file:line` of a delay, a name or a choice of wording: of the convention if it says it, else of the model."""
        source, path = self._dataset.partners[self._partner].source, _steps(name)
        index = corrections.home(self._dataset.partners[self._partner].record, watched.draft.identity.document)  # fmt: skip
        own = f"conventions[{index}].{name}"
        if _holds(source, _steps(own)):
            return _said(source, own)
        origin: str | None = watched.template.id
        while origin and not _holds(self._manifests[origin], path):
            origin = self._dataset.every_template[origin].herite
        return _said(self._manifests[origin], name) if origin else name

    def _datum(self, watched: _Watched, path: str) -> str:
        """`file:line` of the value at `path`, as views call it, and its field; the field alone for what is worked out."""
        if path.startswith(_UNDECIDED):
            file = watched.template.documents[watched.draft.path.rpartition("/")[2]].fichier
            return f"aucune, place à décider (templates/{self._origin(watched, file)}/decisions.yml) ou à remplir à la main"
        if path.startswith(_BY_HAND):
            return "aucune, place à remplir à la main"
        source, own = self._source(watched, path)
        if source is None:
            return path
        return _said(source, own)

    def _source(self, watched: _Watched, path: str) -> tuple[Source | None, str]:
        """The file that a value comes from, and its path there."""
        data, key = self._dataset, self._partner
        head, _, rest = path.partition(".")
        services = watched.draft.identity.document.split("/")[1:-1]
        entries: dict[str, Any] = {
            "caf": data.cafs.get(data.partners[key].record.caf),
            "annexe_1": data.annexes_1.get(key),
            "pj3": data.users.get(key),
            "service": data.services.get(services[0]) if services else None,
        }
        if head in entries:
            return (entries[head].source if entries[head] else None), rest
        return data.partners[key].source, path


def _shown(value: Value) -> str:
    return f"[{value.path}]" if value.path.startswith(_NOMINATIVE) else value.printed


def _settings(written: Iterable[str]) -> list[str]:
    """The settings of the model that expressions and conditions read, each once."""
    found = (match for text in written for match in _SETTING.finditer(text))
    return list(dict.fromkeys(match[1] or match[2] for match in found))


def _holds(source: Source, path: Path) -> bool:
    """Whether the file says something at `path`."""
    node = source.places
    for step in path:
        if step not in node.children:
            return False
        node = node.children[step]
    return True


def _said(source: Source, path: str) -> str:
    line, _ = source.place(_steps(path))
    return f"{source.file}:{line} ({path})"


def _steps(path: str) -> Path:
    """`conventions[0].cadre.nom` as the steps of a path."""
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))
