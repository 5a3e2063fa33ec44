"""Edits of files that people write: the data change as asked, and nothing else does; a doubt is refused."""

from datetime import date

import pytest
from pydantic import BaseModel

from generator.store import fingerprints
from generator.store.edit import (
    Edit,
    EditRefused,
    InsertItem,
    RemoveItem,
    RemoveKey,
    SetValue,
    apply,
)
from generator.store.schema.nominative import Annexe1
from generator.store.source import read
from tests.prove_edits import prove

ANNEXE = """\
# yaml-language-server: $schema=../schemas/annexe-1.json
partenaire: temoin
transmise_le: 2026-01-13  # reçue par courriel
ouverts:
  # Mise à disposition par la commune.
  - nom: SAULE
    prenom: Inès
    adresse_electronique: ines.saule@temoin.example
    # Congé jusqu'en mars.
  # Nom tel que reçu.
  - nom: "AULNE"
    prenom: Marc
    adresse_electronique: marc.aulne@temoin.example

# Rien à clore.
clos: []
"""
SAULE = {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": "ines.saule@temoin.example"}


def edited(text: str, *edits: Edit, record: type[BaseModel] | None = None) -> str:
    return apply(read("f.yml", text.encode()), edits, record)


def refused(text: str, *edits: Edit) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        edited(text, *edits)
    return caught.value


def test_random_edits_of_any_layout_change_what_they_say_and_nothing_else() -> None:
    """The same run over 10,000 edits: python -m tests.prove_edits."""
    figures = prove(1_500)
    assert not figures.broken, figures.broken[0]
    assert figures.named_missed == 0
    assert figures.named > 5
    assert figures.doubt < 0.02 * figures.edits


def test_a_person_goes_with_their_comments_and_nobody_elses() -> None:
    after = edited(ANNEXE, RemoveItem(("ouverts",), 0))
    assert after == "".join(ANNEXE.splitlines(keepends=True)[:4] + ANNEXE.splitlines(keepends=True)[9:])  # fmt: skip


def test_the_last_person_of_a_list_leaves_it_empty() -> None:
    after = edited(ANNEXE, RemoveItem(("ouverts",), 0), RemoveItem(("ouverts",), 0))
    assert after.splitlines()[3:] == ["ouverts: []", "", "# Rien à clore.", "clos: []"]


def test_comments_at_the_head_belong_to_the_file() -> None:
    after = edited(ANNEXE, RemoveKey(("partenaire",)))
    assert after.startswith("# yaml-language-server: $schema=../schemas/annexe-1.json\ntransmise_le:")  # fmt: skip


def test_a_new_value_keeps_the_comment_and_the_quotes_of_the_former() -> None:
    after = edited(
        ANNEXE,
        SetValue(("transmise_le",), date(2026, 6, 15)),
        SetValue(("ouverts", 1, "nom"), "AULNE-VERT"),
    )
    assert "transmise_le: 2026-06-15  # reçue par courriel\n" in after
    assert '  - nom: "AULNE-VERT"\n' in after


# Each case: the text, an edit, the text after it.
LAYOUTS = [
    # A list that was empty takes the offset of the file's other lists.
    ("a:\n- x: 1\nb: []  # c\nc: 1\n", InsertItem(("b",), None, {"x": 2, "y": "3"}), 'a:\n- x: 1\nb:  # c\n- x: 2\n  "y": "3"\nc: 1\n'),
    ("a: 1\nb:\n", InsertItem(("b",), None, {"x": 2}), "a: 1\nb:\n  - x: 2\n"),
    ("a: 1\n", InsertItem(("b",), None, "z"), "a: 1\nb: [z]\n"),
    ("a: [x]", InsertItem(("a",), 0, "y, z"), 'a: ["y, z", x]'),
    # Rows stay rows, with or without a last comma.
    ("a:\n  -   {x: 1}\n", InsertItem(("a",), None, {"x": 2}), "a:\n  -   {x: 1}\n  -   {x: 2}\n"),
    ("a: [\n  {x: 1}  # c\n]\n", InsertItem(("a",), None, {"x": 2}), "a: [\n  {x: 1},  # c\n  {x: 2}\n]\n"),
    ("a: [\n  {x: 1},\n]\n", InsertItem(("a",), None, {"x": 2}), "a: [\n  {x: 1},\n  {x: 2},\n]\n"),
    ("a: [{x: 1}, {x: 2}]\n", RemoveItem(("a",), 1), "a: [{x: 1}]\n"),
    ("a: [{x: 1}, {x: 2},\n    {x: 3}]\n", RemoveItem(("a",), 1), "a: [{x: 1},\n    {x: 3}]\n"),
    # A list whose items are parted by a blank line.
    ("a:\n  - x: 1\n\n  - x: 2\n", InsertItem(("a",), None, {"x": 3}), "a:\n  - x: 1\n\n  - x: 2\n\n  - x: 3\n"),
    # No line break at the end of the file.
    ("a:\n  - x: 1", InsertItem(("a",), None, {"x": 2}), "a:\n  - x: 1\n  - x: 2"),
    ("a: 1\r\nb: 2\r\n", SetValue(("c",), {"d": True}), "a: 1\r\nb: 2\r\nc:\r\n  d: true\r\n"),
    ("\ufeffa: 1\n", SetValue(("a",), "no"), '\ufeffa: "no"\n'),
    ("a: >-\n  long\n  text\nb: 1\n", SetValue(("a",), "short"), "a: short\nb: 1\n"),
    ("a:   # c\nb: 1\n", SetValue(("a",), "x"), "a: x   # c\nb: 1\n"),
    ("a:\n  b: 1\n  c: 2\n", SetValue(("a", "b"), None), "a:\n  b: null\n  c: 2\n"),
    ("a: ~\n", SetValue(("a", "b", "c"), "2026-01-01"), "a:\n  b:\n    c: 2026-01-01\n"),
    # The first key stands after a dash: the next one takes its place, unless a comment parts them.
    ("- x: 1\n  y: 2\n", RemoveKey((0, "x")), "- y: 2\n"),
    ("- x: 1\n  # c\n  y: 2\n", RemoveKey((0, "x")), "-\n  # c\n  y: 2\n"),
    ("a:\n  b: 1\nc: 2\n", RemoveKey(("a", "b")), "a: {}\nc: 2\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "edit", "after"), LAYOUTS)
def test_new_text_has_the_layout_of_its_neighbours(before: str, edit: Edit, after: str) -> None:
    assert edited(before, edit) == after


def test_a_new_key_takes_its_place_in_the_order_of_the_schema() -> None:
    text = (
        "partenaire: temoin\nouverts:\n  - nom: SAULE\n    adresse_electronique: i@temoin.example\n"
    )
    after = edited(
        text,
        SetValue(("clos",), []),
        SetValue(("transmise_le",), "2026-01-13"),
        SetValue(("ouverts", 0, "prenom"), "Inès"),
        record=Annexe1,
    )
    assert after.splitlines() == [
        "partenaire: temoin",
        "transmise_le: 2026-01-13",
        "ouverts:",
        "  - nom: SAULE",
        "    prenom: Inès",
        "    adresse_electronique: i@temoin.example",
        "clos: []",
    ]


def test_the_same_value_again_changes_nothing() -> None:
    assert edited(ANNEXE, SetValue(("ouverts", 0, "prenom"), "Inès"), SetValue(("clos",), [])) == ANNEXE  # fmt: skip


@pytest.mark.parametrize(
    "comment",
    [
        "# Vu avec INES SAULE au téléphone",
        "# Saule, Inès",
        "# écrire à Ines.Saule@Temoin.example.",
        "# Nouvelle cheffe de service : Inès\n# Saule, depuis mai",
    ],
)
def test_an_edit_is_refused_while_a_comment_names_the_person_removed(comment: str) -> None:
    error = refused(f"{ANNEXE}\n{comment}\n", RemoveItem(("ouverts",), 0))
    line = ANNEXE.count("\n") + 2 + comment.count("\n")
    assert str(error).startswith(f"f.yml:{line} : ce commentaire nomme une personne")
    assert "SAULE" not in str(error)
    assert "-  - nom: SAULE" in error.diff


def test_a_comment_may_name_who_is_still_in_the_file() -> None:
    text = ANNEXE + "\n# Inès Saule a prévenu.\n"
    moved = edited(text, RemoveItem(("ouverts",), 0), InsertItem(("clos",), None, SAULE))
    assert moved.endswith("# Inès Saule a prévenu.\n")
    corrected = edited(text, SetValue(("ouverts", 0, "adresse_electronique"), "i@temoin.example"))
    assert corrected.endswith("# Inès Saule a prévenu.\n")
    assert edited(ANNEXE + "# Marie-Inès Saulet\n", RemoveItem(("ouverts",), 0))


def test_turning_a_person_into_another_takes_the_first_away() -> None:
    edits = SetValue(("ouverts", 0, "adresse_electronique"), "x@temoin.example"), SetValue(("ouverts", 0, "nom"), "PIN")  # fmt: skip
    assert refused(ANNEXE + "# Inès Saule\n", SetValue(("ouverts", 0), {"nom": "PIN"}), *edits)


def test_a_list_of_contacts_is_one_of_people() -> None:
    contact = "a:\n  - intitule: Accueil\n    adresses_electroniques: [ines.saule@temoin.example]\nb: 1\n# ines.saule@temoin.example\n"
    assert ":5 :" in str(refused(contact, RemoveKey(("a",))))


# Each doubt: the text, the edit, the line named and a word of the reason.
DOUBTS = [
    ("a: [{x: 1}, {x: 2},  # deux\n  {x: 3}]\n", RemoveItem(("a",), 1), 1, "plusieurs éléments"),
    ("b: 1\na:\n  x: 1  # c\n", SetValue(("a",), "y"), 3, "un commentaire se trouve"),
    ("? a\n: 1\n? b\n: 2\n", RemoveKey(("b",)), 3, "mise en forme"),
    ("a: |+\n  x\n\nb: 1\n\nc: 2\n", RemoveKey(("b",)), 4, "mise en forme"),
    ("a: {b, c: 1}\n", SetValue(("a", "b"), "x"), 1, "à la main"),
    ("a: 1\n", SetValue(("a",), "x\x07"), 1, "U+0007"),
    ("a: 1\n", SetValue(("a",), "x\u200b"), 1, "U+200B"),
]


@pytest.mark.parametrize(("text", "edit", "line", "words"), DOUBTS)
def test_a_doubt_is_refused_with_its_line_and_the_next_step(
    text: str, edit: Edit, line: int, words: str
) -> None:
    error = refused(text, edit)
    assert str(error).startswith(f"f.yml:{line} : ")
    assert words in str(error)
    assert str(error).endswith(", puis recommencez.")


def test_the_line_named_is_that_of_the_file_before_the_edits() -> None:
    text = "a:\n  - x: 1\n  - x: 2\nb:\n  c: 1  # d\n"
    error = refused(text, RemoveItem(("a",), 0), SetValue(("b",), "y"))
    assert str(error).startswith("f.yml:5 : ")


@pytest.mark.parametrize("edit", [RemoveItem(("ouverts",), 2), RemoveItem(("clos",), 0)])
def test_an_item_that_is_not_there_is_a_fault_of_the_caller(edit: Edit) -> None:
    with pytest.raises(IndexError):
        edited(ANNEXE, edit)


def test_the_fingerprint_follows_the_data_and_not_their_layout() -> None:
    def of(text: str) -> str:
        return fingerprints.annexe_1(Annexe1.model_validate(read("f.yml", text.encode()).data))

    bare = "{partenaire: temoin, transmise_le: 2026-01-13, ouverts: [{prenom: Inès, nom: SAULE, adresse_electronique: ines.saule@temoin.example}]}"
    other = edited(ANNEXE, RemoveItem(("ouverts",), 1))
    assert of(other) == of(bare) == of(edited(other, RemoveKey(("clos",))))
    assert len(of(bare)) == 64
    assert of(ANNEXE) != of(other)
    # Pinned: partners' files keep it.
    assert (
        of("partenaire: temoin\n")
        == "fb21eae8acbceaa31ae5356a4f097e508b0ac941b503fedcb6443a51c3d7c115"
    )
