"""`greffe render`: the documents of some partners, or blank ones."""

import sys
from argparse import Namespace

from generator import outputs
from generator.cli import common
from generator.cli.build import folders, press
from generator.errors import GreffeError
from generator.store import dataset


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
        outputs.write(tree, target, within="vierges/")
        print(f"{target / 'vierges'} : {len(tree)} documents.")
        return 1 if data.problems else 0
    failures = len(data.problems)
    for partner in data.partners:
        try:
            tree = maker.complete(partner)
        except GreffeError as error:
            print(f"data/partners/{partner}.yml : {error}", file=sys.stderr)
            failures += 1
            continue
        outputs.write(tree, target, within=f"{partner}/")
        print(f"{target / partner} : {len(tree)} documents.")
    return 1 if failures else 0
