"""Forms in Word: what is to be filled has a named control, what is not is locked, and the file says its origin."""

import io
import zipfile
from collections import Counter
from typing import Any

import pytest
from lxml import etree
from records import TEMPLATE, TEXTS, annexe_1, caf, chosen, only, partner, view

from generator.documents import templates
from generator.documents.fillable import controls
from generator.documents.forms import ANNEXE_1, ANNEXE_2, FORMS, NOBODY, TRANSMITTED
from generator.documents.identity import Identity
from generator.documents.production import Press
from generator.documents.rendered import Rendered
from generator.documents.views.convention import blank, convention
from generator.documents.word import base, writer
from generator.documents.word.package import assemble, stored
from generator.store import dataset, fingerprints
from generator.store.locations import PROJECT

LOOK = base.build()
IDENTITY = Identity("cooperation.annexe-1", "temoin", TEMPLATE.id, "0" * 64)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def rendered(document: str, context: Any) -> Rendered:
    return templates.render(TEMPLATE, TEXTS[TEMPLATE.id], document, context, author="Caf")


def made(document: str, context: Any) -> bytes:
    """The annexe as a form."""
    text = rendered(document, context)
    form = FORMS[f"cooperation.{document}"]
    return writer.write(text, LOOK, IDENTITY, controls(form, text.values))


