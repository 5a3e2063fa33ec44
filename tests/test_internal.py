"""The internal site: what its pages count, group and draw, and that none of it is ever in the public site."""

import html
import re
import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import records
from builder import PARTNER, make_root, write
from hypothesis import given
from hypothesis import strategies as st
from test_shipped import private_words, texts

import bench.data
from generator.checks import checker
from generator.checks.finding import SEVERITIES, Finding
from generator.checks.reports import text as text_report
from generator.checks.words import set_aside
from generator.cli.main import main
from generator.documents.french.typography import NBSP
from generator.store import dataset
from generator.store.dataset import Dataset, Entry
from generator.store.locations import PROJECT
from generator.store.schema.partner import Partner
from generator.store.schema.settings import Settings
from generator.store.source import read
from generator.upkeep import campaign as upkeep
from generator.upkeep.duties import WORDS
from generator.website import timeline
from generator.website.internal import alerts, assembly, campaign, charts, dashboard, dues, pages
from generator.website.internal.charts import Chart, Row
from generator.website.internal.dossiers import Dossier, dossiers
from generator.website.internal.history import Past
from generator.website.shelves import EVERY

DAY = date(2026, 6, 15)
DATA = dataset.load(PROJECT)
SOURCE = read("x.yml", b"x: 1")


def data(**partners: Partner) -> Dataset:
    """A data set of these partners, under one Caf."""
    return Dataset(
        Settings(), {"caf99": Entry("caf99", records.caf(), SOURCE)},
        {key: Entry(key, record, SOURCE) for key, record in partners.items()},
        {}, {}, dict(records.TEMPLATES), dict(records.TEXTS), (), True,
    )  # fmt: skip


def seen(day: date = DAY, **partners: Partner) -> tuple[Dossier, ...]:
    """The dossiers of these partners on `day`."""
    known = data(**partners)
    return dossiers(known, checker.check(known, day), {}, {})


def state(day: date = DAY, **changed: Any) -> str:
    """The state on `day` of the partner's convention, so changed."""
    (dossier,) = seen(day, temoin=records.partner(changed))
    return dossier.conventions[0].etat


def finding(**fields: Any) -> Finding:
    """A finding about the file of « temoin », unless `fields` say otherwise."""
    known: dict[str, Any] = {
        "rule": "C11", "severity": "avertissement", "file": "data/partners/temoin.yml", "line": 3, "column": 1,
        "path": "conventions[0].annexe_1", "message": "m", "remedy": "Demandez-la.", "partner": "temoin",
    }  # fmt: skip
    return Finding(**known | fields)


def staff_pages(*findings: Finding, **partners: Partner) -> dict[str, bytes]:
    """The pages of « temoin », or of these partners, about which a check found this."""
    known = data(**partners or {"temoin": records.partner()})
    outcome = replace(checker.check(known, DAY), findings=findings)
    material = assembly.Material(known, outcome, {}, {}, Past(DAY, {}, "Rien."), b"")
    return pages.pages(assembly.staff(material, {}))


# --- Conventions and their states ----------------------------------------------------------------


def test_a_convention_goes_through_its_five_states() -> None:
    assert state(signature=None) == "projet"
    assert state(signature={"partenaire": "2026-01-12"}) == "signee"  # one date of two
    assert state(date(2026, 1, 14)) == "signee"  # the day before the Caf signs
    assert state(date(2026, 1, 15)) == "en-cours"
    letter = {"type": "non-renouvellement", "par": "caf", "recue_le": "2026-06-01"}
    assert state(denonciation=letter) == "finissante"
    assert state(date(2027, 1, 14), denonciation=letter) == "finissante"
    assert state(date(2027, 1, 15), denonciation=letter) == "terminee"


def test_conventions_of_one_family_are_told_apart_by_their_day() -> None:
    first = records.partner().conventions[0]
    later = first.model_copy(update={"signature": None})
    record = records.partner().model_copy(update={"conventions": [first, later]})
    names = [each.nom for each in seen(temoin=record)[0].conventions]
    assert names == [
        "«\u00a0Coopération\u00a0» du 15\u00a0janvier\u00a02026",
        "«\u00a0Coopération\u00a0» (projet)",
    ]


