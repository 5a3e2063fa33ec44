"""Rendering: data are never read as a template nor as Markdown, and nothing missing goes unsaid."""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Party:
    """What a view hands over under one name."""

    nom: Text
    nom_court: Text


PARTY = Party(Text("A", "nom"), Text("B", "nom_court"))

# What the author of a template wrote on line 2, and the French sentence that comes after the place.
SLIPS = [
    ("{{ partenaire.nomm }}", "emploie « nomm », un nom inconnu. Vouliez-vous écrire « nom » ?"),
    ("{% if partenaire.nomm %}{% endif %}", "emploie « nomm », un nom inconnu. Vouliez-vous écrire « nom » ?"),
    ("{{ partenaires.nom }}", "emploie « partenaires », un nom inconnu. Vouliez-vous écrire « partenaire » ?"),
    ("{{ articles.objets }}", "emploie « objets », un nom inconnu. Vouliez-vous écrire « objet » ?"),
    ("{{ zzz }}", "emploie « zzz », un nom inconnu. Corrigez-le : les noms possibles sont"),
    ("{{ partenaire.nom.texte }}", "emploie « texte », un nom inconnu. Corrigez-le"),
    ("{{ partenaire }}", "imprime un groupe de champs ou une liste."),
    ("{{ articles.objet | dure }}", "le filtre « dure » n'existe pas. Filtres possibles : duree, frequence, lettres, sinon, apres, pour_acte, place, vaut"),
    ("{% if valide %}", "l'instruction « if » n'est pas refermée. Ajoutez « {% endif %} » à sa fin."),
    ("{% si valide %}", "l'instruction « si » n'existe pas"),
    ("{% endif %}", "l'instruction « endif » n'existe pas, ou ferme ce qui n'est pas ouvert."),
    ("{{ articles.objet", "des accolades ouvertes ne sont pas refermées. Ajoutez « }} »"),
    ("{% if %}", "Vérifiez ce qui est entre « {{ }} » et entre « {% %} »."),
    ("{% if partenaire is vieux %}{% endif %}", "le test « vieux » n'existe pas."),
    ("{% include 'autre.md' %}", "appelle le fichier « autre.md », qui n'existe pas."),
    ("{{ 'a' + 1 }}", "un calcul qui n'est pas possible."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), SLIPS)
def test_a_slip_of_the_author_is_one_french_sentence_with_its_line(line: str, words: str) -> None:
    with pytest.raises(GreffeError) as caught:
        render(f"un\n{line}", partenaire=PARTY, articles={"objet": "1"}, valide=True)
    said = str(caught.value)
    assert said.startswith(f"templates/cooperation-2026/{FILE}:2 : ")
    assert words in said
    assert not re.search(r"object|attribute|undefined|expected|unknown|<class|jinja", said, re.I)


@pytest.mark.parametrize(
    "attack", ["a.__class__", "a.__init__.__globals__", "cycler", "range(9)", "lipsum()"]
)
def test_the_sandbox_gives_nothing_away(attack: str) -> None:
    with pytest.raises(GreffeError):
        render("{{ " + attack + " }}", a=Text("x", "x"))


def test_nothing_but_words_and_values_can_be_printed() -> None:
    with pytest.raises(TypeError):
        render("{{ a }}", a=None)
