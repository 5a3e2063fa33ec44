"""A partner's file opened by a command that changes it: alone, and read as it is then."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import transaction
from generator.cli import common
from generator.errors import GreffeError
from generator.store import dataset
from generator.store.dataset import Dataset, Entry
from generator.store.locations import nominative_folder
from generator.store.schema.partner import Partner
from generator.versions import signed_file
from generator.versions.verify.received import Received

_PATIENCE = 10.0
"""Seconds to wait for another command to finish."""


@dataclass(frozen=True)
class Opened:
    """The data, of one partner alone, its file, and the folder whose lock is held."""

    data: Dataset
    entry: Entry[Partner]
    guard: Path


def known(root: Path, partner: str) -> None:
    """Raise UsageError when no partner has that id."""
    common.selected_partners(Namespace(root=root, partner=[partner]))


def read(root: Path, partner: str, *, nominative: bool = True) -> tuple[Dataset, Entry[Partner]]:
    """The data of that partner alone. Raises GreffeError when its file cannot be read."""
    data = dataset.load(root, nominative=nominative, only=frozenset({partner}))
    if partner not in data.partners:
        common.say_problems(data)
        raise GreffeError("le fichier du partenaire ne peut pas être lu. Corrigez-le d'abord.")
    return data, data.partners[partner]


def holders(root: Path, digest: str) -> list[str]:
    """The partners whose files note a signed file of that SHA-256, by their ids."""
    files = (root / "data" / "partners").glob("*.yml")
    return [path.stem for path in sorted(files) if digest.encode() in path.read_bytes()]


def refuse_another_s(
    root: Path, name: str, documents: Iterable[Received], entry: Entry[Partner]
) -> None:
    """Raise GreffeError when the `documents` of the file called `name` say another partner's name, and not that of `entry`.

    Nothing else tells whose they are, once they have lost their origin (printed again as a PDF).
    """
    lost = [each for each in documents if not each.identity.partner]
    if signed_file.says_its_name(lost, entry.record):
        return
    data = dataset.load(root, nominative=False)
    if found := sorted(signed_file.named(lost, data) - {entry.id}):
        whose = " et ".join(f"{data.partners[each].record.nom} ({each})" for each in found)
        raise GreffeError(f"« {name} » nomme {whose}, et non {entry.record.nom}. Corrigez le partenaire, ou donnez l'autre fichier.")  # fmt: skip


@contextmanager
def opened(root: Path, partner: str, *, nominative: bool = True) -> Iterator[Opened]:
    """The same, with nobody else to change it meanwhile. Raises GreffeError also when somebody else is at it."""
    settings = dataset.load(root, nominative=False, only=frozenset()).settings
    guard = nominative_folder(root, settings.nominatif)
    with transaction.locked(guard, _PATIENCE):
        yield Opened(*read(root, partner, nominative=nominative), guard)