def test_a_partner_that_cannot_be_read_has_a_dossier_that_says_so() -> None:
    known = replace(data(temoin=records.partner()), unread=frozenset(("casse",)))
    read_one, broken = dossiers(known, checker.check(known, DAY), {}, {"casse": "Faits hier."})
    assert (broken.nom, broken.lisible, broken.echec) == ("casse", False, "Faits hier.")
    assert read_one.lisible


# --- Alerts --------------------------------------------------------------------------------------


def test_an_alert_names_its_convention_in_words() -> None:
    known = data(temoin=records.partner())
    nominative = {"file": "data/nominatif/temoin.pj3.yml", "path": "services[0]", "rule": "X7"}
    spoken = {"« Coopération »": {}, "« Mon Compte Partenaire »": nominative, None: {"rule": "X3", "path": "representant"}}  # fmt: skip
    for words, fields in spoken.items():
        made = alerts.alert(finding(**fields), known)
        assert (made.convention and made.convention.replace("\u00a0", " ")) == words


def test_the_words_of_the_internal_report_are_those_of_the_page() -> None:
    """What outside reports keep silent is what must be mended."""
    made = alerts.alert(
        finding(rule="lecture", frank_message="« Paul : x »", frank_remedy="Ôtez-le.", who="Paul"),
        data(),
    )
    assert (made.phrase, made.geste, made.qui) == (
        "«\u00a0Paul\u00a0: x\u00a0»",
        "Ôtez-le.",
        "Paul",
    )


def test_actions_gather_their_partners_the_gravest_and_the_nearest_first() -> None:
    known = data(temoin=records.partner(), voisin=records.partner(siret=None))
    found = [
        finding(remedy="Notez-le.", severity="information"),
        finding(remedy="Plus tard.", due=date(2026, 9, 1)),
        finding(remedy="Demandez-la.", due=date(2026, 7, 1), partner="voisin"),
        finding(remedy="Demandez-la.", severity="erreur", due=date(2026, 8, 1)),
    ]
    made = alerts.actions(alerts.alert(each, known) for each in found)
    assert [each.geste for each in made] == ["Demandez-la.", "Plus tard.", "Notez-le."]
    assert [each.partenaire for each in made[0].alertes] == ["temoin", "voisin"]
    assert made[0].gravite == "erreur"


def test_the_week_is_that_of_the_text_report_and_says_nothing_twice() -> None:
    """Errors, then what is due within seven days: the dashboard begins as the report of `greffe check` does."""
    found = [
        finding(remedy="Notez-le.", due=date(2026, 6, 22)), finding(remedy="Plus tard.", due=date(2026, 6, 23)),
        finding(remedy="Trop tard.", due=date(2026, 6, 14)), finding(remedy="À savoir.", severity="information"),
        finding(remedy="Demandez-la.", severity="erreur"), finding(remedy="Demandez-la.", severity="erreur", line=9),
    ]  # fmt: skip
    made = alerts.pressing((alerts.alert(each, data()) for each in found), DAY)
    assert [each.geste for each in made] == ["Demandez-la.", "Notez-le."]
    outcome = checker.check(DATA, DAY)
    said = text_report.report(outcome).split("\n\n")[1]
    for each in alerts.pressing((alerts.alert(one, DATA) for one in outcome.findings), DAY)[:8]:
        assert each.phrase.split(NBSP)[0] in said


def test_what_is_only_to_know_is_not_to_do() -> None:
    """On a partner's page as on that of alerts."""
    pages_of = {
        severity: staff_pages(finding(severity=severity, message="Un fait."))["partenaires/temoin.md"].decode()
        for severity in SEVERITIES
    }  # fmt: skip
    for severity, page in pages_of.items():
        to_do, known = page.index("À faire</h2>"), page.find("Pour information</h2>")
        assert (known > to_do) == (severity == "information"), severity
        assert ("Rien à faire." in page) == (severity == "information"), severity


