"""Every document of the shipped data in PDF: the words of its Word file, in the same order."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from pdf_files import joined, letters, opened, parted, printed, said

from generator.cli import build
from generator.documents import corrections
from generator.documents.pdf.writer import Sheet
from generator.documents.production import Press
from generator.store.dataset import Dataset, load
from generator.upkeep import letters as upkeep_letters

ROOT = Path(__file__).parent.parent


@cache
def shipped() -> Dataset:
    return load(ROOT)


@cache
def maker() -> Press:
    return build.press(shipped(), ROOT)


def same_words(sheets: Mapping[str, Sheet], tree: Mapping[str, bytes]) -> None:
    for path, sheet in sheets.items():
        reader = opened(sheet.press())
        expected = printed(tree[path.replace(".pdf", ".docx")])
        told, aside = zip(*parted(reader), strict=True)
        assert joined(told, expected) == expected, path
        assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
        assert "/StructTreeRoot" in reader.trailer["/Root"]
        assert reader.metadata is not None
        assert reader.metadata.title
        for number, text in enumerate(aside, 1):
            assert letters(text).endswith(f"Page{number}sur{len(aside)}")


@cache
def complete(partner: str) -> dict[str, bytes]:
    return maker().complete(partner)


@cache
def sheets(partner: str) -> dict[str, Sheet]:
    return maker().sheets(partner)


@pytest.mark.parametrize("partner", build.active(shipped()))
def test_a_partner_reads_in_pdf_what_it_reads_in_word(partner: str) -> None:
    same_words(sheets(partner), complete(partner))


def test_every_document_of_both_families_is_made_in_pdf() -> None:
    """But those corrected by hand, whose Word file alone says what is issued."""
    data = shipped()
    made: set[tuple[str, str]] = set()
    for partner in build.active(data):
        portable = {path.removesuffix(".pdf") for path in sheets(partner)}
        words = {path.removesuffix(".docx") for path in complete(partner) if path.endswith(".docx")}
        corrected = {f"{partner}/{each.document}" for each in corrections.of_partner(data, partner)}
        assert portable == words - corrected
        made |= {
            (path.split("/")[1].removesuffix("-2"), path.rpartition("/")[2]) for path in portable
        }
    wanted = {
        (template.famille, name)
        for template in data.templates.values()
        for name in template.documents
    }
    assert wanted <= made


@pytest.mark.parametrize("template", ["cooperation-2026", "mon-compte-partenaire-2023"])
def test_the_blank_models_too(template: str) -> None:
    same_words(maker().blank_sheets("caf99", template), maker().blank("caf99", template))


def test_a_letter_too() -> None:
    data = shipped()
    assert data.settings.exemple
    look, day = build.look_of(ROOT), data.settings.exemple.date
    tree = upkeep_letters.letters(data, "cc-val-de-brume", "non-renouvellement", None, day=day, look=look)  # fmt: skip
    (path,) = (path for path in tree if path.endswith(".pdf"))
    expected = printed(tree[path.replace(".pdf", ".docx")])
    assert said(tree[path], expected) == expected
