"""Small French words that several rules need."""

import difflib
import re
from collections.abc import Sequence

from generator.errors import UsageError

MODES = {"delegue": "délégué", "centralise": "centralisé"}
"""The modes of management of « Mon Compte Partenaire », as the contrat writes them."""
LEVELS = {
    "organisme": "l'organisme entier",
    "lieu": "un lieu d'implantation",
    "equipement": "un équipement ou service",
}
"""What a profile of a service is given for."""


_LISTED = 100
"""How many names a sentence lists: every rule there is, and not a thousand partners."""


_SHORT = 4
"""Letters of the longest name, as that of a rule, that is a character away from so many that only one guess is one."""


def together(words: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 ligne », « 3 lignes »; the plural takes an s unless it is given."""
    return f"{number} {singular if number < 2 else plural or singular + 's'}"


def nearest(name: str, known: Sequence[str]) -> str:
    """What to write in place of `name`, which is none of `known`: the nearest of them, else all or the first ones."""
    spelled = {one.lower(): one for one in known}
    near = difflib.get_close_matches(name.lower(), spelled, n=1, cutoff=0.5)
    if len(name) <= _SHORT:
        near = [one for one in spelled if _one_edit(name.lower(), one)]
        near = near if len(near) == 1 else []
    if near:
        return f"Vouliez-vous écrire « {spelled[near[0]]} » ?"
    others = len(known) - _LISTED
    more = f", et {count(others, 'autre')}" if others > 0 else ""
    return f"Il y a : {', '.join(known[:_LISTED])}{more}."


def _one_edit(one: str, other: str) -> bool:
    """Whether two words differ by one character at most: another one, one more, one less."""
    short, long = sorted((one, other), key=len)
    places = range(len(long))
    return one == other or any(
        long[:at] + long[at + 1 :] in (short, short[:at] + short[at + 1 :]) for at in places
    )


_ASIDE = re.compile(r" : « (- \{regle: .+\}) »(?=\.\Z)")


def set_aside(rule: str, partner: str, path: str) -> str:
    """How to set a finding aside that no datum settles: the very line of data/controle.yml, as YAML."""
    return f'mettez cette alerte de côté, avec sa raison et un dernier jour, sous « exceptions » de data/controle.yml : « - {{regle: {rule}, partenaire: {partner}, chemin: "{path}", raison: …, jusqu_au: AAAA-MM-JJ}} ».'


def without_line(remedy: str) -> tuple[str, str | None]:
    """`remedy` without the line of data/controle.yml that `set_aside` put at its end, and that line; None without any."""
    found = _ASIDE.search(remedy)
    return (remedy[: found.start()] + remedy[found.end() :], found[1]) if found else (remedy, None)


def unknown(kind: str, name: str, known: Sequence[str]) -> UsageError:
    """The error for a `name` that is none of `known`; `kind` is « règle » or « partenaire »."""
    return UsageError(
        f"{kind.capitalize()} « {name} » : ce nom n'existe pas. {nearest(name, known)}"
    )
