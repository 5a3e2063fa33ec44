"""Reading templates/<id>/: modele.yml with what it inherits, and the hash that pins a version."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.errors import GreffeError
from generator.store import source
from generator.store.parameters import Template
from generator.store.problems import Problem
from generator.store.schema import refusals

MANIFEST = "modele.yml"
PINS = "empreintes.yml"


Texts = Mapping[str, str]
"""A template's texts, own and inherited: file name -> text, with LF line endings."""


def fingerprint(template: Template, texts: Texts) -> str:
    """SHA-256 of all that a document is made from, whatever the line endings of the checkout."""
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{text}\0".encode())
    digest.update(template.model_dump_json().encode())
    return digest.hexdigest()


def load(folder: Path, label: str) -> tuple[dict[str, Template], dict[str, Texts], list[Problem]]:
    """Every template of `folder` and its texts, by id, and what is wrong with the others.

    `label` names `folder` in the places of problems.
    """
    templates: dict[str, Template] = {}
    texts: dict[str, Texts] = {}
    problems: list[Problem] = []
    for path in sorted(entry for entry in folder.iterdir() if (entry / MANIFEST).is_file()):
        try:
            templates[path.name], texts[path.name] = _load_one(folder, label, path.name)
        except source.UnreadableError as error:
            problems += error.problems
    pins = read_pins(folder, label)
    for name, template in templates.items():
        pinned = pins.get(name)
        if pinned is not None and pinned != fingerprint(template, texts[name]):
            changed = f"Le modèle « {name} » a changé depuis sa publication : des conventions signées en dépendent."
            remedy = f"Rétablissez-le et faites une nouvelle version dans un autre dossier (ou, s'il n'a jamais servi : greffe template pin {name})."
            problems.append(Problem(f"{label}/{name}/{MANIFEST}", 1, 1, changed, remedy))
    return templates, texts, problems


def _load_one(folder: Path, label: str, name: str) -> tuple[Template, Texts]:
    manifests: list[source.Source] = []
    chain: list[Path] = []
    parent: str | None = name
    while parent is not None:
        path = folder / parent
        if path in chain or not (path / MANIFEST).is_file():
            child = manifests[-1]
            raise source.UnreadableError([Problem(child.file, *child.place(("herite",)),
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
            files[file.name] = source.decode(f"{label}/{path.name}/{file.name}", file.read_bytes()).replace("\r\n", "\n")  # fmt: skip
    own = manifests[0]
    try:
        template = Template.model_validate(merged)
    except ValidationError as error:
        raise source.UnreadableError(list(refusals.problems(error, own, Template))) from None
    if template.id != name:
        raise source.UnreadableError([Problem(own.file, *own.place(("id",)),
            f"« id: {template.id} » n'est pas le nom du dossier « {name} ».",
            f"Écrivez « id: {name} », ou renommez le dossier.")])  # fmt: skip
    for key, document in template.documents.items():
        if document.fichier not in files:
            raise source.UnreadableError([Problem(own.file, *own.place(("documents", key)),
                f"Le fichier « {document.fichier} » manque dans le modèle « {name} ».",
                "Ajoutez-le, ou retirez ce document de « documents ».")])  # fmt: skip
    return template, files


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {key: _merge(base.get(key), value) for key, value in over.items()}
    return over


def read_pins(folder: Path, label: str) -> dict[str, str]:
    """Fingerprints of the published templates, by id. Raises GreffeError when the file is not of that form."""
    path = folder / PINS
    if not path.is_file():
        return {}
    data = source.read(f"{label}/{PINS}", path.read_bytes()).data
    if isinstance(data, dict) and all(isinstance(value, str) for value in data.values()):
        return data
    raise GreffeError(
        f"{label}/{PINS} : ce fichier donne l'empreinte de chaque modèle ; refaites-le avec « greffe template pin »."
    )


def pins_text(pins: Mapping[str, str]) -> str:
    """The text of empreintes.yml for `pins` (template id -> fingerprint)."""
    lines = [f'{name}: "{pin}"\n' for name, pin in sorted(pins.items())]
    return "# Empreinte de chaque modèle publié, écrite par « greffe template pin ».\n" + "".join(
        lines
    )
