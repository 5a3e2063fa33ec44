"""The 101 départements, with the article each takes."""

from dataclasses import dataclass
from typing import Literal

PlaceArticle = Literal["", "le", "la", "l'", "les"]


@dataclass(frozen=True)
class Departement:
    """A département: its code, its official name, the article said before it ("" if none)."""

    code: str
    nom: str
    article: PlaceArticle


# Code officiel géographique (Insee, variables LIBELLE and TNCC, edition 2026). Loir-et-Cher, Lot-et-Garonne,
# Tarn-et-Garonne and Vaucluse take none, against the Insee's « du »: the acts say « préfet de Vaucluse ».
_BY_ARTICLE: dict[PlaceArticle, str] = {
    "": """
        28 Eure-et-Loir, 35 Ille-et-Vilaine, 37 Indre-et-Loire, 41 Loir-et-Cher, 47 Lot-et-Garonne,
        49 Maine-et-Loire, 54 Meurthe-et-Moselle, 71 Saône-et-Loire, 75 Paris, 77 Seine-et-Marne,
        82 Tarn-et-Garonne, 84 Vaucluse, 974 La Réunion, 976 Mayotte
    """,
    "le": """
        14 Calvados, 15 Cantal, 18 Cher, 25 Doubs, 29 Finistère, 30 Gard, 32 Gers, 39 Jura, 45 Loiret,
        46 Lot, 56 Morbihan, 59 Nord, 62 Pas-de-Calais, 63 Puy-de-Dôme, 67 Bas-Rhin, 68 Haut-Rhin,
        69 Rhône, 81 Tarn, 83 Var, 90 Territoire de Belfort, 94 Val-de-Marne, 95 Val-d'Oise
    """,
    "la": """
        16 Charente, 17 Charente-Maritime, 19 Corrèze, 21 Côte-d'Or, 23 Creuse, 24 Dordogne, 26 Drôme,
        2A Corse-du-Sud, 2B Haute-Corse, 31 Haute-Garonne, 33 Gironde, 42 Loire, 43 Haute-Loire,
        44 Loire-Atlantique, 48 Lozère, 50 Manche, 51 Marne, 52 Haute-Marne, 53 Mayenne, 55 Meuse,
        57 Moselle, 58 Nièvre, 70 Haute-Saône, 72 Sarthe, 73 Savoie, 74 Haute-Savoie,
        76 Seine-Maritime, 80 Somme, 85 Vendée, 86 Vienne, 87 Haute-Vienne, 93 Seine-Saint-Denis,
        971 Guadeloupe, 972 Martinique, 973 Guyane
    """,
    "l'": """
        01 Ain, 02 Aisne, 03 Allier, 07 Ardèche, 09 Ariège, 10 Aube, 11 Aude, 12 Aveyron, 27 Eure,
        34 Hérault, 36 Indre, 38 Isère, 60 Oise, 61 Orne, 89 Yonne, 91 Essonne
    """,
    "les": """
        04 Alpes-de-Haute-Provence, 05 Hautes-Alpes, 06 Alpes-Maritimes, 08 Ardennes,
        13 Bouches-du-Rhône, 22 Côtes-d'Armor, 40 Landes, 64 Pyrénées-Atlantiques, 65 Hautes-Pyrénées,
        66 Pyrénées-Orientales, 78 Yvelines, 79 Deux-Sèvres, 88 Vosges, 92 Hauts-de-Seine
    """,
}  # fmt: skip

DEPARTEMENTS: dict[str, Departement] = {
    code: Departement(code, nom, article)
    for article, names in _BY_ARTICLE.items()
    for code, nom in (entry.split(maxsplit=1) for entry in names.strip().split(","))
}
"""By code, "01" to "976"."""


def of_postcode(postcode: str) -> frozenset[str]:
    """The codes of the départements that a postcode is of; a few communes have one of their neighbours'."""
    if postcode.startswith("20"):
        return frozenset({"2A", "2B"})
    return frozenset({postcode[:3] if postcode.startswith("97") else postcode[:2]})
