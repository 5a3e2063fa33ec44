"""data/controle.yml changes what is said, never what is read, and hides nothing without saying so."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from builder import PARTNER, make_root, write

from generator.checks import checker, memory
from generator.checks.outcome import Outcome
from generator.cli.main import main
from generator.store import dataset

SIGNED = """
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Testville}
"""
DAY = date(2027, 6, 1)
"""C10 is an error by then, and so is something of the annexe 1; X0 lacks the frame and the act."""
REVIEW = "{regle: C10, partenaire: temoin, raison: Revue en cours., jusqu_au: 2027-06-30}"


def root(folder: Path, control: str | None = None) -> Path:
    make_root(folder, partner=PARTNER.rstrip() + SIGNED)
    if control is not None:
        write(folder, "data/controle.yml", control)
    return folder


def checked(folder: Path, control: str | None = None, day: date = DAY, **options: bool) -> Outcome:
    return checker.check(dataset.load(root(folder, control)), day, **options)


def severities(outcome: Outcome, rule: str) -> set[str]:
    return {one.severity for one in outcome.findings if one.rule == rule}


def faults(outcome: Outcome) -> list[tuple[str, int, str]]:
    """(file, line, message) of what cannot be read."""
    return [(one.file, one.line, one.message) for one in outcome.findings if one.rule == "lecture"]


def test_without_the_file_nothing_changes(tmp_path: Path) -> None:
    before = checked(tmp_path / "sans")
    assert severities(before, "C10") == {"erreur"}
    assert severities(before, "X0") == {"information"}
    assert (before.waivers, before.silences, before.threshold) == ((), (), "erreur")
    empty = checked(tmp_path / "vide", "seuil: erreur\n")
    assert empty.findings == before.findings


def test_a_rule_takes_the_severity_given_and_the_others_keep_theirs(tmp_path: Path) -> None:
    control = "regles: [{regle: C10, gravite: information, raison: Suivie ailleurs.}]\n"
    outcome = checked(tmp_path, control)
    assert severities(outcome, "C10") == {"information"}
    assert severities(outcome, "C11") == severities(checked(tmp_path / "sans"), "C11")


def test_a_silent_rule_says_nothing_and_the_report_says_that_it_is(tmp_path: Path) -> None:
    outcome = checked(
        tmp_path, "regles:\n  - {regle: C10, gravite: muette, raison: Suivie ailleurs.}\n"
    )
    assert severities(outcome, "C10") == set()
    (silence,) = outcome.silences
    assert (silence.rule, silence.reason, silence.file, silence.line) == ("C10", "Suivie ailleurs.", "data/controle.yml", 2)  # fmt: skip


@pytest.mark.parametrize("gravite", ["muette", "information"])
def test_what_cannot_be_read_is_an_error_whatever_the_file_asks(
    tmp_path: Path, gravite: str
) -> None:
    control = f"""
        regles: [{{regle: lecture, gravite: {gravite}, raison: Trop de bruit.}}]
        exceptions: [{{regle: lecture, partenaire: voisin, raison: Plus tard., jusqu_au: 2030-01-01}}]
    """
    folder = root(tmp_path, control)
    write(folder, "data/partners/voisin.yml", "nom: [\n")
    outcome = checker.check(dataset.load(folder), DAY)
    assert severities(outcome, "lecture") == {"erreur"}
    assert any(file == "data/partners/voisin.yml" for file, _, _ in faults(outcome))
    assert [line for file, line, _ in faults(outcome) if file == "data/controle.yml"] == [1, 2]
    assert outcome.silences == ()


@pytest.mark.parametrize(
    ("control", "line", "said"),
    [
        ("seuil: grave\n", 1, "« grave » n'est pas une valeur de « seuil »."),
        ("zzz: 1\n", 1, "Le champ « zzz » n'existe pas ici."),
        ("regles: [{regle: C10, gravite: muette}]\n", 1, "Il manque « raison » dans « regles »."),
        (
            "exceptions:\n  - {regle: C10, partenaire: temoin, raison: x}\n",
            2,
            "Il manque « jusqu_au » dans « exceptions ».",
        ),
        (
            "exceptions:\n  - {regle: C10, partenaire: temoin, raison: x, jusqu_au: 30/06/2027}\n",
            2,
            "La date « 30/06/2027 » n'est pas écrite année-mois-jour.",
        ),
        (
            "regles:\n  - {regle: C99, gravite: muette, raison: x}\n",
            2,
            "Cette règle n'existe pas.",
        ),
        (
            "regles:\n  - {regle: C10, gravite: muette, raison: x}\n  - {regle: C10, gravite: erreur, raison: y}\n",
            3,
            "La règle C10 est déjà réglée plus haut.",
        ),
        (
            "exceptions:\n  - {regle: C10, partenaire: temoim, raison: x, jusqu_au: 2027-06-30}\n",
            2,
            "Aucun partenaire « temoim » dans data/partners/.",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_an_error_at_its_place(
    tmp_path: Path, control: str, line: int, said: str
) -> None:
    outcome = checked(tmp_path, control)
    ((file, at, message),) = [
        (one.file, one.line, one.frank_message or one.message)
        for one in outcome.findings
        if one.rule == "lecture"
    ]
    assert (file, at) == ("data/controle.yml", line)
    assert said in message


def test_an_unreadable_file_excuses_nothing(tmp_path: Path) -> None:
    outcome = checked(tmp_path, f"exceptions:\n  - {REVIEW}\nzzz: 1\n")
    assert severities(outcome, "C10") == {"erreur"}


def test_an_exception_sets_aside_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    before = checked(tmp_path / "sans")
    outcome = checked(tmp_path, f"exceptions:\n  - {REVIEW}\n")
    assert list(outcome.findings) == [one for one in before.findings if one.rule != "C10"]
    (waiver,) = outcome.waivers
    assert waiver.findings == tuple(one for one in before.findings if one.rule == "C10")
    assert (waiver.state, waiver.reason, waiver.line) == ("en-cours", "Revue en cours.", 2)


def test_an_exception_holds_on_its_last_day_and_the_alert_is_back_the_day_after(
    tmp_path: Path,
) -> None:
    last = date(2027, 6, 30)
    control = f"exceptions:\n  - {REVIEW}\n"
    states = {}
    for day in (last - timedelta(1), last, last + timedelta(1)):
        outcome = checked(tmp_path, control, day)
        states[day] = outcome.waivers[0].state, len(severities(outcome, "C10"))
    assert [*states.values()] == [("en-cours", 0), ("en-cours", 0), ("finie", 1)]
    (back,) = [one for one in outcome.findings if one.rule == "C10"]
    assert back.message.endswith("L'exception qui la mettait de côté a pris fin le 30 juin 2027.".replace(" juin ", "\u00a0juin\u00a0"))  # fmt: skip
    (usual,) = [one for one in checked(tmp_path / "sans", day=last + timedelta(1)).findings if one.rule == "C10"]  # fmt: skip
    assert replace(back, message=usual.message) == usual
    assert outcome.waivers[0].findings == (usual,)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("conventions[0]", "en-cours"),
        ("conventions[0].revues", "en-cours"),
        ("conventions[0].revue", "sans-objet"),
        ("conventions[1]", "sans-objet"),
    ],
)
def test_a_path_narrows_an_exception_to_a_datum_and_what_it_holds(
    tmp_path: Path, path: str, state: str
) -> None:
    control = f"exceptions:\n  - {REVIEW[:-1]}, chemin: '{path}'}}\n"
    outcome = checked(tmp_path, control)
    assert [one.state for one in outcome.waivers] == [state]
    assert bool(severities(outcome, "C10")) == (state == "sans-objet")


def test_an_exception_renewed_beside_an_old_one_holds(tmp_path: Path) -> None:
    old = REVIEW.replace("2027-06-30", "2027-01-31")
    outcome = checked(tmp_path, f"exceptions:\n  - {old}\n  - {REVIEW}\n")
    assert severities(outcome, "C10") == set()
    assert [one.state for one in outcome.waivers] == ["finie", "en-cours"]


def test_an_exception_is_judged_only_by_a_check_that_could_have_met_it(tmp_path: Path) -> None:
    """Else checking one partner would call the exceptions of all the others useless."""
    folder = root(tmp_path, f"exceptions:\n  - {REVIEW}\n")
    write(folder, "data/partners/voisin.yml", PARTNER.replace("Témoin", "Voisin"))
    only = dataset.load(folder, only=frozenset({"voisin"}))
    outcome = checker.check(only, DAY, partners={"voisin"})
    assert (outcome.waivers, faults(outcome)) == ((), [])
    assert checker.check(dataset.load(folder), DAY, rules={"C11"}).waivers == ()
    assert len(checker.check(dataset.load(folder), DAY, rules={"C10"}).waivers) == 1


def test_strict_makes_an_error_of_what_cannot_be_computed_even_in_a_silent_rule(
    tmp_path: Path,
) -> None:
    control = "regles: [{regle: X0, gravite: muette, raison: Trop de bruit.}]\n"
    assert severities(checked(tmp_path, control), "X0") == set()
    strict = checked(tmp_path, control, strict=True)
    assert severities(strict, "X0") == {"erreur"}
    assert strict.silences == ()


def test_strict_says_what_cannot_be_computed_whatever_the_rules_asked(tmp_path: Path) -> None:
    data = dataset.load(root(tmp_path))
    assert severities(checker.check(data, DAY, rules={"C11"}), "X0") == set()
    assert severities(checker.check(data, DAY, rules={"C11"}, strict=True), "X0") == {"erreur"}


def test_a_dated_exception_holds_for_what_cannot_be_computed(tmp_path: Path) -> None:
    control = f"exceptions:\n  - {REVIEW.replace('C10', 'X0')}\n"
    assert severities(checked(tmp_path, control, strict=True), "X0") == set()


def code(folder: Path, *options: str) -> int:
    return main(["check", "--root", str(folder), "--date", DAY.isoformat(), *options])


def test_the_command_fails_from_the_threshold_of_the_file_or_of_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """X0 alone is asked, and it only informs."""
    folder, only = root(tmp_path), ("--rule", "X0")
    assert code(folder, *only) == 0
    assert code(folder, *only, "--threshold", "information") == 1
    assert code(folder, *only, "--strict") == 1
    write(folder, "data/controle.yml", "seuil: information\n")
    assert code(folder, *only) == 1
    assert code(folder, *only, "--threshold", "avertissement") == 0


def test_what_is_remembered_of_a_check_holds_its_exceptions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root(tmp_path, f"seuil: information\nexceptions:\n  - {REVIEW}\n")
    first = code(folder), capsys.readouterr().out
    assert "Revue en cours." in first[1]
    outcome = checker.check(dataset.load(folder), DAY)
    memory.remember(folder, "clé", outcome)
    assert memory.recall(folder, "clé") == outcome
    assert memory.recall(folder, "autre") is None
    assert (code(folder), capsys.readouterr().out) == first
    assert (code(folder), capsys.readouterr().out) == first
    assert code(folder, "--strict") == 1
    assert "erreur [X0" in capsys.readouterr().out


def test_public_opens_no_nominative_file_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a machine that has no access to them; the memory of one check is not that of the other."""
    folder = root(tmp_path)
    write(folder, "data/nominatif/temoin.annexe-1.yml", "partenaire: [\n")
    for _ in range(2):
        assert code(folder, "--rule", "lecture") == 1
        assert "n'ont pas été ouverts" not in capsys.readouterr().out
        assert code(folder, "--rule", "lecture", "--public") == 0
        assert "Les fichiers nominatifs n'ont pas été ouverts" in capsys.readouterr().out


def test_findings_come_in_report_order_those_of_the_file_included(tmp_path: Path) -> None:
    outcome = checked(tmp_path, "regles: [{regle: C99, gravite: muette, raison: x}]\n")
    assert list(outcome.findings) == sorted(outcome.findings, key=lambda one: one.order())
    files = [one.file for one in outcome.findings]
    assert files.index("data/cafs/caf99.yml") < files.index("data/controle.yml") < files.index("data/partners/temoin.yml")  # fmt: skip
