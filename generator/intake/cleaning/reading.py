"""What a cell says once read, and the small marks that stand for nothing or for the line above."""

import re
import unicodedata
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from generator.store.decoding import FORBIDDEN
from generator.store.schema.base import Line


@dataclass(frozen=True)
class Reading:
    """A cell once read.

    `value` is what it says as it stands, in the data's own writing: "" when it is empty, None when
    that cannot be stored. `options` are other readings, the likeliest first: none is taken unasked.
    `remarks` say what is odd, in French.
    """

    value: str | None
    options: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


_LINE = TypeAdapter(Line)
# Dots, dashes and strokes to write upon; words that say nothing; a place that a blank form shows.
_EMPTY = re.compile(
    r"[\s.…_/*–—-]*"
    r"|(?:n[ée]ant|sans objet|n/?a|n\.?c\.?|[àa] compl[ée]ter|vide)\.?"
    r"|\[\s*[àa] compl[ée]ter\b[^\]]*\]"
    r"|[\[(]\s*date\b[^\d\])]*[\])]|[\[(]?[ja]{2}\W?m{2}\W?a{2,4}[\])]?",
    re.IGNORECASE,
)
_DITTO = re.compile(r"""[-–—\s]*(?:["”“„〃]|''|’’|«\s?»|id\.?|idem|ibid(?:em)?\.?)[-–—\s]*""", re.IGNORECASE)  # fmt: skip
_LEFT = re.compile(r"\[\s*[àa] compl[ée]ter\b[^\]]*\]?", re.IGNORECASE)
_DASHES = frozenset("-–—−")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})


def is_empty(raw: str) -> bool:
    """Whether the cell says nothing: blank, « …… », « néant », « [à compléter : nom] »."""
    return _EMPTY.fullmatch(tidy(raw)) is not None


def is_erasure(raw: str) -> bool:
    """Whether the cell is a lone dash: what is known is to be erased. A blank cell keeps it."""
    return tidy(raw) in _DASHES


def is_ditto(raw: str) -> bool:
    """Whether the cell points at the one above: « idem », a double quote."""
    return _DITTO.fullmatch(raw.strip()) is not None


def tidy(raw: str) -> str:
    """`raw` with ordinary single spaces and hyphens, and no invisible character."""
    seen = raw if raw.isprintable() else "".join(map(_seen, raw))
    return " ".join(seen.translate(_HYPHENS).split())


def _seen(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zs" | "Zl" | "Zp":
            return " "
        case "Cf" | "Co" | "Cs":
            return ""
    return character


def plain(text: str) -> str:
    """`text` in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))  # fmt: skip


def text(raw: str) -> Reading:
    """A cell of plain words."""
    if is_empty(raw):
        return Reading("", remarks=blank_remarks(raw))
    if is_ditto(raw):
        return Reading(None, remarks=("renvoi à la ligne du dessus, où il n'y a rien à reprendre",))
    whole, tidied = raw.strip(), tidy(raw)
    if _LEFT.search(tidied):
        return Reading(None, remarks=("il reste une place « [à compléter] »",))
    remarks = () if whole == tidied else ("espaces ou caractères invisibles superflus",)
    options = () if whole == tidied else (tidied,)
    if not _is_line(tidied):
        return Reading(None, remarks=("texte trop long",))
    return Reading(whole if storable(whole) else None, options, remarks)


def blank_remarks(raw: str) -> tuple[str, ...]:
    """A remark when an empty cell holds the mark of a place to fill."""
    return ("place laissée à compléter",) if re.search(r"[\w…]|\.{2}", raw) else ()


def storable(line: str) -> bool:
    """Whether a data file may hold `line` as a line of text."""
    return _is_line(line) and not FORBIDDEN.search(line)


def _is_line(line: str) -> bool:
    try:
        _LINE.validate_python(line)
    except ValidationError:
        return False
    return True
