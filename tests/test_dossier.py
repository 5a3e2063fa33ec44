"""`greffe dossier`: everything in the legal order, said on a slip, made once, and never half made."""

import io
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builder import PARTNER, make_root
from pdf_files import printed, said
from pypdf import PdfReader

from generator.archives.pdf import reading
from generator.archives.pdf.found import Pdf
from generator.cli.build import folders
from generator.cli.dossier import FOLDER
from generator.cli.main import main
from generator.documents import corrections, markdown
from generator.documents.pdf import writer
from generator.documents.production import Press, look
from generator.documents.word.reader import document
from generator.dossier import binding
from generator.dossier.contents import AUTHORISING, Contents, contents, current
from generator.dossier.missing import lacks
from generator.dossier.returns import asked, due
from generator.dossier.slip import slip
from generator.store.copies import copies
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT, made_annexes
from generator.store.schema.partner import Partner

LOOK = look(PROJECT / "templates", PROJECT / "templates")
DAY = date(2026, 6, 15)
DRAFT, BOTH = "cu-port-lanterne", "ca-hautes-eaux-vives"
Run = Callable[..., tuple[int, str]]


@cache
def _shipped() -> Dataset:
    return load(PROJECT)


def _all(data: Dataset, partner: str) -> list[Contents]:
    return list(contents(data, partner, current(data.partners[partner].record)))


def _one(data: Dataset, partner: str, family: str = "cooperation") -> Contents:
    return next(each for each in _all(data, partner) if each.convention.famille == family)


def _changed(partner: str, **fields: Any) -> Contents:
    """The first dossier of a shipped partner, whose convention says `fields`."""
    data = _shipped()
    entry = data.partners[partner]
    text = entry.source.data | {"conventions": [entry.source.data["conventions"][0] | fields]}
    record = Partner.model_validate({key: value for key, value in text.items() if value is not None})  # fmt: skip
    partners = {**data.partners, partner: replace(entry, record=record)}
    return _all(replace(data, partners=partners), partner)[0]


def _made(dossier: Contents, day: date = DAY) -> dict[str, bytes]:
    files = binding.files(dossier, Press(dossier.dataset, LOOK), day, None)
    return {path.rpartition("/")[2]: each if isinstance(each, bytes) else each.press() for path, each in files.items()}  # fmt: skip


