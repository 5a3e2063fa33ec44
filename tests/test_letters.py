"""Letters: who may send which, the dates and articles of the convention, and a place to fill for what is not known."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import account_records
import docx
import pytest
import records
from pdf_files import opened
from test_reminders import data

from generator.archives.office import open_office
from generator.documents.pdf.writer import properties
from generator.documents.production import look
from generator.errors import GreffeError
from generator.store.locations import PROJECT
from generator.store.schema.mon_compte_partenaire import Side
from generator.store.schema.partner import Partner
from generator.upkeep.letters import LETTERS, Kind, letters

LOOK = look(PROJECT / "templates", PROJECT / "templates")
DAY = date(2026, 6, 15)


def made(partner: Partner, kind: Kind, by: Side | None = None, day: date = DAY) -> dict[str, str]:
    """The letters in Markdown, by name, with ordinary spaces and quotes."""
    tree = letters(data(temoin=partner), "temoin", kind, by, day=day, look=LOOK)
    assert {path.rpartition(".")[2] for path in tree} == {"md", "docx", "pdf"}
    return {
        path.removeprefix("temoin/").removesuffix(".md"): re.sub("[\u00a0\u202f]", " ", text.decode()).replace("’", "'").replace("\\[", "[")
        for path, text in tree.items()
        if path.endswith(".md")
    }  # fmt: skip


def one(partner: Partner, kind: Kind, by: Side | None = None, day: date = DAY) -> str:
    (text,) = made(partner, kind, by, day).values()
    return text


def account(**fields: Any) -> Partner:
    return account_records.accounts_partner(fields)


def test_a_notice_of_non_renewal_states_the_due_date_it_prevents() -> None:
    text = one(records.partner(), "non-renouvellement")
    assert "signée le 15 janvier 2026" in text
    assert "Son article 4.1" in text
    assert "au moins 1 mois avant l'échéance annuelle" in text
    assert "échéance du 15 janvier 2027" in text
    assert "à recevoir" not in text, "what whoever sends it must know is no part of it"
    assert "Lettre recommandée avec accusé de réception" in text


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 14), "15 janvier 2027"),
        (date(2026, 12, 15), "15 janvier 2027"),  # to be received that very day
        (date(2026, 12, 16), "15 janvier 2028"),
        (date(2027, 11, 13), "15 janvier 2028"),
        (date(2027, 1, 15), "15 janvier 2028"),
        (date.max, "31 décembre 9999"),
    ],
)
def test_a_letter_that_would_come_too_late_is_for_the_next_due_date(day: date, due: str) -> None:
    assert f"échéance du {due}" in one(records.partner(), "non-renouvellement", day=day)


def test_without_the_signing_dates_the_due_date_is_to_fill() -> None:
    text = one(records.partner({"signature": {"partenaire": "2026-01-12"}}), "non-renouvellement")
    assert "[à compléter : date d'échéance]" in text


def test_whoever_sends_stands_first_and_signs() -> None:
    partner = records.partner()
    caf, own = (one(partner, "non-renouvellement", by) for by in ("caf", "partenaire"))
    assert caf.index("Val-Fictif") < caf.index("Paul BRINDILLE")
    assert own.index("Pays Témoin") < own.index("Caisse d'allocations")
    assert own.rstrip().endswith("| Le Président |\n|---|\n| Paul BRINDILLE |")
    assert "la Communauté de communes du Pays Témoin ne la reconduit pas" in own


def test_the_letters_of_both_sides_stand_beside_each_other() -> None:
    """Nobody's work is lost: the one would be written over the other in the same folder."""
    names = [set(made(records.partner(), "non-renouvellement", by)) for by in ("caf", "partenaire")]
    assert names == [{"lettre-non-renouvellement-cooperation"}, {"lettre-non-renouvellement-cooperation-du-partenaire"}]  # fmt: skip
    assert set(made(account(), "prestataire")) == {"lettre-prestataire-1-mon-compte-partenaire"}


