"""A returned workbook: ours, read by its sheets, or one that the partner laid out."""

from generator.documents.forms import FORMS, Forms
from generator.intake.answers import Answers
from generator.intake.readers import tables, workbook


def read(name: str, raw: bytes, forms: Forms = FORMS) -> tuple[Answers, ...]:
    """What the workbook `name` says, one form or several.

    Raises GreffeError when it is not one, is not safe to open, computes a cell or holds no annexe.
    """
    book = workbook.read(name, raw)
    return tables.read(name, book.grids, book.properties, book.notes, forms)
