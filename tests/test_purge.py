"""What a purge lists and erases: each delay to the day, every hold, nothing of the erased left, all else intact."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import purge_root
import pytest
from builder import write
from purge_root import AFTER, LAST
from rule_samples import SAMPLES, run, sample_root

from generator import transaction
from generator.checks import checker
from generator.cli.main import main
from generator.store import dataset, fingerprints
from generator.upkeep.purge.plan import Plan, plans


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return purge_root.make(tmp_path / "greffe")


def found(root: Path, day: date = AFTER) -> dict[str | None, Plan]:
    return {plan.partner: plan for plan in plans(dataset.load(root), root, day)}


def going(root: Path, day: date = AFTER) -> set[tuple[str, str, int]]:
    return {
        (item.kind, Path(item.file).name, item.line)
        for plan in found(root, day).values()
        for item in plan.going
    }


def purge(root: Path, *options: str, day: date = AFTER) -> int:
    return main(["purge", "--root", str(root), "--date", day.isoformat(), *options])


def spaced(text: str) -> str:
    """`text` with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", text)


def edit(root: Path, name: str, before: str, after: str) -> None:
    path = root / "data" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


ALL = {
    ("comptes-clos", "temoin.annexe-1.yml", 10),
    ("comptes-clos", "temoin.suivi.yml", 4),
    ("utilisateurs", "temoin.pj3.yml", 6),
    ("annexe-1", "ancien.annexe-1.yml", 4),
    ("annexe-2", "ancien.yml", 15),
    ("annexe-2", "ancien.yml", 17),
    ("suivi", "ancien.suivi.yml", 3),
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [(LAST - timedelta(1), set()), (LAST, set()), (AFTER, ALL), (AFTER + timedelta(700), None)],
)
def test_every_kind_goes_the_day_after_its_last(
    root: Path, day: date, expected: set[tuple[str, str, int]] | None
) -> None:
    assert going(root, day) == expected or (expected is None and going(root, day) > ALL)


@pytest.mark.parametrize("day", [LAST - timedelta(1), LAST, AFTER])
def test_rules_name_the_day_from_which_the_purge_erases_and_ask_for_it_only_then(
    root: Path, day: date
) -> None:
    """Kept until the 15th, that day included; erased from the 16th. No purge is asked for that would do nothing."""
    said = checker.run(dataset.load(root), day, rules=["C02", "C03", "M11"])
    told = {one.rule for one in said if "16 juin 2026" in spaced(one.message)}
    assert told == ({"C02", "C03", "M11"} if day == AFTER else {"C02"})
    assert {"--apply" in one.remedy for one in said if one.rule in told} == {bool(going(root, day))}


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.parent.name in ("C03", "M11")], ids=lambda s: f"{s.parent.name}-{s.name}")  # fmt: skip
def test_the_purge_lists_what_the_rules_flag(sample: Path, tmp_path: Path) -> None:
    """One computation of delays: what C03 and M11 call an error is what goes, or waits for the platform."""
    place = sample_root(f"{sample.parent.name}/{sample.name}", tmp_path)
    day = date.fromisoformat((place / "date").read_text().strip())
    flagged = {(each.file, each.line) for each in run(place, sample.parent.name) if each.severity == "erreur"}  # fmt: skip
    listed = {(item.file, item.line) for plan in found(place, day).values() for item in (*plan.going, *plan.waiting)}  # fmt: skip
    assert flagged == listed


def test_after_the_purge_no_rule_of_retention_has_anything_to_say(root: Path) -> None:
    rules = ["C02", "C03", "C04", "M11"]
    assert {each.rule for each in checker.run(dataset.load(root), AFTER, rules=rules)} >= {"C02", "C03", "M11"}  # fmt: skip
    assert purge(root, "--apply") == 0
    data = dataset.load(root)
    assert data.problems == ()
    assert [each for each in checker.run(data, AFTER, rules=rules) if each.rule in rules and each.severity == "erreur"] == []  # fmt: skip
    assert going(root) == set()


