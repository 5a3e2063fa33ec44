"""Fingerprints of records: the same for the same data, whatever the comments and the layout of the file."""

import hashlib
import json

from pydantic import BaseModel

from generator.store.schema.nominative import Annexe1, UserList


def annexe_1(record: Annexe1) -> str:
    """SHA-256 (64 lower-case hexadecimal digits) of the annexe in canonical JSON.

    UTF-8, keys sorted, no spaces, ISO dates; what is absent or at its default is omitted.
    """
    return _fingerprint(record)


def users(record: UserList) -> str:
    """The same of the PJ3 of one service."""
    return _fingerprint(record)


def _fingerprint(record: BaseModel) -> str:
    data = record.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
