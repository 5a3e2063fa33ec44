"""`greffe new`: every answer is judged at once, in French, and the file made is right."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builder import CAF, PARTNER, make_root, write

from generator.cli import common
from generator.cli.main import main
from generator.store.dataset import load
from generator.store.locations import PROJECT

SIRET = "20000000800017"
ANSWERS = {
    "siren": "",
    "nom": "Commune de Témoin",
    "type": "",
    "id": "",
    "caf": "",
    "voie": "4 quai #2 bis",
    "code_postal": "01000",
    "commune": "Témoin",
    "civilite": "Mme",
    "prenom": "",
    "representant": "« Lampion »",
    "fonction": "maire",
    "modele": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with one Caf and no partner yet."""
    write(tmp_path, "data/cafs/caf99.yml", CAF)
    (tmp_path / "data/partners").mkdir()
    return tmp_path


class Keyboard:
    """Somebody at a terminal: what is typed at each question, a list being answers one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **changes: str | list[str]) -> None:
        self.asked: list[str] = []
        self._typed = self._keys({**ANSWERS, **changes})
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", self._input)

    @staticmethod
    def _keys(answers: dict[str, str | list[str]]) -> Iterator[str]:
        for answer in answers.values():
            yield from [answer] if isinstance(answer, str) else answer

    def _input(self, question: str) -> str:
        self.asked.append(question)
        answer = next(self._typed, None)
        if answer is None:
            raise EOFError
        return answer


def test_answers_become_a_file_that_reads_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when an answer holds what YAML takes for a remark or for quotes."""
    Keyboard(monkeypatch, siren="200 000 008 00017")
    assert main(["new", "--root", str(root)]) == 0
    partner = load(root).partners["commune-de-temoin"].record
    assert (partner.type, partner.caf, partner.siret) == ("commune", "caf99", SIRET)
    assert partner.adresse.voie == "4 quai #2 bis"
    assert partner.representant.nom == "« Lampion »"


# A question, a wrong answer, then a right one; what the refusal says.
AGAIN = [
    ("nom", ["", "Commune de Témoin"], "Il faut une réponse"),
    (
        "type",
        ["ville", "commune"],
        "« ville » ne convient pas : il faut un de ces mots : commune, ",
    ),
    ("id", ["Mairie", "mairie"], "« Mairie » ne convient pas : il faut des minuscules"),
    ("id", ["temoin", "mairie"], "existe déjà : choisissez un autre nom."),
    ("siren", [SIRET[:-1] + "8", SIRET], "sa clé ne tombe pas juste"),
    ("siren", ["243100733", ""], "sa clé ne tombe pas juste"),
    (
        "siren",
        ["123", ""],
        "« 123 » ne convient pas : il faut neuf chiffres (SIREN) ou quatorze (SIRET).",
    ),
    ("caf", ["caf42", "caf99"], "« caf42 » n'existe pas dans data/cafs/ : choisissez parmi caf99."),
    ("code_postal", ["1000", "01000"], "« 1000 » ne convient pas : il faut cinq chiffres."),
    ("civilite", ["Madame", "Mme"], "« Madame » ne convient pas : il faut « M. » ou « Mme »."),
    ("modele", ["convention", ""], "« convention » n'existe pas dans templates/"),
]


@pytest.mark.parametrize(("option", "typed", "said"), AGAIN)
def test_a_wrong_answer_is_said_at_once_and_asked_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
    typed: list[str],
    said: str,
) -> None:
    make_root(tmp_path)
    keyboard = Keyboard(monkeypatch, **{"id": "mairie", option: typed})
    assert main(["new", "--root", str(tmp_path)]) == 0
    assert sum(keyboard.asked.count(question) > 1 for question in set(keyboard.asked)) == 1
    refusals = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert len(refusals) == 1
    assert said in refusals[0]


