"""The templates of one family, out of all those of a data set."""

from collections.abc import Mapping
from typing import TypeVar

from generator.store.parameters import Template

Kind = TypeVar("Kind", bound=Template)


def pinned(templates: Mapping[str, Template], name: str, kind: type[Kind]) -> Kind:
    """The template `name`, which a convention of the family of `kind` names.

    Raises TypeError if it is of another family: the data set's reading leaves such a convention out.
    """
    found = templates[name]
    if not isinstance(found, kind):
        raise TypeError(f"template {name} is no {kind.__name__}")
    return found


def of_family(templates: Mapping[str, Template], kind: type[Kind]) -> dict[str, Kind]:
    """Those of the family of `kind`, by id."""
    return {name: found for name, found in templates.items() if isinstance(found, kind)}
