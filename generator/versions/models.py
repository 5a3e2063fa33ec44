"""Two versions of a model compared, and what the later one would change for each partner."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.documents.passages import passages
from generator.documents.texts import Author, Draft
from generator.store.dataset import Dataset
from generator.store.parameters import Template
from generator.versions.alignment import plain
from generator.versions.clauses import ClauseChange, clauses, compare

ACTS = frozenset({"convention", "contrat", "bulletin"})
"""Documents that only an avenant changes once they are signed (Coopération, article 5; Mon Compte Partenaire, 17.3)."""


@dataclass(frozen=True)
class DocumentChange:
    """The clauses of a document that are not the same; `before` and `after` are its texts, None for no such document."""

    path: str
    before: Draft | None
    after: Draft | None
    changes: tuple[ClauseChange, ...]

    @property
    def name(self) -> str:
        """The key of the document in its model."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Impact:
    """What the model `target` would change for one convention of a partner, which follows `model` today."""

    partner: str
    model: str
    target: str
    signed: bool
    documents: tuple[DocumentChange, ...]

    @property
    def avenant(self) -> bool:
        """Whether the parties have to sign an avenant; else the documents are simply made again."""
        return self.signed and any(each.name in ACTS for each in self.documents)


def parameters(before: Template, after: Template) -> dict[str, tuple[str, str]]:
    """Name -> the values before and after, of each delay, quota or name of the platform that is not the same."""
    old, new = _flat(before), _flat(after)
    return {
        key: (old.get(key, "—"), new.get(key, "—"))
        for key in (*old, *(key for key in new if key not in old))
        if plain(old.get(key, "—")) != plain(new.get(key, "—"))
    }


def _flat(template: Template) -> dict[str, str]:
    written = template.model_dump(include={"parametres", "plateforme", "presentation"})
    return {".".join(path): _shown(value) for path, value in _leaves(written, ())}


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, Mapping) and "unit" not in node:
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    else:
        yield path, node


def _shown(value: Any) -> str:
    match value:
        case {"count": count, "unit": unit}:
            return f"{count} {unit}"
        case None:
            return "—"
    return str(value)


def blanks(
    dataset: Dataset, caf: str | None, before: str, after: str
) -> tuple[DocumentChange, ...]:
    """The changes of each document from the model `before` to the model `after`, blank, in the order of `after`."""
    author = Author(dataset)
    old, new = (
        {_below(draft, key): draft for draft in author.blank(caf, key)} for key in (before, after)
    )
    return tuple(_changed(old, new))


def _below(draft: Draft, model: str) -> str:
    """The path of a blank document below the folder of its model."""
    return draft.path.partition(f"{model}/")[2]


def impacts(dataset: Dataset, model: str) -> Iterator[Impact]:
    """What `model` would change for each convention in its family that follows another one."""
    family = dataset.templates[model].famille
    for partner, entry in dataset.partners.items():
        if entry.record.statut != "actif":
            continue
        for index, convention in enumerate(entry.record.conventions):
            if convention.famille == family and convention.modele != model:
                changed = with_model(dataset, partner, index, model)
                yield Impact(
                    partner, convention.modele, model, signed=convention.signature is not None,
                    documents=changes(dataset, changed, partner),
                )  # fmt: skip


def changes(before: Dataset, after: Dataset, partner: str) -> tuple[DocumentChange, ...]:
    """The changes of the documents of `partner` from one state of the data to another."""
    old, new = (
        {draft.path: draft for draft in Author(each).complete(partner)} for each in (before, after)
    )
    return tuple(_changed(old, new))


def with_model(dataset: Dataset, partner: str, index: int, model: str) -> Dataset:
    """The same data, the convention at `index` of the partner following `model`."""
    entry = dataset.partners[partner]
    conventions = list(entry.record.conventions)
    conventions[index] = conventions[index].model_copy(update={"modele": model})
    record = entry.record.model_copy(update={"conventions": conventions})
    return replace(dataset, partners={**dataset.partners, partner: replace(entry, record=record)})


def _changed(old: Mapping[str, Draft], new: Mapping[str, Draft]) -> Iterator[DocumentChange]:
    for path in (*new, *(path for path in old if path not in new)):
        before, after = old.get(path), new.get(path)
        texts = [clauses(passages(draft.rendered)) if draft else [] for draft in (before, after)]
        if found := tuple(compare(*texts)):
            yield DocumentChange(path, before, after, found)
