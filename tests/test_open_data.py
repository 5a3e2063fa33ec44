"""The public directory for programs: what the pages say, in files that no program runs or misreads."""

import csv
import io
import json
from datetime import date

import jsonschema
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.store.schema.public_site import PublicSite
from generator.website.public import legal, publishing
from generator.website.public.open_data import directory, vcards
from generator.website.public.published import Caf, Contact, Phone, Role, Site

DAY = date(2026, 6, 15)
MENTIONS = legal.made(PublicSite(), ())


@pytest.fixture(scope="module")
def site() -> Site:
    return publishing.site(load(PROJECT, nominative=False), DAY, documents={}, blanks={})


def test_the_files_are_what_their_schemas_say(site: Site) -> None:
    files = directory.files(site)
    for name in ("annuaire", "echeances"):
        schema = json.loads(files[f"donnees/{name}.schema.json"])
        jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        ).validate(json.loads(files[f"donnees/{name}.json"]))


def test_every_partner_of_the_site_is_there_once_and_nobody_else(site: Site) -> None:
    told = json.loads(directory.files(site)["donnees/annuaire.json"])
    assert [each["id"] for each in told["partenaires"]] == [each.id for each in site.partenaires]
    assert [each["id"] for each in told["cafs"]] == [each.id for each in site.cafs]
    published = sum(len(role.contacts) for each in (*site.cafs, *site.partenaires) for role in each.roles)  # fmt: skip
    assert sum(len(each["contacts"]) for each in (*told["cafs"], *told["partenaires"])) == published


def test_what_is_late_is_told_to_nobody_else(site: Site) -> None:
    """A late partner is not put on show."""
    assert any(due.passee for partner in site.partenaires for due in partner.echeances)
    assert all(due.jour >= DAY for due in directory.agenda(site).echeances)


HOSTILE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)  # fmt: skip


def _one(name: str, function: str, mail: str) -> Site:
    contact = Contact(name, function, (mail,), Phone("05 36 49 00 99", "+33536490099"))
    caf = Caf("caf99", name, None, ("1 place du Test",), None, None, (Role("Référent", (contact,)),), "Éloire", None)  # fmt: skip
    return Site("Essai", None, True, DAY, (caf,), (), (), (), (), (), (), MENTIONS)


@given(st.one_of(HOSTILE, st.sampled_from(["=1+1", "@SUM(A1)", "-2", "+33", "=cmd|' /C calc'!A0"])), HOSTILE)  # fmt: skip
def test_no_cell_of_the_table_is_run_by_a_spreadsheet(name: str, function: str) -> None:
    """OWASP, CSV injection; and each cell is still read whole."""
    content = directory.table(_one(name, function, "a@b.example")).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert len(head) == len(row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert row[0].removeprefix("'") == name.removeprefix("'")


@given(HOSTILE, HOSTILE)
def test_an_address_book_reads_back_what_was_published(name: str, function: str) -> None:
    """Judged by another library than ours; no line is longer than RFC 2425 allows."""
    made = _one(name, function, "referent.habilitations@caf99.example")
    content = vcards.cards(made)["contacts/caf99.vcf"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (card,) = vobject.readComponents(content.decode())
    assert card.fn.value == name
    assert card.title.value == function
    assert card.email.value == "referent.habilitations@caf99.example"
    assert card.tel.value == "+33536490099"


def test_a_person_s_name_is_in_its_parts_and_a_mailbox_s_is_whole(site: Site) -> None:
    """RFC 2426, 3.1.2: family name, given name, additional names, prefix."""
    cards = [card for content in vcards.cards(site).values() for card in vobject.readComponents(content.decode())]  # fmt: skip
    names = {card.fn.value: card.n.value for card in cards}
    person = names["M. Gaspard MANIVELLE"]
    assert (person.family, person.given, person.additional, person.prefix, person.suffix) == ("MANIVELLE", "Gaspard", "", "M.", "")  # fmt: skip
    boxes = [each for role in site.cafs[0].roles for each in role.contacts if not any(each.etat_civil)]  # fmt: skip
    assert boxes
    assert all(names[each.nom].family == each.nom for each in boxes)


def test_shipped_contacts_are_all_in_the_cards(site: Site) -> None:
    found = vcards.cards(site)
    assert set(found) == {vcards.path(each) for each in (*site.cafs, *site.partenaires) if each.roles}  # fmt: skip
    for content in found.values():
        assert list(vobject.readComponents(content.decode()))
