"""The rooms to sign of a file that was signed electronically, by the names of its fields: whose are still empty."""

from collections.abc import Collection, Iterator

from generator.documents.pdf.fields import called, plain
from generator.store.signatures import SIDES, Side
from generator.versions.avenant_states import Subject
from generator.versions.verify.pdf import Portable


def empty(
    file: Portable, subject: Subject, documents: Collection[str], sides: Collection[Side]
) -> Iterator[str]:
    """The fields that nobody signed in the `documents` (keys of `signatures.acts`), of those that `sides` are to sign.

    A field that names neither party is for either.
    """
    record = subject.record
    names: dict[Side, str] = {"partenaire": record.nom, "caf": subject.dataset.cafs[record.caf].record.nom}  # fmt: skip
    known = {called(each) for each in documents}
    for field in file.unsigned:
        document, _, who = field.partition(" - ")
        of = {side for side, name in names.items() if plain(name).casefold() in who.casefold()}
        if document in known and not (of or {*SIDES}).isdisjoint(sides):
            yield field
