"""Reading templates/<id>/: modele.yml with what it inherits, and the hash that pins a version."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.errors import GreffeError
from generator.store import source
from generator.store.decoding import UnreadableError, decode
from generator.store.parameters import TEMPLATES, ActTemplate, DocumentTemplate, Template
from generator.store.problems import Problem
from generator.store.schema import refusals

MANIFEST = "modele.yml"
PINS = "empreintes.yml"
DECISIONS = "decisions.yml"
"""In the folder of an adopted text, the places to fill that wait for a decision."""

_KINDS: Mapping[str, type[DocumentTemplate]] = {**TEMPLATES, "acte": ActTemplate}

Texts = Mapping[str, str]
"""A template's texts, own and inherited: file name -> text, with LF line endings."""


def fingerprint(template: DocumentTemplate, texts: Texts) -> str:
    """SHA-256 of all that a document is made from, whatever the line endings of the checkout.

    What modele.yml leaves out does not count: a field that greffe learns later changes no fingerprint.
    """
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{text}\0".encode())
    written = template.model_dump(mode="json", exclude_unset=True)
    digest.update(json.dumps(written, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


Found = TypeVar("Found", bound=DocumentTemplate)
Read = tuple[dict[str, Found], dict[str, Texts], list[Problem]]
"""Usable templates and their texts, by id, and what is wrong with the others."""


def load(folder: Path, label: str) -> Read[Template]:
    """Every usable template of a convention in `folder`; `label` names it in the places of problems.

    A published template that is no longer what its pin says is not usable, nor is one that inherits from
    it. Raises GreffeError when the pins cannot be read.
    """
    return _of_conventions(load_all(folder, label))


def load_all(folder: Path, label: str) -> Read[DocumentTemplate]:
    """The same with the models of authorising acts."""
    templates, texts, problems = read_all(folder, label)
    altered = _altered(templates, texts, read_pins(folder, label))
    for name, origin in altered.items():
        problems.append(_refused(name, origin, f"{label}/{name}/{MANIFEST}"))
        del templates[name], texts[name]
    return templates, texts, problems


def read(folder: Path, label: str) -> Read[Template]:
    """Those of conventions, whatever the pins say."""
    return _of_conventions(read_all(folder, label))


def read_all(folder: Path, label: str) -> Read[DocumentTemplate]:
    """Every one, whatever the pins say: what there is to pin."""
    templates: dict[str, DocumentTemplate] = {}
    texts: dict[str, Texts] = {}
    problems: list[Problem] = []
    for path in sorted(entry for entry in folder.iterdir() if (entry / MANIFEST).is_file()):
        try:
            templates[path.name], texts[path.name] = _load_one(folder, label, path.name)
        except UnreadableError as error:
            problems += error.problems
    return templates, texts, problems


def _of_conventions(found: Read[DocumentTemplate]) -> Read[Template]:
    templates, texts, problems = found
    own = {name: each for name, each in templates.items() if isinstance(each, Template)}
    return own, {name: texts[name] for name in own}, problems


def _altered(
    templates: Mapping[str, DocumentTemplate], texts: Mapping[str, Texts], pins: Mapping[str, str]
) -> dict[str, str]:
    """Templates that must not be used -> the one, itself or inherited, that is not what its pin says."""
    changed = {
        name
        for name, template in templates.items()
        if name in pins and pins[name] != fingerprint(template, texts[name])
    }
    altered = {}
    for name in templates:
        chain = list(_chain(name, templates))
        if origin := next((each for each in reversed(chain) if each in changed), None):
            altered[name] = origin
    return altered


def _chain(name: str | None, templates: Mapping[str, DocumentTemplate]) -> Iterator[str]:
    """A template, then what it inherits from, nearest first."""
    while name is not None and name in templates:
        yield name
        name = templates[name].herite


def _refused(name: str, origin: str, file: str) -> Problem:
    if name != origin:
        return Problem(
            file, 1, 1,
            f"Le modèle « {name} » reprend le modèle « {origin} », qui a changé depuis sa publication : aucun document n'en est fait.",
            f"Rétablissez d'abord « {origin} ».",
        )  # fmt: skip
    return Problem(
        file, 1, 1,
        f"Le modèle « {name} » a changé depuis sa publication, et des conventions signées en dépendent : aucun document n'en est fait.",
        f"Rétablissez-le et faites une nouvelle version dans un autre dossier (ou, s'il n'a jamais servi : greffe template pin {name}).",
    )  # fmt: skip


def _load_one(folder: Path, label: str, name: str) -> tuple[DocumentTemplate, Texts]:
    manifests: list[source.Source] = []
    chain: list[Path] = []
    parent: str | None = name
    while parent is not None:
        path = folder / parent
        if path in chain or not (path / MANIFEST).is_file():
            child = manifests[-1]
            raise UnreadableError([Problem(child.file, *child.place(("herite",)),
                f"Le modèle hérité « {parent} » n'existe pas, ou s'hérite lui-même.",
                "Corrigez « herite » : c'est le nom d'un dossier voisin.")])  # fmt: skip
        chain.append(path)
        manifests.append(
            source.read(f"{label}/{parent}/{MANIFEST}", (path / MANIFEST).read_bytes())
        )
        data = manifests[-1].data
        parent = data.get("herite") if isinstance(data, dict) else None
    merged: Any = {}
    files: dict[str, str] = {}
    for path, manifest in zip(reversed(chain), reversed(manifests), strict=True):
        merged = _merge(merged, manifest.data)
        for file in sorted(path.glob("*.md")):
            files[file.name] = decode(f"{label}/{path.name}/{file.name}", file.read_bytes()).replace("\r\n", "\n")  # fmt: skip
    own = manifests[0]
    family = merged.get("famille") if isinstance(merged, dict) else None
    record = _KINDS.get(family, Template) if isinstance(family, str) else Template
    try:
        template = record.model_validate(merged)
    except ValidationError as error:
        raise UnreadableError(list(refusals.problems(error, own, record))) from None
    if template.id != name:
        raise UnreadableError([Problem(own.file, *own.place(("id",)),
            f"« id: {template.id} » n'est pas le nom du dossier « {name} ».",
            f"Écrivez « id: {name} », ou renommez le dossier.")])  # fmt: skip
    for key, document in template.documents.items():
        if document.fichier not in files:
            raise UnreadableError([Problem(own.file, *own.place(("documents", key)),
                f"Le fichier « {document.fichier} » manque dans le modèle « {name} ».",
                "Ajoutez-le, ou retirez ce document de « documents ».")])  # fmt: skip
    return template, files


def manifests(folder: Path, label: str, names: Iterable[str]) -> dict[str, source.Source]:
    """The modele.yml of each template of `folder` among `names`, which were read before, with its lines."""
    return {
        name: source.read(f"{label}/{name}/{MANIFEST}", (folder / name / MANIFEST).read_bytes())
        for name in names
    }


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {key: _merge(base.get(key), value) for key, value in over.items()}
    return over


def read_pins(folder: Path, label: str) -> dict[str, str]:
    """Fingerprints of the published templates, by id. Raises GreffeError when the file is not of that form."""
    path = folder / PINS
    if not path.is_file():
        return {}
    try:
        data = source.read(f"{label}/{PINS}", path.read_bytes()).data
    except UnreadableError:
        data = None
    if isinstance(data, dict) and all(isinstance(value, str) for value in data.values()):
        return data
    raise GreffeError(
        f"{label}/{PINS} : ce fichier ne donne pas l'empreinte de chaque modèle publié, et aucun texte ne peut être vérifié sans lui. Rétablissez-le depuis Git, ou refaites-le avec « greffe template pin »."
    )


def pins_text(pins: Mapping[str, str]) -> str:
    """The text of empreintes.yml for `pins` (template id -> fingerprint)."""
    lines = [f'{name}: "{pin}"\n' for name, pin in sorted(pins.items())]
    return "# Empreinte de chaque modèle publié, écrite par « greffe template pin ».\n" + "".join(
        lines
    )
