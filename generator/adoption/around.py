"""What a place of an official text is bound to, by what stands around it in its line: None when that is not sure."""

import re
from dataclasses import dataclass

from generator.adoption import labels
from generator.adoption.bindings import KEEP
from generator.adoption.candidates import LEGAL, Asked, is_function
from generator.adoption.forms import two_forms
from generator.adoption.owners import SIGNED
from generator.adoption.tokens import (
    Token,
    asks_part_of_address,
    asks_part_of_name,
    blank_after_article,
    is_mark,
)
from generator.adoption.voids import is_label, is_void
from generator.documents.french.elision import fold

_PREPOSITION = re.compile(r"(?:(?<=\s)|\A)(?:de|à)\s\Z")
_SPEAKS_OF_PERSON = re.compile(r"represent|signataire|\bm\.|\bmme\b|madame|monsieur|prenom")
_IN_OFFICE = re.compile(r".{0,20}\b(?:qualite|es qualites?)\b")
_PLACE_OF_SIGNING = re.compile(r"fait\b.*\ba\s*:?\s*\Z")
_DAY_OF_SIGNING = re.compile(r"(?:fait\b.*|\A)\b(?:le|date\s*:)\s*:?\s*\Z")
_OPENS = re.compile(r"(?:(?:entre|et|d'une part|d'autre part)\b\s*[,:]?\s*)*")
"""What may stand before the name of a party that opens its paragraph."""
_PARTY_OPENS = re.compile(r"(?:\A|.*(?:\bentre|\bet|d'une part|d'autre part)\b)\s*[,:]?\s*\Z")
_PARTY_FOLLOWS = re.compile(
    r"[\s,;:()–—-]*(?:dont le siege|ayant (?:son|pour) siege|siege\b|(?:n°|numero)?\s*(?:de\s+)?siret|immatricule|sise?\b|situee?\b"
    r"|domicilie|(?:ci-apres\s+)?(?:denomme|designe)|represente)"
)
_IS_REPRESENTED_BY = re.compile(
    r"represente\S*\s+par\b[^.;]*\Z|(?:\bm\.|\bmme|madame|monsieur)[^.;]*,\s*\Z"
)
_AFTER_OFFICE = re.compile(r"represente\S*\s+par\s+(?:son|sa|le|la)\b[^,;.]{3,60},\s*\Z")
_SHORT = 40
"""Characters before « [date] » up to which its line, near the signatures, is not a sentence about another day."""
_NAME_LABEL = re.compile(
    r"(?:(?:nom|denomination|raison sociale) (?:du |de la |de l')?)?(?:partenaire|collectivite|organisme|structure)\s*:\s*\Z"
)
_TURNS = re.compile(r"(?:\bet|d'(?:une|autre) part)\b[\s,:]*\Z")
_OFFICE_ASKED = re.compile(r"\b(?:fonction|qualite|titre|maire|president|direct(?:eur|rice))")
_BY_ANOTHER = re.compile(
    r"\bpar (?:delegation|procuration)\b|\bsuppleante?\b"
    r"|\b(?:administrat|referent|responsable|correspondant|interlocut|contact|gestionnaire|titulaire)(?!.*\brepresente)[^.;]*\Z"
)
"""Words after which a person is another than the one who signs."""
_SEAT = re.compile(r"\bsiege\b[^,;]*\Z")
_SENT = re.compile(r"(?:date de (?:transmission|l'envoi|mise a jour)|transmise? le)\s*:?\s*\Z")


