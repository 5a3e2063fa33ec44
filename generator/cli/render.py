"""`greffe render`: the documents of some partners, or blank ones."""

from argparse import Namespace
from functools import partial

from generator import outputs
from generator.cli import common
from generator.cli.build import (
    active,
    folders,
    press,
    say_corrected,
    with_blanks,
)
from generator.documents.explanation import explanations
from generator.documents.pdf.writer import Sheet
from generator.documents.production import below
from generator.errors import GreffeError, UsageError
from generator.store import dataset, templates
from generator.store.dataset import Dataset
from generator.store.locations import template_folder

_WATCH = partial(common.progress, label="PDF")


def run(options: Namespace) -> int:
    """Write build/documents/<partner>/ (or build/documents/vierges/); 1 if one could not be made."""
    wanted = common.selected_partners(options)
    data = dataset.load(options.root, only=wanted)
    common.say_problems(data)
    maker = press(data, options.root)
    target = folders(options.root).documents
    if options.blank:
        tree: dict[str, bytes] = {}
        sheets: dict[str, Sheet] = {}
        for caf in (*data.cafs, None):
            for template in data.templates:
                tree |= maker.blank(caf, template)
                sheets |= maker.blank_sheets(caf, template)
        tree, sheets = below("vierges", tree), below("vierges", sheets)
        files: dict[str, bytes | Sheet] = {**with_blanks(tree, data, target), **sheets}
        changes = outputs.write(files, target, within="vierges/", watch=_WATCH)
        print(f"{target / 'vierges'} : {len(tree) + len(sheets)} documents.")
        return 1 if common.say_refused(changes.refused, target) or data.problems else 0
    manifests = templates.manifests(template_folder(options.root), "templates", data.every_template if options.explain else ())  # fmt: skip
    failures: dict[str, GreffeError] = {}
    refused = False
    for partner in _active(data, wanted):
        try:
            tree, sheets = maker.complete(partner), maker.sheets(partner)
            if options.explain:
                tree |= explanations(data, partner, manifests)
        except GreffeError as error:
            failures[partner] = error
            continue
        changes = outputs.write({**tree, **sheets}, target, within=f"{partner}/", watch=_WATCH)
        print(f"{target / partner} : {len(tree) + len(sheets)} documents.")
        refused |= common.say_refused(changes.refused, target)
        say_corrected(data, [partner])
        if options.explain:
            print(f"{target / partner / 'explications'} : d'où vient chaque ligne, et ce qui a été laissé de côté.")  # fmt: skip
    common.say_failures(failures)
    return 1 if failures or refused or data.problems else 0


def _active(data: Dataset, wanted: frozenset[str] | None) -> list[str]:
    """The partners to make documents of. Raises UsageError when one that was named is archived."""
    partners = active(data)
    if archived := sorted((wanted or frozenset()) & data.partners.keys() - set(partners)):
        raise UsageError(
            f"data/partners/{archived[0]}.yml a le statut archive : il n'en est plus fait de documents. Pour en faire, donnez-lui le statut actif."
        )
    return partners
