"""The Jinja that stands in a model for a place of its official text, decided or not.

Rendered without data, each prints the very words that stood there, as a place to fill or as they were.
"""

import json
import re

from generator.adoption.bindings import BINDINGS, KEEP, NOTHING, WORDS, WRITINGS, parted
from generator.adoption.forms import two_forms
from generator.adoption.voids import is_label
from generator.store.parameters import Family

_PREPOSITION = re.compile(r"(?:de|à)\s(?=\W)")
"""A preposition that stands before a place, and may be part of what fills it: « de la », « du », « au »."""
_TAKING_PREPOSITION = (".du_nom", ".de_fonction", ".a_lieu")
_AGREEMENTS = (("represent", "represente"), ("denomm", "denomme"), ("domicili", "domicilie"), ("design", "designe"), ("sis", "sis"), ("situ", "situe"))  # fmt: skip
_DELEGATION = ".delegation"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_QUOTED = r'"(?:[^"\\]|\\.)*"'


WORTH = re.compile(rf"\{{\{{ ({_QUOTED}) \| vaut\(parametres\.(\w+)\) \}}\}}")
"""The words of a delay, quoted, and the parameter that they state."""


def code(binding: str, words: str, family: Family) -> str:
    """What prints the datum that `binding` names, or `words` when it is not known, or is left to the hand."""
    if binding == KEEP:
        return kept(words)
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
    elif choice == NOTHING:
        printed = '""'
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


def before(number: int, text: str) -> str:
    """What stands in the text of a model before place number `number`, which is there."""
    found = re.search(rf"\| (?:place\({number}\)|decide\({number}, )", text)
    return text[: text.rfind("{{", 0, found.start())] if found else ""


def is_possible(choice: str, words: str, family: Family) -> bool:
    """Whether a decision may make that `choice` of the place of `words`."""
    name, writings = parted(choice)
    if name in (KEEP, WORDS, NOTHING):
        return not writings
    if name not in BINDINGS[family] or not set(writings) <= set(WRITINGS):
        return False
    if name.endswith(".civilite"):
        return (
            not writings
            and re.search(
                r"\b(?:Mme|Mr?\.|Mr?\s?/|M[·•‧(]M?me|Madame|Monsieur)|\b[Cc]ivilit[ée]", words
            )
            is not None
        )
    if name.endswith((".accord", ".accord_signataire")):
        return not writings and two_forms(words) is not None
    return True


def quoted(words: str) -> str:
    """`words` as a string of Jinja."""
    # A brace would be read as Jinja's by what looks for its marks.
    return json.dumps(words, ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")


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
        return "", f"{quoted(words)} if {known}.inconnu else {_agreed(known, words)}"
    if name.endswith(_DELEGATION):
        # A partner whose head signs has no such line; one to come shows that of the file.
        party = known.removesuffix(_DELEGATION)
        return "", f"({quoted(words)} | place) if {party}.inconnu else ({known} | capitale)"
    if is_label(words):
        return "", " | ".join((known, *writings, f"apres({quoted(words)})"))
    return "", " | ".join((known, *(writings or _writings(name, words)), f"sinon({quoted(words)})"))


def _writings(name: str, words: str) -> list[str]:
    """What is done to a function or a name for it to be written as the `words` of the text are."""
    plain = re.sub(r"\[.*?\]|[^\W\d_]\.|(?i:monsieur|madame)(?=\s+l[ea]\b)", "", words)
    if plain.isupper() and re.search(r"[^\W\d_]{5}", plain):
        return ["majuscules"]
    if not name.endswith("fonction"):
        return []
    article, *nouns = re.findall(r"[^\W\d_]+", plain) or [""]
    noun = next((each for each in nouns if each.lower() not in ("la", "sa", "le", "son", "ou")), "")
    return ["titre"] * noun[:1].isupper() + ["capitale"] * article[:1].isupper()


def _agreed(party: str, words: str) -> str:
    """The words as they agree with the name of the party."""
    if known := _agreement(words):
        return f"{party}.{known}{'.capitalize()' if words[0].isupper() else ''}"
    masculine, feminine = two_forms(words) or (words, words)
    plural = (
        ""
        if masculine.endswith(("s", "x"))
        else f' ~ ("s" if {party}.domicilie.endswith("s") else "")'
    )
    return f'({quoted(feminine)} if "ée" in {party}.domicilie else {quoted(masculine)}){plural}'


def _civility(long: str, words: str) -> str:
    unknown = f"{long.removesuffix('.civilite_longue')}.inconnu"
    short = re.search(r"\bM(?:me\b|r?\.|r?\s?/|[·•‧(]M?me)", words) is not None
    printed = f'("Mme" if {long} == "Madame" else "M.")' if short else long
    return f"{quoted(words)} if {unknown} else {printed}"


def _agreement(words: str) -> str | None:
    """The agreement of a party that the words are; None for another word."""
    plain = words.lower().replace("é", "e")
    return next(
        (
            name
            for stem, name in _AGREEMENTS
            if re.match(rf"{stem}e?\W?e*\W?(?:{stem}e*)?\Z", plain)
        ),
        None,
    )
