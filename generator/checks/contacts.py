"""The contacts of a record, wherever a field holds one."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.store.schema.people import Contact
from generator.store.source import Path


def contacts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Contact]]:
    """Every contact below `value`, with its path from there."""
    match value:
        case Contact():
            yield path, value
        case BaseModel():
            for name in _ways(type(value)):
                yield from contacts(getattr(value, name), (*path, name))
        case dict():
            for key, each in value.items():
                yield from contacts(each, (*path, key))
        case list():
            for rank, each in enumerate(value):
                yield from contacts(each, (*path, rank))


@cache
def _ways(record: type[BaseModel]) -> tuple[str, ...]:
    """The fields of `record` that may lead to a contact."""
    return tuple(name for name, field in record.model_fields.items() if _leads(field.annotation))


def _leads(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return issubclass(annotation, Contact) or bool(_ways(annotation))
    return any(map(_leads, get_args(annotation)))
