"""What a place that is not sure may be filled with, the likeliest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.adoption import labels
from generator.adoption.bindings import BINDINGS, KEEP, NOTHING, WORDS
from generator.adoption.codes import is_possible
from generator.adoption.forms import two_forms
from generator.documents.french import functions
from generator.documents.french.elision import fold
from generator.store.parameters import Family

PARTY = ("partenaire", "caf")
_OF_GENDER = ("civilite", "accord", "accord_signataire")
_LIKELY = {
    "siret": (".siret",), "siren": (".siren",), "adresse": (".adresse", ".adresse_rue"), "ville": (".adresse_ville", ".adresse"),
    "fonction": (".fonction", ".de_fonction", ".la_fonction", ".signature"), "representant": (".representant",),
    "courriel": (".adresses",), "telephone": (".telephone",), "numero": ("acte.numero",), "lieu": (".lieu", ".a_lieu"),
    "civilite": (".civilite",), "cadre": ("convention.cadre",), "mission": ("convention.missions",), "nom": (".le_nom", ".Le_nom", ".nom", ".du_nom"),
}  # fmt: skip
"""By what a place asks, the ends of the names of what it is likely to be."""
LEGAL = re.compile(r"representante? legale?\Z")
_UNIT = re.compile(r"\A[XxN]{1,2}\b")
_STRIKE = re.compile(r"\((?:rayer|barrer|biffer|supprimer)\b")
_COUNTED = re.compile(
    r"\s*\(?(?:jours?|semaines?|mois|ans?\b|annees?|fois|exemplaires?|euros?|€|%|heures?)"
)
_MOST = 6
"""How many answers decisions.yml shows for a place; the guide lists them all."""
_PLAUSIBLE = {
    "date": ("convention.date", "acte.date", "convention.cadre_debut"), "ville": (".adresse_ville", "convention.lieu", ".adresse"),
    "lieu": ("convention.lieu", "convention.a_lieu"), "numero": ("acte.numero", ".siret"), "nom": (".le_nom", ".du_nom", ".nom"),
    "adresse": (".adresse", ".adresse_rue"), "fonction": (".fonction", ".la_fonction"), "representant": (".representant", ".fonction"),
    "courriel": (".adresses",), "telephone": (".telephone",),
}  # fmt: skip
"""By what a place asks, the ends of the names of what it may be, when nothing else tells."""
_ANY = (
    "partenaire.le_nom", "partenaire.Le_nom", "partenaire.la_fonction", "partenaire.du_nom", "partenaire.representant", "partenaire.adresse",
    "caf.le_nom", "caf.representant", ".civilite", ".accord_signataire", ".accord", ".son_fonction", ".signature", ".fonction",
)  # fmt: skip
_OF_SOMEBODY = (
    "representant",
    "adresse",
    "ville",
    "fonction",
    "lieu",
    "courriel",
    "telephone",
    "civilite",
    None,
)
_SIGNING_DAY = re.compile(r"(?:\bfait\b.*|\A\s*)(?:\b(?:le|date)\s*:?\s*)?\Z")
_OF_PEOPLE = ("courriel", "telephone", "representant", "fonction", "?")
_CONTACT = re.compile(r"annexe_[23]\.(?!date)|contrat\.(?!date|a?_?lieu)")
ROLE = re.compile(r"(?:suppleant|administrat(?:eur|rice))(?!.*(?:suppleant|administrat))")
_FRAME = re.compile(
    r"(?:\bctg|\bsdsf|convention territoriale globale|services aux familles)\b[^.;]*\b(?:du|le|au|jusqu'au)\s*\Z"
)
_OF = re.compile(r"\A(?:de|du|des|d['’])\s")


@dataclass(frozen=True)
class Asked:
    """A place: its kind of token, its words, the folded words before it, whose it is, what it asks, its zone.

    `blank` is what is to fill after « le/la », None for any other place.
    """

    kind: str
    words: str
    before: str
    party: str | None
    asked: str | None
    zone: str
    blank: str | None
    after: str = ""
    """The words after it."""


def candidates(place: Asked, family: Family) -> tuple[str, ...]:
    """The bindings that the place may have, the likeliest first, then to keep it, or its words."""
    last = (KEEP, WORDS) if place.kind != "a_remplir" else (KEEP, WORDS, NOTHING)
    if _STRIKE.match(fold(place.words)):
        return (NOTHING, KEEP, WORDS)
    if place.kind == "a_remplir" and labels.AFTER_CAF.search(place.before) and not _names_caf(place):  # fmt: skip
        return last
    if place.kind == "a_remplir" and (_UNIT.match(place.words) or _COUNTED.match(fold(place.after))):  # fmt: skip
        return last
    parties = (place.party,) if place.party and place.blank is None else PARTY
    own = [each for each in BINDINGS[family] if each.partition(".")[0] in parties]
    others = [each for each in BINDINGS[family] if each.partition(".")[0] not in PARTY and (place.asked in _OF_PEOPLE or not _CONTACT.match(each))]  # fmt: skip
    fits = [each for each in (*own, *others) if _fits(place, each.partition(".")[2])]
    likely = _likely(place)
    wanted = (*likely, *_PLAUSIBLE.get(place.asked or labels.told(place.before) or "", _ANY))
    ranked = sorted((each for each in fits if _rank(each, wanted) < len(wanted)), key=lambda each: _rank(each, wanted))  # fmt: skip
    possible = [each for each in ranked or fits if is_possible(each, place.words, family)]
    shown = possible[: _MOST - len(last)]
    if shown and _rank(shown[0], likely) < len(likely) and _is_proven(place):
        return (*shown, *last)
    first = KEEP if place.kind == "a_remplir" else WORDS
    return (first, *shown, *(each for each in last if each != first))


def _is_proven(place: Asked) -> bool:
    """Whether what stands around the place says whose it is: else its likeliest answer may be nonsense."""
    if place.kind != "a_remplir" or place.party or ROLE.search(place.before):
        return True
    if labels.opening(place.words.partition("[")[0]) == 0:
        return True
    asked = place.asked or labels.told(place.before)
    if asked == "nom":
        return labels.KIND_BEFORE.search(place.before) is None
    if asked == "mission":
        return re.search(r"\d", place.words) is None
    return asked not in _OF_SOMEBODY


def is_function(words: str) -> bool:
    """Whether the words are a function in both genders that the lexicon knows: « président·e », « le/la maire »."""
    forms = two_forms(words)
    nouns = (forms[0], forms[0].partition(" ")[2]) if forms else ()
    return any(each and functions.agree(each, "M.").known and not LEGAL.search(fold(each)) for each in nouns)  # fmt: skip


def _names_caf(place: Asked) -> bool:
    return fold(place.words).startswith(("la caf", "la caisse", "caf", "caisse"))


def _fits(place: Asked, datum: str) -> bool:
    match place.kind:
        case "civilite":
            return datum == "civilite"
        case "accord":
            return datum in ("accord", "accord_signataire")
        case "a_choisir" if labels.opening(place.words) == 0:
            return datum == "le_nom"
        case "fonction" | "a_choisir" if place.blank is None:
            if "partenaire" in fold(place.words):
                return datum in (("du_nom",) if fold(place.words).startswith("du") else ("le_nom", "Le_nom", "terme", "Terme"))  # fmt: skip
            office = ("fonction", "la_fonction", "son_fonction", "signature")
            agreeing = ("accord", "accord_signataire") if two_forms(place.words) else ()
            is_office = place.kind == "fonction" or is_function(place.words)
            return datum in (*(office if is_office else ()), *agreeing)
        case "fonction":
            names = ("le_nom", "Le_nom") if place.words[0] in "Ll" else ()
            return datum in (*names, "fonction", "la_fonction", "son_fonction", "signature")
    if place.asked == "civilite":
        return datum == "civilite"
    return datum not in _OF_GENDER and datum not in ("delegation", "terme", "Terme")


def _likely(place: Asked) -> Sequence[str]:
    """The ends of the likeliest bindings, in their order; none when the words tell nothing."""
    if place.kind == "a_remplir":
        return _likely_datum(place)
    if place.kind == "civilite":
        return ("partenaire.civilite",) if place.zone else ()
    if not place.zone:
        return ()  # « un(e) responsable » of the text is nobody that the data know
    if labels.opening(place.words) == 0:
        return ("partenaire.le_nom",)  # « Pour la commune / l'EPCI »
    if place.kind == "accord":
        return (".accord", ".accord_signataire")
    if "partenaire" in fold(place.words):
        return ("partenaire.Le_nom",) if place.words[0].isupper() else ("partenaire.le_nom", "partenaire.du_nom")  # fmt: skip
    if (forms := two_forms(place.words)) and LEGAL.search(fold(forms[0])):
        return (".accord_signataire",)
    if place.kind == "fonction":
        own = fold(place.words).startswith(("son", "sa"))
        return (".son_fonction" if own else ".la_fonction",)
    return (".accord_signataire",)


def _likely_datum(place: Asked) -> Sequence[str]:
    if _names_caf(place):
        return (".le_nom_court",) if fold(place.words).startswith(("la caf", "caf")) else (".le_nom",)  # fmt: skip
    if labels.opening(place.words.partition("[")[0]) == 0:
        return ("partenaire.Le_nom", "partenaire.le_nom") if place.words[0].isupper() else ("partenaire.le_nom",)  # fmt: skip
    asked = place.asked or labels.told(place.before)
    if asked == "date" and (of_frame := _FRAME.search(place.before)):
        first = of_frame[0].rstrip().endswith(("du", "le"))
        return ("convention.cadre_debut",) if first else ("convention.cadre_fin",)
    if asked == "date":
        act = labels.ACT_DAY.search(place.before) is not None
        signing = place.zone == "signatures" and _SIGNING_DAY.search(place.before)
        return ("acte.date",) if act else ("convention.date",) if signing else ()
    if asked in ("representant", "fonction", "courriel", "telephone") and (
        role := ROLE.search(place.before)
    ):
        who = "suppleant" if role[0].startswith("suppleant") else "administrateur"
        return (f"contrat.{who}", *_LIKELY[asked]) if asked == "representant" else tuple(f"contrat.{who}{end}" for end in _LIKELY[asked])  # fmt: skip
    if asked == "nom" and _OF.match(place.words) and not _UNIT.match(place.words):
        return ("partenaire.du_nom",)
    if asked == "lieu" and place.words.startswith("à"):
        return (".a_lieu",)
    return _LIKELY.get(asked or "", ())


def _rank(name: str, likely: Sequence[str]) -> int:
    return next((rank for rank, end in enumerate(likely) if name.endswith(end)), len(likely))