def test_the_review_of_a_convention_without_its_dates_says_what_is_missing() -> None:
    """Not that it is for later: nobody knows when it is."""
    made = staff_pages(temoin=records.partner({"signature": {"recue_le": "2026-02-24"}}))["revue.md"].decode()  # fmt: skip
    assert "Il manque" in made
    assert 'class="etat etat-plus-tard"' not in made


def test_a_line_to_set_an_alert_aside_leads_to_how() -> None:
    aside = f"Vérifiez-la. Sinon, {set_aside('X1', 'temoin', 'conventions[0].signature')}"
    made = staff_pages(finding(remedy=aside))
    assert '<h2 id="mettre-de-cote">' in made["alertes.md"].decode()
    assert 'href="../alertes/#mettre-de-cote"' in made["alertes.md"].decode()
    assert 'href="../../alertes/#mettre-de-cote"' in made["partenaires/temoin.md"].decode()


def test_a_subject_stands_once_with_all_its_actions() -> None:
    found = [
        finding(remedy="Notez-le.", severity="information"),
        finding(rule="C12", remedy="Demandez-la.", severity="erreur"),
        finding(remedy="Demandez-la."),
        finding(remedy="Demandez-la.", severity="erreur", due=date(2026, 8, 1)),
    ]
    made = alerts.subjects(alerts.alert(each, data()) for each in found)
    assert [(each.titre, [one.geste for one in each.actions]) for each in made] == [
        ("Annexe 1 à mettre à jour ; Annexe 2 incomplète ou dépassée", ["Demandez-la."]),
        ("Annexe 1 à mettre à jour", ["Notez-le."]),
    ]


def test_an_action_is_one_for_all_that_it_may_set_aside_and_each_alert_keeps_its_line() -> None:
    found = [
        finding(remedy=f"Vérifiez-la. Sinon, {set_aside('X1', key, 'conventions[0].signature')}")
        for key in ("temoin", "voisin")
    ]
    (action,) = alerts.actions(alerts.alert(each, data()) for each in found)
    assert action.geste.endswith("sous «\u00a0exceptions\u00a0» de data/controle.yml.")
    assert {each.exception for each in action.alertes} == {
        f'- {{regle: X1, partenaire: {key}, chemin: "conventions[0].signature", raison: …, jusqu_au: AAAA-MM-JJ}}'
        for key in ("temoin", "voisin")
    }


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["erreur", "information"]))))
def test_no_alert_is_lost_when_they_are_grouped(drawn: list[tuple[str, Any]]) -> None:
    found = [alerts.alert(finding(remedy=one, severity=two), data()) for one, two in drawn]
    grouped = [each for action in alerts.actions(found) for each in action.alertes]
    assert sorted(map(id, grouped)) == sorted(map(id, found))


_SENTENCES = st.sampled_from(
    ("Reçue le 1er\u00a0mars\u00a02026.", "Reçue le 2\u00a0mai\u00a02026.", "Due le 2\u00a0mai\u00a02026, reçue le 3\u00a0mai\u00a02026.",
     "Due le 4\u00a0juin\u00a02026, reçue le 3\u00a0mai\u00a02026.", "3 accès ouverts.", "4 accès ouverts.", "Rien dans temoin.suivi.yml.")
)  # fmt: skip


@given(
    st.lists(st.tuples(_SENTENCES, st.sampled_from(["erreur", "information"]), st.integers(1, 2)))
)
def test_what_several_alerts_say_is_said_once_and_every_word_of_each_is_there(
    drawn: list[tuple[str, Any, int]],
) -> None:
    found = [alerts.alert(finding(message=one, severity=two, line=three), data()) for one, two, three in drawn]  # fmt: skip
    shown = []
    for group in (group for action in alerts.actions(found) for group in action.groupes):
        for line in group.lignes:
            own = iter(line.propre.split("\u00a0; "))
            whole = "".join(next(own) if part == "…" and line.propre else part for part in re.split("(…)", group.phrase))  # fmt: skip
            assert whole.replace("…", "temoin").rstrip(".") == line.alerte.phrase.rstrip(".")
            assert line.alerte.gravite == group.commun.gravite
            shown.append(line.alerte)
    assert sorted(map(id, shown)) == sorted(map(id, found))


