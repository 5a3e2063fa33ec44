"""The roles of a Caf's contacts, as the pages name them."""

from generator.documents.french.typography import NBSP

HABILITATIONS = "Responsable des habilitations"
PROBLEMES = "Référent problèmes techniques"
CENTRE = f"Centre de services «{NBSP}Mon Compte Partenaire{NBSP}»"
ESCALADE = f"Urgence ou absence de réponse, «{NBSP}Mon Compte Partenaire{NBSP}»"
