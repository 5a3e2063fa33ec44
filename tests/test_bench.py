"""The bench measures what it says: data that are read whole, and a page that owns up to what is missed."""

from pathlib import Path

from bench import data, report
from bench.report import Measure, Section
from generator.store import dataset


def test_generated_data_are_read_without_a_problem(tmp_path: Path) -> None:
    """A file that cannot be read costs less: it would flatter the measures."""
    data.write(tmp_path, 30)
    loaded = dataset.load(tmp_path)
    assert loaded.problems == ()
    assert (len(loaded.partners), len(loaded.annexes_1)) == (30, 30)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    data.write(tmp_path / "a", 5)
    data.write(tmp_path / "b", 5)
    for path in (tmp_path / "a").rglob("*.yml"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_a_missed_target_is_written_as_such() -> None:
    measures = (
        Measure("vite", 1.5, "s", target=1),
        Measure("beaucoup", 3, "par s", "témoin", 2, "more"),
    )
    text = report.page([Section("Titre", "Note.", measures)], partners=10)
    assert "1 objectifs tenus sur 2. Non tenus : vite." in text
    assert "| vite | 1,50 s | – | au plus 1,00 s : **non tenu** |" in text
    assert "| beaucoup | 3,00 par s | témoin | au moins 2,00 par s : tenu |" in text
