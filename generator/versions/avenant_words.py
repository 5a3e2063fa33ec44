"""How an avenant names clauses, documents and what changes. Words are typeset; what texts say is quoted as it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.documents.french.elision import APOSTROPHE
from generator.documents.french.typography import NBSP
from generator.documents.views.signatory import capital
from generator.store.dataset import Entry
from generator.store.parameters import Template
from generator.store.schema.services import Service
from generator.store.schema.signed import SignedAccessValues, SignedValues
from generator.versions.avenant import Changes
from generator.versions.clauses import PARTIES, Clause
from generator.versions.models import DocumentChange

_DOCUMENTS = {
    "convention": ("la convention", "de la convention"),
    "contrat": ("le contrat de service", "du contrat de service"),
    "bulletin": (
        f"le bulletin d{APOSTROPHE}adhésion au service",
        f"du bulletin d{APOSTROPHE}adhésion au service",
    ),
}
_FIELDS = {
    "partenaire": "le changement de dénomination du partenaire",
    "sigle": "le changement du sigle du partenaire",
    "siret": "le changement du numéro SIRET du partenaire",
    "adresse": f"le changement d{APOSTROPHE}adresse du siège du partenaire",
    "caf": "le changement de dénomination de la Caf",
    "adresse_caf": f"le changement d{APOSTROPHE}adresse de la Caf",
    "missions": "la modification des missions du partenaire",
}
_MODES = {
    "delegue": "le passage au mode délégué de gestion des habilitations",
    "centralise": "le passage au mode centralisé de gestion des habilitations",
}
_PREAMBLE = "Préambule"


@dataclass(frozen=True)
class Name:
    """« l'article 4.1 », « de l'article 4.1 »."""

    definite: str
    of: str


def document(change: DocumentChange, services: Mapping[str, Entry[Service]]) -> Name:
    """« le contrat de service », « du bulletin d'adhésion au service… »."""
    definite, of = _DOCUMENTS[change.name]
    if change.name != "bulletin":
        return Name(definite, of)
    sigle = services[change.path.split("/")[-2]].record.sigle
    return Name(f"{definite} {sigle}", f"{of} {sigle}")


def clause(found: Clause) -> Name:
    """« l'article 4.1 » alone: a title can change, a number tells."""
    if found.number:
        return Name(f"l{APOSTROPHE}article {found.number}", f"de l{APOSTROPHE}article {found.number}")  # fmt: skip
    if found.title == PARTIES:
        return Name(f"l{APOSTROPHE}en-tête", f"de l{APOSTROPHE}en-tête")
    if found.title == _PREAMBLE:
        return Name("le préambule", "du préambule")
    quoted = f"la partie «{NBSP}{found.title}{NBSP}»"
    return Name(quoted, f"de {quoted}")


def titled(found: Clause) -> str:
    """« l'article 4.1 « Durée » »."""
    name = clause(found).definite
    return f"{name} «{NBSP}{found.title}{NBSP}»" if found.number else name


def objects(changes: Changes) -> list[str]:
    """What the avenant is for: one group of words a change."""
    templates = changes.coming.templates
    services = {key: entry.record for key, entry in changes.coming.services.items()}
    return [
        words
        for field in changes.fields
        for words in _object(field, changes.before, changes.after, templates, services)
    ]


def subject_line(objects: Sequence[str]) -> str:
    """The same in one line, to be noted: « Changement d'adresse du siège du partenaire ; retrait du service… »."""
    bare = [re.sub(f"^(?:le |la |l{APOSTROPHE})", "", each) for each in objects]
    return capital(" ; ".join(bare)).replace(APOSTROPHE, "'").replace(NBSP, " ")


def nothing_to_sign(changes: Changes) -> str | None:
    """Why no avenant is needed; None when one is."""
    if changes.acts:
        return None
    if changes.annexes:
        return f"Aucun avenant n'est nécessaire : seules des annexes changent, et elles se renvoient sans avenant.{_to_note(changes)}"
    if changes.silent:
        return f"Aucun avenant n'est nécessaire : ce qui a changé ne s'imprime dans aucun des textes signés.{_to_note(changes)}"
    return "Aucun avenant n'est nécessaire : rien n'a changé depuis la signature."


def _to_note(changes: Changes) -> str:
    named = ", ".join(f"« {field} »" for field in changes.silent)
    return f" Mettez seulement « valeurs_signees » à jour : {named}." if named else ""


def _object(
    field: str,
    before: SignedValues,
    after: SignedValues,
    templates: Mapping[str, Template],
    services: Mapping[str, Service],
) -> Iterator[str]:
    if field == "modele":
        yield from _model(templates[before.modele or ""], templates[after.modele or ""])
    elif isinstance(after, SignedAccessValues) and isinstance(before, SignedAccessValues):
        if field == "mode":
            yield _MODES[after.mode or "delegue"]
        elif field == "bulletins":
            yield from _bulletins(before, after, services)
        else:
            yield _FIELDS[field]
    else:
        yield _FIELDS[field]


def _model(before: Template, after: Template) -> Iterator[str]:
    name = after.plateforme.nom
    if name != before.plateforme.nom:
        yield f"le changement de nom de la plateforme, désormais «{NBSP}{name}{NBSP}»"
    yield f"l{APOSTROPHE}application du texte de la convention dans sa version {after.version}"


def _bulletins(
    before: SignedAccessValues, after: SignedAccessValues, services: Mapping[str, Service]
) -> Iterator[str]:
    old, new = ({each.service: each for each in values.bulletins} for values in (before, after))
    for key in old | new:
        sigle = services[key].sigle
        if key not in old:
            yield f"l{APOSTROPHE}adhésion au service {sigle}"
        elif key not in new:
            yield f"le retrait du service {sigle}"
        elif old[key] != new[key]:
            yield f"la modification du bulletin d{APOSTROPHE}adhésion au service {sigle}"
