"""What an authorising act allows, held against a signature: by whom, and from which day."""

import re
from collections.abc import Iterable
from datetime import date

from generator.documents.french import functions
from generator.documents.french.dates import long_date
from generator.store.schema.acts import Act

LAW = "CGCT, art. L. 2131-1"
"""An act has no effect before it is transmitted and published."""
_OR = re.compile(r"\s+ou\s+|,\s*")
_ANYBODY = "representant"
"""An act that also allows « son représentant » names nobody."""


def too_early(act: Act, signed: date) -> str | None:
    """« avant que la préfecture ait reçu l'acte, le… », for a signature that came before the act allowed it.

    The day of the act comes first; else the later of its receipt (its sending, when that is not known) and of
    its publication. Signing on the very day is allowed.
    """
    sent = act.transmission
    steps = (
        ("avant l'acte qui l'y autorise, daté du", act.date),
        ("avant que la préfecture ait reçu l'acte, le", sent and (sent.recu_le or sent.envoye_le)),
        ("avant la publication de l'acte, le", sent and sent.publie_le),
    )  # fmt: skip
    missed = [(words, day) for words, day in steps if day and signed < day]
    if not missed:
        return None
    first = missed[0]
    words, day = first if first[1] == act.date else max(missed, key=lambda one: one[1])
    return f"{words} {long_date(day)}"


def allows(act: Act, held: Iterable[str]) -> bool:
    """Whether the act lets somebody sign who holds one of these functions, by right or from who delegates."""
    if act.autorise is None:
        return True
    allowed = {functions.bare(each) for each in _OR.split(act.autorise)}
    return any(_ANYBODY in each for each in allowed) or not allowed.isdisjoint(map(functions.bare, held))  # fmt: skip
