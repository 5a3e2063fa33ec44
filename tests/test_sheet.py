"""Forms as workbooks: what is put in is what is read back, in the same bytes, ready to be filled."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builder import PARTNER, make_root, write
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel
from records import TEMPLATE, annexe_1, contact
from returned import AWKWARD, raws

from generator.documents import sheet
from generator.documents.forms import FORMS, Form
from generator.documents.identity import Identity
from generator.documents.production import Press
from generator.documents.word import base
from generator.intake.answers import Answers
from generator.intake.readers import xlsx
from generator.store import dataset, fingerprints
from generator.store.schema.nominative import ClosedAccount, OpenAccount
from generator.store.schema.people import Contact

ANNEXE_1, ANNEXE_2 = FORMS["cooperation.annexe-1"], FORMS["cooperation.annexe-2"]
IDENTITY = Identity(ANNEXE_1.id, "temoin", "cooperation-2026", "a" * 64)
CUSTOM = "docProps/custom.xml"


def written(
    lists: sheet.Lists,
    form: Form = ANNEXE_1,
    sent: date | None = None,
    identity: Identity = IDENTITY,
) -> bytes:
    return sheet.write(form, lists, identity, parameters=TEMPLATE.parametres, transmitted=sent)


def one(raw: bytes) -> Answers:
    (answers,) = xlsx.read("annexe.xlsx", raw)
    return answers


def opened(raw: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(raw))


# What a data file may hold: printable lines, without spaces at either end.
words = AWKWARD | st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=30
).filter(lambda text: text.strip() == text)  # fmt: skip
days = st.dates()
emails = st.from_regex(r"[a-z0-9+=.]{1,12}@[a-z]{1,8}\.example", fullmatch=True).map(str)
opened_accounts = st.builds(
    OpenAccount, nom=words, prenom=st.none() | words, adresse_electronique=emails,
    fonction=st.none() | words, demande_le=st.none() | days.map(date.isoformat),
)  # fmt: skip
closed_accounts = st.builds(
    ClosedAccount, nom=words, prenom=st.none() | words, adresse_electronique=st.none() | emails,
    fonction=st.none() | words, demande_le=st.none() | days.map(date.isoformat),
    cloture_demandee_le=st.none() | days.map(date.isoformat), cloture_le=st.none() | days.map(date.isoformat),
)  # fmt: skip


def expected(records: list[Any]) -> list[dict[str, str]]:
    return [record.model_dump(mode="json", exclude_none=True) for record in records]


@given(
    st.lists(opened_accounts, max_size=4), st.lists(closed_accounts, max_size=4), st.none() | days
)
@example([], [ClosedAccount(nom="Liste 1")], None)
@example([OpenAccount(nom="=1+1", prenom="_x0041_", adresse_electronique="=a@b.example", fonction="Nom")], [], None)  # fmt: skip
@example([OpenAccount(nom="0123", prenom="1/2", adresse_electronique="a@b.example", fonction="Prénom")], [ClosedAccount(nom="#N/A")], date(1, 1, 1))  # fmt: skip
def test_what_is_written_is_read_back(
    ouverts: list[OpenAccount], clos: list[ClosedAccount], sent: date | None
) -> None:
    answers = one(written({"ouverts": ouverts, "clos": clos}, sent=sent))
    assert raws(answers) == {"ouverts": expected(ouverts), "clos": expected(clos)}
    assert (answers.transmitted.raw if answers.transmitted else None) == (sent and sent.isoformat())
    assert answers.notes == ()


def test_contacts_are_read_back_with_all_their_addresses() -> None:
    """A mailbox without a person goes by its title, in the column of names, as on the printed annexe."""
    person = Contact.model_validate(
        contact("ROTIN", adresses_electroniques=["a@b.example", "c@d.example"])
    )
    box = Contact(intitule="Cellule", adresses_electroniques=["e@f.example"])
    lists = {"responsable_habilitations": [person], "responsable_securite": [box]}
    assert raws(one(written(lists, ANNEXE_2, identity=Identity(ANNEXE_2.id, "t", "m", "")))) == {
        "responsable_habilitations": [{
            "nom": "ROTIN", "prenom": "Rose", "fonction": "chargée de mission",
            "adresses_electroniques": "a@b.example, c@d.example",
        }],
        "responsable_securite": [{"nom": "Cellule", "adresses_electroniques": "e@f.example"}],
    }  # fmt: skip


def test_a_workbook_says_where_it_comes_from() -> None:
    answers = one(written({}))
    assert (answers.form, answers.partner, answers.template, answers.base) == (
        ANNEXE_1.id, "temoin", "cooperation-2026", "a" * 64,
    )  # fmt: skip


def test_same_input_same_bytes_and_no_date_of_the_day() -> None:
    record = annexe_1()
    lists: dict[str, list[BaseModel]] = {"ouverts": [*record.ouverts], "clos": [*record.clos]}
    raw = written(lists, sent=record.transmise_le)
    sheet._layout.cache_clear()
    assert written(lists, sent=record.transmise_le) == raw
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml")
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_a_partner_finds_lists_heads_and_calendar_cells() -> None:
    """Columns are the annexe's, heads stay in sight, days are real ones shown as in France."""
    book = opened(written({"ouverts": annexe_1().ouverts}, sent=date(2026, 1, 13)))
    assert book.sheetnames == ["Mode d'emploi", "Liste 1", "Liste 2"]
    page = book["Liste 1"]
    assert [cell.value.replace("’", "'") for cell in page[1]] == [f.label for f in ANNEXE_1.lists[0].fields]  # fmt: skip
    assert page.freeze_panes == "A2"
    assert (page["E2"].value.date(), page["E2"].number_format) == (date(2026, 1, 11), "dd/mm/yyyy")
    assert (page["C2"].number_format, page["C2"].data_type) == ("@", "s")
    assert book["Mode d'emploi"]["B3"].value.date() == date(2026, 1, 13)


