"""How long what names people is kept (contrat de service, 5.3.2)."""

from datetime import date

from generator.obligations import civil
from generator.store.parameters import MonComptePartenaireParameters
from generator.store.schema.nominative import User


def line_kept_until(line: User, parameters: MonComptePartenaireParameters) -> date | None:
    """The last day to keep a line of PJ3, counted from its dévalidation; None while it is not closed."""
    if line.cloture_le is None:
        return None
    return civil.after(line.cloture_le, parameters.conservation_habilitations)


def traces_kept_until(line: User, parameters: MonComptePartenaireParameters) -> date | None:
    """The last day to keep the traces of an access, the last ones being of the day it was closed."""
    if line.cloture_le is None:
        return None
    return civil.after(line.cloture_le, parameters.conservation_traces)
