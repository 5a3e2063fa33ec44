"""PJ1 and PJ3 come home by the same road as the annexes, for a service that is one data file."""

import io
import json
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from account_records import service
from builder import CAF, make_root, write

from generator.cli.main import main
from generator.documents import service_forms
from generator.documents.production import Press, look
from generator.errors import GreffeError
from generator.intake.readers import formats
from generator.store import fingerprints
from generator.store.dataset import load
from generator.store.locations import PROJECT

PARTNER = """
    nom: Communauté de communes du Pays Témoin
    type: communaute-de-communes
    siret: "20000000800017"
    caf: caf99
    adresse: {voie: 2 rue du Test, code_postal: "99100", commune: Témoin}
    representant: {civilite: M., prenom: Paul, nom: Brindille, fonction: président}
    domaines: [pays-temoin.example]
    conventions:
      - famille: mon-compte-partenaire
        modele: mon-compte-partenaire-2023
        signature: {partenaire: 2026-01-12, caf: 2026-01-15, lieu: Testville}
        contrat:
          mode: delegue
          signature: {partenaire: 2026-01-12, caf: 2026-01-15}
          administrateur: {nom: Humus, prenom: Rose, adresses_electroniques: [humus@pays-temoin.example]}
        bulletins:
          - service: jardins   # le seul
            signature: {partenaire: 2026-01-12, caf: 2026-01-15}
            lieux:
              - nom: Serre du Midi
                equipements: [{nom: Verger}, {nom: Rucher}]
              - nom: Serre du Couchant
                equipements: [{nom: Pépinière}]
            pj1:
              transmise_le: 2026-01-20
              responsables:
                arroser:
                  - {nom: Humus, prenom: Rose, fonction: chargée de mission, adresses_electroniques: [humus@pays-temoin.example], telephone: "05 00 00 00 02"}
            pj3: {transmise_le: 2026-01-22, utilisateurs: 3}
"""
USERS = """
    partenaire: temoin
    services:
      - service: jardins
        transmise_le: 2026-01-22
        utilisateurs:
          - nom: SAULE   # remplaçante
            prenom: Inès
            adresse_electronique: ines.saule@pays-temoin.example
            identifiant: SAU001
            profil: J1
            lieu: Serre du Midi
            equipement: Verger
            habilite_le: 2026-01-23
          - {nom: AULNE, prenom: Guy, adresse_electronique: guy.aulne@pays-temoin.example, profil: J2, habilite_le: 2026-02-01}
          - {nom: TILLEUL, prenom: Léo, adresse_electronique: leo.tilleul@pays-temoin.example, profil: J1, equipement: Verger, habilite_le: 2026-01-23}
          # parti avant la migration
          - {nom: CHARME, adresse_electronique: charme@pays-temoin.example, profil: J3, equipement: Rucher, habilite_le: 2019-01-02, cloture_le: 2020-02-03}
          - {nom: ORME, adresse_electronique: orme@pays-temoin.example, profil: J3, equipement: Rucher, habilite_le: 2022-01-02, cloture_le: 2025-02-03}
    departs:
      - {adresse_electronique: orme@pays-temoin.example, parti_le: 2025-02-01}
"""
SAULE, AULNE, TILLEUL, _, ORME = yaml.load(USERS, yaml.BaseLoader)["services"][0]["utilisateurs"]
NEW = {"nom": "NOYER", "profil": "J1", "lieu": "Serre du Midi", "equipement": "Rucher", "habilite_le": "2026-01-23"}  # fmt: skip
DATE = ("--date", "2026-06-20")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PJ3, PJ1 = "mon-compte-partenaire.jardins.pj3", "mon-compte-partenaire.jardins.pj1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = make_root(tmp_path / "greffe", caf=CAF, partner=PARTNER)
    named = {key: {"intitule": f"Responsable d'habilitation groupe {key.upper()}"} for key in ("arroser", "tailler")}  # fmt: skip
    record = service(groupes=named).model_dump(
        mode="json", exclude_none=False, exclude_defaults=True
    )
    write(
        folder,
        "data/services/jardins.yml",
        yaml.safe_dump(record, allow_unicode=True, sort_keys=False),
    )
    write(folder, "data/nominatif/temoin.pj3.yml", USERS)
    return folder


