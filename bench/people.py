"""People of the bench: invented, drawn from a seed, and nearly all of different names."""

import random
from datetime import date

FIRST_NAMES = (
    "Aurore", "Basile", "Céleste", "Désiré", "Églantine", "Firmin", "Garance", "Hyacinthe", "Isaure", "Jocelyn",
    "Katell", "Lazare", "Mélisande", "Nestor", "Octavie", "Philémon", "Quitterie", "Raoul", "Sidonie", "Théophile",
)  # fmt: skip
PARTS_OF_NAMES = (
    ("", "DE LA ", "LE ", "SAINT-"),
    ("BRIN", "LAMP", "FENOU", "GIROFL", "MARJOL", "TISAN", "ROSEL", "PIMPREN", "CAPUC", "MIRLIT"),
    ("", "AND", "EL", "ILL", "IV", "OT", "OUD", "UR"),
    ("A", "AIS", "EAU", "ÉE", "ET", "IER", "IN", "ON"),
)
"""Enough names for few people of a whole Caf to be called the same, as in life."""
FUNCTIONS = (
    "coordinateur de la convention territoriale globale", "chargé de mission jeunesse",
    "responsable du relais petite enfance", "directeur général des services", "agent d'accueil",
)  # fmt: skip

Name = tuple[str, str]
"""First name, then name."""


def name(chance: random.Random) -> Name:
    """Somebody."""
    return chance.choice(FIRST_NAMES), "".join(map(chance.choice, PARTS_OF_NAMES))


def signatory(chance: random.Random, function: str) -> str:
    """Fields of a partner's representant, not indented."""
    first, last = name(chance)
    return f"""\
civilite: {chance.choice(("Mme", "M."))}
prenom: {first}
nom: {last}
fonction: {function} # greffe accorde"""


def contact(chance: random.Random, partner: str, number: int, since: date) -> str:
    """Fields of a contact of `partner`, whose telephone ends as its `number` says, not indented."""
    first, last = name(chance)
    return f"""\
civilite: {chance.choice(("Mme", "M."))}
prenom: {first}
nom: {last}
fonction: {chance.choice(FUNCTIONS)}
adresses_electroniques: [interlocuteur.{chance.randrange(9)}@{partner}.example]
telephone: "05 00 00 {number % 100:02} {chance.randrange(100):02}"
depuis: {since}
publication:
  base: accord de la personne
  depuis: {since}"""


def fields(text: str, indent: int) -> str:
    """`text`, each line moved right by `indent` spaces."""
    return "\n".join(" " * indent + line for line in text.splitlines())


def item(text: str, indent: int) -> str:
    """`text` as an item of a list whose dash stands after `indent` spaces."""
    return " " * indent + "- " + fields(text, indent + 2).lstrip()
