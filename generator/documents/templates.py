"""The one Jinja factory: a template and a view in, a skeleton with its places and values out.

The language of templates is closed: sandboxed, undefined names refused, a handful of filters. What a view
hands over prints as a place (see `documents.rendered`), so nothing of the data is ever read as Jinja or
as Markdown.
"""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.documents.french.durations import duration, frequency, in_words
from generator.documents.rendered import (
    BLANK,
    END,
    VALUE,
    Absent,
    Blank,
    Rendered,
    ReworkedError,
    Text,
    Value,
)
from generator.errors import GreffeError
from generator.store.parameters import Template
from generator.store.templates import Texts

HEADER = "entete.md"
"""The text of a template that is repeated at the head of every page."""

_BETWEEN = "\ue003"
# What a template prints for a value while Jinja runs: the mark, the path, _BETWEEN, the text, END.
_PRINTED = re.compile(f"([{VALUE}{BLANK}])([^{_BETWEEN}]*){_BETWEEN}([^{END}]*){END}")
_RESERVED = re.compile(f"[{VALUE}{BLANK}{END}{_BETWEEN}]")


class MissingValueError(Exception):
    """A template prints a value that the data do not hold."""


def render(
    template: Template, texts: Texts, document: str, context: Mapping[str, Any], *, author: str
) -> Rendered:
    """Fill the `document` (a key of `template.documents`) with the view `context`.

    Raises GreffeError naming the template's file and line when it prints a value that is not there or
    is not valid Jinja.
    """
    entry = template.documents[document]
    values: list[Value] = []
    environment = _environment(template.id, tuple(sorted(texts.items())))
    where = f"templates/{template.id}"
    body = _number(_render(environment, where, entry.fichier, context), values)
    header = (
        _number(_render(environment, where, HEADER, context), values) if HEADER in texts else ""
    )
    return Rendered(entry.titre, author, body, header, tuple(values))


@lru_cache(maxsize=64)
def _environment(
    _template: str, texts: tuple[tuple[str, str], ...]
) -> ImmutableSandboxedEnvironment:
    by_name = dict(texts)
    up_to_date: Callable[[], bool] = lambda: True  # noqa: E731

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (by_name[name], name, up_to_date) if name in by_name else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # nothing of the data is printed here: each output escapes for itself
    )
    environment.filters = {"duree": duration, "frequence": frequency, "lettres": in_words}
    environment.globals = {}
    return environment


def _printed(value: Any) -> str:
    """What `{{ value }}` writes into the skeleton."""
    match value:
        case Text(text, path) if not _RESERVED.search(text):
            return f"{VALUE}{path}{_BETWEEN}{text}{END}"
        case Blank(path, ask):
            return f"{BLANK}{path}{_BETWEEN}{ask}{END}"
        case Absent(path):
            raise MissingValueError(path)
        case str():
            return value
        case int() if not isinstance(value, bool):
            return str(value)
        case StrictUndefined():
            return str(value)  # raises, with the undefined name
    raise TypeError(f"a template cannot print {value!r}")


def _number(printed: str, values: list[Value]) -> str:
    """Replace each printed value by a numbered place, adding it to `values`."""

    def place(found: re.Match[str]) -> str:
        mark, path, text = found.groups()
        values.append(Value(path, text, mark == BLANK))
        return f"{mark}{len(values) - 1}{END}"

    return _PRINTED.sub(place, printed)


def _render(
    environment: ImmutableSandboxedEnvironment, where: str, file: str, context: Mapping[str, Any]
) -> str:
    try:
        return environment.get_template(file).render(context)
    except MissingValueError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le texte imprime « {error} », que les données ne donnent pas. Complétez la donnée, ou prévoyez son absence dans le modèle."
        ) from error
    except TemplateSyntaxError as error:
        raise GreffeError(
            f"{where}/{error.filename or file}:{error.lineno} : le modèle n'est pas valide ({error.message}). Corrigez la ligne indiquée."
        ) from error
    except ReworkedError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le modèle transforme la valeur de « {error} » au lieu de l'imprimer seule. Placez-la entre {{{{ }}}} sans rien lui ajouter."
        ) from error
    except TypeError as error:
        if not traceback.extract_tb(error.__traceback__)[-1].filename.endswith(".md"):
            raise
        raise GreffeError(
            f"{where}/{_place(error)} : le modèle fait un calcul impossible ({error}). Corrigez la ligne indiquée."
        ) from error
    except (UndefinedError, TemplateError) as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le modèle emploie un nom inconnu ({error}). Corrigez-le : les noms possibles sont dans le guide des modèles."
        ) from error


def _place(error: Exception) -> str:
    """`file:line` of the template that was running when `error` was raised."""
    frames = [
        f"{frame.filename}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".md")
    ]
    return frames[-1] if frames else ""
