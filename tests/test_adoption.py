"""First adoption: a Caf's tracking sheet becomes partner files, line by line, and nothing is guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builder import PARTNER, make_root, write
from hypothesis import given
from hypothesis import strategies as st
from test_readers import saved, workbook

from generator.errors import GreffeError
from generator.intake.adoption import mapping, plan, report, sheet
from generator.intake.adoption.fields import BY_KEY, TARGETS, Target, recognised
from generator.intake.adoption.plan import Adoption, Outcome
from generator.intake.cleaning.reading import tidy
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.schema.partner import Partner

HEADS = ("Partenaire", "Nature", "Adresse", "CP", "Commune", "Civilité", "Signataire", "Fonction", "SIRET", "Date signature Caf")  # fmt: skip
TROIS_RUS = ("Communauté de communes des Trois Rus", "CC", "4 rue du Lavoir", "99120", "Trois-Rus", "Mme", "Anne EXEMPLE", "présidente", None, date(2026, 1, 20))  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return dataset.load(make_root(tmp_path))


def adopted(data: Dataset, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Adoption:
    table = sheet.read("suivi.xlsx", saved(workbook(("Suivi", [heads, *rows]))))
    return plan.plan(table, plan.propose(table, data), data)


def only(adoption: Adoption) -> Outcome:
    (outcome,) = adoption.outcomes
    return outcome


def changed(**cells: Any) -> tuple[Any, ...]:
    """The line of the Trois Rus with other cells, by their head."""
    return tuple(cells.get(head.replace(" ", "_"), cell) for head, cell in zip(HEADS, TROIS_RUS, strict=True))  # fmt: skip


def record(outcome: Outcome, tmp_path: Path) -> Partner:
    """The partner as the data set reads it back from its new file."""
    root = make_root(tmp_path / "relu")
    path = root / "data" / "partners" / f"{outcome.id}.yml"
    path.write_bytes(outcome.content)
    loaded = dataset.load(root)
    assert loaded.problems == ()
    return loaded.partners[outcome.id].record


def test_a_line_becomes_a_file_that_the_data_set_reads(data: Dataset, tmp_path: Path) -> None:
    adoption = adopted(data, TROIS_RUS)
    outcome = only(adoption)
    assert (outcome.state, outcome.reasons, outcome.doubts) == ("à créer", (), ())
    assert list(adoption.files()) == ["data/partners/communaute-de-communes-des-trois-rus.yml"]
    made = record(outcome, tmp_path)
    assert made.model_dump(mode="json", exclude_defaults=True) == {
        "nom": "Communauté de communes des Trois Rus",
        "type": "communaute-de-communes",
        "caf": "caf99",
        "adresse": {"voie": "4 rue du Lavoir", "code_postal": "99120", "commune": "Trois-Rus"},
        "representant": {"civilite": "Mme", "prenom": "Anne", "nom": "EXEMPLE", "fonction": "présidente"},
        "conventions": [{"famille": "cooperation", "modele": "cooperation-2026", "signature": {"caf": "2026-01-20"}}],
    }  # fmt: skip


def test_the_same_sheet_again_creates_nothing(data: Dataset, tmp_path: Path) -> None:
    root = make_root(tmp_path / "deux")
    for path, content in adopted(data, TROIS_RUS).files().items():
        (root / path).write_bytes(content)
    again = only(adopted(dataset.load(root), TROIS_RUS))
    assert (again.state, again.id) == ("déjà là", "communaute-de-communes-des-trois-rus")


def test_a_partner_is_known_by_its_siren_whatever_its_name(tmp_path: Path) -> None:
    data = dataset.load(make_root(tmp_path, partner=PARTNER + '    siret: "20000000800017"\n'))
    outcome = only(adopted(data, changed(SIRET="200 000 008 00017", Partenaire="CC du Pays Témoin")))  # fmt: skip
    assert (outcome.state, outcome.id) == ("déjà là", "temoin")


def test_a_refused_line_stops_no_other(data: Dataset) -> None:
    adoption = adopted(data, changed(Signataire=None), ("", "Commune"), TROIS_RUS)
    assert [each.state for each in adoption.outcomes] == ["à reprendre", "à reprendre", "à créer"]
    assert "representant.nom" in adoption.outcomes[0].reasons[0]
    assert any("« nom »" in reason for reason in adoption.outcomes[1].reasons)
    assert len(adoption.files()) == 1


def test_what_cannot_be_read_is_left_out_and_said(data: Dataset, tmp_path: Path) -> None:
    outcome = only(adopted(data, changed(CP="9912", SIRET="123", Date_signature_Caf="10/6/26")))
    made = record(outcome, tmp_path)
    assert made.adresse.code_postal is None
    assert made.siret is None
    assert made.conventions[0].signature is None
    doubts = " ".join(outcome.doubts)
    assert "« 09912 »" in doubts
    assert "« 123 »" in doubts
    assert "« 2026-06-10 »" in doubts


def test_a_name_is_kept_letter_for_letter(data: Dataset, tmp_path: Path) -> None:
    heads = (*HEADS[:6], "Nom du signataire", "Prénom du signataire", *HEADS[7:])
    line = (*TROIS_RUS[:6], "DE LA  TOUR", "Anne - Sophie", *TROIS_RUS[7:])
    outcome = only(adopted(data, line, heads=heads))
    made = record(outcome, tmp_path)
    assert (made.representant.nom, made.representant.prenom) == ("DE LA TOUR", "Anne - Sophie")
    assert any("« DE LA TOUR » : espaces" in doubt for doubt in outcome.doubts)


def test_two_partners_of_one_name_have_names_that_do_not_depend_on_their_order(data: Dataset) -> None:  # fmt: skip
    one = changed(Partenaire="Commune de Saint-Martin", Nature="commune", Commune="Saint-Martin")
    two = changed(Partenaire="Commune de Saint-Martin", Nature="commune", Commune="Le Vieux Bourg")
    there = [each.id for each in adopted(data, one, two).outcomes]
    assert there == ["commune-de-saint-martin-saint-martin", "commune-de-saint-martin-le-vieux-bourg"]  # fmt: skip
    assert [each.id for each in adopted(data, two, one).outcomes] == there[::-1]


def test_a_name_taken_by_another_partner_is_left_to_it(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    other = PARTNER.replace("Témoin", "Voisin")
    write(root, "data/partners/communaute-de-communes-des-trois-rus.yml", other)
    outcome = only(adopted(dataset.load(root), TROIS_RUS))
    assert outcome.id == "communaute-de-communes-des-trois-rus-trois-rus"


def test_a_file_that_cannot_be_read_is_never_replaced(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    write(root, "data/partners/communaute-de-communes-des-trois-rus.yml", "nom: [")
    outcome = only(adopted(dataset.load(root), TROIS_RUS))
    assert outcome.state == "à reprendre"
    assert "n'est pas lisible" in outcome.reasons[0]


def test_one_partner_on_two_lines_is_created_once(data: Dataset) -> None:
    adoption = adopted(data, TROIS_RUS, changed(Nature="communauté de communes"))
    assert [each.state for each in adoption.outcomes] == ["à créer", "à reprendre"]
    assert "ligne 2" in adoption.outcomes[1].reasons[0]


def test_a_formula_refuses_its_line_when_its_column_is_read(data: Dataset) -> None:
    heads = (*HEADS, "Échéance")
    adoption = adopted(data, (*TROIS_RUS, "=J2+365"), (*changed(Partenaire="=A2"), ""), heads=heads)
    assert [each.state for each in adoption.outcomes] == ["à créer", "à reprendre"]
    assert "cellule A3" in adoption.outcomes[1].reasons[0]


def test_an_unknown_caf_or_model_is_refused(data: Dataset) -> None:
    heads = (*HEADS, "Caf", "Modèle")
    adoption = adopted(data, (*TROIS_RUS, "caf12", ""), (*changed(Commune="Ici"), "caf99", "ancien"), heads=heads)  # fmt: skip
    assert [each.reasons[0] for each in adoption.outcomes] == [
        "la Caf « caf12 » n'est pas dans data/cafs/", "le modèle « ancien » n'est pas dans templates/",
    ]  # fmt: skip


def test_contacts_frame_and_annexes_find_their_place(data: Dataset, tmp_path: Path) -> None:
    heads = (*HEADS, "CTG", "Fin CTG", "Responsable des habilitations", "Mail responsable habilitations", "Annexe 1 reçue le", "Dernière revue")  # fmt: skip
    line = (*TROIS_RUS, "CTG des Trois Rus", date(2030, 12, 31), "M. Luc MODÈLE", "luc@trois-rus.example ; l.m@trois-rus.example", date(2026, 1, 14), "2026-06-01")  # fmt: skip
    (convention,) = record(only(adopted(data, line, heads=heads)), tmp_path).conventions
    dumped = convention.model_dump(mode="json", exclude_defaults=True)
    assert dumped["cadre"] == {"type": "ctg", "nom": "CTG des Trois Rus", "fin": "2030-12-31"}
    assert dumped["annexe_1"] == {"transmise_le": "2026-01-14"}
    assert dumped["annexe_2"] == {"responsable_habilitations": [{
        "civilite": "M.", "prenom": "Luc", "nom": "MODÈLE",
        "adresses_electroniques": ["luc@trois-rus.example", "l.m@trois-rus.example"],
    }]}  # fmt: skip
    assert dumped["revues"] == [{"date": "2026-06-01"}]


def test_a_whole_address_in_one_cell_is_parted(data: Dataset, tmp_path: Path) -> None:
    heads = tuple(head for head in HEADS if head not in ("CP", "Commune"))
    line = tuple(
        "4 rue du Lavoir\n99120 Trois-Rus CEDEX 9" if head == "Adresse" else cell
        for head, cell in zip(HEADS, TROIS_RUS, strict=True)
        if head in heads
    )
    address = record(only(adopted(data, line, heads=heads)), tmp_path).adresse
    assert (address.voie, address.code_postal, address.commune) == ("4 rue du Lavoir", "99120", "Trois-Rus CEDEX 9")  # fmt: skip


def test_a_denomination_that_greffe_cannot_decline_is_to_be_seen(data: Dataset) -> None:
    outcome = only(adopted(data, changed(Partenaire="Zorglub", Nature="association")))
    assert outcome.state == "à créer"
    assert any("accord: masculin" in doubt for doubt in outcome.doubts)


# The mapping


def test_the_mapping_is_kept_as_a_file_and_read_back(data: Dataset) -> None:
    table = sheet.read("suivi.xlsx", saved(workbook(("Suivi", [HEADS, TROIS_RUS]))))
    proposed = plan.propose(table, data)
    text = mapping.text(proposed, "suivi.xlsx")
    assert mapping.read("suivi.colonnes.yml", text.encode()) == proposed
    assert proposed.valeurs == {"modele": "cooperation-2026", "caf": "caf99"}
    assert all(f"#   {target.key} :" in text for target in TARGETS)


@given(st.lists(st.text(min_size=1, max_size=12).map(tidy).filter(bool), max_size=4))
def test_any_head_survives_the_mapping_file(heads: list[str]) -> None:
    proposed = mapping.propose("Feuil1", ["Partenaire", *heads], {})
    assert mapping.read("m.yml", mapping.text(proposed, "suivi.xlsx").encode()) == proposed


def test_what_the_person_writes_in_the_mapping_rules(data: Dataset) -> None:
    rows = [("Suivi 2026",), ("Qui", "Rue", "Où", "Titre", "Elle signe", "Rôle")]
    rows.append(("Commune de Bourg-Témoin", "1 place", "Bourg-Témoin", "Mme", "EXEMPLE", "maire"))
    columns = mapping.read(
        "m.yml",
        b"""
