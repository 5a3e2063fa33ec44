"""Every shape of defect real files carry: the raw value stays, a reading is offered, what is odd is said."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.forms import ANNEXE_1, ANNEXE_2
from generator.documents.french.dates import long_date, numeric_date
from generator.intake.answers import Answers, Cell, Row
from generator.intake.cleaning import addresses, choices, dates, phones, reading
from generator.intake.cleaning.names import Name
from generator.intake.cleaning.rows import Known, Person, clean
from generator.store.schema.base import EMAIL_PATTERN

OWN = ("val-de-brume.example",)
KNOWN = Known(OWN, (Name("GIROFLÉE-BERLINGOT", "Marie-Lou"),))
GOOD = {
    "nom": "OSIER",
    "prenom": "Paul",
    "adresse_electronique": "paul.osier@val-de-brume.example",
    "fonction": "agent",
    "demande_le": "15/06/2026",
}


def people(
    *rows: Mapping[str, str], sent: str = "15/06/2026", known: Known = KNOWN
) -> tuple[Person, ...]:
    cells = tuple(
        Row({key: Cell(value, "") for key, value in (GOOD | dict(row)).items()}, f"ligne {rank}")
        for rank, row in enumerate(rows, 1)
    )
    answers = Answers(
        "f.docx", ANNEXE_1.id, "x", None, None, Cell(sent, "date"), {"ouverts": cells}
    )
    return clean(answers, ANNEXE_1, known).lists["ouverts"]


def person(**cells: str) -> Person:
    (one,) = people(cells)
    return one


def remarks(one: Person) -> str:
    return " ; ".join([*(words for _, words in one.remarks), *one.invalid.values()])


def offered(one: Person) -> list[dict[str, object]]:
    return [dict(option.changes) for option in one.options]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-06-15", "2026-06-15"),
        ("2026-06-15 00:00:00", "2026-06-15"),
        ("15/06/2026", "2026-06-15"),
        ("10/06/2026", "2026-06-10"),
        ("5.6.2026", "2026-06-05"),
        ("15 juin 2026", "2026-06-15"),
        ("1er janvier 2026", "2026-01-01"),
        ("1er\u00a0août\u00a02026", "2026-08-01"),
        ("- 9 JUIN 2026", "2026-06-09"),
        ("[13/04/2026]", "2026-04-13"),
        ("le lundi 15 juin 2026", "2026-06-15"),
        ("12 fevr. 2026", "2026-02-12"),
        ("12 DECEMBRE 2026", "2026-12-12"),
    ],
)
def test_a_day_that_reads_one_way_is_taken(raw: str, day: str) -> None:
    assert dates.read(raw).value == day
    assert dates.read(raw).options == ()


@pytest.mark.parametrize("raw", ["[13/04/2026]", "- 9 JUIN 2026", "le 15 juin 2026"])
def test_what_surrounds_a_day_is_said(raw: str) -> None:
    assert dates.read(raw).remarks


@pytest.mark.parametrize(
    "raw", ["(date)", "[date]", "……", "", "__/__/____", "jj/mm/aaaa", "[à compléter : date]"]
)
def test_a_place_left_to_fill_is_an_empty_day(raw: str) -> None:
    assert dates.read(raw).value == ""
    assert dates.read(raw).options == ()


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("10/6/26", ("2026-06-10",)),
        ("12 juin 26", ("2026-06-12",)),
        ("26-06-10", ("2010-06-26", "2026-06-10")),
        ("06/15/2026", ("2026-06-15",)),
        ("46188", ("2026-06-15",)),
        ("31/02/2026", ()),
        ("1er …", ()),
        ("courant juin", ()),
        ("12 ju 2026", ()),
    ],
)
def test_a_doubtful_day_is_offered_and_never_taken(raw: str, options: tuple[str, ...]) -> None:
    read = dates.read(raw)
    assert read.value is None
    assert read.options == options
    assert read.remarks


def test_a_month_written_first_somewhere_makes_the_other_days_doubtful() -> None:
    one, two, three = people(
        {"demande_le": "06/13/2026"}, {"nom": "B", "demande_le": "05/06/2026"}, {"nom": "C", "demande_le": "07/07/2026"}
    )  # fmt: skip
    assert one.options[0].changes == {"demande_le": "2026-06-13"}
    assert [each["demande_le"] for each in offered(two)] == ["2026-05-06", "2026-06-05", ""]
    assert not any(option.sole for option in two.options)
    assert three.values["demande_le"] == "2026-07-07"


@pytest.mark.parametrize(
    ("cells", "name", "said"),
    [
        ({"nom": "Mme OSIER"}, ("OSIER", "Paul"), "civilité"),
        ({"prenom": "M. Paul"}, ("OSIER", "Paul"), "civilité"),
        ({"nom": "OSIER (Mme)"}, ("OSIER", "Paul"), "civilité"),
        ({"nom": "Paul", "prenom": "OSIER"}, ("OSIER", "Paul"), "inversés"),
        ({"nom": "Paul OSIER", "prenom": ""}, ("OSIER", "Paul"), "même case"),
        ({"nom": "OSIER Paul", "prenom": "……"}, ("OSIER", "Paul"), "même case"),
        ({"nom": "OSIER Paul", "prenom": "Paul"}, ("OSIER", "Paul"), "répété"),
        ({"nom": "de LA TOUR Jean", "prenom": ""}, ("de LA TOUR", "Jean"), "même case"),
        ({"prenom": "Anne - Sophie"}, ("OSIER", "Anne-Sophie"), "trait d'union"),
        ({"prenom": "Anne – Sophie"}, ("OSIER", "Anne-Sophie"), "trait d'union"),
        ({"nom": "OSIER\u00a0 VERT"}, ("OSIER VERT", "Paul"), ""),
        ({"nom": "GIROFLEE BERLINGOT", "prenom": "MARIE LOU"}, ("GIROFLÉE-BERLINGOT", "Marie-Lou"), "annexe enregistrée"),
        ({"nom": "Marie-Lou", "prenom": "GIROFLEE BERLINGOT"}, ("GIROFLÉE-BERLINGOT", "Marie-Lou"), "annexe enregistrée"),
    ],
)  # fmt: skip
def test_a_name_stays_as_written_and_its_usual_writing_is_offered(
    cells: dict[str, str], name: tuple[str, str], said: str
) -> None:
    one = person(**cells)
    for key, raw in cells.items():
        if not reading.is_empty(raw):
            assert one.values[key] == raw
    (option,) = one.options
    assert (option.changes["nom"], option.changes["prenom"]) == name
    assert said in remarks(one)


@pytest.mark.parametrize(
    ("nom", "prenom"),
    [
        ("DE LA MARJOLAINE", "Ézéchiel"),
        ("LE ROSEAU-VERT", "Jeanne, Margot"),
        ("O'RICOCHET", "Capucine"),
        ("MARTIN DUPONT", "J.-P."),
        ("Osier", "Paul"),
        ("OSIER", "PAUL"),
        ("OSIER", ""),
    ],
)
def test_ordinary_double_and_hyphenated_names_are_left_alone(nom: str, prenom: str) -> None:
    one = person(nom=nom, prenom=prenom)
    assert one.values["nom"] == nom
    assert [option for option in one.options if "nom" in option.changes] == []


def test_a_name_as_it_is_in_the_annexe_in_hand_is_not_odd() -> None:
    odd = Known(OWN, (Name("OSIER", "Anne - Sophie"),))
    (one,) = people({"prenom": "Anne - Sophie"}, known=odd)
    assert (one.options, one.remarks) == ((), ())


def test_a_birth_name_beside_the_name_in_use_is_said() -> None:
    assert "nom de naissance" in remarks(person(nom="OSIER née SAULE"))


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("[p@val-de-brume.example](mailto:p@val-de-brume.example)", ["p@val-de-brume.example"]),
        ("mailto:p@val-de-brume.example", ["p@val-de-brume.example"]),
        ("Paul Osier <p@val-de-brume.example>", ["p@val-de-brume.example"]),
        ("p@val-de-brume..example", ["p@val-de-brume.example"]),
        ("p@val-de-brume.example.", ["p@val-de-brume.example"]),
        ("p@ val-de-brume.example", ["p@val-de-brume.example"]),
        ("p(at)val-de-brume.example", ["p@val-de-brume.example"]),
        ("ézé@val-de-brume.example", ["eze@val-de-brume.example"]),
        ("p@val-de-brume,example", ["p@val-de-brume.example"]),
        ("p@x.example ; q@val-de-brume.example", ["p@x.example", "q@val-de-brume.example"]),
        ("p@x.example ou q@x.example", ["p@x.example", "q@x.example"]),
        ("paul osier", []),
    ],
)  # fmt: skip
def test_what_is_not_an_address_is_kept_raw_and_the_meant_one_offered(
    raw: str, options: list[str]
) -> None:
    one = person(adresse_electronique=raw)
    assert one.raw["adresse_electronique"] == raw
    assert "adresse_electronique" not in one.values
    assert "adresse_electronique" in one.invalid
    assert [o["adresse_electronique"] for o in offered(one)] == options
    assert all(option.sole == (len(options) == 1) for option in one.options)


@pytest.mark.parametrize(
    "domain",
    ["val.de-brume.example", "val-de-brune.example", "valde-brume.example", "val-de-brmue.example"],
)
def test_a_domain_one_sign_away_is_kept_and_the_partners_own_offered(domain: str) -> None:
    one = person(adresse_electronique=f"p@{domain}")
    assert one.values["adresse_electronique"] == f"p@{domain}"
    assert offered(one) == [{"adresse_electronique": "p@val-de-brume.example"}]


def test_other_domains_are_not_slips() -> None:
    assert person(adresse_electronique="p@ailleurs.example").options == ()
    assert person(adresse_electronique="p@mairie.val-de-brume.example").options == ()


def test_a_shared_mailbox_for_a_named_person_is_said() -> None:
    assert "boîte partagée" in remarks(person(adresse_electronique="accueil@val-de-brume.example"))


def test_ditto_marks_take_the_cell_above_on_request_only() -> None:
    first, second, third = people(
        {"fonction": "agente"},
        {"nom": "B", "fonction": '"', "demande_le": "idem"},
        {"nom": "C", "fonction": "-''-"},
    )
    assert first.values["fonction"] == "agente"
    assert "fonction" not in second.values
    assert {"fonction", "demande_le"} == set(second.invalid)
    taken = second.with_options(second.options)
    assert (taken.values["fonction"], taken.values["demande_le"]) == ("agente", "2026-06-15")
    assert third.with_options(third.options).values["fonction"] == "agente"


def test_a_ditto_mark_with_nothing_above_offers_nothing_but_an_empty_cell() -> None:
    one = person(fonction="idem")
    assert "fonction" in one.invalid
    assert offered(one) == [{"fonction": ""}]


def test_swapped_columns_are_told_by_the_address() -> None:
    one = person(adresse_electronique="agent", fonction="p@val-de-brume.example")
    assert {"adresse_electronique": "p@val-de-brume.example", "fonction": "agent"} in offered(one)


def test_blank_rows_go_and_are_counted_and_a_row_said_twice_counts_once() -> None:
    empty = dict.fromkeys(GOOD, "") | {"nom": "……"}
    rows = [
        Row({key: Cell(value, "") for key, value in cells.items()}, str(rank))
        for rank, cells in enumerate((GOOD, empty, GOOD, dict.fromkeys(GOOD, "")))
    ]
    answers = Answers("f", ANNEXE_1.id, "x", None, None, None, {"ouverts": tuple(rows)})
    received = clean(answers, ANNEXE_1, KNOWN)
    assert len(received.lists["ouverts"]) == 1
    assert received.empty == 2
    assert len(received.repeated) == 1


def test_a_place_left_to_fill_is_no_value() -> None:
    one = person(fonction="[à compléter : fonction]")
    assert "fonction" not in one.values
    assert "à compléter" in remarks(one)
    assert "nom" in person(nom="[à compléter : nom]").invalid


def test_a_request_dated_after_the_annexe_is_said() -> None:
    assert "après l'annexe" in remarks(person(demande_le="16/06/2026"))
    assert person().remarks == ()


def test_an_invisible_character_is_never_stored() -> None:
    one = person(nom="OSI\u200bER")
    assert "nom" in one.invalid
    assert one.with_options(one.options).values["nom"] == "OSIER"


def test_several_addresses_of_a_contact_are_all_kept() -> None:
    row = Row({"nom": Cell("OSIER", ""), "adresses_electroniques": Cell("a@x.example ; b@x.example", "")}, "1")  # fmt: skip
    answers = Answers("f", ANNEXE_2.id, "x", None, None, None, {"responsable_securite": (row,)})
    (one,) = clean(answers, ANNEXE_2, KNOWN).lists["responsable_securite"]
    assert one.values["adresses_electroniques"] == ("a@x.example", "b@x.example")
    assert one.options == ()


NAMES = st.text(st.characters(categories=["L", "M", "Zs", "Pd", "P", "N"]), max_size=30)


@given(nom=NAMES, prenom=NAMES, adresse=st.text(max_size=40), jour=st.text(max_size=20))
def test_nothing_is_rewritten_unasked(nom: str, prenom: str, adresse: str, jour: str) -> None:
    """Whatever a cell holds, what is stored unasked is the very text, but for blanks at its ends."""
    cells = {"nom": nom, "prenom": prenom, "adresse_electronique": adresse, "demande_le": jour}
    for one in people(cells):
        for key in ("nom", "prenom", "adresse_electronique", "fonction"):
            if key in one.values:
                assert one.values[key] == one.raw[key].strip()


@given(address=st.from_regex(EMAIL_PATTERN, fullmatch=True))
def test_every_valid_address_is_read_as_it_is(address: str) -> None:
    if addresses.is_address(address):
        assert addresses.read(address, OWN).value == address


@given(day=st.dates(min_value=date(1900, 1, 1)))
def test_every_day_of_ours_reads_back(day: date) -> None:
    for written in (str(day), numeric_date(day), long_date(day)):
        assert dates.read(written).value == str(day)


@pytest.mark.parametrize(
    ("raw", "value", "options"),
    [
        ("05 00 00 00 02", "05 00 00 00 02", ()),
        ("05.00.00.00.02", "05.00.00.00.02", ()),
        ("+33 5 00 00 00 02", "+33 5 00 00 00 02", ()),
        ("500000002", None, ("05 00 00 00 02",)),
        ("5 00 00 00 02", None, ("05 00 00 00 02",)),
        ("poste 12 (accueil)", None, ()),
        ("…", "", ()),
    ],
)
def test_a_telephone_is_kept_as_written_and_its_lost_zero_only_offered(
    raw: str, value: str | None, options: tuple[str, ...]
) -> None:
    read = phones.read(raw)
    assert (read.value, read.options) == (value, options)


PROFILES = {"P1": "Fournisseur de données", "P2": "Approbateur", "P12": "Consultant"}


@pytest.mark.parametrize(
    ("raw", "value", "options"),
    [
        ("P1", "P1", ()),
        (" P1 ", "P1", ()),
        ("p1", None, ("P1",)),
        ("P 1", None, ("P1",)),
        ("P1 - Fournisseur de données", None, ("P1",)),
        ("approbateur", None, ("P2",)),
        ("Consultants", None, ()),
        ("P9", None, ()),
        (":", None, ()),
        ("", "", ()),
    ],
)
def test_a_choice_is_one_of_the_list_or_offered_those_it_nearly_is(
    raw: str, value: str | None, options: tuple[str, ...]
) -> None:
    read = choices.read(raw, "profil", PROFILES)
    assert (read.value, read.options) == (value, options)