@pytest.mark.parametrize(
    ("civility", "function", "called"),
    [
        ("M.", "maire", "Monsieur le Maire"),
        ("Mme", "président", "Madame la Présidente"),
        ("Mme", "président de la communauté", "Madame la Présidente"),
        ("M.", "président par intérim", "Monsieur le Président"),
        ("M.", "vice-président délégué", "Monsieur le Vice-président délégué"),
        ("Mme", "directeur général des services", "Madame la Directrice générale des services"),
        ("Mme", "adjoint au maire", "Madame l'Adjointe au maire"),
        ("M.", "Grand échanson", "Monsieur"),
    ],
)  # fmt: skip
def test_a_letter_calls_its_reader_by_the_function(
    civility: str, function: str, called: str
) -> None:
    """Neither that one stands in nor of what; the civility alone when greffe does not know the function."""
    person = records.signatory(civilite=civility, fonction=function)
    text = one(records.partner(representant=person), "resiliation")
    assert f"\n\n{called},\n\n" in text
    assert f"Je vous prie d'agréer, {called}, l'expression" in text


def test_a_paper_says_where_it_comes_from_and_heads_its_pages_with_it() -> None:
    """In Word and in PDF: partner, model, name, digest of its values; no name of a person."""
    tree = letters(data(temoin=account()), "temoin", "bilan", None, day=DAY, look=LOOK)
    files = {path.rpartition(".")[2]: content for path, content in tree.items()}
    word = open_office("bilan.docx", files["docx"]).properties()
    portable = properties(files["pdf"])
    for said in (word, portable):
        assert said["greffe.partenaire"] == "temoin"
        assert said["greffe.modele"] == "mon-compte-partenaire-2023"
        assert said["greffe.document"] == "papiers/bilan-mon-compte-partenaire"
        assert len(said["greffe.donnees"]) == 64
        assert "BRINDILLE" not in str(said)
    assert word["greffe.donnees"] == portable["greffe.donnees"]
    for page in opened(files["pdf"]).pages:
        head = page.extract_text().replace("\u00a0", " ")
        assert "Compte rendu du bilan annuel – « Mon Compte Partenaire » – Communauté de communes du Pays Témoin" in head  # fmt: skip


def test_the_address_of_the_reader_is_under_the_window_of_the_envelope() -> None:
    """NF Z 11-001: it begins 11 cm from the left edge of the page; in Word, after a margin of 2.4 cm."""
    tree = letters(data(temoin=account()), "temoin", "resiliation", None, day=DAY, look=LOOK)
    files = {path.rpartition(".")[2]: content for path, content in tree.items()}
    left: list[float] = []
    opened(files["pdf"]).pages[0].extract_text(
        visitor_text=lambda text, where, *_: left.append(where[4]) if "Paul" in text else None
    )
    word = docx.Document(io.BytesIO(files["docx"]))
    (address,) = (each for each in word.paragraphs if "Monsieur Paul" in each.text)
    assert address.paragraph_format.left_indent is not None
    assert round(address.paragraph_format.left_indent.cm + 2.4) == 11
    assert round(min(left) / 72 * 2.54) == 11


def test_only_the_caf_may_terminate_under_cooperation() -> None:
    """Article 4.2 gives that right to the Caf alone, on breach, with effect on receipt."""
    text = one(records.partner(), "resiliation")
    assert "article 4.2" in text
    assert "prend effet à la réception" in text
    assert "[à compléter : manquement ou usage constaté" in text
    with pytest.raises(GreffeError, match="par le partenaire"):
        one(records.partner(), "resiliation", "partenaire")


def test_either_party_may_terminate_access_after_three_months() -> None:
    asked = {"par": "partenaire", "effet_le": "2026-12-01"}
    for by in ("caf", "partenaire"):
        text = one(account(), "resiliation", by)
        assert "article 17.2" in text.casefold()
        assert "[à compléter : jour d'effet souhaité], et pas avant 3 mois" in text
        assert "le 1er décembre 2026, et pas avant" in one(account(resiliation=asked), "resiliation", by)  # fmt: skip


def test_a_formal_notice_lists_the_breaches_and_the_month_to_remedy() -> None:
    text = one(account(mise_en_demeure={"par": "caf", "manquements": "Bilan non fait."}), "mise-en-demeure")  # fmt: skip
    assert "constatés : Bilan non fait." in text
    assert "résiliée de plein droit 1 mois après la réception" in text
    assert "[à compléter : manquements" in one(account(), "mise-en-demeure")


