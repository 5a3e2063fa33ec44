"""Who answered a review, by function alone: what is written in the partner's file names nobody."""

import re
from collections.abc import Iterator

from generator.checks.contacts import contacts
from generator.checks.people import name_words
from generator.upkeep.review.subjects import Subject

_CIVILITY = re.compile(r"\b(?:M\.|(?:mme|mlle|madame|monsieur)\b)\s*(?!l[ea]\b|l['’])\w", re.IGNORECASE)  # fmt: skip


def names_somebody(by: str, subject: Subject) -> bool:
    """Whether `by` gives an e-mail address, a civility with a name, or the name of a person known of the partner."""
    if "@" in by or _CIVILITY.search(by):
        return True
    words = set(name_words(by))
    return any(name and name <= words for name in _names(subject))


def _names(subject: Subject) -> Iterator[set[str]]:
    """The names of those who have or had an access, and of the contacts; a mailbox has no first name."""
    for listed in subject.lists:
        for lines in listed.held.lists.values():
            yield from (set(name_words(str(line["nom"]))) for line in lines if "nom" in line)
    record = subject.partner.record
    people = [each for _, each in contacts(record) if each.prenom or each.civilite]
    yield from (set(name_words(each.nom)) for each in people if each.nom)
    if record.representant:
        yield set(name_words(record.representant.nom))
