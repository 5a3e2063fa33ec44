"""The files that a partner's file names: its Caf, its templates, its services."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from generator.store.parameters import DocumentTemplate
from generator.store.problems import Problem
from generator.store.schema.partner import Partner
from generator.store.source import Path, Source


@dataclass(frozen=True)
class Known:
    """What could be read of the folders `cafs`, `templates` and `services`, which stand at these places."""

    cafs: tuple[FilePath, Collection[str]]
    templates: tuple[FilePath, Mapping[str, DocumentTemplate]]
    services: tuple[FilePath, Collection[str]]


def broken(partner: Partner, source: Source, known: Known) -> Iterator[Problem]:
    """Each name in `partner` that stands for no usable file, or for a template of another family."""
    for at, name, folder, there, ending in _named(partner, known):
        if name in there:
            continue
        if (folder / f"{name}{ending}").exists():
            message = f"{folder.name}/{name}{ending} ne peut pas servir : rien n'est fait pour ce partenaire."
            remedy = "Corrigez d'abord ce qui en est dit."
        else:
            near = difflib.get_close_matches(name, there, n=1, cutoff=0.6)
            message = f"« {name}{ending} » n'existe pas dans {folder.name}/."
            remedy = f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Noms connus : {', '.join(there) or 'aucun'}."  # fmt: skip
        yield Problem(source.file, *source.place(at), message, remedy)
    templates = known.templates[1]
    for index, convention in enumerate(partner.conventions):
        template = templates.get(convention.modele)
        if template and template.famille != convention.famille:
            yield Problem(
                source.file, *source.place(("conventions", index, "modele")),
                f"Le modèle « {convention.modele} » n'est pas de la famille « {convention.famille} ».",
                "Corrigez « modele » ou « famille ».",
            )  # fmt: skip


def _named(
    partner: Partner, known: Known
) -> Iterator[tuple[Path, str, FilePath, Collection[str], str]]:
    """(place, name, folder, usable names of the folder, ending of its files)."""
    yield ("caf",), partner.caf, *known.cafs, ".yml"
    for index, convention in enumerate(partner.conventions):
        yield ("conventions", index, "modele"), convention.modele, *known.templates, ""
    for index, convention in partner.mon_compte_partenaire:
        for rank, bulletin in enumerate(convention.bulletins):
            at: Path = ("conventions", index, "bulletins", rank, "service")
            yield at, bulletin.service, *known.services, ".yml"
