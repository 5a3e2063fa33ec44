"""What pydantic refuses, said in French with its place."""

import difflib
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.store.problems import Problem
from generator.store.source import Path, Source

_PATTERNS = {
    r"^[0-9]{5}$": "cinq chiffres entre guillemets",
    r"^[0-9]{9}$": "neuf chiffres entre guillemets",
    r"^[0-9]{14}$": "quatorze chiffres entre guillemets",
    r"^\S(?:.*\S)?$": "une seule ligne, sans espace au début ni à la fin",
}


def problems(error: ValidationError, source: Source, record: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each refusal of `error`, met reading `source` as a `record`."""
    for detail in error.errors(include_url=False):
        path: Path = tuple(detail["loc"])
        kind = detail["type"]
        message, remedy = _words(kind, path, detail, source, record)
        line, column = source.place(path, key=kind == "extra_forbidden")
        yield Problem(source.file, line, column, message, remedy)


def _words(  # noqa: PLR0912 - one case for each kind of refusal
    kind: str, path: Path, detail: Any, source: Source, record: type[BaseModel]
) -> tuple[str, str]:
    field = _field(path)
    value, context = detail["input"], detail.get("ctx", {})
    match kind:
        case "greffe":
            return context["message"], context["remedy"]
        case "missing":
            owner = f" dans « {_field(path[:-1])} »" if len(path) > 1 else ""
            return (
                f"Il manque « {path[-1]} »{owner}.",
                f"Ajoutez une ligne « {path[-1]}: … ».",
            )
        case "extra_forbidden":
            known = sorted(known_keys(record, path[:-1]))
            near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
            hint = (
                f"Vouliez-vous écrire « {near[0]} » ?"
                if near
                else f"Champs connus ici : {', '.join(known)}."
            )
            return f"Le champ « {path[-1]} » n'existe pas ici.", hint
        case "literal_error":
            known = [
                choice.strip("'")
                for choice in context["expected"].replace(" or ", ", ").split(", ")
            ]
            near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.6)
            hint = (
                f"Vouliez-vous écrire « {near[0]} » ?"
                if near
                else f"Valeurs possibles : {', '.join(known)}."
            )
            return f"« {value} » n'est pas une valeur de « {field} ».", hint
        case "string_type" if isinstance(value, bool | int | float):
            raw = source.raw(path)
            return (
                f"« {field} » est lu comme un nombre ou un oui/non : ses zéros de tête se perdraient.",
                f'Mettez la valeur entre guillemets : {field}: "{raw}".',
            )
        case "string_type" | "model_type" | "list_type" | "dict_type" | "int_type" if value is None:
            return f"« {field} » est vide.", "Complétez la valeur, ou supprimez la ligne."
        case "string_type":
            return (
                f"« {field} » attend un texte.",
                "Écrivez la valeur sur la même ligne, après les deux-points.",
            )
        case "model_type" | "model_attributes_type" | "dict_type":
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
            expected = _PATTERNS.get(context["pattern"])
            if "@" in context["pattern"]:
                return (
                    f"« {value} » n'est pas une adresse électronique.",
                    "Gardez seulement l'adresse, sous la forme nom@partenaire.example.",
                )
            return (
                f"« {value} » n'a pas la forme attendue pour « {field} ».",
                f"Forme attendue : {expected}."
                if expected
                else "Corrigez la valeur en suivant l'exemple du guide des éditeurs.",
            )
        case "int_type" | "greater_than_equal":
            return (
                f"« {field} » attend un nombre entier positif.",
                "Écrivez-le en chiffres, sans guillemets.",
            )
    raise AssertionError(f"no French words for the refusal {kind!r} of {path}")


def _field(path: Path) -> str:
    """The nearest name in `path`: an item of a list is called after its list."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "le fichier")


def known_keys(record: type[BaseModel], path: Path) -> list[str]:
    """Names of the fields allowed at `path` below `record`, in the order of the schema."""
    here = [record]
    for step in path:
        if isinstance(step, str):
            here = [
                inner
                for model in here
                if step in model.model_fields
                for inner in _records(model.model_fields[step].annotation)
            ]
    return list(dict.fromkeys(name for model in here for name in model.model_fields))


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _records(argument)
