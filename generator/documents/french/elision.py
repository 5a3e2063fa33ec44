"""Before which names « le, la, de » lose their vowel: « l’Hérault », but « de Honfleur »."""

import unicodedata
from functools import lru_cache

APOSTROPHE = "’"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` for comparison: no case, no accents, straight apostrophes, plain spaces, œ and æ in two letters."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    return text.replace("œ", "oe").replace("æ", "ae").replace(APOSTROPHE, "'")


def words(table: str) -> frozenset[str]:
    """The words of a lexicon written as text, ready to compare with what `fold` gives."""
    return frozenset(fold(table).split())


# Communes whose h is « aspiré » for the Code officiel géographique (Insee, variable TNCC = 0, edition 2026).
# Every other commune in h elides there (Hazebrouck, Hendaye, Hyères), as does every commune in y. The eleven
# names that it treats both ways (Hauteville, Hargnies…) are left out: they elide.
_ASPIRATED_PLACES = frozenset(
    fold(name.strip())
    for name in """
Habsheim, Hachan, Hadancourt-le-Haut-Clocher, Haegen, Hagedet, Hagenbach, Hagenthal-le-Bas,
Hagenthal-le-Haut, Haget, Hagnicourt, Haguenau, Hailles, Haimps, Haims, Halles-sous-les-Côtes, Ham,
Ham-en-Artois, Ham-les-Moines, Ham-sous-Varsberg, Ham-sur-Meuse, Hamars, Hambach, Hambers, Hambye,
Hamelet, Hames-Boucres, Hammeville, Hamonville, Hampigny, Hampont, Han-devant-Pierrepont,
Han-lès-Juvigny, Han-sur-Meuse, Han-sur-Nied, Handschuheim, Hangard, Hangenbieten, Hangviller,
Hannapes, Hannappes, Hannogne-Saint-Martin, Hannogne-Saint-Rémy, Hannonville-sous-les-Côtes,
Hannonville-Suzémont, Hans, Hanvec, Hanviller, Hanvoile, Happencourt, Haraumont, Harcy, Hardanges,
Hardinvast, Hargeville-sur-Chée, Harskirchen, Hartmannswiller, Harville, Hary, Hatten, Hattmatt,
Hattstatt, Hauban, Haudivillers, Haulies, Haulmé, Hausgauen, Haut Valromey, Haut-Bocage,
Haut-du-Them-Château-Lambert, Haut-Lieu, Haut-Loquin, Hautbos, Haute-Amance, Haute-Avesnes,
Haute-Épine, Haute-Goulaine, Haute-Kontz, Haute-Rivoire, Haute-Vigneulles, Hautecloque, Hautefage,
Hautefontaine, Hautes-Duyes, Hauteville-la-Guichard, Hauteville-sur-Mer, Haution, Hautot-le-Vatois,
Hautot-sur-Seine, Hauts de Bienne, Hautteville-Bocage, Hauville, Hauviné, Haybes, Hèches, Hecken,
Hecmanville, Hédé-Bazouges, Hegeney, Hégenheim, Heidolsheim, Heidwiller, Heiligenberg,
Heiligenstein, Heilles, Heimersdorf, Heimsbrunn, Heiteren, Heiwiller, Helfrantzkirch, Helleville,
Hem, Hem-Hardinval, Hem-Lenglet, Hem-Monacu, Hémevez, Hénansal, Hengoat, Hengwiller, Hénon, Henvic,
Herbitzheim, Herbsheim, Hercé, Hérenguerville, Hères, Hermerswiller, Hermes, Hermival-les-Vaux,
Herpont, Herran, Herrlisheim, Herrlisheim-près-Colmar, Hescamps, Hésingue, Hessenheim,
Hettenschlag, Heudicourt-sous-les-Côtes, Heugon, Heugueville-sur-Sienne, Heurtevent, Heussé,
Hibarette, Hierges, Hiermont, Hiesville, Hiéville, Hiis, Hilsenheim, Hinacourt, Hindisheim,
Hindlingen, Hinsbourg, Hinsingen, Hipsheim, Hirschland, Hirsingue, Hirtzbach, Hirtzfelden, Hitte,
Hochfelden, Hochstatt, Hochstett, Hocquigny, Hodenc-en-Bray, Hodenc-l'Évêque, Hodeng-au-Bosc,
Hodeng-Hodenger, Hoffen, Hohatzenheim, Hohengœft, Hohfrankenheim, Hohrod, Hohwiller, Holnon,
Holque, Holtzheim, Holtzwihr, Hombourg, Hombourg-Budange, Hombourg-Haut, Hommarting, Hommert,
Hon-Hergies, Hondainville, Hondouville, Honfleur, Honguemare-Guenouville, Honskirch, Horbourg-Wihr,
Horgues, Hornoy-le-Bourg, Hoste, Hotot-en-Auge, Hottot-les-Bagues, Hottviller, Houdan, Houdilcourt,
Houesville, Houetteville, Houeydets, Houlbec-près-le-Gros-Theil, Houldizy, Houlette, Houlgate,
Houlle, Houppeville, Houquetot, Hourc, Hourges, Houry, Houssen, Housset, Houville-en-Vexin,
Hoymille, Huanne-Montmartin, Huelgoat, Huest, Hugleville-en-Caux, Huillé, Huillé-Lézigné, Huiron,
Huisnes-sur-Mer, Humes-Jorquenay, Hunawihr, Hundsbach, Huningue, Hunspach, Hurtigheim,
Husseren-les-Châteaux, Husseren-Wesserling, Husson, Huttendorf, Huttenheim, Hyémondans, Hyenville,
Hyet, Hœdic, Hœnheim, Hœrdt
""".replace("\n", " ").split(",")
)

# Words that open the name of an organisation or a function (Dictionnaire de l'Académie française).
_FULL_WORDS = words("""
hall halle halles halte halte-garderie hameau hand handball handicap handicapes handisport hangar haras harpe
haut haut-commissariat haute hautes hauts havre heron heros hetre hibou hobby hockey hors huit hutte
hlm has hcr hcfea onze onzieme yacht yacht-club yoga
""")


def elides(name: str) -> bool:
    """Whether « le, la, de » are elided before `name`: it begins with a vowel or a mute h.

    A sigle is read by its first letter: « l’ADMR », « la MSA ».
    """
    folded = fold(name).lstrip("«“\"' ")
    if not folded.startswith(("a", "e", "i", "o", "u", "y", "h")):
        return False
    first = folded.split()[0].rstrip(",.")
    return not ({folded, first} & _ASPIRATED_PLACES or first in _FULL_WORDS)
