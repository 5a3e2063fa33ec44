"""The factory of the sites' pages: Markdown templates in, Markdown out, with every value inert."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.documents.french.dates import long_date, numeric_date
from generator.documents.french.durations import duration, frequency

_MADE = Markup, StrictUndefined
_SHARED = Path(__file__).parent / "pages"
# All that means something to Markdown, to HTML or to the theme's front matter, as a character entity:
# the one spelling that all three read as a mere letter. A dash or a dot inside a word means nothing.
_SPECIAL = re.compile(r"""[!"#&-+:-@\[-`{-~]|(?<!\w)[-.]|[-.](?!\w)""")


@lru_cache(maxsize=65536)
def inert(value: str) -> Markup:
    """`value` written so that Markdown, HTML and YAML all print it and none obeys it.

    Kept: the same names, dates and words are printed on page after page.
    """
    return Markup(_SPECIAL.sub(_entity, value))  # noqa: S704 - every special character is gone


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


def page(folder: Path, template: str, **view: Any) -> bytes:
    """The page made of `view` and of a template of `folder`, or of those that all sites share."""
    return _environment(folder).get_template(template).render(view).encode()


@cache
def _environment(folder: Path) -> Environment:
    # No sandbox, unlike documents: these templates are the program's own, and it costs half the time.
    environment = Environment(
        loader=FileSystemLoader([folder, _SHARED]),
        undefined=StrictUndefined,
        finalize=_printed,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Callable[..., Any]] = {
        "date": long_date,
        "jour_court": numeric_date,
        "iso": date.isoformat,
        "duree": duration,
        "frequence": frequency,
        "sans_protocole": host,
        "taille": size,
    }
    environment.filters.update(filters)
    return environment


def _printed(value: Any) -> Any:
    """What `{{ value }}` writes: anything but what a template itself made is made inert."""
    return value if isinstance(value, _MADE) else inert(str(value))


def size(count: int) -> str:
    """A number of bytes as a reader of the page expects it: « 15 Ko »."""
    return f"{max(1, round(count / 1024))}\u00a0Ko"


def host(address: str) -> str:
    """An address as a reader names it, without `https://`."""
    return address.split("://", 1)[-1].rstrip("/")
