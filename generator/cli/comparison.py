"""`greffe template diff` and `greffe template impact`: what another version of a model changes."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from generator import outputs
from generator.checks.words import unknown
from generator.cli import common
from generator.cli.build import look_of
from generator.documents.french.dates import long_date
from generator.documents.word import writer as word
from generator.errors import UsageError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.versions import models, report
from generator.versions.models import DocumentChange
from generator.versions.tracked import tracked

FOLDER = Path("build", "comparaisons")


def diff(options: Namespace) -> int:
    """Print what changes from a model to another, clause by clause, and write it as tracked changes."""
    data = _data(options, *options.templates)
    before, after = (data.templates[name] for name in options.templates)
    if before.famille != after.famille:
        raise UsageError(f"« {before.id} » et « {after.id} » ne sont pas de la même famille : comparez deux modèles d'une même famille.")  # fmt: skip
    # One Caf: the texts bear its name. Several: nobody's.
    caf = next(iter(data.cafs)) if len(data.cafs) == 1 else None
    changed = models.blanks(data, caf, before.id, after.id)
    print(report.models(before, after, models.parameters(before, after), changed), end="")
    day, look = common.reference_day(options, data.settings), look_of(options.root)
    tree = {f"{each.path}.docx": _tracked(each, look, day) for each in changed if each.before and each.after}  # fmt: skip
    folder = options.root / FOLDER / f"{before.id}--{after.id}"
    if tree:
        outputs.write(tree, folder)
        print(f"\nEn modifications suivies, à ouvrir dans Word ({long_date(day)}) :")
        print("\n".join(f"  {folder / name}" for name in tree))
    return 0


def impact(options: Namespace) -> int:
    """Print what a model would change for each partner who follows another one of its family."""
    data = _data(options, options.template)
    common.say_problems(data)
    found = list(models.impacts(data, options.template))
    names = {key: entry.record.nom for key, entry in data.partners.items()}
    print(report.impacts(found, names, options.template), end="")
    return 1 if data.problems else 0


def _data(options: Namespace, *templates: str) -> Dataset:
    """What the root holds. Raises UsageError when it has not got one of the `templates`."""
    data = dataset.load(options.root)
    for name in templates:
        if name not in data.templates:
            raise unknown("modèle", name, list(data.templates))
    return data


def _tracked(change: DocumentChange, look: bytes, day: date) -> bytes:
    old, new = (word.write(draft.rendered, look) for draft in (change.before, change.after) if draft)  # fmt: skip
    return tracked(old, new, author="greffe", day=day)
