"""The second family in the data of the bench: a convention « Mon Compte Partenaire » and its PJ3."""

import random
from datetime import timedelta

from bench.draft import DAY, Draft
from bench.people import FUNCTIONS, contact, fields, item

PROFILES = ("D1", "D2", "D3", "D4")
PLACES = ("Pôle enfance", "Espace jeunes")


def convention(chance: random.Random, draft: Draft) -> str:
    """Text of the convention, as an item of the list `conventions`, about a hundred lines."""
    signed = draft.signed
    signature = f"""\
partenaire: {signed - timedelta(days=4)}
recue_le: {signed - timedelta(days=2)}
caf: {signed}
lieu: Montbrume"""

    def person(indent: int) -> str:
        return fields(contact(chance, draft.name, draft.number, signed), indent)

    def people(indent: int) -> str:
        return item(contact(chance, draft.name, draft.number, signed), indent)

    places = "\n".join(
        f"""\
          - nom: {place}
            adresse:
              voie: {chance.randrange(1, 90)} rue du Lavoir
              code_postal: "99{draft.number % 1000:03}"
              commune: Exempleville
            equipements:
              - nom: Accueil du {place}
                type: accueil de loisirs"""
        for place in PLACES
    )
    return f"""\
  - famille: mon-compte-partenaire
    modele: mon-compte-partenaire-2023
    missions: [Compétence petite enfance]
    signature:
{fields(signature, 6)}
    formalites_rgpd:
      caf: {signed - timedelta(days=30)}
      partenaire: {signed - timedelta(days=chance.randrange(5, 40))}
    contrat:
      mode: {chance.choice(("delegue", "centralise"))}
      signature:
{fields(signature, 8)}
      administrateur:
{person(8)}
      suppleant:
{person(8)}
      identifiant_remis_le: {signed + timedelta(days=7)}
      responsable_securite:
{people(8)}
      support:
{people(8)}
      revues:
        - date: {signed}
          preuve: compte rendu classé au dossier
    bulletins:
      - service: afas
        annexe: 1
        signature:
{fields(signature, 10)}
        ouvert_le: {signed + timedelta(days=14)}
        cof:
          numero: "{signed.year}-{draft.number:04}"
          debut: {signed.year}-01-01
          fin: {signed.year + 3}-12-31
        lieux:
{places}
        pj1:
          transmise_le: {signed}
          signee_le: {signed - timedelta(days=2)}
          responsables:
            declarer:
{people(14)}
            habiliter:
{people(14)}
        pj2:
          transmise_le: {signed}
        pj3:
          transmise_le: {draft.sent}
          utilisateurs: {draft.opened}
"""


def users(chance: random.Random, draft: Draft) -> str:
    """Text of the partner's PJ3: the people of its annexe 1, each with a profile at a place."""
    lines = [
        f"partenaire: {draft.name}",
        "services:",
        "  - service: afas",
        f"    transmise_le: {draft.sent}",
        "    utilisateurs:",
    ]
    for index, (first, last) in enumerate(draft.people):
        place = chance.choice(PLACES)
        lines += [
            f"      - nom: {last}",
            f"        prenom: {first}",
            f"        adresse_electronique: personne.{index}@{draft.name}.example",
            f"        fonction: {chance.choice(FUNCTIONS)}",
            f"        identifiant: P{draft.number:04}{index:02}",
            f"        profil: {chance.choice(PROFILES)}",
            f"        lieu: {place}",
            f"        equipement: Accueil du {place}",
            "        mission: Compétence petite enfance",
            f"        habilite_le: {draft.signed + timedelta(days=14)}",
        ]
        if index >= draft.opened:
            lines.append(f"        cloture_le: {DAY}")
    return "\n".join(lines) + "\n"
