"""`greffe render`: the documents of some partners, or blank ones."""

from argparse import Namespace

from generator import outputs
from generator.cli import common
from generator.cli.build import active, folders, press, with_blanks
from generator.documents.explanation import explanations
from generator.errors import GreffeError, UsageError
from generator.store import dataset, templates
from generator.store.dataset import Dataset
from generator.store.locations import template_folder


def run(options: Namespace) -> int:
    """Write build/documents/<partner>/ (or build/documents/vierges/); 1 if one could not be made."""
    wanted = common.selected_partners(options)
    data = dataset.load(options.root, only=wanted)
    common.say_problems(data)
    maker = press(data, options.root)
    target = folders(options.root).documents
    if options.blank:
        tree = {
            f"vierges/{path}": content
            for caf in (*data.cafs, None)
            for template in data.templates
            for path, content in maker.blank(caf, template).items()
        }
        outputs.write(with_blanks(tree, data, target), target, within="vierges/")
        print(f"{target / 'vierges'} : {len(tree)} documents.")
        return 1 if data.problems else 0
    manifests = templates.manifests(template_folder(options.root), "templates", data.templates if options.explain else ())  # fmt: skip
    failures: dict[str, GreffeError] = {}
    for partner in _active(data, wanted):
        try:
            tree = maker.complete(partner)
            if options.explain:
                tree |= explanations(data, partner, manifests)
        except GreffeError as error:
            failures[partner] = error
            continue
        outputs.write(tree, target, within=f"{partner}/")
        print(f"{target / partner} : {len(tree)} documents.")
        if options.explain:
            print(f"{target / partner / 'explications'} : d'où vient chaque ligne, et ce qui a été laissé de côté.")  # fmt: skip
    common.say_failures(failures)
    return 1 if failures or data.problems else 0


def _active(data: Dataset, wanted: frozenset[str] | None) -> list[str]:
    """The partners to make documents of. Raises UsageError when one that was named is archived."""
    partners = active(data)
    if archived := sorted((wanted or frozenset()) & data.partners.keys() - set(partners)):
        raise UsageError(
            f"data/partners/{archived[0]}.yml a le statut archive : il n'en est plus fait de documents. Pour en faire, donnez-lui le statut actif."
        )
    return partners
