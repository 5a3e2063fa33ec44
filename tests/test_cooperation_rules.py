"""The rules of « Coopération »: every delay of the text is the one that is checked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.checks import checker
from generator.checks.finding import Finding
from generator.store import dataset
from generator.store.parameters import Duration
from tests.records import TEMPLATE
from tests.rule_samples import sample_root

DELAYS = {
    "duree": ("C20/information-echeance", "18 mois"),
    "reconduction": ("C20/information-echeance", "18 mois"),
    "preavis": ("C21/information-preavis", "4 mois"),
    "revue": ("C10/erreur-aucune-revue", "60 mois"),
    "mise_a_jour_annexe_1": ("C11/erreur-plus-de-douze-mois", "60 mois"),
    "conservation_annexes": ("C02/erreur-annexe-2", "3 ans"),
    "conservation_comptes_clos": ("C03/erreur-annexe-et-suivi", "3 ans"),
    "conservation_donnees_compte": ("C05/information-six-mois", "7 mois"),
    "demande_attestation": ("C06/erreur-en-retard", "4 mois"),
    "remise_attestation": ("C06/erreur-en-retard", "90 jours"),
    "annonce": ("C10/avertissement-bientot", "5 jours"),
}
"""For each delay of the « Coopération » text, a sample that another value changes."""


@pytest.mark.parametrize("name", DELAYS)
def test_every_delay_of_the_text_is_the_one_that_is_checked(name: str, tmp_path: Path) -> None:
    sample, delay = DELAYS[name]
    data = dataset.load(sample_root(sample, tmp_path))
    count, unit = delay.split()
    changed = {name: Duration(int(count), unit)}  # type: ignore[arg-type]
    parameters = TEMPLATE.parametres.model_copy(update=changed)
    other = {TEMPLATE.id: TEMPLATE.model_copy(update={"parametres": parameters})}
    assert seen(data, sample) != []
    assert seen(replace(data, templates=data.templates | other), sample) != seen(data, sample)


def seen(data: dataset.Dataset, sample: str) -> list[Finding]:
    return checker.run(data, date(2026, 6, 15), rules=[sample[:3]])


def test_no_delay_of_the_text_is_left_unchecked() -> None:
    assert set(DELAYS) == {name for name, value in TEMPLATE.parametres if isinstance(value, Duration)}  # fmt: skip


def test_a_closed_partner_is_still_watched_but_an_archived_one_calls_for_nothing_else(
    tmp_path: Path,
) -> None:
    """Data outlive conventions and statuses: only their erasure and attestation are asked for."""
    data = dataset.load(sample_root("C02/erreur-partenaire-archive", tmp_path))
    found = checker.run(data, date(2026, 6, 15), partners=["exemple"])
    assert {one.rule for one in found if one.partner == "exemple"} == {"C02", "C13"}
