"""`greffe intake --table`: partner files in bulk, from the Caf's own tracking sheet."""

from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

from generator import outputs, transaction
from generator.cli import common
from generator.intake.adoption import mapping, plan, report, sheet
from generator.intake.adoption.mapping import Columns
from generator.store import dataset
from generator.store.locations import COLUMNS


def run(options: Namespace, guard: Path, patience: float) -> int:
    """Print what becomes of each line, and with --apply create the files; 1 when a line is refused.

    The first time, the mapping of the columns is written beside the table, to be read and mended.
    """
    lock = transaction.locked(guard, patience) if options.apply else nullcontext()
    with lock:
        return _run(options, guard)


def _run(options: Namespace, guard: Path) -> int:
    raw = common.content(options.table)
    kept = options.columns or options.table.with_suffix(COLUMNS)
    data = dataset.load(options.root, nominative=False)
    columns = _columns(options.table, raw, kept, data)
    adoption = plan.plan(sheet.read(options.table.name, raw, columns), columns, data)
    print(report.report(adoption), end="")
    files = {options.root / path: content for path, content in adoption.files().items()}
    if not files:
        print("\nIl n'y a rien à créer.")
    elif not options.apply:
        print(f"\nRien n'est créé. Vérifiez la correspondance des colonnes dans {kept}, puis ajoutez « --apply ».")  # fmt: skip
    else:
        transaction.commit(files, guard)
        print(f"\nFichiers créés dans {options.root / 'data' / 'partners'} : {len(files)}. Relisez-les, puis lancez « greffe check ».")  # fmt: skip
    return int(any(outcome.state == "à reprendre" for outcome in adoption.outcomes))


def _columns(path: Path, raw: bytes, kept: Path, data: dataset.Dataset) -> Columns:
    """The mapping kept for this table, else the one its heads suggest, which is then kept."""
    if kept.is_file():
        return mapping.read(str(kept), kept.read_bytes())
    columns = plan.propose(sheet.read(path.name, raw), data)
    outputs.write_file(kept, mapping.text(columns, path.name).encode())
    print(f"{kept} est créé : il dit quelle colonne remplit quel champ.\n")
    return columns