def test_each_question_has_an_example_or_its_choices(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = Keyboard(monkeypatch)
    main(["new", "--root", str(root)])
    assert all("(" in question or "[" in question for question in keyboard.asked)


def test_leaving_before_the_end_creates_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+D is no crash."""
    Keyboard(monkeypatch, modele=[])
    assert main(["new", "--root", str(root)]) == 2
    assert "rien n'est créé" in capsys.readouterr().err
    assert list((root / "data/partners").iterdir()) == []


def test_who_creates_a_draft_learns_when_its_delays_are_checked(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Keyboard(monkeypatch)
    main(["new", "--root", str(root)])
    assert "quand vous aurez noté les dates de signature" in capsys.readouterr().out


def test_a_number_for_a_file_name_is_taken_and_a_better_name_offered(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every report, address and folder will bear it: it is said while nothing cites it yet."""
    Keyboard(monkeypatch, id=SIRET)
    assert main(["new", "--root", str(root)]) == 0
    assert "« commune-de-temoin.yml » se lirait mieux" in capsys.readouterr().out
    assert load(root).partners[SIRET].record.nom == "Commune de Témoin"
    Keyboard(monkeypatch)
    main(["new", "--root", str(root)])
    assert "se lirait mieux" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("today", "validated", "expected"),
    [
        (date(2026, 6, 15), (), "cooperation-2026"),
        (date(2025, 6, 15), (), "ctg-dans-ma-poche-2024"),
        (date(2026, 6, 15), ("ctg-dans-ma-poche-2024",), "ctg-dans-ma-poche-2024"),
        (date(2099, 6, 15), (), "zzz"),
    ],
    ids=["the newest", "the newest in force", "a validated one", "a later one"],
)
def test_the_template_proposed_is_the_newest_that_may_serve(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    today: date,
    validated: tuple[str, ...],
    expected: str,
) -> None:
    for name in ("cooperation-2026", "ctg-dans-ma-poche-2024"):
        for path in (PROJECT / "templates" / name).iterdir():
            text = path.read_text(encoding="utf-8")
            if path.name == "modele.yml" and name in validated:
                text += "\nvalidation: {par: Service juridique, le: 2024-01-01}\n"
            write(root, f"templates/{name}/{path.name}", text)
    if expected == "zzz":
        later = (
            "id: zzz\nherite: cooperation-2026\nversion: '2099'\ndate: 2099-01-01\nsource: Essai.\n"
        )
        write(root, "templates/zzz/modele.yml", later)
    monkeypatch.setattr(common, "today", lambda: today)
    Keyboard(monkeypatch)
    assert main(["new", "--root", str(root)]) == 0
    assert load(root).partners["commune-de-temoin"].record.conventions[0].modele == expected


LISTED = {
    "nom": "", "type": "", "id": "cc", "caf": "", "voie": "1 rue du Temple", "civilite": "Mme",
    "representant": "LAMPION", "fonction": "président",
}  # fmt: skip
"""What is answered to the other questions of a listed organisation: the proposals are taken."""


def _three_cafs(root: Path) -> None:
    for code in ("31", "38", "76"):
        write(root, f"data/cafs/caf{code}.yml", CAF.replace('"99"', f'"{code}"'))


GIROU = "Communauté de communes des Coteaux du Girou"


@pytest.mark.parametrize(
    ("siren", "typed", "expected"),
    [
        ("243 100 732", ("31380", "Témoin"), (GIROU, "communaute-de-communes", "caf31", "31380", "Témoin")),
        ("24310073200011", ("31380", "Témoin"), (GIROU, "communaute-de-communes", "caf31", "31380", "Témoin")),
        ("217603513", ("76600", ""), ("Commune du Havre", "commune", "caf76", "76600", "Le Havre")),
        ("213801939", ("", ""), ("Commune de L'Isle-d'Abeau", "commune", "caf38", "38080", "L'Isle-d'Abeau")),
    ],
    ids=["an EPCI", "by its SIRET", "a commune of several postcodes", "a commune of one"],
)  # fmt: skip
def test_a_siren_fills_name_type_and_caf(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    siren: str,
    typed: tuple[str, str],
    expected: tuple[str, ...],
) -> None:
    """Each is proposed, and Entrée takes it; the seat of a commune is in the commune."""
    _three_cafs(root)
    Keyboard(monkeypatch, siren=siren, **LISTED, code_postal=typed[0], commune=typed[1])
    assert main(["new", "--root", str(root)]) == 0
    assert f"Trouvé dans la liste nationale (2026) : {expected[0]}" in capsys.readouterr().out
    made = load(root).partners["cc"].record
    assert (
        made.nom,
        made.type,
        made.caf,
        made.adresse.code_postal,
        made.adresse.commune,
    ) == expected
    assert made.numero_siren == siren.replace(" ", "")[:9]


