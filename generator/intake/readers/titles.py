"""The titles of an annexe, ours or retyped: which document they open, and which of its lists."""

import re
from dataclasses import dataclass

from generator.documents.forms import ANNEXE_1, ANNEXE_2, TRANSMITTED, Form, People
from generator.documents.service_forms import PJ1, PJ3
from generator.intake.cleaning.reading import tidy
from generator.intake.readers.columns import fold

_LONGEST = 200
"""Letters in a title once folded; longer is a sentence of the text."""
_SHORT = 60
_PIECE = r"(?:piece justificative|pj) ?(?:n |no )?"
_DOCUMENTS: tuple[tuple[str, str], ...] = (
    (r"annexe (?:n |no )?1\b.*|suivi des habilitations", ANNEXE_1.document),
    (r"annexe (?:n |no )?2\b.*|(?:les )?interlocuteurs (?:chez|du partenaire).*", ANNEXE_2.document),
    (rf"{_PIECE}1\b.*", PJ1),
    (rf"{_PIECE}3\b.*", PJ3),
    (rf"{_PIECE}\d\b.*|annexe (?:n |no )?[3-9]\b.*|(?:les )?interlocuteurs (?:a|de) la caf.*|convention d adhesion(?!.*\bentre\b).*|article \d.*", ""),
)  # fmt: skip
_CLOSING = r"\b(?:clotur|clos\b|fermeture|fermer|supprim|suppression|depart|retrait|desactiv)"
_OPENING = r"\b(?:nouvel(?:le)?s? acces|acces (?:ouvert|demande|a ouvrir)|ouverture|ouvert|habilite|personnes habilitees|a habiliter)"
_LISTS: tuple[tuple[str, str], ...] = (
    (rf"(?:liste )?2\b.*|(?:[12] )?liste\b.*{_CLOSING}.*", "clos"),
    (rf"(?:liste )?1\b.*|(?:[12] )?liste\b.*{_OPENING}.*", "ouverts"),
    (r"(?:[a-z0-9] )?responsables? (?:des |d )?habilitations?\b.*", "responsable_habilitations"),
    (r"(?:[a-z0-9] )?(?:responsable|referent|correspondant)s? (?:de la )?securite\b.*", "responsable_securite"),
)  # fmt: skip
_SHORT_LISTS: tuple[tuple[str, str], ...] = ((rf".*{_CLOSING}.*", "clos"), (rf".*{_OPENING}.*", "ouverts"))  # fmt: skip


_LABEL = TRANSMITTED.label.replace(" ", r"\s+")
# « Date de transmission de l'annexe 1 : le 15 juin 2026 »
_SENT = re.compile(
    rf"\W*(?:{_LABEL}|transmise?\s+le)\b(?:\s+de\s+l\W?annexe(?:\s+n?\W*\d)?)?(.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Document:
    """What the title of a document opens: the `document` of a form, or "" for none that comes home."""

    name: str


@dataclass(frozen=True)
class Title:
    """A list that a title opens. `rest` is what follows on its line: « Responsable sécurité : Anne EXEMPLE »."""

    people: People
    rest: str


def document(text: str) -> Document | None:
    """The document that `text` is the title of."""
    folded = fold(text)
    if len(folded) <= _LONGEST:
        for words, name in _DOCUMENTS:
            if re.fullmatch(words, folded):
                return Document(name)
    return None


def people(text: str, form: Form) -> Title | None:
    """The list of `form` that `text` is the title of. A line that names an address is not a title."""
    head, _, rest = text.partition(":")
    folded = fold(head)
    if "@" in head or head.lstrip().startswith("*") or len(folded) > _LONGEST:
        return None
    known = {each.key: each for each in form.lists}
    if form.in_tables:
        return _group(text, form)
    for words, key in _LISTS + (_SHORT_LISTS if len(folded) <= _SHORT and not rest.strip() else ()):
        if key in known and re.fullmatch(words, folded):
            return Title(known[key], rest.strip())
    return None


def sent(text: str) -> str | None:
    """The day that follows the label of the date of transmission, "" when none does; None for any other text."""
    found = _SENT.fullmatch(text)
    if found is None:
        return None
    before, colon, after = found[1].partition(":")
    return tidy(after if colon else before if re.search(r"\d", before) else "")


def _group(text: str, form: Form) -> Title | None:
    """The list of a pièce or of a review whose title, or short name, begins `text`; it may stop at a colon."""
    head, colon, rest = text.partition(":")
    for people in form.lists:
        names = {fold(people.pattern), fold(people.short)}
        if fold(text) in names:
            return Title(people, "")
        if colon and fold(head) in names:
            return Title(people, rest.strip())
    return None
