"""Which reader reads which file, by the ending of its name."""

from collections.abc import Mapping
from pathlib import PurePath

from generator.documents.forms import FORMS, Forms
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.readers import csv, docx, eml, json, xlsx

READERS: Mapping[str, eml.Reader] = {
    ".json": json.read,
    ".docx": docx.read,
    ".xlsx": xlsx.read,
    ".csv": csv.read,
}
"""Forms themselves; a mail (.eml) holds some."""

_MAIL = ".eml"
_ADVICE = {
    ".msg": "Dans Outlook, enregistrez la pièce jointe elle-même, ou le message au format .eml",
    ".pdf": "Demandez le fichier Word, le classeur ou le fichier .json du formulaire",
    ".doc": "Ouvrez-le dans Word et enregistrez-le au format .docx",
    ".odt": "Ouvrez-le dans LibreOffice et enregistrez-le au format Word (.docx)",
    ".xls": "Ouvrez-le dans Excel et enregistrez-le au format .xlsx",
    ".ods": "Ouvrez-le dans LibreOffice et enregistrez-le au format Excel (.xlsx)",
    ".xlsm": "Enregistrez-le au format .xlsx, sans macros",
    ".docm": "Enregistrez-le au format .docx, sans macros",
    ".zip": "Décompressez-le et donnez les fichiers qu'il contient",
}


def read(name: str, raw: bytes, forms: Forms = FORMS) -> tuple[Answers, ...]:
    """What the file `name`, of content `raw`, says: one of `forms`, or several.

    Raises GreffeError, one French sentence with the place, when it cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    if ending == _MAIL:
        return eml.read(name, raw, READERS, forms)
    if ending in READERS:
        return READERS[ending](name, raw, forms)
    advice = _ADVICE.get(ending, "Demandez le formulaire rempli dans l'un de ces formats")
    raise GreffeError(f"« {name} » : greffe lit {', '.join((*READERS, _MAIL))}. {advice}.")