def body(raw: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def text(element: etree._Element) -> str:
    """The words of the element, a space for any kind of space."""
    return "".join(node.text or "" for node in element.iter(f"{W}t")).replace("\u00a0", " ")


def filled(raw: bytes) -> list[tuple[str, str, bool]]:
    """(name, text, whether it is there to be replaced) of each control that has a name."""
    return [
        (
            alias.get(f"{W}val"),
            text(control).strip(),
            control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None,
        )
        for control in body(raw).iter(f"{W}sdt")
        if (alias := control.find(f"{W}sdtPr/{W}alias")) is not None
    ]


def test_each_value_of_an_annexe_stands_in_the_control_of_its_field() -> None:
    first, second = ANNEXE_1.lists
    found = filled(made("annexe-1", view()))
    assert found[0] == (TRANSMITTED.label, "13 janvier 2026", False)
    assert [(name, value) for name, value, _ in found[1:6]] == [
        (first.alias(field), value)
        for field, value in zip(
            first.fields,
            ["SAULE", "Inès", "ines.saule@pays-temoin.example", "coordinatrice enfance", "11/01/2026"],
            strict=True,
        )
    ]  # fmt: skip
    of_the_second = {name: (value, empty) for name, value, empty in found[6:]}
    assert of_the_second[second.alias(second.fields[0])] == ("AULNE", False)
    assert of_the_second[second.alias(second.fields[2])] == ("", True)  # no address is known


def test_a_blank_annexe_has_a_control_in_every_cell_and_asks_in_the_first_row() -> None:
    found = filled(made("annexe-1", blank(TEMPLATE)))
    assert all(empty for _, _, empty in found)
    rows = Counter(name for name, _, _ in found)
    dated = ANNEXE_1.lists[1].alias(ANNEXE_1.lists[1].fields[4])  # no such column in a new annexe
    assert rows == {name: 3 for name, _, _ in ANNEXE_1.aliases() if name != dated} | {TRANSMITTED.label: 1}  # fmt: skip
    assert (ANNEXE_1.lists[0].alias(ANNEXE_1.lists[0].fields[0]), "[à compléter : nom]", True) in found  # fmt: skip
    roles = Counter(name for name, _, _ in filled(made("annexe-2", blank(TEMPLATE))))
    assert roles == {name: 1 for name, _, _ in ANNEXE_2.aliases()} | {TRANSMITTED.label: 1}


def test_the_words_of_the_document_are_those_it_has_without_controls() -> None:
    for context in (view(), blank(TEMPLATE), view(partner(chosen(annexe_1="liste")))):
        for document in ("annexe-1", "annexe-2"):
            bare = writer.write(rendered(document, context), LOOK)
            words = [
                [text(paragraph).split() for paragraph in body(raw).iter(f"{W}p")]
                for raw in (bare, made(document, context))
            ]
            assert words[0] == words[1]


def test_rows_of_people_can_be_added_with_their_controls() -> None:
    root = body(made("annexe-1", blank(TEMPLATE)))
    sections = [mark.getparent().getparent() for mark in root.iter(f"{W15}repeatingSection")]
    assert len(sections) == 2
    for section in sections:
        items = section.findall(f"{W}sdtContent/{W}sdt")
        assert len(items) == 3
        for item in items:
            assert item.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None
            assert len(item.findall(f"{W}sdtContent/{W}tr")) == 1


def test_titles_and_legal_text_are_locked_and_nothing_to_write_is() -> None:
    locked = [
        text(mark.getparent().getparent())
        for mark in body(made("annexe-1", blank(TEMPLATE))).iter(f"{W}lock")
    ]
    assert [words.split(" ")[0] for words in locked] == ["ANNEXE", "Convention", "1", "2", "*"]  # fmt: skip
    assert not any("[à compléter" in words for words in locked)


def test_an_empty_list_can_be_written_over() -> None:
    record = partner()
    nobody = convention(record, caf(), only(record), TEMPLATE, annexe_1(ouverts=[], clos=[]))
    root = body(made("annexe-1", nobody))
    locked = [text(mark.getparent().getparent()) for mark in root.iter(f"{W}lock")]
    assert NOBODY in text(root)
    assert NOBODY not in locked


def test_every_control_has_a_number_of_its_own() -> None:
    for document in ("annexe-1", "annexe-2"):
        root = body(made(document, blank(TEMPLATE)))
        numbers = [each.get(f"{W}val") for each in root.iter(f"{W}id")]
        assert len(set(numbers)) == len(numbers) == len(list(root.iter(f"{W}sdt")))


def test_what_is_not_a_form_has_no_control() -> None:
    raw = writer.write(rendered("annexe-3", view()), LOOK, IDENTITY)
    assert list(body(raw).iter(f"{W}sdt")) == []


def test_a_form_of_one_partner_is_not_that_of_another() -> None:
    """Layouts are shared between partners whose values have the same shape: controls are part of it."""
    as_form = made("annexe-1", view())
    bare = writer.write(rendered("annexe-1", view()), LOOK, IDENTITY)
    assert made("annexe-1", view()) == as_form != bare


def properties(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        root = etree.fromstring(archive.read("docProps/custom.xml"))
        assert b"docProps/custom.xml" in archive.read("_rels/.rels")
        assert b"/docProps/custom.xml" in archive.read("[Content_Types].xml")
    return {each.get("name"): "".join(each.itertext()) for each in root}


def test_every_document_says_its_partner_and_template_and_a_form_its_annexe() -> None:
    data = dataset.load(PROJECT)
    key, held = next(iter(data.annexes_1.items()))
    tree = Press(data, LOOK).complete(key)
    found = {path.rpartition("/")[2]: properties(raw) for path, raw in tree.items() if "/cooperation/" in path and path.endswith(".docx")}  # fmt: skip
    ((_, convention),) = data.partners[key].record.cooperation
    template = convention.modele
    origin = {"greffe.partenaire": key, "greffe.modele": template}
    assert all(each.items() >= origin.items() for each in found.values())
    assert found["annexe-1.docx"]["greffe.formulaire"] == "cooperation.annexe-1"
    assert found["annexe-1.docx"]["greffe.base"] == fingerprints.annexe_1(held.record)
    assert found["annexe-2.docx"]["greffe.formulaire"] == "cooperation.annexe-2"
    assert found["convention.docx"]["greffe.formulaire"] == ""
    public = Press(data, LOOK).publishable(key)
    assert properties(next(raw for path, raw in public.items() if path.endswith("annexe-1.docx")))["greffe.base"] == ""  # fmt: skip


@pytest.mark.parametrize(
    "opening",
    [
        b'<w:document xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" ',
        b'<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="urn:w14" mc:Ignorable="w14" ',
    ],
)
def test_a_look_saved_by_word_serves_too(opening: bytes) -> None:
    """Whatever prefixes and properties of its own the Caf's file declares."""
    with zipfile.ZipFile(io.BytesIO(LOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:document ", opening)
    parts["docProps/custom.xml"] = b"<secret/>"
    look = assemble(stored(name, content) for name, content in parts.items())
    value = rendered("annexe-1", view())
    raw = writer.write(value, look, IDENTITY, controls(ANNEXE_1, value.values))
    ignorable = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
    assert "w15" in body(raw).get(ignorable).split()
    assert properties(raw) == IDENTITY.properties()
