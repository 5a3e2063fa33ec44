"""The one Jinja factory: a template and a view in, a skeleton with its places and values out.

The language of templates is closed: sandboxed, undefined names refused, a handful of filters. What a view
hands over prints as a place (see `documents.rendered`), so nothing of the data is ever read as Jinja or
as Markdown.
"""

import difflib
import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from generator.documents.filters import FILTERS
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
from generator.store.parameters import DocumentTemplate, TemplateDocument
from generator.store.templates import Texts

Kind = TypeVar("Kind", bound=ImmutableSandboxedEnvironment)

HEADER = "entete.md"
"""The text of a template that is repeated at the head of every page."""

_BETWEEN = "\ue003"
# What a template prints for a value while Jinja runs: the mark, the path, _BETWEEN (twice before words to
# print as they stand), the text, END.
_PRINTED = re.compile(f"([{VALUE}{BLANK}])([^{_BETWEEN}]*){_BETWEEN}([^{END}]*){END}")
_RESERVED = re.compile(f"[{VALUE}{BLANK}{END}{_BETWEEN}]")


# The first entry whose pattern is found in Jinja's words speaks for it; a group of the pattern enters it.
_SAID = (
    (r"No filter named '([^']*)'",
     f"le filtre « {{}} » n'existe pas. Filtres possibles : {', '.join(FILTERS)}."),
    (r"No test named '([^']*)'",
     "le test « {} » n'existe pas. Supprimez-le."),
    (r"block that needs to be closed is '(\w+)'",
     "l'instruction « {0} » n'est pas refermée. Ajoutez « {{% end{0} %}} » à sa fin."),
    (r"unknown tag '(\w+)'",
     "l'instruction « {} » n'existe pas, ou ferme ce qui n'est pas ouvert. Corrigez-la, ou supprimez-la."),
    (r"expected 'end of print statement'",
     "des accolades ouvertes ne sont pas refermées. Ajoutez « }}}} » après le nom à imprimer."),
    (r"",
     "cette ligne n'est pas écrite comme un modèle. Vérifiez ce qui est entre « {{{{ }}}} » et entre « {{% %}} »."),
)  # fmt: skip


class MissingValueError(Exception):
    """A template prints a value that the data do not hold."""


class UnknownNameError(Exception):
    """A template uses a `name` that `owner` has not; the owner is `missing` when it is the view itself."""

    def __init__(self, name: object, owner: object) -> None:
        super().__init__(name)
        self.name = name
        self.owner = owner


class UnprintableError(TypeError):
    """A template prints what is no word: a whole group of fields, a list."""


class _Unknown(StrictUndefined):
    """Stands for an unknown name; any use of it raises UnknownNameError."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: Any = None,
        exc: Any = None,  # noqa: ARG002 - Jinja's own, which speaks English
    ) -> None:
        super().__init__(hint, obj, name, lambda _message: UnknownNameError(name, obj))  # type: ignore[arg-type]


def render(
    template: DocumentTemplate,
    texts: Texts,
    document: str,
    context: Mapping[str, Any],
    *,
    author: str,
) -> Rendered:
    """Fill the `document` (a key of `template.documents`) with the view `context`.

    Raises GreffeError naming the template's file and line when it prints a value that is not there or
    is not valid Jinja.
    """
    entry = template.documents[document]
    values: list[Value] = []
    runner = environment(template.id, tuple(sorted(texts.items())), ImmutableSandboxedEnvironment)
    where = f"templates/{template.id}"
    body = number(run(runner, where, entry.fichier, context), values)
    header = number(run(runner, where, HEADER, heading(entry, context)), values) if HEADER in texts else ""  # fmt: skip
    verbatim = entry.typographie == "telle-quelle"
    return Rendered(entry.titre, author, body, header, tuple(values), verbatim)


def heading(document: TemplateDocument, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The view of the text that heads the pages of `document`: the same for all, but for the title of each."""
    return {**context, "document": document.titre}


@lru_cache(maxsize=64)
def environment(
    _template: str,
    texts: tuple[tuple[str, str], ...],
    kind: type[Kind],
) -> Kind:
    """What runs the texts (name, text) of a template; it may be of another `kind`, which watches them run."""
    by_name = dict(texts)
    up_to_date: Callable[[], bool] = lambda: True  # noqa: E731

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (by_name[name], name, up_to_date) if name in by_name else None

    made = kind(
        loader=FunctionLoader(source),
        undefined=_Unknown,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # nothing of the data is printed here: each output escapes for itself
    )
    made.filters = dict(FILTERS)
    made.globals = {}
    return made


