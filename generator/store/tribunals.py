"""The tribunal administratif before which an act is challenged, by département of the authority that took it."""

from types import MappingProxyType

# Code de justice administrative: seats and districts, article R. 221-3 (décret n° 2015-1444 of 6 November 2015,
# the same in the version in force on 18 April 2024); the name of those overseas, R. 221-1. The tribunal is that
# of the seat of the authority that took the act (R. 312-1).
_BY_NAME = """
    d'Amiens: 02 60 80
    de Bastia: 2A 2B
    de Besançon: 25 39 70 90
    de Bordeaux: 24 33 47
    de Caen: 14 50 61
    de Cergy-Pontoise: 92 95
    de Châlons-en-Champagne: 08 10 51 52
    de Clermont-Ferrand: 03 15 43 63
    de Dijon: 21 58 71 89
    de Grenoble: 26 38 73 74
    de Lille: 59 62
    de Limoges: 19 23 36 87
    de Lyon: 01 07 42 69
    de Marseille: 04 05 13
    de Melun: 77 94
    de Montpellier: 11 34 66
    de Montreuil: 93
    de Nancy: 54 55 88
    de Nantes: 44 49 53 72 85
    de Nice: 06
    de Nîmes: 30 48 84
    d'Orléans: 18 28 37 41 45
    de Paris: 75
    de Pau: 32 40 64 65
    de Poitiers: 16 17 79 86
    de Rennes: 22 29 35 56
    de Rouen: 27 76
    de Strasbourg: 57 67 68
    de Toulon: 83
    de Toulouse: 09 12 31 46 81 82
    de Versailles: 78 91
    de la Guadeloupe: 971
    de la Martinique: 972
    de la Guyane: 973
    de La Réunion: 974
    de Mayotte: 976
"""

TRIBUNALS = MappingProxyType(
    {
        code: name.strip()
        for name, codes in (line.split(":") for line in _BY_NAME.strip().splitlines())
        for code in codes.split()
    }
)
"""Code of each of the 101 départements -> « de Lille », « d'Orléans », « de la Guyane »."""
