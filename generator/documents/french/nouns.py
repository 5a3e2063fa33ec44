"""Names of organisations and places with their articles: « de la Communauté de communes… », « du Havre »."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.documents.french.agreement import article, contracted
from generator.documents.french.elision import APOSTROPHE, elides, fold, words
from generator.errors import GreffeError
from generator.store.national import Organisation, Sort
from generator.store.schema.base import Agreement
from generator.store.territories import DEPARTEMENTS

# The word that opens the name of an organisation, and the first word of sigles known by all: it gives the gender.
FEMININE = words("""
académie agence agglo agglomération alliance amicale antenne assemblée association banque bibliothèque
boutique caisse chambre cité clinique collectivité commission commune communauté compagnie confédération
congrégation coopérative coordination crèche croix-rouge direction école entente entraide entreprise épicerie
équipe eurométropole fabrique fédération ferme fondation formation garderie guilde halte halte-garderie
initiative institution intercommunalité ligue ludothèque mairie maison maternelle médiathèque métropole
micro-crèche microcrèche mission mutualité mutuelle œuvre paroisse passerelle pépinière plateforme
plate-forme pouponnière préfecture province régie région résidence ressourcerie société sous-préfecture station
structure union université unité ville
ca caf carsat cc cnaf cpam cu ddets dreets dsden feve mam mas mdph mecs mfr mjc msa pmi sarl sas scic scop sem
spl udaf unaf uraf
""")
MASCULINE = words("""
accueil atelier bureau café carrefour carré centre cercle chantier château club collectif collège comité
conseil consortium conservatoire consulat département dispositif diocèse domaine espace établissement fonds
forum foyer groupe groupement guichet hôpital hospice hôtel institut jardin lieu lycée mouvement multi-accueil
multiaccueil musée observatoire office organisme ouvroir parc parlement patronage pays planning point pôle port
préau programme rectorat regroupement relais réseau restaurant rpi secours secrétariat service siège
syndicat théâtre territoire tiers-lieu
alsh camsp ccas cd cdad cias cidff cmp csc ehpad epa epci ept esat gie gip itep ogec petr pimms ram rpe
sdis sivom sivos sivu smictom
""")
# « Bordeaux Métropole », « Exemple Agglo »: feminine names said without article, unlike « Amis de la Métropole ».
BRANDS = words("agglo agglomération communauté eurométropole intercommunalité métropole")
LINKS = words("a au aux d de des du en et l la le les notre par pour sur une")
_SIGLE = re.compile(
    r"(?=(?:[^A-Z]*[A-Z]){2})\w{2,8}\Z"
)  # « CCVE », « CA2C », « CoVe »; not « Arles »
# What the list of organisations leaves out of their names.
_OPENINGS: dict[Sort, str] = {
    "CC": "Communauté de communes ",
    "CA": "Communauté d'agglomération ",
    "CU": "Communauté urbaine ",
    "METRO": "",
    "EPT": "Établissement public territorial ",
}
_OWN_ARTICLE = re.compile(r"(?:(le|la|les)\s|l['’])", re.IGNORECASE)


class UnknownGender(GreffeError):  # noqa: N818 - says what is wrong, as its neighbours do
    """The lexicon does not know the word that opens a name, and the data do not give its gender."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"greffe ne connaît pas le genre de « {name} » : ajoutez sous ce nom une ligne"
            " « accord: masculin », « feminin », « masculin-pluriel » ou « feminin-pluriel »."
        )


