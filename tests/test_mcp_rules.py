"""The rules of « Mon Compte Partenaire »: their delays, their articles, their words, and what they must not know."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.checks import checker, explain
from generator.store import dataset
from generator.store.parameters import Duration
from generator.store.source import read
from tests.records import ACCOUNTS, TEMPLATES
from tests.rule_samples import SAMPLES, run, sample_root

MCP_DELAYS = {
    "duree": ("M17/information-echeance", "18 mois"),
    "reconduction": ("M17/information-echeance", "18 mois"),
    "annonce": ("M17/information-echeance", "30 jours"),
    "preavis_resiliation": ("M18/erreur-trop-tot", "2 mois"),
    "mise_en_demeure": ("M19/avertissement-sans-remede", "2 mois"),
    "rappel_mise_en_demeure": ("M19/avertissement-bientot", "1 jour"),
    "annonce_prestataire": ("M14/erreur-lettre-tardive", "5 mois"),
    "bilan": ("M15/avertissement-aucun-bilan", "13 mois"),
    "reunion": ("M16/information-reunion-tardive", "2 mois"),
    "compte_rendu": ("M16/information-compte-rendu-en-retard", "31 jours"),
    "revue": ("M05/erreur-aucune-revue", "13 mois"),
    "escalade": ("M06/information-dix-jours", "60 jours"),
    "conservation_traces": ("M11/information-traces", "9 mois"),
    "conservation_habilitations": ("M11/erreur-plus-de-six-ans", "7 ans"),
}
"""For each delay of the « Mon Compte Partenaire » text, a sample that another value leaves without its findings."""


@pytest.mark.parametrize("name", MCP_DELAYS)
def test_every_delay_of_the_text_is_the_one_that_is_checked(name: str, tmp_path: Path) -> None:
    sample, delay = MCP_DELAYS[name]
    data = dataset.load(sample_root(sample, tmp_path))
    values = ACCOUNTS.parametres.model_dump()
    written = {
        key: f"{value['count']} {value['unit']}" if isinstance(value, dict) else value
        for key, value in values.items()
    }
    parameters = type(ACCOUNTS.parametres).model_validate(written | {name: delay})
    other = {ACCOUNTS.id: ACCOUNTS.model_copy(update={"parametres": parameters})}
    day, rule = date(2026, 6, 15), sample[:3]
    before = {(one.path, one.severity) for one in checker.run(data, day, rules=[rule])}
    changed = checker.run(replace(data, templates=data.templates | other), day, rules=[rule])
    assert before
    assert not before & {(one.path, one.severity) for one in changed}


def test_no_delay_of_the_text_is_left_unchecked() -> None:
    delays = {name for name, value in ACCOUNTS.parametres if isinstance(value, Duration)}
    assert set(MCP_DELAYS) == delays


def test_no_service_nor_profile_is_named_in_code() -> None:
    """Adding a service is one data file."""
    folder = Path(__file__).parents[1]
    words = set()
    for path in sorted((folder / "data" / "services").glob("*.yml")):
        service = read(path.name, path.read_bytes()).data
        words |= {path.stem, service["sigle"], *service["profils"]}
    assert len(words) > 4
    known = re.compile(rf"\b({'|'.join(map(re.escape, sorted(words)))})\b")
    for path in sorted((folder / "generator").rglob("*.py")):
        assert not known.search(path.read_text(encoding="utf-8")), path


MCP_ARTICLES = {
    "M01": "art. 2.1 du contrat", "M02": "art. 2.2 du contrat", "M03": "art. 2.2.1 du contrat", "M04": "art. 9.2",
    "M05": "art. 2.2.2 du contrat", "M06": "art. 3.3 du contrat", "M07": "art. 2.2.1 du contrat et art. 2.2.2 du contrat",
    "M08": "art. 1.21 du bulletin", "M09": "art. 5.1 du contrat", "M11": "art. 5.3.2 du contrat",
    "M12": "art. 17.3 et art. 6 du contrat", "M13": "art. 9.2", "M14": "art. 14", "M15": "art. 16", "M16": "art. 16",
    "M17": "art. 17.1", "M18": "art. 17.2", "M19": "art. 17.2", "M20": "art. 1.1 du bulletin", "M21": "art. 1.1 du bulletin",
    "M22": "art. 1.21 du bulletin", "M23": "art. 1.22 du bulletin", "M24": "art. 1.22 du bulletin",
    "M25": "art. 1.22 du bulletin", "M26": "art. 3 du bulletin",
}  # fmt: skip


def test_each_finding_bears_its_article_and_says_which_document_numbers_it(tmp_path: Path) -> None:
    """The contrat and the bulletin number their articles from 1 again: the number alone would mislead."""
    articles = set()
    for sample in (path for path in SAMPLES if path.parent.name in MCP_ARTICLES):
        root = sample_root(f"{sample.parent.name}/{sample.name}", tmp_path / sample.name)
        articles |= {(found.rule, found.article) for found in run(root, sample.parent.name)}
    assert articles == set(MCP_ARTICLES.items())


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("M01/erreur-ouvert-la-veille", "avant la signature du contrat de service par la Caf"),
        ("M05/erreur-revue-ancienne", "la dernière est du 14 juin 2025"),
        ("M05/erreur-aucune-revue", "aucune n'est notée depuis la signature du contrat, le 14 juin 2025"),
        ("M09/avertissement-plusieurs", "nomme 2 responsables sécurité"),
        ("M15/avertissement-bilan-ancien", "le dernier est du 14 juin 2025"),
        ("M15/avertissement-aucun-bilan", "aucun n'est noté depuis la signature du 14 juin 2025"),
        ("M17/information-echeance", "arrive à échéance le 14 août 2026 et se reconduit pour 1 an"),
        ("M17/information-fin-de-la-convention", "prend fin le 10 juillet 2026"),
        ("M20/erreur-lieu", "3 personnes ont accès au profil P1 pour un même lieu d'implantation : le bulletin en admet 2"),
        ("M20/erreur-service", "6 personnes ont accès au service GUICHET : le bulletin en admet 5"),
        ("M24/avertissement-centralise", "La PJ2 du service GUICHET, due en mode centralisé, n'est pas notée comme envoyée"),
        ("M24/avertissement-centralise", "La PJ3 du service GUICHET, due en mode centralisé, n'est pas notée comme reçue"),
    ],
)  # fmt: skip
def test_a_finding_says_what_the_sample_shows(sample: str, words: str, tmp_path: Path) -> None:
    said = [found.message for found in run(sample_root(sample, tmp_path), sample[:3])]
    assert any(words in message.replace("\u00a0", " ") for message in said)


@pytest.mark.parametrize("rule", ["M03", "M04", "M11", "M13", "M20", "M21", "M23", "M25"])
def test_without_the_users_their_rules_are_silent(rule: str, tmp_path: Path) -> None:
    sample = next(path for path in SAMPLES if path.parent.name == rule and path.name[:4] != "rien")
    root = sample_root(f"{rule}/{sample.name}", tmp_path)
    assert rule in {one.rule for one in checker.run(dataset.load(root), date(2026, 6, 15))}
    data = dataset.load(root, nominative=False)
    assert rule not in {one.rule for one in checker.run(data, date(2026, 6, 15))}


def test_a_page_is_numbered_by_a_template_of_its_own_family() -> None:
    """Whichever of the two is the newer; without one of its family, dashes stand for what it would say."""
    newer = ACCOUNTS.model_copy(update={"date": date(2099, 1, 1)})
    both = {**TEMPLATES, newer.id: newer}
    assert explain.explain("C10", both) == explain.explain("C10", TEMPLATES)
    assert "Article 16 de la convention" in explain.explain("M15", both)
    assert "Article — de la convention" in explain.explain("M15", TEMPLATES)


@pytest.mark.parametrize(
    ("sample", "file"),
    [
        ("X0/information-mcp-liste-absente", "exemple.pj3.yml"),
        ("X0/information-sans-fichier-de-suivi", "exemple.suivi.yml"),
    ],
)
def test_a_nominative_file_that_cannot_be_read_is_not_said_to_be_missing(
    sample: str, file: str, tmp_path: Path
) -> None:
    """Making it again would be the wrong cure: the line that stops the reading is said."""
    root = sample_root(sample, tmp_path)
    people = root / "data/nominatif" / file
    assert not people.exists()
    known = {one.message for one in run(root, "X0")}
    people.parent.mkdir(parents=True, exist_ok=True)
    people.write_text("partenaire: exemple\ninconnu: 1\n", encoding="utf-8")
    (hidden,) = known - {one.message for one in run(root, "X0")}
    assert "Il manque l" in hidden
    assert [one.file.rpartition("/")[2] for one in run(root, "lecture")] == [file]
