"""Where the files of a root are. Imports nothing heavy: a command that has nothing to do starts at once."""

from pathlib import Path

from generator.store import source
from generator.store.decoding import UnreadableError

CODE = Path(__file__).parents[1]
"""The program itself."""
_SHIPPED = CODE / "projet"
PROJECT = _SHIPPED if _SHIPPED.is_dir() else CODE.parent
"""Where the templates and pages are that serve a root that has none: a checkout, or what a wheel holds of it."""

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


def corrections_folder(root: Path) -> Path:
    """Where documents corrected by hand are, a folder a partner; it may be absent."""
    return root / "data" / "corrections"


def nominative_folder(root: Path, name: str) -> Path:
    """Where the nominative files are: `name` below data/, or anywhere when it is an absolute path."""
    return root / "data" / name


MADE_ANNEXES = (
    "documents/*/cooperation*/annexe-1.docx",
    "dossiers/*/cooperation*/dossier.zip",
    "rappels/*/*.eml",
    "revues/*/**/*.docx",
    "revues/*/**/*.xlsx",
    "revues/*/**/*.json",
)
"""Below build/, what greffe makes from an annexe 1, or may have: documents, dossiers, messages that carry one, reviews.

The partner names the folder right below the kind.
"""


def made_annexes(root: Path) -> list[Path]:
    """What was last made from annexes 1; of a document in several formats, the Word file stands for all."""
    return sorted({path for made in MADE_ANNEXES for path in (root / "build").glob(made)})


def data_folders(root: Path) -> tuple[Path, ...]:
    """Every folder that a check of `root` reads, or could read if its settings cannot be read."""
    name = DEFAULT_NOMINATIVE
    file = settings_file(root)
    if file.is_file():
        try:
            settings = source.read(file.name, file.read_bytes()).data
        except UnreadableError:
            settings = None
        if isinstance(settings, dict):
            name = str(settings.get("nominatif", name))
    return root / "data", nominative_folder(root, name), template_folder(root)