@dataclass(frozen=True)
class Around:
    """A token of a line and what is known of where it stands."""

    text: str
    token: Token
    party: str | None
    annexe: str | None
    signing: bool
    zone: str
    label: str = ""
    """The head of the row or of the column, in a table."""

    def bound(self) -> tuple[str | None, int]:
        """What the place is, None when that is not sure, and where it begins: a name takes the words before it."""
        start = self.start
        if self.token.kind == "a_cocher":
            return KEEP, start  # a box is ticked by hand
        if self.token.kind != "a_remplir":
            return self._chosen(), start
        if is_mark(self.token.words):
            return None, start
        asked = self._asked()
        if name := self._name(asked):
            return name
        if asked in (None, "date") and self.annexe and _SENT.search(self._before):
            return f"annexe_{self.annexe}.date", start
        if self.signing or SIGNED.match(fold(self.text)):
            if asked == "lieu" or (asked is None and _PLACE_OF_SIGNING.search(self._before)):
                own = self.token.words.startswith("à")
                return f"convention.{'a_' if own or start < self.token.start else ''}lieu", start
            if asked == "date" and self.party and self.zone == "signatures" and is_label(self.token.words) and self.token.words[0] in "Dd":  # fmt: skip
                return f"convention.date_{self.party}", start
            near = asked == "date" and len(self._before.strip()) <= _SHORT
            if asked in (None, "date") and (near or _DAY_OF_SIGNING.search(self._before)):
                return self._dated("convention.date"), start
        if self.party == "partenaire" and (act := self._act(asked)):
            return act, start
        datum = self._datum(asked) if self.party else None
        return (f"{self.party}.{datum}" if datum else None), start

    def asked(self, start: int) -> Asked:
        """What tells the data that the place may have; it begins at `start`."""
        asked = self._asked()
        return Asked(
            self.token.kind, self.text[start : self.token.end], self._before, self.party, asked, self.zone, self._blank,
            self.text[self.token.end :],
        )  # fmt: skip

    @property
    def start(self) -> int:
        """Where the place begins, with the preposition before it: what fills it may contract with it."""
        if is_label(self.token.words):
            return self.token.start
        if self.token.kind != "a_remplir" or not re.search(r"[^XxN\d\s.,-]", self.token.words):
            return self.token.start
        found = _PREPOSITION.search(self.text[: self.token.start])
        return found.start() if found else self.token.start

    @property
    def _before(self) -> str:
        return labels.in_place(self.text[: self.token.start])[-160:]

    @property
    def _blank(self) -> str | None:
        """What is to fill of « le/la [à compléter] », None for any other place."""
        return blank_after_article(self.token.words)

    def _asked(self) -> str | None:
        words = self.label if is_void(self.token.words) else self._blank or self.token.words
        asked = labels.asked(words)
        told = labels.told(self._before)
        return told if asked == "numero" and told in ("siret", "siren") else asked

    def _dated(self, binding: str) -> str:
        """The date, in figures where the text has « ../../.... »."""
        return f"{binding}_chiffres" if "/" in self.token.words else binding

    def _act(self, asked: str | None) -> str | None:
        """The day or the number of the act by which the partner signs: « habilité par délibération n° … du … »."""
        if asked in (None, "date") and labels.ACT_DAY.search(self._before):
            return f"{self._dated('acte.date')}{self._of_act()}"
        if asked in (None, "numero") and labels.ACT_NUMBER.search(self._before):
            return f"acte.numero{self._of_act()}"
        return None

    def _of_act(self) -> str:
        """What holds an act to the nature and to the body that the text writes: another act is left to the hand."""
        nature = labels.ACT.findall(self._before)[-1]
        after = labels.in_place(self.text[self.token.end :])
        body = labels.BODY.search(
            f"{self._before.rpartition(nature)[2]} {labels.SENTENCE.split(after)[0]}"
        )
        return f' | pour_acte(autorisation, "{nature}", "{body[1] if body else ""}")'

    def _chosen(self) -> str | None:
        """A civility, an agreement or a function between two forms."""
        if self.party is None or not self.zone:
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
            case "fonction" if self._is_legal():
                return f"{self.party}.accord_signataire"
            case "fonction" if self._is_office():
                own = fold(self.token.words).startswith(("son", "sa"))
                alone = self.zone == "signatures" and not self._before.strip()
                return f"{self.party}.{'son_fonction' if own else 'signature' if alone else 'la_fonction'}"
            case "a_choisir" if self._is_after_name() and not self._is_another():
                return f"{self.party}.fonction"
        return None

    def _is_after_name(self) -> bool:
        """Whether it is the function of whoever signs, told after the name: « M. [nom], directeur/trice »."""
        told = labels.OFFICE.search(self._before) or self._is_told()
        either = re.search(r"(?:\bou|/)\s*\Z", self._before)
        return bool(told) and not either and is_function(self.token.words) and not fold(self.token.words).startswith("un")  # fmt: skip

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

    def _is_legal(self) -> bool:
        """Whether it is « son/sa représentant(e) légal(e) », who signs."""
        forms = two_forms(self.token.words)
        return forms is not None and LEGAL.search(fold(forms[0])) is not None and self._is_told()

    def _is_office(self) -> bool:
        """Whether « le/la …… » is the office of whoever signs, by what it asks or by what stands before."""
        if self._blank is None:
            return is_function(self.token.words.partition(" ")[2]) or is_function(self.token.words)
        if _OFFICE_ASKED.search(fold(self._blank)):
            return True
        above = self.signing and not self._before.strip()
        return self._asked() is None and (above or self._is_told())

    def _is_told(self) -> bool:
        """Whether what stands before says that whoever signs comes next."""
        return _IS_REPRESENTED_BY.search(self._before) is not None and not _TURNS.search(self._before)  # fmt: skip

    def _is_another(self) -> bool:
        """Whether the person there is not the one who signs: « par délégation M./Mme [nom] »."""
        return _BY_ANOTHER.search(self._before) is not None

    def _name(self, asked: str | None) -> tuple[str | None, int] | None:
        """The name of the party, with the words that open it: « La commune de » is in the data."""
        before = self.text[: self.token.start]
        is_name = asked in (None, "nom", "ville") or (asked == "representant" and "prenom" not in fold(self.token.words))  # fmt: skip
        if not is_name:
            return None
        if found := labels.caf_opening(before):
            start, has_article, short = found
            name = f"{'le_' if has_article else ''}nom{'_court' if short else ''}"
            capital = has_article and self.text[start].isupper() and not self.text[start : start + 2].isupper()  # fmt: skip
            return f"caf.{name[0].upper() if capital else name[0]}{name[1:]}", start
        if labels.AFTER_CAF.search(fold(before)):
            return None, self.start
        if (start_of := labels.opening(before)) is not None:
            sure = self._is_party(before[:start_of], asked) and "(" not in before[start_of:]
            name = f"partenaire.{'Le' if self.text[start_of].isupper() else 'le'}_nom"
            return (name if sure else None), start_of
        if _NAME_LABEL.fullmatch(fold(before)) or (
            self.is_alone and _NAME_LABEL.fullmatch(fold(self.token.words))
        ):
            return "partenaire.nom", self.token.start
        opens = re.fullmatch(r"(?:(?:entre|et)\s*:?\s+)?", fold(before))
        if asked == "nom" and opens and self.party and not self.signing:
            return f"{self.party}.Le_nom", self.token.start
        return None

    @property
    def is_alone(self) -> bool:
        """Whether the place is all that its line says."""
        return self.token.words.strip() == self.text.strip()

    def _is_party(self, before: str, asked: str | None) -> bool:
        """Whether « la commune de [nom] » after the words `before` is the partner itself, not where it is."""
        if re.match(r"\s*,?\s*(?:ou\b|/)", self.text[self.token.end :]):
            return False  # « la commune de … ou l'EPCI … »
        if self.zone == "signatures":
            return asked != "ville" and fold(before).rstrip().endswith("pour")
        return self.zone == "parties" and asked != "ville" and _PARTY_OPENS.match(fold(before)) is not None  # fmt: skip

    def _datum(self, asked: str | None) -> str | None:
        """Which datum of the party, by the word within the place or, when it has none, the label before it."""
        before = self._before
        asked = asked or labels.told(before)
        if asked is None and _AFTER_OFFICE.search(before) and re.match(r"\s*,", self.text[self.token.end :]):  # fmt: skip
            asked = "representant"
        if asked in ("fonction", "representant", "civilite") and self._is_another():
            return None
        if asked == "fonction":
            if self.signing and not before.strip():
                return "signature"
            return "de_fonction" if before.endswith("de ") else "fonction"
        if asked == "representant" and asks_part_of_name(self.text, self.token.words):
            return None
        if asked == "representant" and not self.signing:
            speaks = _SPEAKS_OF_PERSON.search(f"{before[-80:]}{fold(self.token.words)}{fold(self.label)}")  # fmt: skip
            return asked if speaks else None
        if asked == "adresse" and asks_part_of_address(self.text, self.token.words):
            return None
        return asked if asked in ("siret", "siren", "adresse", "representant", "civilite") else None
