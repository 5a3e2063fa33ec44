"""The modele.yml of an adopted model: what its text says, and beside each value where it says it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.adoption.articles import Recognised
from generator.adoption.delays import NOTICE, Delay, agree
from generator.store.parameters import Article, Duration, Platform, Template, TemplateDocument

_PLATFORM = re.compile(
    r"plateforme\s+(?:dénommée\s+)?[«\"]\s*([^»\"]{2,60}?)\s*[»\"]", re.IGNORECASE
)
MAIN = "convention"
"""The document whose articles name no act."""
_FIRST_ARTICLE = re.compile(r"(?:La|Le|L['’])\s*")


_TO_CHECK = "# à vérifier : le texte dit « "
_CHECKED = re.compile(
    rf"^\s*(?P<name>\w+):\s*(?P<value>[^#\n]+?)\s*{_TO_CHECK}(?P<said>.*) », et cette valeur",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Unchecked:
    """A parameter that nobody has compared with what the text says of it yet."""

    name: str
    value: str
    said: str


def unchecked(manifest: str) -> Unchecked | None:
    """The notice period of a modele.yml that still says it is to be checked against its text."""
    found = _CHECKED.search(manifest)
    return Unchecked(found["name"], found["value"], found["said"]) if found else None


@dataclass(frozen=True)
class Manifest:
    """What modele.yml is written from; `reference` gives what the text does not say."""

    id: str
    reference: Template
    document: str
    title: str
    day: date
    source: str
    articles: Sequence[Recognised]
    delays: Sequence[Delay]
    lines: Sequence[str]
    known: Mapping[str, str]
    """The words by which another text of the model states a parameter already."""
    notices: Sequence[str]
    """The passages that give a notice period that no parameter follows."""

    def text(self) -> str:
        """The content of modele.yml."""
        articles = list(self._articles())
        rows = [
            f"id: {self.id}", f"famille: {self.reference.famille}", f"version: {_quoted(self.day.isoformat())}",
            f"date: {self.day.isoformat()}", f"source: {_quoted(self.source)}", "", "plateforme:",
            *_fields(self._platform().model_dump(exclude_none=True)),
            "", "# Le texte est celui du fichier, mot pour mot ; « greffe check » dit s'il contredit une de ces valeurs.",
            "parametres:", *self._parameters(), "", *(["articles:", *articles] if articles else ["articles: {}"]),
        ]  # fmt: skip
        presentation = getattr(self.reference, "presentation", None)
        if presentation is not None:
            rows += ["", "# Sans effet sur un texte repris mot pour mot ; pour les annexes seulement.", "presentation:", *_fields(presentation.model_dump())]  # fmt: skip
        return "\n".join([*rows, "", "documents:", *self._documents(), ""])

    def _platform(self) -> Platform:
        """The names of the platform, that of the text if it gives one."""
        known = self.reference.plateforme
        names = [found[1] for line in self.lines for found in _PLATFORM.finditer(line)]
        if not names or known.nom in names:
            return known
        return known.model_copy(
            update={"nom": names[0], "titre": names[0], "nom_court": _FIRST_ARTICLE.sub("", names[0]), "devise": None}
        )  # fmt: skip

    def _parameters(self) -> Iterator[str]:
        stated: dict[str, Delay] = {}
        for delay in self.delays:
            if delay.parameter:
                stated.setdefault(delay.parameter, delay)
        for name, own in self.reference.parametres:
            if name in self.known:
                yield f"  {name}: {_value(own)}   # « {_plain(self.known[name])} »"
            elif name in stated and stated[name].value is not None:
                delay = stated[name]
                where = next((f"article {each.number} : " for each in self.articles if each.key and each.key == delay.article), "")  # fmt: skip
                value = own if agree(delay.value, own) else delay.value
                yield f"  {name}: {_value(value)}   # {where}« {_plain(delay.words)} »"
            elif hasattr(own, "model_dump"):
                yield f"  {name}:   # valeur de « {self.reference.id} », à vérifier dans le texte"
                yield from (f"  {row}" for row in _fields(own.model_dump()))
            elif self.notices and name == NOTICE[self.reference.famille]:
                yield f"  {name}: {_value(own)}   {_TO_CHECK}{_plain(self.notices[0])} », et cette valeur est celle de « {self.reference.id} »"  # fmt: skip
            else:
                yield f"  {name}: {_value(own)}   # non reconnu dans le texte : valeur de « {self.reference.id} », à vérifier"  # fmt: skip

    def _articles(self) -> Iterator[str]:
        """Those of the text, then those of the other acts; an annexe has none, and leaves all as they are."""
        acts = {each.acte for each in self.reference.articles.values()}
        own = next((act for act in acts if act and act.endswith(self.document)), None)
        is_act = own is not None or self.document == MAIN
        for each in self.articles if is_act else ():
            if each.key:
                yield from _article(each.key, Article(numero=each.number, titre=each.title or None, acte=own))  # fmt: skip
        for key, article in self.reference.articles.items():
            if article.acte != own or not is_act:
                yield from _article(key, article)

    def _documents(self) -> Iterator[str]:
        for name, document in self.reference.documents.items():
            kept = document
            if name == self.document:
                kept = document.model_copy(
                    update={"titre": self.title, "typographie": "telle-quelle"}
                )
            yield f"  {name}:"
            yield from (f"  {row}" for row in _fields(_set(kept)))


def _set(document: TemplateDocument) -> dict[str, Any]:
    """The fields of a document that are not the usual ones."""
    return document.model_dump(exclude_defaults=True)


def _article(key: str, article: Article) -> Iterator[str]:
    yield f"  {key}:"
    yield from (f"  {row}" for row in _fields(article.model_dump(exclude_none=True)))


def _fields(values: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"  {name}: {_value(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, Duration):
        unit = "an" if value == Duration(1, "ans") else "jour" if value == Duration(1, "jours") else value.unit  # fmt: skip
        return f"{value.count} {unit}"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _plain(words: str) -> str:
    return " ".join(words.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