def test_without_apply_nothing_is_written_and_nobody_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = purge_root.tree(root)
    assert purge(root) == 0
    said = spaced(capsys.readouterr().out)
    assert purge_root.tree(root) == before
    assert not (root / "build").exists()
    assert not re.search(r"NOM\d|Prénom\d|BOBINE|@", said)
    assert "data/nominatif/temoin.annexe-1.yml:10, à effacer depuis le 16 juin 2026" in said
    assert "art. 5.3.2 du contrat" in said
    assert "En tout : 7 lignes à effacer." in said


def test_only_what_must_go_goes(root: Path) -> None:
    """Every other line keeps its bytes, comments and order; the day and the counts are noted, no name."""
    before = purge_root.tree(root)
    assert purge(root, "--apply") == 0
    after = purge_root.tree(root)
    assert before.keys() - after.keys() == {"nominatif/ancien.annexe-1.yml", "nominatif/ancien.suivi.yml"}  # fmt: skip
    for name in after:
        old, new = (tree[name].decode().splitlines() for tree in (before, after))
        added = [line for line in new if line not in old]
        kept = [line for line in new if line in old]
        positions = [old.index(line) for line in kept]
        assert positions == sorted(positions), name
        assert all(re.search(r"effacements|date: 2026-06-16|objet|nombre|empreinte|clos: 1|annexe_1: {|: \[\]", line) for line in added), added  # fmt: skip
    gone = re.compile(rb"NOM[578]|p[578]@|BOBINE|rose")
    assert {name for name, content in before.items() if gone.search(content)}
    assert not any(gone.search(content) for content in after.values())
    assert "# muté".encode() not in after["nominatif/temoin.annexe-1.yml"]
    assert "# gardée : la demande est récente".encode() in after["nominatif/temoin.annexe-1.yml"]


def test_the_convention_notes_the_day_and_the_counts(root: Path) -> None:
    purge(root, "--apply")
    data = dataset.load(root)
    noted = {
        key: [[(e.date, e.objet, e.nombre) for e in one.effacements] for one in entry.record.conventions]
        for key, entry in data.partners.items()
    }  # fmt: skip
    assert noted == {
        "temoin": [[(AFTER, "comptes-clos", 2)], [(AFTER, "utilisateurs", 1)]],
        "ancien": [[(AFTER, "annexe-1", 1), (AFTER, "annexe-2", 2), (AFTER, "suivi", 1)]],
    }
    (_, convention), *_ = data.partners["temoin"].record.cooperation
    assert convention.annexe_1
    assert convention.annexe_1.clos == 1
    assert convention.annexe_1.empreinte == fingerprints.annexe_1(data.annexes_1["temoin"].record)
    pj3 = data.partners["temoin"].record.mon_compte_partenaire[0][1].bulletins[0].pj3
    assert pj3
    assert pj3.empreinte == fingerprints.users(data.users["temoin"].record.services[0])
    ended = data.partners["ancien"].record.cooperation[0][1].annexe_1
    assert ended
    assert (ended.empreinte, ended.ouverts) == (None, 1)


def test_a_second_purge_of_the_day_adds_to_the_count_and_a_third_does_nothing(root: Path) -> None:
    purge(root, "--apply")
    write(root, "data/nominatif/temoin.annexe-1.yml", purge_root.ANNEXE)
    edit(root, "partners/temoin.yml", "clos: 1", "clos: 2")
    assert purge(root, "--apply") == 0
    first = dataset.load(root).partners["temoin"].record.conventions[0].effacements
    assert [(each.objet, each.nombre) for each in first] == [("comptes-clos", 3)]
    before = purge_root.tree(root)
    assert purge(root, "--apply") == 0
    assert purge_root.tree(root) == before


def hold(root: Path, text: str, name: str = "partners/temoin.yml") -> None:
    before = "conventions:\n" if name.startswith("partners") else "partenaire: temoin\n"
    after = f"conservation:\n  - {text}\n"
    edit(root, name, before, after + before if name.startswith("partners") else before + after)


