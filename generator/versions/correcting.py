"""Recording a document corrected by hand: the file to keep, the lines that record it, what it changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.documents import corrections
from generator.documents.production import Press
from generator.documents.seals import issued, seal, sealed
from generator.documents.texts import Author, Draft
from generator.documents.word import stamping
from generator.documents.word.reader import opening
from generator.errors import GreffeError, UsageError
from generator.store.dataset import Dataset
from generator.store.edit import Edit, InsertItem, SetValue
from generator.store.fragments import Value
from generator.versions.verify import expectations, received
from generator.versions.verify.comparison import Comparison, compare
from generator.versions.verify.received import Received

_MOST_GONE = 2 / 3
"""Share of the passages that a correction may take away."""


@dataclass(frozen=True)
class Correcting:
    """The Word file `raw` to keep under `name`, the `edits` of the partner's file, what it changes in the text."""

    name: str
    raw: bytes
    edits: tuple[Edit, ...]
    changes: Comparison


@dataclass(frozen=True)
class Asked:
    """What is to be recorded of a `partner`: why, on which day, and of which document ("" when the file says it)."""

    partner: str
    document: str
    reason: str
    day: date


def correcting(name: str, raw: bytes, dataset: Dataset, press: Press, asked: Asked) -> Correcting:  # fmt: skip
    """The correction of a document of a partner by the Word file `raw`, called `name`.

    Raises GreffeError for a file that cannot be issued as it stands (tracked changes, comments, protection)
    or says the same as greffe, for a form, and for a document of another partner; UsageError for a document
    that is not told, or that greffe does not make.
    """
    opening.open_word(name, raw)
    read, partner = received.read(name, raw), asked.partner
    if read.identity.partner not in ("", partner):
        raise GreffeError(f"« {name} » est un document de « {read.identity.partner} », et non de « {partner} ».")  # fmt: skip
    draft = _draft(read, list(Author(dataset).complete(partner)), asked.document)
    if draft.form:
        raise GreffeError(f"« {draft.rendered.title} » est une liste que le partenaire remplit : corrigez ses données, ou recevez-la avec « greffe intake ».")  # fmt: skip
    expected = expectations.expected(draft, press)
    changes = compare(replace(read, identity=replace(draft.identity, seal=expected.seal)), expected)
    if not changes.differences:
        raise GreffeError(f"« {name} » dit la même chose que greffe : il n'y a rien à retenir.")
    _refuse_another_text(name, draft, changes)
    document = draft.identity.document
    kept = f"{document.replace('/', '-')}.docx"
    own = sealed(read.passages, (), ())
    values = replace(expected.seal, text=own.text, marks=own.marks)
    file = stamping.stamped(raw, replace(draft.identity, seal=values), draft.rendered.title, draft.rendered.author)  # fmt: skip
    record: dict[str, Value] = {
        "document": document.partition("/")[2], "fichier": kept, "motif": asked.reason,
        "date": asked.day, "empreinte": issued(seal(draft.rendered)),
    }  # fmt: skip
    return Correcting(kept, file, (_edit(dataset, partner, document, record),), changes)


def _refuse_another_text(name: str, draft: Draft, changes: Comparison) -> None:
    """Raise GreffeError for a file in which next to nothing is left of the document that it would correct."""
    said = len(changes.expected.passages)
    gone = sum(1 for each in changes.differences if each.expected and each.received is None)
    if gone > said * _MOST_GONE:
        raise GreffeError(f"« {name} » ne garde presque rien de « {draft.rendered.title} » : {gone} passages sur {said} n'y sont plus. Vérifiez le fichier ; pour un autre texte, faites-en un modèle avec « greffe template adopt ».")  # fmt: skip


def _draft(read: Received, drafts: Sequence[Draft], document: str) -> Draft:
    """The document that the file is, or is said to be."""
    own = read.identity.document
    known = {draft.identity.document: draft for draft in drafts}
    wanted = document or own
    found = [key for key in known if key == wanted or key.partition("/")[2] == wanted]
    if len(found) > 1 and own in found:
        found = [own]
    if len(found) != 1:
        told = f"« {wanted} » n'est pas un document de ce partenaire, ou en est plusieurs." if wanted else "le fichier ne dit pas de quel document il est le texte."  # fmt: skip
        raise UsageError(f"{told} Donnez « --document » ; documents possibles : {', '.join(known)}.")  # fmt: skip
    if own and own != found[0]:
        raise GreffeError(f"« {read.name} » est le document « {own} », et non « {found[0]} ». Vérifiez le fichier.")  # fmt: skip
    return known[found[0]]


def _edit(dataset: Dataset, partner: str, document: str, record: dict[str, Value]) -> Edit:
    """The record of a correction, in the place of the one that the document has, if any."""
    for each in corrections.of_partner(dataset, partner):
        if each.document == document:
            return SetValue(each.path, record)
    index = corrections.home(dataset.partners[partner].record, document)
    return InsertItem(("conventions", index, "corrections"), None, record)
