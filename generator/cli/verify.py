"""`greffe verify`: documents that came back, compared with what was issued and with the data of today."""

import sys
from argparse import Namespace
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.cli import common, opening
from generator.cli.build import press
from generator.documents import papers
from generator.errors import GreffeError, UsageError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.versions import proofs, signed_file
from generator.versions.verify import comparison, expectations, pdf, received, report
from generator.versions.verify.received import Received


@dataclass(frozen=True)
class _File:
    """A file, its SHA-256, and the partner it is of when it does not say so itself, "" when nobody does."""

    name: str
    digest: str
    partner: str


def run(options: Namespace) -> int:
    """Print what became of each file; 0 when all say the same as greffe would, 1 otherwise.

    A scan, whose words cannot be read, passes when it is the very file that was noted with a signature; a file
    whose signatures are not of its bytes never does.
    """
    return max([_one(options, path) for path in options.files])


def _one(options: Namespace, path: Path) -> int:
    try:
        raw = common.content(path)
        digest = sha256(raw).hexdigest()
        file = _File(
            path.name,
            digest,
            options.partner or next(iter(opening.holders(options.root, digest)), ""),
        )
        if not pdf.is_portable(path.name, raw):
            return _documents(options, file, (received.read(path.name, raw),))
        found = pdf.read(path.name, raw)
        if not found.documents:
            print(report.scanned(found.name, found.pages))
        code = _documents(options, file, found.documents)
        print("\n".join(f"  {each}" for each in pdf.signed(found)), end="\n\n")
        code = max(code, int(found.is_broken))
    except UsageError:
        raise
    except GreffeError as error:
        print(f"greffe : {error}", file=sys.stderr)
        return 1
    return code


def _documents(options: Namespace, file: _File, documents: tuple[Received, ...]) -> int:
    """Print what became of each document, then whether the file is the one that was noted as signed."""
    codes = [_document(options, file, each) for each in documents]
    partner = next((each.identity.partner for each in documents if each.identity.partner), file.partner)  # fmt: skip
    if not partner:
        return max(codes, default=1)
    record = _data(options.root, file.name, partner).partners[partner].record
    for sentence in proofs.said(record, file.digest, [each.identity.document for each in documents]):  # fmt: skip
        print(f"  {sentence}")
    return max(codes, default=int(not proofs.is_noted(record, file.digest)))


def _document(options: Namespace, file: _File, found: Received) -> int:
    """Print what became of a document; 0 when it says the same as greffe would. Raises GreffeError when nothing tells."""
    partner = _partner(options, file, found)
    changed = None
    lost = not partner and not found.identity.document and not found.laid_out
    if papers.is_paper(found.identity) or lost:
        changed = comparison.against_seal(found)
    if changed is not None:
        print(report.sealed(found, changed))
        return int(bool(changed))
    data = _data(options.root, found.name, partner)
    if partner and signed_file.is_settled(found, data.partners[partner].record):
        print(report.settled(found))
        return 0
    if partner:
        opening.refuse_another_s(options.root, found.name, [found], data.partners[partner])
    maker = press(data, options.root)
    if partner:
        compared = signed_file.nearest(found, data, maker, partner)
    else:
        compared = expectations.nearest(found, data, maker, partner)
    name = data.partners[partner].record.nom if partner else ""
    model = expectations.model_now(compared.expected.identity, data, partner)
    print(report.report(found, compared, name, model))
    return int(bool(compared.differences))


def _data(root: Path, name: str, partner: str) -> Dataset:
    """The data of the `partner` that the file called `name` is of, if any. Raises GreffeError when it has no file that can be read."""
    data = dataset.load(root, only=frozenset({partner} if partner else ()))
    if partner and partner not in data.partners:
        common.say_problems(data)
        raise GreffeError(f"« {name} » vient du partenaire « {partner} », dont le fichier n'est pas dans data/partners/ ou ne se lit pas.")  # fmt: skip
    return data


def _partner(options: Namespace, file: _File, found: Received) -> str:
    """The id of the partner that the document names, else of the one given or that notes it; "" for a blank document.

    Raises GreffeError when they are not the same, UsageError when the one given has no file.
    """
    own, given = found.identity.partner, options.partner
    if given:
        common.selected_partners(Namespace(root=options.root, partner=[given]))
    if own and given and own != given:
        raise GreffeError(f"« {found.name} » est un document de « {own} », et non de « {given} ». Vérifiez le fichier, ou ôtez « --partner ».")  # fmt: skip
    return own or file.partner
