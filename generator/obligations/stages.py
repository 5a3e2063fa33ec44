"""At what stage of its life a convention is: one answer for the Caf's pages and for the public ones."""

from datetime import date
from typing import Literal

from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.store.schema.partner import Convention

Stage = Literal["projet", "signee", "en-cours", "finissante", "terminee"]
"""In the order of a convention's life; « finissante »: it still runs, and its end is known."""


def stage(convention: Convention, standing: Standing | McpStanding | None, day: date) -> Stage:
    """The stage of `convention` on `day`; `standing` is None for a draft.

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
