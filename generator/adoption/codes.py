"""The Jinja that stands in a model for a place of its official text, decided or not.

Rendered without data, each prints the very words that stood there, as a place to fill or as they were.
"""

import json
import re

from generator.adoption.bindings import BINDINGS, KEEP, WORDS, WRITINGS, parted
from generator.store.parameters import Family

_PREPOSITION = re.compile(r"(?:de|à)\s(?=\W)")
"""A preposition that stands before a place, and may be part of what fills it: « de la », « du », « au »."""
_TAKING_PREPOSITION = (".du_nom", ".de_fonction", ".a_lieu")
_AGREEMENTS = (("represent", "represente"), ("denomm", "denomme"), ("domicili", "domicilie"), ("design", "designe"), ("sis", "sis"), ("situ", "situe"))  # fmt: skip
_AGREES = re.compile(r"(\w*[^\We])(?:\(e\)|·e|\.e|/é?e|e)?")
"""A word that agrees by an « e », in one form or in both; its group is the masculine."""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_QUOTED = r'"(?:[^"\\]|\\.)*"'


WORTH = re.compile(rf"\{{\{{ ({_QUOTED}) \| vaut\(parametres\.(\w+)\) \}}\}}")
"""The words of a delay, quoted, and the parameter that they state."""


def code(binding: str, words: str, family: Family) -> str:
    """What prints the datum that `binding` names, or `words` when it is not known."""
    before, printed = _expression(binding, words, family)
    return f"{before}{{{{ {printed} }}}}"


def kept(words: str) -> str:
    """A place that stays to be filled by hand."""
    return f"{{{{ {quoted(words)} | place }}}}"


def undecided(words: str, number: int) -> str:
    """A place that decision `number` will bind."""
    return f"{{{{ {quoted(words)} | place({number}) }}}}"


def decided(choice: str, words: str, number: int, family: Family) -> str:
    """What decision `number` made of the place of `words`: it says so, for the choice may change."""
    before = ""
    if choice == KEEP:
        printed = f"{quoted(words)} | place"
    elif choice == WORDS:
        # A sign of Markdown in these words is text: a character reference is read as nothing else.
        printed = quoted(_PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", words))
    else:
        before, printed = _expression(choice, words, family)
    return f"{before}{{{{ ({printed}) | decide({number}, {quoted(words)}) }}}}"


def words_of(number: int, text: str) -> str | None:
    """The words whose place is number `number` in the text of a model; None when it is not there."""
    pattern = (
        rf"\{{\{{ ({_QUOTED}) \| place\({number}\) \}}\}}|\| decide\({number}, ({_QUOTED})\) \}}\}}"
    )
    found = re.search(pattern, text)
    return str(json.loads(found[1] or found[2])) if found else None


def is_possible(choice: str, words: str, family: Family) -> bool:
    """Whether a decision may make that `choice` of the place of `words`."""
    name, writings = parted(choice)
    if name in (KEEP, WORDS):
        return not writings
    if name not in BINDINGS[family] or not set(writings) <= set(WRITINGS):
        return False
    if name.endswith(".civilite"):
        return not writings and re.search(r"\b(?:Mme|M\.|Madame|Monsieur)", words) is not None
    if name.endswith(".accord"):
        return not writings and _agreement(words) is not None
    if name.endswith(".accord_signataire"):
        return not writings and two_forms(words) is not None
    return True


def two_forms(words: str) -> tuple[str, str] | None:
    """« habilité » and « habilitée », of « habilité(e) » or of either; None for a word that greffe cannot agree."""
    masculine, slash, feminine = words.partition("/")
    if slash and feminine not in ("e", "ée"):
        return (masculine, feminine) if masculine[:3].lower() == feminine[:3].lower() else None
    found = _AGREES.fullmatch(words)
    return (found[1], f"{found[1]}e") if found else None


def quoted(words: str) -> str:
    """`words` as a string of Jinja."""
    return json.dumps(words, ensure_ascii=False)


def _expression(binding: str, words: str, family: Family) -> tuple[str, str]:
    """The words before the place that the datum does not take with it, and the expression that prints it."""
    name, writings = parted(binding)
    known = BINDINGS[family][name].code
    before = _PREPOSITION.match(words)
    if before and not name.endswith(_TAKING_PREPOSITION):
        return before[0], _expression(binding, words[before.end() :], family)[1]
    if name.endswith(".civilite"):
        return "", _civility(known, words)
    if name.endswith(".accord_signataire"):
        masculine, feminine = two_forms(words) or (words, words)
        agreed = (
            f'({quoted(feminine)} if {known}.civilite_longue == "Madame" else {quoted(masculine)})'
        )
        return "", f"{quoted(words)} if {known}.inconnu else {agreed}"
    if name.endswith(".accord"):
        capital = ".capitalize()" if words[0].isupper() else ""
        return "", f"{quoted(words)} if {known}.inconnu else {known}.{_agreement(words)}{capital}"
    return "", " | ".join((known, *writings, f"sinon({quoted(words)})"))


def _civility(long: str, words: str) -> str:
    unknown = f"{long.removesuffix('.civilite_longue')}.inconnu"
    short = re.search(r"\bM(?:me\b|\.)", words) is not None
    printed = f'("Mme" if {long} == "Madame" else "M.")' if short else long
    return f"{quoted(words)} if {unknown} else {printed}"


def _agreement(words: str) -> str | None:
    """The agreement of a party that the words are; None for another word."""
    plain = words.lower().replace("é", "e")
    return next((name for stem, name in _AGREEMENTS if plain.startswith(stem)), None)