def test_alerts_that_differ_by_a_date_stand_under_one_sentence_with_the_file_said_once() -> None:
    known = data(temoin=records.partner(), voisin=records.partner(siret=None))
    found = [
        finding(message=f"Transmise le {day}, à revoir.", partner=key, file=f"data/partners/{key}.yml", due=due)
        for key, day, due in (("temoin", "2\u00a0mai\u00a02026", None), ("voisin", "3\u00a0mai\u00a02026", date(2026, 9, 1)))
    ]  # fmt: skip
    (action,) = alerts.actions(alerts.alert(each, known) for each in found[:1])
    assert [each.fichier for each in action.groupes] == ["data/partners/temoin.yml"]
    (action,) = alerts.actions(alerts.alert(each, known) for each in found)
    (group,) = action.groupes
    assert (group.phrase, group.fichier) == ("Transmise le …, à revoir.", "data/partners/….yml")
    assert {(each.alerte.partenaire, each.propre, each.echeance) for each in group.lignes} == {
        ("temoin", "2\u00a0mai\u00a02026", None), ("voisin", "3\u00a0mai\u00a02026", date(2026, 9, 1)),
    }  # fmt: skip


def test_no_page_of_three_hundred_partners_weighs_two_hundred_kilobytes(tmp_path: Path) -> None:
    """What the theme adds to a page is counted too: thirty kilobytes."""
    bench.data.write(tmp_path / "root", 300)
    known = dataset.load(tmp_path / "root")
    material = assembly.Material(
        known, checker.check(known, DAY), {}, {}, Past(DAY, {}, "Rien."), b""
    )
    made = pages.pages(assembly.staff(material, {}))
    heavy = {name: len(page) for name, page in made.items() if len(page) > 170 * 1024}
    assert heavy == {}


# --- Due dates and reviews -----------------------------------------------------------------------


def test_every_month_lists_what_is_due_in_it_and_says_what_settles_it() -> None:
    partner = records.partner({"annexe_1": {"transmise_le": "2025-07-02"}})
    found = dues.dues(seen(temoin=partner))
    july = next(each for each in dues.months(found) if each.cle == "2026-07")
    assert july.nom == "Juillet 2026"
    (due,) = july.lignes
    assert (due.etat, due.duty.article) == ("À faire", "2.2")
    assert due.reglement.replace("\u00a0", " ") == "Se règle en notant « transmise_le » dans « annexe_1 »."  # fmt: skip
    dated = [due for due in found if due.jour]
    assert sorted(map(id, dated)) == sorted(id(due) for each in dues.months(found) for due in each.lignes)  # fmt: skip


def test_the_chart_of_months_skips_none_and_its_figures_are_those_of_the_list() -> None:
    partner = records.partner({"annexe_1": {"transmise_le": "2025-07-02"}})
    found = dues.months(dues.dues(seen(temoin=partner)))
    shown = dues.next_months(found, DAY, 12)
    assert [each.cle for each in shown] == [
        *(f"2026-{month:02}" for month in range(6, 13)),
        *(f"2027-{month:02}" for month in range(1, 6)),
    ]
    assert [each.cle for each in shown if each.lignes] == [each.cle for each in found if each.cle < "2027-06"]  # fmt: skip
    july = next(each for each in shown if each.cle == "2026-07")
    assert (july.compte, len(july.a_faire)) == ("1 échéance", 1)
    told = {"connu_le": "2026-06-01", "par": "partenaire", "signale_le": "2026-06-01"}
    (june,) = [
        each
        for each in dues.months(dues.dues(seen(temoin=records.partner({"incidents": [told]}))))
        if each.cle == "2026-06"
    ]
    assert (june.compte, june.a_faire) == ("1 échéance, faite", ())