def test_heads_are_locked_and_lines_are_free() -> None:
    page = opened(written({"ouverts": annexe_1().ouverts}))["Liste 1"]
    assert page.protection.sheet
    assert not page.protection.password
    assert page["A1"].protection.locked
    assert not page["A2"].protection.locked
    assert not page.column_dimensions["A"].protection.locked
    assert (page.protection.insertRows, page.protection.deleteRows) == (False, False)


def test_an_odd_date_is_warned_of_but_can_be_sent() -> None:
    page = opened(written({}))["Liste 2"]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    day = rules["G2:G1048576"]
    assert (day.type, day.errorStyle, day.allowBlank) == ("date", "warning", True)
    assert "15/06/2026" in day.error
    assert rules["C2:C1048576"].type == "textLength"


def test_the_guide_says_what_each_list_is_with_the_delay_of_the_convention() -> None:
    text = " ".join(str(row[1]) for row in opened(written({}))["Mode d'emploi"].values)
    plain = text.replace("\u00a0", " ").replace("’", "'")
    assert "clôturé depuis moins de 2 ans" in plain
    assert "indispensable : Nom, Adresse électronique professionnelle" in plain


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.document)
def test_every_form_has_its_workbook(form: Form) -> None:
    """A new form is read back empty: every list is there, with nobody."""
    answers = one(written({}, form, identity=Identity(form.id, "", "m", "")))
    assert answers.lists == {people.key: () for people in form.lists}
    assert answers.partner is None


def test_a_caf_and_its_partner_have_the_annexes_as_workbooks_and_everyone_without_the_people(
    tmp_path: Path,
) -> None:
    partner = (
        PARTNER.rstrip()
        + """
        annexe_2:
          transmise_le: 2026-01-13
          responsable_habilitations:
            - {nom: SECRET, adresses_electroniques: [secret@pays-temoin.example]}
            - {intitule: Boîte publique, adresses_electroniques: [acces@pays-temoin.example], publication: {base: annuaire, depuis: 2026-01-01}}
    """
    )
    root = make_root(tmp_path, partner=partner)
    write(root, "data/nominatif/temoin.annexe-1.yml", """
        partenaire: temoin
        transmise_le: 2026-01-13
        ouverts: [{nom: TITULAIRE, adresse_electronique: t@pays-temoin.example}]
    """)  # fmt: skip
    data = dataset.load(root)
    press = Press(data, base.build())
    ours, public = (
        {path.rpartition("/")[2]: xlsx.read(path, raw)[0] for path, raw in tree.items() if path.endswith(".xlsx")}
        for tree in (press.complete("temoin"), press.publishable("temoin"))
    )  # fmt: skip
    assert raws(ours["annexe-1.xlsx"])["ouverts"] == [{"nom": "TITULAIRE", "adresse_electronique": "t@pays-temoin.example"}]  # fmt: skip
    assert ours["annexe-1.xlsx"].base == fingerprints.annexe_1(data.annexes_1["temoin"].record)
    assert len(raws(ours["annexe-2.xlsx"])["responsable_habilitations"]) == 2
    assert raws(public["annexe-1.xlsx"]) == {"ouverts": [], "clos": []}
    assert raws(public["annexe-2.xlsx"]) == {
        "responsable_habilitations": [{"nom": "Boîte publique", "adresses_electroniques": "acces@pays-temoin.example"}],
        "responsable_securite": [],
    }  # fmt: skip
    assert all(answers.transmitted is None and answers.base is None for answers in public.values())
    assert all(answers.partner == "temoin" for answers in (*ours.values(), *public.values()))
