"""A root of data made for one test: a Caf, a partner, and whatever the test changes."""

import textwrap
from pathlib import Path

CAF = """
    nom: Caisse d'allocations familiales du Val-Fictif
    departement: "99"
    adresse: {voie: 1 place du Test, code_postal: "99000", commune: Testville}
    representant: {civilite: Mme, prenom: Odile, nom: Lampion, fonction: directrice}
"""
SETTINGS = "nominatif: nominatif\n"
PARTNER = """
    nom: Communauté de communes du Pays Témoin
    type: communaute-de-communes
    caf: caf99
    adresse: {voie: 2 rue du Test, code_postal: "99100", commune: Témoin}
    representant: {civilite: M., prenom: Paul, nom: Brindille, fonction: président}
    conventions:
      - famille: cooperation
        modele: cooperation-2026
"""


def write(root: Path, name: str, text: str, *, newline: str = "\n") -> Path:
    """Write the dedented `text` to `name` (relative to `root`), and return its path."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(textwrap.dedent(text).lstrip("\n").replace("\n", newline).encode())
    return path


def make_root(root: Path, *, caf: str = CAF, partner: str = PARTNER) -> Path:
    """A root with its settings, one Caf, « caf99 », and one partner, « temoin »."""
    write(root, "data/greffe.yml", SETTINGS)
    write(root, "data/cafs/caf99.yml", caf)
    write(root, "data/partners/temoin.yml", partner)
    return root
