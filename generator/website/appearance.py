"""The Caf's own logo and colours, put in the tree of a site once they are fit to be there."""

import colorsys
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import GreffeError
from generator.store.schema.public_site import Appearance
from generator.website.logos import checked

READABLE = 4.5
"""The least contrast between a text and what is behind it (WCAG 2.1, 1.4.3)."""
_STYLE = "docs/assets/greffe.css"
_PLACE = "data/greffe.yml, « apparence »"
_SCHEMES = ("default", "slate")
"""Light and dark, as the theme names them."""
_BACKGROUND = re.compile(r"--g-(?:papier|surface|teinte): *(#[0-9a-fA-F]{6})")
_WHITE = "#ffffff"


def dressed(tree: Mapping[str, bytes], chosen: Appearance, data: Path) -> dict[str, bytes]:
    """`tree`, that mkdocs reads, in the logo and colours `chosen`; `data` is the folder that the logo is named from.

    Raises GreffeError for a colour that could not be read on its background, with the nearest one that
    could, and for a logo that is not there or not fit for a site.
    """
    made = dict(tree)
    if style := "\n".join(_rules(chosen, made.get(_STYLE, b"").decode())):
        # Printed pages keep their black links.
        made[_STYLE] = made.get(_STYLE, b"") + f"\n@media screen {{\n{style}\n}}\n".encode()
    if chosen.logo:
        name = f"assets/logo-caf{Path(chosen.logo).suffix.lower()}"
        made[f"docs/{name}"] = _logo(chosen.logo, data)
        settings = json.loads(made["mkdocs.yml"])
        settings["theme"] |= {"logo": name}
        made["mkdocs.yml"] = json.dumps(settings, ensure_ascii=False, indent=2).encode()
    return made


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours « #rrggbb », from 1 to 21 (WCAG 2.1, definition of contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: str, backgrounds: tuple[str, ...]) -> str:
    """The colour nearest to `colour`, of its hue, that can be read on each of the `backgrounds`.

    Raises ValueError when none can.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    steps = sorted(range(256), key=lambda step: abs(step / 255 - lightness))
    for step in steps:
        found = _written(colorsys.hls_to_rgb(hue, step / 255, saturation))
        if _readable(found, backgrounds):
            return found
    raise ValueError(f"no colour can be read on all of {backgrounds}")


def _rules(chosen: Appearance, style: str) -> Iterator[str]:
    """The style sheet's own variables, in the chosen colours."""
    if band := chosen.couleur:
        _require("couleur", band, (_WHITE,), "sous le texte blanc du bandeau")
        yield (
            "[data-md-color-scheme] {"
            f" --g-reliure: {band}; --g-reliure-sombre: {band}; --md-primary-fg-color--light: {band};"
            f" --md-primary-bg-color--light: {_WHITE}; --md-footer-fg-color--light: {_WHITE}; --md-footer-fg-color--lighter: {_WHITE}; }}"
        )
    links = (("accent", chosen.accent, "clair"), ("accent_sombre", chosen.accent_sombre, "sombre"))
    for scheme, (name, colour, ground) in zip(_SCHEMES, links, strict=True):
        if colour:
            _require(name, colour, _backgrounds(style, scheme), f"sur le fond {ground} des pages")
            yield f'[data-md-color-scheme="{scheme}"] {{ --g-lien: {colour}; --g-lien-actif: {colour}; }}'


def _require(name: str, colour: str, backgrounds: tuple[str, ...], where: str) -> None:
    if not _readable(colour, backgrounds):
        raise GreffeError(
            f'{_PLACE} : « {name}: {colour} » ne se lit pas assez bien {where} ; la couleur la plus proche qui convient est "{nearest(colour, backgrounds)}".'
        )


def _readable(colour: str, backgrounds: tuple[str, ...]) -> bool:
    return all(contrast(colour, each) >= READABLE for each in backgrounds)


def _backgrounds(style: str, scheme: str) -> tuple[str, ...]:
    """What is behind the links of `scheme`, as the style sheet says it first."""
    _, _, block = style.partition(f'[data-md-color-scheme="{scheme}"] {{')
    return tuple(_BACKGROUND.findall(block.partition("}")[0]))


def _logo(name: str, data: Path) -> bytes:
    path = data / name
    if not path.resolve().is_relative_to(data.resolve()) or not path.is_file():
        raise GreffeError(f"{_PLACE} : « logo: {name} » n'est pas un fichier de data/. Mettez-y le logo, et donnez son nom depuis ce dossier.")  # fmt: skip
    content = path.read_bytes()
    if fault := checked(path.suffix.lower(), content):
        raise GreffeError(f"{_PLACE} : le logo « {name} » {fault}")
    return content


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(each * 255):02x}" for each in channels)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
