"""In what state a convention is, in the words of the Caf's staff."""

from datetime import date
from typing import Literal

from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.renewal import start
from generator.store.parameters import FAMILIES
from generator.store.schema.partner import Convention, Partner

State = Literal["projet", "signee", "en-cours", "finissante", "terminee"]
STATES: dict[State, str] = {
    "projet": "Projet, pas encore signé",
    "signee": "Signée, pas encore en vigueur",
    "en-cours": "En cours",
    "finissante": "Finissante : une fin est connue",
    "terminee": "Terminée",
}
"""In the order of a convention's life."""

AnyStanding = Standing | McpStanding


def state(convention: Convention, standing: AnyStanding | None, day: date) -> State:
    """The state of `convention` on `day`; `standing` is None for a draft.

    A convention whose dates of signature are not all known is not in force yet.
    """
    if standing is None or convention.signature is None:
        return "projet"
    term = standing.term
    if term.ended:
        return "terminee"
    if term.start is None or term.start > day:
        return "signee"
    return "finissante" if term.end else "en-cours"


def named(record: Partner, index: int) -> str:
    """« Coopération »; with what tells it apart when the partner has several of the family."""
    convention = record.conventions[index]
    name = f"«{NBSP}{FAMILIES[convention.famille]}{NBSP}»"
    if [each.famille for each in record.conventions].count(convention.famille) < 2:
        return name
    signed = start(convention.signature)
    return f"{name} du {long_date(signed)}" if signed else f"{name} (projet)"