class UnknownDepartement(GreffeError):  # noqa: N818 - idem
    """No département has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Aucun département n'a le code « {code} » : écrivez par exemple « 31 », « 2A » ou « 974 »."
        )


@dataclass(frozen=True)
class Noun:
    """An organisation's name, printed as written, with its gender and number.

    `bare` is True for a name said without article, or that has its own (« La Ruche »).
    """

    name: str
    feminine: bool
    plural: bool
    bare: bool = False

    @property
    def definite(self) -> str:
        """« la Communauté de communes… », « l’Association… », « Bordeaux Métropole », « La Ruche »."""
        return self._article + self.name

    @property
    def of(self) -> str:
        """« de la Communauté… », « du Conseil… », « de l’Association… », « des Francas »."""
        return self._after("de")

    @property
    def to(self) -> str:
        """« à la Communauté… », « au Conseil… », « à l’Association… », « aux Francas »."""
        return self._after("à")

    def with_name(self, name: str) -> "Noun":
        """The same organisation under a sigle or a short name: « la CCVE », « le SIVOM ».

        A sigle takes the full name's gender. Another short name takes that of its first word (« le
        Département »), or is said as a commune is: « d’Arles », « du Havre ».
        """
        if name == self.name:
            return self
        known = _known(name)
        if known and not known.bare:
            return known
        return Noun(name, self.feminine, self.plural, bare=not _SIGLE.match(name))

    @property
    def _article(self) -> str:
        return "" if self.bare else article(self.name, self.feminine, self.plural)

    def _after(self, preposition: str) -> str:
        if self.bare:
            return _before_place(preposition, self.name)
        return contracted(preposition, self._article) + self.name


def noun(name: str, accord: Agreement | None = None) -> Noun:
    """The name of an organisation; `accord`, when the data give it, wins over the lexicon.

    An article before a word of the lexicon is grammar (« La Communauté… » is « la Communauté… »); before
    another word it belongs to the name (« Les Francas », « La Ruche »). Raises UnknownGender.
    """
    known = _known(name)
    if accord:
        feminine, plural = accord.startswith("feminin"), accord.endswith("pluriel")
        if known:
            return replace(known, feminine=feminine, plural=plural)
        return Noun(name, feminine, plural, bare=bool(_OWN_ARTICLE.match(name)))
    if known is None:
        raise UnknownGender(name)
    return known


def denomination(found: Organisation) -> str:
    """The whole name of an organisation of the list, with the straight apostrophes that the data have.

    « Communauté de communes des Coteaux du Girou », « Métropole du Grand Nancy », « Commune du Havre ».
    """
    if found.sort == "COM":
        return f"Commune {of_place(found.nom, found.article)}".replace(APOSTROPHE, "'")
    return _OPENINGS[found.sort] + found.nom


def of_place(name: str, article: str = "") -> str:
    """« de » and a commune: « du Havre », « des Abymes », « de La Réunion », « d’Arles », « de Lille ».

    The article of a commune keeps its capital unless it is contracted. `article` is its code (Insee, TNCC)
    when it is known: 0 forbids to elide, for those of the communes in h that have the name of another
    (« de Hauteville » in the Aisne, « d’Hauteville » in the Marne).
    """
    if article == "0" and not _OWN_ARTICLE.match(name):
        return f"de {name}"
    return _before_place("de", name)


def to_place(name: str) -> str:
    """« à » and a commune: « au Havre », « aux Abymes », « à La Rochelle », « à Lille »."""
    return _before_place("à", name)


def of_departement(code: str) -> str:
    """« de » and the département of that code: « de l’Aude », « du Nord », « des Landes », « de Paris ».

    Raises UnknownDepartement.
    """
    if code not in DEPARTEMENTS:
        raise UnknownDepartement(code)
    departement = DEPARTEMENTS[code]
    if not departement.article:
        return of_place(departement.nom)
    before = f"l{APOSTROPHE}" if departement.article == "l'" else f"{departement.article} "
    return contracted("de", before) + departement.nom


def _known(name: str) -> Noun | None:
    """What the name itself tells: its first word, a brand word further on, or its own « Le » or « La »."""
    own = _OWN_ARTICLE.match(name)
    plain = name[own.end() :] if own else name
    parts = [part for part in re.split(r"[\s\-«»,.\"']+", fold(plain)) if part]
    head = fold(plain).split()[0].strip("«»,.\"'")
    if head in FEMININE or head in MASCULINE:
        return Noun(plain, head in FEMININE, False)
    if own:
        gender = {"la": True, "le": False}.get(fold(own[1] or ""))
        return None if gender is None else Noun(name, gender, False, bare=True)
    if any(word in BRANDS and before not in LINKS for before, word in pairwise(parts)):
        return Noun(name, True, False, bare=True)
    return None


def _before_place(preposition: str, name: str) -> str:
    own = _OWN_ARTICLE.match(name)
    if own and own[1] and fold(own[1]) != "la":
        return contracted(preposition, f"{fold(own[1])} ") + name[own.end() :]
    if preposition == "de" and not own and elides(name):
        return f"d{APOSTROPHE}{name}"
    return f"{preposition} {name}"
