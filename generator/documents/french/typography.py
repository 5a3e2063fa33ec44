"""French typography of the authors' text: no-break spaces, guillemets, apostrophes, ellipses.

Usage of the Imprimerie nationale: a full no-break space before a colon and inside guillemets, a narrow
one before « ; ! ? ». Only the template's own words pass here: the data's values are places, never rewritten.
"""

import re

from generator.documents.french.dates import MONTHS
from generator.documents.rendered import BLANK, END, VALUE

NBSP = "\u00a0"
NNBSP = "\u202f"
APOSTROPHE = "’"

_HELD = "\ue003"
# Addresses of sites and people are copied as they stand; a closing punctuation mark is not part of them.
_UNTOUCHED = re.compile(
    r"""(?:https?://|www\.)[^\s«»"<>]*[^\s«»"<>.,;:!?…)]"""
    r"""|[^\s«»"<>(),;:@]+@[^\s«»"<>(),;:@]+\.\w+"""
    rf"|{_HELD}"
)
_ANY = f"[ \t\n{NBSP}{NNBSP}]"  # a line end inside a text node is a soft break, read as a space
_LOOSE = "[ \t\n]+"
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_PLACE = f"{VALUE}{BLANK}"
_QUOTED = re.compile('"([^"]*)"')

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<![./\\])\.{3}(?![./\\])", "…"),
        (r"(?<=[^\W\d_])'", APOSTROPHE),
        # inside guillemets, before punctuation
        (f"«{_ANY}*", f"«{NBSP}"),
        (f"{_ANY}*»", f"{NBSP}»"),
        (f"{_ANY}+:", f"{NBSP}:"),
        (f"{_ANY}+([;!?])", rf"{NNBSP}\1"),
        (r"(?<=[^\s:;!?«(\[/\\]):(?=\s|$)", f"{NBSP}:"),
        (r"(?<=[^\s:;!?«(\[])([;!?]+)(?=[\s»)\]]|$)", rf"{NNBSP}\1"),
        # numbers and what they count or number
        (rf"(?<=[\d{END}]){_ANY}*%(?!\w)", f"{NBSP}%"),
        (rf"(?<!\w)([nN]°s?){_ANY}*(?=[\w{_PLACE}])", rf"\1{NBSP}"),
        (rf"(?<!\w)(pp?\.){_LOOSE}(?=[\d{_PLACE}])", rf"\1{NBSP}"),
        (rf"(?<=\d){_LOOSE}(?=\d{{2,3}}(?!\d))", NBSP),
        (rf"(?<=\d){_LOOSE}(?=(?:mois|ans?|jours?|heures?|h|euros?|€)(?!\w))", NBSP),
        # dates, titles, initials and the series of code articles (« L. 112-1 »)
        (rf"(?<!\w)(1er|\d{{1,2}}){_LOOSE}(?={_MONTH}(?!\w))", rf"\1{NBSP}"),
        (rf"(?<!\w)({_MONTH}){_LOOSE}(?=\d{{4}}(?!\d))", rf"\1{NBSP}"),
        (rf"(?<!\w)(MM?\.|Mmes?|Mlles?){_LOOSE}(?=[\w{_PLACE}])", rf"\1{NBSP}"),
        (rf"(?<!\w)([A-ZÀ-ÖØ-Þ]\.){_LOOSE}(?=[A-ZÀ-ÖØ-Þ\d{_PLACE}])", rf"\1{NBSP}"),
    )
)


def typeset(text: str) -> str:
    """The text of one Markdown text node with French typography; applying it twice changes nothing more.

    Letters and digits never change, nor do places (`documents.rendered`), site and e-mail addresses, or
    times (14:30). A straight double quote without its pair in the same node is left as it is.
    """
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return _HELD

    text = _UNTOUCHED.sub(hold, text)
    text = _QUOTED.sub(lambda found: f"«{found[1]}»" if found[1].strip() else found[0], text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    spans = iter(held)
    return re.sub(_HELD, lambda _: next(spans), text)
