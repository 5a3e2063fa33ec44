"""What a finding asks for, done to the letter, makes it go: no remedy leads back to where it began."""

import re
from datetime import date
from pathlib import Path

import purge_root
import pytest
from purge_root import AFTER

from generator.checks import checker
from generator.cli.main import main
from generator.store import dataset
from tests.rule_samples import run, sample_root

LINE = re.compile(r"« (- \{regle: .*\}) »\.$")


@pytest.mark.parametrize(
    "sample",
    [
        "C01/avertissement-le-lendemain", "C09/avertissement-demande-tardive", "M14/erreur-lettre-tardive",
        "M19/avertissement-sans-remede", "M26/erreur-service-ouvert", "X1/avertissement-avant-l-acte",
    ],
)  # fmt: skip
def test_what_no_datum_settles_is_set_aside_by_the_line_that_the_remedy_gives(
    sample: str, tmp_path: Path
) -> None:
    root, rule = sample_root(sample, tmp_path), sample.partition("/")[0]
    found = run(root, rule)
    lines = [LINE.search(one.remedy) for one in found]
    assert found
    assert all(lines)
    text = "\n".join(f"  {line[1]}" for line in lines if line)
    text = text.replace("raison: …", "raison: Vu avec le partenaire.").replace(
        "AAAA-MM-JJ", "2027-06-15"
    )
    (root / "data" / "controle.yml").write_text(f"exceptions:\n{text}\n", encoding="utf-8")
    assert dataset.load(root).problems == ()
    assert run(root, rule) == []


@pytest.mark.parametrize(
    ("sample", "before", "after"),
    [
        ("C01/erreur-non-signale", "connu_le:", "signale_le: 2026-06-15\n        connu_le:"),
        ("M14/erreur-lettre-incomplete", "nom: ", "regime_juridique: droit français\n        taches: hébergement\n        localisation: Lille\n        localisation_donnees: Lille\n        nom: "),
        ("M19/avertissement-bientot", "recue_le: 2026-05-20", "recue_le: 2026-05-20, remediee_le: 2026-06-10"),
        ("M23/erreur-ligne-remplacee-absente", ", remplace: P1", ""),
    ],
)  # fmt: skip
def test_noting_what_the_remedy_names_settles_it(
    sample: str, before: str, after: str, tmp_path: Path
) -> None:
    root, rule = sample_root(sample, tmp_path), sample.partition("/")[0]
    (finding, *_) = run(root, rule)
    path = root / finding.file
    for name in re.findall(r"« (\w+) »", finding.remedy):
        assert name in before + after, "the remedy names the field"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert [one for one in run(root, rule) if one.path == finding.path] == []


def test_whoever_knew_of_an_incident_the_reader_is_the_caf(tmp_path: Path) -> None:
    """It tells the partner, or notes the day the partner told it; it never tells itself."""
    root = sample_root("C01/erreur-non-signale", tmp_path)
    path = next((root / "data" / "partners").glob("*.yml"))
    text = path.read_text(encoding="utf-8")
    said = {}
    for side in ("caf", "partenaire"):
        path.write_text(re.sub(r"par: \w+", f"par: {side}", text), encoding="utf-8")
        said[side] = {one.remedy for one in run(root, "C01")}
    assert all("Prévenez le partenaire" in remedy for remedy in said["caf"])
    assert all("le partenaire vous l'a signalé" in remedy for remedy in said["partenaire"])


@pytest.mark.parametrize("layout", ["flow", "block"])
def test_the_purge_of_a_replaced_line_leaves_nothing_to_ask_for(
    layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The former profile goes after six years; the line that replaced it no longer says it replaces one."""
    root = purge_root.make(tmp_path / "greffe")
    path = root / "data" / "nominatif" / "temoin.pj3.yml"
    text = path.read_text(encoding="utf-8")
    former = next(line for line in text.splitlines() if "NOM7" in line)
    fields = "nom: NOM7, prenom: Prénom7, adresse_electronique: p7@pays-temoin.example, profil: P2, remplace: P3, habilite_le: 2020-06-16"
    new = (
        f"      - {{{fields}}}"
        if layout == "flow"
        else "      - " + fields.replace(", ", "\n        ")
    )
    path.write_text(text.replace(former, f"{former}\n{new}"), encoding="utf-8")
    partner = root / "data" / "partners" / "temoin.yml"
    known = partner.read_text(encoding="utf-8")
    partner.write_text(known.replace("utilisateurs: 1", "utilisateurs: 2"), encoding="utf-8")
    assert dataset.load(root).problems == ()
    main(["purge", "--apply", "--root", str(root), "--date", AFTER.isoformat()])
    capsys.readouterr()
    data = dataset.load(root)
    assert data.problems == ()
    (listed,) = data.users["temoin"].record.services
    assert [(one.nom, one.profil, one.remplace) for one in listed.utilisateurs] == [
        ("NOM1", "P3", None),
        ("NOM7", "P2", None),
    ]
    assert checker.run(data, date(2026, 6, 17), rules=["M23", "M11"], partners=["temoin"]) == []
