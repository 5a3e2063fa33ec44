"""A root with something of each kind to erase after 15 June 2026, the last day to keep any of it."""

import shutil
from datetime import date
from pathlib import Path

from builder import write
from rule_samples import COMMON

LAST, AFTER = date(2026, 6, 15), date(2026, 6, 16)

PARTNER = """
    # Rappel : la Caf suit ce dossier de près.
    nom: Communauté de communes du Pays Témoin
    type: communaute-de-communes
    caf: caf99
    adresse: {voie: 2 rue du Test, code_postal: "99100", commune: Témoin}
    representant: {civilite: M., prenom: Paul, nom: BRINDILLE, fonction: président}
    conventions:
      - famille: cooperation
        modele: cooperation-2026
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Testville}
        annexe_1:   # aucun nom ici
          transmise_le: 2026-01-13
          empreinte: "0000000000000000000000000000000000000000000000000000000000000000"
          ouverts: 1
          clos: 2
      - famille: mon-compte-partenaire
        modele: mon-compte-partenaire-2023
        signature: {partenaire: 2026-01-12, caf: 2026-01-15}
        bulletins:
          - service: guichet
            signature: {partenaire: 2026-01-12, caf: 2026-01-15}
            lieux:
              - nom: Pôle enfance
                equipements: [{nom: Multi-accueil}]
            pj3:
              empreinte: "0000000000000000000000000000000000000000000000000000000000000000"
              utilisateurs: 1
"""
ANNEXE = """
    # Reçue par courrier.
    partenaire: temoin
    transmise_le: 2026-01-13
    ouverts:
      # notre première référente
      - nom: NOM1
        prenom: Prénom1
        adresse_electronique: p1@pays-temoin.example
    clos:
      - nom: NOM8   # muté
        prenom: Prénom8
        adresse_electronique: p8@pays-temoin.example
        cloture_demandee_le: 2024-06-15
      # gardée : la demande est récente
      - {nom: NOM9, prenom: Prénom9, adresse_electronique: p9@pays-temoin.example, cloture_demandee_le: 2026-01-02}
"""
FOLLOW_UP = """
    partenaire: temoin
    comptes:
      - {adresse_electronique: p1@pays-temoin.example, ouvert_le: 2026-01-20}
      - adresse_electronique: p8@pays-temoin.example   # compte 12
        ouvert_le: 2023-01-20
        cloture_demandee_le: 2024-06-15
        clos_le: 2024-06-16
        donnees_effacees_le: 2024-09-01
"""
USERS = """
    partenaire: temoin
    services:
      - service: guichet
        utilisateurs:
          - {nom: NOM1, prenom: Prénom1, adresse_electronique: p1@pays-temoin.example, profil: P3, habilite_le: 2026-01-20}
          - {nom: NOM7, prenom: Prénom7, adresse_electronique: p7@pays-temoin.example, profil: P3, habilite_le: 2019-01-02, cloture_le: 2020-06-15}
    departs:
      - {adresse_electronique: p7@pays-temoin.example, parti_le: 2020-06-14}
"""
ENDED = """
    nom: Syndicat du Bout du Monde
    type: syndicat
    caf: caf99
    statut: archive
    adresse: {voie: 3 rue du Test, code_postal: "99100", commune: Témoin}
    representant: {civilite: Mme, prenom: Jeanne, nom: OSIER, fonction: président}
    conventions:
      - famille: cooperation
        modele: cooperation-2026
        signature: {partenaire: 2022-01-12, recue_le: 2022-01-14, caf: 2022-01-15, lieu: Testville}
        annexe_1: {transmise_le: 2022-01-13, empreinte: "0000000000000000000000000000000000000000000000000000000000000000", ouverts: 1, clos: 0}
        annexe_2:
          transmise_le: 2022-01-13
          responsable_habilitations:
            - {prenom: Rose, nom: BOBINE, adresses_electroniques: [rose.bobine@bout.example]}
          responsable_securite:
            - {intitule: Standard, adresses_electroniques: [standard@bout.example]}
        denonciation: {type: resiliation, par: caf, recue_le: 2024-06-15}
        attestation_destruction: {recue_le: 2024-07-01}
"""
ENDED_ANNEXE = """
    partenaire: ancien
    transmise_le: 2022-01-13
    ouverts:
      - {nom: NOM5, prenom: Prénom5, adresse_electronique: p5@bout.example}
"""
ENDED_FOLLOW_UP = """
    partenaire: ancien
    comptes:
      - {adresse_electronique: p5@bout.example, ouvert_le: 2022-02-01, clos_le: 2024-06-15, donnees_effacees_le: 2024-07-01}
"""


def make(root: Path) -> Path:
    """The root, at `root`: « temoin », whose conventions run, and « ancien », whose convention has ended."""
    shutil.copytree(COMMON, root, dirs_exist_ok=True)
    for name, text in (
        ("partners/temoin.yml", PARTNER),
        ("nominatif/temoin.annexe-1.yml", ANNEXE),
        ("nominatif/temoin.suivi.yml", FOLLOW_UP),
        ("nominatif/temoin.pj3.yml", USERS),
        ("partners/ancien.yml", ENDED),
        ("nominatif/ancien.annexe-1.yml", ENDED_ANNEXE),
        ("nominatif/ancien.suivi.yml", ENDED_FOLLOW_UP),
    ):
        write(root, f"data/{name}", text)
    return root


def tree(root: Path) -> dict[str, bytes]:
    """The files of data/, by path."""
    data = root / "data"
    found = (path for path in data.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in found}
