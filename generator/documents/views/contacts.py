"""People and mailboxes that a document names as somebody to write to."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.documents.french.typography import NBSP
from generator.documents.rendered import Blank, Text
from generator.documents.views.signatory import Shown, Word, full_name
from generator.store.schema.people import Contact


@dataclass(frozen=True)
class ContactView:
    """A holder of a role; `interlocuteur` is the person, the mailbox, or the person and its mailbox."""

    interlocuteur: Word
    nom: Word
    prenom: Word
    adresses: Word
    fonction: Word
    telephone: Word = ""


def holders(
    records: Sequence[Contact], path: str, shown: Shown, phones: Shown | None = None
) -> tuple[ContactView, ...]:
    """Those of `records` that may be `shown`, one to fill when there is none.

    `phones` says whose telephone may be shown; without it no telephone is known.
    """
    views = [
        holder(record, f"{path}[{i}]", phones) for i, record in enumerate(records) if shown(record)
    ]
    return tuple(views) or (to_fill(f"{path}[0]"),)


def holder(record: Contact, path: str, phones: Shown | None = None) -> ContactView:
    """One contact; what it lacks is to fill, but for what a mailbox without a person cannot have."""
    blank = to_fill(path)
    person = full_name(record.prenom, record.nom)
    named = f"{record.civilite}{NBSP}{person}" if record.civilite else person
    box = record.intitule or ""
    both = f"{named} ({box})" if box else named
    known = phones is not None and phones(record)
    return ContactView(
        interlocuteur=Text(both if record.nom else box, path),
        nom=Text(record.nom or box, f"{path}.{'nom' if record.nom else 'intitule'}"),
        prenom=text(record.prenom, f"{path}.prenom") or (blank.prenom if record.nom else ""),
        adresses=text(", ".join(record.adresses_electroniques), f"{path}.adresses_electroniques")
        or blank.adresses,
        fonction=text(record.fonction, f"{path}.fonction")
        or (blank.fonction if record.nom else ""),
        telephone=text(record.telephone if known else None, f"{path}.telephone") or blank.telephone,
    )


def to_fill(path: str) -> ContactView:
    """A contact that nobody has named yet."""
    return ContactView(
        interlocuteur=Blank(path, "prénom(s) et nom"),
        nom=Blank(f"{path}.nom", "nom"),
        prenom=Blank(f"{path}.prenom", "prénom(s)"),
        adresses=Blank(f"{path}.adresses_electroniques", "adresse électronique"),
        fonction=Blank(f"{path}.fonction", "fonction"),
        telephone=Blank(f"{path}.telephone", "téléphone"),
    )


def text(value: str | None, path: str) -> Text | str:
    """The value at `path`, nothing when it is not known."""
    return Text(value, path) if value else ""
