"""What the acts of « Mon Compte Partenaire » call the levels of a profile and the supporting documents."""

from generator.store.schema.services import Level, Piece

LEVELS: dict[Level, str] = {
    "organisme": "organisme",
    "lieu": "lieu d'implantation",
    "equipement": "équipement ou service",
}
PIECES: dict[Piece, tuple[str, str]] = {
    "pj1": ("PJ1", "les contacts du partenaire"),
    "pj2": ("PJ2", "les contacts de la Caf, envoyée pour information"),
    "pj3": ("PJ3", "les utilisateurs et leurs profils"),
}
"""Short name, and what the document holds."""
