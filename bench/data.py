"""A root of any size, made from a seed: partners of every kind, each with its annexe 1.

Everything is invented; the shapes (kinds of partner, choices of wording, lists, missing facts) vary as
they do in real files, and so do quotes and comments.
"""

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from stdnum import luhn

PROJECT = Path(__file__).resolve().parent.parent
DAY = date(2026, 6, 15)
"""The day at which the data are looked at."""

KINDS = (
    ("commune", "Commune de {}", "maire", "conseil municipal"),
    ("communaute-de-communes", "Communauté de communes du {}", "président", "conseil communautaire"),
    ("communaute-d-agglomeration", "Communauté d'agglomération du {}", "président", "conseil communautaire"),
    ("ccas", "Centre communal d'action sociale de {}", "vice-président", "conseil d'administration"),
    ("syndicat", "Syndicat intercommunal du {}", "président", "comité syndical"),
    ("association", "Association {}", "directeur", "conseil d'administration"),
)  # fmt: skip
PLACES = ("Val", "Pays", "Plateau", "Bocage", "Marais", "Causse", "Vallon", "Coteau")
FEATURES = ("Brume", "Genêts", "Alouettes", "Moulins", "Tilleuls", "Lavoirs", "Bruyères", "Roseaux")
FIRST_NAMES = (
    "Aurore",
    "Basile",
    "Céleste",
    "Désiré",
    "Églantine",
    "Firmin",
    "Garance",
    "Hyacinthe",
)
NAMES = (
    "TISANE",
    "ROSEAU",
    "GIROFLÉE",
    "LAMPION",
    "DE LA MARJOLAINE",
    "BRINDILLE",
    "FENOUIL-ANETH",
)
FUNCTIONS = (
    "coordinateur de la convention territoriale globale", "chargé de mission jeunesse",
    "responsable du relais petite enfance", "directeur général des services", "agent d'accueil",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What a partner's two files must agree on."""

    number: int
    signed: date
    sent: date
    opened: int
    closed: int

    @property
    def name(self) -> str:
        """The partner's id."""
        return f"partenaire-{self.number:04}"


def write(root: Path, count: int, seed: int = 1) -> None:
    """Write `count` partners and as many annexes 1 below `root`, with the shipped Caf and templates."""
    chance = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    for folder in ("data/cafs", "data/partners", "data/nominatif"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copy(PROJECT / "data/cafs/caf99.yml", root / "data/cafs")
    (root / "data/greffe.yml").write_text(f"exemple:\n  date: {DAY}\n", encoding="utf-8")
    for number in range(count):
        signed = DAY - timedelta(days=chance.randrange(30, 900))
        sent = signed + timedelta(days=chance.randrange((DAY - signed).days))
        draft = Draft(number, signed, sent, chance.randrange(3, 9), chance.randrange(3))
        for name, text in (
            (f"partners/{draft.name}.yml", partner(chance, draft)),
            (f"nominatif/{draft.name}.annexe-1.yml", annexe(chance, draft)),
        ):
            (root / "data" / name).write_bytes(text.encode())


def partner(chance: random.Random, draft: Draft) -> str:
    """Text of a partner's own file, about ninety lines."""
    number, signed = draft.number, draft.signed
    kind, naming, function, body = chance.choice(KINDS)
    place = f"{chance.choice(PLACES)} des {chance.choice(FEATURES)} {number}"
    template = chance.choice(("cooperation-2026", "cooperation-2026", "ctg-dans-ma-poche-2024"))
    act = signed - timedelta(days=chance.randrange(20, 60))
    siren = _keyed(f"{20000000 + number:08}")
    lines = f"""\
# yaml-language-server: $schema=../schemas/partenaire.json
nom: {naming.format(place)}
sigle: P{number}
type: {kind}
siret: "{_keyed(siren + "0001")}"
caf: caf99
domaines: [{draft.name}.example]
adresse:
  voie: {chance.randrange(1, 90)} rue {chance.choice(("du Lavoir", "des Tilleuls", "de l'Exemple"))}
  code_postal: "99{number % 1000:03}"
  commune: {place}
{_person(chance, "representant", function)}
conventions:
  - famille: cooperation
    modele: {template} # choisi à la signature, ne change plus
    cadre:
      type: {chance.choice(("ctg", "ctg", "sdsf"))}
      nom: CTG du {place}
      debut: {signed.year}-01-01
      fin: {signed.year + 4}-12-31
      cosignataires: [Commune de {place}, Commune voisine]
    acte:
      nature: deliberation
      numero: "{act.year}-{number:04}"
      date: {act}
      organe: {body}
      objet: Adhésion à la plateforme
      autorise: {function}
      transmission:
        envoye_le: {act + timedelta(days=2)}
        recu_le: {act + timedelta(days=2)}
        publie_le: {act + timedelta(days=3)}
        identifiant: 099-{siren}-{act:%Y%m%d}-{act.year}{number:04}-DE
    signature:
      partenaire: {signed - timedelta(days=4)}
      recue_le: {signed - timedelta(days=2)}
      caf: {signed}
      lieu: Montbrume
    annexe_1:
      transmise_le: {draft.sent}
      ouverts: {draft.opened}
      clos: {draft.closed}
    annexe_2:
      transmise_le: {signed}
      responsable_habilitations:
{_contact(chance, draft)}
{_contact(chance, draft)}
      responsable_securite:
{_contact(chance, draft)}
    annexe_3:
      transmise_le: {draft.sent}
""".splitlines()
    lines.append("    revues:")
    for year in range(signed.year, DAY.year + 1):
        lines += [
            f"      - date: {max(signed, date(year, 1, 1) + timedelta(days=chance.randrange(150)))}",
            "        preuve: compte rendu classé au dossier",
        ]
    presentation = _presentation(chance)
    if presentation:
        lines += ["    presentation:", *presentation]
    return "\n".join(lines) + "\n"


def annexe(chance: random.Random, draft: Draft) -> str:
    """Text of a partner's annexe 1."""
    lines = [f"partenaire: {draft.name}", f"transmise_le: {draft.sent}", "ouverts:"]
    for index in range(draft.opened + draft.closed):
        if index == draft.opened:
            lines.append("clos:")
        lines += [
            f"  - nom: {chance.choice(NAMES)}",
            f"    prenom: {chance.choice(FIRST_NAMES)}",
            f"    adresse_electronique: personne.{index}@{draft.name}.example",
            f"    fonction: {chance.choice(FUNCTIONS)}",
            f"    demande_le: {draft.signed}",
        ]
        if index >= draft.opened:
            lines += [f"    cloture_demandee_le: {draft.sent}", f"    cloture_le: {draft.sent}"]
    return "\n".join(lines) + "\n"


def _keyed(digits: str) -> str:
    return f"{digits}{luhn.calc_check_digit(digits)}"


def _person(chance: random.Random, role: str, function: str) -> str:
    return f"""\
{role}:
  civilite: {chance.choice(("Mme", "M."))}
  prenom: {chance.choice(FIRST_NAMES)}
  nom: {chance.choice(NAMES)}
  fonction: {function} # greffe accorde"""


def _contact(chance: random.Random, draft: Draft) -> str:
    return f"""\
        - civilite: {chance.choice(("Mme", "M."))}
          prenom: {chance.choice(FIRST_NAMES)}
          nom: {chance.choice(NAMES)}
          fonction: {chance.choice(FUNCTIONS)}
          adresses_electroniques: [contact.{chance.randrange(9)}@{draft.name}.example]
          telephone: "05 00 00 {draft.number % 100:02} {chance.randrange(100):02}"
          depuis: {draft.signed}
          publication:
            base: accord de la personne
            depuis: {draft.signed}"""


def _presentation(chance: random.Random) -> list[str]:
    """Choices of wording and layout; most partners make none."""
    choices: tuple[tuple[str, Sequence[str]], ...] = (
        ("ordre_parties", ("caf-partenaire", "partenaire-caf")),
        ("siege", ("dont-le-siege", "domicilie", "virgule")),
        ("parties", ("phrase", "bloc")),
        ("fonction", ("avant", "apres")),
        ("designation", ("le-partenaire", "nom")),
        ("annexe_1", ("liste", "tableau")),
        ("annexe_3", ("liste", "tableau", "matrice")),
        ("bloc_reference", ('"oui"', '"non"')),
    )
    return [
        f"      {name}: {chance.choice(values)}"
        for name, values in choices
        if chance.random() < 0.3
    ]
