"""The Caf's logo and colours: shown when they can be read and run nothing, else refused in one French sentence."""

import json
from pathlib import Path

import pytest
from builder import SETTINGS, make_root, write
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import GreffeError
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.schema.public_site import Appearance
from generator.website import mkdocs
from generator.website.appearance import READABLE, contrast, dressed, nearest
from generator.website.logos import LARGEST, checked

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">{}</svg>'
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TREE = mkdocs.handwritten(PROJECT) | {"mkdocs.yml": b'{"theme": {"custom_dir": "theme"}}'}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


@given(COLOURS, st.sampled_from([("#ffffff",), ("#fbfaf7", "#e9f1ed"), ("#131918", "#1f2d29")]))
def test_the_nearest_colour_can_be_read_and_one_that_can_is_its_own_nearest(
    colour: str, backgrounds: tuple[str, ...]
) -> None:
    found = nearest(colour, backgrounds)
    assert all(contrast(found, each) >= READABLE for each in backgrounds)
    if all(contrast(colour, each) >= READABLE + 0.2 for each in backgrounds):
        near = [abs(int(found[at : at + 2], 16) - int(colour[at : at + 2], 16)) for at in (1, 3, 5)]
        assert max(near) <= 2


def test_without_a_choice_the_theme_stays_the_generic_one(tmp_path: Path) -> None:
    assert dressed(TREE, Appearance(), tmp_path) == TREE


def test_chosen_colours_come_after_the_generic_ones(tmp_path: Path) -> None:
    chosen = Appearance(couleur="#5a2a6e", accent="#5a2a6e", accent_sombre="#e0c0f0")
    style = dressed(TREE, chosen, tmp_path)["docs/assets/greffe.css"].decode()
    _, _, added = style.partition(TREE["docs/assets/greffe.css"].decode())
    assert "--g-reliure: #5a2a6e" in added
    assert '[data-md-color-scheme="default"] { --g-lien: #5a2a6e' in added
    assert '[data-md-color-scheme="slate"] { --g-lien: #e0c0f0' in added


@pytest.mark.parametrize(
    ("name", "colour", "where"),
    [
        ("couleur", "#ffcc00", "sous le texte blanc du bandeau"),
        ("accent", "#f08050", "sur le fond clair des pages"),
        ("accent_sombre", "#203060", "sur le fond sombre des pages"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(
    tmp_path: Path, name: str, colour: str, where: str
) -> None:
    with pytest.raises(GreffeError) as refused:
        dressed(TREE, Appearance(**{name: colour}), tmp_path)
    words = str(refused.value)
    assert words.startswith(f"data/greffe.yml, « apparence » : « {name}: {colour} »")
    assert where in words
    proposed = words.rpartition(' "')[2].removesuffix('".')
    assert dressed(TREE, Appearance(**{name: proposed}), tmp_path)


@pytest.mark.parametrize("written", ['"#17413"', '"vert"', '"17413a"', '"#17413g"'])
def test_what_is_not_a_colour_is_refused_where_it_is_written(tmp_path: Path, written: str) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/greffe.yml", f"{SETTINGS}site_public:\n  apparence:\n    couleur: {written}\n")  # fmt: skip
    with pytest.raises(GreffeError, match=r"data/greffe\.yml:4:.* n'est pas une couleur"):
        dataset.load(tmp_path)


def test_a_colour_without_quotes_is_a_comment_and_is_not_taken_for_a_choice(tmp_path: Path) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/greffe.yml", f"{SETTINGS}site_public:\n  apparence:\n    couleur: #17413a\n")  # fmt: skip
    with pytest.raises(GreffeError, match=r"data/greffe\.yml:4"):
        dataset.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"), [("logo.svg", SVG.format("<path/>").encode()), ("Logo.PNG", b"\x89PNG\r\n\x1a\n")]
)  # fmt: skip
def test_a_logo_of_data_takes_the_place_of_the_generic_one(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    made = dressed(TREE, Appearance(logo=name), tmp_path)
    theme = json.loads(made["mkdocs.yml"])["theme"]
    assert made[f"docs/{theme['logo']}"] == content
    assert theme["custom_dir"] == "theme"


@pytest.mark.parametrize("name", ["absent.svg", "../dehors.svg", "/etc/hostname"])
def test_a_logo_that_is_not_in_data_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "dehors.svg").write_text(SVG.format(""), encoding="utf-8")
    (tmp_path / "data").mkdir()
    with pytest.raises(GreffeError, match="n'est pas un fichier de data/"):
        dressed(TREE, Appearance(logo=name), tmp_path / "data")


HARMFUL = [
    "<script>1</script>",
    "<path onload='x()'/>",
    "<image href='https://ailleurs.example/a.png'/>",
    "<use xlink:href='autre.svg#a'/>",
    "<a href='javascript:x()'><path/></a>",
    "<style>@import 'a.css';</style>",
    "<style>path { fill: url(https://ailleurs.example/a) }</style>",
    "<path style='fill: url( \"//ailleurs.example\")'/>",
    "<foreignObject><p>a</p></foreignObject>",
    "<set attributeName='href' to='javascript:x()'/>",
    "<image href='data:image/svg+xml;base64,AAAA'/>",
]
HARMLESS = [
    "<defs><linearGradient id='a'/></defs><path fill='url(#a)' style='stroke: url( &quot;#a&quot;)'/>",
    "<use href='#a'/>",
    "<image href='data:image/png;base64,AAAA'/>",
    "<style>path { fill: red }</style><!-- remarque -->",
]


@pytest.mark.parametrize("inside", HARMFUL)
def test_a_drawing_that_runs_or_calls_something_is_refused(inside: str) -> None:
    fault = checked(".svg", SVG.format(inside).encode())
    assert fault is not None
    assert fault.startswith("contient ")


@pytest.mark.parametrize("inside", HARMLESS)
def test_a_drawing_that_does_neither_is_taken(inside: str) -> None:
    assert checked(".svg", SVG.format(inside).encode()) is None


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'),
        (".svg", b"<html/>"),
        (".svg", b"<svg"),
        (".svg", b'<?xml-stylesheet href="a.css"?><svg/>'),
        (".png", b"<svg/>"),
        (".gif", b"GIF89a"),
        (".svg", b"<svg>" + b" " * LARGEST + b"</svg>"),
    ],
)
def test_a_file_that_is_no_fit_image_is_refused(ending: str, content: bytes) -> None:
    assert checked(ending, content)
