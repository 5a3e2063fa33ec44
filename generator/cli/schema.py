"""`greffe schema`: JSON Schemas of the YAML files, for editors, and of the JSON report, for programs."""

from argparse import Namespace

from generator import outputs
from generator.checks.reports import contract
from generator.store import schemas


def run(options: Namespace) -> int:
    """Write data/schemas/, or with --check say whether it is up to date."""
    folder = options.root / "data" / "schemas"
    tree = schemas.json_schemas({**schemas.FILES, contract.NAME: contract.Report})
    changes = outputs.compare(tree, folder)
    if options.check:
        if changes:
            print("Les schémas de data/schemas/ ne sont pas à jour : lancez « greffe schema ».")
            return 1
        print("Les schémas de data/schemas/ sont à jour.")
        return 0
    stale = (*changes.added, *changes.changed)
    for name in stale:
        outputs.write_file(folder / name, tree[name])
    print(f"{folder} : {len(tree)} schémas, dont {len(stale)} mis à jour.")
    return 0
