"""All the files of a root, read and checked against the schema; what is wrong is collected."""

import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator import transaction
from generator.errors import GreffeError
from generator.store import coherence, references, source, templates
from generator.store.copies import Copy, copies
from generator.store.decoding import UnreadableError
from generator.store.inventory import Inventory, about, why_stray
from generator.store.locations import (
    DEFAULT_NOMINATIVE,
    control_file,
    corrections_folder,
    nominative_folder,
    settings_file,
    template_folder,
)
from generator.store.parameters import ActTemplate, DocumentTemplate, Template
from generator.store.problems import Problem
from generator.store.references import Known
from generator.store.remarks import Remark
from generator.store.remarks import remarks as of_manifest
from generator.store.schema import refusals
from generator.store.schema.base import FILE_ID
from generator.store.schema.caf import Caf
from generator.store.schema.control import Control
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings
from generator.store.source import Source
from generator.store.templates import Texts

Record = TypeVar("Record", bound=BaseModel)
Nominative = TypeVar("Nominative", Annexe1, FollowUp, Users)
ANNEXE_1, FOLLOW_UP, USERS = ".annexe-1.yml", ".suivi.yml", ".pj3.yml"
NOMINATIVE = (ANNEXE_1, FOLLOW_UP, USERS)
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

    When `nominative` is False the nominative files were not opened, and all their maps are empty.
    `acts` are the models of authorising acts, whose texts are among `texts`.
    `corrections` are the Word files, by partner and name, that partners' files name and that are there.
    `remarks` are what the modele.yml of each model says beside its own parameters.
    `unread` are the partners left out though they have a file; `unread_people` those with a nominative
    file that cannot be read and that documents are made from. What was last made of them is still the best
    there is.
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
    services: dict[str, Entry[Service]] = field(default_factory=dict)
    users: dict[str, Entry[Users]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    unread_people: frozenset[str] = frozenset()
    control: Entry[Control] | None = None
    copies: tuple[Copy, ...] = ()
    corrections: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    acts: Mapping[str, ActTemplate] = field(default_factory=dict)
    remarks: Mapping[str, Mapping[str, Remark]] = field(default_factory=dict)

    @property
    def every_template(self) -> Mapping[str, DocumentTemplate]:
        """The models of conventions and of acts."""
        return {**self.templates, **self.acts}

    def addresses(self, partner: str) -> set[str]:
        """The addresses of every line that lists somebody of `partner`: its nominative files, its annexes 2."""
        files = (self.annexes_1.get(partner), self.follow_ups.get(partner), self.users.get(partner))
        conventions = self.partners[partner].source.data.get("conventions") or ()
        datas = [*(file.source.data for file in files if file), *(each.get("annexe_2") for each in conventions)]  # fmt: skip
        return {address for data in datas for address in coherence.addresses(data)}


def load(root: Path, *, nominative: bool = True, only: frozenset[str] | None = None) -> Dataset:
    """Read the data set at `root` (which holds data/, and may hold its own templates/).

    With `only`, the files of those partners alone are opened.
    Raises GreffeError when there is no data/ there, when its settings cannot be read (they say where the
    nominative files are), or when an intake is not finished. A partner whose
    file cannot be read, or that names a Caf or a template that cannot, is left out and reported in
    `problems`.
    """
    if not (root / "data" / "partners").is_dir():
        raise GreffeError(
            f"{root} : pas de dossier data/partners/ ici. Placez-vous dans le dossier de vos données, ou donnez-le avec « --root »."
        )
    # What is read holds no cycle: the collector would walk it again and again for nothing, now and ever after.
    gc_was_on = gc.isenabled()
    gc.disable()
    try:
        return _Loader(root, only).load(nominative)
    finally:
        gc.freeze()
        if gc_was_on:
            gc.enable()


class _Loader:
    def __init__(self, root: Path, only: frozenset[str] | None) -> None:
        self.root = root
        self.inventory = Inventory(root, only)
        self.problems: list[Problem] = []

    def load(self, nominative: bool) -> Dataset:
        settings = self._settings()
        private = nominative_folder(self.root, settings.nominatif)
        every, texts, problems = templates.load_all(template_folder(self.root), "templates")
        models = {key: each for key, each in every.items() if isinstance(each, Template)}
        acts = {key: each for key, each in every.items() if isinstance(each, ActTemplate)}
        self.problems += problems
        cafs = self._folder("cafs", Caf)
        services = self._folder("services", Service)
        folder = self.root / "data"
        known = Known(
            (folder / "cafs", cafs), (template_folder(self.root), every), (folder / "services", services)
        )  # fmt: skip
        partners = {
            key: entry
            for key, entry in self._folder("partners", Partner).items()
            if self._usable(entry, known)
        }
        annexes: dict[str, Entry[Annexe1]] = {}
        follow_ups: dict[str, Entry[FollowUp]] = {}
        users: dict[str, Entry[Users]] = {}
        if nominative:
            annexes, follow_ups, users = self._nominative(private)
        stray = [
            path
            for path in self.inventory.strays(private)
            if nominative or private not in path.parents
        ]
        for path in stray:
            self._report(path, *why_stray(path))
        unread = {about(path) for path in self.inventory.present(folder / "partners", stray)}
        people = set(self.inventory.present(private, stray) if nominative else ())
        read = {f"{key}{ANNEXE_1}" for key in annexes} | {f"{key}{USERS}" for key in users}
        unread_people = {
            about(path)
            for path in people
            if path.name not in read and not path.name.endswith(FOLLOW_UP)
        }
        if nominative and settings.nominatif != DEFAULT_NOMINATIVE and not private.is_dir():
            unread_people |= self._away(private, partners)
        data = Dataset(
            settings, cafs, partners, annexes, follow_ups, models, texts, (), nominative,
            services, users, frozenset(unread - partners.keys()), frozenset(unread_people), self._control(),
            tuple(copies(self.root, private)) if nominative else (),
            dict(self._corrections(partners)) if nominative else {},
            acts,
            {key: of_manifest(self._manifest(key)) for key in models},
        )  # fmt: skip
        return replace(data, problems=tuple(sorted([*self.problems, *self._agree(data)])))

    def _manifest(self, template: str) -> str:
        """The modele.yml of a model that was read."""
        path = template_folder(self.root) / template / templates.MANIFEST
        return path.read_text(encoding="utf-8-sig")

    def _corrections(
        self, partners: Mapping[str, Entry[Partner]]
    ) -> Iterator[tuple[tuple[str, str], bytes]]:
        for key, entry in partners.items():
            for convention in entry.record.conventions:
                for each in convention.corrections:
                    path = corrections_folder(self.root) / key / each.fichier
                    if path.is_file():
                        yield (key, each.fichier), path.read_bytes()

    def _away(self, private: Path, partners: dict[str, Entry[Partner]]) -> set[str]:
        """The partners whose account holders are known to be in `private`, which is not there."""
        noted = {
            key
            for key, entry in partners.items()
            if any(each.annexe_1 for _, each in entry.record.cooperation)
            or any(each.pj3 for _, one in entry.record.mon_compte_partenaire for each in one.bulletins)
        }  # fmt: skip
        if noted:
            self._report(settings_file(self.root), f"Le dossier des fichiers nominatifs n'est pas là : {private}.",
                "Branchez le lecteur ou le partage où il se trouve, ou corrigez « nominatif ».")  # fmt: skip
        return noted

    def _settings(self) -> Settings:
        file = settings_file(self.root)
        if not file.is_file():
            self._report(file, "Ce fichier de réglages manque : le site a un titre tout fait, et les fichiers nominatifs sont cherchés dans data/nominatif/.",
                "Rétablissez-le, ou créez-le avec au moins cette ligne : nominatif: nominatif")  # fmt: skip
            return Settings()
        if entry := self._entry(file, "greffe", Settings):
            return entry.record
        first = self.problems[0]
        raise GreffeError(
            f"{first.file}:{first.line}:{first.column} : {first.message} {first.remedy} Rien n'est fait avant : ce fichier dit où sont les fichiers nominatifs."
        )

    def _control(self) -> Entry[Control] | None:
        file = control_file(self.root)
        return self._entry(file, "controle", Control) if file.is_file() else None

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
        except OSError:
            self._report(path, "Ce fichier ne se laisse pas ouvrir.",
                "Fermez-le s'il est ouvert dans un autre logiciel, et vérifiez que vous avez le droit de le lire.")  # fmt: skip
            return None
        except UnreadableError as error:
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
        for path in self.inventory.files(self.root / "data" / name):
            if path.suffix != ".yml" or not FILE_ID.match(path.stem):
                self._report(path, f"« {path.name} » n'est pas un nom de fichier attendu dans data/{name}/.",
                    "Nommez-le en minuscules sans accent, mots séparés par un tiret, avec la fin « .yml ».")  # fmt: skip
            elif entry := self._entry(path, path.stem, record):
                entries[path.stem] = entry
        return entries

    def _nominative(
        self, folder: Path
    ) -> tuple[dict[str, Entry[Annexe1]], dict[str, Entry[FollowUp]], dict[str, Entry[Users]]]:
        annexes: dict[str, Entry[Annexe1]] = {}
        follow_ups: dict[str, Entry[FollowUp]] = {}
        users: dict[str, Entry[Users]] = {}
        if transaction.is_pending(folder):
            raise GreffeError(
                f"{folder} : un enregistrement n'est pas fini. Attendez la fin de « greffe intake » ; s'il a été interrompu, relancez-le, même sans fichier : il finira."
            )
        for path in self.inventory.files(folder):
            if path.name.endswith(ANNEXE_1):
                self._keep(self._entry(path, path.name.removesuffix(ANNEXE_1), Annexe1), annexes)
            elif path.name.endswith(FOLLOW_UP):
                self._keep(
                    self._entry(path, path.name.removesuffix(FOLLOW_UP), FollowUp), follow_ups
                )
            elif path.name.endswith(USERS):
                self._keep(self._entry(path, path.name.removesuffix(USERS), Users), users)
            else:
                self._report(path, f"« {path.name} » n'est pas un nom de fichier attendu parmi les fichiers nominatifs.",
                    f"Nommez-le d'après le partenaire : {' ou '.join(f'<partenaire>{ending}' for ending in NOMINATIVE)}.")  # fmt: skip
        return annexes, follow_ups, users

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

    def _usable(self, entry: Entry[Partner], known: Known) -> bool:
        """Whether all that a partner's file names could be read; what could not is reported."""
        broken = list(references.broken(entry.record, entry.source, known))
        self.problems += broken
        return not broken

    def _agree(self, data: Dataset) -> Iterator[Problem]:
        """What the files of partners say of each other, and should not."""
        services = {key: service.record for key, service in data.services.items()}
        partners = data.partners
        yield from coherence.twins((each.record, each.source) for each in partners.values())
        for entry in partners.values():
            yield from coherence.bulletins(entry.record, entry.source, services)
        for key, annexe in data.annexes_1.items():
            if partner := partners.get(key):
                yield from coherence.annexe_1(annexe.record, annexe.source, partner.record, partner.source)  # fmt: skip
        for key, users in data.users.items():
            if partner := partners.get(key):
                record = partner.record
                yield from coherence.users(users.record, users.source, record, services)
                yield from coherence.recorded(users.record, record, partner.source, users.source.file)  # fmt: skip
        for held in (data.follow_ups, data.users):
            for key, one in held.items():
                if one.record.conservation and key in partners and key not in data.unread_people:
                    yield from coherence.holds(one.record, one.source, data.addresses(key))

    def _report(self, path: Path, message: str, remedy: str) -> None:
        self.problems.append(Problem(self._label(path), 1, 1, message, remedy))

    def _report_at(self, read: Source, path: source.Path, message: str, remedy: str) -> None:
        self.problems.append(Problem(read.file, *read.place(path), message, remedy))
