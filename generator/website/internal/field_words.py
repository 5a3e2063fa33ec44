"""The names of data, as the files write them, in words."""

_WHOLE = {
    "adresse_caf": "adresse de la Caf",
    "attestation_destruction": "attestation de destruction",
    "bloc_reference": "bloc de référence",
    "cof_fin": "fin de la COF",
    "cof_numero": "numéro de la COF",
    "jusqu_au": "jusqu'au",
    "localisation_donnees": "localisation des données",
    "ordre_parties": "ordre des parties",
    "ordre_signatures": "ordre des signatures",
    "responsable_habilitations": "responsable des habilitations",
    "responsables_habilitation": "responsables d'habilitation",
}
"""Names that lack a small word."""
_PARTS = {
    "caf": "Caf", "civilite": "civilité", "cof": "COF", "complement": "complément", "debut": "début",
    "decisions": "décisions", "delegant": "délégant", "delegation": "délégation",
    "denonciation": "dénonciation", "designation": "désignation", "donnees": "données", "electronique": "électronique",
    "electroniques": "électroniques", "envoye": "envoyé", "envoyee": "envoyée", "equipements": "équipements",
    "formalites": "formalités", "intitule": "intitulé", "modele": "modèle", "modifiee": "modifiée", "numero": "numéro",
    "pj1": "PJ1", "pj2": "PJ2", "pj3": "PJ3", "pratique": "pratiqué", "precision": "précision", "prenom": "prénom",
    "presentation": "présentation", "publie": "publié", "qualite": "qualité", "recu": "reçu", "recue": "reçue",
    "redacteur": "rédacteur", "reference": "référence", "regime": "régime", "remediee": "remédiée", "repondu": "répondu",
    "reponse": "réponse", "representant": "représentant", "resiliation": "résiliation", "reunions": "réunions",
    "rgpd": "RGPD", "securite": "sécurité", "siege": "siège", "signale": "signalé", "signee": "signée",
    "signees": "signées", "siren": "SIREN", "siret": "SIRET", "suppleant": "suppléant", "taches": "tâches",
    "telephone": "téléphone", "valide": "validé",
}  # fmt: skip
"""Parts of names that lack an accent or a capital."""


def words(name: str) -> str:
    """`transmise_le` -> « transmise le », `annexe_1` -> « annexe 1 », `representant` -> « représentant »."""
    return _WHOLE.get(name) or " ".join(_PARTS.get(part, part) for part in name.split("_"))
