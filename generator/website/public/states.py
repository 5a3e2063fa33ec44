"""In what state a convention is, in the words of the public pages. Why it ended is said only of a letter that ended it."""

from datetime import date

from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.stages import stage
from generator.store.schema.acts import Signature
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention


def of_cooperation(record: CooperationConvention, standing: Standing | None, day: date) -> str:
    """The state on `day` of a Coopération convention; `standing` is None for a draft."""
    said, notice = _said(record, standing, day), record.denonciation
    if standing is None or notice is None or notice.recue_le is None or notice.recue_le > day:
        return said
    received = long_date(notice.recue_le)
    if notice.type == "resiliation":
        return f"{said}{NBSP}: lettre de résiliation reçue le {received}"
    if standing.term.late_for and standing.term.due and not standing.term.end:
        due = long_date(standing.term.due)
        return f"{said}{NBSP}: la lettre de non-renouvellement reçue le {received} est arrivée trop tard, et la convention court au moins jusqu'au {due}"
    if standing.term.late_for:
        return said
    return f"{said}{NBSP}: lettre de non-renouvellement reçue le {received}"


def of_access(
    record: MonComptePartenaireConvention, standing: McpStanding | None, day: date
) -> str:
    """The state on `day` of a convention of « Mon Compte Partenaire »; a formal notice is the two parties' alone."""
    said = _said(record, standing, day)
    end = standing.term.end if standing else None
    if end and end > day and record.resiliation and record.resiliation.recue_le:
        return f"Résiliée, avec effet au {long_date(end)}"
    return said


def _said(
    record: CooperationConvention | MonComptePartenaireConvention,
    standing: Standing | McpStanding | None,
    day: date,
) -> str:
    found = stage(record, standing, day)
    term = standing.term if standing else None
    if term and term.end and found in ("finissante", "terminee"):
        return f"{'A pris fin' if found == 'terminee' else 'Prend fin'} le {long_date(term.end)}"
    if found == "en-cours":
        return "En cours"
    return _signed(record.signature, term.start if term else None)


def _signed(signature: Signature | None, start: date | None) -> str:
    """Who signed a convention that is not in force yet."""
    if start:
        return f"Signée, en vigueur le {long_date(start)}"
    if signature and signature.partenaire:
        return "Signée par le partenaire"
    return "Signée par la Caf" if signature and signature.caf else "En préparation"