def returned(root: Path, form: str = PJ3, **fields: Any) -> Path:
    data = {
        "greffe": 1, "formulaire": form, "partenaire": "temoin", "base": "", "transmise_le": "2026-06-15",
        "modele": "mon-compte-partenaire-2023", "avant": None,
    } | fields  # fmt: skip
    path = root.parent / "piece.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str | Path) -> tuple[int, str, str]:  # fmt: skip
    try:
        code = main([str(word) for word in ("intake", "--root", root, *arguments, *DATE)])
    except SystemExit as stop:
        code = int(str(stop.code))
    said = capsys.readouterr()
    return code, said.out, said.err


def held(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((root / "data/nominatif/temoin.pj3.yml").read_text(), yaml.BaseLoader)  # fmt: skip
    return found


def changed() -> list[dict[str, str]]:
    """SAULE moves to another profile, FRÊNE comes; ORME, closed, is not repeated."""
    moved = {
        key: SAULE[key] for key in ("nom", "prenom", "adresse_electronique", "lieu", "equipement")
    }
    frene = {
        "nom": "FRÊNE",
        "prenom": "Zoé",
        "adresse_electronique": "zoe.frene@pays-temoin.example",
    }
    return [
        SAULE | {"cloture_le": "2026-06-14"},
        moved | {"profil": "J3", "habilite_le": "2026-06-16"},
        AULNE, TILLEUL,
        frene | {"profil": "J1", "equipement": "Verger", "habilite_le": "2026-06-16"},
    ]  # fmt: skip


def test_a_pj3_is_applied_line_by_line(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    """Added, closed, changed of profile, kept for the delay of the contrat; the rest of the file is untouched."""
    file = returned(root, utilisateurs=changed())
    code, said, error = run(capsys, root, file, "--apply")
    assert (code, error) == (0, "")
    for line in (
        "piece.json : PJ3 (SJP) de la Communauté de communes du Pays Témoin (temoin), transmise le 15 juin 2026.",
        "Clôtures demandées (1)", "Nouveaux accès demandés (2)", "remplace le profil J1, clos",
        "Clôtures trop anciennes, retirées (1)", "Clôtures absentes du formulaire, gardées (1)",
        "= J1, Verger : 2 sur 2", "= Service SJP : 4 sur 12",
    ):  # fmt: skip
        assert line in said.replace("\u00a0", " ")
    (listed,) = held(root)["services"]
    assert listed["transmise_le"] == "2026-06-15"
    assert [(each["nom"], each["profil"]) for each in listed["utilisateurs"]] == [
        ("SAULE", "J1"), ("AULNE", "J2"), ("TILLEUL", "J1"), ("ORME", "J3"), ("SAULE", "J3"), ("FRÊNE", "J1"),
    ]  # fmt: skip
    closed, opened = listed["utilisateurs"][0], listed["utilisateurs"][4]
    assert (closed["cloture_le"], closed["identifiant"]) == ("2026-06-14", "SAU001")
    assert opened["remplace"] == "J1"
    (noted,) = load(root).partners["temoin"].record.conventions[0].effacements
    assert (noted.objet, noted.nombre) == ("utilisateurs", 1)
    text = (root / "data/nominatif/temoin.pj3.yml").read_text()
    assert "# remplaçante" in text
    assert "CHARME" not in text
    assert "parti avant" not in text
    assert "departs:\n  - {adresse_electronique: orme" in text
    data = load(root)
    assert data.problems == ()
    bulletin = data.partners["temoin"].record.mon_compte_partenaire[0][1].bulletins[0]
    assert bulletin.pj3
    assert bulletin.pj3.empreinte == fingerprints.users(data.users["temoin"].record.services[0])
    assert bulletin.pj3.utilisateurs == 4
    folder = root / "build/recus/temoin"
    accounts = (folder / "comptes-pj3-jardins.md").read_text()
    opening, closing = accounts.split("## À fermer")
    assert "Zoé FRÊNE" in opening
    assert "J3, Serre du Midi, Verger" in opening
    assert "J1, Serre du Midi, Verger" in closing
    assert "Votre PJ3 pour le service SJP" in (folder / "recepisse-pj3-jardins.md").read_text()


def test_the_same_pj3_twice_writes_nothing(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    file = returned(root, utilisateurs=changed())
    assert run(capsys, root, file, "--apply")[0] == 0
    code, said, _ = run(capsys, root, file, "--apply")
    assert code == 0
    assert "Tout est déjà enregistré" in said
    assert "Rien à écrire." in said


def test_the_first_pj3_of_a_partner_makes_its_file(capsys: pytest.CaptureFixture[str], root: Path) -> None:  # fmt: skip
    (root / "data/nominatif/temoin.pj3.yml").unlink()
    file = returned(root, utilisateurs=[AULNE])
    assert run(capsys, root, file, "--apply")[0] == 0
    assert held(root) == {"partenaire": "temoin", "services": [{"service": "jardins", "transmise_le": "2026-06-15", "utilisateurs": [AULNE]}]}  # fmt: skip


def test_the_list_of_another_service_is_not_touched(capsys: pytest.CaptureFixture[str], root: Path) -> None:  # fmt: skip
    """A second service is one more data file and a bulletin; its first PJ3 joins the file of users."""
    for name in ("data/services/jardins.yml", "data/partners/temoin.yml"):
        text = (root / name).read_text()
        if name.startswith("data/services"):
            write(root, "data/services/vergers.yml", text.replace("SJP", "VGR"))
        else:
            write(root, name, text + "      - {service: vergers, annexe: 2, lieux: [{nom: Serre du Midi}]}\n")  # fmt: skip
    before = held(root)["services"][0]
    line = {"nom": "AULNE", "profil": "J1", "lieu": "Serre du Midi"}
    file = returned(root, PJ3.replace("jardins", "vergers"), utilisateurs=[line])
    code, _, error = run(capsys, root, file, "--apply")
    assert (code, error) == (0, "")
    first, second = held(root)["services"]
    assert first == before
    assert second == {"service": "vergers", "transmise_le": "2026-06-15", "utilisateurs": [line]}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"profil": "J9"}, "profil tenu : « J9 » ne peut pas être enregistré (le service n'a pas ce profil ; il a J1, J2, J3)"),
        ({"profil": "j 1"}, "acceptez la proposition 1"),
        ({"profil": "Jardinier"}, "acceptez la proposition 1"),
        ({"equipement": "Vergers"}, "acceptez la proposition 1"),
        ({"equipement": "Piscine"}, "équipement : « Piscine » ne peut pas être enregistré (le bulletin ne déclare pas cet équipement ou service"),
        ({"lieu": "Serre du Couchant", "equipement": "Rucher"}, "le bulletin le déclare dans « Serre du Midi », et non dans « Serre du Couchant »"),
        ({"lieu": "Serre du Nord Est"}, "le bulletin ne déclare pas ce lieu d'implantation"),
        ({"cloture_le": "2025-12-01"}, "clos le : « 2025-12-01 » ne peut pas être enregistré (la clôture précède l'habilitation, qui est du 23/01/2026)"),
        ({"profil": ""}, "profil tenu : case vide"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_one_sentence_with_its_place(
    capsys: pytest.CaptureFixture[str], root: Path, changes: dict[str, str], sentence: str
) -> None:
    before = held(root)
    file = returned(root, utilisateurs=[NEW | changes, SAULE, AULNE, TILLEUL])
    code, said, _ = run(capsys, root, file, "--apply")
    assert code == 1
    (told,) = (
        line for line in said.splitlines() if line.startswith("  - Utilisateurs, personne 1, ")
    )
    assert sentence in told
    assert held(root) == before


def test_a_level_not_allowed_and_a_quota_exceeded_are_said_with_their_people(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    third = {"nom": "HÊTRE", "profil": "J1", "equipement": "Verger", "habilite_le": "2026-06-01"}
    wrong = {"nom": "PIN", "profil": "J2", "lieu": "Serre du Midi"}
    code, said, _ = run(capsys, root, returned(root, utilisateurs=[SAULE, AULNE, TILLEUL, third, wrong]))  # fmt: skip
    assert code == 0
    assert "! J1, Verger : 3 sur 2, une personne de trop : Inès SAULE [Utilisateurs, personne 1] ; Léo TILLEUL [Utilisateurs, personne 3] ; HÊTRE [Utilisateurs, personne 4]" in said  # fmt: skip
    assert "! profil tenu : le profil J2 se donne pour l'organisme entier, et non pour un lieu d'implantation" in said  # fmt: skip


def test_somebody_missing_is_asked_about_and_closed_or_kept(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    file = returned(root, utilisateurs=[SAULE, AULNE])
    code, said, _ = run(capsys, root, file, "--apply")
    assert code == 1
    assert "Il faut décider pour Léo TILLEUL" in said
    assert run(capsys, root, file, "--apply", "--missing", "clore")[0] == 0
    assert held(root)["services"][0]["utilisateurs"][2]["cloture_le"] == "2026-06-15"


@pytest.mark.parametrize("who", [{}, {"adresse_electronique": ""}, {"prenom": "L."}])
def test_one_seat_held_twice_is_for_the_partner_to_say(
    capsys: pytest.CaptureFixture[str], root: Path, who: dict[str, str]
) -> None:
    again = TILLEUL | {"habilite_le": "2026-06-01"} | who
    code, said, _ = run(capsys, root, returned(root, utilisateurs=[SAULE, AULNE, TILLEUL, again]))
    assert code == 1
    assert "Utilisateurs, personne 4, profil tenu : « J1 » ne peut pas être enregistré (la même personne a déjà ce profil au même endroit" in said  # fmt: skip


def test_a_profile_written_over_another_is_a_closing_to_decide(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    file = returned(root, utilisateurs=[SAULE, AULNE, TILLEUL | {"profil": "J3"}])
    assert "Il faut décider pour Léo TILLEUL" in run(capsys, root, file, "--apply")[1]
    assert run(capsys, root, file, "--apply", "--missing", "clore")[0] == 0
    lines = held(root)["services"][0]["utilisateurs"]
    assert [(each["profil"], each.get("cloture_le"), each.get("remplace")) for each in lines if each["nom"] == "TILLEUL"] == [("J1", "2026-06-15", None), ("J3", None, "J1")]  # fmt: skip
    assert "Rien à écrire." in run(capsys, root, file, "--apply")[1]


def test_a_form_made_from_an_older_pj3_is_a_three_way_conflict(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    base = fingerprints.users(load(root).users["temoin"].record.services[0])
    users = held(root)["services"][0]["utilisateurs"]
    first = returned(root, utilisateurs=[*users, {"nom": "IF", "profil": "J2"}], base=base)
    assert run(capsys, root, first, "--apply")[0] == 0
    other = [SAULE | {"identifiant": "SAU002"}, *users[1:]]
    second = returned(root, utilisateurs=other, base=base, avant={"utilisateurs": users}, transmise_le="2026-06-16")  # fmt: skip
    code, said, _ = run(capsys, root, second, "--apply")
    assert code == 1
    assert "Ce formulaire part d'une PJ3 plus ancienne" in said
    assert "IF : entré dans la liste depuis ; il y reste." in said
    assert "La PJ3 a changé depuis que ce formulaire a été préparé" in said
    assert run(capsys, root, second, "--apply", "--accept", "conflit")[0] == 0
    names = [each["nom"] for each in held(root)["services"][0]["utilisateurs"]]
    assert names == ["SAULE", "AULNE", "TILLEUL", "ORME", "IF"]


# PJ1


def contact(**fields: Any) -> dict[str, Any]:
    return {"nom": "HUMUS", "prenom": "Rose", "fonction": "chargée de mission", "adresses_electroniques": ["humus@pays-temoin.example"], "telephone": "05 00 00 00 02"} | fields  # fmt: skip


def test_a_pj1_replaces_the_people_of_each_group(capsys: pytest.CaptureFixture[str], root: Path) -> None:  # fmt: skip
    new = contact(
        nom="TERREAU", prenom="Ana", adresses_electroniques=["terreau@pays-temoin.example"]
    )
    file = returned(root, PJ1, arroser=[new], tailler=[contact(nom="Humus")])
    code, said, error = run(capsys, root, file, "--apply")
    assert (code, error) == (0, "")
    assert "piece.json : PJ1 (SJP) de" in said
    bulletin = load(root).partners["temoin"].record.mon_compte_partenaire[0][1].bulletins[0]
    assert bulletin.pj1
    assert str(bulletin.pj1.transmise_le) == "2026-06-15"
    found = {key: [each.nom for each in people] for key, people in bulletin.pj1.responsables.items()}  # fmt: skip
    assert found == {"arroser": ["TERREAU"], "tailler": ["Humus"]}
    assert "Votre PJ1 pour le service SJP" in (root / "build/recus/temoin/recepisse-pj1-jardins.md").read_text()  # fmt: skip


def test_a_phone_without_its_zero_and_swapped_names_are_proposed_never_written(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = (root / "data/partners/temoin.yml").read_bytes()
    file = returned(root, PJ1, arroser=[contact(telephone="500000003", nom="Ana", prenom="TERREAU")], tailler=[])  # fmt: skip
    code, said, _ = run(capsys, root, file, "--apply")
    assert code == 1
    assert "téléphone : « 05 00 00 00 03 » au lieu de « 500000003 » (neuf chiffres : le zéro de tête s'est sans doute perdu)" in said  # fmt: skip
    assert "nom et prénom semblent inversés" in said
    assert (root / "data/partners/temoin.yml").read_bytes() == before
    assert run(capsys, root, file, "--apply", "--accept", "all")[0] == 0
    bulletin = load(root).partners["temoin"].record.mon_compte_partenaire[0][1].bulletins[0]
    assert bulletin.pj1
    ((person,),) = bulletin.pj1.responsables.values()
    assert (person.nom, person.prenom, person.telephone) == ("TERREAU", "Ana", "05 00 00 00 03")


def test_a_service_without_a_bulletin_is_said(capsys: pytest.CaptureFixture[str], root: Path) -> None:  # fmt: skip
    text = (root / "data/services/jardins.yml").read_text()
    write(root, "data/services/vergers.yml", text)
    file = returned(root, PJ3.replace("jardins", "vergers"), utilisateurs=[])
    code, _, error = run(capsys, root, file, "--partner", "temoin")
    assert code == 1
    assert "que ce partenaire n'a pas" in error
    code, _, error = run(capsys, root, file)
    assert code == 1
    assert "pas de bulletin d'adhésion au service « vergers ». Il en a pour « jardins »." in error


# Forms as greffe makes them


@pytest.mark.parametrize("name", ["pj3.xlsx", "pj3.docx", "pj3-par-lieu.docx", "pj1.xlsx", "pj1.docx"])  # fmt: skip
def test_a_piece_returned_as_it_was_made_changes_nothing(
    capsys: pytest.CaptureFixture[str], root: Path, name: str
) -> None:
    data = load(root)
    tree = Press(data, look(root, PROJECT / "templates")).complete("temoin")
    (root.parent / name).write_bytes(tree[f"temoin/mon-compte-partenaire/jardins/{name}"])
    code, said, error = run(capsys, root, root.parent / name)
    assert (code, error) == (0, "")
    assert "Tout est déjà enregistré" in said, said
    assert "À savoir" not in said
    assert said.count(f"\n{name} : ") == 1


def _without_origin(raw: bytes) -> bytes:
    """The file as some tool would leave it: without its custom properties."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            if name != "docProps/custom.xml":
                content = old.read(name)
                content = re.sub(rb"<[^<>]*docProps/custom.xml[^<>]*>", b"", content)
                new.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize("name", ["pj3.xlsx", "pj3.docx", "pj3-par-lieu.docx", "pj1.xlsx", "pj1.docx"])  # fmt: skip
def test_a_piece_that_lost_its_origin_is_told_by_its_titles_and_its_service(
    capsys: pytest.CaptureFixture[str], root: Path, name: str
) -> None:
    """Though two services ask for the same pièces."""
    text = (root / "data/services/jardins.yml").read_text()
    write(root, "data/services/vergers.yml", text.replace("SJP", "VGR").replace("partagés", "clos"))
    tree = Press(load(root), look(root, PROJECT / "templates")).complete("temoin")
    raw = _without_origin(tree[f"temoin/mon-compte-partenaire/jardins/{name}"])
    (root.parent / name).write_bytes(raw)
    code, said, error = run(capsys, root, root.parent / name, "--partner", "temoin")
    assert (code, error) == (0, "")
    assert "Tout est déjà enregistré" in said, said
    assert said.count(f"\n{name} : ") == 1
    services = {key: entry.record for key, entry in load(root).services.items()}
    (answers,) = formats.read(name, raw, service_forms.forms(services))
    assert answers.form == (PJ1 if name.startswith("pj1") else PJ3)


def test_a_table_typed_anew_is_told_by_its_columns_and_its_service_asked_when_unsure(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    text = (root / "data/services/jardins.yml").read_text()
    write(root, "data/services/vergers.yml", text.replace("SJP", "VGR").replace("partagés", "clos"))
    table = root.parent / "liste.csv"
    table.write_text("Nom;Prénom;Mail;Profil;Lieu d'implantation;Équipement;Date d'habilitation;Date de clôture\n"
        "SAULE;Inès;ines.saule@pays-temoin.example;J1;Serre du Midi;Verger;23/01/2026;01/06/2026\n"
        "AULNE;Guy;guy.aulne@pays-temoin.example;J2;;;01/02/2026;\n"
        "TILLEUL;Léo;leo.tilleul@pays-temoin.example;J1;;Verger;23/01/2026;\n")  # fmt: skip
    services = {key: entry.record for key, entry in load(root).services.items()}
    with pytest.raises(GreffeError, match=r"est une PJ3, mais rien n'y dit de quel service. Ajoutez « --service » : jardins ou vergers"):  # fmt: skip
        formats.read(table.name, table.read_bytes(), service_forms.forms(services))
    for told in (("--partner", "temoin"), ("--partner", "temoin", "--service", "jardins")):
        code, said, error = run(capsys, root, table, *told, "--sent", "2026-06-02")
        assert (code, error) == (0, "")
        assert "PJ3 (SJP) de" in said
        assert "- Inès SAULE, J1, Serre du Midi, Verger" in said
        assert "Sans changement (2)" in said
    code, _, error = run(capsys, root, table, "--service", "verger")
    assert code == 2
    assert "Vouliez-vous écrire « vergers » ?" in error


def test_the_workbook_of_a_pj3_offers_the_profiles_and_the_places_of_the_bulletin(
    root: Path,
) -> None:
    tree = Press(load(root), look(root, PROJECT / "templates")).complete("temoin")
    book = openpyxl.load_workbook(io.BytesIO(tree["temoin/mon-compte-partenaire/jardins/pj3.xlsx"]))
    assert book.sheetnames == ["Mode d'emploi", "Utilisateurs", "Valeurs possibles"]
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in book["Utilisateurs"].data_validations.dataValidation if rule.type == "list"}  # fmt: skip
    values = {
        letter: [cell.value for (cell,) in book["Valeurs possibles"][reference.partition("!")[2].replace("$", "")]]
        for letter, reference in lists.items()
    }  # fmt: skip
    assert values == {
        "D": ["J1", "J2", "J3"],
        "F": ["Serre du Midi", "Serre du Couchant"],
        "G": ["Verger", "Rucher", "Pépinière"],
    }


def test_everyone_gets_an_empty_pj3_and_the_published_contacts_alone(root: Path) -> None:
    made = Press(load(root), look(root, PROJECT / "templates"))
    for tree, folder in (
        (made.publishable("temoin"), "temoin/mon-compte-partenaire"),
        (made.blank("caf99", "mon-compte-partenaire-2023"), "caf99/mon-compte-partenaire-2023"),
    ):
        for name in ("pj1", "pj3"):
            path = f"{folder}/jardins/{name}"
            for ending in ("xlsx", "docx"):
                with zipfile.ZipFile(io.BytesIO(tree[f"{path}.{ending}"])) as archive:
                    text = b"".join(archive.read(each) for each in archive.namelist()).decode(errors="ignore")  # fmt: skip
                assert not any(word in text for word in ("SAULE", "ines.saule", "humus@", "05 00 00 00 02"))  # fmt: skip
                assert "jardins.pj" in text


@pytest.mark.parametrize("name", ["pj1.docx", "pj3.docx", "pj3-par-lieu.docx"])
def test_signing_a_piece_found_on_the_site_alters_nothing_fixed_and_changing_its_text_does(
    capsys: pytest.CaptureFixture[str], root: Path, name: str
) -> None:
    tree = Press(load(root), look(root, PROJECT / "templates")).publishable("temoin")
    document = docx.Document(io.BytesIO(tree[f"temoin/mon-compte-partenaire/jardins/{name}"]))
    for words in document.element.body.iter(f"{W}t"):
        if words.text.startswith("[à compléter") and words.text.endswith("date]"):
            words.text = "15/06/2026"
    for shown in [*document.element.body.iter(f"{W}showingPlcHdr")]:
        if "15/06/2026" in "".join(shown.getparent().getparent().itertext()):
            shown.getparent().remove(shown)
    document.save(str(root.parent / name))
    said = run(capsys, root, root.parent / name, "--missing", "garder")[1]
    assert "Texte fixe" not in said
    assert "transmise le 15" in said
    for words in document.element.body.iter(f"{W}t"):
        words.text = words.text.replace("les utilisateurs", "les agents").replace(
            "les contacts", "les agents"
        )
    document.save(str(root.parent / name))
    assert "Texte fixe modifié : « Pièce justificative" in run(capsys, root, root.parent / name)[1]


def test_a_mail_of_somebody_else_than_the_administrators_is_said(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    file = returned(root, utilisateurs=[SAULE, AULNE, TILLEUL])
    mail = EmailMessage()
    mail["From"] = "quelqu-un@pays-temoin.example"
    mail.add_attachment(file.read_bytes(), "application", "json", filename="pj3.json")
    (root.parent / "envoi.eml").write_bytes(mail.as_bytes())
    said = run(capsys, root, root.parent / "envoi.eml")[1]
    assert "qui n'est pas un administrateur ni un responsable d'habilitation (humus@pays-temoin.example)" in said  # fmt: skip


def test_a_closed_line_may_cite_a_place_that_the_bulletin_no_longer_declares(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    text = (root / "data/partners/temoin.yml").read_text()
    write(root, "data/partners/temoin.yml", text.replace(", {nom: Rucher}", ""))
    assert run(capsys, root, returned(root, utilisateurs=[SAULE, AULNE, TILLEUL, ORME]), "--apply")[0] == 0  # fmt: skip
    open_again = {key: value for key, value in ORME.items() if key != "cloture_le"}
    file = returned(root, utilisateurs=[SAULE, AULNE, TILLEUL, open_again], transmise_le="2026-06-16")  # fmt: skip
    assert "« Rucher »" in run(capsys, root, file)[1]
