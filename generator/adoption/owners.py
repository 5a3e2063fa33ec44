"""Which party each line of an official text is about, and each place of a line: None where two may be.

A table may speak of a party in each column; elsewhere a paragraph speaks of the party that it names.
"""

import re
from collections.abc import Sequence

from generator.adoption.labels import in_place
from generator.adoption.lines import ANNEXE, Spoken
from generator.adoption.tokens import Token
from generator.documents.french.elision import fold

BEGINS = re.compile(r"entre\s*(?::|\Z|les?\b|la\b|l')")
"""What opens the paragraphs of the parties, folded; `ENDS` what follows them."""
ENDS = re.compile(
    r"preambule|\d+(?:\.\d+)+\.?\s+\w|il (?:est|a ete) (?:expose|convenu|arrete)|article\b|vu\b|considerant\b"
)
SIGNED = re.compile(r"fait\b.{0,60}(?:exemplaire|\ba\b|\ble\b)|fait a\b")
"""What opens the block of signatures, folded."""
_CAF = re.compile(
    r"(?:allocations familiales|\b(?:la |de )?caf\b)(?: d[eu] [\[(«]? ?(?:nom du )?departement)?"
)
_PARTNER = re.compile(
    r"\b(?:partenaire|commune|communaute|metropole|departement|departemental|syndicat|association|collectivite"
    r"|epci|ccas|cias|mutualite|msa|etablissement public|ville|organisme(?! de (?:droit|securite))|gestionnaire|maire)\b"
)
_OFFICES = {"caf": re.compile(r"\bdirect(?:eur|rice)\b"), "partenaire": re.compile(r"\bpresident")}
"""The office that usually signs for each party: above a signature, that of the other one leaves a doubt."""
TURN = re.compile(r"(?:(?:et|d'une part|d'autre part)\b[\s,:;.–—-]*)+\Z")
"""A line that only passes from a party to the other, folded."""
_CLOSED = re.compile(r"\bci-apres\b[^,;]*(?:,\s*d'une part)?,?\s*et\s+(?=l[ea']|une?\b)")
"""What ends all that is said of the first party, « ci-après « la Caf », et », in the sentence of both."""
_AND_ANOTHER = re.compile(r"\bet\s+[\[{<«(#@$…._].*\Z")
"""Before a place: another party may be named by a place of its own, « la Caf et {{ nom }}, … »."""
_OTHER = {"caf": "partenaire", "partenaire": "caf"}
_SENTENCE = re.compile(r"(?<!\bM)(?<!\bMme)\.\s+(?=[A-ZÀ-Ý«])|;\s")
_APART = re.compile(r"\t|[ \u00a0]{4,}")
"""Between what is written side by side without a table."""
# « [adresse de la commune] », where « [département] » may be the Caf's; « [adresse du partenaire] » leaves no doubt.
_OWNED = re.compile(r"\w\s(?:du|de|des|de la|de l'|d')\s?\w")
_BY_ITS_PART = re.compile(r"\bpartenaire\b|\bcaf\b")


def zones(said: Sequence[Spoken]) -> list[str]:
    """Where each line stands: among the « parties », in the « signatures », or "" elsewhere."""
    begun = ended = signing = False
    presented = _presenting(said)
    found: list[str] = []
    for line in said:
        words = fold(line.text).strip()
        if line.block in presented and not begun:
            found.append("parties")
            continue
        if not begun and BEGINS.match(words):
            begun = True
        elif begun and not ended and (ENDS.match(words) or line.heading):
            ended = True
        if SIGNED.match(words):
            signing = True
        elif signing and (ANNEXE.match(words) or line.heading):
            signing = False
        found.append("signatures" if signing else "parties" if begun and not ended else "")
    return found


