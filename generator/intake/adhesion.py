"""An organisation that asks to join: its file, from what it says of itself."""

from typing import Any

from pydantic import ValidationError

from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.store import layout, source
from generator.store.dataset import Dataset, Entry
from generator.store.schema import refusals
from generator.store.schema.base import FILE_ID
from generator.store.schema.partner import Partner

_SCHEMA = "../schemas/partenaire.json"


def partner(answers: Answers, chosen: str | None, dataset: Dataset) -> Entry[Partner] | None:
    """The new partner that `answers` bring, under the id `chosen` or their own; None if there is none.

    Raises GreffeError when what they say does not make a partner's file.
    """
    key = chosen or answers.partner or ""
    if answers.organisation is None or key in dataset.partners:
        return None
    if not FILE_ID.match(key):
        raise GreffeError(f"{answers.file} : « {key} » ne peut pas être un nom de fichier. Donnez-en un avec « --partner », en minuscules sans accent, mots séparés par un tiret.")  # fmt: skip
    file = f"data/partners/{key}.yml"
    if any(problem.file == file for problem in dataset.problems):
        raise GreffeError(f"{file} n'est pas lisible : corrigez-le d'abord, avec « greffe check », puis recommencez.")  # fmt: skip
    if answers.template not in dataset.templates:
        raise GreffeError(f"{answers.file} : le modèle « {answers.template} » n'est pas dans templates/. Vérifiez d'où vient le formulaire.")  # fmt: skip
    record = _record(answers, answers.organisation)
    if record.caf not in dataset.cafs:
        raise GreffeError(f"{answers.file} : la Caf « {record.caf} » n'est pas dans data/cafs/. Vérifiez que cette demande est pour vous.")  # fmt: skip
    return Entry(key, record, source.read(file, layout.new_file(record, _SCHEMA).encode()))


def _record(answers: Answers, organisation: Any) -> Partner:
    conventions = [{"famille": "cooperation", "modele": answers.template}]
    try:
        return Partner.model_validate({**organisation, "conventions": conventions})
    except ValidationError as error:
        said = refusals.problems(error, source.read(answers.file, b"{}"), Partner)
        words = " ".join(f"{problem.message} {problem.remedy}" for problem in said)
        raise GreffeError(f"{answers.file} : cette demande d'adhésion ne peut pas être prise telle quelle. {words}") from None  # fmt: skip
