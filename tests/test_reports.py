"""Reports are pure functions of the findings and the day; what leaves the Caf names nobody."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from generator.checks.finding import Finding
from generator.checks.outcome import Outcome, Silence, Waiver
from generator.checks.reports.formats import FORMATS
from generator.store.locations import PROJECT

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


AWAY = Waiver(
    "C18", "cc-temoin", None, date(2026, 9, 30), "Lampion attend son adresse.", "data/controle.yml", 7, 5,
    "en-cours", (replace(SOON, rule="C18", path="conventions[0].annexe_2"),),
)  # fmt: skip
OVER = replace(AWAY, rule="C10", until=date(2026, 6, 1), line=12, state="finie", findings=(SOON,))
VOID = replace(AWAY, path="conventions[0]", line=17, state="sans-objet", findings=())
SILENCE = Silence("X10", "Lampion les connaît déjà.", "data/controle.yml", 3, 5)
LEAVING = [name for name in FORMATS if name != "text"]
"""The reports that may leave the Caf."""


def outcome(*findings: Finding) -> Outcome:
    ordered = tuple(sorted(findings, key=Finding.order))
    return Outcome(TODAY, ordered, {one.rule: "Un titre" for one in ordered})


def controlled(*findings: Finding) -> Outcome:
    """With one exception of each state, and a silent rule."""
    return replace(outcome(*findings), waivers=(AWAY, OVER, VOID), silences=(SILENCE,))


def made(name: str, *findings: Finding) -> str:
    return FORMATS[name](outcome(*findings))


def text(*findings: Finding) -> str:
    return made("text", *findings).replace("\u00a0", " ")


def test_the_text_report_begins_with_what_to_do_this_week() -> None:
    """Errors, and what is due within seven days; the late one first, with its date."""
    summary = text(*ALL).split("\n\n")[1]
    assert summary.splitlines() == [
        "À faire cette semaine",
        "  - cc-temoin [C11, depuis le 10 juin 2026] : L'annexe 1 devait être mise à jour. Demandez l'annexe 1.",
        "  - cc-temoin [C19] : Deux personnes ont la même adresse. Demandez l'adresse de chacune.",
        "  - cc-temoin [C10, avant le 22 juin 2026] : La revue est à faire. Faites faire la revue.",
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


@pytest.mark.parametrize("name", LEAVING)
def test_reports_that_leave_the_caf_quote_no_value(name: str) -> None:
    assert "Mr" not in made(name, UNREAD)


def test_the_summary_stays_short_and_counts_what_it_repeats() -> None:
    many = [replace(LATE, partner=f"p{number:02}", line=number) for number in range(1, 31)]
    summary = text(*many).split("\n\n")[1].splitlines()
    assert len(summary) == 22
    assert summary[-1] == "  … et 10 autres, ci-dessous"
    twice = text(LATE, replace(LATE, line=40)).split("\n\n")[1]
    assert twice.count("\n") == 1
    assert "(2 fois)" in twice


def test_json_version_3_has_a_frozen_shape() -> None:
    """Adding, removing or renaming a field is another version, and another schema."""
    whole = json.loads(FORMATS["json"](controlled(*ALL)))
    assert list(whole) == ["version", "date", "threshold", "nominative", "rules", "silent", "findings", "exceptions"]  # fmt: skip
    assert (whole["version"], whole["date"], whole["threshold"]) == (3, "2026-06-15", "erreur")
    assert (whole["rules"], whole["silent"]) == (["X5", "C19", "C10", "C11"], ["X10"])
    fingerprint = whole["findings"][2].pop("fingerprint")
    assert re.fullmatch("[0-9a-f]{64}", fingerprint)
    assert whole["findings"][2] == {
        "rule": "C10",
        "severity": "avertissement",
        "file": "data/partners/cc-temoin.yml",
        "line": 9,
        "column": 5,
        "convention": None,
        "path": "conventions[0].revues",
        "article": "art. 2.2",
        "due": "2026-06-22",
        "partner": "cc-temoin",
        "message": "La revue est à faire.",
        "remedy": "Faites faire la revue.",
    }
    assert whole["exceptions"][0] == {
        "rule": "C18",
        "partner": "cc-temoin",
        "path": None,
        "until": "2026-09-30",
        "state": "en-cours",
        "findings": 1,
        "file": "data/controle.yml",
        "line": 7,
        "column": 5,
    }
    assert [each["state"] for each in whole["exceptions"]] == ["en-cours", "finie", "sans-objet"]
    assert json.loads(made("json"))["findings"] == []


def judged(tmp_path: Path, report: str) -> str:
    """What an outside validator says of a JSON report, held to the schema that greffe publishes."""
    file = tmp_path / "rapport.json"
    file.write_text(report, encoding="utf-8")
    schema = PROJECT / "data/schemas/rapport.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_the_json_report_satisfies_its_published_schema(tmp_path: Path) -> None:
    report = FORMATS["json"](controlled(*ALL, UNREAD))
    assert judged(tmp_path, report) == ""
    assert "severity" in judged(tmp_path, report.replace('"severity": "erreur"', '"severity": "grave"'))  # fmt: skip


SARIF_SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text("utf-8"))


def sarif(of: Outcome) -> dict[str, Any]:
    """The one run of the SARIF report, which the schema of the standard accepts."""
    log = json.loads(FORMATS["sarif"](of))
    faults = [error.message for error in Draft4Validator(SARIF_SCHEMA).iter_errors(log)]
    assert faults == []
    (run,) = log["runs"]
    return run


def test_the_schema_of_sarif_refuses_what_is_not_sarif() -> None:
    assert [*Draft4Validator(SARIF_SCHEMA).iter_errors({"version": "2.1.0", "runs": [{}]})] != []


def test_sarif_gives_each_finding_its_rule_level_place_and_fingerprint() -> None:
    run = sarif(outcome(*ALL))
    driver = run["tool"]["driver"]
    assert {rule["id"] for rule in driver["rules"]} >= {result["ruleId"] for result in run["results"]}  # fmt: skip
    assert driver["rules"][0]["shortDescription"] == {"text": "Un titre"}
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning", "error", "warning"]  # fmt: skip
    late = next(result for result in run["results"] if result["ruleId"] == "C11")
    assert late["message"]["text"] == "L'annexe 1 devait être mise à jour. Demandez l'annexe 1."
    assert late["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "data/partners/cc-temoin.yml"},
                "region": {"startLine": 12, "startColumn": 21},
            }
        }
    ]
    assert late["properties"] == {
        "path": "conventions[0].annexe_1.transmise_le",
        "article": "art. 2.2",
        "due": "2026-06-10",
        "partner": "cc-temoin",
    }


def test_sarif_keeps_what_an_exception_sets_aside_as_suppressed() -> None:
    """A tool then closes the alert, and opens it again once the exception is over."""
    run = sarif(controlled(LATE))
    aside = {result["ruleId"]: "suppressions" in result for result in run["results"]}
    assert aside == {"C11": False, "C18": True}
    (invocation,) = run["invocations"]
    assert [one["associatedRule"]["id"] for one in invocation["toolConfigurationNotifications"]] == ["C18", "C10", "C18", "X10"]  # fmt: skip


def test_an_address_of_sarif_is_escaped() -> None:
    run = sarif(outcome(replace(LATE, file="data/a b%é.yml")))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "data/a%20b%25%C3%A9.yml"}


def test_gitlab_issues_have_what_its_documentation_asks_for() -> None:
    """GitLab publishes no schema; this is its page « Code Quality report format », field by field."""
    issues = json.loads(FORMATS["gitlab"](controlled(*ALL, UNREAD)))
    for issue in issues:
        assert set(issue) == {"check_name", "description", "fingerprint", "severity", "location"}
        assert set(issue["location"]) == {"path", "lines"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert all(isinstance(issue[name], str) and issue[name] for name in ("check_name", "description"))  # fmt: skip
    assert [issue["severity"] for issue in issues[:5]] == ["info", "major", "major", "minor", "major"]  # fmt: skip
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def fingerprints(*findings: Finding) -> list[str]:
    return [each["fingerprint"] for each in json.loads(made("json", *findings))["findings"]]


def test_a_fingerprint_outlives_moves_days_and_neighbours() -> None:
    """Lines move, a warning becomes an error, its sentence counts the days: it is the same alert."""
    later = replace(LATE, line=99, severity="avertissement", message="Autre phrase.", due=None)
    assert fingerprints(later) == fingerprints(LATE)
    assert fingerprints(SOON, LATE)[1] == fingerprints(LATE)[0]


def test_two_findings_never_share_a_fingerprint() -> None:
    unread = [UNREAD, replace(UNREAD, line=9), replace(UNREAD, message="Autre.")]
    marks = fingerprints(*ALL, *unread, replace(LATE, path="conventions[1]"), replace(LATE, line=40))  # fmt: skip
    assert len(set(marks)) == len(marks) == 10


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_every_format_gives_the_same_fingerprints(name: str) -> None:
    """What one tool knows, another recognises."""
    assert all(mark in made(name, *ALL) for mark in fingerprints(*ALL))


def test_the_text_report_lists_exceptions_with_their_reasons() -> None:
    shown = FORMATS["text"](controlled(LATE)).replace("\u00a0", " ").split("\n\n")
    assert shown[3].splitlines() == [
        "Exceptions en cours",
        "  - C18, cc-temoin : 1 alerte mise de côté jusqu'au 30 septembre 2026. (data/controle.yml:7)",
        "      Raison : Lampion attend son adresse.",
    ]
    assert shown[4].splitlines() == [
        "Exceptions à revoir",
        "  - C10, cc-temoin : exception finie le 1er juin 2026, 1 alerte est revenue. Corrigez ce qui est dit, ou donnez une nouvelle date et sa raison. (data/controle.yml:12)",
        "      Raison : Lampion attend son adresse.",
        "  - C18, cc-temoin, conventions[0] : aucune alerte ne correspond à cette exception. Supprimez-la, ou vérifiez la règle, le partenaire et le chemin. (data/controle.yml:17)",
        "      Raison : Lampion attend son adresse.",
    ]
    assert shown[5].splitlines() == [
        "Règles muettes",
        "  - X10 (data/controle.yml:3)",
        "      Raison : Lampion les connaît déjà.",
    ]
    assert shown[6] == "1 erreur.\n"


def test_silence_is_not_said_of_what_is_set_aside() -> None:
    assert "Rien d'autre à signaler." in FORMATS["text"](controlled())


@pytest.mark.parametrize("name", LEAVING)
def test_every_report_says_what_is_set_aside_and_none_that_leaves_repeats_a_reason(
    name: str,
) -> None:
    """A reason is written freely: it may name somebody."""
    said = FORMATS[name](controlled(LATE))
    assert said.count("data/controle.yml") >= 3
    assert "X10" in said
    assert "Lampion" not in said


def test_github_annotations_are_one_escaped_line_each() -> None:
    odd = replace(LATE, file="data/a:b,c.yml", message="100 % sûr\nou non.")
    assert made("github", odd, OF_THE_CAF).splitlines() == [
        "::notice file=data/cafs/caf99.yml,line=8,col=9,title=X5::Le domaine diffère. Vérifiez-le.",
        "::error file=data/a%3Ab%2Cc.yml,line=12,col=21,title=C11%2C art. 2.2::100 %25 sûr%0Aou non. Demandez l'annexe 1.",
    ]


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_no_text_of_a_finding_can_forge_an_annotation(message: str, file: str) -> None:
    """GitHub reads a command a line, up to the second `::`: neither may come from the data."""
    line = made("github", replace(LATE, message=message, file=file))
    assert line.count("\n") == 1
    assert "\r" not in line
    found = re.fullmatch(r"::error file=([^:,]*),line=12,col=21,title=C11%2C art\. 2\.2::(.*)\n", line, re.DOTALL)  # fmt: skip
    assert found
    assert (
        found[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%").startswith(message)
    )


@pytest.mark.parametrize("name", LEAVING)
def test_reports_that_leave_the_caf_name_nobody(name: str) -> None:
    assert "EXEMPLE" not in made(name, PERSON)
