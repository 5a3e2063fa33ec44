"""The reason of a legal hold is for the Caf's own report alone: no report that may leave the Caf repeats it."""

from datetime import date
from pathlib import Path

import purge_root
import pytest
from purge_root import AFTER

from generator.checks import checker
from generator.checks.reports.formats import FORMATS
from generator.cli.main import main
from generator.store import dataset
from generator.website.internal.alerts import alert

REASON = "Plainte de la cousine Zibeline"
UNTIL = date(2027, 3, 1)
LEAVING = [name for name in FORMATS if name != "text"]
RULES = {"C02", "C03", "M11"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Everything kept past its delay is held: by partner, and one account by its own address."""
    made = purge_root.make(tmp_path / "greffe")
    for name in ("temoin", "ancien"):
        path = made / "data" / "partners" / f"{name}.yml"
        path.write_text(
            path.read_text(encoding="utf-8")
            + f"conservation:\n  - {{objet: tout, motif: {REASON}, jusqu_au: {UNTIL}}}\n",
            encoding="utf-8",
        )
    path = made / "data" / "nominatif" / "temoin.suivi.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + f"conservation:\n  - {{adresse_electronique: p8@pays-temoin.example, motif: {REASON}, jusqu_au: {UNTIL}}}\n",
        encoding="utf-8",
    )
    return made


@pytest.mark.parametrize("public", [[], ["--public"]], ids=["nominative", "public"])
@pytest.mark.parametrize("name", LEAVING)
def test_no_report_that_may_leave_the_caf_repeats_the_reason(
    root: Path, name: str, public: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--root", str(root), "--date", str(AFTER), "--format", name, *public])
    said = capsys.readouterr().out
    assert "Zibeline" not in said
    assert "dernier jour de sa conservation." in said, "the hold itself is told"


def test_no_machine_report_of_the_build_repeats_the_reason(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "--root", str(root), "--date", str(AFTER)])
    capsys.readouterr()
    made = sorted((root / "build" / "rapport").glob("alertes.*"))
    assert {path.suffix for path in made} >= {".json", ".txt"}
    naming = {path.suffix for path in made if "Zibeline" in path.read_text(encoding="utf-8")}
    assert naming == {".txt"}


def test_the_report_of_the_caf_and_its_internal_site_give_the_reason(root: Path) -> None:
    data = dataset.load(root)
    outcome = checker.check(data, AFTER)
    held = [one for one in outcome.findings if one.rule in RULES]
    assert {one.rule for one in held} == RULES
    for one in held:
        assert "Zibeline" not in one.sentence
        assert REASON in alert(one, data).geste
    assert REASON in FORMATS["text"](outcome)
