"""A cell left blank says « I do not know », and keeps what is known; a lone dash erases it, and the plan says both."""

import io
from typing import Any

import openpyxl
import pytest
import test_piece_properties as pieces
from returned import DAY, SENT, dataset, form, kinds, person, proposed

from generator.documents.forms import ANNEXE_1, ANNEXE_2
from generator.documents.service_forms import pj3
from generator.documents.sheet_pages import lay_guide
from generator.intake import apply
from generator.intake.obstacles import obstacles
from generator.intake.plan import plan
from generator.intake.records import annexe_1
from generator.store.dataset import Dataset

A, B = person(1), person(2)
BLANK = {"prenom": "", "fonction": " ", "demande_le": "…………"}


def applied(lines: list[Any], data: Dataset) -> Any:
    return apply.outcome(proposed(form(lines), data), data).dataset.annexes_1["temoin"].record


def test_a_blank_cell_keeps_what_is_known() -> None:
    data = dataset([A, B])
    proposal = proposed(form([A | BLANK, B]), data)
    assert kinds(proposal) == {"unchanged": ["NOM1", "NOM2"]}
    assert applied([A | BLANK, B], data).ouverts == data.annexes_1["temoin"].record.ouverts
    told = plan(proposal, DAY)
    assert "3 cases vides gardent ce qui est connu (Prénom1 NOM1 : prénom(s), fonction et/ou qualité, date de demande d'habilitation)" in told  # fmt: skip
    assert "un tiret seul" in told


@pytest.mark.parametrize("mark", ["-", " – ", "—", "\u2011"])
def test_a_lone_dash_erases_and_the_plan_says_so(mark: str) -> None:
    data = dataset([A])
    proposal = proposed(form([A | {"fonction": mark}]), data)
    assert kinds(proposal) == {"changed": ["NOM1"]}
    assert "fonction et/ou qualité : « fonction 1 » est effacé, à la demande du partenaire (« - »)" in plan(proposal, DAY)  # fmt: skip
    (line,) = applied([A | {"fonction": mark}], data).ouverts
    assert (line.fonction, line.prenom) == (None, "Prénom1")


def test_what_nobody_may_lack_is_not_erased() -> None:
    data = dataset([A])
    (sentence,) = obstacles(proposed(form([A | {"adresse_electronique": "-"}]), data))
    assert "case vide" in sentence


def test_a_value_emptied_by_a_proposal_that_is_taken_is_erased() -> None:
    data = dataset([A])
    answers = form([A | {"demande_le": "bientôt"}])
    (offer,) = proposed(answers, data).offers
    taken = proposed(answers, data, numbers=frozenset([offer.number]))
    assert obstacles(taken) == []
    (line,) = annexe_1(taken).ouverts
    assert line.demande_le is None


def test_a_closing_and_a_reopening_keep_what_they_leave_blank_but_no_day_of_the_past() -> None:
    closed = B | {"cloture_demandee_le": "2026-02-01"}
    data = dataset([A], [closed])
    asked = A | BLANK | {"cloture_demandee_le": SENT}
    record = annexe_1(proposed(form([B | BLANK | {"demande_le": SENT}], [asked]), data))
    (opened,), (left,) = record.ouverts, record.clos
    assert (opened.prenom, opened.fonction, str(opened.demande_le)) == ("Prénom2", "fonction 2", SENT)  # fmt: skip
    assert (left.prenom, left.fonction, str(left.demande_le)) == ("Prénom1", "fonction 1", "2026-01-11")  # fmt: skip


def test_a_blank_closing_date_of_a_pj3_does_not_open_the_access_again() -> None:
    line = {"nom": "NOM1", "profil": "J1", "equipement": "Verger", "habilite_le": "2026-01-23", "cloture_le": "2026-02-01", "telephone": "05 00 00 00 02"}  # fmt: skip
    data = pieces.dataset([line])
    said = line | {"cloture_le": "", "telephone": ""}
    assert kinds(pieces.proposed(pieces.form([said]), data)) == {"still-listed": ["NOM1"]}
    again = pieces.proposed(pieces.form([line | {"cloture_le": "-"}]), data)
    assert kinds(again) == {"reopened": ["NOM1"]}


def test_days_are_compared_with_those_that_a_blank_cell_keeps() -> None:
    line = {"nom": "NOM1", "profil": "J1", "equipement": "Verger", "habilite_le": "2026-01-23"}
    data = pieces.dataset([line])
    said = line | {"habilite_le": "", "cloture_le": "2026-01-02"}
    (sentence,) = obstacles(pieces.proposed(pieces.form([said]), data))
    assert "la clôture précède l'habilitation, qui est du 23/01/2026" in sentence


@pytest.mark.parametrize("asked", [ANNEXE_1, ANNEXE_2, pj3("jardins", pieces.SERVICE)])
def test_the_sheet_says_how_to_leave_blank_and_how_to_erase(asked: Any) -> None:
    book = openpyxl.Workbook()
    lay_guide(book.active, asked, ["titre" for _ in asked.lists])
    book.save(io.BytesIO())
    said = " ".join(str(cell.value) for row in book.active.rows for cell in row)
    assert "laissez vide ce que vous ne savez pas" in said
    assert "un tiret seul" in said
