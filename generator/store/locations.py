"""Where the files of a root are. Imports nothing heavy: a command that has nothing to do starts at once."""

from pathlib import Path

from generator.store import source

PROJECT = Path(__file__).parents[2]
"""The checkout of greffe itself, whose templates and pages serve a root that has none."""

DEFAULT_NOMINATIVE = "nominatif"

COLUMNS = ".colonnes.yml"
"""What the columns of `suivi.xlsx` mean is kept beside it, in `suivi.colonnes.yml`."""


def settings_file(root: Path) -> Path:
    """data/greffe.yml; without it the defaults hold, and a problem says so."""
    return root / "data" / "greffe.yml"


def control_file(root: Path) -> Path:
    """data/controle.yml, which may be absent."""
    return root / "data" / "controle.yml"


def template_folder(root: Path) -> Path:
    """The root's own templates/, else those shipped with greffe."""
    own = root / "templates"
    return own if own.is_dir() else PROJECT / "templates"


def nominative_folder(root: Path, name: str) -> Path:
    """Where the nominative files are: `name` below data/, or anywhere when it is an absolute path."""
    return root / "data" / name


def made_annexes(root: Path) -> list[Path]:
    """The annexes 1 that the last build made, in Word."""
    return sorted(root.glob("build/documents/*/cooperation*/annexe-1.docx"))


def data_folders(root: Path) -> tuple[Path, ...]:
    """Every folder that a check of `root` reads, or could read if its settings cannot be read."""
    name = DEFAULT_NOMINATIVE
    file = settings_file(root)
    if file.is_file():
        try:
            settings = source.read(file.name, file.read_bytes()).data
        except source.UnreadableError:
            settings = None
        if isinstance(settings, dict):
            name = str(settings.get("nominatif", name))
    return root / "data", nominative_folder(root, name), template_folder(root)
