"""The places of an official text bound to data, by what stands around them.

A binding is made only when the words leave no doubt: the party whose paragraph it is, and the label before
the place or the word inside it. Every other place is listed, with what it may be, for somebody to decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.adoption.bindings import BINDINGS, KEEP, WORDS
from generator.adoption.codes import two_forms
from generator.adoption.lines import Spoken, annexes
from generator.adoption.owners import SIGNED, owner, owners, side_by_side, zones
from generator.adoption.tokens import Token, asks_first_name, blank_after_article, tokens
from generator.documents.french.elision import fold
from generator.store.parameters import Family

PARTY = ("partenaire", "caf")


@dataclass(frozen=True)
class Place:
    """Characters `start` to `end` of line number `line`; `binding` is None when it is to be decided.

    `candidates` are the bindings that it may have, the likeliest first.
    """

    line: int
    start: int
    end: int
    words: str
    binding: str | None
    candidates: tuple[str, ...]


_PREPOSITION = re.compile(r"(?:(?<=\s)|\A)(?:de|à)\s\Z")

_NAME = re.compile(
    r"(?:(?:entre|et)\s*:?\s+)?((?:la|le|l'|les)\s?(?:caisse d'allocations familiales|caf|conseil departemental|departement"
    r"|communaute (?:de communes|d'agglomeration|urbaine)|communaute|metropole|commune|ville|syndicat|association"
    r"|ccas|centre communal d'action sociale|collectivite|epci|etablissement public[^,;\[]{0,40})"
    r"(?:\s+(?:de la|de l'|de|du|des|d'))?\s*)\Z"
)
_ADDRESS = re.compile(
    r"(?:siege (?:social )?(?:est |se trouve )?(?:situe|fixe|etabli)e?(?: au| a)?|siege social(?: sis)?|domicilie\S*(?: au| a)?"
    r"|\bsise?(?: au| a)?|demeurant(?: au| a)?|adresse(?: postale| du siege)?\s*:?)\s*:?\s*\Z"
)
_OFFICE = re.compile(r"(?:(?:en|agissant en) (?:sa )?qualite de|agissant en tant que|fonction\s*:?|qualite\s*:?)\s*\Z")  # fmt: skip
_PERSON = re.compile(
    r"(?:m\.|mme|monsieur|madame|m\./mme|mme/m\.|\(e\)|ou mme|ou madame)\s*(?:,\s*)?\Z"
)
_SPEAKS_OF_PERSON = re.compile(r"represent|signataire|\bm\.|\bmme\b|madame|monsieur|prenom")
_IN_OFFICE = re.compile(r".{0,20}\b(?:qualite|es qualites?)\b")
_SIRET = re.compile(r"siret[^,;]{0,20}\Z")
_PLACE_OF_SIGNING = re.compile(r"fait\b.*\ba\s*:?\s*\Z")
_DAY_OF_SIGNING = re.compile(r"(?:fait\b.*|\A)\ble\s*:?\s*\Z")
_OPENS = re.compile(r"(?:(?:entre|et|d'une part|d'autre part)\b\s*[,:]?\s*)*")
"""What may stand before the name of a party that opens its paragraph."""
_PARTY_FOLLOWS = re.compile(
    r"[\s,;:()–—-]*(?:dont le siege|ayant (?:son|pour) siege|siege\b|(?:n°|numero)?\s*(?:de\s+)?siret|immatricule|sise?\b|situee?\b"
    r"|domicilie|(?:ci-apres\s+)?(?:denomme|designe)|represente)"
)
_IS_REPRESENTED_BY = re.compile(
    r"represente\S*\s+par\b[^.;]*\Z|(?:\bm\.|\bmme|madame|monsieur)[^.;]*,\s*\Z"
)
_TURNS = re.compile(r"(?:\bet|d'(?:une|autre) part)\b[\s,:]*\Z")
_OFFICE_ASKED = re.compile(r"\b(?:fonction|qualite|titre|maire|president|direct(?:eur|rice))")
_BY_ANOTHER = re.compile(r"\bpar (?:delegation|procuration)\b|\bsuppleante?\b")
"""Words after which a person is another than the one who signs."""
_AFTER_CAF = re.compile(
    r"(?:\bcaf|allocations familiales)\s?[)»]*\s+(?:de la|de l'|de|du|des|d')\s*\Z"
)
"""What the name of the Caf would say twice."""
_SEAT = re.compile(r"\bsiege\b[^,;]*\Z")
_GENERIC = re.compile(
    r"[\[(]?\s*(?:a (?:completer|remplir|preciser|renseigner)|cliquez.*|choisissez.*|click.*|choose.*)\s*[\])]?"
)
# What a place may ask for by a word of its own; the name of the party last, since others name it too.
_ASKED = (
    ("siret", re.compile(r"\bsiret\b")),
    ("adresse", re.compile(r"\badresse\b(?! (?:mail|electronique))|\bsiege\b")),
    ("fonction", re.compile(r"\b(?:fonction|qualite|titre)\b")),
    ("representant", re.compile(r"\bprenom|\bnom\b(?! d[eu]\b| d'| commune)")),
    ("date", re.compile(r"\bdate\b|\bjj\b|xx/xx")),
    ("lieu", re.compile(r"\blieu\b")),
    ("nom", re.compile(r"\b(?:partenaire|denomination|collectivite|commune|raison sociale|organisme|departement|epci)\b")),
)  # fmt: skip
_SENT = re.compile(r"(?:date de (?:transmission|l'envoi|mise a jour)|transmise? le)\s*:?\s*\Z")


def places(said: Sequence[Spoken], family: Family) -> list[Place]:
    """The places of the lines, in their order."""
    parties, within, numbers = owners(said), zones(said), list(annexes(said))
    found: list[Place] = []
    for number, line in enumerate(said):
        signing = any(
            SIGNED.match(fold(each.text)) for each in said[max(0, number - 12) : number + 1]
        )
        found_here = list(tokens(line.text, choices=bool(within[number])))
        doubt = signing and len(found_here) > 1 and line.column is None and side_by_side(line.text)
        for token in found_here:
            party = None if doubt else owner(line.text, token, parties[number])
            place = _Around(line.text, token, party, numbers[number], signing)
            binding, start = place.bound()
            if binding not in BINDINGS[family]:
                binding, start = None, place.start
            found.append(Place(number, start, token.end, line.text[start : token.end], binding, place.candidates(family)))  # fmt: skip
    return found


@dataclass(frozen=True)
class _Around:
    """A token of a line and what is known of where it stands."""

    text: str
    token: Token
    party: str | None
    annexe: str | None
    signing: bool

    def bound(self) -> tuple[str | None, int]:
        """What the place is, None when that is not sure, and where it begins: a name takes the words before it."""
        start = self.start
        if self.token.kind != "a_remplir":
            return self._chosen(), start
        asked = self._asked()
        if name := self._name(asked):
            return name
        if asked in (None, "date") and self.annexe and _SENT.search(self._before):
            return f"annexe_{self.annexe}.date", start
        if self.signing or SIGNED.match(fold(self.text)):
            if asked == "lieu" or (asked is None and _PLACE_OF_SIGNING.search(self._before)):
                return f"convention.{'a_' if start < self.token.start else ''}lieu", start
            if asked == "date" or (asked is None and _DAY_OF_SIGNING.search(self._before)):
                return "convention.date", start
        datum = self._datum(asked) if self.party else None
        return (f"{self.party}.{datum}" if datum else None), start

    def candidates(self, family: Family) -> tuple[str, ...]:
        """The bindings the place may have: those of its party first."""
        if self.token.kind == "a_remplir" and self._after_caf():
            return (KEEP, WORDS)
        parties = (self.party,) if self.party and self._blank is None else PARTY
        own = [each for each in BINDINGS[family] if each.partition(".")[0] in parties]
        others = [each for each in BINDINGS[family] if each.partition(".")[0] not in PARTY]
        fits = [each for each in (*own, *others) if self._fits(each.partition(".")[2])]
        return (*fits, KEEP, WORDS)

    def _fits(self, datum: str) -> bool:
        match self.token.kind:
            case "civilite":
                return datum == "civilite"
            case "accord":
                return datum in ("accord", "accord_signataire")
            case "a_choisir" if two_forms(self.token.words):
                return datum == "accord_signataire"
            case "fonction" | "a_choisir":
                names = ("le_nom", "Le_nom") if self._blank and self.token.words[0] in "Ll" else ()
                return datum in (*names, "fonction", "la_fonction", "son_fonction", "signature")
        return datum not in ("civilite", "accord", "accord_signataire")

    @property
    def start(self) -> int:
        """Where the place begins, with the preposition before it: what fills it may contract with it."""
        if self.token.kind != "a_remplir":
            return self.token.start
        found = _PREPOSITION.search(self.text[: self.token.start])
        return found.start() if found else self.token.start

    @property
    def _before(self) -> str:
        return fold(self.text[: self.token.start])[-120:]

    @property
    def _blank(self) -> str | None:
        """What is to fill of « le/la [à compléter] », None for any other place."""
        return blank_after_article(self.token.words)

    def _after_caf(self) -> bool:
        """Whether the place ends « la Caf de … »: no datum is the territory alone."""
        return _AFTER_CAF.search(self._before) is not None

    def _asked(self) -> str | None:
        """What the place itself asks for, None when it says nothing; « ? » when that is not one thing known."""
        inside = fold(self._blank or self.token.words)
        if not re.search(r"[^\W_x]", inside) or _GENERIC.fullmatch(inside):
            return None
        asked = [name for name, pattern in _ASKED if pattern.search(inside)]
        if len(asked) > 1 and asked[-1] == "nom":
            asked = asked[:-1]  # « [adresse de la commune] »
        return asked[0] if len(asked) == 1 else "?"

    def _chosen(self) -> str | None:
        """A civility, an agreement or a function between two forms."""
        if self.party is None:
            return None
        match self.token.kind:
            case "accord" if self._agrees_with_a_person():
                return None
            case "civilite" | "fonction" if self._is_another():
                return None
            case "civilite" | "accord" as kind:
                return f"{self.party}.{kind}"
            case "fonction" if self._blank and (name := self._name_after_article()):
                return name
            case "fonction" if self._blank is None or self._is_office():
                own = fold(self.token.words).startswith(("son", "sa"))
                return f"{self.party}.{'son' if own else 'la'}_fonction"
        return None

    def _agrees_with_a_person(self) -> bool:
        """Whether an agreement may be that of whoever signs: « M./Mme …, domicilié(e) en cette qualité »."""
        told = _SPEAKS_OF_PERSON.search(self._before) or _IN_OFFICE.match(fold(self.text[self.token.end :]))  # fmt: skip
        words = fold(self.token.words)
        if words.startswith("situe") and _SEAT.search(self._before):
            return True  # « dont le siège est situé(e) »
        of_party = words.startswith("denomm") or (words.startswith("design") and self._before.endswith("ci-apres "))  # fmt: skip
        return bool(told) and not of_party

    def _name_after_article(self) -> str | None:
        """The name of the partner, when « Le/La …… » is it by what it asks or by what follows: a Caf is feminine."""
        if self.party != "partenaire" or self.token.words[0] not in "Ll":
            return None
        before = fold(self.text[: self.token.start])
        asked = self._asked()
        opens = _OPENS.fullmatch(before) is not None and not self.signing
        follows = _PARTY_FOLLOWS.match(fold(self.text[self.token.end :])) is not None
        by_context = opens and follows and asked in (None, "nom", "representant")
        if not by_context and not (asked == "nom" and (opens or before.endswith("pour "))):
            return None
        return f"partenaire.{'Le' if self.token.words[0] == 'L' else 'le'}_nom"

    def _is_office(self) -> bool:
        """Whether « le/la …… » is the office of whoever signs, by what it asks or by what stands before."""
        if _OFFICE_ASKED.search(fold(self._blank or "")):
            return True
        above = self.signing and not self._before.strip()
        told = _IS_REPRESENTED_BY.search(self._before) and not _TURNS.search(self._before)
        return self._asked() is None and (above or bool(told))

    def _is_another(self) -> bool:
        """Whether the person there is not the one who signs: « par délégation M./Mme [nom] »."""
        return _BY_ANOTHER.search(self._before) is not None

    def _name(self, asked: str | None) -> tuple[str, int] | None:
        """The name of the party, with the words that open it: « La commune de » is in the data."""
        if self.party is None or self.signing or asked not in (None, "nom"):
            return None
        before = self.text[: self.token.start]
        opening = _NAME.match(fold(before))
        # A character that `fold` writes in several would shift the words before it.
        if opening and len(fold(before)) == len(before):
            start = opening.start(1)
            return f"{self.party}.{'Le' if self.text[start].isupper() else 'le'}_nom", start
        if asked == "nom" and re.fullmatch(r"(?:(?:entre|et)\s*:?\s+)?", fold(before)):
            return f"{self.party}.Le_nom", self.token.start
        return None

    def _datum(self, asked: str | None) -> str | None:
        """Which datum of the party, by the word within the place or, when it has none, the label before it."""
        before = self._before
        if asked is None:
            labels = (("siret", _SIRET), ("adresse", _ADDRESS), ("fonction", _OFFICE), ("representant", _PERSON))  # fmt: skip
            asked = next((name for name, label in labels if label.search(before)), None)
        if asked in ("fonction", "representant") and self._is_another():
            return None
        if asked == "fonction":
            if self.signing and not before.strip():
                return "signature"
            return "de_fonction" if before.endswith("de ") else "fonction"
        if asked == "representant" and self._is_part_of_name():
            return None
        if asked == "representant" and not self.signing:
            speaks = _SPEAKS_OF_PERSON.search(f"{before[-80:]}{fold(self.token.words)}")
            return asked if speaks else None
        return asked if asked in ("siret", "adresse", "representant") else None

    def _is_part_of_name(self) -> bool:
        """Whether the place asks for a first name alone, or for the last name of a line that asks for both apart."""
        words = [each.words for each in tokens(self.text, choices=False)]
        if asks_first_name(self.token.words):
            return True
        return "prenom" not in fold(self.token.words) and any(map(asks_first_name, words))