def _presenting(said: Sequence[Spoken]) -> set[int]:
    """The tables that present the parties, a column each, before what they agree on: no « Entre » opens them."""
    found: set[int] = set()
    tops: dict[int, dict[int, str | None]] = {}
    for line in said:
        words = fold(line.text).strip()
        if ENDS.match(words) or SIGNED.match(words) or BEGINS.match(words):
            break
        if line.column is not None:
            tops.setdefault(line.block, {}).setdefault(line.column, whose_first(words))
    for block, tops_of in tops.items():
        if len(tops_of) == 2 and set(tops_of.values()) == {"caf", "partenaire"}:
            found.add(block)
    return found


def owners(said: Sequence[Spoken]) -> list[str | None]:
    """Whose each line is: in the paragraphs of the parties, and in the block of signatures."""
    whose: list[str | None] = []
    current: str | None = None
    columns: dict[int | None, str | None] = {}
    block = -1
    for line, zone in zip(said, zones(said), strict=True):
        words = fold(line.text).strip()
        if zone == "signatures":
            columns = {} if SIGNED.match(words) else columns
            columns[line.column] = _signing(words, columns.get(line.column))
            whose.append(columns[line.column])
        elif zone == "parties" and line.column is not None:
            if line.block != block:
                columns = _of_columns(said, line.block, current)
                current = None
            columns[line.column] = whose_first(words) or columns[line.column]
            whose.append(columns[line.column])
        elif zone == "parties" and TURN.match(words):
            if re.search(r"\bet\b", words):
                current = _OTHER.get(current or "")
            elif "autre" in words:
                current = None  # it ends a paragraph, or opens that of the other party
            whose.append(None)
        elif zone == "parties":
            own = whose_first(words) or current
            whose.append(own)
            current = None if len(named(words)) > 1 else own
        else:
            whose.append(None)
        block = line.block
    return whose


def _of_columns(
    said: Sequence[Spoken], block: int, current: str | None
) -> dict[int | None, str | None]:
    """Of what party each column of a table speaks before it names one: `current` when no cell names any."""
    cells = [line for line in said if line.block == block]
    told = any(whose_first(fold(line.text)) for line in cells)
    return {line.column: None if told else current for line in cells}


def _signing(words: str, before: str | None) -> str | None:
    """Who signs under a line, after one of `before`."""
    parties = named(words)
    if parties:
        return parties.pop() if len(parties) == 1 else None
    doubt = before is not None and _OFFICES[_OTHER[before]].search(words)
    return None if doubt else before


def owner(text: str, token: Token, party: str | None) -> str | None:
    """The party that the place of a paragraph about `party` is about; None when two may be.

    The words of the place say it, or else the parties named before it in its sentence, or in its paragraph.
    """
    if party is None and _CLOSED.search(in_place(text), 0, token.start) is None:
        return None
    sentence = max((found.end() for found in _SENTENCE.finditer(text, 0, token.start)), default=0)
    sentence = max((found.end() for found in _CLOSED.finditer(in_place(text), sentence, token.start)), default=sentence)  # fmt: skip
    before = named(fold(text[sentence : token.start])) or named(fold(text[: token.start]))
    if len(before) == 1 and _AND_ANOTHER.search(fold(text[sentence : token.start])):
        return None
    inside = fold(token.words)
    if (asked := named(inside)) and _OWNED.search(inside):
        sure = len(asked) == 1 and (_BY_ITS_PART.search(inside) or before <= asked)
        return asked.pop() if sure else None
    return (before.pop() if len(before) == 1 else None) if before else party


def side_by_side(text: str) -> bool:
    """Whether the line is cut by a wide space: what is on each side may be of another party."""
    return _APART.search(text.strip()) is not None


def named(words: str) -> set[str]:
    """The parties that folded `words` name."""
    found = set()
    words = words.replace("_", " ")
    if _CAF.search(words):
        found.add("caf")
    if _PARTNER.search(_CAF.sub(" ", words)):
        found.add("partenaire")
    return found


def whose_first(words: str) -> str | None:
    """The party that the line speaks of first."""
    caf, partner = _CAF.search(words), _PARTNER.search(words)
    if caf and (partner is None or caf.start() <= partner.start()):
        return "caf"
    return "partenaire" if partner else None
