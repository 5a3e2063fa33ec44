"""`greffe intake` as an editor runs it: nothing without --apply, everything or nothing with it."""

import json
import re
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from builder import CAF, PARTNER, make_root, write
from returned import person

from generator import transaction
from generator.cli.main import main
from generator.store import fingerprints
from generator.store.dataset import load

SIGNED = """
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Testville}
        annexe_2:
          responsable_habilitations:
            - {nom: Bobine, adresses_electroniques: [bobine@pays-temoin.example]}
"""
ANNEXE = """
    # Rappel : le partenaire écrit depuis deux adresses.
    partenaire: temoin
    transmise_le: 2026-01-13
    ouverts:
      - nom: NOM1   # chef de projet
        prenom: Prénom1
        adresse_electronique: p1@pays-temoin.example
        fonction: fonction 1
        demande_le: 2026-01-11
      - nom: NOM2
        prenom: Prénom2
        adresse_electronique: p2@pays-temoin.example
        fonction: fonction 2
        demande_le: 2026-01-11
    clos:
      # fermé avant la migration
      - {nom: NOM8, adresse_electronique: p8@pays-temoin.example, cloture_demandee_le: 2023-02-01}
      - {nom: NOM9, adresse_electronique: p9@pays-temoin.example, cloture_demandee_le: 2026-01-02}
"""
A, B = person(1), person(2)
NINE = {"nom": "NOM9", "adresse_electronique": "p9@pays-temoin.example", "cloture_demandee_le": "2026-01-02"}  # fmt: skip
DATE = ("--date", "2026-06-20")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_root(tmp_path / "greffe", caf=CAF, partner=PARTNER.rstrip() + SIGNED)
    write(tmp_path / "greffe", "data/nominatif/temoin.annexe-1.yml", ANNEXE)
    return tmp_path / "greffe"


def returned(root: Path, name: str = "annexe.json", **fields: Any) -> Path:
    data = {
        "greffe": 1, "formulaire": "cooperation.annexe-1", "partenaire": "temoin",
        "modele": "cooperation-2026", "base": "", "transmise_le": "2026-06-15",
        "ouverts": [A, person(3, demande_le="2026-06-15")],
        "clos": [B | {"cloture_demandee_le": "2026-06-15"}, NINE],
    } | fields  # fmt: skip
    path = root.parent / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def run(
    capsys: pytest.CaptureFixture[str], root: Path, *arguments: str | Path
) -> tuple[int, str, str]:
    words = ["intake", "--root", root, *arguments, *DATE]
    try:
        code = main([str(word) for word in words])
    except SystemExit as stop:
        code = int(str(stop.code))
    said = capsys.readouterr()
    return code, said.out, said.err


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != transaction.LOCK
    }


def test_the_plan_tells_everything_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = tree(root)
    code, out, error = run(capsys, root, returned(root))
    assert (code, error) == (0, "")
    for words in (
        "annexe 1 de la Communauté de communes du Pays Témoin",
        "Nouveaux accès demandés (1)", "Prénom3 NOM3",
        "Clôtures demandées (1)", "Prénom2 NOM2",
        "Clôtures trop anciennes, retirées (1)", "Sans changement (1)",
        "Contrôle du 20 juin 2026", "[C24, Coopération, art. 3.2]",
        "+++ data/nominatif/temoin.annexe-1.yml", "-transmise_le: 2026-01-13",
        "--apply",
    ):  # fmt: skip
        assert words in out.replace("\u00a0", " "), words
    assert tree(root) == before
    assert not (root / "data/nominatif" / transaction.LOCK).exists()


PERSON = "partenaire: temoin\ncomptes:\n  - {adresse_electronique: p8@pays-temoin.example}\nconservation:\n  - {adresse_electronique: P8@pays-temoin.example, motif: Litige, jusqu_au: 2026-12-31}\n"