def test_the_siren_option_fills_them_too_and_any_answer_may_differ(root: Path) -> None:
    _three_cafs(root)
    rest = {"voie": "1 place Haute", "code-postal": "31380", "commune": "Témoin", "civilite": "M.", "representant": "LAMPION", "fonction": "président"}  # fmt: skip
    words = [word for key, value in rest.items() for word in (f"--{key}", value)]
    assert main(["new", "--root", str(root), "--siren", "243100732", *words]) == 0
    made = load(root).partners["communaute-de-communes-des-coteaux-du-girou"].record
    assert (made.siren, made.siret, made.caf) == ("243100732", None, "caf31")
    (root / "data/partners/communaute-de-communes-des-coteaux-du-girou.yml").unlink()
    assert main(["new", "--root", str(root), "--siret", "24310073200011", "--nom", "Commune de Témoin", "--caf", "caf99", "--type", "commune", *words]) == 0  # fmt: skip
    other = load(root).partners["commune-de-temoin"].record
    assert (other.siret, other.caf, other.type) == ("24310073200011", "caf99", "commune")


@pytest.mark.parametrize("number", ["200000008", SIRET])
def test_a_second_file_for_one_siren_is_refused_and_the_first_is_named(
    root: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    """Nothing is typed twice: a partner has one file, whatever its conventions."""
    partner = PARTNER.replace("    caf:", f'    siret: "{SIRET}"\n    caf:')
    partners = make_root(root, partner=partner) / "data/partners"
    known = load(root).partners["temoin"].record
    before = {path.name for path in partners.iterdir()}
    assert main(["new", "--root", str(root), "--siren", number]) == 2
    assert f"({known.nom}) : ajoutez-y la convention" in capsys.readouterr().err
    assert {path.name for path in partners.iterdir()} == before


def test_the_siren_of_nobody_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its key is right: only the words tell."""
    assert main(["new", "--root", str(root), "--siren", "000000000"]) == 2
    assert "Le SIREN « 000000000 » est faux" in capsys.readouterr().err


def test_an_unknown_siren_is_said_in_a_sentence_and_the_questions_go_on(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Keyboard(monkeypatch, siren=SIRET[:9])
    assert main(["new", "--root", str(root)]) == 0
    said = "Ce SIREN n'est celui d'aucune commune ni intercommunalité de la liste nationale (2026)"
    assert said in capsys.readouterr().out
    assert load(root).partners["commune-de-temoin"].record.siren == SIRET[:9]


REST = ["--voie", "1 place Haute", "--code-postal", "31380", "--commune", "Témoin", "--civilite", "M.", "--representant", "LAMPION", "--fonction", "président"]  # fmt: skip


def _doubts(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    assert main(["new", "--root", str(root), *options, *REST]) == 0, "nothing is refused for it"
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("À vérifier")]


def test_the_caf_of_another_departement_is_said_in_one_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only Caf there is was proposed; the organisation is elsewhere."""
    (said,) = _doubts(root, capsys, "--siren", "249740119")
    assert "autre département que sa Caf (99) : La Réunion (974)" in said


def test_a_name_of_another_kind_than_the_siren_s_is_said_in_one_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _three_cafs(root)
    (said,) = _doubts(root, capsys, "--siren", "243100732", "--nom", "CCAS de Témoin")
    assert "« ccas »" in said
    assert "« communaute-de-communes »" in said
    (root / "data/partners/ccas-de-temoin.yml").unlink(missing_ok=True)
    assert _doubts(root, capsys, "--siren", "243100732", "--id", "juste") == []


def test_a_data_set_marked_as_an_example_says_that_x8_does_not_compare(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _three_cafs(root)
    write(root, "data/greffe.yml", "exemple: {date: 2026-06-15}\n")
    assert main(["new", "--root", str(root), "--siren", "243100732", *REST]) == 0
    assert "la règle X8 ne les compare pas" in capsys.readouterr().out