def _names(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return held.namelist()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> tuple[int, str]:
        code = main(["dossier", "--root", str(root), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def _files(root: Path) -> Mapping[str, tuple[int, bytes]]:
    """What was made, with the moment it was written."""
    folder = root / FOLDER
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*.*"))
        if path.name != ".greffe"
    }


def test_cooperation_comes_in_the_legal_order() -> None:
    """The act that authorises, the convention, annexes 1, 2 and 3."""
    names = [each.name for each in _one(_shipped(), DRAFT).items]
    assert names[0] in AUTHORISING
    assert [each for each in names if each not in AUTHORISING] == ["convention", "annexe-1", "annexe-2", "annexe-3"]  # fmt: skip
    assert names.index("convention") == sum(each in AUTHORISING for each in names)


def test_mon_compte_partenaire_comes_in_the_legal_order() -> None:
    """Convention, contrat, then each service in the order of its annexe, and last the electronic signature."""
    assert [each.name for each in _one(_shipped(), BOTH, "mon-compte-partenaire").items] == [
        "convention", "contrat", "bulletin", "pj1", "pj2", "pj3-par-lieu", "lieux", "signature-electronique",
    ]  # fmt: skip
    several = _one(_shipped(), "departement-eloire", "mon-compte-partenaire")
    annexes = {each.service: each.annexe for each in several.convention.bulletins}  # type: ignore[union-attr]
    ranks = [annexes[each.draft.path.split("/")[-2]] for each in several.items if each.sigle]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_one_form_of_the_pj3_is_sent() -> None:
    """By place when the bulletin has places, else by service: never both to be filled."""
    for partner in _shipped().partners:
        for dossier in _all(_shipped(), partner):
            by_service = [each.sigle for each in dossier.items if each.name == "pj3"]
            by_place = [each.sigle for each in dossier.items if each.name == "pj3-par-lieu"]
            assert not set(by_service) & set(by_place)


def test_the_two_files_hold_the_same_documents() -> None:
    dossier = _one(_shipped(), BOTH, "mon-compte-partenaire")
    made = _made(dossier)
    assert _names(made["dossier.zip"]) == [
        "00-bordereau.docx", "01-convention.docx", "02-contrat.docx", "03-bulletin-afas.docx", "04-pj1-afas.docx",
        "05-pj2-afas.docx", "06-pj3-par-lieu-afas.docx", "07-lieux-afas.docx", "08-signature-electronique.docx",
    ]  # fmt: skip
    found = reading.read(made["dossier.pdf"])
    assert isinstance(found, Pdf)
    titles = [each.text for each in found.pieces if each.level == 0]
    assert titles[0] == "Bordereau d’envoi"
    assert len(titles) == 1 + len(dossier.items)


def test_a_short_piece_is_on_one_page() -> None:
    """The contacts of two groups, their certification and the room to sign."""
    pieces = [
        each for each in _one(_shipped(), BOTH, "mon-compte-partenaire").items if each.name == "pj1"
    ]
    for each in pieces:
        assert len(PdfReader(io.BytesIO(writer.write(each.draft.rendered, DAY))).pages) == 1
    assert pieces


def test_no_page_is_blank() -> None:
    reader = PdfReader(io.BytesIO(_made(_one(_shipped(), BOTH, "mon-compte-partenaire"))["dossier.pdf"]))  # fmt: skip
    assert all(len(page.extract_text()) > 100 for page in reader.pages)


def test_the_file_is_for_archives_and_for_all_readers() -> None:
    pdf = _made(_one(_shipped(), DRAFT))["dossier.pdf"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert writer.is_intact(pdf)


def test_a_document_corrected_by_hand_goes_as_it_is_kept_and_the_pdf_says_every_word_of_it() -> None:  # fmt: skip
    """In its place in the legal order, with its room to sign; a reader that is not ours finds the words of the Word file."""
    dossier = _one(_shipped(), "association-la-ribambelle")
    (corrected,) = (each for each in dossier.items if each.corrected)
    assert not corrected.apart
    made = _made(dossier)
    with zipfile.ZipFile(io.BytesIO(made["dossier.zip"])) as held:
        (name,) = (each for each in held.namelist() if each.endswith(f"-{corrected.name}.docx"))
        assert held.read(name) in _shipped().corrections.values()
        expected = printed(held.read(name))
    assert _within(made["dossier.pdf"], expected)
    fields = PdfReader(io.BytesIO(made["dossier.pdf"])).get_fields()
    assert "convention - Pour l'Association La Ribambelle" in (fields or {})
    assert "corrigé à la main" not in made["a-verifier.txt"].decode()
    assert "(corrigé à la main)" in _slip(dossier)


def test_a_correction_that_words_do_not_say_whole_is_apart_and_a_page_says_where(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """An image in the Word file: the PDF does without, says which file to join, and so do the slip and the checklist."""
    whole = document.read
    monkeypatch.setattr(corrections.document, "read", lambda archive: replace(whole(archive), lost={"image": 1}))  # fmt: skip
    dossier = _one(_shipped(), "association-la-ribambelle")
    (corrected,) = (each for each in dossier.items if each.corrected)
    assert corrected.apart
    made = _made(dossier)
    pieces = reading.read(made["dossier.pdf"]).pieces  # type: ignore[union-attr]
    titles = [each for each in pieces if each.level == 0]
    assert len(titles) == 1 + len(dossier.items)
    (own,) = (each for each in titles if each.text.startswith("Convention d"))
    assert any("01-convention.docx" in each.text for each in pieces if each.page == own.page)
    assert "est corrigé à la main : il est dans l'archive Word, non dans le PDF" in made["a-verifier.txt"].decode()  # fmt: skip
    assert re.search(r"\(joint.à.part, en.Word\)", _slip(dossier))


def _within(pdf: bytes, expected: str) -> bool:
    """Whether a file says these letters one after the other; a hyphen at the end of a line may be its own."""
    return expected.replace("-", "") in said(pdf, "").replace("-", "")


def _slip(dossier: Contents, until: date | None = None) -> str:
    text = markdown.write(slip(dossier, lacks(dossier, DAY), DAY, until))
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_the_slip_says_what_to_sign_by_whom_and_in_how_many_copies() -> None:
    said = _slip(_one(_shipped(), BOTH, "mon-compte-partenaire"))
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in said.splitlines() if line.startswith("| ")]  # fmt: skip
    assert rows[1] == ["1", "Convention d'accès à « Mon Compte Partenaire »", "les deux parties", "2", "non"]  # fmt: skip
    assert ["5", "Pièce justificative 2 : les contacts de la Caf (AFAS)", "aucune : pour information", "1", "non"] in rows  # fmt: skip
    assert re.search(r"les deux parties +[|] +[0-9] +[|] +oui", _slip(_one(_shipped(), DRAFT)))


def test_the_slip_says_delegation_and_interim() -> None:
    assert "Par délégation de la Présidente, le Vice-président délégué, Monsieur Jean-Eudes BRINDILLE" in _slip(_changed(BOTH, signature=None))  # fmt: skip
    assert "Le Président par intérim, Monsieur" in _slip(_changed("syndicat-trois-clochers", signature=None))  # fmt: skip


def test_the_slip_says_until_when() -> None:
    said = _slip(_one(_shipped(), DRAFT), date(2026, 9, 1))
    assert "**au plus tard le 1er septembre 2026**" in said
    assert "31 décembre 2030 : fin du cadre que la convention sert." in said


def test_the_slip_asks_nothing_of_what_is_signed() -> None:
    said = _slip(_one(_shipped(), BOTH))
    assert (
        "- Convention d'adhésion à la plateforme : le partenaire le 2 mars 2026, la Caf le 9 mars 2026."
        in said
    )
    assert "Tout est signé et reçu. Ce dossier est à conserver." in said
    assert "Ce que fait le partenaire" not in said
    assert "n'ouvre les accès" not in said


def test_the_slip_dates_each_act_with_its_own_days() -> None:
    """A bulletin that joined later does not lend its days to the convention."""
    said = _slip(_one(_shipped(), "departement-eloire", "mon-compte-partenaire"))
    assert "\n- Convention d'accès à « Mon Compte Partenaire » : le partenaire le 1er juillet 2019, la Caf le 8 juillet 2019." in said  # fmt: skip
    assert "- Bulletin d'adhésion (TILLE) : le partenaire le 18 mai 2026, la Caf le 26 mai 2026." in said  # fmt: skip


def test_the_slip_says_what_opens_the_accesses() -> None:
    """Coopération, 3.1: the convention and annexe 1, both received; contrat de service: formalities, and three texts signed."""
    cooperation = _slip(_one(_shipped(), DRAFT))
    assert "qu'après avoir reçu à la fois la convention signée par le partenaire et l'annexe 1." in cooperation  # fmt: skip
    accounts = _slip(_one(_shipped(), "ccas-montbrume", "mon-compte-partenaire"))
    assert "la protection des données, et signés la convention, le contrat de service et le bulletin" in accounts  # fmt: skip


def test_the_caf_gives_back_an_original_or_a_copy_of_the_only_one() -> None:
    assert "rend au partenaire une copie." in _slip(_one(_shipped(), DRAFT))
    assert "rend au partenaire son exemplaire." in _slip(_changed(BOTH, signature=None))


def test_a_form_that_is_not_received_is_asked_for_even_when_all_is_signed() -> None:
    said = _slip(_one(_shipped(), "cc-plateau-aux-alouettes"))
    assert re.search(r"Annexe 1 : Suivi des habilitations +[|] aucune : à remplir +[|] 1 +[|] oui", said)  # fmt: skip
    assert "- l'annexe 1 n'est pas reçue." in said
    assert "à conserver" not in said
    assert "Qui signe" not in said


def test_in_mode_delegue_the_pj3_comes_once_the_administrator_has_its_login() -> None:
    """Bulletin, 1.2: it is neither asked with the bulletin nor missing before."""
    dossier = _one(_shipped(), "ccas-montbrume", "mon-compte-partenaire")
    sent = next(each for each in dossier.items if each.name == "pj3")
    assert due(dossier, sent, DAY) == "plus tard"
    assert not [each for each in lacks(dossier, DAY) if "PJ3" in each.sentence]
    contract = dossier.convention.contrat  # type: ignore[union-attr]
    service = dossier.dataset.services[sent.service].record
    given = contract.model_copy(update={"identifiant_remis_le": DAY})  # type: ignore[union-attr]
    central = contract.model_copy(update={"mode": "centralise"})  # type: ignore[union-attr]
    module = service.model_copy(update={"module_delegue_depuis": DAY})
    assert [asked(given, service, "pj3", DAY), asked(central, service, "pj3", DAY), asked(given, module, "pj3", DAY)] == ["oui", "oui", "non"]  # fmt: skip


def test_a_lapsed_funding_is_said_before_its_bulletin_is_sent() -> None:
    """The bulletin and its pieces are void with it (rule M26)."""
    found = [each.sentence.replace("\u00a0", " ") for each in lacks(_one(_shipped(), "departement-eloire", "mon-compte-partenaire"), DAY)]  # fmt: skip
    assert any(each.startswith("la convention d'objectifs et de financement du service AFAS a pris fin le 31 décembre 2025") for each in found)  # fmt: skip


def test_a_seat_that_is_not_whole_is_said() -> None:
    dossier = _one(_shipped(), DRAFT)
    seat = dossier.record.adresse.model_copy(update={"voie": None, "code_postal": None})
    entry = dossier.dataset.partners[DRAFT]
    record = entry.record.model_copy(update={"adresse": seat})
    data = replace(dossier.dataset, partners={**dossier.dataset.partners, DRAFT: replace(entry, record=record)})  # fmt: skip
    found = [each.sentence for each in lacks(replace(dossier, dataset=data), DAY)]
    assert any("l'adresse du partenaire n'est pas complète, il y manque la rue et le code postal" in each for each in found)  # fmt: skip
    assert not any("l'adresse de la Caf" in each for each in found)


def test_the_slip_names_only_who_is_still_to_sign() -> None:
    """Who represents a party today may not be who signed: the slip does not say it."""
    assert "Qui signe" not in _slip(_one(_shipped(), BOTH))
    half = _slip(_changed(BOTH, signature={"partenaire": "2026-03-02"}))
    assert "## Qui signe encore" in half
    assert "BRINDILLE" not in half
    assert "- Pour la Caisse d'allocations familiales" in half


def test_a_bulletin_that_nobody_signed_is_still_asked_for() -> None:
    """The convention is signed, the service that joined it later is not: the dossier is to sign."""
    data, partner = _shipped(), "departement-eloire"
    (dossier,) = (each for each in _all(data, partner) if each.convention.famille == "mon-compte-partenaire")  # fmt: skip
    assert dossier.convention.signature is not None
    bulletins = [each.model_copy(update={"signature": None}) for each in dossier.convention.bulletins]  # type: ignore[union-attr] # fmt: skip
    convention = dossier.convention.model_copy(update={"bulletins": bulletins})
    conventions = [convention if rank == dossier.index else each for rank, each in enumerate(dossier.record.conventions)]  # fmt: skip
    entry = data.partners[partner]
    record = entry.record.model_copy(update={"conventions": conventions})
    changed = replace(data, partners={**data.partners, partner: replace(entry, record=record)})
    assert "Ce que fait le partenaire" in _slip(replace(dossier, dataset=changed))


ACT = {"nature": "deliberation", "numero": "2026-1", "date": "2026-05-12"}
SENT = {"recu_le": "2026-05-14", "publie_le": "2026-05-15"}


@pytest.mark.parametrize(
    ("fields", "sentence", "said"),
    [
        ({}, "l'acte qui autorise la signature (délibération ou décision) n'est pas reçu.", True),
        ({"acte": ACT}, "la preuve que l'acte est transmis à la préfecture et publié n'est pas reçue.", True),
        ({"acte": ACT | {"transmission": SENT}}, "l'acte", False),
        ({"acte": ACT, "signature": {"partenaire": "2026-05-11"}}, "le partenaire a signé avant l'acte qui l'y autorise, daté du 12\u00a0mai\u00a02026", True),
        ({"acte": ACT | {"transmission": SENT}, "signature": {"partenaire": "2026-05-13"}}, "le partenaire a signé avant la publication de l'acte, le 15\u00a0mai\u00a02026", True),
        ({"acte": ACT | {"transmission": SENT}, "signature": {"partenaire": "2026-05-15"}}, "le partenaire a signé", False),
        ({}, "l'annexe 1 n'est pas reçue.", True),
        ({"annexe_1": {"transmise_le": "2026-06-01"}}, "l'annexe 1", False),
        ({}, "l'annexe 2 ne nomme pas de responsable sécurité.", True),
        ({}, "le texte du modèle « cooperation-2025-deux-ans » n'est pas validé par la Caf", True),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_until_it_is_there(fields: dict[str, Any], sentence: str, said: bool) -> None:  # fmt: skip
    found = [each.sentence for each in lacks(_changed(DRAFT, **fields), DAY)]
    assert any(each.startswith(sentence) for each in found) == said, found


def test_a_delegation_that_is_not_noted_is_missing(tmp_path: Path) -> None:
    """A vice-president signs by delegation, a president by nobody's leave."""
    for function, missing in (("vice-président", True), ("président", False), ("directrice", False), ("maire", False)):  # fmt: skip
        data = load(make_root(tmp_path, partner=PARTNER.replace("fonction: président", f"fonction: {function}")))  # fmt: skip
        found = [each.sentence for each in lacks(_one(data, "temoin"), DAY)]
        assert any("sa délégation de signature n'est pas notée" in each for each in found) == missing  # fmt: skip


def test_the_same_data_give_the_same_bytes() -> None:
    dossier = _one(_shipped(), DRAFT)
    assert _made(dossier) == _made(dossier)


def test_a_dossier_is_not_made_again_for_the_day_alone(root: Path, run: Run) -> None:
    assert run(DRAFT, "--date", "2026-06-15")[0] == 0
    before = _files(root)
    code, said = run(DRAFT, "--date", "2026-06-16")
    assert (code, _files(root)) == (0, before)
    assert "1 inchangé" in said


def test_a_change_of_the_data_is_followed(root: Path, run: Run) -> None:
    run(DRAFT)
    before = _files(root)
    path = root / "data/partners" / f"{DRAFT}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("30 boulevard", "32 boulevard", 1), encoding="utf-8")  # fmt: skip
    assert "1 fait" in run(DRAFT)[1]
    after = _files(root)
    changed = {name for name in before if before[name][1] != after[name][1]}
    assert changed == {f"{DRAFT}/cooperation/dossier.pdf", f"{DRAFT}/cooperation/dossier.zip"}


def test_a_file_that_is_damaged_is_made_again(root: Path, run: Run) -> None:
    run(DRAFT)
    before = _files(root)
    for name in ("dossier.pdf", "dossier.zip"):
        path = root / FOLDER / DRAFT / "cooperation" / name
        path.write_bytes(path.read_bytes()[:-40])
    run(DRAFT)
    assert {name: each[1] for name, each in _files(root).items()} == {name: each[1] for name, each in before.items()}  # fmt: skip


def test_killed_in_the_middle_leaves_no_half_file_and_goes_on(root: Path, run: Run) -> None:
    """What was whole is kept as it is, what was not is made: the batch is taken up where it stopped."""
    words = [sys.executable, "-m", "generator", "dossier", "--all", "--root", str(root)]
    process = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    limit = time.monotonic() + 60
    while not list((root / FOLDER).rglob("dossier.pdf")) and time.monotonic() < limit:
        assert process.poll() is None, "it ended by itself"
        time.sleep(0.01)
    process.kill()
    assert process.wait() == -signal.SIGKILL if sys.platform != "win32" else process.wait()
    left = {name: each for name, each in _files(root).items() if "/.greffe-" not in name}
    assert any(name.endswith(".pdf") for name in left)
    for name, (_, content) in left.items():
        if name.endswith(".pdf"):
            assert writer.is_intact(content)
        elif name.endswith(".zip"):
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert run("--all")[0] == 0
    after = _files(root)
    assert {name: after[name] for name in left} == left
    assert not [name for name in after if "/.greffe-" in name]
    assert len([name for name in after if name.endswith("dossier.pdf")]) > len(left) / 3


def test_a_dossier_holds_a_copy_of_the_annexe_1_and_is_known_to(root: Path, run: Run) -> None:
    """Rule C04 and the purge look for it there: an old dossier keeps people as an old annexe does."""
    run(BOTH)
    path = root / FOLDER / BOTH / "cooperation" / "dossier.zip"
    assert path in made_annexes(root)
    found = [each for each in copies(root, root / "data/nominatif") if each.file.endswith("dossier.zip")]  # fmt: skip
    assert [(each.about, bool(each.base)) for each in found] == [(BOTH, True)]


def test_dossiers_stay_out_of_what_is_published(root: Path) -> None:
    made = folders(root)
    where = root / FOLDER
    assert not where.is_relative_to(made.site)
    assert not made.site.is_relative_to(where)
    assert where.is_relative_to(root / "build"), "which Git ignores"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "nommez des partenaires, ou demandez « --all »"),
        ((DRAFT, "--all"), "nommez des partenaires, ou demandez « --all »"),
        ((DRAFT, "--until", "2026-06-14"), "« --until » donne un jour passé"),
        (("cu-port-lantern",), "Vouliez-vous écrire « cu-port-lanterne » ?"),
        (("cc-lisiere",), "a le statut archive"),
    ],
)  # fmt: skip
def test_wrong_use_is_said(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, said = run(*words)
    assert (code, sentence in said) == (2, True), said


def test_dossiers_go_where_they_are_asked(root: Path, run: Run, tmp_path: Path) -> None:
    code, said = run(DRAFT, "--output", str(tmp_path / "ailleurs"))
    assert code == 0
    assert (tmp_path / "ailleurs" / DRAFT / "cooperation" / "dossier.pdf").is_file()
    assert "par seconde" in said
    (tmp_path / "pris").mkdir()
    (tmp_path / "pris" / "autre.txt").write_text("x", encoding="utf-8")
    code, said = run(DRAFT, "--output", str(tmp_path / "pris"))
    assert (code, "contient des fichiers que greffe n'a pas faits" in said) == (1, True)
    assert not (root / FOLDER).exists()


def test_the_slip_asks_nothing_back_once_all_have_signed() -> None:
    """What both have signed is kept, not returned."""
    asked, signed = (_slip(_one(_shipped(), partner)) for partner in (DRAFT, "cc-val-de-brume"))
    assert "| oui |" in asked
    assert "| oui |" not in signed
