"""What a place of an official text asks for, by its own words or by those that stand before it."""

import re

from generator.documents.french.elision import fold

_ARTICLE = r"(?:la|le|l'|les|une?)\s?"
_CAF = r"caisse d'allocations familiales|caf"
_KINDS = (
    r"conseil departemental|departement|communaute (?:de communes|d'agglomeration|urbaine)|communaute|metropole|commune|ville"
    r"|syndicat(?: intercommunal| mixte)?|association|ccas|cias|centre (?:inter)?communal d'action sociale|collectivite|epci"
    r"|etablissement public[^,;\[]{0,40}|mutualite sociale agricole|msa"
)
_AND = rf"\s?(?:/|,|\bou\b)\s?(?:{_ARTICLE})?"
_SIGLE = r"(?:\s?\([a-z]{2,8}\))?"
_CALLED = r"(?:\s+(?:(?:denomm|intitul|appel)ee?|dite?))?"
_OF = r"(?:\s+(?:de la|de l'|de|du|des|d'))?"
_NAME = re.compile(rf"(?<!\w)(?:{_ARTICLE})(?:{_KINDS})(?:{_AND}(?:{_KINDS}|d'agglomeration|urbaine))*{_SIGLE}{_CALLED}{_OF}\s*\Z")  # fmt: skip
_CAF_NAME = re.compile(
    rf"(?<!\w)(?P<article>la\s)?(?P<word>{_CAF})\s+(?:de la|de l'|de|du|des|d')\s?\Z"
)
AFTER_CAF = re.compile(
    rf"(?<!\w)(?:{_CAF})(?:\s?\(caf\))?\s*[)»]*\s+(?:de la|de l'|de|du|des|d')?\s?\Z"
)
"""What the name of the Caf would say twice."""
AFTER_KIND = re.compile(rf"(?<!\w)(?:{_KINDS})\)?{_OF}\s?\Z")
"""What the name of the partner would say twice."""
KIND_BEFORE = re.compile(rf"(?<!\w)(?:{_KINDS})\b[^,;.]*\Z")
"""What says a kind of partner in the same breath: its name, there, would say it twice."""
ADDRESS = re.compile(
    r"(?:siege (?:social )?(?:est |se trouve )?(?:situe|fixe|etabli)e?(?: au| a)?|siege social(?: sis)?|domicilie\S*(?: au| a)?"
    r"|\bsise?(?: au| a)?|\bsituee?(?: au| a)?|demeurant(?: au| a)?|adresse(?: postale| du siege)?\s*:?)\s*:?\s*\Z"
)
OFFICE = re.compile(r"(?:(?:en|agissant en) (?:sa )?qualite de|agissant en tant que|fonction\s*:?|qualite\s*:?)\s*\Z")  # fmt: skip
PERSON = re.compile(
    r"(?:m\.|mme|monsieur|madame|m\./mme|mme/m\.|\(e\)|ou mme|ou madame)\s*(?:,\s*)?\Z"
)
SIRET = re.compile(r"siret[^,;]{0,20}\Z")
SIREN = re.compile(r"siren[^,;]{0,20}\Z")
ACT_DAY = re.compile(r"(?:deliberation|decision)\b(?:(?!recue?\b|prefecture|affich|publi|transmis)[^.;]|\.{2,})*\b(?:du|le|date de)\s*\Z")  # fmt: skip
ACT_NUMBER = re.compile(r"(?:deliberation|decision)\b(?:[^.;]|\.{2,})*(?:n°|numero)\s*:?\s*\Z")
ACT = re.compile(r"deliberation|decision")
BODY = re.compile(
    r"\b((?:conseil|bureau) (?:municipal|communautaire|departemental|metropolitain|syndical|d'administration)|comite syndical|commission permanente"
    r"|assemblee generale|maire|presidente?|bureau|conseil)\b"
)
"""The body, or the person, whose act it is."""
SENTENCE = re.compile(r"[;.](?:\s|\Z)")
_MAIL = re.compile(r"(?:courriel|mel|mail|adresse electronique|e-mail)\s*:?\s*\Z")
_PHONE = re.compile(r"(?:tel\.?|telephone)\s*:?\s*\Z")
_GENERIC = re.compile(
    r"[\[(]?\s*(?:a (?:completer|remplir|preciser|renseigner)|cliquez.*|choisissez.*|click.*|choose.*)\s*[\])]?"
)
_JOINED = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
"""What joins the words of a mark that another program fills, « NOM_COMMUNE »."""
_EMPTY = {"par": "representant", "a": "lieu", "le": "date"}
"""What « représenté par : », « Fait à » and « le » ask for, when nothing is left there to write on."""
# What a place may ask for by a word of its own; the name of the party last, since others name it too.
_ASKED = (
    ("siret", re.compile(r"\bsiret\b")),
    ("siren", re.compile(r"\bsiren\b")),
    ("courriel", re.compile(r"\bcourriel|\be?-?mail\b|adresse electronique|\bmel\b")),
    ("telephone", re.compile(r"\btel(?:ephone)?\b")),
    ("adresse", re.compile(r"\badresse\b(?! (?:e-?mail|electronique))|\bsiege\b|\b(?:rue|voie)\b")),
    ("ville", re.compile(r"\bcode postal\b|\bville\b|\bcp\b")),
    ("fonction", re.compile(r"\b(?:fonction|qualite|titre)\b")),
    ("representant", re.compile(r"\bprenom|\bnom\b(?! d[eu]\b| d'| commune| partenaire)|\bsignataire\b")),
    ("date", re.compile(r"\bdate\b|\bjj\b|xx?/xx?|^[.…_]+\s?/")),
    ("numero", re.compile(r"\bnumero\b|n°")),
    ("lieu", re.compile(r"\blieu\b")),
    ("civilite", re.compile(r"\bcivilite\b")),
    ("mission", re.compile(r"\bmissions?\b")),
    ("cadre", re.compile(r"\bctg\b|\bsdsf\b")),
    ("nom", re.compile(r"\b(?:partenaire|denomination|collectivite|commune|raison sociale|organisme|structure|departement|epci|association|syndicat|ccas)\b")),
)  # fmt: skip
_LABELS = (
    ("siret", SIRET), ("siren", SIREN), ("courriel", _MAIL), ("telephone", _PHONE), ("adresse", ADDRESS), ("fonction", OFFICE),
    ("representant", PERSON), ("date", ACT_DAY), ("numero", ACT_NUMBER),
)  # fmt: skip


