"""What the text of an avenant prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.documents.passages import passages
from generator.documents.rendered import Blank, Text
from generator.documents.texts import Author
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views.signatory import Word, capital
from generator.documents.views.signing import signing
from generator.store.families import pinned
from generator.store.parameters import CooperationTemplate, MonComptePartenaireTemplate
from generator.store.schema.acts import Signature
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.signed import Avenant
from generator.versions import avenant_words as words
from generator.versions.avenant import Article, Changes, Step
from generator.versions.avenant_states import signature_of
from generator.versions.clauses import Clause

_PATH = "avenant"
_TO_FILL = "[à compléter"
Kind = Literal[
    "modification", "ajout", "suppression", "numeros", "ajout-document", "retrait-document"
]
Quoted = tuple[tuple[Text, ...], ...]
"""Passages, each in the lines between its hard breaks."""


@dataclass(frozen=True)
class NameView:
    """« l'article 4.1 », « de l'article 4.1 », « L'article 4.1 »."""

    definite: Text
    of: Text
    capital: Text


@dataclass(frozen=True)
class StepView:
    """Passages that go, passages that come, and the one they come behind."""

    avant: Quoted
    apres: Quoted
    derriere: Quoted


@dataclass(frozen=True)
class ArticleView:
    """An article of the avenant; `noms` are clauses before and after, `texte` is given whole."""

    genre: Kind
    document: NameView
    clause: NameView
    titre: Text
    suit: Word = ""
    noms: tuple[tuple[Text, Text], ...] = ()
    texte: Quoted = ()
    etapes: tuple[StepView, ...] = ()


@dataclass(frozen=True)
class VisaView:
    """« la convention… », « signée », the day."""

    acte: Text
    signe: str
    date: Word


def context(
    changes: Changes, number: int, former_avenants: Sequence[Avenant], effect: date | None
) -> Mapping[str, Any]:
    """The names that the text of the avenant uses."""
    title = _title(changes)
    parties, articles = _parties(changes), tuple(_articles(changes))
    siret = changes.after.siret
    access = not isinstance(changes.subject.convention, CooperationConvention)
    return {
        "signataires": parties["parties"],
        **parties,
        "acces": access,
        "siret": Text(siret, "siret") if siret and access else "",
        "numero": number,
        "a_la_convention": _text(f"à {title}"),
        "anciens": {
            "partenaire": _former(changes.before.partenaire, changes.after.partenaire),
            "caf": _former(changes.before.caf, changes.after.caf),
        },
        "visas": tuple(_visas(changes, title, former_avenants)),
        "objets": tuple(_text(each) for each in words.objects(changes)),
        "articles": articles,
        "apres": len(articles) + 1,
        "effet": Text(long_date(effect), "effet_le") if effect else "",
        "lieu": Blank("lieu", "lieu"),
        "jour": Blank("jour", "date"),
    }


def _parties(changes: Changes) -> Mapping[str, Any]:
    """The two parties as they are now, and the model that the text follows from now on."""
    data, subject = changes.coming, changes.subject
    record = data.partners[subject.partner].record
    caf, convention = data.cafs[record.caf].record, record.conventions[subject.index]
    if isinstance(convention, CooperationConvention):
        template = pinned(data.templates, convention.modele, CooperationTemplate)
        return views.convention(record, caf, convention, template)
    access = pinned(data.templates, convention.modele, MonComptePartenaireTemplate)
    return accounts.context(accounts.Subject(access, caf, record, convention))


def _title(changes: Changes) -> str:
    """« la convention d'adhésion à… », as the text in force is titled."""
    path = f"{changes.subject.folder}/convention"
    drafts = Author(changes.former).complete(changes.subject.partner)
    text = next(draft.rendered for draft in drafts if draft.path == path)
    title = next(each.text for each in passages(text) if each.level == 0).replace("\n", " ")
    if title.startswith("Convention"):
        return f"la c{title[1:]}"
    return f"la convention «{NBSP}{title}{NBSP}»"


def _former(before: str | None, after: str | None) -> Word:
    return _text(before) if before and before != after else ""


