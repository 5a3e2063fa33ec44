"""A slip of the keyboard is called by its name, at the place where it was made."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.store.decoding import UnreadableError
from generator.store.source import read

# The text, the place of the slip (line, column), a word of the reason, a word of the remedy.
SLIPS = [
    # Quotes that are not closed: libyaml stops lines later, or at the end of the file.
    ('nom: "sans fin\ntype: commune\n', (1, 6), "n'est pas refermée", "à la fin de la valeur"),
    ('nom: "sans fin\ntype: "commune"\nx: 1\n', (1, 6), "guillemet ouvre", "à la fin"),
    ("nom: 'sans fin\nvoie: rue de l'Exemple\n", (1, 6), "apostrophe ouvre", "à la fin"),
    ('a: {nom: "sans fin, b: 1}\nc: "x"\n', (1, 10), "guillemet ouvre", "à la fin"),
    # Quotes that close too early.
    ("nom: 'Commune de l'Exemple'\n", (1, 19), "apostrophe ferme", "guillemets droits"),
    ("a: {nom: 'l'Exemple', b: 1}\n", (1, 12), "apostrophe ferme", "guillemets droits"),
    ('nom: "Association "Les Amis""\n', (1, 19), "guillemet ferme", "guillemets français"),
    # A colon stuck to its value.
    ("nom: X\nsigle:CCEB\ntype: a\n", (2, 7), "« sigle »", "« sigle: … »"),
    ("sigle:CCEB\nnom: X\n", (1, 7), "Il manque une espace", "« sigle: … »"),
    ("adresse:\n  voie:1 rue\n  commune: X\n", (2, 8), "Il manque une espace", "« voie: … »"),
    ("l:\n  - nom:X\n    b: 1\n", (2, 9), "Il manque une espace", "« nom: … »"),
    ("nom: X\nsigle:\u00a0CCEB\ntype: a\n", (2, 7), "insécable", "« sigle: … »"),
    # Blanks that are no spaces.
    ("adresse:\n\u00a0\u00a0voie: 1 rue\n", (2, 1), "insécable", "espace ordinaire"),
    ("sigle\u00a0: X\n", (1, 1), "insécable", "espace ordinaire"),
    ("l:\n  - a\n\u00a0\u00a0- b\n", (3, 1), "insécable", "espaces ordinaires"),
    ("adresse:\n  voie: x\n\tcommune: y\n", (3, 1), "tabulation", "espaces ordinaires"),
    ("adresse:\n  voie: x\n  \tcommune: y\n", (3, 3), "tabulation", "espaces ordinaires"),
    # Typographic quotes, alone or as the cause of a wrong syntax.
    ("nom: “A”\n", (1, 6), "guillemets typographiques", "guillemets droits"),
    ("nom: « A »\n", (1, 6), "guillemets typographiques", "guillemets droits"),
    ("nom: ’A’\n", (1, 6), "guillemets typographiques", "guillemets droits"),
    ("nom: “A : B”\n", (1, 6), "guillemets typographiques", "guillemets droits"),
    ("a: {voie: “1, rue X”, b: c}\n", (1, 11), "guillemets typographiques", "guillemets droits"),
    # A value cut by what looks like a remark.
    ("voie: 4 quai #2 bis\n", (1, 14), "« # » commence une remarque", "entre guillemets"),
    ("voie: #2 bis\n", (1, 7), "« # » commence une remarque", "entre guillemets"),
    ("a: {voie: 4 quai #2 bis, b: c}\nd: 1\n", (1, 18), "« # » commence", "entre guillemets"),
    # Lines and colons.
    ("nom: A : B\n", (1, 8), "La valeur contient « : »", "entre guillemets"),
    ("nom: X\n  type: commune\n", (2, 3), "trop décalée", "Alignez-la"),
    # A line pulled to the left: the one below it is where it should be.
    (
        "adresse:\n voie: x\n  commune: y\n  code_postal: z\n",
        (2, 2),
        "trop à gauche",
        "celle qui la suit",
    ),
    ("adresse:\nvoie: x\n  commune: y\n", (2, 1), "trop à gauche", "celle qui la suit"),
    (
        "adresse: # siège\n  voie: x\ncomplement: y\n  commune: z\n",
        (3, 1),
        "trop à gauche",
        "celle qui la suit",
    ),
    ("a:\n    b: x\n  c: y\n", (3, 3), "décalage", "Alignez-la"),
    ("texte libre\na: 1\n", (1, 1), "n'a pas de deux-points", "« champ: … »"),
    ("a: 1\ntexte libre\nb: 1\n", (2, 1), "n'a pas de deux-points", "« champ: … »"),
    ("a: {b: 1\nc: 2\n", (1, 4), "« { » n'est pas refermé", "« } »"),
    ('a: ["x" "y"]\n', (1, 9), "une virgule manque", "virgules"),
    ("a: x\n...\nb: 2\n", (3, 1), "hors de tout champ", "« # »"),
    *[
        (f"a: {sign} b\n", (1, 4), f"commencer par « {sign[0]} »", "entre guillemets")
        for sign in ("*", "&", "|x", ">x", "?", "%", "@", "`", ",", "]", "}")
    ],
]


@pytest.mark.parametrize(("text", "place", "reason", "remedy"), SLIPS)
def test_a_slip_is_named_where_it_was_made(
    text: str, place: tuple[int, int], reason: str, remedy: str
) -> None:
    """One problem, not one more for each consequence."""
    with pytest.raises(UnreadableError) as caught:
        read("f.yml", text.encode())
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == place
    assert reason in problem.message
    assert remedy in problem.remedy
    assert problem.message.endswith(".")
    assert problem.remedy.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "a: b # une remarque\n",
        "a: b #: une remarque\n",
        "a: b # voir #2\n",
        "#sans espace\na: b\n",
        "a: b#c\n",
        'a: "4 quai #2"\n',
        "a: 'b' #remarque\n",
        "a: #\n",
        "a: l'« Exemple »\n",
        'a: "« Exemple »"\n',
        "a: l’Exemple\n",
        "a: |\n  4 quai #2\n",
    ],
)
def test_genuine_remarks_and_quotes_are_left_alone(text: str) -> None:
    read("f.yml", text.encode())


@settings(max_examples=500)
@given(st.text("ab1: -'\"\n\t#[]{},&*!|>%@?.\\\r\u00a0“«»é", max_size=30))
@example("a: |")
@example("a: '")
@example("[")
@example("a: !x!y b\n")
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        read("f.yml", text.encode())
    except UnreadableError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 1
            assert problem.column >= 1
            assert problem.message.endswith(".")
            assert problem.remedy.endswith(".")
