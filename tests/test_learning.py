"""A signed file gives a model: its words are kept, and nothing of its partner stays."""

import shutil
import zipfile
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
        ("departement-eloire", "cooperation", "convention"),
        ("ca-hautes-eaux-vives", "mon-compte-partenaire", "contrat"),
        ("association-la-ribambelle", "mon-compte-partenaire", "signature-electronique"),
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


def test_every_passage_that_would_stay_of_the_partner_is_told_at_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where, in what words, what to do: one run says all that stops it, and nothing is written."""
    file = root / "reste.txt"
    file.write_text(
        "Convention d'adhésion à la plateforme\n\nArticle 1 : Objet de la convention\n\nTISANE Aurore signe, pour la Communauté de communes du Val de Brume, la convention d'adhésion à la plateforme Coopération et son annexe 1."
        "\n\nArticle 2 : Suivi\n\nLe Département de l'Éloire y assiste.\n\nLe tribunal de Brumeval est compétent.", encoding="utf-8",
    )  # fmt: skip
    words = ["template", "learn", "--text", str(file), "--partner", "cc-val-de-brume", "--family", "cooperation", "--id", "reste", "--root", str(root)]  # fmt: skip
    assert main(words) == 1
    assert (
        capsys.readouterr().err
        == """\
greffe : « reste.txt » n'est pas repris : un modèle ne garde rien d'un partenaire, et 3 passages sont à reprendre :
  1. Article 1 : Objet de la convention
     « TISANE Aurore signe, pour … , la convention d'adhésion à la plateforme Coopération et son annexe 1. » : « tisane aurore »
     → nomme une personne : laissez ces places vides, que la liste des données remplira, ou écrivez cette personne comme dans les données.
  2. Article 2 : Suivi
     « Le Département de l'Éloire y assiste. » : « Département de l'Éloire »
     → est un autre de vos partenaires : remplacez ce nom par des points de suspension.
     « Le tribunal de Brumeval est compétent. » : « Brumeval »
     → est propre à ce partenaire : remplacez ces mots par des points de suspension, ou corrigez la donnée si elle s'écrit autrement.
Rien n'est écrit. Faites ces changements dans une copie du fichier, ou dans les données, puis relancez la commande.
"""
    )
    assert not (root / "templates/reste").exists()


def test_another_s_file_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "autre.docx"
    key = "cc-val-de-brume"
    path.write_bytes(Press(DATA, LOOK).complete(key)[f"{key}/cooperation/convention.docx"])
    words = ["template", "learn", str(path), "--partner", "departement-eloire", "--family", "cooperation", "--id", "autre", "--root", str(root)]  # fmt: skip
    assert main(words) == 1
    assert "ne nomme pas ce partenaire" in capsys.readouterr().err
    assert not (root / "templates/autre").exists()


def test_a_header_that_names_the_partner_names_each_one(root: Path) -> None:
    """The reference block of this convention names its CTG and its cosignatories at the head of every page."""
    key = "ca-hautes-eaux-vives"
    path = root / "tete.docx"
    path.write_bytes(Press(DATA, LOOK).complete(key)[f"{key}/cooperation/convention.docx"])
    words = ["template", "learn", str(path), "--partner", key, "--family", "cooperation", "--id", "tete", "--root", str(root)]  # fmt: skip
    assert main(words) == 0
    header = (root / "templates/tete/entete.md").read_text(encoding="utf-8")
    assert "CTG de rattachement : {{ convention.cadre_nom }}" in header.replace("\u00a0", " ")
    assert "Co-signataires : {% for ligne in convention.cosignataires %}" in header.replace(
        "\u00a0", " "
    )
    with zipfile.ZipFile(root / "templates/tete/base.docx") as look_of_it:
        parts = b"".join(look_of_it.read(name) for name in look_of_it.namelist())
    assert b"Hautes-Eaux-Vives" not in parts
    assert b"Rivemont" not in parts
    drafts = Author(with_model(load(root), "cc-val-de-brume", 0, "tete")).complete("cc-val-de-brume")  # fmt: skip
    said = next(each.rendered for each in drafts if each.path.endswith("cooperation/convention"))
    assert {"CTG du Val de Brume", "Commune de Brumeval"} <= {each.text for each in said.values}
