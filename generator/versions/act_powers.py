"""What an authorising act allows, held against a signature: by whom, and from which day; whose act it can be."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.documents.french import functions
from generator.documents.french.dates import long_date
from generator.documents.views.acts import organs
from generator.store.schema.acts import Act
from generator.store.schema.partner import PUBLIC_BODIES, Partner
from generator.store.schema.people import Signatory

LAW = "CGCT, art. L. 2131-1"
"""An act has no effect before it is transmitted and published."""
_OR = re.compile(r"\s+ou\s+|,\s*")
_ANYBODY = "representant"
"""An act that also allows « son représentant » names nobody."""

_ARTICLE = re.compile(r"^l[ea] ", re.IGNORECASE)


def doubts(act: Act, partner: Partner) -> Iterator[str]:
    """What is to look at again before anybody signs: a French sentence each."""
    person = partner.representant
    if not allows(act, of(person)):
        yield f"l'acte autorise à signer « {act.autorise} », et le représentant a pour fonction « {person.fonction} »."
    if is_of_another(act, partner):
        yield f"l'acte dit avoir été pris par « {act.organe} », ce qu'un partenaire de cette nature (« {partner.type} ») n'a pas."


def of(person: Signatory) -> tuple[str, ...]:
    """The functions by which somebody may sign: one's own, then that of who delegates, if any."""
    return (person.fonction, person.delegant.fonction) if person.delegant else (person.fonction,)


def is_of_another(act: Act, partner: Partner) -> bool:
    """Whether who took the act is the assembly, or the head, of another kind of public body than the partner."""
    if act.organe is None or partner.type not in PUBLIC_BODIES:
        return False
    named = _ARTICLE.sub("", act.organe).casefold()
    known = {each for kind in PUBLIC_BODIES for each in organs(kind)}
    return named.startswith(tuple(known)) and not named.startswith(tuple(organs(partner.type)))


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
