"""`greffe verify`: documents that came back, compared with what was issued and with the data of today."""

import sys
from argparse import Namespace
from pathlib import Path

from generator.archives.pdf.opening import MAGIC
from generator.cli import common
from generator.cli.build import press
from generator.errors import GreffeError, UsageError
from generator.store import dataset
from generator.versions.verify import comparison, expectations, pdf, received, report
from generator.versions.verify.received import Received


def run(options: Namespace) -> int:
    """Print what became of each file; 0 when all say the same as greffe would, 1 otherwise."""
    return max([_one(options, path) for path in options.files])


def _one(options: Namespace, path: Path) -> int:
    try:
        raw = common.content(path)
        if raw.startswith(MAGIC):
            return _portable(options, pdf.read(path.name, raw))
        return _document(options, received.read(path.name, raw))
    except UsageError:
        raise
    except GreffeError as error:
        print(f"greffe : {error}", file=sys.stderr)
        return 1


def _portable(options: Namespace, found: pdf.Portable) -> int:
    """Print what became of each document of a PDF, then how the file says it was signed."""
    codes = [_document(options, document) for document in found.documents]
    if not codes:
        print(report.scanned(found.name, found.pages))
    print(f"  {pdf.signed(found.signatures)}\n")
    return max(codes, default=1)


def _document(options: Namespace, found: Received) -> int:
    """Print what became of a document; 0 when it says the same as greffe would. Raises GreffeError when nothing tells."""
    partner = _partner(options, found)
    changed = None
    if not partner and not found.identity.document and not found.laid_out:
        changed = comparison.against_seal(found)
    if changed is not None:
        print(report.sealed(found, changed))
        return int(bool(changed))
    data = dataset.load(options.root, only=frozenset({partner} if partner else ()))
    if partner and partner not in data.partners:
        common.say_problems(data)
        raise GreffeError(f"« {found.name} » vient du partenaire « {partner} », dont le fichier n'est pas dans data/partners/ ou ne se lit pas.")  # fmt: skip
    compared = expectations.nearest(found, data, press(data, options.root), partner)
    name = data.partners[partner].record.nom if partner else ""
    model = expectations.model_now(compared.expected.identity, data, partner)
    print(report.report(found, compared, name, model))
    return int(bool(compared.differences))


def _partner(options: Namespace, found: Received) -> str:
    """The id of the partner that the file names, else of the one given; "" for a blank document.

    Raises GreffeError when they are not the same, UsageError when the one given has no file.
    """
    own, given = found.identity.partner, options.partner
    if given:
        common.selected_partners(Namespace(root=options.root, partner=[given]))
    if own and given and own != given:
        raise GreffeError(f"« {found.name} » est un document de « {own} », et non de « {given} ». Vérifiez le fichier, ou ôtez « --partner ».")  # fmt: skip
    return own or given or ""