def test_a_date_that_only_passes_is_never_late() -> None:
    frame = {"type": "ctg", "debut": "2021-01-01", "fin": "2025-12-31"}
    found = dues.dues(seen(temoin=records.partner({"cadre": frame})))
    (over,) = [due for due in found if due.duty.code == "fin-cadre"]
    assert (over.etat, over.en_retard) == ("Passée", False)


def test_every_state_has_its_words() -> None:
    """All shipped obligations, over ten years, are said without a fault."""
    met = set()
    for year in range(2024, 2034):
        for due in dues.dues(dossiers(DATA, checker.check(DATA, date(year, 6, 15)), {}, {})):
            met.add(due.duty.code)
            assert due.etat
            assert due.reglement.endswith(".")
    assert len(met) > len(WORDS) * 2 // 3


def test_late_reviews_are_counted_as_late_whether_opened_or_not() -> None:
    signed = {**records.SIGNED, "partenaire": "2025-01-12", "caf": "2025-01-15"}
    late = records.partner({"signature": signed})
    asked = records.partner({"signature": signed, "revues": [{"ouverte_le": "2026-06-01"}]})
    done = records.partner({"revues": [{"date": "2026-02-01"}]})
    rows = upkeep.rows(data(tard=late, demande=asked, fait=done, bien=records.partner()), DAY)
    counted = {row.nom: row.total for row in campaign.chart(rows).lignes}
    assert counted == {"En retard": 2, "Faite": 1, "En attente de réponse": 0, "À ouvrir": 0, "Pas encore à faire": 1}  # fmt: skip


# --- Charts --------------------------------------------------------------------------------------

_VALUES = st.lists(st.tuples(*[st.integers(0, 10_000)] * 3), min_size=1, max_size=9)


@given(_VALUES)
def test_bars_stay_in_the_drawing_and_show_every_value(values: list[tuple[int, ...]]) -> None:
    chart = Chart("c", "t", "p", ("a", "b", "c"), tuple(Row(str(v), v) for v in values))
    for bar, value in zip(chart.barres, values, strict=True):
        assert [each.serie for each in bar.segments] == [rank for rank, one in enumerate(value) if one]  # fmt: skip
        assert all(each.largeur >= 4 for each in bar.segments)
        assert bar.fin <= charts.WIDTH - 28  # the total stands after it
        ends = [each.x + each.largeur for each in bar.segments]
        assert [each.x for each in bar.segments[1:]] == pytest.approx(ends[:-1], abs=0.1)
        assert bar.y + charts.HEIGHT <= chart.hauteur


def test_long_words_are_cut_in_lines_above_their_bar_and_none_is_lost() -> None:
    words = (
        "Ce que le partenaire dit de ses utilisateurs n'est plus ce que dit la convention signée"
    )
    chart = Chart("c", "t", "p", ("a",), (Row(words, (10,)), Row("y", (5,))))
    first, second = chart.barres
    assert " ".join(line for _, line in first.mots) == words
    heights = [y for y, _ in (*first.mots, *second.mots)]
    assert heights == sorted(heights)
    assert heights[0] >= 12
    assert first.mots[-1][0] < first.y
    assert second.mots[0][0] - 12 >= first.y + charts.HEIGHT
    assert second.y + charts.HEIGHT <= chart.hauteur


def test_a_longer_bar_counts_more() -> None:
    chart = Chart("c", "t", "p", ("a",), (Row("x", (10,)), Row("y", (5,))))
    ten, five = (bar.segments[0].largeur for bar in chart.barres)
    assert ten == pytest.approx(2 * five)


def test_a_chart_without_anything_says_so_and_a_chart_tells_all_in_words() -> None:
    assert Chart("c", "t", "p", ("a",), (Row("x", (0,)),)).vide
    chart = Chart("c", "t", "p", ("a", "b"), (Row("Erreurs", (2, 1)), Row("Autres", (0, 0))))
    assert chart.description == "Erreurs : 3, dont a 2, b 1. Autres : 0."


