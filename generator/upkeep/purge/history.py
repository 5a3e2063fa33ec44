"""Whom to take out of the history: those whom former nominative files list and whom nothing lists today."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.store import source, traces
from generator.store.dataset import Dataset
from generator.store.decoding import UnreadableError
from generator.upkeep.purge import past, rewriting
from generator.upkeep.purge.past import Place, Search
from generator.upkeep.purge.people import People
from generator.upkeep.purge.rewriting import Wanted

CHECKLIST = """Ce qu'il vous reste à faire

  1. Relisez la copie réécrite (git log, quelques fichiers), puis prévenez tous ceux qui ont une copie du dépôt.
  2. Levez la protection des branches, poussez par la force, remettez la protection :
{pushes}
     Une branche du serveur que vous n'aviez pas ici garde l'ancien historique : supprimez-la sur le serveur.
  3. Supprimez votre ancien dossier, et chacun le sien : une seule ancienne copie qui pousse ramène tout. Reprenez une copie neuve (git clone).
  4. Supprimez ou faites supprimer les copies du dépôt (forks) et les demandes de fusion : elles gardent les anciennes versions.
  5. Videz les caches et les artefacts de la vérification automatique, et ce qu'elle a publié.
  6. Demandez à l'hébergeur quand il fait le ménage des anciennes versions, et qu'il le fasse.
  7. Effacez ou laissez expirer les sauvegardes ; notez la date au relevé de destruction.
  8. Cherchez les formulaires reçus dans les boîtes aux lettres et sur les partages.

Ce que greffe n'atteint pas : les autres copies, les sauvegardes, les courriels, ce que contiennent les images, les PDF et les archives protégées, un nom écrit autrement (initiales, surnom, nom seul). Les identifiants de tous les commits ont changé : un lien vers un ancien commit ne mène plus à rien.
"""


def wanted(dataset: Dataset, root: Path, places: Sequence[Place], said: str) -> list[Wanted]:
    """What must leave each of `places`: the same people, and each one's former nominative files.

    `said` names people in full, one a line, by name or by address. Nobody of today's data is ever among them.
    """
    old = [past.superseded(place) for place in places]
    ids = [frozenset(blob for blobs in each.values() for blob in blobs) for each in old]
    former = [
        data
        for place, blobs in zip(places, ids, strict=True)
        for data in (*_readable(place, blobs), *_annexes_2(dataset, root, place))
    ]
    named = set().union(*(traces.said_marks(line) for line in said.splitlines()))
    today = current(dataset)
    marks = traces.gone(former, today) | named - set().union(*map(traces.marks, today))
    return [Wanted(People(marks), blobs) for blobs in ids]


def unused(dataset: Dataset, said: str) -> list[int]:
    """The lines of `said`, from 1, that take nobody out: no full name nor address, or of somebody still listed."""
    today = set().union(*map(traces.marks, current(dataset)))
    return [
        number
        for number, line in enumerate(said.splitlines(), start=1)
        if line.strip() and not traces.said_marks(line) - today
    ]


def current(dataset: Dataset) -> list[Any]:
    """The data as they are, of every file that may name somebody."""
    maps: Sequence[Any] = (dataset.partners, dataset.cafs, dataset.annexes_1, dataset.follow_ups, dataset.users)  # fmt: skip
    return [entry.source.data for each in maps for entry in each.values()]


def rewritten(place: Place, wanted: Wanted, target: Path) -> Search:
    """Make the clone of `place` at `target` and look for people in all of it: what is left. See `rewriting`."""
    clone = rewriting.rewrite(place.repository, wanted, target)
    return past.search(clone, wanted.people, wanted.blobs)


def _annexes_2(dataset: Dataset, root: Path, place: Place) -> Iterator[Any]:
    """The former annexes 2 whose erasure is noted, in the former files of their partner."""
    top = place.repository.folder.resolve()
    for entry in dataset.partners.values():
        file = (root / entry.source.file).resolve()
        erased = [
            index
            for index, each in entry.record.cooperation
            if any(one.objet == "annexe-2" for one in each.effacements)
        ]
        if erased and file.is_relative_to(top):
            found = past.versions(place.repository, file.relative_to(top).as_posix())
            for data in _readable(place, frozenset(blob for each in found.values() for blob in each)):  # fmt: skip
                yield from (_annexe_2(data, index) for index in erased)


def _readable(place: Place, blobs: frozenset[str]) -> Iterator[Any]:
    for each in place.repository.read(sorted(blobs)):
        try:
            yield source.read(each.id, each.content).data
        except UnreadableError:
            continue


def _annexe_2(data: Any, index: int) -> Any:
    """The annexe 2 of convention number `index` in plain data, whatever a former version held there."""
    conventions = data.get("conventions") if isinstance(data, dict) else None
    if not isinstance(conventions, list) or index >= len(conventions):
        return None
    convention = conventions[index]
    return convention.get("annexe_2") if isinstance(convention, dict) else None
