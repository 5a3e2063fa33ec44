"""The functions of signatories and contacts, agreed with the person: « la présidente », « sa directrice ».

Feminines follow the circular of 21 November 2017 (and « la maire »). A function outside the lexicon is
printed word for word: a wrong guess in a legal text would be worse.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.documents.french.agreement import article, contracted, possessive
from generator.documents.french.elision import fold, words
from generator.store.schema.people import Civility

# Masculine and feminine, or one word for both. A head may be several words: the longest is tried first.
_HEADS = """
adjoint adjointe
adjoint au maire / adjointe au maire
adjoint au directeur / adjointe au directeur
adjoint au président / adjointe au président
administrateur administratrice
agent agente
animateur animatrice
assistant assistante
attaché attachée
auxiliaire
cadre
chargé chargée
chef cheffe
codirecteur codirectrice
collaborateur collaboratrice
comptable
conseiller conseillère
consultant consultante
coordinateur coordinatrice
coordonnateur coordonnatrice
coprésident coprésidente
co-président co-présidente
correspondant correspondante
délégué déléguée
député députée
directeur directrice
économe
éducateur éducatrice
élu élue
fondé fondée
formateur formatrice
gérant gérante
gestionnaire
infirmier infirmière
informaticien informaticienne
ingénieur ingénieure
instructeur instructrice
intervenant intervenante
juriste
maire
manager
mandataire
médecin
médiateur médiatrice
membre
pilote
préfet préfète
président présidente
président-directeur présidente-directrice
principal principale
psychologue
puériculteur puéricultrice
rapporteur rapporteure
recteur rectrice
rédacteur rédactrice
référent référente
régisseur régisseuse
représentant représentante
responsable
secrétaire
sénateur sénatrice
sous-directeur sous-directrice
sous-préfet sous-préfète
superviseur superviseuse
suppléant suppléante
technicien technicienne
trésorier trésorière
travailleur travailleuse
vice-président vice-présidente
"""
# What may stand between a head and its complement, or before the head.
_MODIFIERS = """
1er 1re
actuel actuelle
adjoint adjointe
administratif administrative
chargé chargée
communal communale
communautaire
comptable
délégué déléguée
départemental départementale
éducatif éducative
exécutif exécutive
familial familiale
financier financière
fonctionnel fonctionnelle
général générale
honoraire
institutionnel institutionnelle
intercommunal intercommunale
juridique
local locale
métropolitain métropolitaine
municipal municipale
national nationale
opérationnel opérationnelle
pédagogique
premier première
principal principale
régional régionale
second seconde
social sociale
suppléant suppléante
technique
territorial territoriale
titulaire
"""
# The words that open a complement, copied to its end: prepositions, then nouns used as complements
# (« coordinatrice petite enfance », « référent familles »).
_OPENINGS = words("""
a au aupres aux avec chez de des du en es par pour pres sur
action caf ccas cias collectivites communication ctg culture dsi education enfance enfance-jeunesse
enfance/jeunesse epci famille familles habilitations handicap informatique insertion jeunesse logement msa
numerique parentalite partenariat partenariats petite problemes projet projets qualite rgpd rh rpe sante
scolaire sdsf securite service services sport
""")
# Endings of words that name a woman's function and no man's.
_FEMININE_ENDINGS = ("trice", "euse", "iere", "ienne")
_ORDINAL = re.compile(r"(\d{1,2}e|\d{1,2}eme|[a-z-]+ieme)\Z")


def _lexicon(table: str) -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for line in table.strip().splitlines():
        masculine, _, feminine = line.partition(" / " if " / " in line else " ")
        pair = (masculine, feminine or masculine)
        forms |= {fold(form): pair for form in pair}
    return forms


_HEAD_FORMS = _lexicon(_HEADS)
_MODIFIER_FORMS = _lexicon(_MODIFIERS)
# What follows a function and does not change it: whose it is, and that it is held for a time.
_WHOSE = re.compile(r"\s+(?:du|des|de|par interim)\b.*|\s+d'.*")
_ARTICLE = re.compile(r"^(?:le\s+|la\s+|l')")
_LONGEST_HEAD = max(head.count(" ") + 1 for head in _HEAD_FORMS)
_LINK = re.compile(r"(,\s+|\s+et\s+)")
_START, _AFTER_HEAD, _COMPLEMENT = range(3)  # where the words read so far leave us


@dataclass(frozen=True)
class Function:
    """A function as it is to be printed; `known` is False when it is copied word for word.

    `feminine` is None when the person is not known yet.
    """

    text: str
    known: bool
    feminine: bool | None

    @property
    def definite(self) -> str:
        """« la présidente », « le maire », « l’adjointe au maire », « le/la président(e) »."""
        return article(self.text, self.feminine) + self.text

    @property
    def possessive(self) -> str:
        """« son président », « sa directrice », « son adjointe », « son/sa président(e) »."""
        return possessive(self.text, self.feminine) + self.text

    @property
    def of(self) -> str:
        """« de la présidente », « du président », « de l’adjointe au maire »."""
        return contracted("de", article(self.text, self.feminine)) + self.text


@lru_cache(maxsize=1024)  # a data set has few functions, and asks for each many times
def agree(function: str, civility: Civility | None) -> Function:
    """`function`, written in either gender, in that of `civility`; None prints both (« président(e) »).

    What agrees is put in lower case; complements (« de la commission… ») keep their words.
    """
    feminine = None if civility is None else civility == "Mme"
    printed = ""
    place = _START
    for index, piece in enumerate(_LINK.split(function)):
        if index % 2:
            printed += piece
            continue
        agreed = _agree_part(piece.split(), feminine, place)
        if agreed is None:
            return Function(function, False, feminine)
        text, place = agreed
        printed += text
    return Function(printed, True, feminine)


@lru_cache(maxsize=1024)
def bare(function: str) -> str:
    """`function` to be compared: in the masculine, folded, without an article nor what does not change it."""
    words = _ARTICLE.sub("", " ".join(fold(function).split()))
    return _WHOSE.sub("", fold(agree(words, "M.").text))


def written_feminine(function: str) -> bool | None:
    """Whether `function` is written in the feminine, by its head word; None when that does not show."""
    parts = function.split()
    length = _head_length(parts)
    masculine, feminine = _HEAD_FORMS[_key(parts[:length])] if length else ("", "")
    if masculine != feminine:
        return _key(parts[:length]) == fold(feminine)
    return True if parts and fold(parts[0]).endswith(_FEMININE_ENDINGS) else None


def _agree_part(parts: list[str], feminine: bool | None, place: int) -> tuple[str, int] | None:
    """One part between commas or « et », and where it leaves the sentence; None if it is not understood.

    « maire et président » has two heads; « administratif et financier » one head and two modifiers; in
    « de l'enfance et de la jeunesse » the second part only goes on with the complement.
    """
    printed: list[str] = []
    rest = list(parts)
    while rest and not _head_length(rest) and (pair := _modifier(rest[0])):
        printed.append(_form(pair, feminine))
        rest.pop(0)
    length = _head_length(rest)
    if length:
        printed.append(_form(_HEAD_FORMS[_key(rest[:length])], feminine))
        rest = rest[length:]
    elif place == _COMPLEMENT:
        return " ".join(parts), _COMPLEMENT
    elif place == _START:
        return None
    while rest and (pair := _modifier(rest[0])):
        printed.append(_form(pair, feminine))
        rest.pop(0)
    if not rest:
        return " ".join(printed), _AFTER_HEAD
    if not _opens_complement(rest[0]):
        return None
    return " ".join(printed + rest), _COMPLEMENT


def _key(parts: list[str]) -> str:
    return fold(" ".join(parts))


def _head_length(parts: list[str]) -> int:
    """How many of the first words are a head: 0 if none."""
    lengths = range(min(_LONGEST_HEAD, len(parts)), 0, -1)
    return next((length for length in lengths if _key(parts[:length]) in _HEAD_FORMS), 0)


def _modifier(word: str) -> tuple[str, str] | None:
    if _ORDINAL.match(fold(word)):
        return (word.lower(), word.lower())
    return _MODIFIER_FORMS.get(fold(word))


def _opens_complement(word: str) -> bool:
    return fold(word) in _OPENINGS or fold(word).startswith(("d'", "("))


def _form(pair: tuple[str, str], feminine: bool | None) -> str:
    if feminine is not None:
        return pair[feminine]
    return " ".join(map(_both, pair[0].split(), pair[1].split()))


def _both(masculine: str, feminine: str) -> str:
    """« maire », « président(e) », « directeur/directrice »."""
    if feminine == masculine:
        return masculine
    return f"{masculine}(e)" if feminine == f"{masculine}e" else f"{masculine}/{feminine}"
