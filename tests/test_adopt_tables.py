"""Blank rows of an adopted text, filled with people."""

import io
from pathlib import Path

import docx
import pytest
from adopting import (
    adopted,
    rendered,
    run,
    shipped,
    tables,
)

from generator.cli.main import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


def annexe(heads: tuple[str, ...], *rows: tuple[str, ...], before: str) -> bytes:
    """An annexe with one table."""
    document = docx.Document()
    for text in before.split("\n"):
        document.add_paragraph(text)
    table = document.add_table(1 + len(rows), len(heads))
    for row, texts in zip(table.rows, (heads, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_PEOPLE = ("Nom", "Prénom(s)", "Adresse électronique professionnelle", "Fonction et/ou qualité", "Date de demande d'habilitation")  # fmt: skip


def test_blank_rows_of_an_annexe_are_filled_with_its_people_and_stay_blank_without(root: Path, capsys) -> None:  # fmt: skip
    blank = ("",) * 5
    (root / "annexe.docx").write_bytes(
        annexe(_PEOPLE, blank, blank, blank, before="ANNEXE 1 : Suivi des habilitations\nDate de transmission : [date]\n1 - Liste des personnes qui ont un accès ouvert à la CTG")
    )  # fmt: skip
    assert run(root, "adopt", str(root / "annexe.docx"), "--family", "cooperation", "--id", "caf99-2026", "--document", "annexe-1") == 0  # fmt: skip
    rendered(root, "cc-val-de-brume")
    text = (root / "build/documents/cc-val-de-brume/cooperation/annexe-1.md").read_text(encoding="utf-8")  # fmt: skip
    assert "| FENOUIL | Ninon, Claire | ninon.fenouil@val-de-brume.example |" in text
    assert "|  |  |" not in text
    assert "Date de transmission : 12\u00a0mai\u00a02026" in text
    assert main(["render", "--blank", "--root", str(root)]) == 0
    text = (root / "build/documents/vierges/caf99-2026/annexe-1.md").read_text(encoding="utf-8")
    assert text.count("|  |  |  |  |  |") == 3
    assert "Date de transmission : [date]" in text.replace("\\", "")


@pytest.mark.parametrize(
    ("heads", "rows", "before", "code"),
    [
        (("Nom", "Courriel"), (("", ""),), "ANNEXE 1\nclôture de l'accès", "annexe_1.clos"),
        (("Rôle", "Nom", "Courriel"), (("Responsable sécurité", "", ""),), "ANNEXE 3", "annexe_3.responsable_securite"),
        (("Nom et prénom", "Mél"), (("", ""),), "ANNEXE 2\nResponsable des habilitations", "annexe_2.responsable_habilitations"),
        (("Nom", "Couleur"), (("", ""),), "ANNEXE 1\naccès", None),
        (("Nom", "Courriel"), (("", ""),), "Tableau de la convention", None),
        (("Nom", "Courriel"), (("", ""),), "ANNEXE 2\nChauffeurs", None),
    ],
)  # fmt: skip
def test_a_table_is_bound_only_when_its_list_and_all_its_columns_are_known(heads, rows, before, code) -> None:  # fmt: skip
    text = adopted(annexe(heads, *rows, before=before)).files["convention.md"].decode()
    assert ("{% for ligne in " in text) == (code is not None)
    if code:
        assert f"{{% for ligne in {code} %}}" in text


def test_no_list_of_people_is_printed_twice() -> None:
    """« accès aux locaux » is not the list of the accesses that stands above it."""
    document = docx.Document()
    for title in ("ANNEXE 1", "1 - Accès ouverts", "2 - Accès aux locaux"):
        document.add_paragraph(title)
        if title != "ANNEXE 1":
            for cell, head in zip(document.add_table(2, 2).rows[0].cells, ("Nom", "Courriel"), strict=True):  # fmt: skip
                cell.text = head
    stream = io.BytesIO()
    document.save(stream)
    made = adopted(stream.getvalue())
    assert made.lists == ("annexe_1.ouverts",)
    assert made.files["convention.md"].decode().count("{% for ligne in ") == 1


def test_the_cells_beside_the_heads_of_a_contact_are_filled_with_it() -> None:
    cells = tables(("Responsable sécurité", ""), ("Nom, prénom", ""), ("Courriel", ""), ("Téléphone", ""), before="Annexe 2 – Interlocuteurs du partenaire")  # fmt: skip
    made = adopted(cells, document="annexe-2")
    assert [each.binding for each in made.bound] == ["annexe_2.securite", "annexe_2.securite.adresses"]  # fmt: skip
    assert [(each.mots, each.possibles[0]) for each in made.questions] == [("(case vide)", "garder")]  # fmt: skip
    assert "| Responsable sécurité |  |" in made.files["annexe-2.md"].decode()


def test_a_table_that_presents_the_parties_is_filled_column_by_column() -> None:
    rows = (("La Caf de l'Exemple", "La commune de [nom]"), ("Adresse :", "Adresse :"), ("Représentée par :", "Représentée par :"))  # fmt: skip
    made = adopted(tables(*rows, before="Convention", after="Article 1 : Objet"))
    assert {"caf.adresse", "caf.representant", "partenaire.Le_nom", "partenaire.adresse", "partenaire.representant"} <= {each.binding for each in made.bound}  # fmt: skip


def test_over_the_signatures_each_party_has_its_name_and_its_day() -> None:
    rows = (("Pour la Caf,", "Pour le partenaire,"), ("NOM Prénom :", "NOM Prénom :"), ("Date :", "Date :"))  # fmt: skip
    made = adopted(tables(*rows, before="Fait à Montbrume"))
    assert [each.binding for each in made.bound] == ["caf.representant", "partenaire.representant", "convention.date_caf", "convention.date_partenaire"]  # fmt: skip


def test_the_accounts_that_end_fill_the_second_list() -> None:
    heads = ("Nom", "Prénom", "Adresse électronique", "Date de demande de fin d'habilitation")
    data = annexe(heads, ("",) * 4, before="Annexe 1 – Utilisateurs\nListe 2 : personnes dont l'habilitation prend fin")  # fmt: skip
    made = adopted(data, document="annexe-1")
    assert made.lists == ("annexe_1.clos",)
    assert "{{ ligne.cloture_demandee_le }}" in made.files["annexe-1.md"].decode()


def test_the_blank_cells_that_no_list_fills_are_left_to_the_hand_and_counted() -> None:
    made = adopted(annexe(("Matériel", "Nombre"), ("", ""), ("", ""), before="Inventaire"))
    assert [each.binding for each in made.bound] == ["garder"] * 4
    assert made.questions == ()
