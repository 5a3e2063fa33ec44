"""What has changed since a day, partner by partner: the data, and the documents that would not be the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import ValidationError

from generator.documents.production import Press
from generator.errors import GreffeError
from generator.store import source
from generator.store.dataset import Dataset, Entry
from generator.store.decoding import UnreadableError
from generator.store.schema.partner import Partner
from generator.store.source import Source
from generator.website.internal.changes import Change, changes
from generator.website.internal.history import Past
from generator.website.shelves import EVERY, shelves


@dataclass(frozen=True)
class PartnerChanges:
    """What changed of a partner: `genre` is that of its file as a whole.

    `documents` are the titles of those that are not the same; None when it cannot be known.
    """

    id: str
    nom: str
    genre: Literal["nouveau", "modifié", "supprimé", "illisible"]
    donnees: tuple[Change, ...] = ()
    documents: tuple[str, ...] | None = ()


def since(
    past: Past, dataset: Dataset, look: bytes, made: Mapping[str, bytes]
) -> tuple[PartnerChanges, ...]:
    """What changed between `past` and `dataset`, in the order of ids.

    `made` are the documents of the day, by path; those of `past` are made again in the look of `look`, from
    the models and the account holders of the day: what they show is what the partner's file changes.
    """
    if past.raison:
        return ()
    return tuple(_all(past, dataset, look, made))


def _all(
    past: Past, dataset: Dataset, look: bytes, made: Mapping[str, bytes]
) -> Iterator[PartnerChanges]:
    for key in sorted(past.fichiers.keys() | dataset.partners.keys() | dataset.unread):
        before, entry = past.fichiers.get(key), dataset.partners.get(key)
        if entry is None:
            yield PartnerChanges(key, key, "illisible" if key in dataset.unread else "supprimé")
        elif before is None:
            yield PartnerChanges(key, entry.record.nom, "nouveau")
        elif (old := _read(key, before)) is None:
            yield PartnerChanges(key, entry.record.nom, "modifié", documents=None)
        elif found := changes(old.data, entry.source.data):
            texts = {path: text for path, text in made.items() if path.startswith(f"{key}/") and path.endswith(".md")}  # fmt: skip
            documents = _documents(key, old, dataset, look, texts) if texts else ()
            yield PartnerChanges(key, entry.record.nom, "modifié", found, documents)


def _read(key: str, content: bytes) -> Source | None:
    try:
        return source.read(f"{key}.yml", content)
    except UnreadableError:
        return None


def _documents(
    key: str, old: Source, dataset: Dataset, look: bytes, now: dict[str, bytes]
) -> tuple[str, ...] | None:
    """Titles of the documents whose text changed, came or went; None when the former cannot be made."""
    try:
        entry = Entry(key, Partner.model_validate(old.data), old)
        then = Press(replace(dataset, partners={key: entry}), look).complete(key)
    except (
        ValidationError,
        GreffeError,
        KeyError,
    ):  # KeyError: a Caf, a model, a service gone since
        return None
    texts = {path: text for path, text in then.items() if path.endswith(".md")}
    # In the order of the convention; what it no longer has comes last.
    changed = {path: b"" for path in now | texts if texts.get(path) != now.get(path)}
    return tuple(
        f"{document.titre} ({shelf.titre})"
        for shelf in shelves(changed, dataset, {}, formats=EVERY)
        for document in shelf.documents
    )
