"""The template's own words get French typography, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.french.typography import NBSP, NNBSP, typeset
from generator.documents.rendered import BLANK, END, PLACE, VALUE

TYPESET = [
    ("la Caf : elle", "la Caf_: elle"),
    ("la Caf: elle", "la Caf_: elle"),
    ("oui ; non ! vraiment ?", "oui~; non~! vraiment~?"),
    ("oui; non! vraiment?", "oui~; non~! vraiment~?"),
    ("vraiment ?!", "vraiment~?!"),
    ("(vraiment?)", "(vraiment~?)"),
    ('la plateforme "Coopération"', "la plateforme «_Coopération_»"),
    ("« Coopération » et «X»", "«_Coopération_» et «_X_»"),
    ("l'annexe \"X\" d'accès", "l’annexe «_X_» d’accès"),
    ('d\'"accès"', "d’«_accès_»"),
    ("et ainsi de suite...", "et ainsi de suite…"),
    ("le 1er janvier 2026", "le 1er_janvier_2026"),
    ("le 15\njanvier 2026", "le 15_janvier_2026"),
    ("en mars 2026", "en mars_2026"),
    ("loi n°78-17, nos n° 3, p. 12", "loi n°_78-17, nos n°_3, p._12"),
    ("article L. 112-1", "article L._112-1"),
    ("M. Exemple, Mme la présidente, MM. A", "M._Exemple, Mme_la présidente, MM._A"),
    ("J. Exemple", "J._Exemple"),
    ("50 % et 50%", "50_% et 50_%"),
    ("12 mois, 2 ans, 12 000 personnes", "12_mois, 2_ans, 12_000 personnes"),
    ("05 00 00 00 00", "05_00_00_00_00"),
    ("moins de 2 ans*", "moins de 2_ans*"),
]
UNTOUCHED = [
    "https://ctg.caf.fr/a?b=c;d:e!f 'x",
    "www.caf.example/l'acces?x",
    "anne.d'exemple@caf.example",
    "à 14:30",
    "../annexes/liste",
    "/srv/.../liste",
    "12 moissons, 2 anses, mai 12",
    "un (e) et un [x]",
    'un pouce 5" seul',
    'rien entre "" ni " "',
    "en 2026 la Caf",
]


def shown(text: str) -> str:
    return text.replace(NBSP, "_").replace(NNBSP, "~")


@pytest.mark.parametrize(("written", "expected"), TYPESET)
def test_the_rules_of_french_typography(written: str, expected: str) -> None:
    assert shown(typeset(written)) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_addresses_times_paths_and_plain_words_stay(text: str) -> None:
    assert typeset(text) == text


def test_a_node_after_an_emphasis_may_begin_with_punctuation() -> None:
    """In « **Nom** : … » the text node begins with the space."""
    assert shown(typeset(" : la Caf")) == "_: la Caf"
    assert shown(typeset(" »")) == "_»"
    assert shown(typeset("« ")) == "«_"


def test_an_address_keeps_its_letters_and_the_sentence_its_punctuation() -> None:
    assert shown(typeset("Voir https://ctg.caf.fr : c'est là.")) == (
        "Voir https://ctg.caf.fr_: c’est là."
    )
    assert shown(typeset("Connaissez-vous https://ctg.caf.fr ?")).endswith("caf.fr~?")
    assert shown(typeset('"https://ctg.caf.fr"')) == "«_https://ctg.caf.fr_»"


def test_a_place_is_an_ordinary_word() -> None:
    """The text around a value is typeset as around a word; the place itself never changes."""
    place = f"{VALUE}12{END}"
    assert shown(typeset(f"l'{place}")) == f"l’{place}"
    assert shown(typeset(f'"{place}" ; {place} :')) == f"«_{place}_»~; {place}_:"
    assert shown(typeset(f"n° {place}, M. {place}, {place} %")) == (
        f"n°_{place}, M._{place}, {place}_%"
    )
    assert typeset(f"{place} 345") == f"{place} 345"


PIECES = st.sampled_from(
    [
        *" \n'\"«»:;!?%.…/@-()’", NBSP, NNBSP, "...", "n°", "M.", "1er", "12", "000", "a", "É", "mai",
        "2026", "ans", "https://a", "www.", "b@c.example", f"{VALUE}7{END}", f"{BLANK}12{END}", "\ue003",
    ]
)  # fmt: skip
texts = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=14).map("".join))


@given(texts)
def test_typesetting_twice_is_typesetting_once(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@given(texts)
def test_no_letter_no_digit_and_no_place_ever_changes(text: str) -> None:
    once = typeset(text)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert PLACE.findall(once) == PLACE.findall(text)
