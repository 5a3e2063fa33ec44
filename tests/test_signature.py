"""`greffe signature record`: what is noted of a signature, and what is refused before anything is written."""

import hashlib
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from builder import write
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from generator import transaction
from generator.archives.pdf import reading
from generator.archives.pdf.found import Pdf
from generator.checks import checker
from generator.cli.main import main
from generator.documents.pdf import writer
from generator.documents.production import Press, look
from generator.documents.seals import seal
from generator.documents.texts import Author
from generator.dossier import binding
from generator.dossier.contents import contents
from generator.outputs import Costly
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.store.schema.acts import Signature

LOOK = look(PROJECT / "templates", PROJECT / "templates")
DRAFT, BOTH = "cu-port-lanterne", "ca-hautes-eaux-vives"
SIGNED = ("--signed", "2026-06-01", "--received", "2026-06-03", "--place", "Port-Lanterne")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data, to be changed at will."""
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


def _signed(raw: bytes) -> bytes:
    """The PDF, a hand-made signature laid over its last page."""
    made, out = PdfWriter(clone_from=PdfReader(io.BytesIO(raw))), io.BytesIO()
    drawn = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Ink")})  # fmt: skip
    made.pages[-1][NameObject("/Annots")] = ArrayObject([made._add_object(drawn)])
    made.write(out)
    return out.getvalue()


def _file(root: Path, partner: str, document: str = "cooperation/convention", *, change: tuple[str, str] = ("", "")) -> Path:  # fmt: skip
    """The document signed by hand, in PDF; its text changed by a hand that left its seal."""
    drafts = {each.identity.document: each for each in Author(load(root)).complete(partner)}
    draft = drafts[document]
    text = replace(draft.rendered, body=draft.rendered.body.replace(*change) if change[0] else draft.rendered.body)  # fmt: skip
    path = root / f"{document.replace('/', '-')}.pdf"
    path.write_bytes(_signed(writer.write(text, date(2026, 1, 1), replace(draft.identity, seal=seal(draft.rendered)))))  # fmt: skip
    return path


def _scan(root: Path) -> Path:
    made, out = PdfWriter(), io.BytesIO()
    made.add_blank_page(595, 842)
    made.write(out)
    path = root / "scan.pdf"
    path.write_bytes(out.getvalue())
    return path


def _signature(root: Path, partner: str, index: int = 0) -> Signature:
    held = load(root).partners[partner].record.conventions[index].signature
    assert held is not None
    return held


def test_day_place_mode_function_and_digest_are_noted_in_one_edit(root: Path, run: Run) -> None:
    file = _file(root, DRAFT)
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert code == 0
    held = _signature(root, DRAFT)
    assert (held.partenaire, held.recue_le, held.caf, held.lieu) == (date(2026, 6, 1), date(2026, 6, 3), None, "Port-Lanterne")  # fmt: skip
    assert held.preuves is not None
    proof = held.preuves.partenaire
    assert proof is not None
    assert held.preuves.caf is None
    assert (proof.mode, proof.fonction, proof.fichier, proof.texte) == ("manuscrite", "La Présidente", file.name, "conforme")  # fmt: skip
    assert proof.empreinte == hashlib.sha256(file.read_bytes()).hexdigest()
    assert "Le fichier ne porte aucune signature électronique." in said
    assert load(root).problems == ()


def test_what_the_record_cannot_settle_is_told(root: Path, run: Run) -> None:
    """Nothing shows a hand-made signature in a text, and both parties must have signed the same words."""
    file = _file(root, DRAFT)
    said = run(DRAFT, "--file", str(file), *SIGNED)[1]
    assert "C'est l'original signé à la main qui fait foi" in said
    assert "À vérifier : l'acte qui autorise le partenaire à signer n'est pas noté" in said
    assert "le même texte" not in said
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("texte: conforme", "texte: modifie"), encoding="utf-8")
    said = run(DRAFT, "--file", str(file), "--countersigned", "2026-06-05")[1]
    assert "À vérifier : les deux parties n'ont pas signé le même texte" in said


ACT = """      nature: deliberation
      date: 2026-05-12
      autorise: président
      transmission: {recu_le: RECEIVED, publie_le: 2026-05-15}
