"""Every rule fires on its samples, at the marked lines, and stays silent beside them."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.checks import checker, explain
from generator.checks.finding import SEVERITIES
from generator.checks.registry import RULES
from generator.checks.rule import HEADINGS, Rule
from generator.errors import UsageError
from generator.store import dataset
from generator.store.parameters import Duration
from tests.records import ACCOUNTS, TEMPLATE, TEMPLATES
from tests.rule_samples import COMMON, SAMPLES, marks, run, sample_root

ALL_TEMPLATES = {**TEMPLATES, ACCOUNTS.id: ACCOUNTS}


@pytest.fixture
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A sample laid over the common data."""
    shutil.copytree(COMMON, tmp_path, dirs_exist_ok=True)
    shutil.copytree(request.param, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize(
    ("root", "sample"),
    [(path, path) for path in SAMPLES],
    indirect=["root"],
    ids=[f"{path.parent.name}-{path.name}" for path in SAMPLES],
)
def test_a_sample_gives_exactly_the_findings_it_marks(root: Path, sample: Path) -> None:
    found = run(root, sample.parent.name)
    assert Counter((one.file, one.line) for one in found) == marks(root, sample.parent.name)
    severity = sample.name.partition("-")[0]
    assert {one.severity for one in found} == ({severity} - {"rien"})


@pytest.mark.parametrize(
    "root", [path for path in SAMPLES if path.parent.name != "lecture"], indirect=True,
    ids=[f"{path.parent.name}-{path.name}" for path in SAMPLES if path.parent.name != "lecture"],
)  # fmt: skip
def test_every_file_of_a_sample_is_read(root: Path) -> None:
    """A partner left out would make a sample silent for nothing."""
    assert dataset.load(root).problems == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_sample_that_fires_for_each_kind_and_one_that_is_silent(
    rule: Rule,
) -> None:
    kinds = {path.name.partition("-")[0] for path in SAMPLES if path.parent.name == rule.id}
    assert "rien" in kinds
    assert kinds & set(SEVERITIES)


def test_every_sample_is_of_a_registered_rule_and_says_what_it_expects() -> None:
    assert {path.parent.name for path in SAMPLES} == {rule.id for rule in RULES}
    kinds = {path.name.partition("-")[0] for path in SAMPLES}
    assert kinds <= {"rien", *SEVERITIES}


def test_every_rule_file_is_registered_under_its_own_name() -> None:
    folder = Path(checker.__file__).parent / "rules"
    files = {path.stem.upper() for path in folder.rglob("*.py") if path.stem != "__init__"}
    assert files == {rule.id.upper() for rule in RULES}
    assert [rule.id.upper() for rule in RULES] == [
        rule.check.__module__.rpartition(".")[2].upper() for rule in RULES
    ]


def test_no_two_rules_have_the_same_title() -> None:
    titles = Counter(rule.title.partition(" : ")[2] for rule in RULES)
    assert [title for title, number in titles.items() if number > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_page(rule: Rule) -> None:
    assert rule.title.startswith(f"{rule.id} : ")
    assert tuple(re.findall(r"^## (.+)$", rule.page, re.MULTILINE)) == HEADINGS
    shown = explain.explain(rule.id, ALL_TEMPLATES)
    assert "{" not in shown
    assert "—" not in shown, "an article that the shipped template does not have"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_finding_names_a_person_or_an_address_outside_who(rule: Rule, tmp_path: Path) -> None:
    """Messages and remedies leave the Caf; the people of the samples are EXEMPLE, MODÈLE, SPÉCIMEN."""
    for sample in (path for path in SAMPLES if path.parent.name == rule.id):
        root = tmp_path / sample.name
        shutil.copytree(COMMON, root)
        shutil.copytree(sample, root, dirs_exist_ok=True)
        for found in run(root, rule.id):
            said = f"{found.message} {found.remedy} {found.path}"
            assert not re.search("EXEMPLE|MODÈLE|SPÉCIMEN|[a-z]@", said)


@pytest.mark.parametrize(
    ("sample", "days"),
    [
        ("C01/rien-pas-encore-connu", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("C02/information-bientot", {"2026-06-14": None, "2026-06-15": "information",
            "2026-07-15": "information", "2026-07-16": "erreur"}),
        ("C03/rien-dernier-jour", {"2026-06-14": None, "2026-06-15": None, "2026-06-16": "erreur"}),
        ("C05/rien-dernier-jour", {"2026-06-14": None, "2026-06-15": None, "2026-06-16": "information"}),
        ("C06/avertissement-dernier-jour", {"2026-05-15": None, "2026-05-16": "avertissement",
            "2026-06-15": "avertissement", "2026-06-16": "erreur"}),
        ("C07/rien-revue-a-venir", {"2026-06-15": None, "2026-06-16": "avertissement"}),
        ("C08/rien-changement-a-venir", {"2026-08-31": None, "2026-09-01": "erreur"}),
        ("C09/rien-depart-a-venir", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("C10/avertissement-bientot", {"2026-05-01": None, "2026-05-02": "avertissement",
            "2026-07-01": "avertissement", "2026-07-02": "erreur"}),
        ("C11/avertissement-bientot", {"2026-04-15": None, "2026-04-16": "avertissement",
            "2026-06-15": "avertissement", "2026-06-16": "erreur"}),
        ("C11/avertissement-jamais-recue", {"2026-01-14": None, "2026-01-15": "avertissement",
            "2027-01-15": "avertissement", "2027-01-16": "erreur"}),
        ("C13/rien-pas-commence", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("C13/rien-fin-a-venir", {"2026-06-15": None, "2026-06-16": "avertissement"}),
        ("C20/information-echeance", {"2026-06-14": None, "2026-06-15": "information",
            "2026-08-14": "information", "2026-08-15": None}),
        ("C20/avertissement-cadre-termine", {"2026-06-14": None, "2026-06-15": "avertissement"}),
        ("C21/information-preavis", {"2026-06-14": None, "2026-06-15": "information",
            "2026-08-14": "information", "2026-08-15": None}),
        ("C21/erreur-lettre-tardive", {"2026-05-21": "erreur", "2026-06-19": "erreur", "2026-06-20": None}),
        ("C22/rien-tout-est-fait", {"2026-06-14": "information", "2026-06-15": None}),
        ("C23/rien-signataire-a-venir", {"2026-06-15": None, "2026-06-16": "information"}),
        ("C26/information-reporte-au-lundi", {"2026-03-15": None, "2026-03-16": "information",
            "2026-05-18": "information", "2026-05-19": None}),
        ("C26/information-vendredi-saint-en-alsace", {"2026-04-03": "information",
            "2026-04-07": "information", "2026-04-08": None}),
        ("C26/rien-vendredi-saint-ailleurs", {"2026-04-03": "information", "2026-04-04": None}),
        ("M03/rien-releve-le-jour-de-la-cloture", {"2026-06-15": None, "2026-06-30": None}),
        ("M05/rien-dernier-jour", {"2026-06-13": None, "2026-06-14": None, "2026-06-15": "erreur"}),
        ("M05/rien-revue-du-jour", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("M06/rien-neuf-jours", {"2026-06-15": None, "2026-06-16": "information"}),
        ("M08/rien-changement-a-venir", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("M11/erreur-convention-terminee", {"2025-01-01": None, "2026-02-28": None, "2026-03-01": "erreur"}),
        ("M13/rien-depart-a-venir", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("M14/rien-lettre-encore-attendue", {"2026-06-14": None, "2026-06-15": None, "2026-06-16": "erreur"}),
        ("M15/rien-dernier-jour", {"2026-06-13": None, "2026-06-14": None, "2026-06-15": "avertissement"}),
        ("M17/information-echeance", {"2026-06-14": None, "2026-06-15": "information",
            "2026-08-14": "information", "2026-08-15": None}),
        ("M18/rien-trois-mois", {"2026-06-15": None, "2026-08-15": None}),
        ("M19/avertissement-dernier-jour", {"2026-05-14": None, "2026-05-15": "information",
            "2026-06-04": "information", "2026-06-05": "avertissement", "2026-06-16": "avertissement"}),
        ("M22/rien-changement-a-venir", {"2026-06-15": None, "2026-06-16": "erreur"}),
        ("M24/rien-delegue-avant-l-identifiant", {"2026-06-15": None, "2026-06-16": "avertissement"}),
        ("M26/rien-dernier-jour", {"2026-06-14": None, "2026-06-15": None, "2026-06-16": "erreur"}),
        ("X3/rien-jour-du-second-tour", {"2026-03-22": None, "2026-03-23": "information"}),
        ("X7/rien-depart-a-venir", {"2026-06-15": None, "2026-06-16": "information"}),
    ],
)  # fmt: skip
def test_a_rule_changes_its_mind_on_the_very_day(
    sample: str, days: dict[str, str | None], tmp_path: Path
) -> None:
    """The eve, the first day, the last day and the day after, each counted by hand from the sample."""
    data = dataset.load(sample_root(sample, tmp_path))
    seen = {
        day: [
            one.severity
            for one in checker.run(data, date.fromisoformat(day), rules=[sample.partition("/")[0]])
        ]
        for day in days
    }
    assert seen == {day: [severity] if severity else [] for day, severity in days.items()}


def test_changing_a_parameter_changes_what_is_checked(tmp_path: Path) -> None:
    data = dataset.load(sample_root("C11/erreur-plus-de-douze-mois", tmp_path))
    longer = {
        key: template.model_copy(
            update={
                "parametres": template.parametres.model_copy(
                    update={"mise_a_jour_annexe_1": Duration(2, "ans")}
                )
            }
        )
        for key, template in data.templates.items()
    }
    day = date(2026, 6, 15)
    assert checker.run(data, day, rules=["C11"]) != []
    assert checker.run(replace(data, templates=longer), day, rules=["C11"]) == []


def test_the_page_shows_the_numbers_and_delays_of_the_template() -> None:
    """Changing a parameter changes what the page says (the rules read the same one)."""
    template = TEMPLATE
    article = template.articles["obligations-partenaire"].model_copy(update={"numero": "9.9"})
    other = template.model_copy(
        update={"articles": {**template.articles, "obligations-partenaire": article}}
    )
    assert "Article 2.2 " in explain.page("C11", template)
    assert "Article 9.9 " in explain.page("C11", other)
    assert "60\u00a0jours" in explain.page("C11", template)


def test_a_template_without_the_article_still_has_pages_and_findings(tmp_path: Path) -> None:
    root = sample_root("C11/erreur-plus-de-douze-mois", tmp_path)
    data = dataset.load(root)
    bare = {
        key: template.model_copy(update={"articles": {}})
        for key, template in data.templates.items()
    }
    assert "Article — " in explain.explain("C11", bare)
    found = checker.run(replace(data, templates=bare), date(2026, 6, 15), rules=["C11"])
    assert [one.article for one in found] == [None]


def test_findings_bear_the_article_the_date_and_the_partner(tmp_path: Path) -> None:
    root = sample_root("C11/erreur-plus-de-douze-mois", tmp_path)
    (found,) = run(root, "C11")
    assert (found.article, found.due, found.partner) == ("art. 2.2", date(2026, 6, 14), "exemple")
    assert found.path == "conventions[0].annexe_1.transmise_le"
    assert "14\u00a0juin\u00a02025" in found.message


def test_an_unknown_rule_or_partner_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    data = dataset.load(sample_root("C11/rien-a-jour", tmp_path))
    with pytest.raises(UsageError, match="C11"):
        checker.run(data, date(2026, 6, 15), rules=["c11"])
    for far in ("C99", "Z99"):  # a character away from several rules, or from none: no guess
        with pytest.raises(UsageError, match=r"Il y a : C01, ") as refusal:
            checker.run(data, date(2026, 6, 15), rules=[far])
        assert "Vouliez-vous" not in str(refusal.value)
    with pytest.raises(UsageError, match="exemple"):
        checker.run(data, date(2026, 6, 15), partners=["exemples"])
    with pytest.raises(UsageError, match="C11"):
        explain.explain("C111", data.templates)


def test_what_cannot_be_read_is_told_whatever_the_rules_asked(tmp_path: Path) -> None:
    data = dataset.load(sample_root("lecture/erreur-champ-inconnu", tmp_path))
    found = checker.run(data, date(2026, 6, 15), rules=["C11"], partners=["exemple"])
    assert {one.rule for one in found} == {"lecture"}
    assert {one.partner for one in found} == {"exemple"}


def test_without_the_nominative_files_their_rules_are_silent(tmp_path: Path) -> None:
    root = sample_root("C24/erreur-cloture-a-faire", tmp_path)
    data = dataset.load(root, nominative=False)
    found = checker.run(data, date(2026, 6, 15))
    assert not {"C14", "C16", "C17", "C18", "C19", "C24"} & {one.rule for one in found}


def test_an_archived_partner_is_not_checked(tmp_path: Path) -> None:
    root = sample_root("C11/erreur-plus-de-douze-mois", tmp_path)
    file = root / "data" / "partners" / "exemple.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("caf: caf99\n", "caf: caf99\nstatut: archive\n", 1)
    )
    found = checker.run(dataset.load(root), date(2026, 6, 15))
    assert [one for one in found if one.partner] == []


def test_a_value_of_a_nominative_file_never_enters_a_message(tmp_path: Path) -> None:
    root = sample_root("lecture/rien-tout-se-lit", tmp_path)
    folder = root / "data" / "nominatif"
    folder.mkdir()
    (folder / "exemple.annexe-1.yml").write_text(
        "partenaire: exemple\nouverts:\n  - nom: anne\n    adresse_electronique: dupond\n"
    )
    (found,) = run(root, "lecture")
    assert "dupond" not in found.message + found.remedy
    assert "dupond" in (found.frank_message or "")
