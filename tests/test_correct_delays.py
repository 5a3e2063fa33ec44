"""A delay changed by hand in an issued document is told: due dates are counted from the parameter, not from it."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.checks.context import context
from generator.checks.finding import Finding
from generator.checks.rules.across import x12
from generator.cli.main import main
from generator.documents.production import Press, look
from generator.store.dataset import load
from generator.store.locations import PROJECT
from tests.builder import make_root

LOOK = look(PROJECT / "templates", PROJECT / "templates")
ISSUED = "temoin/cooperation/convention.docx"
NOTICE = "au moins 1\u00a0mois avant"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = make_root(tmp_path_factory.mktemp("delais") / "root")
    return Press(load(root), LOOK).complete("temoin")[ISSUED]


def told(tmp_path: Path, made: bytes, *changes: tuple[str, str]) -> list[Finding]:
    """What X12 finds once the document is corrected so."""
    root = make_root(tmp_path / "root")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name == "word/document.xml" else old.read(name)
            for before, after in changes if isinstance(part, str) else ():
                assert before in part
                part = part.replace(before, after)
            new.writestr(name, part)
    file = tmp_path / "corrige.docx"
    file.write_bytes(out.getvalue())
    assert main(["correct", str(file), "--root", str(root), "--partner", "temoin", "--reason", "Essai", "--date", "2026-06-15"]) == 0  # fmt: skip
    return list(x12.check(context(load(root), date(2026, 6, 15))))


def test_a_notice_period_that_the_parameter_does_not_say_is_an_error(tmp_path: Path, made: bytes) -> None:  # fmt: skip
    (found,) = told(tmp_path, made, (NOTICE, "au moins six mois avant"))
    assert (found.severity, found.path) == ("erreur", "conventions[0].corrections[0].fichier")
    assert "dit « six mois »" in found.message
    assert "le paramètre preavis de « cooperation-2026 » vaut « 1\u00a0mois »" in found.message
    assert "sous « 4.1" in found.message
    assert "Refaites la correction" in found.remedy


@pytest.mark.parametrize(
    "after",
    [
        "au moins un mois avant",  # the same delay in words
        "au plus tard 1 mois avant",  # other words around it
    ],
)
def test_other_words_for_the_same_delay_say_nothing(tmp_path: Path, made: bytes, after: str) -> None:  # fmt: skip
    assert told(tmp_path, made, (NOTICE, after)) == []


def test_a_notice_that_no_parameter_can_read_is_told(tmp_path: Path, made: bytes) -> None:
    (found,) = told(tmp_path, made, (NOTICE, "avec un préavis de six semaines avant"))
    assert "ne dit plus « 1\u00a0mois »" in found.message


def test_a_delay_that_greffe_does_not_follow_is_told_too(tmp_path: Path, made: bytes) -> None:
    """A promise added by hand: nobody would count its days."""
    (found,) = told(tmp_path, made, ("à l’amiable", "à l’amiable, dans les quinze jours,"))
    assert found.severity == "avertissement"
    assert "« quinze jours » s'ajoute" in found.message
