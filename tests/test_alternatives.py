"""« Ou » between the kinds of a party: nothing but the clauses of other kinds is ever taken from a text."""

import re
from dataclasses import replace

import pytest
from test_adopted import adopted
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
    view = {**view, "partenaire": replace(view["partenaire"], sorte=sort)}
    return verification.printed_lines(template, model.files, "convention", view)


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
    assert printed(model, "epci") == [*BEFORE, COMMUNE, "Ou", OTHER, *AFTER]


@pytest.mark.parametrize("clause", ["Le syndicat [nom]", "L'association [nom]", "La MSA [nom]"])
def test_a_clause_for_one_kind_of_other_partner_is_given_to_none(clause: str) -> None:
    model = made(*BEFORE, COMMUNE, "Ou", clause, *AFTER)
    assert printed(model, "commune") == [*BEFORE, COMMUNE, *AFTER]
    assert printed(model, "autre") == [*BEFORE, COMMUNE, "Ou", clause, *AFTER]


def test_no_clause_is_filled_for_a_kind_that_none_foresees() -> None:
    """A commune's clause never carries the name of a syndicat: the file's own words wait to be filled."""
    text = made(*BEFORE, COMMUNE, "Ou", DEPARTMENT, *AFTER).files["convention.md"].decode()
    whole = text.partition("{% if cas == '' %}")[2].partition("{% endif %}")[0]
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
    for sort in ("", "commune", "departement", "epci", "autre"):
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
    text = text.replace("Le texte.", "{% if partenaire.sorte != 'epci' %}Le texte.{% endif %}")
    said = [*BEFORE, COMMUNE, *AFTER]
    files = {**model.files, "convention.md": text.encode()}
    verification.refuse_unfaithful(files, "cooperation", "convention", said, by_kind={"commune": said})  # fmt: skip
    with pytest.raises(GreffeError, match=r"« Le texte\. » deviendrait"):
        verification.refuse_unfaithful(files, "cooperation", "convention", said, by_kind={"epci": said})  # fmt: skip


def test_a_clause_for_one_kind_is_not_filled_for_another() -> None:
    """« La commune de [nom], représentée par son maire » never becomes « Le Département …, représentée par son maire »."""
    text = made(*BEFORE, COMMUNE, *AFTER).files["convention.md"].decode()
    own, _, whole = text.partition("{% if cas == '' %}")
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
    model = made(*BEFORE, "La commune de [nom], Maire", "Ou", "Le CCAS de [nom], Président", *AFTER)
    text = model.files["convention.md"].decode()
    assert [f"| place({each.numero})" in text for each in model.questions] == [True]
