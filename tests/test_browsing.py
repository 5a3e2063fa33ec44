"""The directory's filters, the territories, the pages by role and the day of the last change, as the data give them."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from generator.documents.production import Press, look
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.schema.people import Contact
from generator.website import assembly
from generator.website.public import browsing, freshness, pages, publishing
from generator.website.public.published import Site

ROOT = Path(__file__).parents[1]
DATA = dataset.load(ROOT, nominative=False)
DAY = date(2026, 6, 15)


def published(data: Dataset = DATA) -> Site:
    return publishing.site(data, DAY, documents={}, blanks={})


def two_cafs() -> Site:
    """The shipped site, one of whose partners is of another Caf, in the Ain."""
    made = published()
    other = dataclasses.replace(made.cafs[0], id="caf01", nom="Caf de l'Ain", departement="Ain")
    first, *rest = made.partenaires
    moved = dataclasses.replace(first, caf=other)
    return dataclasses.replace(made, cafs=(*made.cafs, other), partenaires=(moved, *rest))


def test_a_filter_that_leaves_no_choice_is_not_offered() -> None:
    assert [one.cle for one in browsing.filters(published())] == ["type", "territoire", "famille", "role"]  # fmt: skip
    assert [one.cle for one in browsing.filters(two_cafs())] == ["caf", "type", "territoire", "famille", "role"]  # fmt: skip


def test_every_choice_of_a_filter_finds_somebody() -> None:
    made = two_cafs()
    rows = [(group, row) for group in browsing.groups(made) for row in group.lignes]
    held = {
        "caf": {row.partenaire.caf.id for _, row in rows},
        "type": {group.cle for group, _ in rows},
        "territoire": {key for _, row in rows for key in row.territoires},
        "famille": {key for _, row in rows for key in row.familles},
        "role": {key for _, row in rows for key in row.roles},
    }
    for each in browsing.filters(made):
        assert {choice.cle for choice in each.choix} <= held[each.cle], each.cle


def test_partners_of_one_frame_are_together_and_none_is_left_out() -> None:
    made = published()
    members = {one.nom: [p.id for p in one.partenaires] for one in browsing.frames(made)}
    assert members["CTG du Val de Brume"] == ["association-la-ribambelle", "cc-val-de-brume"]
    everyone = {key for ids in members.values() for key in ids} | {p.id for p in browsing.elsewhere(made)}  # fmt: skip
    assert everyone == {partner.id for partner in made.partenaires}


def test_departements_are_told_when_there_are_several() -> None:
    assert browsing.departments(published()) == []
    assert [one.nom for one in browsing.departments(two_cafs())] == ["Ain", "Département\u00a099"]


@pytest.mark.parametrize(
    ("days", "latest"),
    [
        ([], None),
        ([None], None),
        ([date(2026, 1, 1), None, date(2026, 5, 12)], date(2026, 5, 12)),
        ([date(2026, 5, 12), date(2026, 7, 1)], date(2026, 5, 12)),  # what is announced has not changed yet
    ],
)  # fmt: skip
def test_the_last_change_is_the_last_day_gone_by(days: list[date | None], latest: date | None) -> None:  # fmt: skip
    assert freshness.latest(days, DAY) == latest


def test_an_unpublished_contact_dates_nothing() -> None:
    """Its day would tell that somebody changed."""
    hidden = Contact.model_validate({"intitule": "Cellule", "depuis": "2026-06-01"})
    assert list(freshness.of_contacts([hidden])) == []


def test_a_contact_of_a_service_dates_the_page_that_shows_it() -> None:
    """That of TILLE, there since 5 January 2026, is the last to have changed of all that the Caf publishes."""
    said = pages.pages(published())
    for name in ("roles/services.md", "cafs.md"):
        assert "5\u00a0janvier\u00a02026" in said[name].decode(), name


def test_the_day_of_the_build_changes_no_day_of_change() -> None:
    later = publishing.site(DATA, date(2026, 6, 16), documents={}, blanks={})
    assert [p.mis_a_jour for p in later.partenaires] == [p.mis_a_jour for p in published().partenaires]  # fmt: skip


def test_a_page_by_role_names_only_whom_the_caf_publishes() -> None:
    tree = pages.pages(published())
    said = {name: tree[f"roles/{name}.md"].decode() for name in ("habilitations", "problemes-techniques", "securite", "services")}  # fmt: skip
    assert "habilitations&#64;caf99.example" in said["habilitations"]
    assert "ROSEAU" in said["problemes-techniques"]
    assert "GENÉVRIER" not in "".join(said.values())  # without a choice
    assert "CORNALINE" not in "".join(said.values())  # security
    # To prevent the Caf of an incident: what is published for habilitations, and its switchboard.
    assert "habilitations&#64;caf99.example" in said["securite"]
    assert said["securite"].count("mailto:") == said["habilitations"].count("mailto:") - 1
    assert 'href="tel:&#43;33536490010"' in said["securite"]
    assert "acces-dossiers&#64;caf99.example" in said["services"]


def test_with_several_cafs_a_page_by_role_says_whose_contacts_they_are() -> None:
    said = pages.pages(two_cafs())["roles/habilitations.md"].decode()
    assert said.count("<h3>Caf de l&#39;Ain</h3>") == 2


def test_a_termination_takes_effect_on_the_day_that_obligations_tell() -> None:
    """A letter received on 1 June asks for 15 July: its three months run to 1 September."""
    metropole = next(one for one in published().partenaires if one.id == "montbrume-metropole")
    [access] = metropole.acces
    assert access.etat == "Résiliée, avec effet au 1er\u00a0septembre\u00a02026"
    assert [due.jour for due in metropole.echeances if due.quoi == "Fin de la convention"] == [date(2026, 9, 1)]  # fmt: skip


def test_a_service_offers_no_piece_that_it_never_asks_for() -> None:
    """CARLA asks for no PJ3 in either mode: no blank one, no word on it, and a PJ1 that says how to fill it."""
    day = date(2026, 6, 15)
    tree = assembly.draft(DATA, Press(DATA, look(ROOT / "templates", ROOT / "templates")), day, ROOT)  # fmt: skip
    page = tree["docs/services/carla.md"].decode()
    assert "pj1.docx" in page
    assert "Aucun organisme n'a encore adhéré" in page
    assert "PJ3" not in page
    assert not [path for path in tree if "/carla/" in path and ("pj3" in path or "lieux" in path)]
    assert "PJ3" in tree["docs/services/afas.md"].decode()
    assert [path for path in tree if "/afas/" in path and "pj3" in path]
