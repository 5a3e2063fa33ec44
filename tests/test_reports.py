"""Reports are pure functions of the findings and the day; what leaves the Caf names nobody."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.finding import Finding
from generator.checks.reports.formats import FORMATS

TODAY = date(2026, 6, 15)
LATE = Finding(
    "C11", "erreur", "data/partners/cc-temoin.yml", 12, 21, "conventions[0].annexe_1.transmise_le",
    "L'annexe 1 devait être mise à jour.", "Demandez l'annexe 1.", "art. 2.2", date(2026, 6, 10), "cc-temoin",
)  # fmt: skip
SOON = Finding(
    "C10", "avertissement", "data/partners/cc-temoin.yml", 9, 5, "conventions[0].revues",
    "La revue est à faire.", "Faites faire la revue.", "art. 2.2", date(2026, 6, 22), "cc-temoin",
)  # fmt: skip
FAR = replace(SOON, line=30, due=date(2026, 6, 23), remedy="Faites-la plus tard.")
PERSON = Finding(
    "C19", "erreur", "data/nominatif/cc-temoin.annexe-1.yml", 4, 3, "ouverts[1]",
    "Deux personnes ont la même adresse.", "Demandez l'adresse de chacune.", "art. 3.5", None, "cc-temoin",
    "Anne EXEMPLE et Zoé MODÈLE",
)  # fmt: skip
OF_THE_CAF = Finding(
    "X5", "information", "data/cafs/caf99.yml", 8, 9, "annexe_3", "Le domaine diffère.", "Vérifiez-le.",
)  # fmt: skip
ALL = [FAR, PERSON, OF_THE_CAF, SOON, LATE]


def text(*findings: Finding) -> str:
    return FORMATS["text"](findings, TODAY).replace("\u00a0", " ")


def test_the_text_report_begins_with_what_to_do_this_week() -> None:
    """Errors, and what is due within seven days; the late one first, with its date."""
    summary = text(*ALL).split("\n\n")[1]
    assert summary.splitlines() == [
        "À faire cette semaine",
        "  - cc-temoin [C11, depuis le 10 juin 2026] : Demandez l'annexe 1.",
        "  - cc-temoin [C19] : Demandez l'adresse de chacune.",
        "  - cc-temoin [C10, avant le 22 juin 2026] : Faites faire la revue.",
    ]


def test_the_text_report_gives_each_finding_its_place_sentence_person_and_next_step() -> None:
    assert text(PERSON).splitlines()[5:10] == [
        "cc-temoin",
        "  erreur [C19, art. 3.5] data/nominatif/cc-temoin.annexe-1.yml:4:3",
        "      Deux personnes ont la même adresse.",
        "      Concerne : Anne EXEMPLE et Zoé MODÈLE",
        "      → Demandez l'adresse de chacune.",
    ]


def test_the_text_report_goes_partner_by_partner_and_ends_with_the_counts() -> None:
    lines = text(*ALL).splitlines()
    assert lines[0] == "Contrôle du 15 juin 2026"
    assert lines.index("Caf, modèles et réglages") < lines.index("cc-temoin")
    assert lines.count("cc-temoin") == 1
    assert lines[-1] == "2 erreurs, 2 avertissements, 1 information."


def test_nothing_to_say_is_said() -> None:
    """And what silence does not mean: a draft has no delay to be late on."""
    assert text().splitlines() == [
        "Contrôle du 15 juin 2026",
        "",
        "Rien à signaler. Les délais d'une convention ne sont vérifiés qu'une fois sa signature notée.",
    ]


UNREAD = Finding(
    "lecture", "erreur", "data/partners/cc-temoin.yml", 5, 26, "",
    "Cette ligne ne peut pas être lue.", "Corrigez-la.", partner="cc-temoin",
    frank_message="« Mr » n'est pas une valeur de « civilite ».",
    frank_remedy="Valeurs possibles : M., Mme.",
)  # fmt: skip


def test_the_text_report_says_why_a_line_cannot_be_read() -> None:
    """Reason and remedy, in the summary with the line, and in the detail; nothing to look for elsewhere."""
    summary, detail = text(UNREAD).split("\n\n")[1:3]
    assert summary.splitlines()[1] == (
        "  - data/partners/cc-temoin.yml:5 [lecture] : « Mr » n'est pas une valeur de « civilite »."
        " Valeurs possibles : M., Mme."
    )
    assert detail.splitlines() == [
        "cc-temoin",
        "  erreur [lecture] data/partners/cc-temoin.yml:5:26",
        "      « Mr » n'est pas une valeur de « civilite ».",
        "      → Valeurs possibles : M., Mme.",
    ]


@pytest.mark.parametrize("name", ["json", "github"])
def test_reports_that_leave_the_caf_quote_no_value(name: str) -> None:
    assert "Mr" not in FORMATS[name]([UNREAD], TODAY)


def test_the_summary_stays_short_and_counts_what_it_repeats() -> None:
    many = [replace(LATE, partner=f"p{number:02}", line=number) for number in range(1, 31)]
    summary = text(*many).split("\n\n")[1].splitlines()
    assert len(summary) == 22
    assert summary[-1] == "  … et 10 autres, ci-dessous"
    twice = text(LATE, replace(LATE, line=40)).split("\n\n")[1]
    assert twice.count("\n") == 1
    assert "(2 fois)" in twice


def test_json_version_1_has_a_frozen_shape() -> None:
    whole = json.loads(FORMATS["json"](ALL, TODAY))
    assert (whole["version"], whole["date"], list(whole)) == (1, "2026-06-15", ["version", "date", "findings"])  # fmt: skip
    assert whole["findings"][2] == {
        "rule": "C10",
        "severity": "avertissement",
        "file": "data/partners/cc-temoin.yml",
        "line": 9,
        "column": 5,
        "path": "conventions[0].revues",
        "article": "art. 2.2",
        "due": "2026-06-22",
        "partner": "cc-temoin",
        "message": "La revue est à faire.",
        "remedy": "Faites faire la revue.",
    }
    assert json.loads(FORMATS["json"]([], TODAY))["findings"] == []


def test_github_annotations_are_one_escaped_line_each() -> None:
    odd = replace(LATE, file="data/a:b,c.yml", message="100 % sûr\nou non.")
    assert FORMATS["github"]([odd, OF_THE_CAF], TODAY).splitlines() == [
        "::notice file=data/cafs/caf99.yml,line=8,col=9,title=X5::Le domaine diffère. Vérifiez-le.",
        "::error file=data/a%3Ab%2Cc.yml,line=12,col=21,title=C11%2C art. 2.2::100 %25 sûr%0Aou non. Demandez l'annexe 1.",
    ]


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_no_text_of_a_finding_can_forge_an_annotation(message: str, file: str) -> None:
    """GitHub reads a command a line, up to the second `::`: neither may come from the data."""
    line = FORMATS["github"]([replace(LATE, message=message, file=file)], TODAY)
    assert line.count("\n") == 1
    assert "\r" not in line
    found = re.fullmatch(r"::error file=([^:,]*),line=12,col=21,title=C11%2C art\. 2\.2::(.*)\n", line, re.DOTALL)  # fmt: skip
    assert found
    assert (
        found[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%").startswith(message)
    )


@pytest.mark.parametrize("name", ["json", "github"])
def test_reports_that_leave_the_caf_name_nobody(name: str) -> None:
    assert "EXEMPLE" not in FORMATS[name]([PERSON], TODAY)


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_findings_given_does_not_matter(name: str) -> None:
    assert FORMATS[name](ALL, TODAY) == FORMATS[name](ALL[::-1], TODAY)
