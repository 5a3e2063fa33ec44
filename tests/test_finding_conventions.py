"""Every report says in words which convention a finding is about: a letter is not enough, X rules have none."""

import json
from dataclasses import replace
from typing import Any

import pytest
from account_records import accounts_partner
from records import SIGNED, TEMPLATE, annexe_1, caf, partner
from returned import _entry as entry
from returned import dataset
from test_piece_properties import SERVICE
from test_reports import LATE, PERSON, TODAY, outcome, text

from generator.checks import checker
from generator.checks.conventions import named
from generator.checks.finding import Finding
from generator.checks.reports.formats import FORMATS
from generator.store import dataset as datasets
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT
from generator.store.schema.nominative import FollowUp, Users

SJP = {"jardins": entry("jardins", SERVICE, "data/services/jardins.yml")}
DATA = replace(dataset(), services=SJP)
BOTH = partner(conventions=[
    {"famille": "cooperation", "modele": TEMPLATE.id, "signature": SIGNED},
    accounts_partner().model_dump(mode="json", exclude_defaults=True)["conventions"][0],
])  # fmt: skip
USERS = Users.model_validate({"partenaire": "temoin", "services": [{"service": "jardins"}]})
COOPERATION, ACCOUNT = "Coopération", "Mon Compte Partenaire"


@pytest.mark.parametrize(
    ("record", "path", "words"),
    [
        (BOTH, ("conventions", 0, "signature"), COOPERATION),
        (BOTH, ("conventions", 1, "contrat"), ACCOUNT),
        (BOTH, ("conventions", 1, "bulletins", 0, "pj1"), f"{ACCOUNT}, service SJP"),
        (BOTH, ("adresse",), None),
        (BOTH, (), None),
        (caf(), ("annexe_3",), COOPERATION),
        (caf(), ("mon_compte_partenaire", "services"), ACCOUNT),
        (caf(), ("mon_compte_partenaire", "services", "jardins"), f"{ACCOUNT}, service SJP"),
        (caf(), ("adresse",), None),
        (annexe_1(), ("ouverts", 0), COOPERATION),
        (FollowUp(partenaire="temoin"), (), COOPERATION),
        (USERS, ("services", 0, "utilisateurs", 0), f"{ACCOUNT}, service SJP"),
        (USERS, ("departs", 0), ACCOUNT),
    ],
)
def test_a_datum_is_of_its_convention(record: Any, path: Any, words: str | None) -> None:
    assert named(DATA, record, path) == words


def _two(*conventions: dict[str, Any]) -> list[str | None]:
    record = partner(conventions=[{"famille": "cooperation", "modele": "a"} | one for one in conventions])  # fmt: skip
    return [named(DATA, record, ("conventions", index)) for index in range(len(conventions))]


def test_two_conventions_of_one_family_are_told_apart() -> None:
    """By the template, else by the day of the last signature."""
    assert _two({}, {"modele": "b"}) == ["Coopération, modèle « a »", "Coopération, modèle « b »"]
    assert _two({"signature": SIGNED}, {}) == ["Coopération, signée le 15\u00a0janvier\u00a02026", "Coopération, pas encore signée"]  # fmt: skip


def test_a_service_without_a_readable_file_goes_by_its_key() -> None:
    unknown = replace(DATA, services={})
    assert named(unknown, USERS, ("services", 0)) == f"{ACCOUNT}, service jardins"


NAMED = replace(LATE, convention="Coopération, modèle « a »")


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_report_names_the_convention_in_words(name: str) -> None:
    said = FORMATS[name](outcome(NAMED))
    assert "Coopération, modèle « a »" in said.replace("%2C", ",")
    assert "Coopération" not in FORMATS[name](outcome(LATE))


def test_the_text_report_says_it_in_the_summary_and_beside_the_rule() -> None:
    said = text(replace(PERSON, convention=COOPERATION))
    assert "cc-temoin [C19, Coopération] : Deux personnes" in said
    assert "erreur [C19, Coopération, art. 3.5] data/" in said


def test_json_gives_it_a_field_null_when_there_is_none() -> None:
    found = json.loads(FORMATS["json"](outcome(NAMED, PERSON)))["findings"]
    assert [one["convention"] for one in found] == [None, "Coopération, modèle « a »"]


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return datasets.load(PROJECT)


def test_no_finding_of_a_rule_of_a_family_lacks_its_convention(shipped: Dataset) -> None:
    def lacks(one: Finding) -> bool:
        return one.rule[0] in "CM" and one.convention is None

    found = checker.run(shipped, TODAY)
    assert {one.rule[0] for one in found} >= set("CMX")
    assert [one for one in found if lacks(one)] == []
    assert any(one.rule.startswith("X") and one.convention for one in found)
