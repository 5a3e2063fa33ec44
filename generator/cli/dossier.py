"""`greffe dossier`: what is sent to partners to sign, one PDF and one archive of Word files for each convention."""

import sys
from argparse import Namespace
from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic

from generator import outputs
from generator.checks.words import count
from generator.cli import common
from generator.cli.build import active, press
from generator.dossier.binding import files
from generator.dossier.contents import contents, current
from generator.errors import GreffeError, UsageError
from generator.obligations import deadlines, mcp_deadlines
from generator.outputs import Changes, Costly
from generator.store import dataset
from generator.store.dataset import Dataset

FOLDER = Path("build", "dossiers")
_WORKERS = 2
"""Dossiers pressed at once, while the next one is written."""
_FEW = 5
"""Partners whose missing papers are said at once; for more, they are in their files."""


@dataclass
class _Tally:
    """What became of each partner."""

    done: Counter[str] = field(default_factory=Counter)
    failures: dict[str, GreffeError] = field(default_factory=dict)

    def take(self, partner: str, written: "Future[Changes]") -> None:
        """Count what was written for `partner`, or keep why it was not."""
        try:
            changes = written.result()
        except GreffeError as error:
            self.failures[partner] = error
            return
        if changes.refused:
            self.failures[partner] = next(iter(changes.refused.values()))
        else:
            self.done["fait" if changes else "inchangé"] += 1


def run(options: Namespace) -> int:
    """Write build/dossiers/<partner>/<convention>/; 1 if one could not be made or read.

    What is there and would be the same is left; what was interrupted is taken up where it stopped.
    """
    if bool(options.partners) == options.all:
        raise UsageError("nommez des partenaires, ou demandez « --all » pour tous.")
    named = common.selected_partners(Namespace(root=options.root, partner=options.partners))
    data = dataset.load(options.root, only=named)
    common.say_problems(data)
    day = common.reference_day(options, data.settings)
    if options.until and options.until < day:
        raise UsageError("« --until » donne un jour passé : le partenaire ne peut plus répondre. Corrigez la date.")  # fmt: skip
    folder = options.output or options.root / FOLDER
    wanted = _wanted(options, data, day)
    started = monotonic()
    tally = _made(options, data, wanted, folder, day)
    if len(wanted) <= _FEW:
        _say_checklists(folder, wanted)
    common.say_failures(tally.failures)
    _sum_up(tally, folder, monotonic() - started)
    return 1 if tally.failures or data.problems else 0


def _wanted(options: Namespace, data: Dataset, day: date) -> dict[str, list[int]]:
    """The conventions to make dossiers of, by partner; says which of those named have none.

    Raises UsageError when a partner that was named is archived.
    """
    partners = active(data)
    if archived := sorted(set(options.partners) & data.partners.keys() - set(partners)):
        raise UsageError(f"data/partners/{archived[0]}.yml a le statut archive : il n'en est plus fait de dossier.")  # fmt: skip
    found: dict[str, list[int]] = {}
    for partner in partners:
        record = data.partners[partner].record
        ended = {each.index for find in (deadlines, mcp_deadlines) for each in find.standings(record, data.templates, day) if each.term.ended}  # fmt: skip
        indexes = [
            index for index in current(record)
            if index not in ended and options.family in (None, record.conventions[index].famille)
        ]  # fmt: skip
        if indexes:
            found[partner] = indexes
        elif not options.all:
            print(f"{partner} : aucune convention à mettre en dossier (aucune n'est en cours ni en projet).", file=sys.stderr)  # fmt: skip
    return found


def _made(
    options: Namespace, data: Dataset, wanted: dict[str, list[int]], folder: Path, day: date
) -> _Tally:
    tally = _Tally()
    waiting: deque[tuple[str, Future[Changes]]] = deque()
    maker = press(data, options.root)
    pool = ThreadPoolExecutor(_WORKERS)
    try:
        for partner in common.progress(wanted, len(wanted), "Dossiers"):
            try:
                tree: dict[str, bytes | Costly] = {}
                for each in contents(data, partner, wanted[partner]):
                    tree |= files(each, maker, day, options.until)
            except GreffeError as error:
                tally.failures[partner] = error
                continue
            waiting.append((partner, pool.submit(outputs.write, tree, folder, f"{partner}/")))
            if len(waiting) > 2 * _WORKERS:
                tally.take(*waiting.popleft())
        for one in waiting:
            tally.take(*one)
    finally:
        pool.shutdown(cancel_futures=True)
    return tally


def _say_checklists(folder: Path, wanted: dict[str, list[int]]) -> None:
    for partner in wanted:
        for path in sorted((folder / partner).glob("*/a-verifier.txt")):
            print(f"{path.parent}\n{path.read_text(encoding='utf-8')}")


def _sum_up(tally: _Tally, folder: Path, seconds: float) -> None:
    partners = sum(tally.done.values())
    said = ", ".join(count(number, word) for word, number in sorted(tally.done.items()))
    rate = f"{partners / seconds:.1f}".replace(".", ",")
    print(f"{folder} : dossiers de {count(partners, 'partenaire')} ({said or 'aucun'}), en {seconds:.0f} s, {rate} par seconde.")  # fmt: skip
    print("Ces dossiers nomment des personnes : ne les publiez pas.")
