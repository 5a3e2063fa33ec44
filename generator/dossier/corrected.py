"""A document corrected by hand in Word, as the PDF of a dossier shows it: in its own words, or said to be apart."""

from generator.adoption.signatures import with_signatures
from generator.documents import corrections, markdown
from generator.documents.corrections import Corrected
from generator.documents.passages import constant, passages
from generator.documents.rendered import END, VALUE, Rendered, Value
from generator.documents.seals import letters
from generator.documents.texts import Draft

_IMAGE = "image"
"""What a Word file may show that has no words."""


def in_its_words(draft: Draft, held: Corrected, partner: str) -> Rendered | None:
    """The text of `draft` as its correction has it, with the head of its pages; None when words do not say it all.

    Raises GreffeError as `corrections.read`.
    """
    read = corrections.read(held, partner)
    text = corrections.worded(draft.rendered, markdown.source(with_signatures(read.blocks)))
    same = letters(passages(text)) == letters(constant(read.blocks))
    return text if same and _IMAGE not in read.lost else None


def apart(text: Rendered, title: str, file: str) -> Rendered:
    """The page that stands in the place of `text`, in the order of the dossier: it says which Word `file` to join."""
    names = (title, file)
    values = tuple(Value("document", each, blank=False) for each in names)
    first, second = (f"{VALUE}{rank}{END}" for rank in range(len(names)))
    body = f"# {first}\n\n::: cadre\nCe document a été corrigé à la main dans Word, et ce PDF ne peut pas le montrer en entier.\n\n**Joignez-le ici : {second}**, dans l'archive des fichiers Word de ce dossier.\n:::\n"
    return Rendered(text.title, text.author, body, "", values)
