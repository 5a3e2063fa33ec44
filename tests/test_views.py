"""Views: what a template is given says where each value comes from, and withholds what is not published."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from records import SINCE, TEMPLATE, annexe_1, caf, chosen, contact, only, partner, signatory, view

from generator.documents.rendered import Blank, Text
from generator.documents.views.convention import blank, convention, publishable
from generator.errors import GreffeError


def leaves(value: Any) -> Iterator[Text | Blank]:
    """Every value and every place to fill of a view."""
    if isinstance(value, Text | Blank):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name))


def at(path: str, roots: dict[str, BaseModel]) -> Any:
    """What the data hold at a path of a view: « caf. » and « annexe_1. » lead to their own files."""
    head, _, rest = path.partition(".")
    value: Any = roots.get(head)
    if value is None:
        value, rest = roots["partenaire"], path
    for step in rest.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return value


def test_every_value_names_a_place_of_the_data() -> None:
    record = partner()
    roots = {"caf": caf(), "annexe_1": annexe_1(), "partenaire": record}
    texts = [leaf for leaf in leaves(view(record)) if isinstance(leaf, Text)]
    assert len(texts) > 60
    for text in texts:
        assert at(text.path, roots), text
    assert Text("15\u00a0janvier\u00a02026", "conventions[0].signature.caf") in texts
    assert Text("Inès", "annexe_1.ouverts[0].prenom") in texts


def test_a_later_convention_of_a_partner_has_its_own_place() -> None:
    first = partner().conventions[0]
    second = partner({"signature": None}).conventions[0]
    record = partner().model_copy(update={"conventions": [first, second]})
    context = convention(record, caf(), second, TEMPLATE)
    assert context["convention"].lieu == Blank("conventions[1].signature.lieu", "lieu")


def test_nothing_withheld_is_anywhere_in_a_public_view() -> None:
    """Even where the shipped text does not print it: another text might."""
    record = partner()
    shown = {
        leaf.text
        for leaf in leaves(publishable(record, caf(), only(record), TEMPLATE))
        if isinstance(leaf, Text)
    }
    for person in ("LAMPION", "Odile", "BRINDILLE", "Tremie", "Osier", "Bobine", "Rotin", "@"):
        assert not any(person in text for text in shown)
    assert "La Communauté de communes du Pays Témoin" in shown


def test_a_public_view_shows_who_is_published() -> None:
    record = partner(representant=signatory(publication=SINCE))
    context = publishable(record, caf(), only(record), TEMPLATE)
    assert context["partenaire"].signataire.nom_complet == Text("Paul BRINDILLE", "representant")
    assert context["caf"].signataire.nom_complet == Blank("caf.representant", "prénom et nom")


def test_public_annexes_are_forms_for_the_next_transmission() -> None:
    record = partner()
    context = publishable(record, caf(), only(record), TEMPLATE)
    for key in ("annexe_1", "annexe_2", "annexe_3"):
        assert not context[key].date_transmission


def test_a_published_contact_keeps_its_own_place_among_the_others() -> None:
    roles = {"referent_technique": [contact("Osier"), contact("Noria", publication=SINCE)]}
    record = partner()
    context = publishable(record, caf(annexe_3=roles), only(record), TEMPLATE)
    (holder,) = context["annexe_3"].referent_technique
    assert holder.nom == Text("Noria", "caf.annexe_3.referent_technique[1].nom")


def test_the_blank_model_of_a_caf_names_the_caf_and_no_partner() -> None:
    context = blank(TEMPLATE, caf())
    assert context["caf"].du_nom.text == "de la Caisse d'allocations familiales du Val-Fictif"
    assert context["caf"].signataire.inconnu
    assert context["partenaire"].inconnu
    assert len(context["partenaire"].alternatives) == 4


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ({"partenaire": "2026-01-12", "caf": "2026-02-01"}, Text("1er\u00a0février\u00a02026", "conventions[0].signature.caf")),
        ({"partenaire": "2026-03-12", "caf": "2026-02-01"}, Text("12\u00a0mars\u00a02026", "conventions[0].signature.partenaire")),
        ({"partenaire": "2026-03-12"}, Blank("conventions[0].signature.caf", "date")),
        ({"caf": "2026-03-12"}, Blank("conventions[0].signature.caf", "date")),
        (None, Blank("conventions[0].signature.caf", "date")),
    ],
)  # fmt: skip
def test_a_convention_is_dated_when_both_have_signed(
    signature: dict[str, str] | None, expected: Text | Blank
) -> None:
    assert view(partner({"signature": signature}))["convention"].date_signature == expected


def test_a_convention_without_its_frame_asks_for_it() -> None:
    found = view(partner({"cadre": None}))["convention"]
    assert found.cadre_sigle == "CTG ou SDSF"
    assert found.cadre_nom == Blank("conventions[0].cadre.nom", "nom")


def test_the_names_of_the_caf() -> None:
    found = view()["caf"]
    assert found.nom_court.text == "Caf du Val-Fictif"
    assert found.le_nom_court.text == "la Caf du Val-Fictif"
    assert (found.terme, found.au_terme) == ("la Caf", "à la Caf")


def test_an_elided_sigle_and_its_contractions() -> None:
    record = partner(
        chosen(designation="sigle"), nom="Association de la Vallée", type="association", sigle="ADV"
    )
    found = view(record)["partenaire"]
    terms = [term.text for term in (found.terme, found.Terme, found.du_terme, found.au_terme)]
    assert terms == ["l’ADV", "L’ADV", "de l’ADV", "à l’ADV"]
    assert found.terme.path == "sigle"


def test_a_name_whose_gender_is_given_keeps_it_as_the_defined_term() -> None:
    record = partner(chosen(designation="nom"), nom="Marelles et Cie", accord="feminin")
    assert view(record)["partenaire"].du_terme.text == "de la Marelles et Cie"


def test_a_missing_sigle_is_said_with_its_remedy() -> None:
    with pytest.raises(GreffeError, match="« sigle » n'est pas rempli"):
        view(partner(chosen(designation="sigle"), sigle=None))


def test_a_plural_name_cannot_be_the_defined_term() -> None:
    with pytest.raises(GreffeError, match="designation: le-partenaire"):
        view(partner(chosen(designation="nom"), nom="Les Marelles", accord="feminin-pluriel"))


def test_a_choice_of_the_convention_wins_over_the_template() -> None:
    presentation = view(partner(chosen(siege="virgule")))["presentation"]
    assert presentation.siege == "virgule"
    assert presentation.parties == TEMPLATE.presentation.parties


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ({"voie": "2 rue du Test", "complement": "ZA du Lac", "code_postal": "99100", "commune": "Témoin"}, "2 rue du Test, ZA du Lac, 99100\u00a0Témoin"),
        ({"code_postal": "99100", "commune": "Témoin CEDEX 9"}, "99100\u00a0Témoin CEDEX 9"),
        ({"voie": "2 rue du Test", "commune": "Témoin"}, "2 rue du Test, Témoin"),
    ],
)  # fmt: skip
def test_an_incomplete_address_prints_what_is_known(address: dict[str, str], line: str) -> None:
    assert view(partner(adresse=address))["partenaire"].adresse.text == line


def test_contacts_in_their_three_shapes() -> None:
    box = {"intitule": "Accueil", "adresses_electroniques": ["a@x.example", "b@x.example"]}
    roles = {
        "responsable_habilitations": [box, contact("Bobine", **box), contact("Rotin", civilite=None)],
    }  # fmt: skip
    found = view(partner({"annexe_2": roles}))["annexe_2"]
    mailbox, both, person = found.responsable_habilitations
    assert (mailbox.interlocuteur.text, mailbox.prenom, mailbox.fonction) == ("Accueil", "", "")
    assert mailbox.nom == Text(
        "Accueil", "conventions[0].annexe_2.responsable_habilitations[0].intitule"
    )
    assert mailbox.adresses.text == "a@x.example, b@x.example"
    assert both.interlocuteur.text == "Mme\u00a0Rose Bobine (Accueil)"
    assert person.interlocuteur.text == "Rose Rotin"
    (missing,) = found.responsable_securite
    assert missing.nom == Blank("conventions[0].annexe_2.responsable_securite[0].nom", "nom")


def test_an_open_account_asks_for_what_it_lacks_and_a_closed_one_does_not() -> None:
    record = partner()
    sparse = annexe_1(
        ouverts=[{"nom": "SAULE", "adresse_electronique": "saule@pays-temoin.example"}],
        clos=[{"nom": "AULNE"}],
    )
    found = convention(record, caf(), only(record), TEMPLATE, sparse)["annexe_1"]
    assert found.ouverts[0].fonction == Blank("annexe_1.ouverts[0].fonction", "fonction et/ou qualité")  # fmt: skip
    assert found.clos[0].cloture_demandee_le == ""
    assert not found.clos_avec_demande
