"""What pydantic refuses, said in French with its place."""

import difflib
import re
import typing
import unicodedata
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.store.problems import Problem
from generator.store.schema import base
from generator.store.source import Path, Source
from generator.store.yaml_errors import glued


def _pattern(kind: Any) -> str:
    """The regular expression of an annotated type of `schema.base`."""
    return next(str(each.pattern) for each in typing.get_args(kind) if hasattr(each, "pattern"))


_FORMS = {
    _pattern(base.PostCode): "cinq chiffres entre guillemets",
    _pattern(base.Siren): "neuf chiffres entre guillemets",
    _pattern(base.Siret): "quatorze chiffres entre guillemets",
    _pattern(base.Line): "une seule ligne, sans espace au début ni à la fin",
    _pattern(base.Domain): "un nom de domaine en minuscules, par exemple partenaire.example",
    _pattern(base.DepartmentCode): "deux ou trois signes entre guillemets, comme ceux d'un code postal",
    _pattern(base.Reference): "minuscules sans accent et chiffres, mots séparés par un tiret",
}  # fmt: skip
_DIGITS = {"telephone": 10, "code_postal": 5, "departement": 2, "siren": 9, "siret": 14}
"""How many digits a number has: one less, and without quotes, the zero at its head was lost."""

_OTHERWISE_CALLED = {
    "adressemail": ("adresse_electronique", "adresses_electroniques"),
    "courriel": ("adresse_electronique", "adresses_electroniques"),
    "email": ("adresse_electronique", "adresses_electroniques"),
    "mail": ("adresse_electronique", "adresses_electroniques"),
    "mel": ("adresse_electronique", "adresses_electroniques"),
    "cp": ("code_postal",),
    "ville": ("commune",),
    "localite": ("commune",),
    "rue": ("voie",),
    "mobile": ("telephone",),
    "portable": ("telephone",),
    "tel": ("telephone",),
    "denomination": ("nom",),
    "raisonsociale": ("nom",),
    "acronyme": ("sigle",),
    "poste": ("fonction",),
    "titre": ("fonction", "intitule"),
}
"""What people call a field, in bare letters -> its names here, of which one place knows at most one."""


