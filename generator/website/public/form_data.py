"""What the data of every form's page have in common, whatever the family of the form."""

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.checks.mailboxes import FREE_MAIL, SHARED
from generator.checks.sentences import Sentence
from generator.documents.french.dates import MONTHS, long_date
from generator.documents.french.typography import NBSP
from generator.store.decoding import FORBIDDEN
from generator.store.schema.base import EMAIL_PATTERN
from generator.store.schema.settings import Example
from generator.website.public.published import Access, Convention
from generator.website.public.questions import Ask

# The checker speaks to the Caf; the same words are followed, here, by what the partner itself can do.
COMMON_REMEDIES = {
    "manque": "Complétez ce champ.",
    "date": "Écrivez-la jour/mois/année, par exemple 15/01/2026.",
}


def script(known: Mapping[str, Any], bases: Mapping[str, Any], example: Example | None) -> bytes:
    """The script that gives a page what it knows, besides how addresses and days are read and written.

    The day of the page is that of the browser; of invented data, the day of the `example`.
    """
    everything = {
        **known,
        "adresses": {
            "motif": EMAIL_PATTERN, "longueur": 254,
            "gratuites": sorted(FREE_MAIL), "partagees": sorted(SHARED),
        },
        "invisibles": FORBIDDEN.pattern,
        "jour": example.date.isoformat() if example else None,
        "jours": _days(),
        "bases": _packed(bases),
    }  # fmt: skip
    text = json.dumps(everything, separators=(",", ":"))
    return f"(window.greffe = window.greffe || {{}}).donnees = {text};\n".encode()


def field(asked: Ask) -> dict[str, Any]:
    """A question, as a page's script knows it."""
    known = {
        "cle": asked.key, "libelle": asked.label, "genre": asked.kind,
        "requis": asked.required, "souhaite": asked.wanted,
    }  # fmt: skip
    return known | ({"options": [code for code, _ in asked.options]} if asked.options else {})


def ended(convention: Convention | Access) -> str | None:
    """What the page says of a form under a `convention` that has ended; None while it has not."""
    if not convention.terminee:
        return None
    state = convention.etat[0].lower() + convention.etat[1:]
    said = f"La convention «{NBSP}{convention.plateforme}{NBSP}» de cet organisme {state}"
    return f"{said}. La Caf n'ouvre plus d'accès{NBSP}: écrivez-lui avant de remplir cette page."


def phrases(found: Mapping[str, Sentence], remedies: Mapping[str, str]) -> dict[str, Any]:
    """The checker's sentences, each followed by its remedy among `remedies`, if it has one there."""
    return {
        key: {
            "regle": sentence.rule,
            "gravite": sentence.severity,
            "message": sentence.message,
            "remede": remedies.get(key, sentence.remedy),
        }
        for key, sentence in found.items()
    }


def _packed(tree: Mapping[str, Any]) -> str:
    """`tree` as compressed JSON in base64."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _days() -> dict[str, list[str]]:
    """How a day of each month is written in full: the first of the month, and any other."""

    def pattern(month: int, day: int) -> str:
        written = long_date(date(2001, month, day))
        return written.replace("2001", "{annee}").replace("2", "{jour}")

    months = range(1, len(MONTHS) + 1)
    return {
        "premier": [pattern(month, 1) for month in months],
        "autre": [pattern(month, 2) for month in months],
    }
