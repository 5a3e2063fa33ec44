"""`greffe avenant` from end to end: made, signed, noted, and then the rules have nothing more to say."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.checks import checker
from generator.cli.main import main
from generator.errors import UsageError
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.versions import avenant, avenant_record, avenant_states
from generator.versions.avenant_states import Subject

DAY = date(2026, 6, 15)
SYNDICAT, DEPARTEMENT = "syndicat-trois-clochers", "departement-eloire"
COOPERATION = ("--family", "cooperation")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data, to be changed at will."""
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `greffe avenant` there: exit code, what it says, what it warns of."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main(["avenant", "--root", str(root), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def _found(root: Path, partner: str, *rules: str) -> list[str]:
    found = checker.run(dataset.load(root), DAY, partners=[partner])
    return [one.rule for one in found if one.rule in rules]


def _written(root: Path) -> set[str]:
    folder = root / "build" / "avenants"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix}


def test_an_avenant_is_made_with_its_tracked_changes(root: Path, run: Run) -> None:
    code, said, _ = run("--partner", SYNDICAT)
    assert code == 0
    assert "syndicat-trois-clochers/cooperation : avenant n° 1. Changement de dénomination du partenaire." in said  # fmt: skip
    assert _written(root) == {
        f"{SYNDICAT}/cooperation/avenant-1{ending}"
        for ending in (".md", ".docx", ".pdf", "-convention-modifications.docx")
    }
    marked = root / "build/avenants" / SYNDICAT / "cooperation/avenant-1-convention-modifications.docx"  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(marked.read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert ">Deux</w:delText>" in text
    assert ">Trois</w:t>" in text
    assert (
        "mon-compte-partenaire : la convention a pris fin, aucun avenant ne peut la changer."
        in said
    )
    assert run("--partner", SYNDICAT)[1] == said


@pytest.mark.parametrize(
    ("partner", "family", "rules"),
    [
        (SYNDICAT, "cooperation", ("C23",)),
        (DEPARTEMENT, "mon-compte-partenaire", ("M12", "M02")),
    ],
)
def test_once_signed_and_noted_the_rules_fall_silent(
    root: Path, run: Run, partner: str, family: str, rules: tuple[str, ...]
) -> None:
    assert sorted(set(_found(root, partner, *rules))) == sorted(rules)
    file = root / "data/partners" / f"{partner}.yml"
    before = file.read_text(encoding="utf-8")
    code, said, _ = run("--partner", partner, "--family", family, "--signed", "2026-06-10", "--received", "2026-06-11", "--countersigned", "2026-06-12")  # fmt: skip
    assert code == 0
    assert "+    avenants:" in said
    assert dataset.load(root).problems == ()
    assert _found(root, partner, *rules) == []
    again = run("--partner", partner, "--family", family)
    assert "Aucun avenant n'est nécessaire : rien n'a changé depuis la signature." in again[1]
    kept = [line for line in before.splitlines() if line not in file.read_text(encoding="utf-8").splitlines()]  # fmt: skip
    assert all("mode" in line or "pratique" in line for line in kept)


def test_what_was_signed_before_an_avenant_stays_known(root: Path, run: Run) -> None:
    """The mode and the model that the files lose are kept: yesterday's text can still be made."""
    data = dataset.load(root, nominative=False)
    index = data.partners[DEPARTEMENT].record.convention_des_pieces
    assert index is not None
    before = avenant_states.signed_by(Subject(data, DEPARTEMENT, index), DAY)
    wanted = avenant_states.wanted(Subject(data, DEPARTEMENT, index))
    run("--partner", DEPARTEMENT, "--family", "mon-compte-partenaire", "--signed", "2026-06-10")
    after = Subject(dataset.load(root, nominative=False), DEPARTEMENT, index)
    assert avenant_states.signed_by(after, date(2026, 6, 9)) == before
    assert avenant_states.signed_by(after, date(2026, 6, 10)) == wanted
    assert avenant.next_number(after.convention) == 2


def test_another_model_is_followed_from_its_avenant_on(root: Path, run: Run) -> None:
    partner = "montbrume-metropole"
    assert run("--partner", partner, "--template", "cooperation-2026", "--signed", "2026-06-10")[0] == 0  # fmt: skip
    (_, convention), *_ = dataset.load(root).partners[partner].record.cooperation
    assert convention.modele == "cooperation-2026"
    assert convention.valeurs_signees is not None
    assert convention.valeurs_signees.modele == "ctg-dans-ma-poche-2024"
    assert "C23" not in _found(root, partner, "C23")
    run("--partner", partner, "--family", "cooperation", "--consolidated", "--date", "2026-06-09")
    run("--partner", partner, "--family", "cooperation", "--consolidated", "--date", "2026-06-10")
    folder = root / "build/avenants" / partner / "cooperation"
    old, new = ((folder / f"version-consolidee-2026-06-{day}" / "convention.md").read_text(encoding="utf-8") for day in ("09", "10"))  # fmt: skip
    assert "# Convention d’adhésion à la plateforme « La CTG dans ma poche »" in old.replace("\xa0", " ")  # fmt: skip
    assert "# Convention d’adhésion à la plateforme « Coopération »" in new.replace("\xa0", " ")
    assert "Version consolidée au 9\xa0juin\xa02026, pour information" in old
    between = run("--partner", partner, "--family", "cooperation", "--since", "2026-06-09", "--date", "2026-06-10")  # fmt: skip
    assert "Changement de nom de la plateforme, désormais « Coopération »" in between[1]


def test_an_avenant_noted_as_not_signed_yet_takes_its_signatures(root: Path, run: Run) -> None:
    file = root / "data/partners" / f"{SYNDICAT}.yml"
    text = file.read_text(encoding="utf-8")
    waiting = "    avenants:\n      - numero: 4\n        objet: Nom\n"
    file.write_text(text.replace("  # Mise en demeure", f"{waiting}  # Mise en demeure"), encoding="utf-8")  # fmt: skip
    assert "avenant n° 4." in run("--partner", SYNDICAT, "--family", "cooperation")[1]
    run("--partner", SYNDICAT, "--family", "cooperation", "--signed", "2026-06-10")
    (_, convention), *_ = dataset.load(root).partners[SYNDICAT].record.cooperation
    assert [(each.numero, each.signe_le) for each in convention.avenants] == [(4, date(2026, 6, 10))]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "donnez le partenaire avec « --partner »"),
        (("--partner", "personne"), 2, "aucun partenaire « personne »"),
        (("--partner", SYNDICAT, "--template", "coop"), 2, "ce nom n'existe pas"),
        (
            ("--partner", SYNDICAT, "--template", "cooperation-2026", "--family", "mon-compte-partenaire"),
            2,
            "est un modèle de la famille « cooperation »",
        ),
        (("--partner", SYNDICAT, "--received", "2026-06-10"), 2, "complètent « --signed »"),
        (("--partner", "cc-val-de-brume", "--template", "mon-compte-partenaire-2023"), 1, "est un modèle de l'autre famille"),
        (("--partner", "cc-val-de-brume", "--family", "mon-compte-partenaire"), 1, "n'a pas de convention de la famille « Mon Compte Partenaire »"),
        (("--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-10", "--received", "2026-06-09"), 2, "la Caf ne peut avoir reçu"),
        (("--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-08", "--received", "2026-06-10", "--countersigned", "2026-06-09"), 2, "la Caf ne peut avoir contresigné le 9\xa0juin\xa02026 un avenant reçu le 10\xa0juin\xa02026"),
        (("--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-16"), 2, "le 16\xa0juin\xa02026 n'est pas encore venu"),
        (("--partner", SYNDICAT, *COOPERATION, "--signed", "2019-06-10"), 2, "la convention n'est signée que le"),
        (("--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-10", "--since", "2026-01-01"), 2, "ôtez « --since »"),
        (("--partner", "cu-port-lanterne"), 1, "aucune convention n'est signée"),
        (("--partner", "association-la-ribambelle"), 1, "greffe ne sait pas ce que dit le texte signé"),
        (("--partner", "cc-val-de-brume", "--consolidated", "--date", "2026-01-01"), 1, "n'a été signée que le 9\xa0février\xa02026"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(
    root: Path, run: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    found = run(*words)
    assert found[0] == code
    assert sentence in found[2]
    assert not _written(root)


def test_a_signed_text_whose_model_is_not_noted_is_not_said_unchanged(root: Path, run: Run) -> None:
    """Else a model written straight in the file of a signed convention would need no avenant."""
    path = root / "data/partners/cc-val-de-brume.yml"
    text = path.read_text(encoding="utf-8")
    head, noted = text.split("valeurs_signees:", 1)
    path.write_text(f"{head}valeurs_signees:{re.sub(r'^ +modele: .*$', '', noted, count=1, flags=re.M)}", encoding="utf-8")  # fmt: skip
    code, printed, refused = run("--partner", "cc-val-de-brume")
    assert (code, printed) == (1, "")
    assert "greffe ne sait pas quel modèle suit le texte signé" in refused
    assert "Écrivez « modele » dans « valeurs_signees »" in refused


def test_an_avenant_is_noted_once(root: Path, run: Run) -> None:
    words = "--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-10"
    assert run(*words)[0] == 0
    noted = (root / "data/partners" / f"{SYNDICAT}.yml").read_bytes()
    assert "Rien n'est noté" in run(*words)[1]
    assert (root / "data/partners" / f"{SYNDICAT}.yml").read_bytes() == noted
    (_, convention), *_ = dataset.load(root).partners[SYNDICAT].record.cooperation
    (known,) = convention.avenants
    assert known.signature is not None
    with pytest.raises(UsageError, match="déjà noté, sous le numéro 1"):
        avenant_record.check(convention, known.objet, known.signature, DAY)


def test_the_days_of_an_avenant_noted_by_mistake_are_corrected(root: Path, run: Run) -> None:
    """Nothing else of what is noted moves; a day that cannot be is refused as the first time."""
    words = ("--partner", SYNDICAT, *COOPERATION, "--signed")
    code, _, said = run(*words, "2026-06-09", "--replace")
    assert (code, "aucun avenant n'est noté comme signé" in said) == (2, True)
    assert run(*words, "2026-06-10")[0] == 0
    before = (root / "data/partners" / f"{SYNDICAT}.yml").read_text(encoding="utf-8")
    code, _, said = run(*words, "2026-06-08", "--received", "2026-06-11", "--countersigned", "2026-06-09", "--replace")  # fmt: skip
    assert (code, "la Caf ne peut avoir contresigné" in said) == (2, True)
    assert run(*words, "2026-06-08", "--received", "2026-06-09", "--replace")[0] == 0
    (_, convention), *_ = dataset.load(root).partners[SYNDICAT].record.cooperation
    held = convention.avenants[-1].signature
    assert held is not None
    assert (held.partenaire, held.recue_le, held.caf) == (date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 9))  # fmt: skip
    after = (root / "data/partners" / f"{SYNDICAT}.yml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if "2026-06-10" not in line and line not in after] == []  # fmt: skip


@pytest.mark.parametrize("day", ["2026-06-16", "2026-06-20"])
def test_an_avenant_that_the_caf_will_sign_later_is_not_noted_as_signed(root: Path, run: Run, day: str) -> None:  # fmt: skip
    """Noted, it would not count yet, and the same command would note it again."""
    before = (root / "data/partners" / f"{SYNDICAT}.yml").read_bytes()
    code, _, said = run("--partner", SYNDICAT, *COOPERATION, "--signed", "2026-06-10", "--countersigned", day)  # fmt: skip
    assert (code, "n'est pas encore venu" in said) == (2, True)
    assert (root / "data/partners" / f"{SYNDICAT}.yml").read_bytes() == before


def test_nobody_is_named_in_what_is_noted(root: Path, run: Run) -> None:
    run("--partner", DEPARTEMENT, "--family", "mon-compte-partenaire", "--signed", "2026-06-10")
    record = dataset.load(root).partners[DEPARTEMENT].record
    (_, convention), *_ = record.mon_compte_partenaire
    said = f"{convention.valeurs_signees} {convention.avenants}"
    assert record.representant.nom not in said
    assert "HORTENSIA" not in said


def test_a_bulletin_that_goes_then_one_that_comes_are_noted_in_turn(root: Path, run: Run) -> None:
    """Its bulletins are the whole of what was signed: one withdrawn is not read back from before."""
    partner, family = "ca-hautes-eaux-vives", "mon-compte-partenaire"
    file = root / "data/partners" / f"{partner}.yml"
    before = file.read_text(encoding="utf-8")
    first, _, rest = before.partition("    bulletins:\n")
    bulletin, _, end = rest.partition("    signature_electronique:\n")
    said = "      missions: [Compétence petite enfance – CTG]\n"
    assert end.endswith(said)
    noted = f"{end}      bulletins:\n        - service: afas\n"
    file.write_text(f"{first}    signature_electronique:\n{noted}", encoding="utf-8")
    words = "--partner", partner, "--family", family
    assert "avenant n° 1. Retrait du service AFAS." in run(*words)[1]
    assert run(*words, "--signed", "2026-06-01")[0] == 0
    assert "rien n'a changé" in run(*words)[1]
    with file.open("a", encoding="utf-8") as opened:
        opened.write("    bulletins:\n      - service: cdap\n        annexe: 2\n")
    assert "avenant n° 2. Adhésion au service CDAP." in run(*words)[1]
    assert run(*words, "--signed", "2026-06-10")[0] == 0
    assert "rien n'a changé" in run(*words)[1]
    ((index, convention),) = dataset.load(root).partners[partner].record.mon_compte_partenaire
    assert convention.bulletins[0].signature is not None
    subject = Subject(dataset.load(root, nominative=False), partner, index)
    held = [avenant_states.in_force_on(subject, date(2026, month, 10)) for month in (5, 6)]
    assert [[each.service for each in values.bulletins] for values in held] == [["afas"], ["cdap"]]  # type: ignore[attr-defined]
    assert bulletin
