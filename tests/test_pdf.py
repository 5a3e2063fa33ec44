"""PDF files: what an archive, a screen reader, a printer and a second build find there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import letters, opened, printed, said
from sample_document import PLAIN, rendered

from generator.documents.blocks import Kind
from generator.documents.identity import Identity
from generator.documents.pdf import writer
from generator.documents.pdf.writer import bind, is_intact, properties, sheet, write
from generator.documents.rendered import BLANK, END, VALUE, Rendered, Value
from generator.documents.word import base
from generator.documents.word import writer as word
from generator.errors import GreffeError

ROOT = Path(__file__).parent.parent
DAY = date(2026, 1, 1)
LOOK = base.build()
IDENTITY = Identity("cooperation.annexe-1", "cc-val-exemple", "cooperation-2026", "", "cooperation/annexe-1")  # fmt: skip
FILLER = "Une phrase qui prend un peu de place dans la page.\n\n"


def document(body: str, *texts: str, header: str = "", title: str = "Titre") -> Rendered:
    """A text whose places `{}` are filled with `texts`."""
    marks = [f"{VALUE}{rank}{END}" for rank in range(len(texts))]
    values = tuple(Value(f"champ.{rank}", text, False) for rank, text in enumerate(texts))
    return Rendered(title, "Caf de l'Exemple", body.format(*marks), header, values)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in opened(pdf).pages]


@pytest.fixture(scope="module")
def sample() -> bytes:
    return write(rendered(PLAIN), DAY, IDENTITY)


def test_the_file_says_that_it_is_for_archives_and_for_all_readers(sample: bytes) -> None:
    """PDF/A-2a (ISO 19005-2, 6.6.4) and PDF/UA-1 (ISO 14289-1, 5), tagged, in French, with its title."""
    reader = opened(sample)
    catalog = reader.trailer["/Root"]
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in sample
    assert catalog["/MarkInfo"]["/Marked"] is not None
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Convention d'adhésion"
    assert reader.metadata.author == "Caf de l'Exemple"


def test_every_kind_of_text_says_what_the_word_file_says(sample: bytes) -> None:
    expected = printed(word.write(rendered(PLAIN), LOOK))
    assert said(sample, expected) == expected


def test_every_page_has_the_reference_block_and_its_number(sample: bytes) -> None:
    found = pages(sample)
    assert len(found) == 2  # the sample starts a page
    for number, page in enumerate(found, 1):
        assert letters(page).startswith("Objet:MOT35ZMOT36ZTexted’exemple,nonvalidé")
        assert page.endswith(f"Page {number} sur 2")


def test_the_reference_block_is_read_aloud_once(sample: bytes) -> None:
    assert said(sample, "").count("MOT35Z") == 1


def test_the_tags_tell_what_each_part_is(sample: bytes) -> None:
    """Headings, lists, tables with their header: what a screen reader moves by."""
    kinds = list(_kinds(opened(sample).trailer["/Root"]["/StructTreeRoot"]))
    assert [kind for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4")] == ["/H1", "/H2", "/H3", "/H4"]  # fmt: skip
    assert {"/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TH", "/TD", "/P"} <= set(kinds)
    assert kinds.count("/Table") == 1, "signatures are laid out in columns, which is no table"


def _kinds(node: object) -> Iterator[str]:
    node = node.get_object()  # type: ignore[attr-defined]
    if isinstance(node, list):
        for each in node:
            yield from _kinds(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _kinds(node["/K"])


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("## Article\n\nx", ["/H1"]),
        ("# Titre\n\n#### Point\n\n## Article\n\n### Point\n\n#### Détail", ["/H1", "/H2", "/H2", "/H3", "/H4"]),
        ("::: cadre\n### Point\n:::\n\n# Titre", ["/H1", "/H1"]),
    ],
)  # fmt: skip
def test_headings_go_down_one_level_at_a_time(body: str, levels: list[str]) -> None:
    root = opened(write(document(body), DAY)).trailer["/Root"]["/StructTreeRoot"]
    assert [kind for kind in _kinds(root) if kind.startswith("/H")] == levels


def test_the_same_text_gives_the_same_bytes_everywhere(sample: bytes, tmp_path: Path) -> None:
    assert write(rendered(PLAIN), DAY, IDENTITY) == sample
    program = (
        "import sys; from test_pdf import DAY, IDENTITY, PLAIN, rendered, write;"
        "sys.stdout.buffer.write(write(rendered(PLAIN), DAY, IDENTITY))"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    elsewhere = os.environ | {"TZ": "Pacific/Noumea", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": path}  # fmt: skip
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=elsewhere, cwd=tmp_path)  # fmt: skip
    assert run.stdout == sample


def test_the_date_is_that_of_the_text() -> None:
    metadata = opened(write(rendered(PLAIN), date(2026, 3, 2))).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2026, 3, 2)


HOSTILE = ["#panic()", "#import \"x\"", "$x$ @a <b>", "*g* _i_ `c` // x /* y */", "\\u{41} \\n", "\"q\" 'z'", "[h] {i} (j)", "= Titre", "- k + l / m: n", "~ -- --- ...", "https://exemple.example/a_b", "{}", "%s", "ﬁ œ Ÿ Ł ş € → ☐ ½ × 2\u202f%"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_is_printed_as_it_is(text: str) -> None:
    body = "# {0}\n\nAvant {0} après, **{0}**.\n\n- {0}\n\n| A | B |\n|---|---|\n| {0} | |\n"
    whole = document(body, text, header=f"{VALUE}0{END}", title=text)
    made = write(whole, DAY)
    expected = printed(word.write(whole, LOOK))
    assert said(made, expected) == expected
    metadata = opened(made).metadata
    assert metadata is not None
    assert metadata.title == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("#$@<>*_\\/`\"'[](){}=+-~&%;:,.!?|^0a é"), min_size=1, max_size=30))
def test_no_sign_is_read_as_a_command(text: str) -> None:
    body = "Avant {0} après.\n\n| A |\n|---|\n| {0} |\n"
    expected = letters(f"Avant {text} après. A {text}")
    assert said(write(document(body, text), DAY), expected) == expected


def test_a_long_address_goes_to_the_next_line_without_a_hyphen_of_ours() -> None:
    address = "jeanne-marguerite.de-la-tour-du-pin-superieur@communaute-exemple.example"
    columns = "|".join("---" for _ in range(6))
    made = write(document(f"| A | B | C | D | E | F |\n|{columns}|\n|{'{0}|' * 6}\n", address), DAY)
    assert letters(pages(made)[0].replace("-\n", "-")).count(letters(address)) == 6


def _starts(pdf: bytes, *words: str) -> list[float]:
    """How far from the left edge each of the words begins, in points."""
    found: dict[str, float] = {}
    opened(pdf).pages[0].extract_text(
        visitor_text=lambda text, where, *_: found.setdefault(text.strip(), where[4])
    )
    return [found[word] for word in words]


def test_a_word_of_a_cell_never_runs_into_the_next_cell() -> None:
    """A column is as wide as its longest word, whatever its share; it takes the room from the others."""
    head = "| Nom | Prénom(s) | Adresse électronique professionnelle | Fonction | Date de demande d'habilitation | Date de fin d'habilitation |"
    row = "| CORNALINE | Achille | achille.cornaline@montbrume-metropole.example | coordinatrice parentalité | 15/01/2024 | 15/01/2026 |"
    made = write(document(f"{head}\n|---|---|-----|---|---|---|\n{row}\n"), DAY)
    surname, first = _starts(made, "CORNALINE", "Achille")
    assert first - surname > 60
    assert "professionnelle" in pages(made)[0], "a word that fits whole is not cut"


def test_a_share_is_kept_where_words_fit() -> None:
    made = write(document("| un | deux |\n|---|---------|\n| trois | quatre |\n"), DAY)
    one, two = _starts(made, "trois", "quatre")
    assert two - one == pytest.approx(16.2 / 2.54 * 72 / 4, abs=0.5)


def test_compound_words_are_whole_over_the_room_to_sign() -> None:
    signed = "::: signatures\n| Pour la Caf | Pour la Communauté urbaine de Port-Lanterne |\n|---|---|\n| A | Par délégation de la Présidente, le Vice-président délégué |\n| B | C |\n:::\n"
    (page,) = pages(write(document(signed), DAY))
    assert "Port-Lanterne" in page
    assert "Vice-président" in page


def test_a_list_is_on_the_page_where_it_is_announced_even_when_its_signature_is_not() -> None:
    """What certifies it goes to the next page, never the whole list: the first would be left empty."""
    rows = "".join(f"| Nom {rank} | Fonction {rank} |\n" for rank in range(7))
    signed = "Je certifie.\n\nDate : un jour.\n\n::: signatures\n| Pour elle |\n|---|\n| La présidente |\n| NOM |\n:::\n"
    body = f"::: paysage\n:::\n\n# Titre\n\n{FILLER * 8}## Liste\n\n| A | B |\n|---|---|\n{rows}\n{signed}"
    first, second = pages(write(document(body), DAY))
    assert "Nom 6" in first
    assert "Je certifie." in second
    assert "NOM" in second


def test_an_endless_word_stays_in_the_page() -> None:
    text = "x" * 300
    assert said(write(document("{0}", text), DAY), text) == text
    assert max(map(len, pages(write(document("{0}", text), DAY))[0].split("\n"))) < 120


@pytest.mark.parametrize("body", ["| A | B |\n|---|---|\n", "# Titre", "::: cadre\n:::", "texte seul", "# \n\n::: saut\n:::\n\nfin"])  # fmt: skip
def test_little_text_is_a_document_too(body: str) -> None:
    assert opened(write(document(body), DAY)).pages


def test_a_place_to_fill_is_printed_with_what_it_asks() -> None:
    asked = Rendered("t", "a", f"Né à {BLANK}0{END}.", "", (Value("lieu", "lieu", True),))
    assert "[à compléter : lieu]" in pages(write(asked, DAY))[0].replace("\u00a0", " ")


@pytest.mark.parametrize("lines", range(28, 46))
def test_signatures_are_never_cut_nor_left_alone(lines: int) -> None:
    signed = "Fait à Exempleville.\n\n::: signatures\n| Pour la Caf | Pour elle |\n|---|---|\n| Le directeur | La présidente |\n| NOM1 | NOM2 |\n:::\n"  # fmt: skip
    found = pages(write(document(f"# Titre\n\n{FILLER * lines}Avant-dernier.\n\n{signed}"), DAY))
    holding = [page for page in found if "NOM1" in page]
    assert len(holding) == 1
    for words in ("Avant-dernier.", "Fait à", "Pour la Caf", "La présidente", "NOM2"):
        assert words in holding[0]


def test_the_header_of_a_table_is_on_each_of_its_pages() -> None:
    rows = "".join(f"| Nom {rank} | Fonction {rank} |\n" for rank in range(120))
    found = pages(write(document(f"| Colonne A | Colonne B |\n|---|---|\n{rows}"), DAY))
    assert len(found) > 2
    assert all("Colonne A" in page for page in found)


@pytest.mark.parametrize("kind", [each for each in get_args(Kind) if each not in ("paysage", "saut", "signatures")])  # fmt: skip
def test_what_a_container_holds_is_printed_and_nothing_of_how_it_is_laid_out(kind: str) -> None:
    made = write(document(f"Avant.\n\n::: {kind}\nUn {{}}.\n\n- deux\n:::\n\nAprès.\n", "mot"), DAY)
    expected = "Avant.Unmot.–deuxAprès."
    assert said(made, expected) == expected


def test_a_wide_document_has_wide_pages() -> None:
    box = opened(write(document("::: paysage\n:::\n\n# Titre\n"), DAY)).pages[0].mediabox
    assert box.width > box.height
    with pytest.raises(GreffeError, match="« ::: paysage » se place seul"):
        write(document("# Titre\n\n::: paysage\n:::\n"), DAY)


def test_a_high_reference_block_leaves_the_text_below_it() -> None:
    header = "\\\n".join(f"Référence {rank}" for rank in range(12))
    page = pages(write(document("# Premier mot", header=header), DAY))[0]
    assert page.index("Référence 11") < page.index("Premier mot")


def test_several_documents_in_one_file_keep_their_own_pages() -> None:
    long = document(f"# Un\n\n{FILLER * 60}", header="Premier")
    wide = document("::: paysage\n:::\n\n# Deux {0}", "VALEUR", header="Second")
    found = pages(bind([long, wide], "Dossier", "Caf", DAY).press())
    assert [page.rpartition("\n")[2] for page in found] == ["Page 1 sur 2", "Page 2 sur 2", "Page 1 sur 1"]  # fmt: skip
    assert [page.partition("\n")[0] for page in found] == ["Premier", "Premier", "Second"]
    assert "Deux VALEUR" in found[2]


def test_a_file_says_what_it_is_and_whether_it_was_changed(sample: bytes) -> None:
    known = properties(sample)
    assert {name: known[name] for name in IDENTITY.properties() if name in known} == {
        name: value for name, value in IDENTITY.properties().items() if value
    }
    assert is_intact(sample)
    assert not is_intact(sample + b"%")
    assert not is_intact(sample.replace(b"Typst", b"Tipst"))
    assert not is_intact(b"%PDF-1.7")
    assert properties(b"%PDF-1.7") == {}


def test_a_file_is_known_as_that_of_its_text_without_being_made_again(
    sample: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = sheet(rendered(PLAIN), DAY, IDENTITY)
    others = [
        sheet(rendered([*PLAIN[:-1], "autre"]), DAY, IDENTITY),
        sheet(rendered(PLAIN), date(2026, 1, 2), IDENTITY),
        sheet(rendered(PLAIN), DAY),
    ]
    assert ours.is_in(sample)
    assert not any(other.is_in(sample) for other in others)
    assert not ours.is_in(sample + b"\n")
    monkeypatch.setattr(writer, "_look", lambda: "// another look")
    assert not ours.is_in(sample)


def test_a_sign_that_no_font_has_is_named() -> None:
    with pytest.raises(GreffeError, match="le signe « 😀 » n'est dans aucune des polices"):
        write(document("Bonjour {0}", "😀"), DAY)


def test_short_commands_do_not_load_typst() -> None:
    program = "import sys, generator.cli.main, generator.cli.check, generator.cli.build; print('typst' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, cwd=ROOT)
    assert run.stdout.strip() == b"False"
