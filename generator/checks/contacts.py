"""The contacts of a record, wherever a field holds one; and the fields that lead to what is looked for."""

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
            for name in ways(type(value), Contact):
                yield from contacts(getattr(value, name), (*path, name))
        case dict():
            for key, each in value.items():
                yield from contacts(each, (*path, key))
        case list():
            for rank, each in enumerate(value):
                yield from contacts(each, (*path, rank))


@cache
def ways(record: type[BaseModel], wanted: type) -> tuple[str, ...]:
    """The fields of `record` that hold a `wanted`, or may lead to one."""
    return tuple(name for name, field in record.model_fields.items() if _leads(field.annotation, wanted))  # fmt: skip


def _leads(annotation: Any, wanted: type) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, wanted) or (
            issubclass(annotation, BaseModel) and bool(ways(annotation, wanted))
        )
    return any(_leads(each, wanted) for each in get_args(annotation))
