"""In what state a convention is, in the words of the Caf's staff."""

from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.renewal import start
from generator.obligations.stages import Stage
from generator.store.parameters import FAMILIES
from generator.store.schema.partner import Partner

STATES: dict[Stage, str] = {
    "projet": "Projet, pas encore signé",
    "signee": "Signée, pas encore en vigueur",
    "en-cours": "En cours",
    "finissante": "Finissante : une fin est connue",
    "terminee": "Terminée",
}
"""In the order of a convention's life."""

AnyStanding = Standing | McpStanding


def named(record: Partner, index: int) -> str:
    """« Coopération »; with what tells it apart when the partner has several of the family."""
    convention = record.conventions[index]
    name = f"«{NBSP}{FAMILIES[convention.famille]}{NBSP}»"
    if [each.famille for each in record.conventions].count(convention.famille) < 2:
        return name
    signed = start(convention.signature)
    return f"{name} du {long_date(signed)}" if signed else f"{name} (projet)"
