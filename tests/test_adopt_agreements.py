"""Words written for one gender or one office agree with what fills the places beside them, or are asked."""

import re

import pytest
from adopting import adopted
from word_files import p, raw

NAME = "[Dénomination du partenaire], "


def clause(*lines: str) -> tuple[list[tuple[str, str | None]], list[str]]:
    """What is bound in lines about the partner, and what is asked."""
    made = adopted(raw("".join(map(p, ["Entre :", "La Caf de l'Exemple", "Et", *lines]))))
    return [(each.words, each.binding) for each in made.bound], [
        each.mots for each in made.questions
    ]


def code(line: str) -> str:
    made = adopted(raw("".join(map(p, ["Entre :", "La Caf de l'Exemple", "Et", line]))))
    return made.files["convention.md"].decode()


@pytest.mark.parametrize(
    "word",
    ["située", "sise", "représentée", "dénommée", "désignée", "domicilié", "immatriculée", "ci-après désigné"],
)  # fmt: skip
def test_a_fixed_word_after_the_name_agrees_with_it(word: str) -> None:
    bound, asked = clause(f"{NAME}{word} comme suit")
    assert bound[1:] == [(word.removeprefix("ci-après "), "partenaire.accord")]
    assert asked == []


def test_a_word_outside_those_of_the_view_agrees_too() -> None:
    text = code(f"{NAME}immatriculée au registre, enregistré(e) ici")
    assert '("immatriculée" if "ée" in partenaire.domicilie else "immatriculé")' in text
    assert '("enregistrée" if "ée" in partenaire.domicilie else "enregistré")' in text


def test_the_words_of_a_name_that_is_no_place_stay() -> None:
    assert clause("La commune de Test, située ici, représentée par son maire") == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        NAME + "dont le siège est situé ici",
        NAME + "dont la mairie est située ici",
        NAME + "dont le siège social, situé ici",
    ],
)
def test_a_word_about_another_thing_stays(line: str) -> None:
    bound, asked = clause(line)
    assert len(bound) == 1
    assert asked == []


def test_a_word_that_may_be_of_a_person_is_asked() -> None:
    _, asked = clause(NAME + "représentée par Mme [nom], dûment habilitée")
    assert asked == ["habilitée"]


@pytest.mark.parametrize("civility", ["M.", "Mme", "Monsieur", "Madame"])
def test_a_civility_before_a_name_is_that_of_the_person(civility: str) -> None:
    bound, _ = clause(f"La commune de Test, représentée par {civility} Prénom NOM")
    assert bound == [
        (civility, "partenaire.civilite"),
        ("Prénom NOM", "partenaire.representant"),
    ]


def test_a_fixed_office_beside_the_name_of_who_signs_is_asked() -> None:
    _, asked = clause(NAME + "représentée par son maire, M. [nom]")
    assert asked == ["son maire"]


def test_the_legal_representative_agrees_with_who_signs() -> None:
    text = code("La commune de Test, représentée par son/sa représentant(e) légal(e)")
    assert '("sa représentante légale" if partenaire.signataire.civilite_longue == "Madame" else "son représentant légal")' in text  # fmt: skip


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("le/la président(e)", "partenaire.signataire.la_fonction | sinon"),
        ("le/la Président(e)", "partenaire.signataire.la_fonction | titre | sinon"),
        ("Le/La Président(e)", "partenaire.signataire.la_fonction | titre | capitale | sinon"),
        ("son directeur/sa directrice", "partenaire.signataire.son_fonction | sinon"),
    ],
)
def test_an_office_is_written_as_the_text_writes_it(words: str, printed: str) -> None:
    assert printed in code(f"La commune de Test, représentée par {words}")


def signed(*lines: str) -> str:
    text = "".join(map(p, ["Fait à Montbrume", "Pour le partenaire", *lines]))
    return adopted(raw(text)).files["convention.md"].decode()


def test_above_a_signature_an_office_begins_with_a_capital() -> None:
    assert "partenaire.signataire.signature | sinon" in signed("le/la président(e)", "[nom]")


@pytest.mark.parametrize("words", ["Par délégation", "Par délégation du Président,", "Et par délégation,"])  # fmt: skip
def test_a_delegation_alone_is_said_of_those_who_sign_so(words: str) -> None:
    text = signed(words, "[nom]")
    assert re.search(r'\("[^"]*" \| place\) if partenaire\.signataire\.inconnu else \(partenaire\.signataire\.delegation \| capitale\)', text)  # fmt: skip


def test_a_delegation_is_said_once() -> None:
    """« Par délégation de la Présidente, Le Directeur » under a line that says it already."""
    text = signed("Par délégation", "[fonction]", "[nom]")
    assert "signataire.signature" not in text
    assert "signataire.la_fonction" in text


@pytest.mark.parametrize(
    "line",
    [
        "La commune de Test, représentée par M./Mme [nom], et la fondation, représentée par M./Mme [nom]",
        "La commune de Test, sise [adresse], et l'école, sise [adresse]",
    ],
)
def test_one_datum_is_never_put_twice_in_a_sentence(line: str) -> None:
    bound, asked = clause(line)
    assert not [words for words, _ in bound if words.startswith("[")]
    assert len(asked) >= 2


def test_the_days_of_two_signatures_are_not_one() -> None:
    text = "".join(map(p, ["Fait à Montbrume, le [date]", "Pour la Caf", "Fait à Ici, le [date]", "Pour le partenaire"]))  # fmt: skip
    made = adopted(raw(text))
    assert [each.mots for each in made.questions] == ["[date]", "[date]"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("La commune de Test, représentée par son Président / son Vice-président, M./Mme [nom]", ["son Président / son Vice-président"]),
        ("La commune de Test, représentée par son Président en exercice, M./Mme [nom]", ["son Président"]),
        ("La Caf de l'Exemple, représentée par le Directeur, M./Mme [nom]", ["le Directeur"]),
    ],
)  # fmt: skip
def test_a_title_of_one_person_is_asked_for_either_party(line: str, asked: list[str]) -> None:
    assert clause(line)[1] == asked


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Vu l'acte autorisant Monsieur le Président à signer", "Monsieur le Président"),
        ("Le Maire s'engage à tenir la liste", "Le Maire"),
        ("Le Directeur de la Caf          Le Président du CCAS", "Le Président du CCAS"),
    ],
)
def test_a_title_of_one_person_outside_the_parties_is_first_kept_for_the_hand(line: str, words: str) -> None:  # fmt: skip
    (question,) = adopted(raw(p("Article 1 : Objet") + p(line))).questions
    assert (question.mots, question.possibles[:2]) == (words, ["garder", "partenaire.la_fonction"])


def test_the_president_of_a_tribunal_is_no_signatory() -> None:
    assert adopted(raw(p("Article 1 : Objet") + p("Le président du tribunal juge."))).questions == ()  # fmt: skip


def test_a_civility_of_both_genders_written_with_a_point_is_one_choice() -> None:
    text = code("La commune de Test, représentée par M·Mme [nom]")
    assert '{{ "M·Mme" if partenaire.signataire.inconnu else ("Mme" if' in text


def test_words_after_clauses_parted_by_or_are_said_of_every_partner() -> None:
    lines = ("La commune de [nom], sise [adresse],", "Ou", "Le département de [nom], sis [adresse],", "Ci-après dénommé(e) « le Partenaire »")  # fmt: skip
    text = adopted(raw("".join(map(p, ["Entre :", "La Caf de l'Exemple", "Et", *lines])))).files["convention.md"].decode()  # fmt: skip
    last = text.rpartition("{% endif %}")[2]
    assert "partenaire.denomme" in last