def test_the_dashboard_counts_each_alert_and_each_convention_once() -> None:
    outcome = checker.check(DATA, DAY)
    found = dossiers(DATA, outcome, {}, {})
    every = [alerts.alert(each, DATA) for each in outcome.findings]
    assert sum(row.total for row in dashboard.severities(every).lignes) == len(outcome.findings)
    active = [entry.record for entry in DATA.partners.values() if entry.record.statut == "actif"]
    total = sum(len(each.conventions) for each in active)
    assert sum(row.total for row in dashboard.states(found).lignes) == total


def test_an_annexe_is_as_old_as_its_transmission() -> None:
    """Six months to the day are not more than six months."""
    ages = {}
    for sent in ("2025-12-15", "2025-12-14", "2025-06-14"):
        partner = records.partner({"annexe_1": {"transmise_le": sent}})
        known = data(temoin=partner)
        chart = dashboard.freshness(seen(temoin=partner), known, DAY)
        ages[sent] = chart.lignes[0].valeurs.index(1)
    assert ages == {"2025-12-15": 0, "2025-12-14": 1, "2025-06-14": 2}


def test_due_dates_fall_in_periods_that_touch() -> None:
    partner = records.partner({"annexe_1": {"transmise_le": "2025-07-15"}})  # due in 30 days
    rows = {
        day: [row.total for row in dashboard.due_soon(dues.dues(seen(day, temoin=partner)), day).lignes]
        for day in (date(2026, 6, 14), date(2026, 6, 15), date(2026, 7, 16))
    }  # fmt: skip
    assert list(rows.values()) == [[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]]


# --- The timeline --------------------------------------------------------------------------------


@given(st.dates(date(2026, 1, 15), date(2045, 1, 1)))
def test_a_timeline_stays_in_its_drawing_whatever_the_day(day: date) -> None:
    frame = {"type": "ctg", "debut": "2026-01-01", "fin": "2030-12-31"}
    (dossier,) = seen(day, temoin=records.partner({"cadre": frame}))
    drawn = timeline.timeline(dossier.conventions[0].standing, day)
    assert drawn is not None
    assert 0 <= drawn.aujourdhui <= timeline.WIDTH
    for lane in drawn.voies:
        assert 0 <= lane.x <= lane.x + lane.largeur <= timeline.WIDTH + 2
        assert all(lane.x <= mark <= lane.x + lane.largeur for mark in lane.reperes)
    assert len(drawn.annees) <= 9


def test_a_timeline_shows_signature_renewals_notice_and_frame() -> None:
    frame = {"type": "ctg", "debut": "2026-01-01", "fin": "2030-12-31"}
    day = date(2028, 6, 1)
    (dossier,) = seen(day, temoin=records.partner({"cadre": frame}))
    drawn = timeline.timeline(dossier.conventions[0].standing, day)
    assert drawn is not None
    assert [lane.titre.partition(",")[0] for lane in drawn.voies] == ["Convention", "Non-renouvellement", "CTG"]  # fmt: skip
    assert len(drawn.voies[0].reperes) == 2  # January 2027 and 2028
    assert drawn.reconduite
    assert "15\u00a0décembre\u00a02028" in drawn.description


@pytest.mark.parametrize("site", ["site", "site-interne"])
def test_no_line_of_a_timeline_crosses_its_words_and_every_mark_has_a_legend(
    both: Path, site: str
) -> None:
    page = text(both / site / "partenaires" / "commune-isle-aux-herons" / "index.html")
    drawing, legend = page.partition('class="dessin frise"')[2].split("</svg>", 1)
    lines = [
        (float(top), float(top) + float(height))
        for path in re.findall(r'<path class="g-(?:annee|repere|jour)" d="([^"]+)"', drawing)
        for top, height in re.findall(r"M[\d.]+ ([\d.]+)v([\d.]+)", path)
    ]
    words = [float(y) for y in re.findall(r"<text [^>]*y=\"([\d.]+)\"", drawing)]
    assert len(lines) > 10
    assert len(words) > 8
    for y in words:  # letters of 12 units: 9 above the line they stand on, 3 below
        assert [each for each in lines if each[0] < y + 3 and each[1] > y - 9] == [], y
    assert re.findall(r"</svg> ([^<]+)", legend.partition("</ul>")[0])[0] == "Reconduction"
    assert "15\u00a0juin\u00a02026" in legend.partition("</ul>")[0]