valeurs: {caf: caf99, modele: cooperation-2026}
colonnes:
  - {titre: Qui, champ: nom}
  - {titre: Rue, champ: adresse.voie}
  - {titre: "O\xc3\xb9", champ: adresse.commune}
  - {titre: Titre, champ: representant.civilite}
  - {titre: Elle signe, champ: representant.nom}
  - {titre: "R\xc3\xb4le", champ: representant.fonction}
""",
    )
    table = sheet.read("suivi.xlsx", saved(workbook(("S", rows))), columns)
    assert only(plan.plan(table, columns, data)).state == "à créer"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colonnes: [{titre: A, champ: nom}, {titre: B, champ: nm}]", "« nm » n'est pas un champ"),
        ("colonnes: [{titre: A, champ: nom}, {titre: B, champ: nom}]", "Deux colonnes"),
        ("colonnes:\n  - {titre: A, champ: null}", "Aucune colonne ne donne « nom »"),
        ("colonnes: [{titre: A, champ: nom}]\nvaleurs: {truc: x}", "« truc »"),
        ("colonnes: [", "attendue"),
        ("feuille: S", "« colonnes »"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(GreffeError, match=r"m\.yml, ligne \d+ : ") as error:
        mapping.read("m.yml", text.encode())
    assert words in str(error.value)


def test_a_mapping_of_another_sheet_is_refused(data: Dataset) -> None:
    columns = mapping.read("m.yml", b"colonnes: [{titre: Partenaire, champ: nom}, {titre: Absente, champ: sigle}]")  # fmt: skip
    table = sheet.read("suivi.xlsx", saved(workbook(("Suivi", [HEADS, TROIS_RUS]))), columns)
    with pytest.raises(GreffeError, match="« Absente »"):
        plan.plan(table, columns, data)


def test_a_sheet_without_heads_is_refused() -> None:
    with pytest.raises(GreffeError, match="aucune ligne de titres"):
        sheet.read("suivi.xlsx", saved(workbook(("Vide", []))))


def test_the_tracking_sheet_is_found_among_others_and_below_a_title() -> None:
    book = workbook(("Accueil", [("Bienvenue", "2026")]), ("Suivi", [("Conventions",), (), HEADS, TROIS_RUS]))  # fmt: skip
    table = sheet.read("suivi.xlsx", saved(book))
    assert (table.sheet, next(iter(table.heads.values())), len(table.lines)) == ("Suivi", "Partenaire", 1)  # fmt: skip
    assert table.notes == ("Feuilles non lues : Accueil.",)


def test_a_text_table_is_read_as_well(data: Dataset) -> None:
    text = "Partenaire;Commune;Civilité;Signataire;Fonction\nCommune de Bourg;Bourg;Mme;Anne EXEMPLE;maire\n"
    table = sheet.read("suivi.csv", text.encode("cp1252"))
    assert only(plan.plan(table, plan.propose(table, data), data)).state == "à créer"


SAMPLES = {
    "texte": "Texte", "date": "2026-01-02", "chiffres": "200 000 008", "code postal": "99120",
    "civilité": "Madame", "nature": "Agglo", "personne": "Mme Rose OSIER", "adresse": "1 rue, 99120 Ici",
    "courriels": "a@b.example", "domaines": "@b.example", "cadre": "SDSF", "acte": "Délibération",
}  # fmt: skip
SPECIAL = {
    "id": "trois-rus",
    "caf": "caf99",
    "modele": "cooperation-2026",
    "siret": "20000000800017",
}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_every_field_fills_its_place_in_a_partner(target: Target, data: Dataset) -> None:
    """A mistyped path would make a field that the schema refuses on every line."""
    sample = SPECIAL.get(target.key) or SAMPLES[target.kind]
    if target.key.endswith("telephone"):
        sample = "05 00 00 00 00"
    heads = {"À lire": (target.key, sample)} | {
        f"Autre {rank}": pair
        for rank, pair in enumerate(_companions(target.key).items())
        if pair[0] != target.key
    }
    columns = mapping.Columns(
        valeurs={"caf": "caf99", "modele": "cooperation-2026"},
        colonnes=[mapping.Column(titre=head, champ=key) for head, (key, _) in heads.items()],
    )
    rows = [tuple(heads), tuple(sample for _, sample in heads.values())]
    table = sheet.read("suivi.xlsx", saved(workbook(("S", rows))), columns)
    outcome = only(plan.plan(table, columns, data))
    assert (outcome.state, outcome.reasons) == ("à créer", ())
    assert [doubt for doubt in outcome.doubts if "genre" not in doubt and "lexique" not in doubt] == []  # fmt: skip


def _companions(key: str) -> dict[str, str]:
    """The fields without which a partner, or the record that holds `key`, is not whole."""
    fields = {
        "nom": "Commune d'ici", "type": "commune", "adresse.commune": "Ici", "representant.civilite": "Mme",
        "representant.nom": "OSIER", "representant.fonction": "maire",
    }  # fmt: skip
    if key.startswith("convention.annexe_2.") and key.count(".") == 3:
        fields[f"{key.rpartition('.')[0]}.nom"] = "ROTIN"
    if key.startswith("convention.cadre"):
        fields["convention.cadre.type"] = "ctg"
    if key.startswith("convention.acte"):
        fields["convention.acte.nature"] = "decision"
    return fields


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Nom de la collectivité", "nom"), ("N° SIRET", "siret"), ("Code postal", "adresse.code_postal"),
        ("Président / Maire", "representant"), ("Qualité du signataire", "representant.fonction"),
        ("Convention signée le", "convention.signature.caf"), ("Mail resp. habilitations", "convention.annexe_2.responsable_habilitations.adresses_electroniques"), ("Reçue le", "convention.signature.recue_le"),
        ("Date signature partenaire", "convention.signature.partenaire"),
        ("Tél. responsable sécurité", "convention.annexe_2.responsable_securite.telephone"),
        ("Délibération n°", "convention.acte.numero"), ("Nombre d'habilitations", None), ("Observations", None),
    ],
)  # fmt: skip
def test_usual_heads_are_recognised(head: str, key: str | None) -> None:
    assert recognised(head) == (BY_KEY[key] if key else None)


def test_the_report_says_each_line_in_french(data: Dataset) -> None:
    text = report.report(adopted(data, TROIS_RUS, changed(Commune=None), heads=HEADS))
    assert text.startswith("suivi.xlsx, feuille Suivi : 1 à créer, 0 déjà là, 1 à reprendre.")
    assert "Feuille Suivi, ligne 2, Communauté de communes des Trois Rus : à créer : data/partners/" in text  # fmt: skip
    assert "  pourquoi : il manque « adresse.commune » (Commune du siège)" in text
