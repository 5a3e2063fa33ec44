"""`greffe signature record` on files signed electronically: whose field is signed, of which act, over which bytes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import signing
from pypdf import PdfWriter

from generator.archives.pdf import reading
from generator.archives.pdf.found import Pdf
from generator.cli.main import main
from generator.documents.identity import Bound
from generator.documents.pdf import writer
from generator.documents.seals import seal
from generator.documents.texts import Author
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.store.schema.acts import Signature
from generator.store.signatures import acts

DRAFT, BOTH = "cu-port-lanterne", "departement-eloire"
SIGNED = ("--signed", "2026-06-01")
COUNTERSIGNED = ("--countersigned", "2026-06-05")
CAF = "convention - Pour la Caisse d'allocations familiales de l'Eloire"
OURS = "convention - Pour la Communaute urbaine de Port-Lanterne"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `greffe signature record` there: exit code, all that it says."""

    def command(*words: str) -> tuple[int, str]:
        code = main(["signature", "record", "--root", str(root), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@cache
def _dossier(partner: str, *documents: str) -> bytes:
    """A file that binds these documents of the shipped partner, as they were before any signature."""
    drafts = {each.identity.document: each for each in Author(load(PROJECT)).complete(partner)}
    texts = [drafts[each].rendered for each in documents]
    pieces = tuple(replace(drafts[each].identity, seal=seal(drafts[each].rendered)) for each in documents)  # fmt: skip
    return writer.bind(texts, "Dossier", "Caf", date(2026, 1, 1), Bound("", partner, "", "", "dossier", pieces=pieces)).press()  # fmt: skip


def _held(root: Path, partner: str, document: str, index: int = -1) -> Signature | None:
    return acts(load(root).partners[partner].record.conventions[index])[document].signature


def _note_the_act(root: Path) -> None:
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    taken = "      nature: deliberation\n      numero: '12'\n      date: 2026-05-12\n"
    path.write_text(text.replace("      nature: deliberation\n", taken, 1), encoding="utf-8")


def test_a_dossier_that_held_the_project_of_an_act_is_recorded_once_the_act_is_noted(root: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """That is the order of things: the project is sent, the act is taken and noted, the convention comes back."""
    file = root / "dossier.pdf"
    file.write_bytes(signing.signed(_dossier(DRAFT, "cooperation/deliberation", "cooperation/convention"), {OURS}))  # fmt: skip
    _note_the_act(root)
    assert main(["verify", "--root", str(root), str(file)]) == 0
    said = capsys.readouterr().out
    assert "Projet d'acte (cooperation/deliberation) : greffe ne le fait plus" in said
    assert "Le texte est le même que celui que greffe donne aujourd'hui." in said
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert code == 0, said
    held = _held(root, DRAFT, "convention")
    assert held is not None
    assert held.partenaire == date(2026, 6, 1)
    assert main(["verify", "--root", str(root), str(file)]) == 0


def test_the_project_of_an_act_alone_is_no_text_that_both_sign(root: Path, run: Run) -> None:
    file = root / "projet.pdf"
    file.write_bytes(_dossier(DRAFT, "cooperation/deliberation"))
    _note_the_act(root)
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert (code, "n'est pas un acte que les deux parties signent" in said) == (2, True), said


@pytest.mark.parametrize(
    ("signed", "words", "empty"),
    [
        ({OURS}, (*SIGNED, *COUNTERSIGNED), [CAF]),
        ({CAF}, SIGNED, [OURS]),
        ({"deliberation - La Presidente"}, (*SIGNED, *COUNTERSIGNED), [CAF, OURS]),
        ({OURS}, SIGNED, []),
        ({OURS, CAF}, (*SIGNED, *COUNTERSIGNED), []),
    ],
)
def test_the_field_of_who_is_said_to_have_signed_is_signed(root: Path, run: Run, signed: set[str], words: tuple[str, ...], empty: list[str]) -> None:  # fmt: skip
    """A signature somewhere in the file is not that of everybody."""
    file = root / "dossier.pdf"
    file.write_bytes(signing.signed(_dossier(DRAFT, "cooperation/deliberation", "cooperation/convention"), signed))  # fmt: skip
    before = (root / "data/partners" / f"{DRAFT}.yml").read_bytes()
    code, said = run(DRAFT, "--file", str(file), *words)
    if not empty:
        assert code == 0, said
        return
    assert code == 2
    rooms = " et ".join(f"« {each} »" for each in empty)
    assert f"« dossier.pdf » a des cases à signer restées vides : {rooms}." in said
    assert (root / "data/partners" / f"{DRAFT}.yml").read_bytes() == before
    assert run(DRAFT, "--file", str(file), *words, "--as-is")[0] == 0


def test_of_a_dossier_only_the_acts_that_are_signed_are_noted(root: Path, run: Run) -> None:
    """The others are said to be empty; « --document » names those that are signed."""
    folder = "mon-compte-partenaire"
    raw = _dossier(BOTH, f"{folder}/convention", f"{folder}/contrat", f"{folder}/afas/bulletin")
    file = root / "dossier.pdf"
    names = _names(raw)
    file.write_bytes(signing.signed(raw, {each for each in names if each.startswith("contrat - ")}))
    words = (
        BOTH,
        "--file",
        str(file),
        *SIGNED,
        "--received",
        "2026-06-03",
        *COUNTERSIGNED,
        "--replace",
    )
    code, said = run(*words)
    assert (code, "« bulletin afas - Pour le Departement de l'Eloire »" in said) == (2, True), said
    assert run(*words, "--document", "convention")[0] == 2
    code, said = run(*words, "--document", "pj1")
    assert (code, "n'est pas un acte à signer" in said) == (2, True)
    code, said = run(*words, "--document", "contrat")
    assert code == 0, said
    for document, noted in (("contrat", True), ("convention", False), ("afas/bulletin", False)):
        held = _held(root, BOTH, document)
        assert (held is not None and held.preuves is not None) is noted


def _names(raw: bytes) -> tuple[str, ...]:
    found = reading.read(raw)
    assert isinstance(found, Pdf)
    return found.unsigned


def test_a_signature_that_no_longer_seals_the_file_is_no_proof(root: Path, run: Run) -> None:
    file = root / "convention.pdf"
    raw = signing.signed(_dossier(DRAFT, "cooperation/convention"))
    file.write_bytes(raw.replace(b"/Lang", b"/lang", 1))
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert code == 2
    assert "la signature électronique de « convention.pdf » ne scelle plus ce fichier" in said
    assert run(DRAFT, "--file", str(file), *SIGNED, "--as-is")[0] == 0


def _scan(root: Path) -> Path:
    made = PdfWriter()
    made.add_blank_page(595, 842)
    path = root / "scan.pdf"
    made.write(path)
    return path


def test_a_file_proves_the_signature_of_one_partner(root: Path, run: Run) -> None:
    """The same scan, by mistake, for two: the second one is refused, whoever says to have read it."""
    scan = str(_scan(root))
    assert run(DRAFT, "--file", scan, *SIGNED, "--as-is")[0] == 0
    code, said = run("cc-lisiere", "--file", scan, *SIGNED, "--as-is")
    assert code == 2
    assert "« scan.pdf » est déjà noté comme le fichier signé de Communauté urbaine de Port-Lanterne" in said  # fmt: skip
    assert run(DRAFT, "--file", scan, *COUNTERSIGNED, "--as-is")[0] == 0


def test_a_file_proves_the_signature_of_the_acts_it_was_noted_for(root: Path, run: Run) -> None:
    """What it holds is told at once: said of one act then of another, one of the two is a mistake."""
    words = (BOTH, "--file", str(_scan(root)), "--family", "mon-compte-partenaire", "--as-is", "--replace")  # fmt: skip
    words = (*words, *SIGNED, "--received", "2026-06-03", *COUNTERSIGNED)
    assert run(*words, "--document", "contrat")[0] == 0
    first = words[: words.index("--replace")] + words[words.index("--replace") + 1 :]
    code, said = run(*first, "--document", "afas/bulletin")
    assert (code, "est déjà noté comme le fichier signé de « mon-compte-partenaire/contrat »" in said) == (2, True), said  # fmt: skip
    assert run(*words, "--document", "contrat", "--document", "afas/bulletin")[0] == 0


def test_what_a_signed_text_leaves_to_fill_is_told(root: Path, run: Run) -> None:
    """An incomplete text binds all the same: somebody has to complete it, by an avenant."""
    file = root / "convention.pdf"
    file.write_bytes(signing.signed(_dossier("ccas-montbrume", "mon-compte-partenaire/convention")))
    words = ("--signed", "2026-06-01", "--received", "2026-06-03", "--replace")
    code, said = run("ccas-montbrume", "--file", str(file), *words)
    assert code == 0, said
    said = said.replace("\u00a0", " ")
    assert "À vérifier : le texte signé (mon-compte-partenaire/convention) laisse à compléter : mission (Article 8" in said  # fmt: skip
    assert "préparez un avenant qui le complète" in said
    assert "lieu (" not in said


def test_what_comes_from_the_data_and_not_from_a_scan_is_told(root: Path, run: Run) -> None:
    said = run(DRAFT, "--file", str(_scan(root)), *SIGNED, "--as-is")[1]
    assert "À vérifier : greffe n'a pas pu lire le texte signé : ce qu'il en note dans « valeurs_signees » vient des données d'aujourd'hui." in said  # fmt: skip


def test_another_partner_s_text_that_lost_its_origin_is_known_by_the_name_it_says(root: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Printed again as a PDF, a convention is like any other: its eighteen differences would not say whose it is."""
    draft = next(each for each in Author(load(PROJECT)).complete(DRAFT) if each.identity.document == "cooperation/convention")  # fmt: skip
    file = root / "lo.pdf"
    file.write_bytes(writer.write(draft.rendered, date(2026, 1, 1)))
    whose = "« lo.pdf » nomme Communauté urbaine de Port-Lanterne (cu-port-lanterne), et non Communauté de communes du Val de Brume"  # fmt: skip
    assert main(["verify", "--root", str(root), str(file), "--partner", "cc-val-de-brume"]) == 1
    assert whose in capsys.readouterr().err
    code, said = run("cc-val-de-brume", "--file", str(file), *SIGNED, "--as-is")
    assert (code, whose in said) == (1, True), said
    assert main(["verify", "--root", str(root), str(file), "--partner", DRAFT]) == 0
