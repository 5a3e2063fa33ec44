"""« Ou » between the kinds of a party: nothing but the clauses of other kinds is ever taken from a text."""

import re
from dataclasses import replace

import pytest
from adopting import adopted
from records import caf as caf_record
from records import partner
from word_files import p, raw

from generator.adoption import verification
from generator.adoption.folder import Adopted
from generator.documents.views import convention
from generator.errors import GreffeError
from generator.store import source as store
from generator.store.parameters import CooperationTemplate
from generator.store.templates import MANIFEST

COMMUNE = "La commune de [à compléter], représentée par son/sa maire, M./Mme [nom]"
DEPARTMENT = "Le Département de [à compléter], représenté par son/sa président(e), M./Mme [nom]"
OTHER = "[Autre partenaire, à compléter localement], dont le siège est situé [adresse]"
BEFORE = ["Entre :", "La Caf de l'Exemple, sise 1 rue des Essais,", "Et"]
AFTER = ["ci-après dénommé « le partenaire »,", "Il est convenu ce qui suit.", "Article 1 : Objet", "Le texte."]  # fmt: skip


def made(*paragraphs: str) -> Adopted:
    return adopted(raw("".join(map(p, paragraphs))))


def printed(model: Adopted, sort: str) -> list[str]:
    """The lines for a partner of that `sort`, all else of it being still to come."""
    template = CooperationTemplate.model_validate(store.read(MANIFEST, model.files[MANIFEST]).data)
    view = convention.blank(template)
    view = {**view, "partenaire": replace(view["partenaire"], nature=sort)}
    return verification.printed_lines(template, model.files, "convention", view)


def known(model: Adopted, nature: str) -> str:
    """What is printed for a known partner of that `nature`, but for its places."""
    template = CooperationTemplate.model_validate(store.read(MANIFEST, model.files[MANIFEST]).data)
    data = partner(nom="Association Témoin", type=nature)
    caf = caf_record()
    view = convention.convention(data, caf, data.conventions[0], template)
    return "\n".join(verification.printed_lines(template, model.files, "convention", view))


def test_only_the_clauses_of_other_kinds_are_left_out() -> None:
    """What stands before the first clause and after the last is said to every partner."""
    model = made(*BEFORE, COMMUNE, "Ou", DEPARTMENT, *AFTER)
    assert printed(model, "commune") == [*BEFORE, COMMUNE, *AFTER]
    assert printed(model, "departement") == [*BEFORE, DEPARTMENT, *AFTER]
    assert printed(model, "") == [*BEFORE, COMMUNE, "Ou", DEPARTMENT, *AFTER]


@pytest.mark.parametrize("look", ["", '<w:jc w:val="center"/>', '<w:ind w:left="1134"/>'])
def test_a_clause_is_one_paragraph_whatever_its_look(look: str) -> None:
    text = [*BEFORE, COMMUNE, "Ou", DEPARTMENT, *AFTER]
    model = adopted(raw("".join(p(each, properties=look) for each in text)))
    assert printed(model, "commune") == [*BEFORE, COMMUNE, *AFTER]


def test_the_clause_of_other_partners_serves_all_kinds_that_have_none() -> None:
    model = made(*BEFORE, COMMUNE, "Ou", OTHER, *AFTER)
    assert printed(model, "autre") == [*BEFORE, OTHER, *AFTER]
    assert printed(model, "communaute-de-communes") == [*BEFORE, COMMUNE, "Ou", OTHER, *AFTER]


@pytest.mark.parametrize(
    ("clause", "nature"),
    [
        ("Le syndicat [nom]", "syndicat"), ("L'association [nom]", "association"), ("La MSA [nom]", "msa"),
        ("Le centre communal d'action sociale de [nom]", "ccas"), ("La fondation [nom]", ""),
    ],
)  # fmt: skip
def test_a_clause_for_one_kind_of_partner_is_given_to_no_other(clause: str, nature: str) -> None:
    for lone in (False, True):
        text = [*BEFORE, *((clause,) if lone else (COMMUNE, "Ou", clause)), *AFTER]
        model = made(*text)
        for each in ("association", "ccas", "syndicat", "msa", "autre", "departement"):
            assert printed(model, each) == ([*BEFORE, clause, *AFTER] if each == nature else text)
            assert ("[nom]" in known(model, each)) == (each != nature)


