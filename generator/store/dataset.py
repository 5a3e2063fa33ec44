"""All the files of a root, read and checked against the schema; what is wrong is collected."""

import difflib
import gc
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator import transaction
from generator.errors import GreffeError
from generator.store import source, templates
from generator.store.locations import nominative_folder, settings_file, template_folder
from generator.store.parameters import Template
from generator.store.problems import Problem
from generator.store.schema import refusals
from generator.store.schema.base import FILE_ID
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import Annexe1, FollowUp
from generator.store.schema.partner import Partner
from generator.store.schema.settings import Settings
from generator.store.source import Source
from generator.store.templates import Texts

Record = TypeVar("Record", bound=BaseModel)
Nominative = TypeVar("Nominative", Annexe1, FollowUp)
ANNEXE_1, FOLLOW_UP = ".annexe-1.yml", ".suivi.yml"
"""Endings of the nominative files, after the partner's id."""


@dataclass(frozen=True)
class Entry(Generic[Record]):
    """A file that could be read: its id (the file's name), its record and its source."""

    id: str
    record: Record
    source: Source


@dataclass(frozen=True)
class Dataset:
    """What a root holds. `problems` lists what could not be read; the rest is whole and usable.

    When `nominative` is False the nominative files were not opened, and both their maps are empty.
    """

    settings: Settings
    cafs: dict[str, Entry[Caf]]
    partners: dict[str, Entry[Partner]]
    annexes_1: dict[str, Entry[Annexe1]]
    follow_ups: dict[str, Entry[FollowUp]]
    templates: dict[str, Template]
    texts: dict[str, Texts]
    problems: tuple[Problem, ...]
    nominative: bool


def load(root: Path, *, nominative: bool = True, only: frozenset[str] | None = None) -> Dataset:
    """Read the data set at `root` (which holds data/, and may hold its own templates/).

    With `only`, the files of those partners alone are opened.
    Raises GreffeError when there is no data/ there, or when an intake is not finished. A partner whose
    file cannot be read, or that names a Caf or a template that cannot, is left out and reported in
    `problems`.
    """
    if not (root / "data" / "partners").is_dir():
        raise GreffeError(
            f"{root} : pas de dossier data/partners/ ici. Placez-vous dans le dossier de vos données, ou donnez-le avec « --root »."
        )
    # The cyclic collector would walk the growing trees of places again and again, for nothing.
    gc_was_on = gc.isenabled()
    gc.disable()
    try:
        return _Loader(root, only).load(nominative)
    finally:
        if gc_was_on:
            gc.enable()


