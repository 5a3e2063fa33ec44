"""The text and the checker read the same parameters: what is written is what is checked."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from builder import PARTNER, make_root

from generator.checks import checker
from generator.documents.production import Press, look
from generator.store import dataset
from generator.store.locations import PROJECT

SIGNED = """
        cadre: {type: ctg, fin: 2040-12-31}
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15}
        annexe_1: {transmise_le: 2026-01-12}
        revues: [{date: 2026-01-20, preuve: compte rendu}]
"""
# A parameter, its shipped value, another one; words that the text must then hold; a rule that fires on
# a day with the shipped value only.
CHANGES = [
    ("revue", "12 mois", "18 mois", "tous les dix-huit", "C10", date(2027, 2, 1)),
    (
        "mise_a_jour_annexe_1",
        "12 mois",
        "24 mois",
        "tous les vingt-quatre",
        "C11",
        date(2027, 2, 1),
    ),
    ("duree", "12 mois", "18 mois", "18\u00a0mois", "C20", date(2026, 12, 20)),
    ("preavis", "1 mois", "6 mois", "6\u00a0mois", "C21", date(2026, 12, 10)),
]


@pytest.mark.parametrize(("name", "shipped", "other", "words", "rule", "day"), CHANGES)
def test_changing_a_parameter_changes_both_the_text_and_the_rule(
    tmp_path: Path, name: str, shipped: str, other: str, words: str, rule: str, day: date
) -> None:
    make_root(tmp_path, partner=PARTNER.rstrip() + SIGNED)
    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "empreintes.yml").unlink(missing_ok=True)
    manifest = tmp_path / "templates" / "cooperation-2026" / "modele.yml"

    def outcome() -> tuple[str, bool]:
        data = dataset.load(tmp_path)
        assert data.problems == ()
        press = Press(data, look(tmp_path / "templates", tmp_path / "templates"))
        text = press.complete("temoin")["temoin/cooperation/convention.md"].decode()
        return text, bool(checker.run(data, day, rules=[rule]))

    before, fired = outcome()
    assert fired
    line = f"  {name}: {shipped}\n"
    assert line in manifest.read_text(encoding="utf-8")
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(line, f"  {name}: {other}\n"), encoding="utf-8"
    )
    after, fires = outcome()
    assert after.count(words) > before.count(words)
    assert not fires
