"""The objects of a PDF, followed where they point to (ISO 32000-1, 7.3)."""

from typing import Any

from pypdf.generic import IndirectObject


def followed(value: Any) -> Any:
    """`value`, or what it points to; None when nothing is there."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def group(value: Any) -> dict[str, Any]:
    """The dictionary that `value` is or points to; an empty one for anything else."""
    found = followed(value)
    return found if isinstance(found, dict) else {}


def series(value: Any) -> list[Any]:
    """The list that `value` is or points to; anything else is a list of itself, nothing an empty one."""
    found = followed(value)
    if isinstance(found, list):
        return found
    return [] if found is None else [value]