class _Loader:
    def __init__(self, root: Path, only: frozenset[str] | None) -> None:
        self.root = root
        self.only = only
        self.problems: list[Problem] = []

    def load(self, nominative: bool) -> Dataset:
        file = settings_file(self.root)
        settings = self._entry(file, "greffe", Settings) if file.is_file() else None
        record = settings.record if settings else Settings()
        models, texts, problems = templates.load(template_folder(self.root), "templates")
        self.problems += problems
        cafs = self._folder("cafs", Caf)
        partners = {
            key: entry
            for key, entry in self._folder("partners", Partner).items()
            if self._references_hold(entry, cafs, models)
        }
        annexes: dict[str, Entry[Annexe1]] = {}
        follow_ups: dict[str, Entry[FollowUp]] = {}
        if nominative:
            annexes, follow_ups = self._nominative(nominative_folder(self.root, record.nominatif))
            self._check_annexe_records(partners, annexes)
        return Dataset(
            record, cafs, partners, annexes, follow_ups, models, texts,
            tuple(sorted(self.problems)), nominative,
        )  # fmt: skip

    def _label(self, path: Path) -> str:
        return (
            path.relative_to(self.root).as_posix()
            if path.is_relative_to(self.root)
            else path.as_posix()
        )

    def _entry(self, path: Path, key: str, record: type[Record]) -> Entry[Record] | None:
        file = self._label(path)
        try:
            read = source.read(file, path.read_bytes())
        except source.UnreadableError as error:
            self.problems += error.problems
            return None
        try:
            return Entry(key, record.model_validate(read.data), read)
        except ValidationError as error:
            self.problems += refusals.problems(error, read, record)
            return None

    def _folder(self, name: str, record: type[Record]) -> dict[str, Entry[Record]]:
        """Every <id>.yml of data/<name>/; any other file there is reported, never passed over."""
        entries: dict[str, Entry[Record]] = {}
        for path in self._files(self.root / "data" / name):
            if path.suffix != ".yml" or not FILE_ID.match(path.stem):
                self._report(path, f"« {path.name} » n'est pas un nom de fichier attendu dans data/{name}/.",
                    "Nommez-le en minuscules sans accent, mots séparés par un tiret, avec la fin « .yml ».")  # fmt: skip
            elif entry := self._entry(path, path.stem, record):
                entries[path.stem] = entry
        return entries

    def _nominative(
        self, folder: Path
    ) -> tuple[dict[str, Entry[Annexe1]], dict[str, Entry[FollowUp]]]:
        annexes: dict[str, Entry[Annexe1]] = {}
        follow_ups: dict[str, Entry[FollowUp]] = {}
        if transaction.is_pending(folder):
            raise GreffeError(
                f"{folder} : un enregistrement n'est pas fini. Attendez la fin de « greffe intake » ; s'il a été interrompu, relancez-le, même sans fichier : il finira."
            )
        for path in self._files(folder):
            if path.name.endswith(ANNEXE_1):
                self._keep(self._entry(path, path.name.removesuffix(ANNEXE_1), Annexe1), annexes)
            elif path.name.endswith(FOLLOW_UP):
                self._keep(
                    self._entry(path, path.name.removesuffix(FOLLOW_UP), FollowUp), follow_ups
                )
            else:
                self._report(path, f"« {path.name} » n'est pas un nom de fichier attendu parmi les fichiers nominatifs.",
                    f"Nommez-le d'après le partenaire : <partenaire>{ANNEXE_1} ou <partenaire>{FOLLOW_UP}.")  # fmt: skip
        return annexes, follow_ups

    def _keep(self, entry: Entry[Nominative] | None, entries: dict[str, Entry[Nominative]]) -> None:
        """Keep a nominative file that is about the partner it is named after."""
        if entry is None:
            return
        named = entry.record.partenaire
        if named != entry.id:
            self._report_at(entry.source, ("partenaire",), f"« partenaire: {named} » n'est pas le début du nom de ce fichier.",
                f"Écrivez « partenaire: {entry.id} », ou renommez le fichier.")  # fmt: skip
        elif not (self.root / "data" / "partners" / f"{entry.id}.yml").is_file():
            self._report_at(entry.source, ("partenaire",), f"Aucun partenaire « {entry.id} » dans data/partners/.",
                "Corrigez le nom de ce fichier, créez le partenaire, ou supprimez ce fichier.")  # fmt: skip
        else:
            entries[entry.id] = entry

    def _files(self, folder: Path) -> Iterator[Path]:
        """Files that somebody put in `folder`, of the wanted partners if it is about partners."""
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            # Hidden files and the locks of office suites are nobody's data.
            if not path.is_file() or path.name.startswith((".", "~$")):
                continue
            if self.only is None or folder.name == "cafs" or path.name.split(".")[0] in self.only:
                yield path

    def _references_hold(
        self,
        entry: Entry[Partner],
        cafs: dict[str, Entry[Caf]],
        models: dict[str, Template],
    ) -> bool:
        """Whether all that a partner's file names could be read; what could not is reported."""
        named: list[tuple[source.Path, str, Path, Collection[str]]] = [
            (("caf",), f"{entry.record.caf}.yml", self.root / "data" / "cafs", cafs)
        ]
        for index, convention in enumerate(entry.record.conventions):
            at: source.Path = ("conventions", index, "modele")
            named.append((at, convention.modele, template_folder(self.root), models))
        missing = [each for each in named if each[1].removesuffix(".yml") not in each[3]]
        for path, name, folder, known in missing:
            if (folder / name).exists():
                self._report_at(entry.source, path, f"« {name} » n'a pas pu être lu : ce partenaire est laissé de côté.",
                    f"Corrigez d'abord {folder.name}/{name}.")  # fmt: skip
            else:
                near = difflib.get_close_matches(name.removesuffix(".yml"), known, n=1, cutoff=0.6)
                remedy = f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Noms connus : {', '.join(known) or 'aucun'}."  # fmt: skip
                self._report_at(entry.source, path, f"« {name} » n'existe pas dans {folder.name}/.", remedy)  # fmt: skip
        return not missing

    def _check_annexe_records(
        self, partners: dict[str, Entry[Partner]], annexes: dict[str, Entry[Annexe1]]
    ) -> None:
        """What a partner's file says of its annexe 1 must be what the annexe itself says."""
        for key, annexe in annexes.items():
            partner = partners.get(key)
            if partner is None:
                continue
            for index, convention in enumerate(partner.record.conventions):
                known = convention.annexe_1
                if known is None:
                    continue
                facts = (
                    ("transmise_le", known.transmise_le, annexe.record.transmise_le),
                    ("ouverts", known.ouverts, len(annexe.record.ouverts)),
                    ("clos", known.clos, len(annexe.record.clos)),
                )
                for field, said, true in facts:
                    if said is not None and said != true:
                        self._report_at(partner.source, ("conventions", index, "annexe_1", field),
                            f"« {field}: {said} » ne correspond pas à l'annexe 1 enregistrée, qui donne « {true} ».",
                            f"Vérifiez {annexe.source.file}, puis recopiez sa valeur ici.")  # fmt: skip

    def _report(self, path: Path, message: str, remedy: str) -> None:
        self.problems.append(Problem(self._label(path), 1, 1, message, remedy))

    def _report_at(self, read: Source, path: source.Path, message: str, remedy: str) -> None:
        self.problems.append(Problem(read.file, *read.place(path), message, remedy))
