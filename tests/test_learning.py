"""A signed file gives a model: its words are kept, and nothing of its partner stays."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from generator.adoption.learning import learned
from generator.adoption.lines import cut, spoken
from generator.adoption.remains import left
from generator.adoption.signed import signed
from generator.adoption.source import source
from generator.adoption.vocabulary import vocabulary
from generator.cli.main import main
from generator.documents.passages import passages
from generator.documents.production import Press, look
from generator.documents.rendered import Rendered
from generator.documents.templates import render
from generator.documents.texts import Author, Cooperation
from generator.documents.views import convention as views
from generator.documents.word.reader import document
from generator.documents.word.reader.opening import open_word
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.store.parameters import Family
from generator.store.traces import fold
from generator.versions.models import with_model

LOOK = look(PROJECT / "templates", PROJECT / "templates")
DATA = load(PROJECT)
SIGNED = [
    key
    for key, entry in DATA.partners.items()
    if entry.record.statut == "actif" and entry.record.cooperation and entry.record.cooperation[0][1].signature
]  # fmt: skip


def _held(key: str) -> Cooperation:
    return next(Author(DATA).cooperation(key))


def _view(key: str) -> Mapping[str, object]:
    held = _held(key)
    return views.convention(DATA.partners[key].record, held.caf, held.convention, held.template)


def _read(key: str) -> document.Document:
    made = Press(DATA, LOOK).complete(key)
    return document.read(open_word("signee.docx", made[f"{key}/cooperation/convention.docx"]))


def _rendered(text: str, key: str) -> Rendered:
    """The learned text filled for a partner, as a model of its own."""
    template = _held(key).template
    entry = template.documents["convention"].model_copy(update={"typographie": "telle-quelle"})
    template = template.model_copy(update={"documents": {"convention": entry}})
    return render(template, {"convention.md": text}, "convention", _view(key), author="")


def _text(key: str) -> str:
    """The model's text learned from the signed convention of a partner."""
    blocks = _read(key).blocks
    found = learned(spoken(blocks, ()), _view(key), "cooperation", "convention")
    return source(*cut(blocks, found.spans, 0))


def _texts(rendered: Rendered) -> list[str]:
    return [passage.text.replace("\u00a0", " ") for passage in passages(rendered)]


@pytest.mark.parametrize("key", SIGNED)
def test_rendered_again_for_its_partner_it_is_the_signed_text(key: str) -> None:
    """The legal text is never silently wrong: learning changes no word."""
    read = _read(key)
    before = [passage.text.replace("\u00a0", " ") for passage in passages(Rendered("", "", source(read.blocks), "", (), True))]  # fmt: skip
    assert _texts(_rendered(_text(key), key)) == before


@pytest.mark.parametrize("key", SIGNED)
def test_rendered_for_another_it_holds_nothing_of_the_first(key: str) -> None:
    """Nobody's data travels: names, addresses, people and dates of the first partner are all gone."""
    text = _text(key)
    marks = {each.text for each in vocabulary(_view(key)) if each.path.split(".")[0] != "caf"}
    for other in SIGNED:
        if other == key:
            continue
        theirs = {each.text for each in vocabulary(_view(other))}
        mine = {mark for mark in marks if not any(fold(mark) in fold(each) for each in theirs)}
        assert left(_texts(_rendered(text, other)), mine) == []


def test_words_agree_with_the_party_they_stand_by() -> None:
    """« représentée » of a communauté becomes « représenté » for a département."""
    key = next(each for each in SIGNED if DATA.partners[each].record.type == "communaute-de-communes")  # fmt: skip
    other = next(each for each in SIGNED if DATA.partners[each].record.type == "departement")
    said = "\n".join(_texts(_rendered(_text(key), other)))
    name = DATA.partners[other].record.nom
    assert f"{name}, dont le siège" in said
    assert ", représenté par" in said


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("appris")
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, made / name)
    return made


ACCOUNTS = [
    key for key, entry in DATA.partners.items() if entry.record.statut == "actif" and entry.record.mon_compte_partenaire
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "family", "document"),
    [
        ("cc-val-de-brume", "cooperation", "convention"),
        ("commune-puits-bavard", "cooperation", "convention"),
        ("cc-val-de-brume", "cooperation", "annexe-1"),
        ("cc-val-de-brume", "cooperation", "annexe-2"),
        *((key, "mon-compte-partenaire", "convention") for key in ACCOUNTS),
    ],
)  # fmt: skip
def test_the_command_makes_a_model_that_serves_the_others(
    root: Path, key: str, family: str, document: str
) -> None:
    """From the signed Word file to other partners' texts, through the command line; a model is never replaced."""
    file = root / f"{key}-{document}.docx"
    file.write_bytes(Press(DATA, LOOK).complete(key)[f"{key}/{family}/{document}.docx"])
    name = f"appris-{key}-{family}-{document}"
    words = ["template", "learn", str(file), "--partner", key, "--family", family, "--id", name, "--document", document, "--root", str(root)]  # fmt: skip
    assert main(words) == 0
    text = (root / "templates" / name / f"{document}.md").read_text(encoding="utf-8")
    assert left(text.split("\n"), signed(DATA, key, cast(Family, family)).marks) == []
    assert main(words) == 2
    data = load(root)
    assert data.problems == ()
    for other, index in _conventions(family):
        changed = with_model(data, other, index, name)
        drafts = [draft for draft in Author(changed).complete(other) if draft.identity.template == name]  # fmt: skip
        assert drafts


def _conventions(family: str) -> Iterator[tuple[str, int]]:
    """The conventions of the active partners, of that family."""
    for key, entry in DATA.partners.items():
        if entry.record.statut == "actif":
            for index, convention in enumerate(entry.record.conventions):
                if convention.famille == family:
                    yield key, index


def test_what_would_stay_of_the_partner_stops_everything(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name written otherwise than in the data is not found as a value: it is told, and nothing is written."""
    key = "cc-val-de-brume"
    file = root / "reste.txt"
    file.write_text("Convention d'adhésion à la plateforme\n\nArticle 1 : Objet de la convention\n\nTISANE Aurore signe, pour la Communauté de communes du Val de Brume, la convention d'adhésion à la plateforme Coopération et son annexe 1.", encoding="utf-8")  # fmt: skip
    words = ["template", "learn", "--text", str(file), "--partner", key, "--family", "cooperation", "--id", "reste", "--root", str(root)]  # fmt: skip
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "resterait dans le modèle" in said
    assert "Rien n'est écrit" in said
    assert not (root / "templates/reste").exists()


@pytest.mark.parametrize(
    ("file", "partner", "said"),
    [
        ("cc-val-de-brume", "departement-eloire", "ne nomme pas ce partenaire"),
        ("ca-hautes-eaux-vives", "ca-hautes-eaux-vives", "resterait dans le modèle"),
    ],
)
def test_another_s_file_and_a_header_that_names_the_partner_are_refused(
    root: Path, capsys: pytest.CaptureFixture[str], file: str, partner: str, said: str
) -> None:
    """The reference block of the second names its CTG and its cosignatories at the head of every page."""
    path = root / f"autre-{file}.docx"
    path.write_bytes(Press(DATA, LOOK).complete(file)[f"{file}/cooperation/convention.docx"])
    words = ["template", "learn", str(path), "--partner", partner, "--family", "cooperation", "--id", "autre", "--root", str(root)]  # fmt: skip
    assert main(words) == 1
    assert said in capsys.readouterr().err
    assert not (root / "templates/autre").exists()
