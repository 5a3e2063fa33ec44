"""Where an official text leaves nothing at all to write on: « Adresse : » ending a line, « Fait à , le », an empty cell."""

import re
from collections.abc import Iterator

from generator.documents.french.typography import NBSP

VOID = NBSP * 12
"""What stands in an empty cell that waits for something: a hand sees it highlighted."""
_NAME = r"(?:nom|prénom)s?"
_NAMES = rf"{_NAME}(?:\s*(?:,|/|\bet\b|-|\s)\s*(?:{_NAME}|qualité|fonction|cachet))*(?:\s+(?:du |de la |de l['’])[^:,;.]{{3,40}})?"
_SEAT = r"(?:adresse|siège)(?:\s+(?:postale|sociale?|complète|administrative|électronique|professionnelle|mail|e-?mail|du siège(?: social)?|du partenaire))*"
_WHO = r"(?:partenaire|collectivité|organisme|structure|signataire|interlocuteur|contact|représentante?(?: légale?)?|référente?)(?:·e|\(e\))?"
_WHAT = (
    rf"{_NAMES}|{_SEAT}|{_WHO}|(?:n°\s?|numéro (?:de )?)?sire[tn](?: du siège)?|dénomination(?: sociale)?|raison sociale|code postal|ville"
    r"|commune|courriel|mél|e-?mail|téléphone|tél\.?|portable|fonction|(?:en |agissant en )?(?:sa )?qualité(?: de)?|titre|civilité"
    r"|date(?: de (?:la )?signature| de transmission| de mise à jour)?|lieu"
)
_LABEL = re.compile(rf"(?:\A|(?<=[.;,)–—-]\s)|(?<=\t))(?:{_WHAT})\s*:(?=\s*\Z)", re.IGNORECASE)
_BY = re.compile(r"\breprésentée?s?(?:\(e\)|·e)?\s+(par\s*:)(?=\s*\Z)", re.IGNORECASE)
_TOWN = re.compile(r"\A\s*fait\b[^,]*?\b(à\s*:?\s*)(?=,|\Z)", re.IGNORECASE)
_DAY = re.compile(r"\A\s*fait\b.*\b(le\s*:?)(?=\s*\Z)", re.IGNORECASE)
_IS_LABEL = re.compile(r".*:\s*\Z|le\Z", re.IGNORECASE | re.DOTALL)
_SIGNED = re.compile(r"signature|cachet|tampon|paraphe|visa\b", re.IGNORECASE)
_FIELD = re.compile(rf"(?:{_WHAT})\s*:?", re.IGNORECASE)


def voids(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, in a line, after which something is to be written and nothing is."""
    for pattern in (_LABEL, _BY, _TOWN, _DAY):
        for found in pattern.finditer(text):
            yield found.span(found.lastindex or 0)


def is_label(words: str) -> bool:
    """Whether what fills a place comes after its words, « Adresse : », and not instead of them."""
    return _IS_LABEL.match(words) is not None


def is_void(words: str) -> bool:
    """Whether the place is an empty cell."""
    return words == VOID


def is_field(head: str) -> bool:
    """Whether the head of a row or of a column says what its empty cells wait for: « Nom, prénom », « Courriel »."""
    return _FIELD.fullmatch(head.strip()) is not None


def is_signed(head: str) -> bool:
    """Whether the cell beside this head is to be signed, or stamped: nothing is written there."""
    return _SIGNED.search(head) is not None