def asked(words: str) -> str | None:
    """What the words of a place ask for, None when they say nothing; « ? » when that is not one thing known."""
    inside = _JOINED.sub(" ", fold(words))
    if name := _EMPTY.get(inside.strip(" :")):
        return name
    says = re.search(r"[^\W_x\d]", inside) or "/" in inside
    if not says or _GENERIC.fullmatch(inside):
        return None
    found = [name for name, pattern in _ASKED if pattern.search(inside)]
    if "numero" in found and len(found) > 1:
        found.remove("numero")  # « [n° SIRET] »
    if "adresse" in found and set(found) <= {"adresse", "ville", "nom"}:
        return "adresse"  # « [adresse de la commune] », « [adresse][code postal][ville] »
    if len(found) > 1 and found[-1] == "nom":
        found = found[:-1]
    return found[0] if len(found) == 1 else "?"


def told(before: str) -> str | None:
    """What the folded words before a place say that it is: « fonction : », « SIRET n° »; None when they do not."""
    return next((name for name, label in _LABELS if label.search(before)), None)


def opening(before: str) -> int | None:
    """Where the words that open the name of a partner begin, before its place: « La commune de »; None without them."""
    found = _NAME.search(in_place(before))
    return found.start() if found else None


def caf_opening(before: str) -> tuple[int, bool, bool] | None:
    """Where « la Caf de » begins before a place, whether it has its article, and whether the Caf is named in short."""
    found = _CAF_NAME.search(in_place(before))
    return (found.start(), bool(found["article"]), found["word"] == "caf") if found else None


def in_place(text: str) -> str:
    """The text folded, each character where it was."""
    return "".join(each if len(folded := fold(each)) != 1 else folded for each in text)