"""


@pytest.mark.parametrize(
    ("act", "words", "sentence"),
    [
        (ACT.replace("RECEIVED", "2026-06-02"), (), "avant que la préfecture ait reçu l'acte, le 2\u00a0juin\u00a02026 (CGCT, art. L. 2131-1)"),
        (ACT.replace("RECEIVED", "2026-05-14"), ("--signatory", "Le Directeur général des services"), "l'acte autorise à signer « président », et qui a signé avait pour fonction « Le Directeur général des services »"),
        (ACT.partition("      transmission")[0], (), "rien ne dit que l'acte était transmis à la préfecture et publié"),
        (ACT.replace("RECEIVED", "2026-05-14"), ("--signatory", "Par délégation du Président, la Vice-présidente"), ""),
        (ACT.replace("RECEIVED", "2026-06-01"), (), ""),
    ],
)  # fmt: skip
def test_a_signature_that_the_act_did_not_allow_yet_or_to_another_is_told(root: Path, run: Run, act: str, words: tuple[str, ...], sentence: str) -> None:  # fmt: skip
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      nature: deliberation\n", act, 1), encoding="utf-8")
    code, said = run(DRAFT, "--file", str(_file(root, DRAFT)), *SIGNED, *words)
    assert code == 0, said
    assert (sentence in said) if sentence else ("À vérifier" not in said), said


def test_nobody_knows_since_when_who_signed_was_in_office(root: Path, run: Run) -> None:
    """Made again, the signed text could not name them: it is said while somebody knows."""
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    file = _file(root, DRAFT)
    path.write_text(text.replace("  depuis: 2026-04-09\n", "", 1), encoding="utf-8")
    said = run(DRAFT, "--file", str(file), *SIGNED)[1]
    assert "rien ne dit depuis quand le représentant du partenaire est en fonction" in said


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_greffe_s_own_file_that_nobody_signed_is_no_proof(root: Path, run: Run, kind: str) -> None:
    press = Press(load(root), LOOK)
    draft = next(each for each in Author(load(root)).complete(DRAFT) if each.identity.document == "cooperation/convention")  # fmt: skip
    path = root / f"convention.{kind}"
    path.write_bytes(press.sheet(draft).press() if kind == "pdf" else press.word(draft))
    before = (root / "data/partners" / f"{DRAFT}.yml").read_bytes()
    for mode in ((), ("--mode", "manuscrite")):
        code, said = run(DRAFT, "--file", str(path), *SIGNED, *mode)
        assert code == 2
        assert "est le fichier que greffe a fait, sans aucune signature" in said
        assert "ajoutez « --as-is »" in said
    assert (root / "data/partners" / f"{DRAFT}.yml").read_bytes() == before
    assert run(DRAFT, "--file", str(path), *SIGNED, "--as-is")[0] == 0


def test_greffe_s_own_file_is_known_when_the_data_have_changed(root: Path, run: Run) -> None:
    """Byte for byte, whatever greffe would write today."""
    draft = next(each for each in Author(load(root)).complete(DRAFT) if each.identity.document == "cooperation/convention")  # fmt: skip
    path = root / "convention.pdf"
    path.write_bytes(Press(load(root), LOOK).sheet(draft).press())
    file = root / "data/partners" / f"{DRAFT}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("30 boulevard", "32 boulevard", 1), encoding="utf-8")  # fmt: skip
    assert "est le fichier que greffe a fait" in run(DRAFT, "--file", str(path), *SIGNED)[1]


def test_an_electronic_signature_that_the_file_does_not_bear_is_not_noted(
    root: Path, run: Run
) -> None:
    path = root / "data/partners" / f"{DRAFT}.yml"
    before = path.read_bytes()
    code, said = run(DRAFT, "--file", str(_file(root, DRAFT)), "--mode", "electronique", *SIGNED)
    assert code == 2
    assert "ne porte aucune signature électronique : donnez le fichier" in said
    assert path.read_bytes() == before


def test_what_the_signed_text_says_is_noted_with_it(root: Path, run: Run) -> None:
    """Once signed, a change of address calls for an avenant: nothing had to be typed again."""
    run(DRAFT, "--file", str(_file(root, DRAFT)), *SIGNED, "--countersigned", "2026-06-05")
    path = root / "data/partners" / f"{DRAFT}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("30 boulevard du Phare-Rouge", "1 quai Neuf", 1), encoding="utf-8")  # fmt: skip
    found = checker.run(load(root), date(2026, 6, 15), partners=[DRAFT])
    assert "C23" in {one.rule for one in found}


def test_nobody_is_named_in_what_is_noted(root: Path, run: Run) -> None:
    before = (root / "data/partners" / f"{DRAFT}.yml").read_text(encoding="utf-8").count("LUCARNE")
    run(DRAFT, "--file", str(_file(root, DRAFT)), *SIGNED)
    assert (root / "data/partners" / f"{DRAFT}.yml").read_text(encoding="utf-8").count("LUCARNE") == before  # fmt: skip


def test_the_caf_signs_in_its_turn(root: Path, run: Run) -> None:
    """The text given to sign left the day to fill: that the file now holds it makes no difference."""
    file = _file(root, DRAFT)
    run(DRAFT, "--file", str(file), *SIGNED)
    code, _ = run(DRAFT, "--file", str(file), "--countersigned", "2026-06-05")
    assert code == 0
    held = _signature(root, DRAFT)
    assert (held.partenaire, held.caf) == (date(2026, 6, 1), date(2026, 6, 5))
    assert held.preuves is not None
    assert held.preuves.caf is not None
    assert (held.preuves.caf.fonction, held.preuves.caf.texte) == ("La Directrice", "conforme")


def test_the_same_file_is_noted_once(root: Path, run: Run) -> None:
    file = _file(root, DRAFT)
    run(DRAFT, "--file", str(file), *SIGNED)
    before = (root / "data/partners" / f"{DRAFT}.yml").read_bytes()
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert (code, "C'est déjà noté : rien n'est changé." in said) == (0, True)
    assert (root / "data/partners" / f"{DRAFT}.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--signed", "2026-06-01"), "la signature de ce partenaire est déjà notée, d'après « cooperation-convention.pdf »"),
        (("--signed", "2026-06-02"), "déjà notée"),
        (("--countersigned", "2026-06-08", "--place", "Montbrume"), "le lieu noté est déjà « Port-Lanterne »"),
        (("--countersigned", "2026-06-08", "--received", "2026-06-04"), "le jour de réception noté est déjà « 3\u00a0juin\u00a02026 »"),
    ],
)  # fmt: skip
def test_a_second_record_does_not_overwrite_silently(root: Path, run: Run, words: tuple[str, ...], sentence: str) -> None:  # fmt: skip
    file = _file(root, DRAFT)
    run(DRAFT, "--file", str(file), *SIGNED)
    other = root / "autre.pdf"
    other.write_bytes(file.read_bytes() + b"\n")
    code, said = run(DRAFT, "--file", str(other), *words)
    assert (code, sentence in said) == (2, True), said
    assert run(DRAFT, "--file", str(other), *words, "--replace")[0] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "donnez le jour où le partenaire a signé"),
        (("--signed", "2026-07-01"), "n'est pas encore venu"),
        (("--signed", "2026-06-05", "--received", "2026-06-03"), "la Caf ne peut avoir reçu"),
        (("--signed", "2026-06-01", "--received", "2026-06-03", "--countersigned", "2026-06-02"), "un texte reçu le 3\u00a0juin\u00a02026"),
        (("--signed", "2026-06-01", "--countersigned", "2026-05-31"), "un texte signé par le partenaire le 1er\u00a0juin\u00a02026"),
        (("--countersigned", "2026-06-02"), "le jour où le partenaire a signé n'est pas noté"),
        (("--signed", "2026-04-20"), "l'acte qui l'y autorise est du 12\u00a0mai\u00a02026"),
    ],
)  # fmt: skip
def test_impossible_days_are_refused(root: Path, run: Run, words: tuple[str, ...], sentence: str) -> None:  # fmt: skip
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    dated = "      nature: deliberation\n      date: 2026-05-12\n"
    path.write_text(text.replace("      nature: deliberation\n", dated, 1), encoding="utf-8")
    before = path.read_bytes()
    code, said = run(DRAFT, "--file", str(_file(root, DRAFT)), *words)
    assert (code, sentence in said) == (2, True), said
    assert path.read_bytes() == before


def test_a_changed_text_is_said_and_asks_that_somebody_has_read_it(root: Path, run: Run) -> None:
    file = _file(root, DRAFT, change=("La plateforme est réservée", "La plateforme est ouverte"))
    before = (root / "data/partners" / f"{DRAFT}.yml").read_bytes()
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert code == 2
    assert "soit : « réservée » devient « ouverte »" in said
    assert "ajoutez « --as-is »" in said
    assert (root / "data/partners" / f"{DRAFT}.yml").read_bytes() == before
    assert run(DRAFT, "--file", str(file), *SIGNED, "--as-is")[0] == 0
    held = _signature(root, DRAFT).preuves
    assert held is not None
    assert held.partenaire is not None
    assert held.partenaire.texte == "modifie"


def test_a_text_that_the_data_have_left_is_never_taken_for_what_they_say(root: Path, run: Run) -> None:  # fmt: skip
    """Else the address of today would be noted as the signed one, and no avenant ever asked for."""
    file = _file(root, DRAFT)
    path = root / "data/partners" / f"{DRAFT}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("30 boulevard du Phare-Rouge", "1 quai Neuf", 1), encoding="utf-8")  # fmt: skip
    code, said = run(DRAFT, "--file", str(file), *SIGNED, "--as-is")
    assert code == 2
    assert "ne porte pas l'adresse du partenaire d'aujourd'hui (« 1 quai Neuf »)" in said


def test_a_scan_is_noted_as_not_verified(root: Path, run: Run) -> None:
    code, said = run(DRAFT, "--file", str(_scan(root)), *SIGNED)
    assert code == 2
    assert "n'en a pas vérifié le texte" in said
    assert run(DRAFT, "--file", str(_scan(root)), *SIGNED, "--as-is")[0] == 0
    held = _signature(root, DRAFT).preuves
    assert held is not None
    assert held.partenaire is not None
    assert held.partenaire.texte == "non-verifie"


def test_a_word_file_is_noted_too(root: Path, run: Run) -> None:
    data = load(root)
    tree = Press(data, LOOK).complete(DRAFT)
    path = root / "convention.docx"
    word = docx.Document(io.BytesIO(tree[f"{DRAFT}/cooperation/convention.docx"]))
    (place,) = (each for each in word.paragraphs if each.text.startswith("Fait en"))
    place.text = "Fait en un exemplaire original, à Port-Lanterne, le 1er juin 2026."
    word.save(str(path))
    code, said = run(DRAFT, "--file", str(path), *SIGNED)
    assert code == 0, said


def test_a_file_of_another_partner_is_refused(root: Path, run: Run) -> None:
    code, said = run("cc-lisiere", "--file", str(_file(root, DRAFT)), *SIGNED)
    assert (code, "est un document de « cu-port-lanterne », et non de « cc-lisiere »" in said) == (1, True)  # fmt: skip


def test_an_annexe_alone_is_no_act(root: Path, run: Run) -> None:
    file = _file(root, DRAFT, "cooperation/annexe-2")
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert (code, "n'est pas un acte que les deux parties signent" in said) == (2, True)


def test_the_function_of_who_signs_says_delegation_and_interim(root: Path, run: Run) -> None:
    """A name is nowhere: the function alone tells by what power the text was signed."""
    for partner, words in ((BOTH, "Par délégation de la Présidente, le Vice-président délégué"), ("syndicat-trois-clochers", "Le Président par intérim")):  # fmt: skip
        path = root / "data/partners" / f"{partner}.yml"
        file = _file(root, partner)
        text = path.read_text(encoding="utf-8")
        start = text.index("    signature:\n")
        lines = text[start:].splitlines(keepends=True)
        rest = next(rank for rank, line in enumerate(lines[1:], 1) if not line.startswith("      "))
        path.write_text(text[:start] + "".join(lines[rest:]), encoding="utf-8")
        code, said = run(partner, "--file", str(file), "--signed", "2026-06-01", "--as-is")
        assert code == 0, said
        held = _signature(root, partner).preuves
        assert held is not None
        assert held.partenaire is not None
        assert held.partenaire.fonction == words


def test_who_came_after_did_not_sign(root: Path, run: Run) -> None:
    """A representative of today signs nothing of yesterday: somebody says whose function it was."""
    path = root / "data/partners" / f"{DRAFT}.yml"
    text = path.read_text(encoding="utf-8")
    assert "  depuis: 2026-04-09\n" in text
    path.write_text(text.replace("depuis: 2026-04-09", "depuis: 2026-06-10", 1), encoding="utf-8")
    file = _file(root, DRAFT)
    code, said = run(DRAFT, "--file", str(file), *SIGNED)
    assert (code, "dites la fonction de qui a signé avec « --signatory »" in said) == (2, True)
    assert run(DRAFT, "--file", str(file), *SIGNED, "--signatory", "Le Président")[0] == 0


def _without_signatures(root: Path) -> None:
    """The « Mon Compte Partenaire » acts of BOTH, as they were before they were signed."""
    path = root / "data/partners" / f"{BOTH}.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept, inside = [], -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and indent > inside:
            continue
        inside = indent if line.strip() == "signature:" else -1
        if inside < 0:
            kept.append(line)
    path.write_text("".join(kept), encoding="utf-8")


def test_a_signed_dossier_notes_each_of_its_acts(root: Path, run: Run) -> None:
    _without_signatures(root)
    data = load(root)
    index = [each.famille for each in data.partners[BOTH].record.conventions].index("mon-compte-partenaire")  # fmt: skip
    (dossier,) = contents(data, BOTH, [index])
    made = binding.files(dossier, Press(data, LOOK), date(2026, 6, 1), None)
    costly = made[f"{BOTH}/mon-compte-partenaire/dossier.pdf"]
    assert not isinstance(costly, bytes)
    held: Costly = costly
    path = root / "dossier-signe.pdf"
    path.write_bytes(_signed(held.press()))
    code, said = run(BOTH, "--file", str(path), "--signed", "2026-06-02", "--countersigned", "2026-06-09")  # fmt: skip
    assert code == 0, said
    convention = load(root).partners[BOTH].record.conventions[index]
    assert convention.famille == "mon-compte-partenaire"
    assert convention.contrat is not None
    for held_signature in (convention.signature, convention.contrat.signature, convention.bulletins[0].signature):  # fmt: skip
        assert held_signature is not None
        assert (held_signature.partenaire, held_signature.caf) == (date(2026, 6, 2), date(2026, 6, 9))  # fmt: skip


def test_a_file_that_says_nothing_of_several_acts_asks_which(root: Path, run: Run) -> None:
    scan = _scan(root)
    code, said = run(BOTH, "--file", str(scan), "--signed", "2026-06-02", "--as-is")
    assert (code, "dites laquelle est signée avec « --family »" in said) == (2, True)
    words = ("--family", "mon-compte-partenaire", "--signed", "2026-06-02", "--as-is")
    code, said = run(BOTH, "--file", str(scan), *words)
    assert (code, "convention, contrat, afas/bulletin" in said) == (2, True)
    code, said = run(BOTH, "--file", str(scan), *words, "--document", "annexe")
    assert (code, "« annexe » n'est pas un acte à signer" in said) == (2, True)


def test_a_crash_leaves_the_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _file(root, DRAFT)
    path = root / "data/partners" / f"{DRAFT}.yml"
    before = path.read_bytes()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(transaction, "_replace", crash)
    main(["signature", "record", "--root", str(root), DRAFT, "--file", str(file), *SIGNED])
    assert path.read_bytes() == before


def test_an_act_not_described_cannot_be_signed(root: Path, run: Run) -> None:
    write(root, "data/partners/nouveau.yml", (PROJECT / "data/partners/cc-lisiere.yml").read_text(encoding="utf-8").replace("nom: ", "nom: Nouvelle ", 1).partition("conventions:")[0])  # fmt: skip
    code, said = run("nouveau", "--file", str(_scan(root)), *SIGNED, "--as-is")
    assert code in (1, 2)
    assert "n'a pas de convention" in said


def test_the_page_to_sign_says_delegation_and_interim_in_word_and_in_pdf(root: Path) -> None:
    """Whoever signs reads by what power over the name, in every act of both families."""
    data = load(root)
    press, seen = Press(data, LOOK), set()
    for partner, words in ((BOTH, "Par délégation de la Présidente, le Vice-président délégué"), ("syndicat-trois-clochers", "Le Président par intérim")):  # fmt: skip
        for draft in Author(data).complete(partner):
            if draft.path.rpartition("/")[2] not in ("convention", "contrat", "bulletin"):
                continue
            found = reading.read(press.sheet(draft).press())
            assert isinstance(found, Pdf)
            assert words in [each.text for each in found.pieces], draft.path
            word = docx.Document(io.BytesIO(press.word(draft)))
            cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
            assert words in [cell.replace("\u2011", "-") for cell in cells], draft.path
            seen.add(draft.path.rpartition("/")[2])
    assert seen == {"convention", "contrat", "bulletin"}