def problems(error: ValidationError, source: Source, record: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each refusal of `error`, met reading `source` as a `record`.

    A field that is missing because it goes by another name is told once.
    """
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    misnamed = {(*loc[:-1], _meant(str(loc[-1]), known_keys(record, loc[:-1]))) for loc in unknown}
    for detail in details:
        location: Path = tuple(detail["loc"])
        if detail["type"] == "missing" and location in misnamed:
            continue
        path = _without_tags(location, source.data)
        kind = detail["type"]
        if kind == "union_tag_invalid":
            path = (*path, "famille")
        is_key = path[-1:] == ("[key]",)
        named = path[:-2] if is_key else path  # a wrong name is told after the group that holds it
        message, remedy = _words(kind, named, detail, source, known_keys(record, location[:-1]))
        if kind == "extra_forbidden" and (group := _left_group(record, location, path, source)):
            remedy = f"Cette ligne est trop à gauche : décalez-la pour la mettre dans « {group} »."
        elif message.endswith("est vide.") and _is_required(record, location):
            remedy = "Complétez la valeur : ce champ est obligatoire."
        path = path[:-1] if is_key else path
        line, column = source.place(path, key=is_key or kind == "extra_forbidden")
        yield Problem(source.file, line, column, message, remedy)


def _words(  # noqa: PLR0912 - one case for each kind of refusal
    kind: str, path: Path, detail: Any, source: Source, keys: list[str]
) -> tuple[str, str]:
    field = _field(path)
    value, context = detail["input"], detail.get("ctx", {})
    if value is None and kind not in ("extra_forbidden", "missing"):
        return f"« {field} » est vide.", "Complétez la valeur, ou supprimez la ligne."
    match kind:
        case "greffe" if isinstance(value, dict | list) and str(value) in context["message"]:
            return (
                f"« {field} » attend une seule valeur.",
                "Écrivez-la sur la même ligne, après les deux-points.",
            )
        case "greffe":
            return context["message"], context["remedy"]
        case "missing":
            owner = f" dans « {_field(path[:-1])} »" if len(path) > 1 else ""
            return (
                f"Il manque « {path[-1]} »{owner}.",
                f"Ajoutez une ligne « {path[-1]}: … ».",
            )
        case "extra_forbidden":
            name = str(path[-1])
            return glued(name) or (f"Le champ « {name} » n'existe pas ici.", _hint(name, keys))
        case "union_tag_not_found":
            return "Il manque « famille ».", "Ajoutez une ligne « famille: … »."
        case "literal_error" | "union_tag_invalid":
            value = context.get("tag", value)
            known = [
                choice.strip("'")
                for choice in context.get("expected", context.get("expected_tags", ""))
                .replace(" or ", ", ")
                .split(", ")
            ]
            choices = f"Valeurs possibles : {', '.join(known)}."
            if not isinstance(value, str):
                return f"« {field} » attend un des mots prévus.", choices
            near = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
            hint = f"Vouliez-vous écrire « {near[0]} » ?" if near else choices
            return f"« {value} » n'est pas une valeur de « {field} ».", hint
        case "string_type" if isinstance(value, bool | int | float):
            return _unquoted(field, value, source.raw(path))
        case "string_type":
            return (
                f"« {field} » attend un texte.",
                "Écrivez la valeur sur la même ligne, après les deux-points.",
            )
        case "model_type" | "model_attributes_type" | "dict_type":
            if isinstance(value, str) and (said := glued(value)):
                return said
            if not path:
                return (
                    "Le fichier ne contient aucun champ.",
                    "Écrivez un champ par ligne : « champ: … ».",
                )
            return (
                f"« {field} » attend plusieurs champs.",
                "Écrivez-les sur les lignes suivantes, décalés de deux espaces.",
            )
        case "list_type":
            return (
                f"« {field} » attend une liste.",
                "Commencez chaque élément par « - », même s'il n'y en a qu'un.",
            )
        case "string_too_short":
            return f"« {field} » est vide.", "Complétez la valeur, ou supprimez la ligne."
        case "string_too_long":
            return (
                f"« {field} » dépasse {context['max_length']} caractères.",
                "Raccourcissez la valeur.",
            )
        case "string_pattern_mismatch":
            if "@" in context["pattern"]:
                return (
                    f"« {value} » n'est pas une adresse électronique.",
                    "Gardez seulement l'adresse, sous la forme nom@partenaire.example.",
                )
            digits = re.sub(r"[\s.]", "", value)
            if digits.isdigit() and digits != value and re.match(context["pattern"], digits):
                return f"« {field} » s'écrit sans espace ni point.", f'Écrivez {field}: "{digits}".'
            form = _FORMS.get(context["pattern"])
            return (
                f"« {value} » n'a pas la forme attendue pour « {field} ».",
                f"Forme attendue : {form}."
                if form
                else "Corrigez la valeur en suivant l'exemple du guide des éditeurs.",
            )
        case "int_type" | "greater_than_equal":
            return (
                f"« {field} » attend un nombre entier positif.",
                "Écrivez-le en chiffres, sans guillemets.",
            )
    raise AssertionError(f"no French words for the refusal {kind!r} of {path}")


def _unquoted(field: str, value: bool | float, raw: str) -> tuple[str, str]:
    """Why `raw`, written without quotes, was not read as a text, and how to write it."""
    if isinstance(value, bool):
        return (
            f"« {field} » est lu comme un oui ou un non, et non comme un texte.",
            f'Mettez la valeur entre guillemets : {field}: "{raw}".',
        )
    if raw.isdigit() and len(raw) + 1 == _DIGITS.get(field):
        return (
            f"« {field} » n'a que {len(raw)} chiffres : le zéro de tête s'est sans doute perdu.",
            f'Si c\'est bien cela, écrivez avec les guillemets : {field}: "0{raw}".',
        )
    return (
        f"« {field} », sans guillemets, est lu comme un nombre : un zéro de tête s'y perdrait.",
        f'Mettez la valeur entre guillemets : {field}: "{raw}".',
    )


def _hint(name: str, known: list[str]) -> str:
    """What to write instead of the unknown field `name`."""
    meant = _meant(name, known)
    return (
        f"Vouliez-vous écrire « {meant} » ?"
        if meant
        else f"Champs connus ici : {', '.join(sorted(known))}."
    )


def _meant(name: str, known: list[str]) -> str:
    """The one of `known` that the unknown field `name` stands for; "" when there is none."""
    plain = unicodedata.normalize("NFD", name.partition(":")[0].lower())
    plain = plain.encode("ascii", "ignore").decode()
    called = _OTHERWISE_CALLED.get(re.sub(r"[\W_]", "", plain), ())
    near = [right for right in called if right in known]
    near = near or difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return near[0] if near else ""


def _field(path: Path) -> str:
    """The nearest name in `path`: an item of a list is called after its list."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "le fichier")


def _without_tags(location: Path, data: Any) -> Path:
    """`location` as the file has it: pydantic adds the family of a convention after its rank."""
    path: list[str | int] = []
    node = data
    for step in location:
        if isinstance(node, dict) and step not in node and step == node.get("famille"):
            continue
        path.append(step)
        if isinstance(node, dict):
            node = node.get(step)
        else:
            node = node[step] if isinstance(node, list) and isinstance(step, int) else None
    return tuple(path)


def known_keys(record: type[BaseModel], path: Path) -> list[str]:
    """Names of the fields allowed at `path` below `record`, in the order of the schema."""
    return list(
        dict.fromkeys(name for model in _models(record, path) for name in model.model_fields)
    )


def _is_required(record: type[BaseModel], location: Path) -> bool:
    """Whether the field at `location` below `record` must be there; the whole file is no field."""
    if not location:
        return False
    found = [model.model_fields.get(str(location[-1])) for model in _models(record, location[:-1])]
    return any(field is not None and field.is_required() for field in found)


def _left_group(record: type[BaseModel], location: Path, path: Path, source: Source) -> str | None:
    """The group just above an unknown field, or the last one within it, that has a field of that name.

    `location` is that of pydantic, `path` the same as the file has it.
    """
    node: Any = source.data
    for step in path[:-1]:
        node = node[step]
    name, at = str(path[-1]), location[:-1]
    above = list(node)[: list(node).index(name)] if name in node else []
    node = {key: node[key] for key in above[-1:]}
    while isinstance(node, dict | list) and node:
        step = len(node) - 1 if isinstance(node, list) else list(node)[-1]
        node, at = node[step], (*at, step)
        if isinstance(node, dict):
            tag = node.get("famille")
            at = (*at, tag) if isinstance(tag, str) and isinstance(step, int) else at
            if name in known_keys(record, at):
                return _field(tuple(each for each in at if each != tag))
    return None


def _models(record: type[BaseModel], path: Path) -> list[type[BaseModel]]:
    """What may stand at `path` below `record`."""
    here = [record]
    for step in path:
        if isinstance(step, str):
            family = [model for model in here if step in _family(model)]
            here = family or [
                inner
                for model in here
                if step in model.model_fields
                for inner in _records(model.model_fields[step].annotation)
            ]
    return here


def _family(model: type[BaseModel]) -> tuple[str, ...]:
    """The family that a kind of convention is of."""
    known = model.model_fields.get("famille")
    return typing.get_args(known.annotation) if known else ()


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _records(argument)