def test_a_draft_has_no_timeline() -> None:
    (dossier,) = seen(temoin=records.partner({"signature": None}))
    assert timeline.timeline(dossier.conventions[0].standing, DAY) is None


# --- Both sites ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """build/ of the shipped data, both sites made."""
    root = tmp_path_factory.mktemp("deux")
    shutil.copytree(PROJECT / "data", root / "data")
    assert main(["build", "--internal", "--root", str(root)]) == 0
    return root / "build"


def text(path: Path) -> str:
    """The words of a file, those inside a Word file included."""
    return html.unescape(texts(path.name, path.read_bytes()))


def test_nothing_internal_nor_nominative_is_ever_in_the_public_site(both: Path) -> None:
    names = private_words()
    inside = [text(path) for path in (both / "site-interne").rglob("*") if path.is_file()]
    assert sum(any(name in each for each in inside) for name in names) > 50  # it can be seen
    for path in (both / "site").rglob("*"):
        if path.is_file():
            said = text(path)
            assert pages.MARK not in said, path
            assert "interne" not in path.name
            assert [name for name in names if name in said] == [], path


def test_every_page_of_the_internal_site_is_headed_by_its_mark(both: Path) -> None:
    found = list((both / "site-interne").rglob("*.html"))
    assert len(found) > 60
    for path in found:
        said = text(path)
        body = said.partition("<article")[2]
        assert pages.MARK in body.partition("<h1")[0], path
        assert '<meta name="robots" content="noindex">' in said, path


def test_every_page_of_both_sites_has_the_same_apostrophe(both: Path) -> None:
    pages_of_both = [path for site in ("site", "site-interne") for path in (both / site).rglob("*.html")]  # fmt: skip
    assert len(pages_of_both) > 120
    assert [path for path in pages_of_both if "’" in text(path)] == []


def test_people_are_in_no_page_but_where_an_alert_is_about_them(both: Path) -> None:
    outcome = checker.check(DATA, DAY)
    told = " ".join(f"{each.who} {each.message} {each.frank_message}" for each in outcome.findings)
    unsaid = {name for name in private_words() if name not in told}
    assert len(unsaid) > 40
    for path in (both / "site-interne").rglob("*.html"):
        assert [name for name in unsaid if name in text(path)] == [], path


class _Links(HTMLParser):
    """Links and resources of a page, its ids, and what a strict Content-Security-Policy refuses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.refused: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)
            if name == "style" or name.startswith("on"):
                self.refused.append(f"{tag} {name}")


def test_every_link_of_the_internal_site_leads_somewhere(both: Path) -> None:
    site = both / "site-interne"
    broken = []
    for path in site.rglob("*.html"):
        base = f"http://site.example/{path.relative_to(site).as_posix()}"
        for link in _Links(path.read_text(encoding="utf-8")).links:
            target = urlsplit(urljoin(base, link))
            file = site / unquote(target.path).lstrip("/")
            if target.netloc == "site.example" and not (file.is_file() or (file / "index.html").is_file()):  # fmt: skip
                broken.append((path.name, link))
            elif target.scheme in ("http", "https") and target.netloc != "site.example":
                assert link.startswith("https://squidfunk.github.io"), link
    assert broken == []


def test_pages_hold_no_inline_style_nor_script_and_no_id_twice(both: Path) -> None:
    """A strict Content-Security-Policy refuses them; the theme's own scripts are outside our pages."""
    for path in (both / "site-interne").rglob("*.html"):
        body = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        found = _Links(body)
        assert found.refused == [], path
        assert "<script" not in body, path
        assert len(found.ids) == len(set(found.ids)), path