def _visas(changes: Changes, title: str, former: Sequence[Avenant]) -> Iterator[VisaView]:
    """The convention, the other acts that the avenant changes, then the avenants before it."""
    convention = changes.subject.convention
    yield _visa(title, "signée", convention.signature)
    for act in changes.acts:
        name = act.document.name
        if name != "convention" and act.document.before:
            of = words.document(act.document, changes.coming.services)
            yield _visa(of.definite, "signé", signature_of(convention, act.document.path))
    for each in former:
        yield _visa(f"l’avenant n°{NBSP}{each.numero} ({each.objet})", "signé", each.signature)


def _visa(act: str, signed: str, signature: Signature | None) -> VisaView:
    return VisaView(_text(act), signed, signing(signature, "signature").date_signature)


def _articles(changes: Changes) -> Iterator[ArticleView]:
    for act in changes.acts:
        name = _name(words.document(act.document, changes.coming.services))
        if act.document.before is None or act.document.after is None:
            kind: Kind = "retrait-document" if act.document.after is None else "ajout-document"
            yield ArticleView(kind, name, name, name.definite)
            continue
        moved = [
            each for each in act.articles if not each.steps and not each.whole and each.renamed
        ]
        yield from (_article(each, name) for each in act.articles if each not in moved)
        if moved:
            names = tuple(each for article in moved for each in _names(article))
            yield ArticleView("numeros", name, name, name.definite, noms=names)


def _article(article: Article, document: NameView) -> ArticleView:
    before, after = article.change.before, article.change.after
    clause = before or article.change.clause
    name, title = _name(words.clause(clause)), _text(clause.title)
    if after is None:
        return ArticleView("suppression", document, name, title)
    if before is None:
        follows = _text(words.titled(article.follows)) if article.follows else ""
        text = _quoted((_heading(after), *after.passages))
        return ArticleView("ajout", document, name, title, suit=follows, texte=text)
    return ArticleView(
        "modification", document, name, title,
        noms=_names(article) if article.renamed else (),
        texte=_quoted(after.passages) if article.whole else (),
        etapes=tuple(_step(each) for each in article.steps),
    )  # fmt: skip


def _names(article: Article) -> tuple[tuple[Text, Text], ...]:
    before, after = article.change.before, article.change.after
    if before is None or after is None:
        return ()
    return ((_text(words.titled(before)), _text(words.titled(after))),)


def _heading(clause: Clause) -> str:
    return f"Article {clause.number}{NBSP}: {clause.title}" if clause.number else clause.title


def _step(step: Step) -> StepView:
    behind = (step.behind,) if step.behind is not None else ()
    before, after = step.before, step.after
    if len(before) == len(after) == 1:
        before, after = narrowed(before[0], after[0])
    return StepView(_quoted(before), _quoted(after), _quoted(behind))


def narrowed(before: str, after: str) -> tuple[tuple[str], tuple[str]]:
    """What to quote of a passage and of what replaces it: between commas, when the whole has places to fill.

    The signed text has there the words of a hand, that nobody here knows: it cannot be quoted.
    """
    if _TO_FILL not in before:
        return (before,), (after,)
    same = _alike(before, after)
    alike = _alike(before[same:][::-1], after[same:][::-1])
    start = before.rfind(", ", 0, same) + 2 if ", " in before[:same] else 0
    end = before.find(",", len(before) - alike)
    last = len(before) - end if end >= 0 else 0
    old, new = before[start : len(before) - last], after[start : len(after) - last]
    alone = before.count(old) == 1 and _TO_FILL not in old and _TO_FILL not in new
    return ((old,), (new,)) if old and new and alone else ((before,), (after,))


def _alike(before: str, after: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((rank for rank, (one, other) in pairs if one != other), min(len(before), len(after)))  # fmt: skip


def _quoted(found: Sequence[str]) -> Quoted:
    return tuple(tuple(_text(line) for line in each.split("\n")) for each in found)


def _name(name: words.Name) -> NameView:
    return NameView(_text(name.definite), _text(name.of), _text(capital(name.definite)))


def _text(said: str) -> Text:
    return Text(said, _PATH)