def test_a_contractor_is_announced_by_an_ordinary_letter_of_the_partner_with_its_five_items() -> (
    None
):
    known = {
        "nom": "Atelier Nuage", "localisation": "Témoin", "localisation_donnees": "Testville",
        "regime_juridique": "Droit français", "taches": "Hébergement", "debut": "2027-01-04",
    }  # fmt: skip
    told = {"nom": "Déjà Dit", "lettre_recue_le": "2026-01-02"}
    found = made(account(prestataires=[told, known, {"nom": "Inconnu"}]), "prestataire")
    assert sorted(found) == [f"lettre-prestataire-{n}-mon-compte-partenaire" for n in (1, 2)]
    full, bare = found.values()
    for words in ("Atelier Nuage", "Testville", "Droit français", "Hébergement", "4 janvier 2027", "6 mois"):  # fmt: skip
        assert words in full
    assert "recommandée" not in full
    assert full.index("Pays Témoin") < full.index("Caisse d'allocations")
    assert bare.count("[à compléter") == 5
    with pytest.raises(GreffeError):
        made(account(), "prestataire", "caf")


def test_no_letter_under_a_convention_that_is_not_in_force() -> None:
    draft = records.partner({"signature": None})
    with pytest.raises(GreffeError, match="la convention « Coopération » n'est pas encore signée"):
        one(draft, "annexe-1")
    ended = records.partner({"denonciation": {"type": "resiliation", "par": "caf", "recue_le": "2026-05-01"}})  # fmt: skip
    for partner in (draft, ended):
        with pytest.raises(GreffeError, match="aucune convention en cours"):
            one(partner, "non-renouvellement")


def test_a_letter_is_about_the_convention_in_force_not_the_next_one() -> None:
    signed = records.only(records.partner()).model_dump(mode="json", exclude_none=True)
    later = signed | {"signature": {"partenaire": "2027-01-04", "caf": "2027-01-05"}}
    partner = records.partner(conventions=[signed, later])
    assert "signée le 15 janvier 2026" in one(partner, "resiliation", day=date(2026, 12, 1))
    assert "signée le 5 janvier 2027" in one(partner, "resiliation", day=date(2027, 2, 1))


@pytest.mark.parametrize("kind", [kind for kind, (first, *_) in LETTERS.items() if first.sort == "lettre"])  # fmt: skip
def test_a_letter_is_dated_on_a_working_day_and_bears_nothing_to_take_away(kind: Kind) -> None:
    partner = records.partner() if kind == "non-renouvellement" else account()
    text = one(partner, kind, day=date(2026, 8, 15))
    assert ", le 17 août 2026" in text
    assert "Projet" not in text


def test_hostile_data_stay_text() -> None:
    text = "1. *gras* <b> {{ 7*7 }} | # \\"
    partner = account(mise_en_demeure={"par": "caf", "manquements": text})
    tree = letters(data(temoin=partner), "temoin", "mise-en-demeure", None, day=DAY, look=LOOK)
    (word,) = (content for path, content in tree.items() if path.endswith(".docx"))
    assert any(text in each.text for each in docx.Document(io.BytesIO(word)).paragraphs)


def test_the_same_data_give_the_same_word_file() -> None:
    def words() -> dict[str, bytes]:
        return letters(data(temoin=account()), "temoin", "mise-en-demeure", None, day=DAY, look=LOOK)  # fmt: skip

    assert words() == words()
    (word,) = (content for path, content in words().items() if path.endswith(".docx"))
    assert zipfile.ZipFile(io.BytesIO(word)).testzip() is None


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        ({"cooperation": records.partner, "mon-compte-partenaire": account}[letter.family], kind)
        for kind, known in LETTERS.items()
        for letter in known
    ],
)
def test_an_article_that_the_model_lacks_is_left_out(make: Any, kind: Kind) -> None:
    """An adopted model has the articles that were known in it: a letter stands without their numbers."""
    known = data(temoin=make())
    bare = {key: each.model_copy(update={"articles": {}}) for key, each in known.templates.items()}
    tree = letters(replace(known, templates=bare), "temoin", kind, None, day=DAY, look=LOOK)
    text = next(each.decode() for path, each in tree.items() if path.endswith(".md"))
    assert not re.search(r"\barticle\b", text)