def test_every_document_of_a_partner_is_on_its_page(both: Path) -> None:
    for partner in ("cc-val-de-brume", "ca-hautes-eaux-vives"):
        made = [path for path in (both / "documents" / partner).rglob("*") if path.is_file()]
        page = text(both / "site-interne" / "partenaires" / partner / "index.html")
        assert {path.suffix for path in made} == set(EVERY)
        for path in made:
            name = path.relative_to(both / "documents").as_posix()
            href = f"telechargements/{name}{'.txt' if path.suffix == '.md' else ''}"
            name = f'="{path.name}"' if path.suffix == ".md" else ""
            assert f'"../../{href}" download{name}>' in page
            assert (both / "site-interne" / href).read_bytes() == path.read_bytes()


def test_the_same_data_give_the_same_internal_bytes(both: Path, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    assert main(["build", "--internal", "--root", str(tmp_path)]) == 0
    trees = [
        {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (both / "site-interne", tmp_path / "build" / "site-interne")
    ]  # fmt: skip
    assert [name for name in trees[0] | trees[1] if trees[0].get(name) != trees[1].get(name)] == []


# --- Bad data, and hostile data ------------------------------------------------------------------


def test_the_internal_site_is_made_when_a_partner_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/casse.yml", "nom: [\n")
    assert main(["build", "--internal", "--root", str(tmp_path), "--date", "2026-06-15"]) == 1
    assert "Le site public n'est pas refait" in capsys.readouterr().err
    site = tmp_path / "build" / "site-interne"
    assert not (tmp_path / "build" / "site").exists()
    broken = text(site / "partenaires" / "casse" / "index.html")
    assert "data/partners/casse.yml ne peut pas être lu" in re.sub("</?code>", "", broken)
    assert "data/partners/casse.yml, ligne 1" in broken
    home = text(site / "index.html")
    assert "À réparer d'abord" in home
    assert "data/partners/casse.yml:1</a>\u00a0:" in home  # the place, then why
    assert "Pays Témoin" in text(site / "partenaires" / "temoin" / "index.html")


def test_a_partner_that_can_no_longer_be_read_keeps_its_last_documents(tmp_path: Path) -> None:
    """Its folder is named after a convention that nothing tells any more."""
    words = ["build", "--internal", "--root", str(make_root(tmp_path)), "--date", "2026-06-15"]
    assert main(words) == 0
    write(tmp_path, "data/partners/temoin.yml", "nom: [\n")
    assert main(words) == 1
    page = text(tmp_path / "build/site-interne/partenaires/temoin/index.html")
    assert "data/partners/temoin.yml ne peut pas être lu" in re.sub("</?code>", "", page)
    assert 'href="../../telechargements/temoin/cooperation/convention.docx"' in page


def test_hostile_names_are_printed_as_they_are(tmp_path: Path) -> None:
    hostile = "*Étoile* <script>alert(1)</script> & `c` [a](b)"
    make_root(tmp_path, partner=PARTNER.replace("Communauté de communes du Pays Témoin", f'"{hostile}"'))  # fmt: skip
    assert main(["build", "--internal", "--root", str(tmp_path), "--date", "2026-06-15"]) in (0, 1)
    for name in ("partenaires/index.html", "partenaires/temoin/index.html"):
        raw = (tmp_path / "build" / "site-interne" / name).read_text(encoding="utf-8")
        assert hostile in html.unescape(raw)
        assert "<script>alert" not in raw


def test_without_internal_nothing_internal_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_root(tmp_path)
    main(["build", "--root", str(tmp_path), "--date", "2026-06-15"])
    assert not (tmp_path / "build" / "site-interne").exists()
    assert main(["build", "--root", str(tmp_path), "--since", "2026-06-01"]) == 2
    assert "donnez aussi « --internal »" in capsys.readouterr().err
