"""A signed act made again names who signed, when the data show it, or leaves the name to fill: never today's person unseen."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builder import CAF, PARTNER, make_root

from generator.documents import markdown
from generator.documents.texts import Author
from generator.dossier.contents import contents
from generator.dossier.missing import lacks
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT

TODAY_S = "Monsieur Paul Brindille"
TO_FILL = "Madame/Monsieur [à compléter : prénom et nom]"
SIGNED = """
        signature:
          partenaire: 2026-03-02
"""
PROOF = """
          preuves:
            partenaire: {mode: manuscrite, fonction: FUNCTION, fichier: a.pdf, empreinte: "%s", texte: conforme}
""" % ("0" * 64)
BOTH = "ca-hautes-eaux-vives"


def _since(day: str, partner: str = PARTNER) -> str:
    return partner.replace("fonction: président}", f"fonction: président, depuis: {day}}}")


def _data(tmp_path: Path, partner: str, *, signature: str = SIGNED, function: str = "") -> Dataset:
    proof = PROOF.lstrip("\n").replace("FUNCTION", function) if function else ""
    return load(make_root(tmp_path, caf=CAF, partner=partner.rstrip() + signature + proof))


def _text(data: Dataset, partner: str = "temoin", document: str = "cooperation/convention", *, public: bool = False) -> str:  # fmt: skip
    author = Author(data)
    drafts = author.publishable(partner) if public else author.complete(partner)
    draft = next(each for each in drafts if each.identity.document == document)
    return markdown.write(draft.rendered).replace("\u00a0", " ").replace("\\", "")


def _lacks(data: Dataset, partner: str = "temoin", index: int = 0) -> list[str]:
    (dossier,) = contents(data, partner, [index])
    return [each.sentence.replace("\u00a0", " ") for each in lacks(dossier, date(2026, 6, 15))]


def test_who_was_in_office_on_the_day_is_named(tmp_path: Path) -> None:
    data = _data(tmp_path, _since("2026-03-02"))
    assert TODAY_S in _text(data)
    assert not [each for each in _lacks(data) if "laissé à remplir" in each]


def test_a_draft_names_who_is_to_sign(tmp_path: Path) -> None:
    """Nothing says since when, and nothing has to: it is not signed."""
    assert TODAY_S in _text(_data(tmp_path, PARTNER, signature=""))


@pytest.mark.parametrize(
    ("partner", "function", "sentence"),
    [
        (_since("2026-03-03"), "", "en fonction depuis le 3 mars 2026, et n'a pas signé le 2 mars 2026"),
        (PARTNER, "", "rien ne dit depuis quand le représentant du partenaire d'aujourd'hui est en fonction"),
        (_since("2026-01-01"), "Le Vice-président délégué", "signature du partenaire notée le 2 mars 2026 est celle de « Le Vice-président délégué »"),
    ],
)  # fmt: skip
def test_whoever_else_signed_is_to_fill_and_the_checklist_says_so(tmp_path: Path, partner: str, function: str, sentence: str) -> None:  # fmt: skip
    data = _data(tmp_path, partner, function=function)
    text = _text(data)
    assert "Brindille" not in text
    assert text.count(TO_FILL) == 2
    assert "Madame Odile Lampion" in text, "the Caf has not signed: who is to sign is named"
    (said,) = [each for each in _lacks(data) if "laissé à remplir" in each]
    assert sentence in said


def test_the_function_that_is_noted_is_printed(tmp_path: Path) -> None:
    text = _text(_data(tmp_path, _since("2026-06-01"), function="La Vice-présidente"))
    assert f"{TO_FILL}, la Vice-présidente" in text
    assert "| La Vice-présidente |" in text.replace("|  |", "|")
    assert "président," not in text


@pytest.mark.parametrize(
    "noted", ["Le Président", "président", "Présidente de la communauté", "LE PRESIDENT"]
)
def test_a_function_written_otherwise_is_the_same(tmp_path: Path, noted: str) -> None:
    assert TODAY_S in _text(_data(tmp_path, _since("2026-01-01"), function=noted))


def test_a_text_received_signed_with_no_day_is_signed(tmp_path: Path) -> None:
    signature = SIGNED.replace("partenaire:", "recue_le:")
    assert "Brindille" not in _text(_data(tmp_path, _since("2026-04-01"), signature=signature))
    assert TODAY_S in _text(_data(tmp_path, _since("2026-02-01"), signature=signature))


def test_the_public_text_says_no_more_of_who_signed(tmp_path: Path) -> None:
    """Nobody chose to publish: neither the name nor the function that is noted."""
    public = _text(
        _data(tmp_path, _since("2026-06-01"), function="La Vice-présidente"), public=True
    )
    assert "Vice-présidente" not in public
    assert "Brindille" not in public


@cache
def _shipped() -> Dataset:
    return load(PROJECT)


def test_each_act_and_each_piece_follows_its_own_day_and_what_has_none_names_today_s_person(tmp_path: Path) -> None:  # fmt: skip
    """A bulletin signed later than the convention is signed by whoever came in between; a PJ1 sent before is not."""
    data = _shipped()
    entry = data.partners[BOTH]
    ((index, held),) = entry.record.mon_compte_partenaire
    person = entry.record.representant
    bulletin = held.bulletins[0]
    assert bulletin.signature is not None
    later = bulletin.model_copy(
        update={"signature": bulletin.signature.model_copy(update={"partenaire": date(2026, 5, 4)})}
    )
    conventions = [*entry.record.conventions]
    conventions[index] = held.model_copy(update={"bulletins": [later]})
    came = person.model_copy(update={"depuis": date(2026, 4, 1)})
    record = entry.record.model_copy(update={"representant": came, "conventions": conventions})
    data = replace(data, partners={**data.partners, BOTH: replace(entry, record=record)})
    home = "mon-compte-partenaire"
    named = {
        name: person.nom in _text(data, BOTH, f"{home}/{name}")
        for name in ("convention", "contrat", "afas/bulletin", "afas/pj1", "signature-electronique")
    }
    assert named == {"convention": False, "contrat": False, "afas/bulletin": True, "afas/pj1": False, "signature-electronique": True}  # fmt: skip
    assert (
        "Je soussigné(e) [à compléter : prénom et nom], en qualité de [à compléter : fonction]"
        in _text(data, BOTH, f"{home}/afas/pj1").replace("’", "'")
    )
    said = [each for each in _lacks(data, BOTH, index) if "laissé à remplir" in each]
    pieces = [f"« Pièce justificative {rank} :" for rank in (1, 3, 3)]
    assert [each[:25] for each in said] == ["le représentant du parten", *pieces]
