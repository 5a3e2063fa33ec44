"""The modele.yml of an adopted model: what its text says, and beside each value where it says it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.adoption.articles import Recognised
from generator.adoption.delays import Delay, agree
from generator.adoption.doubts import Doubt
from generator.store import remarks
from generator.store.parameters import Article, Duration, Platform, Template, TemplateDocument

_PLATFORM = re.compile(
    r"plateforme\s+(?:dénommée\s+)?[«\"]\s*([^»\"]{2,60}?)\s*[»\"]", re.IGNORECASE
)
MAIN = "convention"
"""The document whose articles name no act."""
_FIRST_ARTICLE = re.compile(r"(?:La|Le|L['’])\s*")


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
    doubts: Sequence[Doubt]
    """The passages on delays that no parameter follows."""
    before: Mapping[str, remarks.Remark]
    """What modele.yml says already of its parameters, when the document is added to its model."""

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
        for each in self.delays:
            if each.parameter:
                stated.setdefault(each.parameter, each)
        for name, own in self.reference.parametres:
            if hasattr(own, "model_dump"):
                before = self.before.get(name)
                comment = f"# valeur de « {self.reference.id} », à vérifier dans le texte"
                yield f"  {name}:   {before.comment if before else comment}".rstrip()
                yield from (f"  {row}" for row in _fields(own.model_dump()))
                continue
            delay = stated.get(name) if name not in self.known else None
            value = own if delay is None or agree(delay.value, own) else delay.value
            yield f"  {name}: {_value(value)}   {self._comment(name, delay)}".rstrip()

    def _comment(self, name: str, delay: Delay | None) -> str:
        """Where the value of the parameter comes from, `delay` of this text, or what is to check."""
        doubt = next((each for each in self.doubts if each.parameter == name), None)
        if doubt:
            return remarks.to_check(_plain(doubt.said), self._why(doubt, delay))
        if delay:
            where = next((f"article {each.number} : " for each in self.articles if each.key and each.key == delay.article), "")  # fmt: skip
            return f"# {where}« {_plain(delay.words)} »"
        if name in self.before:
            return self.before[name].comment
        if name in self.known:
            return f"# « {_plain(self.known[name])} »"
        return f"# non reconnu dans le texte : valeur de « {self.reference.id} », à vérifier"

    def _why(self, doubt: Doubt, delay: Delay | None) -> str:
        if doubt.why in ("excluded", "unsaid"):
            return remarks.RENEWED
        if delay:
            return f"greffe n'en suit que « {_plain(delay.words)} »"
        return f"cette valeur est celle de « {self.reference.id} »"

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
