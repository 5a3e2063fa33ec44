"""What a public page says of where a convention stands is what the obligations computed, and says no more."""

import html
from datetime import date
from typing import Any

import pytest
from records import TEMPLATES, partner
from test_website import DAY, dataset, site

from generator.documents.french.durations import duration
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.stages import stage
from generator.store import dataset as store
from generator.store.families import of_family
from generator.store.locations import PROJECT
from generator.store.parameters import CooperationTemplate
from generator.website.public import publishing
from generator.website.public.pages import pages

SHIPPED = store.load(PROJECT, nominative=False)


def page(late: str = "non", **changed: Any) -> str:
    """The page of a partner with one convention, as read."""
    said = {"titre": "Essai", "site_public": {"publication": {"retards": late}}}
    made = pages(site(dataset(said, temoin=partner(changed))))
    return words(made["partenaires/temoin.md"])


def words(content: bytes) -> str:
    return html.unescape(content.decode()).replace("\u00a0", " ")


def test_the_public_page_says_ended_when_the_obligations_do() -> None:
    """One source: the stage that the Caf's own pages show."""
    day = date(2026, 6, 15)
    shown = {p.id: p for p in publishing.site(SHIPPED, day, documents={}, blanks={}).partenaires}
    ended = 0
    for key, entry in SHIPPED.partners.items():
        if key not in shown:
            continue
        record = entry.record
        standings = {each.index: each for each in (*deadlines.standings(record, SHIPPED.templates, day), *mcp_deadlines.standings(record, SHIPPED.templates, day))}  # fmt: skip
        for held, published in ((record.cooperation, shown[key].conventions), (record.mon_compte_partenaire, shown[key].acces)):  # fmt: skip
            for (index, convention), one in zip(held, published, strict=True):
                said = stage(convention, standings.get(index), day)
                assert one.terminee == one.etat.startswith("A pris fin") == (said == "terminee"), key  # fmt: skip
                assert (said == "en-cours") == one.etat.startswith("En cours"), key
                ended += one.terminee
    assert ended >= 2


def test_a_formal_notice_without_remedy_ends_a_convention_and_is_not_told() -> None:
    made = pages(publishing.site(SHIPPED, date(2026, 6, 15), documents={}, blanks={}))
    text = words(made["partenaires/syndicat-trois-clochers.md"])
    assert "A pris fin le 4 juin 2026" in text
    for secret in ("demeure", "manquement", "partagés"):
        assert secret not in text


def test_a_letter_that_came_too_late_ends_nothing() -> None:
    """Signed on 15 January: the letter had to come by 15 December (C21)."""
    letter = {"type": "non-renouvellement", "par": "partenaire", "recue_le": "2026-12-20"}
    told = dataset(temoin=partner({"denonciation": letter}))
    for day, due in ((date(2026, 12, 21), "15 janvier 2027"), (date(2027, 2, 1), "15 janvier 2028")):  # fmt: skip
        text = words(pages(publishing.site(told, day, documents={}, blanks={}))["partenaires/temoin.md"])  # fmt: skip
        assert f"En cours : la lettre de non-renouvellement reçue le 20 décembre 2026 est arrivée trop tard, et la convention court au moins jusqu'au {due}" in text  # fmt: skip
        assert "demandé" not in text


def test_a_letter_in_time_gives_the_end() -> None:
    letter = {"type": "non-renouvellement", "par": "partenaire", "recue_le": "2026-06-01"}
    assert "Prend fin le 15 janvier 2027 : lettre de non-renouvellement reçue le 1er juin 2026" in page(denonciation=letter)  # fmt: skip


@pytest.mark.parametrize("late", ["oui", "non"])
def test_the_end_of_a_convention_is_not_the_end_of_the_partner_s_duties(late: str) -> None:
    """The attestation stays to be sent; that it was not is told by the Caf's choice only."""
    letter = {"type": "resiliation", "par": "partenaire", "recue_le": "2026-06-09"}
    text = page(late, denonciation=letter)
    assert "A pris fin le 9 juin 2026 : lettre de résiliation reçue le 9 juin 2026" in text
    assert "ttestation de destruction" in text
    assert ("À faire sans attendre" in text) == (late == "oui")
    assert "formulaires/annexe-1" not in text


def test_a_renewal_that_an_end_follows_says_until_when() -> None:
    made = publishing.site(SHIPPED, date(2026, 6, 15), documents={}, blanks={})
    found = [due.quoi for p in made.partenaires if p.id == "montbrume-metropole" for due in p.echeances]  # fmt: skip
    assert "Reconduction de la convention, jusqu'à sa fin le 1er septembre 2026" in [quoi.replace("\u00a0", " ") for quoi in found]  # fmt: skip


def test_what_is_late_is_apart_from_what_comes() -> None:
    text = page("oui", annexe_1={"transmise_le": "2025-01-02"})
    late, _, coming = text.partition("Prochaines échéances")
    assert "Envoi de l'annexe 1 à jour" in late
    assert "Envoi de l'annexe 1 à jour" not in coming
    assert coming.count("Depuis le") == 0


def test_a_territory_whose_time_has_passed_is_said_to_be_over() -> None:
    frame = {"type": "ctg", "nom": "CTG Ancienne", "debut": "2021-01-01", "fin": "2025-12-31"}
    over = words(pages(site(dataset(temoin=partner({"cadre": frame}))))["territoires.md"])
    assert over.count(": terminée") == 1
    running = frame | {"fin": DAY.isoformat()}
    assert ": terminée" not in words(pages(site(dataset(temoin=partner({"cadre": running}))))["territoires.md"])  # fmt: skip


def test_the_guide_gives_the_delay_of_a_letter_as_the_site_does() -> None:
    guide = (PROJECT / "docs/guides/partenaires.md").read_text(encoding="utf-8")
    dates = words(pages(site(dataset(temoin=partner())))["echeances.md"])
    delays = {duration(each.parametres.preavis).replace("\u00a0", " ") for each in of_family(TEMPLATES, CooperationTemplate).values()}  # fmt: skip
    for delay in delays:
        said = f"reçue au moins {delay} avant l'échéance"
        assert said in dates
        assert said in guide