def test_the_clause_of_other_partners_is_for_each_nature_that_has_none() -> None:
    model = made(*BEFORE, COMMUNE, "Ou", "L'association [nom]", "Ou", OTHER, *AFTER)
    assert printed(model, "association") == [*BEFORE, "L'association [nom]", *AFTER]
    assert printed(model, "ccas") == printed(model, "autre") == [*BEFORE, OTHER, *AFTER]


@pytest.mark.parametrize(
    ("name", "natures"),
    [
        ("La commune/Le département/L'EPCI [nom]", {"commune", "departement", "metropole", "communaute-urbaine"}),
        ("[nom de l'association]", {"association"}),
        ("La communauté de communes ou d'agglomération [nom]", {"communaute-de-communes", "metropole"}),
        ("Et : le CCAS de [nom]", {"ccas", "cias"}),
        ("Le partenaire [dénomination du partenaire]", {"commune", "association", "autre", "ccas"}),
    ],
)  # fmt: skip
def test_a_name_that_says_for_whom_it_is_serves_no_other(name: str, natures: set[str]) -> None:
    """A clause of an association, with no « Ou », never carries the name of a commune."""
    model = made(*BEFORE, f"{name}, représentée par M./Mme [prénom et nom], dite", *AFTER)
    kinds = ("commune", "departement", "metropole", "communaute-urbaine", "communaute-de-communes", "association", "ccas", "cias", "autre")  # fmt: skip
    for each in natures:
        assert "[prénom et nom]" not in known(model, each)
    if "autre" not in natures:
        for each in {"commune", "association", "autre", "ccas"} - natures:
            assert "[prénom et nom]" in known(model, each)
    assert set(kinds) >= natures


def test_a_clause_of_several_paragraphs_is_for_one_kind_whole() -> None:
    lines = ["La commune de [nom],", "dont le siège est situé [adresse],", "représentée par M./Mme [prénom et nom],"]  # fmt: skip
    model = made(*BEFORE, *lines, *AFTER)
    assert "[adresse]" in known(model, "association")
    assert "[prénom et nom]" in known(model, "association")
    assert "[" not in known(model, "commune")


def test_no_clause_is_filled_for_a_kind_that_none_foresees() -> None:
    """A commune's clause never carries the name of a syndicat: the file's own words wait to be filled."""
    text = made(*BEFORE, COMMUNE, "Ou", DEPARTMENT, *AFTER).files["convention.md"].decode()
    whole = text.partition("{% if partenaire.nature not in ")[2].partition("{% endif %}")[0]
    assert '"La commune de [à compléter]" | place' in whole
    assert "M./Mme" in whole
    assert "partenaire." not in whole


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*BEFORE, COMMUNE, "ci-après dénommée", "Ou", DEPARTMENT, "ci-après dénommé", *AFTER],
        [*BEFORE, COMMUNE, "Ou", COMMUNE, *AFTER],
        [*BEFORE, COMMUNE, "Ou", f"{DEPARTMENT}, d'autre part,", *AFTER],
        [*BEFORE, COMMUNE, "Ou", "d'autres encore", *AFTER],
        [*BEFORE, OTHER, "Ou", COMMUNE, *AFTER],
        [*BEFORE, "Ou", COMMUNE, *AFTER],
        [*BEFORE, COMMUNE, "Ou", *AFTER],
        [*BEFORE, *AFTER, "La commune paie.", "Ou", "L'association paie.", "Fin."],
        ["La commune paie.", "Ou", "Le Département paie."],
        ["Ou"],
    ],
)
def test_where_anything_is_unsure_every_partner_gets_the_whole_text(paragraphs: list[str]) -> None:
    model = made(*paragraphs)
    for sort in ("", "commune", "departement", "communaute-de-communes", "autre"):
        assert printed(model, sort) == paragraphs


def test_places_beside_an_unsure_choice_are_to_decide() -> None:
    model = made(*BEFORE, COMMUNE, "Ou", COMMUNE, *AFTER)
    assert not re.search(r"partenaire\.\w+ \| sinon", model.files["convention.md"].decode())
    assert len(model.questions) >= 4
    assert model.questions[0].possibles


def test_choices_within_one_paragraph_are_to_decide() -> None:
    both = p(f"<w:r><w:t>{COMMUNE}</w:t><w:br/><w:t>Ou</w:t><w:br/><w:t>{DEPARTMENT}</w:t></w:r>")
    model = adopted(raw("".join(map(p, BEFORE)) + both + "".join(map(p, AFTER))))
    assert not re.search(r"partenaire\.\w+ \| sinon", model.files["convention.md"].decode())


