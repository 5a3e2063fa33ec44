"""What libyaml's syntax errors mean to somebody who edits a file by hand.

libyaml says where it stopped, often lines after the slip that made it stop. Here the line is read again,
with the last value that libyaml understood, to find the slip itself.
"""

import re
from typing import Any, NamedTuple

import yaml


class Explanation(NamedTuple):
    """A syntax error's place (from 1), its French reason and its remedy."""

    line: int
    column: int
    message: str
    remedy: str


_INDENT = (
    "Le décalage de cette ligne ne correspond pas à ce qui précède.",
    "Alignez-la sur ses voisines, avec des espaces (deux par niveau).",
)
# The first entry whose pattern is found in libyaml's words (problem, then context) speaks for it.
_EXPLANATIONS: tuple[tuple[str, tuple[str, str]], ...] = (
    (r"found unknown escape character", (
        "Une barre oblique inverse « \\ » entre guillemets doubles annonce un caractère inconnu.",
        "Remplacez les guillemets doubles par des apostrophes, ou doublez la barre « \\\\ ».")),
    (r"could not find expected ':'", (
        "Cette ligne n'a pas de deux-points.",
        "Écrivez « champ: … », ou décalez la ligne si elle continue celle du dessus.")),
    (r"did not find expected key", _INDENT),
    (r"did not find expected '-' indicator", (
        "Un élément de liste est attendu ici.",
        "Commencez la ligne par « - » aligné sur les autres éléments de la liste.")),
    (r"did not find expected ',' or '[\]}]'", (
        "Dans une liste ou un groupe entre crochets ou accolades, une virgule manque ici.",
        "Séparez les éléments par des virgules.")),
    (r"did not find expected node content", (
        "Une valeur est attendue ici.",
        "Complétez la valeur, ou mettez-la entre guillemets.")),
    (r"block sequence entries are not allowed", (
        "Un tiret de liste n'est pas à sa place.",
        "Passez à la ligne avant le tiret, et alignez-le avec des espaces.")),
    (r"block collections? are not allowed|block mapping keys are not allowed", _INDENT),
    (r"did not find expected <document start>", (
        "Du texte se trouve hors de tout champ.",
        "Écrivez « champ: … », ou commencez la ligne par « # » pour une remarque.")),
    (r"scanning a directive", (
        "Une ligne ne peut pas commencer par « % ».",
        "Mettez la valeur entre guillemets, ou supprimez la ligne.")),
)  # fmt: skip
# The sign that begins a value is where libyaml stopped, or, when it was reading on, where it had begun.
_SIGN = re.compile(
    r"cannot start any token|mapping keys are not|undefined tag handle|parsing a block node"
    r"|scanning (an? (alias|anchor|tag)|a block scalar)"
)
_STRAY = re.compile("^ *([\t\u00a0\u202f])")
_GLUED = re.compile("^ *(?:- +)?([^\\W\\d]\\w*):([^ \t/])")


def explain(error: yaml.MarkedYAMLError, text: str) -> Explanation:
    """Place, French reason and remedy of the slip behind a syntax error that libyaml met in `text`."""
    lines, last = text.splitlines(), _last_scalar(text)
    found = (
        _stray_blank(error, lines, last)
        or _quotes(error, lines, last)
        or _colon_in_value(error, lines, last)
        or _open_bracket(error, lines)
        or _as_said(error, lines)
    )
    if found.line > len(lines):  # libyaml puts the end of a text one line below it
        return found._replace(line=max(len(lines), 1), column=len(lines[-1]) + 1 if lines else 1)
    return found


def glued(text: str) -> tuple[str, str] | None:
    """Reason and remedy when `text` begins with a field whose colon is stuck to the value."""
    found = _GLUED.match(text)
    if not found:
        return None
    name, after = found.groups()
    if after.isspace():
        return (
            f"L'espace après les deux-points de « {name} » est insécable : YAML ne la reconnaît pas.",
            f"Remplacez-la par une espace ordinaire : « {name}: … ».",
        )
    return (
        f"Il manque une espace après les deux-points de « {name} ».",
        f"Écrivez « {name}: … », avec une espace après les deux-points.",
    )


def _last_scalar(text: str) -> Any:
    """The last value, or name of a field, that libyaml understands in `text` before it stops."""
    parser: Any = yaml.CSafeLoader(text)
    last = None
    try:
        while True:
            event = parser.get_event()
            last = event if isinstance(event, yaml.ScalarEvent) else last
    except yaml.MarkedYAMLError:
        return last


def _stray_blank(error: Any, lines: list[str], last: Any) -> Explanation | None:
    """A blank that is no space before a line, or no blank after a colon."""
    marks = [error.problem_mark, last.start_mark if last else None]
    if "scanning" in (error.context or ""):
        marks.append(error.context_mark)
    for number in sorted({mark.line for mark in marks if mark and mark.line < len(lines)}):
        if stray := _STRAY.match(lines[number]):
            kind = "tabulation" if stray[1] == "\t" else "espace insécable"
            return Explanation(number + 1, stray.start(1) + 1,
                f"La ligne est décalée par une {kind}.",
                "Remplacez-la par des espaces ordinaires (deux par niveau).")  # fmt: skip
        if (found := _GLUED.match(lines[number])) and (said := glued(lines[number])):
            return Explanation(number + 1, found.start(2) + 1, *said)
    return None