UNTIL = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("kind", "held"),
    [("comptes-clos", {"annexe_1", "follow_up"}), ("utilisateurs", {"users"}), ("tout", {"annexe_1", "follow_up", "users"}), ("annexe-2", set())],
)  # fmt: skip
def test_a_hold_keeps_its_kind_of_data_and_no_other(root: Path, kind: str, held: set[str]) -> None:
    hold(root, f"{{objet: {kind}, motif: Recours au tribunal, jusqu_au: {UNTIL}}}")
    plan = found(root)["temoin"]
    assert {item.record for item, _ in plan.held} == held
    assert {item.record for item in plan.going} == {"annexe_1", "follow_up", "users"} - held
    assert "ancien" in found(root)


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_hold_keeps_up_to_its_last_day(
    root: Path, offset: int, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(root, f"{{objet: tout, motif: Recours au tribunal, jusqu_au: {UNTIL}}}")
    before = purge_root.tree(root)["nominatif/temoin.annexe-1.yml"]
    assert purge(root, "--apply", "--partner", "temoin", day=UNTIL + timedelta(offset)) == 0
    said = spaced(capsys.readouterr().out)
    kept = purge_root.tree(root)["nominatif/temoin.annexe-1.yml"] == before
    assert kept == (offset < 1)
    if kept:
        assert "jusqu'au 1er juillet 2026 : Recours au tribunal (data/partners/temoin.yml:8)" in said  # fmt: skip
    else:
        assert "a pris fin le 1er juillet 2026" in said


@pytest.mark.parametrize("wrong", ["{objet: tout, jusqu_au: 2027-01-01}", "{objet: tout, motif: Litige}"])  # fmt: skip
def test_a_hold_needs_a_reason_and_an_end_and_until_then_nothing_goes(root: Path, wrong: str) -> None:  # fmt: skip
    hold(root, wrong)
    before = purge_root.tree(root)
    assert purge(root, "--apply", "--partner", "temoin") == 1
    assert purge_root.tree(root) == before


def test_nothing_goes_while_a_nominative_file_where_a_hold_may_stand_cannot_be_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(root, "{adresse_electronique: p8@pays-temoin.example, motif: Litige}", "nominatif/temoin.suivi.yml")  # fmt: skip
    before = purge_root.tree(root)
    assert purge(root, "--apply", "--partner", "temoin") == 1
    assert purge_root.tree(root) == before
    assert "temoin.suivi.yml ne peut pas être lu" in capsys.readouterr().out


def test_a_hold_on_one_person_keeps_her_lines_wherever_they_are_and_goes_with_her(root: Path) -> None:  # fmt: skip
    hold(root, f"{{adresse_electronique: P8@pays-temoin.example, motif: Litige, jusqu_au: {UNTIL}}}", "nominatif/temoin.suivi.yml")  # fmt: skip
    plan = found(root)["temoin"]
    assert {item.file for item, _ in plan.held} == {"data/nominatif/temoin.annexe-1.yml", "data/nominatif/temoin.suivi.yml"}  # fmt: skip
    assert {item.kind for item in plan.going} == {"utilisateurs"}
    assert purge(root, "--apply", day=UNTIL + timedelta(1)) == 0
    assert b"p8@" not in b"".join(purge_root.tree(root).values()).lower()
    assert dataset.load(root).follow_ups["temoin"].record.conservation == []


@pytest.mark.parametrize("name", ["nominatif/temoin.suivi.yml", "nominatif/temoin.pj3.yml"])
def test_a_hold_on_nobody_is_an_error_and_nothing_goes_until_it_is_mended(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the address would let the lines it was meant to keep be erased."""
    hold(root, f"{{adresse_electronique: p88@pays-temoin.example, motif: Litige, jusqu_au: {UNTIL}}}", name)  # fmt: skip
    (problem,) = dataset.load(root).problems
    assert (problem.file, problem.line) == (f"data/{name}", 3)
    assert "ne protège personne" in problem.message
    before = purge_root.tree(root)
    assert purge(root, "--apply", "--partner", "temoin") == 1
    assert purge_root.tree(root) == before
    said = spaced(capsys.readouterr().out)
    assert f"data/{name}:3 : cette conservation ne protège personne" in said
    assert "1 partenaire refusé" in said
    assert "rien à effacer" not in said.lower()


def test_a_partner_that_cannot_be_read_is_counted_not_passed_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    edit(root, "partners/temoin.yml", "caf:", "cafe:")
    assert purge(root, "--partner", "temoin") == 1
    said = spaced(capsys.readouterr().out)
    assert "En tout : 1 partenaire non lu" in said
    assert "rien à effacer" not in said


def test_what_is_held_for_each_of_its_people_is_no_error_of_the_rules(root: Path) -> None:
    hold(root, f"{{adresse_electronique: p8@pays-temoin.example, motif: Litige, jusqu_au: {UNTIL}}}", "nominatif/temoin.suivi.yml")  # fmt: skip
    write(root, "data/nominatif/ancien.suivi.yml", purge_root.ENDED_FOLLOW_UP + f"    conservation:\n      - {{adresse_electronique: p5@bout.example, motif: Litige, jusqu_au: {UNTIL}}}\n")  # fmt: skip
    assert purge(root, "--apply") == 0
    rules = ["C02", "C03", "C04", "M11"]
    said = [each for each in checker.run(dataset.load(root), AFTER, rules=rules) if each.rule in rules]  # fmt: skip
    assert {(each.rule, each.severity) for each in said} == {("C02", "information"), ("C03", "information")}  # fmt: skip
    assert all("jusqu'au 1er juillet 2026" in spaced(each.remedy) for each in said)
    assert any(each.severity == "erreur" for each in checker.run(dataset.load(root), UNTIL + timedelta(1), rules=rules))  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    donnees_effacees_le: 2024-09-01\n", ""),
        ("    donnees_effacees_le: 2024-09-01\n", "    donnees_effacees_le: 2024-09-01\n    attestation: {demandee_le: 2024-09-02}\n"),
    ],
    ids=["data still on the platform", "attestation to issue"],
)  # fmt: skip
def test_a_line_that_the_caf_still_needs_waits_while_the_others_go(root: Path, before: str, after: str) -> None:  # fmt: skip
    edit(root, "nominatif/temoin.suivi.yml", before, after)
    plan = found(root)["temoin"]
    assert [(item.file, item.waits) for item in plan.waiting] == [("data/nominatif/temoin.suivi.yml", "compte")]  # fmt: skip
    assert purge(root, "--apply") == 0
    assert b"p8@" in purge_root.tree(root)["nominatif/temoin.suivi.yml"]
    assert b"p8@" not in purge_root.tree(root)["nominatif/temoin.annexe-1.yml"]


@pytest.mark.parametrize(("offset", "told"), [(-1, False), (0, False), (1, True)])
def test_the_platform_is_recalled_the_day_after_the_last(root: Path, offset: int, told: bool) -> None:  # fmt: skip
    edit(root, "nominatif/temoin.suivi.yml", "ouvert_le: 2026-01-20}", "clos_le: 2025-12-15}")
    plan = found(root, LAST + timedelta(offset)).get("temoin")
    assert bool(plan and plan.reminders) == told


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("partners/temoin.yml", "# Rappel : la Caf", "# Rappel : Nom8 Prenom8, puis la Caf"),
        ("partners/temoin.yml", "# aucun nom ici", "# aucun nom ici, sauf p8@pays-temoin.example"),
        ("nominatif/temoin.annexe-1.yml", "# notre première référente", "# a remplacé NOM8, Prénom8"),
        ("nominatif/temoin.pj3.yml", "partenaire: temoin", "partenaire: temoin # P8@pays-temoin.example"),
        ("partners/temoin.yml", "lieu: Testville}", "lieu: chez Prénom8 Nom8}"),
    ],
)  # fmt: skip
def test_somebody_erased_who_is_named_elsewhere_stops_that_partner_alone(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, before: str, after: str
) -> None:
    edit(root, name, before, after)
    old = purge_root.tree(root)
    assert purge(root, "--apply") == 1
    new = purge_root.tree(root)
    assert {key for key in old if key.rpartition("/")[2].startswith("temoin") and old[key] != new[key]} == set()  # fmt: skip
    assert "nominatif/ancien.annexe-1.yml" not in new
    assert re.search(rf"greffe : data/{name}:\d+ : ", capsys.readouterr().err)


def test_a_file_of_data_that_still_names_the_erased_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    write(root, "data/controle.yml", "exceptions: []  # vu avec Prénom8 Nom8\n")
    write(root, "data/note.txt", "Prénom9 Nom9")
    assert purge(root, "--apply") == 1
    assert re.findall(r"/data/(\S+) : ce fichier nomme encore", capsys.readouterr().err) == ["controle.yml"]  # fmt: skip


def test_what_is_made_for_other_partners_is_left_alone(root: Path) -> None:
    """Somebody erased here may have an access there."""
    write(root, "data/partners/autre.yml", purge_root.ENDED.replace("Bout du Monde", "Milieu"))
    for name in ("documents/autre/x.md", "documents/temoin/x.md"):
        write(root, f"build/{name}", "Prénom8 Nom8")
    assert purge(root, "--apply", "--partner", "temoin") == 0
    assert (root / "build/documents/autre/x.md").exists()
    assert not (root / "build/documents/temoin/x.md").exists()


def test_an_address_that_stays_may_spell_the_name_of_who_left_without_one(root: Path) -> None:
    edit(root, "nominatif/temoin.annexe-1.yml", "    adresse_electronique: p8@pays-temoin.example\n", "")  # fmt: skip
    edit(root, "nominatif/temoin.suivi.yml", "p8@pays-temoin.example   # compte 12", "prenom8.nom8@pays-temoin.example")  # fmt: skip
    edit(root, "nominatif/temoin.suivi.yml", "    donnees_effacees_le: 2024-09-01\n", "")
    assert purge(root, "--apply") == 0


def returned(root: Path, sent: str, closed: str = "2026-01-02") -> Path:
    content = {
        "greffe": 1, "formulaire": "cooperation.annexe-1", "partenaire": "temoin", "modele": "cooperation-2026",
        "base": "", "transmise_le": sent, "avant": None,
        "ouverts": [{"nom": "NOM1", "prenom": "Prénom1", "adresse_electronique": "p1@pays-temoin.example"}],
        "clos": [
            {"nom": "NOM8", "prenom": "Prénom8", "adresse_electronique": "p8@pays-temoin.example", "cloture_demandee_le": "2024-06-15"},
            {"nom": "NOM9", "prenom": "Prénom9", "adresse_electronique": "p9@pays-temoin.example", "cloture_demandee_le": closed},
        ],
    }  # fmt: skip
    return write(root, "data/nominatif/retours/temoin.annexe-1.json", json.dumps(content))


@pytest.mark.parametrize(
    ("sent", "closed", "goes"),
    [("2026-01-12", "2025-12-01", True), ("2026-01-13", "2026-01-02", True), ("2026-01-13", "2025-12-01", False), ("2026-02-01", "2026-01-02", False)],
    ids=["older", "taken in", "same day, otherwise", "newer"],
)  # fmt: skip
def test_a_returned_form_goes_once_greffe_holds_what_it_says(root: Path, sent: str, closed: str, goes: bool) -> None:  # fmt: skip
    path = returned(root, sent, closed)
    plan = found(root, LAST)["temoin"]
    assert [item.kind for item in plan.going] == (["copies"] if goes else [])
    assert [item.waits for item in plan.waiting] == ([] if goes else ["a-enregistrer"])
    assert purge(root, "--apply", day=LAST) == 0
    assert path.exists() != goes
    erasures = dataset.load(root).partners["temoin"].record.conventions[0].effacements
    assert [(each.objet, each.nombre) for each in erasures] == ([("copies", 1)] if goes else [])


@pytest.mark.parametrize(
    ("sent", "waits"),
    [("2026-01-13", []), ("", ["absents"])],
    ids=["dated as the annexe", "undated"],
)
def test_a_form_that_lists_fewer_people_goes_only_when_its_date_says_that_it_was_taken_in(
    root: Path, sent: str, waits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Those it leaves out were kept open. Without a date, it may as well say that they left: it is not lost."""
    edit(
        root, "nominatif/temoin.annexe-1.yml", "clos:\n",
        "  - {nom: NOM2, prenom: Prénom2, adresse_electronique: p2@pays-temoin.example}\nclos:\n",
    )  # fmt: skip
    edit(root, "partners/temoin.yml", "ouverts: 1", "ouverts: 2")
    path = returned(root, sent)
    assert [item.waits for item in found(root, LAST)["temoin"].waiting] == waits
    assert purge(root, "--apply", day=LAST) == 0
    assert path.exists() == bool(waits)
    assert ("--missing clore" in capsys.readouterr().out) == bool(waits)


@pytest.mark.parametrize("name", ["temoin.annexe-1.pdf", "temoin.annexe-1.docx", "anciens/temoin.annexe-1.yml"])  # fmt: skip
def test_a_file_that_cannot_be_judged_is_told_and_left(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = write(root, f"data/nominatif/retours/{name}", "%PDF-1.7")
    purge(root, "--apply", day=LAST)
    assert path.exists()
    assert "Fichier que greffe ne sait pas juger" in capsys.readouterr().out


def test_what_was_made_from_the_former_annexe_goes_and_so_does_what_names_the_erased(root: Path) -> None:  # fmt: skip
    main(["build", "--root", str(root), "--date", AFTER.isoformat()])
    main(["check", "--root", str(root), "--date", AFTER.isoformat()])
    write(root, "build/rappels/temoin/rappel.eml", "Subject: a\nContent-Transfer-Encoding: base64\n\nUHLDqW5vbTggTk9NOCBwOEBwYXlzLXRlbW9pbi5leGFtcGxl\n")  # fmt: skip
    write(root, "build/rappels/temoin/autre.eml", "Subject: rien\n\nBonjour\n")
    made = root / "build" / "documents" / "temoin" / "cooperation"
    assert purge(root, "--apply") == 0
    left = {path for path in (root / "build").rglob("*") if path.is_file() and b"NOM8" in path.read_bytes()}  # fmt: skip
    assert left == set()
    assert not list(made.glob("annexe-1.*"))
    assert list(made.glob("convention.docx"))
    assert not (root / "build" / "memoire" / "check.json").exists()
    assert [path.name for path in (root / "build/rappels/temoin").iterdir()] == ["autre.eml"]
    assert (root / "build" / "site" / "index.html").exists()


def test_outputs_of_an_older_annexe_are_listed_once_each(root: Path) -> None:
    main(["render", "--root", str(root), "--date", LAST.isoformat()])
    main(["remind", "--root", str(root), "--date", "2026-11-17", "--since", "2026-11-10", "--attach"])  # fmt: skip
    assert found(root, LAST) == {}
    edit(root, "nominatif/temoin.annexe-1.yml", "Prénom1", "Prénom2")
    documents = {f"build/documents/temoin/cooperation/annexe-1.{end}" for end in ("docx", "md", "pdf", "xlsx")}  # fmt: skip
    listed = [item.file for item in found(root, LAST)["temoin"].going]
    assert len(listed) == len(set(listed))
    messages = {path.relative_to(root).as_posix() for path in (root / "build/rappels").rglob("*.eml")}  # fmt: skip
    assert messages
    assert set(listed) == documents | messages
    assert purge(root, "--apply", day=LAST) == 0
    assert not any((root / file).exists() for file in listed)
    shutil.rmtree(root / "build")
    main(["render", "--root", str(root), "--date", LAST.isoformat()])
    edit(root, "nominatif/temoin.annexe-1.yml", "Prénom2", "Prénom3")
    for path in root.rglob("temoin.*.yml"):
        path.unlink()
    (root / "data/partners/temoin.yml").unlink()
    assert {item.waits for item in found(root, LAST)[None].waiting} == {"a-regarder"}


def test_the_record_of_what_was_destroyed_names_nobody_and_is_to_sign(root: Path) -> None:
    purge(root, "--apply")
    folder = root / "build" / "purge" / "temoin"
    assert {path.name for path in folder.iterdir()} == {f"releve-destruction-{AFTER}.{end}" for end in ("md", "docx", "pdf")}  # fmt: skip
    text = spaced(next(folder.glob("*.md")).read_text(encoding="utf-8"))
    assert not re.search(r"NOM\d|Prénom\d|@", text)
    assert "| Comptes clos | 2 lignes | Coopération, article 2.1 |" in text
    assert "| Lignes closes de la PJ3 | 1 ligne | Mon Compte Partenaire, article 5.3.2 du contrat |" in text  # fmt: skip
    assert "Le 16 juin 2026" in text
    assert "à compléter : date de la signature" in text
    assert "ou toute personne habilitée" in text


def test_the_record_tells_what_is_left(root: Path) -> None:
    edit(root, "nominatif/temoin.suivi.yml", "    donnees_effacees_le: 2024-09-01\n", "")
    hold(root, f"{{objet: utilisateurs, motif: Recours au tribunal, jusqu_au: {UNTIL}}}")
    purge(root, "--apply")
    text = spaced(next((root / "build/purge/temoin").glob("*.md")).read_text(encoding="utf-8"))
    assert "- 1 ligne, pour une raison notée au dossier" in text
    assert "- 1 ligne, en attente d'un geste de la Caf" in text.replace("’", "'")
    assert "Recours" not in text


ASKED = "    attestation: {demandee_le: 2024-09-02}\n"


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        (f"    donnees_effacees_le: 2024-09-01\n{ASKED}", True),
        (ASKED, False),
        ("    donnees_effacees_le: 2024-09-01\n    attestation: {demandee_le: 2024-12-17}\n", False),
        ("    donnees_effacees_le: 2024-09-01\n    attestation: {demandee_le: 2024-09-02, delivree_le: 2024-09-10}\n", False),
    ],
    ids=["erased", "not erased", "asked too late", "delivered"],
)  # fmt: skip
def test_an_attestation_is_made_when_it_was_asked_and_the_data_are_gone(root: Path, fields: str, made: bool) -> None:  # fmt: skip
    edit(root, "nominatif/temoin.suivi.yml", "    donnees_effacees_le: 2024-09-01\n", fields)
    before = (root / "data/nominatif/temoin.suivi.yml").read_bytes()
    assert purge(root, "--apply", day=LAST) == 0
    papers = sorted((root / "build" / "purge" / "temoin").glob("attestation-2026-06-15.*"))
    assert len(papers) == (3 if made else 0)
    assert (root / "data/nominatif/temoin.suivi.yml").read_bytes() == before
    if made:
        text = spaced(papers[1].read_text(encoding="utf-8"))
        assert "| 2 septembre 2024 | 16 juin 2024 | 1er septembre 2024 |" in text
        assert not re.search(r"NOM\d|p\d@", text)


def dying(life: Iterator[int], real: Callable[..., None], *given: Any) -> None:
    """Do the real thing while `life` lasts."""
    next(life)
    real(*given)


def test_killed_in_the_middle_all_or_nothing_is_erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Whatever the write or the removal that the machine stops at, the next command finds all old or all new."""
    done = purge_root.make(tmp_path / "fait")
    purge(done, "--apply")
    new, outcomes = purge_root.tree(done), []

    for step in range(60):
        root = purge_root.make(tmp_path / f"etape-{step}")
        old = purge_root.tree(root)
        life = iter(range(step))
        with monkeypatch.context() as patched:
            for name in ("_write", "_replace", "_remove"):
                real = getattr(transaction, name)
                patched.setattr(transaction, name, partial(dying, life, real))
            try:
                purge(root, "--apply")
            except StopIteration:
                ended = False
            else:
                ended = True
        with transaction.locked(root / "data" / "nominatif", 1.0):
            pass
        after = purge_root.tree(root)
        assert after in (old, new), f"step {step}"
        outcomes.append(after == new)
        if ended:
            break
    assert ended
    assert outcomes == sorted(outcomes)
    assert {True, False} == set(outcomes)
