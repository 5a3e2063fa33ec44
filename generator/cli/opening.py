"""A partner's file opened by a command that changes it: alone, and read as it is then."""

from argparse import Namespace
from collections.abc import Iterator
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


@contextmanager
def opened(root: Path, partner: str, *, nominative: bool = True) -> Iterator[Opened]:
    """The same, with nobody else to change it meanwhile. Raises GreffeError also when somebody else is at it."""
    settings = dataset.load(root, nominative=False, only=frozenset()).settings
    guard = nominative_folder(root, settings.nominatif)
    with transaction.locked(guard, _PATIENCE):
        yield Opened(*read(root, partner, nominative=nominative), guard)