def printed(value: Any) -> str:
    """What `{{ value }}` writes into the skeleton."""
    match value:
        case Text(text, path) if not _RESERVED.search(text):
            return f"{VALUE}{path}{_BETWEEN}{text}{END}"
        case Blank(path, ask, as_is):
            return f"{BLANK}{path}{_BETWEEN}{_BETWEEN * as_is}{ask}{END}"
        case Absent(path):
            raise MissingValueError(path)
        case str():
            return value
        case int() if not isinstance(value, bool):
            return str(value)
        case _Unknown():
            return str(value)  # raises, with the unknown name
        case None:
            raise TypeError("a view gives None where it should say what is absent")
    raise UnprintableError


def number(text: str, values: list[Value]) -> str:
    """Replace each printed value by a numbered place, adding it to `values`."""

    def place(found: re.Match[str]) -> str:
        mark, path, text = found.groups()
        words = text.removeprefix(_BETWEEN)
        values.append(Value(path, words, mark == BLANK, as_is=words != text))
        return f"{mark}{len(values) - 1}{END}"

    return _PRINTED.sub(place, text)


def run(
    runner: ImmutableSandboxedEnvironment, where: str, file: str, context: Mapping[str, Any]
) -> str:
    """What the text `file` of the template at `where` prints, values between marks. Raises GreffeError as `render`."""
    try:
        return runner.get_template(file).render(context)
    except MissingValueError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le texte imprime « {error} », que les données ne donnent pas. Complétez la donnée, ou prévoyez son absence dans le modèle."
        ) from error
    except TemplateSyntaxError as error:
        raise GreffeError(
            f"{where}/{error.filename or file}:{error.lineno} : {_said(error.message or '')}"
        ) from error
    except ReworkedError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le modèle transforme la valeur de « {error} » au lieu de l'imprimer seule. Placez-la entre {{{{ }}}} sans rien lui ajouter."
        ) from error
    except UnprintableError as error:
        raise GreffeError(
            f"{where}/{_place(error)} : le modèle imprime un groupe de champs ou une liste. Imprimez un de ses champs, par exemple {{{{ partenaire.nom }}}}."
        ) from error
    except TypeError as error:
        if not traceback.extract_tb(error.__traceback__)[-1].filename.endswith(".md"):
            raise
        raise GreffeError(
            f"{where}/{_place(error)} : le modèle fait avec une valeur un calcul qui n'est pas possible. Imprimez-la seule, ou essayez-la seule dans une condition."
        ) from error
    except UnknownNameError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le modèle emploie « {error.name} », un nom inconnu. {_nearest(error, context)}"
        ) from error
    except TemplateNotFound as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : le modèle appelle le fichier « {error.name} », qui n'existe pas. Corrigez son nom, ou ajoutez ce fichier."
        ) from error
    except TemplateError as error:
        raise GreffeError(
            f"{where}/{_place(error) or file} : {_said(error.message or '')}"
        ) from error


def _said(said: str) -> str:
    """Reason and remedy, in French, of an error in Jinja's words."""
    pattern, words = next(each for each in _SAID if re.search(each[0], said))
    found = re.search(pattern, said)
    return words.format(*(found.groups() if found else ()))


def _nearest(error: UnknownNameError, context: Mapping[str, Any]) -> str:
    """What to write instead of an unknown name."""
    owner = context if error.owner is missing else error.owner
    match owner:
        case Mapping():
            known = [str(key) for key in owner]
        case Text() | Blank() | Absent() | str():
            known = []  # a word has no field
        case _:
            known = [name for name in dir(owner) if not name.startswith("_")]
    near = difflib.get_close_matches(str(error.name), known, n=1, cutoff=0.6)
    if near:
        return f"Vouliez-vous écrire « {near[0]} » ?"
    return "Corrigez-le : les noms possibles sont dans le guide des modèles."


def _place(error: Exception) -> str:
    """`file:line` of the template that was running when `error` was raised."""
    frames = [
        f"{frame.filename}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".md")
    ]
    return frames[-1] if frames else ""
