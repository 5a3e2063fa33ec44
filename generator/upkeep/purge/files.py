"""Files that are another version of an annexe 1: old outputs go, a returned form once it is taken in.

A form that is not taken in holds what nobody typed yet: greffe tells it and leaves it. So does one whose only
news may be whom it no longer lists, unless its own date is that of the list in hand: those people were then kept.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.checks import context
from generator.checks.words import together
from generator.documents import service_forms
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.proposal import Choices, Proposal, propose
from generator.intake.readers import formats
from generator.store import fingerprints
from generator.store.copies import Copy
from generator.store.dataset import Dataset
from generator.store.inventory import Inventory, about
from generator.store.locations import nominative_folder
from generator.upkeep.purge.items import Item, Wait


def files(dataset: Dataset, root: Path, day: date) -> Iterator[tuple[str | None, Item]]:
    """(partner, item) for each file that may be another version of an annexe 1; None for nobody's."""
    outdated = {copy.file: copy.about for copy in dataset.copies if copy.base not in (None, _fingerprint(dataset, copy.about))}  # fmt: skip
    for file, partner in outdated.items():
        item = _item(dataset, partner, file, day)
        if not (root / "data" / "partners" / f"{partner}.yml").is_file():
            yield None, replace(item, waits="a-regarder")
            continue
        yield partner, item
        for path in _other_formats(root / file):
            yield partner, _item(dataset, partner, path.relative_to(root).as_posix(), day)
    for copy in dataset.copies:
        if copy.base is None:
            yield _left(dataset, root, copy, day)
    folder = nominative_folder(root, dataset.settings.nominatif)
    for path in Inventory(root, None).strays(folder):
        if folder in path.parents:
            name = path.relative_to(root) if path.is_relative_to(root) else path
            whose = about(path) if about(path) in dataset.partners else None
            yield whose, replace(_item(dataset, whose, name.as_posix(), day), waits="a-regarder")


def _other_formats(path: Path) -> list[Path]:
    """The same document beside an output of `build`, of which the Word file alone tells what it was made from."""
    beside = path.parent.glob(f"{path.stem}.*") if path.stem == "annexe-1" else ()
    return sorted(each for each in beside if each != path)


def _fingerprint(dataset: Dataset, partner: str) -> str:
    """That of the annexe 1 in hand; "" when there is none."""
    annexe = dataset.annexes_1.get(partner)
    return fingerprints.annexe_1(annexe.record) if annexe else ""


def _left(dataset: Dataset, root: Path, copy: Copy, day: date) -> tuple[str | None, Item]:
    """A file that somebody left: whose it is, and whether greffe knows all that it says."""
    partner = copy.about if copy.about in dataset.partners else None
    try:
        partner, waits = _read(dataset, root / copy.file, partner)
    except (GreffeError, OSError):
        waits = "a-regarder"
    return partner, replace(_item(dataset, partner, copy.file, day), waits=waits)


def _read(dataset: Dataset, path: Path, partner: str | None) -> tuple[str | None, Wait | None]:
    """The partner that the form is about, and None once every form in the file is taken in or outdated."""
    services = {key: entry.record for key, entry in dataset.services.items()}
    waits: Wait | None = None
    for answers in formats.read(path.name, path.read_bytes(), service_forms.forms(services)):
        partner = partner or answers.partner
        waits = _waits(answers, dataset, partner) or waits
    return partner, waits


def _waits(answers: Answers, dataset: Dataset, partner: str | None) -> Wait | None:
    """What a form still says that the data do not, with its own words or with what greffe proposes for them."""
    annexe = dataset.annexes_1.get(partner or "")
    sent = annexe.record.transmise_le if annexe else None
    choices = Choices(partner=partner, sent=sent, every=True)
    if not _has_news(propose(answers, dataset, choices)):
        return None
    kept = replace(choices, decide=lambda _line: "garder")
    if _has_news(propose(answers, dataset, kept)):
        return "a-enregistrer"
    dated = propose(answers, dataset, replace(kept, sent=None)).sent
    return None if dated and dated == sent else "absents"


def _has_news(proposed: Proposal) -> bool:
    """Whether there is something to write, or to settle first, from a form that is not outdated."""
    return not proposed.backwards and (proposed.changes or bool(list(proposed.invalid)))


def _item(dataset: Dataset, partner: str | None, file: str, day: date) -> Item:
    """The whole file, to go since the annexe in hand was sent."""
    annexe = dataset.annexes_1.get(partner or "")
    article, index = None, -1
    for kept in context.context(dataset, day, [partner] if partner else []).kept:
        article = together(kept.last.articles("obligations-caf", "nouveaux-acces")) or None
        index = kept.last.standing.index
    sent = annexe.record.transmise_le if annexe else None
    return Item("copies", "file", file, (), 0, index, article, sent, frozenset())
