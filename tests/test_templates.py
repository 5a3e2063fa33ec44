"""Rendering: data are never read as a template nor as Markdown, and nothing missing goes unsaid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents import templates
from generator.documents.rendered import BLANK, END, VALUE, Absent, Blank, Rendered, Text, Value
from generator.errors import GreffeError
from generator.store.templates import load

SHIPPED, _, _ = load(Path(__file__).parents[1] / "templates", "templates")
TEMPLATE = SHIPPED["cooperation-2026"]
FILE = TEMPLATE.documents["convention"].fichier


def render(text: str, header: str = "", **context: object) -> Rendered:
    texts = {FILE: text, templates.HEADER: header}
    return templates.render(TEMPLATE, texts, "convention", context, author="Caf")


def place(index: int, mark: str = VALUE) -> str:
    return f"{mark}{index}{END}"


def test_values_become_places_numbered_in_order() -> None:
    result = render(
        "Entre {{ a }} et {{ b }}.", "{{ a }}", a=Text("A", "x.a"), b=Blank("x.b", "nom")
    )
    assert result.body == f"Entre {place(0)} et {place(1, BLANK)}."
    assert result.header == place(2)
    assert result.values == (
        Value("x.a", "A", False),
        Value("x.b", "nom", True),
        Value("x.a", "A", False),
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Co")), max_size=40))
def test_no_value_can_change_the_skeleton(text: str) -> None:
    first = render("# Titre\n\n{{ a }} *b*\n", a=Text("ordinaire", "x"))
    other = render("# Titre\n\n{{ a }} *b*\n", a=Text(text, "x"))
    assert other.body == first.body
    assert other.values[0].text == text


def test_jinja_in_a_value_is_text() -> None:
    assert render("{{ a }}", a=Text("{{ 7*7 }}{% x %}", "x")).values[0].text == "{{ 7*7 }}{% x %}"


@pytest.mark.parametrize(
    "expression", ["a ~ b", "a + b", "a | upper", "a[0]", "'%s' % a", "[a] | join"]
)
def test_a_template_cannot_rework_a_value_into_words_of_its_own(expression: str) -> None:
    """Reworked, a value would become plain text of the template, and be read as Markdown."""
    with pytest.raises(GreffeError, match=FILE):
        render("{{ " + expression + " }}", a=Text("*x*", "x"), b=Text("y", "y"))


def test_a_missing_value_names_the_line_of_the_template_and_the_path() -> None:
    with pytest.raises(GreffeError, match=rf"{FILE}:3 .*« cadre\.nom »"):
        render("un\n\n{{ a }}\n", a=Absent("cadre.nom"))


def test_an_absent_value_can_be_tested() -> None:
    assert render("{% if a %}oui{% else %}non{% endif %}", a=Absent("x")).body == "non"


def test_an_unknown_name_names_the_line_of_the_template() -> None:
    with pytest.raises(GreffeError, match=rf"{FILE}:2 .*zzz"):
        render("un\n{{ zzz }}\n")


def test_a_template_that_is_not_jinja_names_its_line() -> None:
    with pytest.raises(GreffeError, match=rf"{FILE}:2 "):
        render("un\n{% if %}\n")


@pytest.mark.parametrize(
    "attack", ["a.__class__", "a.__init__.__globals__", "cycler", "range(9)", "lipsum()"]
)
def test_the_sandbox_gives_nothing_away(attack: str) -> None:
    with pytest.raises(GreffeError):
        render("{{ " + attack + " }}", a=Text("x", "x"))


def test_nothing_but_words_and_values_can_be_printed() -> None:
    with pytest.raises(TypeError):
        render("{{ a }}", a=None)