def test_a_text_lost_for_one_kind_of_partner_is_refused_before_anything_is_written() -> None:
    """The check looks at what each kind of partner gets, not only at the model without data."""
    model = made(*BEFORE, COMMUNE, *AFTER)
    text = model.files["convention.md"].decode()
    text = text.replace(
        "Le texte.", "{% if partenaire.nature != 'communaute-de-communes' %}Le texte.{% endif %}"
    )
    said = [*BEFORE, COMMUNE, *AFTER]
    files = {**model.files, "convention.md": text.encode()}
    verification.refuse_unfaithful(files, "cooperation", "convention", said, by_kind={"commune": said})  # fmt: skip
    with pytest.raises(GreffeError, match=r"« Le texte\. » deviendrait"):
        verification.refuse_unfaithful(files, "cooperation", "convention", said, by_kind={"communaute-de-communes": said})  # fmt: skip


def test_a_clause_for_one_kind_is_not_filled_for_another() -> None:
    """« La commune de [nom], représentée par son maire » never becomes « Le Département …, représentée par son maire »."""
    text = made(*BEFORE, COMMUNE, *AFTER).files["convention.md"].decode()
    own, _, whole = text.partition("{% if partenaire.nature not in ")
    assert "partenaire.Le_nom" in own
    assert "partenaire.Le_nom" not in whole
    assert '"La commune de [à compléter]" | place' in whole
    model = made(*BEFORE, COMMUNE, *AFTER)
    for sort in ("", "commune", "departement"):
        assert printed(model, sort) == [*BEFORE, COMMUNE, *AFTER]


@pytest.mark.parametrize("clause", [OTHER, "La collectivité de [nom de la collectivité], dénommée"])
def test_a_clause_for_any_partner_is_filled_for_all(clause: str) -> None:
    assert "{% if" not in made(*BEFORE, clause, *AFTER).files["convention.md"].decode()


def test_nothing_is_asked_of_a_clause_that_is_filled_for_nobody() -> None:
    """A decision about it would have no place in the text."""
    model = made(
        *BEFORE, "La commune de [nom], [à valider]", "Ou", "La fondation [nom], [à valider]", *AFTER
    )
    text = model.files["convention.md"].decode()
    assert [f"| place({each.numero})" in text for each in model.questions] == [True]


def test_a_clause_whose_name_is_to_decide_is_for_its_kind_alone() -> None:
    """« Le CCAS (…), représenté par M./Mme [nom] » never carries the person of an association."""
    clause = "Le Centre communal d'action sociale (CCAS) de [commune], représenté par M./Mme [prénom et nom]"  # fmt: skip
    model = made(*BEFORE, clause, *AFTER)
    assert [each.mots for each in model.questions] == ["Le Centre communal d'action sociale (CCAS) de [commune]"]  # fmt: skip
    assert "[prénom et nom]" not in known(model, "ccas")
    assert "[prénom et nom]" in known(model, "association")


def test_one_clause_may_be_for_several_kinds() -> None:
    several = "La commune/Le département [nom], situé(e) ici"
    model = made(*BEFORE, several, "Ou", "L'association [nom]", *AFTER)
    assert printed(model, "commune") == printed(model, "departement") == [*BEFORE, several, *AFTER]
    assert printed(model, "association") == [*BEFORE, "L'association [nom]", *AFTER]


def test_the_signature_of_an_association_is_not_filled_for_a_commune() -> None:
    signed = ["Fait à Montbrume", "Pour la Caf", "[prénom et nom]", "Pour l'association", "Le/La Président(e)", "[prénom et nom]"]  # fmt: skip
    model = made(*BEFORE, "L'association [nom], dite", *AFTER, *signed)
    assert known(model, "association").count("[prénom et nom]") == 0
    assert known(model, "commune").count("[prénom et nom]") == 1
    cells = "".join(f"<w:tr><w:tc>{p(left)}</w:tc><w:tc>{p(right)}</w:tc></w:tr>" for left, right in (signed[1:4:2], signed[2:6:3]))  # fmt: skip
    table = adopted(raw(p("Convention avec la Caf") + p(signed[0]) + f"<w:tbl>{cells}</w:tbl>"))
    assert "[prénom et nom]" not in known(table, "association")
    assert known(table, "commune").count("[prénom et nom]") == 2
