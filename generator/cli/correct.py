"""`greffe correct`: a document corrected by hand in Word, issued from now on in the place of greffe's own."""

from argparse import Namespace

from generator import transaction
from generator.cli import common, opening
from generator.cli.build import press
from generator.errors import UsageError
from generator.intake import apply
from generator.store.locations import corrections_folder
from generator.store.schema.partner import Partner
from generator.versions.correcting import Asked, correcting
from generator.versions.verify import report


def run(options: Namespace) -> int:
    """Keep the file below data/corrections/ and record it in the partner's file, both or neither.

    Raises GreffeError when it cannot be issued as it stands, UsageError when its document is not told.
    """
    opening.known(options.root, options.partner)
    if not options.reason.strip():
        raise UsageError("dites pourquoi avec « --reason » : la raison est gardée avec la correction.")  # fmt: skip
    raw = common.content(options.file)
    with opening.opened(options.root, options.partner) as held:
        data, entry = held.data, held.entry
        asked = Asked(options.partner, options.document or "", " ".join(options.reason.split()), common.reference_day(options, data.settings))  # fmt: skip
        found = correcting(options.file.name, raw, data, press(data, options.root), asked)  # fmt: skip
        after = apply.edited(entry, found.edits, Partner).source
        kept = corrections_folder(options.root) / options.partner / found.name
        text = (("\ufeff" if after.marked else "") + after.text).encode()
        transaction.commit({kept: found.raw, options.root / after.file: text}, held.guard)
    print("\n".join(report.passages(found.changes)).lstrip("\n"))
    print(f"\nC'est enregistré :\n  {kept}\n  {options.root / after.file}")
    print(f"« greffe render --partner {options.partner} » donnera ce texte corrigé. Si les données ou le modèle changent, la règle X11 le dira.")  # fmt: skip
    return 0