def _quotes(error: Any, lines: list[str], last: Any) -> Explanation | None:
    """Quotes that are not closed, or that close too early."""
    mark = error.problem_mark
    if error.problem == "found unexpected end of stream":
        return _unclosed(error.context_mark, lines)
    if last is None or last.style not in ("'", '"') or last.end_mark.line != mark.line:
        return None
    end = last.end_mark.column
    between = lines[mark.line][end : mark.column]
    if between.strip() or (between and "flow" in (error.context or "")):
        return None
    if last.start_mark.line < mark.line:
        return _unclosed(last.start_mark, lines)
    if last.style == "'":
        return Explanation(mark.line + 1, end,
            "Cette apostrophe ferme la valeur, qui commence elle aussi par une apostrophe.",
            "Mettez la valeur entre guillemets droits au lieu d'apostrophes.")  # fmt: skip
    return Explanation(mark.line + 1, end,
        "Ce guillemet ferme la valeur, et du texte le suit.",
        "Remplacez les guillemets du milieu de la valeur par des guillemets français, ou supprimez-les.")  # fmt: skip


def _unclosed(mark: Any, lines: list[str]) -> Explanation:
    what = (
        "Cette apostrophe ouvre" if lines[mark.line][mark.column] == "'" else "Ce guillemet ouvre"
    )
    return Explanation(mark.line + 1, mark.column + 1,
        f"{what} une valeur qui n'est pas refermée sur la même ligne.",
        "Ajoutez le même signe à la fin de la valeur.")  # fmt: skip


def _colon_in_value(error: Any, lines: list[str], last: Any) -> Explanation | None:
    """A second colon where libyaml was still reading a value."""
    if not error.problem.startswith("mapping values are not allowed") or last is None:
        return None
    mark, start = error.problem_mark, last.start_mark
    if start.line == mark.line:
        return Explanation(mark.line + 1, mark.column + 1,
            "La valeur contient « : », qui annonce un autre champ.",
            "Mettez toute la valeur entre guillemets, ou passez à la ligne avant l'autre champ.")  # fmt: skip
    if lines[start.line][: start.column].strip(" -"):
        if left := _too_far_left(lines, start.line, mark.line):
            return left
        column = len(lines[mark.line]) - len(lines[mark.line].lstrip(" ")) + 1
        return Explanation(mark.line + 1, column,
            "Cette ligne est trop décalée : le champ du dessus a déjà sa valeur.",
            "Alignez-la sur la ligne du dessus, avec des espaces.")  # fmt: skip
    return Explanation(start.line + 1, start.column + 1,
        "Cette ligne n'a pas de deux-points.",
        "Écrivez « champ: … », ou commencez la ligne par « # » pour une remarque.")  # fmt: skip


def _too_far_left(lines: list[str], number: int, following: int) -> Explanation | None:
    """The line `number`, when the one before it and the one `following` stand where it should."""
    before = next(
        (line for line in reversed(lines[:number]) if line.partition("#")[0].strip()), None
    )
    if before is None:
        return None
    opens = before.partition(" #")[0].rstrip().endswith(":")
    expected, own = _margin(before) + (2 if opens else 0), _margin(lines[number])
    if _margin(lines[following]) != expected:
        return None
    return Explanation(number + 1, own + 1,
        f"Cette ligne est trop à gauche : celle qui la suit est décalée de {expected} espaces, et elle de {own}.",
        "Décalez-la comme celle qui la suit ; si elle est bien placée, c'est la suivante qu'il faut ramener sous elle.")  # fmt: skip


def _margin(line: str) -> int:
    """The column of the first character of `line` that is neither a space nor a list's dash, from 0."""
    return len(line) - len(line.lstrip(" -"))


def _open_bracket(error: Any, lines: list[str]) -> Explanation | None:
    opened = error.context_mark
    if "did not find expected ','" not in error.problem or opened.line == error.problem_mark.line:
        return None
    sign = lines[opened.line][opened.column]
    return Explanation(opened.line + 1, opened.column + 1,
        f"Le signe « {sign} » n'est pas refermé, ou une virgule manque après lui.",
        f"Ajoutez « {'}' if sign == '{' else ']'} » à la fin, et une virgule entre deux éléments.")  # fmt: skip


def _as_said(error: Any, lines: list[str]) -> Explanation:
    """What libyaml's own words mean, where it stopped."""
    words = f"{error.problem} {error.context}"
    reading = "scanning" in words and error.context_mark is not None
    mark = error.context_mark if reading else error.problem_mark
    place = mark.line + 1, mark.column + 1
    if _SIGN.search(words) and mark.line < len(lines):
        sign = lines[mark.line][mark.column]
        return Explanation(*place, f"Une valeur ne peut pas commencer par « {sign} ».",
            "Mettez-la entre guillemets.")  # fmt: skip
    for pattern, (message, remedy) in _EXPLANATIONS:
        if re.search(pattern, words):
            return Explanation(*place, message, remedy)
    return Explanation(*place, "La mise en forme YAML n'est pas comprise ici.",
        "Comparez cette ligne avec la même ligne d'un autre fichier : décalage, deux-points, guillemets.")  # fmt: skip
