"""Reading YAML: the data are those of YAML 1.2, every refusal has its place, nothing passes silently."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.store import source
from generator.store.decoding import MAX_BYTES, UnreadableError
from generator.store.source import MAX_DEPTH, read


def refused(text: str | bytes) -> list[tuple[int, int, str]]:
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UnreadableError) as caught:
        read("f.yml", raw)
    assert all(problem.remedy for problem in caught.value.problems)
    return [(p.line, p.column, p.message) for p in caught.value.problems]


# Each refusal: the text, the place (line, column) and a word of the French reason.
REFUSALS = [
    ("a: 1\nb: 2\na: 3\n", (3, 1), "déjà donné à la ligne 1"),
    ("a: &x 1\n", (1, 4), "ancre"),
    ("a: *x\n", (1, 4), "renvoi"),
    ("a: !!int 1\n", (1, 4), "étiquette"),
    ("a: !maison x\n", (1, 4), "étiquette"),
    ("a: 1\n<<: {b: 2}\n", (2, 1), "fusion"),
    ("a: 1\n---\nb: 2\n", (2, 1), "plusieurs documents"),
    ("%YAML 1.1\n---\na: 1\n", (1, 1), "directive"),
    ("2026: x\n", (1, 1), "n'est pas un mot"),
    ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> autre\n", (2, 1), "conflit Git"),
    ("a: b\x07c\n", (1, 5), "U+0007"),
    ("a: b\u202ec\n", (1, 5), "U+202E"),
    ("a: b\ue000c\n", (1, 5), "U+E000"),
    ("a: b\uffffc\n", (1, 5), "U+FFFF"),
    ("a:\n\tb: 1\n", (2, 1), "tabulation"),
    ('a: "sans fin\nb: 1\n', (1, 4), "guillemet ouvre"),
    ("a: b: c\n", (1, 5), "contient « : »"),
    ("a: [1, 2\nb: 3\n", (1, 4), "n'est pas refermé"),
    ("a: @x\n", (1, 4), "commencer par « @ »"),
    ("a: `x`\n", (1, 4), "commencer par « ` »"),
    ("", (1, 1), "vide"),
    ("# rien\n", (1, 1), "vide"),
]


@pytest.mark.parametrize(("text", "place", "words"), REFUSALS)
def test_refusal_says_why_and_where(text: str, place: tuple[int, int], words: str) -> None:
    problems = refused(text)
    assert problems[0][:2] == place
    assert words in problems[0][2]


def test_every_problem_of_a_file_is_said_in_one_run() -> None:
    places = [problem[:2] for problem in refused("a: 1\na: 2\nb: &x 3\nc: !t 4\n<<: 5\n")]
    assert places == [(2, 1), (3, 4), (4, 4), (5, 1)]


def test_depth_and_size_are_bounded_without_harm() -> None:
    # 120 KB of open brackets crash the composers of both C loaders.
    assert refused("[" * 120_000)[0][:2] == (1, MAX_DEPTH + 1)
    assert "limite" in refused(b"a: " + b"x" * MAX_BYTES)[0][2]


def test_other_encodings_are_told_apart_from_utf8() -> None:
    line, column, message = refused("nom: x\nville: Orl\u00e9ans\n".encode("cp1252"))[0]
    assert (line, column) == (2, 11)
    assert "UTF-8" in message
    assert refused("a: é\n".encode("utf-16"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_byte_order_mark_change_nothing(newline: str, mark: bytes) -> None:
    text = newline.join(["a:", "  - b: 'é'", "    c: 2026-01-15", ""])
    result = read("f.yml", mark + text.encode())
    assert result.data == {"a": [{"b": "é", "c": "2026-01-15"}]}
    assert result.place(("a", 0, "c")) == (3, 8)
    assert result.place(("a", 0, "c"), key=True) == (3, 5)


def test_place_of_what_is_absent_is_its_nearest_parent() -> None:
    result = read("f.yml", b"a:\n  b: 1\n")
    assert result.place(("a", "zzz", 3)) == (1, 1)


def test_a_number_keeps_its_own_writing() -> None:
    result = read("f.yml", b"a: 0123\nb: {c: 0612345678, d: 1}\n")
    assert result.data["a"] == 123
    assert result.raw(("a",)) == "0123"
    assert result.raw(("b", "c")) == "0612345678"


SCALARS = st.one_of(
    st.sampled_from(
        [
            "null",
            "~",
            "true",
            "False",
            "NULL",
            "yes",
            "no",
            "on",
            "Oui",
            "0",
            "012",
            "0o17",
            "0x1F",
            "1_000",
            "1e3",
            ".5",
            "5.",
            "-.inf",
            ".nan",
            "+",
            "-",
            ".",
            "14:00",
            "2026-01-15",
            "2026-02-30",
            "0.1",
            "-3",
            "+4",
            "1.2.3",
            "=",
        ]
    ).filter(lambda text: text != "-"),
    st.text("abé19.,-+'\"# :", min_size=1, max_size=12),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcé_", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def _flow(tree: object, quote: bool) -> str:
    """Write `tree` in YAML's flow style; plain scalars where they survive it, else quoted."""
    if isinstance(tree, list):
        return "[" + ", ".join(_flow(item, quote) for item in tree) + "]"
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {_flow(item, quote)}' for key, item in tree.items()) + "}"
    text = str(tree)
    plain = not quote and text.strip() == text and not set(text) & set(",'\"#: ")
    return text if plain and text not in ("-", "=") else "'" + text.replace("'", "''") + "'"


@given(TREES, st.booleans())
def test_same_data_as_an_independent_reader(tree: object, quote: bool) -> None:
    """ruamel.yaml (YAML 1.2, pure Python) is the judge; only its dates are put back into text."""
    text = "racine: " + _flow(tree, quote) + "\n"
    judge = YAML(typ="safe", pure=True)
    judge.constructor.yaml_constructors = {
        **judge.constructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": lambda self, node: node.value,
    }
    assert repr(read("f.yml", text.encode()).data) == repr(judge.load(text))


def test_reader_is_the_only_one_in_the_house() -> None:
    house = Path(source.__file__).parents[1]
    readers = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        if "import yaml" in path.read_text(encoding="utf-8")
    }
    # spans gives offsets, never a value.
    assert readers == {"store/source.py", "store/spans.py", "store/yaml_errors.py"}
