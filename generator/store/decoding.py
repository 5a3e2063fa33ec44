"""The bytes of a file kept by hand, as text that nothing invisible makes read otherwise than it is stored."""

import re

from generator.store.problems import Problem

MAX_BYTES = 256 * 1024
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)
# Besides control characters: invisible ones that would make a legal text read otherwise than it is
# stored (zero width, bidirectional marks) and private-use ones, which stand for places in documents.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ufffe\uffff]"
)


class UnreadableError(Exception):
    """A file that gives no data; `problems` says why, in the order of the text."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def decode(file: str, raw: bytes) -> str:
    """Text of `raw` without its byte-order mark.

    Raises UnreadableError for a file over `MAX_BYTES` bytes, not in UTF-8, with forbidden characters
    or with conflict marks left by Git.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableError([Problem(file, 1, 1,
            f"Le fichier pèse {len(raw) // 1024} Ko, au-delà de la limite de {MAX_BYTES // 1024} Ko.",
            "Un fichier décrit un seul partenaire : découpez-le ou vérifiez son contenu.")])  # fmt: skip
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise UnreadableError([Problem(file, line, column,
            "Le fichier n'est pas enregistré en UTF-8 : ses accents ne peuvent pas être lus.",
            "Enregistrez-le de nouveau en choisissant l'encodage UTF-8.")]) from None  # fmt: skip
    problems = [
        Problem(file, *line_column(text, found.start()),
            f"Caractère invisible ou de commande U+{ord(found.group()):04X}.",
            "Supprimez-le, puis retapez ce passage à la main.")
        for found in FORBIDDEN.finditer(text)
    ] + [
        Problem(file, *line_column(text, found.start()),
            f"Marque de conflit Git « {found.group()[:7]} » : deux versions du fichier sont mêlées.",
            "Gardez l'une des deux versions et supprimez les trois lignes de marques.")
        for found in _CONFLICT.finditer(text)
    ]  # fmt: skip
    if problems:
        raise UnreadableError(sorted(problems))
    return text


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `offset` of `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