@pytest.mark.parametrize("kind", ["comptes-clos", "tout", "personne"])
def test_a_line_under_a_legal_hold_is_not_removed_however_old(
    capsys: pytest.CaptureFixture[str], root: Path, kind: str
) -> None:
    if kind == "personne":
        write(root, "data/nominatif/temoin.suivi.yml", PERSON)
    else:
        file = root / "data/partners/temoin.yml"
        held = f"conservation:\n  - {{objet: {kind}, motif: Litige, jusqu_au: 2026-12-31}}\n"
        file.write_text(file.read_text(encoding="utf-8") + held, encoding="utf-8")
    code, out, error = run(capsys, root, returned(root), "--apply")
    assert (code, error) == (0, "")
    said = re.sub("[\u00a0\u202f]", " ", out)
    assert "gardée au-delà de son délai : conservation jusqu'au 31 décembre 2026" in said
    assert "trop anciennes" not in said
    data = load(root)
    assert [line.nom for line in data.annexes_1["temoin"].record.clos] == ["NOM8", "NOM9", "NOM2"]
    assert data.partners["temoin"].record.conventions[0].effacements == []


def test_a_hold_on_other_data_or_over_keeps_nothing_and_the_removal_is_noted(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """As a purge does: a day and a count, no name."""
    file = root / "data/partners/temoin.yml"
    held = "conservation:\n  - {objet: suivi, motif: Litige, jusqu_au: 2026-12-31}\n  - {objet: tout, motif: Litige, jusqu_au: 2026-06-14}\n"
    file.write_text(file.read_text(encoding="utf-8") + held, encoding="utf-8")
    assert run(capsys, root, returned(root), "--apply")[0] == 0
    (noted,) = load(root).partners["temoin"].record.conventions[0].effacements
    assert (noted.objet, noted.nombre, str(noted.date)) == ("comptes-clos", 1, "2026-06-15")


@pytest.mark.parametrize(("kind", "kept"), [("annexe-2", True), ("tout", True), ("annexe-1", False)])  # fmt: skip
def test_a_contact_under_a_legal_hold_does_not_leave_the_annexe_2(
    capsys: pytest.CaptureFixture[str], root: Path, kind: str, kept: bool
) -> None:
    """Nobody's data is lost: an annexe 2 keeps no list of those who left it, as an annexe 1 does."""
    contact = {"adresses_electroniques": ["p1@pays-temoin.example"], "fonction": "référente"}
    roles = [{"nom": "NOM1", **contact}, {"nom": "NOM2", **contact, "adresses_electroniques": ["p2@pays-temoin.example"]}]  # fmt: skip
    form = {"greffe": 1, "formulaire": "cooperation.annexe-2", "partenaire": "temoin", "transmise_le": "2026-06-14"}  # fmt: skip
    path = root.parent / "annexe-2.json"
    path.write_text(json.dumps(form | {"responsable_habilitations": roles}), encoding="utf-8")
    assert run(capsys, root, path, "--apply")[0] == 0
    file = root / "data/partners/temoin.yml"
    held = f"conservation:\n  - {{objet: {kind}, motif: Litige, jusqu_au: 2026-12-31}}\n"
    file.write_text(file.read_text(encoding="utf-8") + held, encoding="utf-8")
    before = file.read_bytes()
    later = form | {"transmise_le": "2026-06-15", "responsable_habilitations": roles[:1]}
    path.write_text(json.dumps(later), encoding="utf-8")
    code, out, error = run(capsys, root, path, "--apply")
    said = re.sub("[\u00a0\u202f]", " ", out + error)
    assert (code == 0) is not kept, said
    assert ("NOM2 quitterait l'annexe 2, que garde jusqu'au 31 décembre 2026" in said) is kept
    assert (file.read_bytes() == before) is kept


def test_applied_the_annexe_is_replaced_as_the_convention_says(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    assert main(["render", "--root", str(root), *DATE]) == 0
    main(["check", "--root", str(root), *DATE])
    assert [name for name, content in tree(root).items() if name.startswith("build/") and b"NOM8" in content]  # fmt: skip
    capsys.readouterr()
    code, out, error = run(capsys, root, returned(root), "--apply")
    assert (code, error) == (0, "")
    assert "C'est enregistré" in out
    data = load(root)
    assert data.problems == ()
    annexe = data.annexes_1["temoin"]
    assert [line.nom for line in annexe.record.ouverts] == ["NOM1", "NOM3"]
    assert [line.nom for line in annexe.record.clos] == ["NOM9", "NOM2"]
    assert str(annexe.record.transmise_le) == "2026-06-15"
    # Editors' comments stay, that of a line gone goes with it.
    assert "# Rappel : le partenaire écrit depuis deux adresses." in annexe.source.text
    assert "# chef de projet" in annexe.source.text
    assert "fermé avant la migration" not in annexe.source.text
    known = data.partners["temoin"].record.conventions[0].annexe_1
    assert known is not None
    assert (str(known.transmise_le), known.ouverts, known.clos) == ("2026-06-15", 2, 2)
    accounts = {each.adresse_electronique: each for each in data.follow_ups["temoin"].record.comptes}  # fmt: skip
    assert set(accounts) == {"p2@pays-temoin.example", "p3@pays-temoin.example"}
    assert str(accounts["p2@pays-temoin.example"].cloture_demandee_le) == "2026-06-15"
    receipts = root / "build/recus/temoin"
    assert {path.name for path in receipts.iterdir()} == {
        f"{name}-annexe-1.{ending}" for name in ("recepisse", "comptes") for ending in ("md", "docx", "pdf")
    }  # fmt: skip
    assert not (root / "build/memoire/check.json").exists()
    receipt = (receipts / "recepisse-annexe-1.md").read_text(encoding="utf-8")
    assert "Prénom3 NOM3" in receipt
    assert "@" not in receipt
    assert "p3@pays" in (receipts / "comptes-annexe-1.md").read_text(encoding="utf-8")
    # Nothing remains of the annexe that was replaced, nor of those who left it.
    assert not [name for name, content in tree(root).items() if b"NOM8" in content]


def test_an_address_that_changes_is_another_login_and_no_closing_to_list(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """The person keeps an access: the old account is to close, and the second list has nothing to say (C16)."""
    moved = A | {"adresse_electronique": "prenom.nom1@pays-temoin.example"}
    code, out, _ = run(capsys, root, returned(root, ouverts=[moved, B], clos=[NINE]), "--apply")
    assert code == 0
    assert "C16" not in out
    accounts = {each.adresse_electronique: each for each in load(root).follow_ups["temoin"].record.comptes}  # fmt: skip
    old = accounts["p1@pays-temoin.example"]
    assert (str(old.cloture_demandee_le), old.remplace_par) == ("2026-06-15", moved["adresse_electronique"])  # fmt: skip
    main(["check", "--root", str(root), *DATE])
    assert "C16" not in capsys.readouterr().out


def test_the_same_form_twice_writes_nothing(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    arguments = (returned(root), "--apply", "--missing", "garder")
    assert run(capsys, root, *arguments)[0] == 0
    before = tree(root)
    code, out, _ = run(capsys, root, *arguments)
    assert code == 0
    assert "rien à écrire" in out
    assert tree(root) == before


def test_the_first_annexe_of_a_partner_makes_its_files(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    (root / "data/nominatif/temoin.annexe-1.yml").unlink()
    assert run(capsys, root, returned(root, clos=[]), "--apply")[0] == 0
    text = (root / "data/nominatif/temoin.annexe-1.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/annexe-1.json\n")
    assert load(root).problems == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ouverts": [A]}, "Prénom2 NOM2"),
        ({"ouverts": [A, B | {"adresse_electronique": "p2@"}], "clos": [NINE]}, "« p2@ »"),
        ({"transmise_le": "(date)"}, "--sent"),
        ({"base": "0" * 64}, "--accept conflit"),
        ({"transmise_le": "2026-01-01"}, "plus ancienne"),
        ({"transmise_le": "2026-06-21"}, "est à venir"),
    ],
)
def test_an_obstacle_is_one_clear_sentence_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], root: Path, fields: dict[str, Any], words: str
) -> None:
    before = tree(root)
    path = returned(root, **({"clos": [NINE]} | fields))
    code, out, _ = run(capsys, root, path, "--apply")
    assert code == 1
    asked = out.partition("Avant d'enregistrer")[2]
    assert words in asked
    assert "Rien n'est écrit" in out
    assert tree(root) == before


def test_somebody_missing_is_asked_about_at_the_terminal(
    capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["peut-être", "clore"])
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", ask)
    assert run(capsys, root, returned(root, clos=[NINE]), "--apply")[0] == 0
    assert len(questions) == 2
    assert "Prénom2 NOM2" in questions[0]
    assert [line.nom for line in load(root).annexes_1["temoin"].record.clos] == ["NOM9", "NOM2"]


def test_nothing_is_asked_at_the_terminal_when_something_else_blocks(
    capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that leads nowhere is not asked for: by this file, nor by one before it."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    code, out, _ = run(capsys, root, returned(root, clos=[NINE], transmise_le=""), "--apply")
    assert code == 1
    assert "La date de transmission n'est pas sûre" in out
    assert "Il faut décider pour Prénom2 NOM2" in out
    wrong = returned(root, "a.json", transmise_le="")
    assert run(capsys, root, wrong, returned(root, "b.json", clos=[NINE]), "--apply")[0] == 1


def test_a_transmission_to_come_is_refused(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    code, _, error = run(capsys, root, returned(root, transmise_le=""), "--sent", "2026-06-21")
    assert code == 2
    assert "« --sent 2026-06-21 » est à venir" in error
    assert len(error.strip().splitlines()) == 1
    assert run(capsys, root, returned(root, transmise_le=""), "--sent", "2026-06-20")[0] == 0


def test_proposals_are_numbered_and_taken_by_accept(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    path = returned(root, ouverts=[A, person(3, prenom="Mme Zoé", demande_le="15/6/26")])
    code, out, _ = run(capsys, root, path)
    assert code == 1
    assert "1) " in out
    code, _, error = run(capsys, root, path, "--accept", "9", "--apply")
    assert code == 2
    assert "9" in error
    assert run(capsys, root, path, "--accept", "all", "--apply")[0] == 0
    line = load(root).annexes_1["temoin"].record.ouverts[1]
    assert (line.prenom, str(line.demande_le)) == ("Zoé", "2026-06-15")


def test_the_numbers_of_several_files_are_theirs_whatever_the_partner(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    slip = person(3, adresse_electronique="p3@pays-temoinn.example", demande_le="15/6/26")
    first = returned(root, "a.json", ouverts=[A, B, slip], clos=[NINE])
    second = returned(root, "b.json", ouverts=[A, B, person(3, demande_le="16/6/26")], clos=[NINE])
    shown = []
    for named in ((), ("--partner", "temoin")):
        _, out, _ = run(capsys, root, first, second, *named)
        shown.append(re.findall(r"(\d+)\) (.+?) :", out.replace("\u00a0", " ")))
    assert shown[0] == shown[1]
    assert [number for number, what in shown[0] if what.startswith("date")] == ["1", "2", "3", "4"]
    assert [number for number, what in shown[0] if what.startswith("adresse")] == ["5"]
    _, _, error = run(capsys, root, first, second, "--accept", "9")
    assert "il n'y a pas de proposition 9 : les numéros sont 1, 2, 3, 4 et 5." in error


def test_a_mail_gives_its_sender_and_its_day(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    mail = EmailMessage()
    mail["From"] = "Un Inconnu <inconnu@pays-temoin.example>"
    mail["Date"] = "Tue, 16 Jun 2026 10:00:00 +0200"
    mail.set_content("Ci-joint l'annexe.")
    content = returned(root, transmise_le=None).read_bytes()
    mail.add_attachment(content, maintype="application", subtype="json", filename="annexe.json")
    path = root.parent / "courriel.eml"
    path.write_bytes(mail.as_bytes())
    code, out, _ = run(capsys, root, path, "--apply")
    assert code == 0
    assert "n'est pas le responsable des habilitations" in out
    assert str(load(root).annexes_1["temoin"].record.transmise_le) == "2026-06-16"


def test_several_files_are_compared_one_after_the_other(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """The web form gives the same annexe twice, as JSON and as Word: the second changes nothing."""
    code, out, _ = run(capsys, root, returned(root), returned(root, "copie.json"), "--apply")
    assert code == 0
    assert out.count("Tout est déjà enregistré") == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("annexe.json", b"{", "JSON"),
        ("annexe.json", b'{"greffe": 2}', "version"),
        ("annexe.json", b"[" * 200_000, "JSON"),
        ("annexe.json", b'{"greffe": 1, "formulaire": "autre"}', "inconnu"),
        ("annexe.json", b'{"greffe": 1, "formulaire": "cooperation.annexe-1", "ouverts": {"a": 1}}', "forme attendue"),
        ("annexe.json", b'{"greffe": 1, "formulaire": "cooperation.annexe-1", "ouverts": [{"nom": 3}]}', "Liste 1, personne 1"),
        ("annexe.pdf", b"%PDF", ".docx"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_form_is_one_french_sentence(
    capsys: pytest.CaptureFixture[str], root: Path, name: str, content: bytes, words: str
) -> None:
    path = root.parent / name
    path.write_bytes(content)
    code, out, error = run(capsys, root, path)
    assert (code, out) == (1, "")
    assert error.startswith("greffe : ")
    assert error.count("\n") == 1
    assert words in error


def test_wrong_use_is_said(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert run(capsys, root, root.parent / "absent.json")[0] == 2
    code, _, error = run(capsys, root, returned(root), "--accept", "tout")
    assert code == 2
    assert "tout" in error


def test_help_is_in_french(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    code, out, _ = run(capsys, root, "--help")
    assert code == 0
    assert "propositions" in out


def test_an_interrupted_write_is_said_and_finished(
    capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = transaction._settle, []

    def power_cut(folder: Path) -> None:
        calls.append(folder)
        if len(calls) > 1:  # the first one is when the lock is taken
            raise KeyboardInterrupt
        real(folder)

    with monkeypatch.context() as patched:
        patched.setattr(transaction, "_settle", power_cut)
        assert run(capsys, root, returned(root), "--apply")[0] == 130
    assert main(["check", "--root", str(root), *DATE]) == 1
    assert "greffe intake" in capsys.readouterr().err
    assert run(capsys, root)[0] == 0
    assert [line.nom for line in load(root).annexes_1["temoin"].record.ouverts] == ["NOM1", "NOM3"]
    assert not [name for name in tree(root) if "/.greffe-" in name]


def test_two_intakes_at_once_lose_nothing(root: Path) -> None:
    write(
        root,
        "data/partners/autre.yml",
        PARTNER.replace("Pays Témoin", "Pays Voisin").rstrip() + SIGNED,
    )
    forms = [returned(root), returned(root, "autre.json", partenaire="autre", clos=[])]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "generator", "intake", "--root", str(root), str(form), "--apply", *DATE],
            cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for form in forms
    ]  # fmt: skip
    for process in running:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error.decode()
    data = load(root)
    assert data.problems == ()
    assert [line.nom for line in data.annexes_1["temoin"].record.ouverts] == ["NOM1", "NOM3"]
    assert [line.nom for line in data.annexes_1["autre"].record.ouverts] == ["NOM1", "NOM3"]


ORGANISATION = {
    "caf": "caf99", "type": "commune", "nom": "Commune de Puits-Témoin",
    "adresse": {"voie": "1 rue du Puits", "code_postal": "99100", "commune": "Puits-Témoin"},
    "representant": {"civilite": "Mme", "prenom": "Inès", "nom": "SAULE", "fonction": "maire"},
}  # fmt: skip


def joining(root: Path, **fields: Any) -> Path:
    annexe = {"greffe": 1, "formulaire": "cooperation.annexe-1", "transmise_le": "2026-06-15", "ouverts": [A], "clos": []}  # fmt: skip
    contacts = {"greffe": 1, "formulaire": "cooperation.annexe-2", "transmise_le": "2026-06-15", "responsable_habilitations": [
        {"nom": "SAULE", "prenom": "Inès", "adresses_electroniques": ["ines@puits-temoin.example"], "fonction": "maire"}]}  # fmt: skip
    data = {
        "greffe": 1, "formulaire": "cooperation.adhesion", "partenaire": "commune-puits-temoin",
        "modele": "cooperation-2026", "organisme": ORGANISATION, "annexes": [annexe, contacts],
    } | fields  # fmt: skip
    path = root.parent / "adhesion.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_an_organisation_that_joins_is_typed_by_nobody(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    path = joining(root)
    assert run(capsys, root, path)[0] == 0
    assert not (root / "data/partners/commune-puits-temoin.yml").exists()
    code, out, _ = run(capsys, root, path, "--apply")
    assert code == 0
    assert "demande à adhérer" in out
    data = load(root)
    assert data.problems == ()
    partner = data.partners["commune-puits-temoin"].record
    assert partner.representant.fonction == "maire"
    annexe_2 = partner.conventions[0].annexe_2
    assert annexe_2 is not None
    assert annexe_2.responsable_habilitations[0].nom == "SAULE"
    assert [line.nom for line in data.annexes_1["commune-puits-temoin"].record.ouverts] == ["NOM1"]
    before = tree(root)
    assert run(capsys, root, path, "--apply")[0] == 0
    assert tree(root) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"partenaire": "../../ailleurs"}, "nom de fichier"),
        ({"modele": "autre"}, "templates/"),
        ({"organisme": ORGANISATION | {"caf": "caf98"}}, "caf98"),
        ({"organisme": ORGANISATION | {"siret": "1"}}, "quatorze chiffres"),
        ({"organisme": ORGANISATION | {"conventions": [], "zzz": 1}}, "zzz"),
        ({"organisme": []}, "organisme"),
    ],
)
def test_a_wrong_adhesion_is_one_french_sentence(
    capsys: pytest.CaptureFixture[str], root: Path, fields: dict[str, Any], words: str
) -> None:
    before = tree(root)
    code, _, error = run(capsys, root, joining(root, **fields), "--apply")
    assert code == 1
    assert words in error
    assert tree(root) == before


def test_two_forms_made_from_one_annexe_do_not_undo_each_other(root: Path) -> None:
    """Sent at once, one is applied; the other then shows a conflict, whichever comes first."""
    base = fingerprints.annexe_1(load(root).annexes_1["temoin"].record)
    forms = [
        returned(root, f"{rank}.json", base=base, ouverts=[A, B, person(rank)], clos=[NINE])
        for rank in (3, 4)
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "generator", "intake", "--root", str(root), str(form), "--apply", *DATE],
            cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for form in forms
    ]  # fmt: skip
    said = [process.communicate(timeout=60)[0].decode() for process in running]
    assert sorted(process.returncode for process in running) == [0, 1]
    assert sum("--accept conflit" in out for out in said) == 1
    names = [line.nom for line in load(root).annexes_1["temoin"].record.ouverts]
    assert names in (["NOM1", "NOM2", "NOM3"], ["NOM1", "NOM2", "NOM4"])


def test_a_tracking_sheet_makes_partner_files(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    sheet = root.parent / "suivi.csv"
    sheet.write_text(
        "Nom;Adresse;Code postal;Commune;Civilité;Prénom du représentant;Nom du représentant;Fonction du représentant\n"
        "Commune de Puits-Témoin;1 rue du Puits;99100;Puits-Témoin;Mme;Inès;SAULE;maire\n",
        encoding="utf-8",
    )
    before = tree(root)
    code, out, _ = run(capsys, root, "--table", sheet)
    assert code == 0, out
    assert (root.parent / "suivi.colonnes.yml").is_file()
    assert tree(root) == before
    assert run(capsys, root, "--table", sheet, "--apply")[0] == 0
    assert [name for name in load(root).partners if name != "temoin"] == ["commune-de-puits-temoin"]
    after = tree(root)
    assert run(capsys, root, "--table", sheet, "--apply")[0] == 0
    assert tree(root) == after


def test_an_annexe_that_cannot_be_read_is_never_replaced(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    path = root / "data/nominatif/temoin.annexe-1.yml"
    path.write_text("partenaire: [\n", encoding="utf-8")
    code, _, error = run(capsys, root, returned(root), "--apply")
    assert code == 1
    assert "le remplacer perdrait ce qu'il contient" in error
    assert path.read_text(encoding="utf-8") == "partenaire: [\n"
