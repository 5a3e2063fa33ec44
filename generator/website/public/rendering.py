"""The public site's own templates."""

from pathlib import Path
from typing import Any

from generator.website import rendering

_TEMPLATES = Path(__file__).parent / "pages"


def page(template: str, **view: Any) -> bytes:
    """The page made of the template `pages/<template>` and of `view`."""
    return rendering.page(_TEMPLATES, template, **view)
