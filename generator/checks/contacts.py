"""The contacts of a record, wherever a field holds one."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from generator.store.schema.people import Contact
from generator.store.source import Path


def contacts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Contact]]:
    """Every contact below `value`, with its path from there."""
    match value:
        case Contact():
            yield path, value
        case BaseModel():
            for name in type(value).model_fields:
                yield from contacts(getattr(value, name), (*path, name))
        case dict():
            for key, each in value.items():
                yield from contacts(each, (*path, key))
        case list():
            for rank, each in enumerate(value):
                yield from contacts(each, (*path, rank))
