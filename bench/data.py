"""A root of any size, made from a seed: partners of every kind, each with its annexe 1; some have both families.

Everything is invented; the shapes (kinds of partner, choices of wording, lists, missing facts) vary as
they do in real files, and so do quotes and comments.
"""

import random
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from stdnum import luhn

from bench import access
from bench.draft import DAY, Draft
from bench.people import FUNCTIONS, contact, fields, item, name, signatory

PROJECT = Path(__file__).resolve().parent.parent
BOTH = 3
"""One partner in `BOTH` has a convention of the second family too."""

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


def files(count: int) -> int:
    """How many files `write` makes for `count` partners."""
    return 2 * count + len(range(0, count, BOTH))


def write(root: Path, count: int, *, seed: int = 1, families: int = 2) -> None:
    """Write `count` partners, their annexes 1 and PJ3 below `root`, with the shipped Caf, services and templates.

    With one of the `families`, nobody has a convention of the second.
    """
    chance = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    for folder in ("partners", "nominatif"):
        (root / "data" / folder).mkdir(parents=True)
    shutil.copytree(PROJECT / "templates", root / "templates")
    for folder in ("cafs", "services"):
        shutil.copytree(PROJECT / "data" / folder, root / "data" / folder)
    (root / "data/greffe.yml").write_text(f"exemple:\n  date: {DAY}\n", encoding="utf-8")
    for number in range(count):
        signed = DAY - timedelta(days=chance.randrange(30, 900))
        sent = signed + timedelta(days=chance.randrange((DAY - signed).days))
        opened, closed = chance.randrange(3, 9), chance.randrange(3)
        people = tuple(name(chance) for _ in range(opened + closed))
        draft = Draft(number, signed, sent, people, opened)
        both = families == 2 and number % BOTH == 0
        texts = {
            f"partners/{draft.name}.yml": partner(chance, draft)
            + (access.convention(chance, draft) if both else ""),
            f"nominatif/{draft.name}.annexe-1.yml": annexe(chance, draft),
        }
        if both:
            texts[f"nominatif/{draft.name}.pj3.yml"] = access.users(chance, draft)
        for file, text in texts.items():
            (root / "data" / file).write_bytes(text.encode())


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
representant:
{fields(signatory(chance, function), 2)}
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
      clos: {len(draft.people) - draft.opened}
    annexe_2:
      transmise_le: {signed}
      responsable_habilitations:
{item(contact(chance, draft.name, number, signed), 8)}
{item(contact(chance, draft.name, number, signed), 8)}
      responsable_securite:
{item(contact(chance, draft.name, number, signed), 8)}
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
    for index, (first, last) in enumerate(draft.people):
        if index == draft.opened:
            lines.append("clos:")
        lines += [
            f"  - nom: {last}",
            f"    prenom: {first}",
            f"    adresse_electronique: personne.{index}@{draft.name}.example",
            f"    fonction: {chance.choice(FUNCTIONS)}",
            f"    demande_le: {draft.signed}",
        ]
        if index >= draft.opened:
            lines += [f"    cloture_demandee_le: {draft.sent}", f"    cloture_le: {draft.sent}"]
    return "\n".join(lines) + "\n"


def _keyed(digits: str) -> str:
    return f"{digits}{luhn.calc_check_digit(digits)}"


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
