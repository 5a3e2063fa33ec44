"""What has changed since a day: by data, from what Git kept, without repeating a name."""

import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builder import PARTNER, make_root, write
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import main
from generator.documents.production import Press, look
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact, Signatory
from generator.website.internal.changes import PEOPLE, Change, changes
from generator.website.internal.field_words import words
from generator.website.internal.history import Past, past
from generator.website.internal.since import PartnerChanges, since

LOOK = look(PROJECT / "templates", PROJECT / "templates")
FIRST, SECOND = "2026-03-01T10:00:00+01:00", "2026-06-01T00:30:00+02:00"


def told(before: Any, after: Any) -> list[tuple[str, str, str | None, str | None]]:
    """The changes in words, with ordinary spaces."""
    plain = str.maketrans("\u00a0", " ")
    return [
        (one.ou.translate(plain), one.genre, *(value and value.translate(plain) for value in (one.avant, one.apres)))
        for one in changes(before, after)
    ]  # fmt: skip


# --- By data -------------------------------------------------------------------------------------


def test_fields_are_told_in_words_with_their_values() -> None:
    signed = {"famille": "cooperation", "signature": {"caf": "2026-01-15", "lieu": "Ici"}}
    moved = {"famille": "cooperation", "signature": {"caf": "2026-01-16", "partenaire": "2026-01-12"}}  # fmt: skip
    assert told({"conventions": [signed]}, {"sigle": "A", "conventions": [moved]}) == [
        ("Sigle", "ajouté", None, "A"),
        ("Convention « Coopération », signature, Caf", "changé", "15 janvier 2026", "16 janvier 2026"),
        ("Convention « Coopération », signature, partenaire", "ajouté", None, "12 janvier 2026"),
        ("Convention « Coopération », signature, lieu", "retiré", "Ici", None),
    ]  # fmt: skip


def test_an_item_added_before_others_does_not_make_them_change() -> None:
    old, new = {"date": "2026-02-01"}, {"date": "2025-02-01"}
    assert told({"revues": [old]}, {"revues": [new, old]}) == [("Revues, n° 1", "ajouté", None, None)]  # fmt: skip
    assert told({"revues": [new, old]}, {"revues": [old]}) == [("Revues, n° 1", "retiré", None, None)]  # fmt: skip


def test_a_convention_added_is_named_by_its_family() -> None:
    new = {"conventions": [{"famille": "mon-compte-partenaire"}]}
    added = [("Convention « Mon Compte Partenaire »", "ajouté", None, None)]
    assert told({"conventions": []}, new) == added
    one = {"conventions": [{"famille": "cooperation"}]}
    both = {"conventions": [*one["conventions"], *new["conventions"]]}
    assert told(one, both) == added


def test_a_person_who_changes_is_told_without_any_name() -> None:
    old = {"representant": {"nom": "BRINDILLE"}, "revues": [{"par": "Paul"}]}
    new = {"representant": {"nom": "LAMPION"}, "revues": [{"par": "Odile"}]}
    assert told(old, new) == [
        ("Représentant, nom", "changé", None, None),
        ("Revues, n° 1, par", "changé", None, None),
    ]


def test_every_field_that_holds_a_person_is_known() -> None:
    """The schema is where people are: a new role must not be told with its values."""
    found, seen = set(), set()

    def walk(kind: Any) -> None:
        if kind in seen:
            return
        seen.add(kind)
        for name, field in kind.model_fields.items():
            words = str(field.annotation)
            if any(each.__name__ in words for each in (Contact, Signatory)):
                found.add(name)
            for each in _models(field.annotation):
                if each not in (Contact, Signatory):
                    walk(each)

    walk(Partner)
    assert found == PEOPLE
    assert MonComptePartenaireConvention in seen


def _models(annotation: Any) -> set[Any]:
    arguments = getattr(annotation, "__args__", ())
    own = {annotation} if hasattr(annotation, "model_fields") else set()
    return own.union(*map(_models, arguments))


def test_every_field_of_a_partner_has_its_accents_in_words() -> None:
    """A word of a field's name that French does not write so is in no sentence of the guides or of the schema."""
    names: set[str] = set()
    said: list[str] = [path.read_text(encoding="utf-8") for path in (PROJECT / "docs/guides").glob("*.md")]  # fmt: skip
    seen = set()

    def walk(kind: Any) -> None:
        if kind in seen:
            return
        seen.add(kind)
        for name, field in kind.model_fields.items():
            names.add(name)
            said.append(field.description or "")
            for each in _models(field.annotation):
                walk(each)

    walk(Partner)
    prose = re.sub(r"```.*?```|`[^`]*`|«[^»]*»", " ", " ".join(said).lower(), flags=re.DOTALL)
    french = set(re.findall(r"[^\W\d_]+", prose)) | _NOT_IN_PROSE
    unknown = {
        word for name in names for word in re.findall(r"[^\W\d_]+", words(name).lower())
    } - french
    assert unknown == set(), (
        "add them to field_words.py with their accents, or here when they have none"
    )


_NOT_IN_PROSE = {
    "complément", "cosignataires", "court", "début", "décisions", "délégant", "dénonciation", "empreintes",
    "intitulé", "localisation", "maximums", "modifiée", "motif", "organe", "pj", "pratiqué", "preuves",
    "précision", "qualité", "remis", "remédiée", "rgpd", "rédacteur", "régime", "statut", "tenue", "transmise",
    "tâches",
}  # fmt: skip


_DATA = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("xyz"), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("xyz"), _DATA), st.dictionaries(st.sampled_from("xyz"), _DATA))  # fmt: skip
def test_a_change_is_told_when_and_only_when_there_is_one(old: Any, new: Any) -> None:
    assert bool(changes(old, new)) == (old != new)


# --- From Git ------------------------------------------------------------------------------------


def git(root: Path, *arguments: str, day: str = FIRST) -> None:
    """Run git in `root`, as if on `day`."""
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@site.example")
    dated = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=root, env=os.environ | dated, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root below the top of its repository, with two commits: the second a new address."""
    git(tmp_path, "init", "-q")
    made = make_root(tmp_path / "caf")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "un")
    write(made, "data/partners/temoin.yml", PARTNER.replace("2 rue du Test", "9 rue du Test"))
    git(tmp_path, "commit", "-qam", "deux", day=SECOND)
    return made


def compared(
    root: Path, day: date, *, documents: bool = True
) -> tuple[Past, tuple[PartnerChanges, ...]]:
    """What changed in `root` between `day` and now, whose `documents` have been made."""
    data = dataset.load(root)
    press, partners = Press(data, LOOK), data.partners if documents else ()
    made = {path: text for key in partners for path, text in press.complete(key).items()}
    known = past(root, day, os.environ)
    return known, since(known, data, LOOK, made)


def test_the_past_is_the_last_commit_before_the_day_in_france(root: Path) -> None:
    """The second commit is of June 1st in France, of May 31st in Greenwich."""
    for day, street in ((date(2026, 6, 1), b"2 rue"), (date(2026, 6, 2), b"9 rue")):
        assert street in past(root, day, os.environ).fichiers["temoin"]


def test_the_day_of_the_first_commit_shows_what_it_began_with(root: Path) -> None:
    known, (changed,) = compared(root, date(2026, 3, 1))
    assert known.raison is None
    assert changed.genre == "modifié"


def test_a_day_to_come_is_refused_in_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--root", str(root), "--date", "2026-06-15")
    assert main(["build", "--internal", "--since", "2126-06-16", *arguments]) == 2
    assert capsys.readouterr().err == (
        "greffe : « --since » donne le 16\u00a0juin\u00a02126, un jour à venir : rien n'a pu changer depuis. Donnez un jour passé.\n"
    )


def test_data_and_documents_that_changed_are_told(root: Path) -> None:
    _, (changed,) = compared(root, date(2026, 5, 1))
    assert (changed.id, changed.genre) == ("temoin", "modifié")
    assert [(one.avant, one.apres) for one in changed.donnees] == [("2 rue du Test", "9 rue du Test")]  # fmt: skip
    assert changed.documents is not None
    assert "Convention d'adhésion à la plateforme (Coopération)" in changed.documents
    assert not [
        title for title in changed.documents if title.startswith("Annexe")
    ]  # no address there


def test_what_no_document_shows_changes_no_document(root: Path) -> None:
    write(root, "data/partners/temoin.yml", PARTNER.replace("2 rue", "9 rue") + "        revues: [{date: 2026-06-03}]\n")  # fmt: skip
    _, (changed,) = compared(root, date(2026, 6, 2))
    assert changed.donnees == (Change("Convention «\u00a0Coopération\u00a0», revues", "ajouté"),)  # fmt: skip
    assert changed.documents == ()


def test_a_partner_put_aside_since_has_no_document_to_compare(root: Path) -> None:
    write(root, "data/partners/temoin.yml", PARTNER + "    statut: archive\n")
    known, found = compared(root, date(2026, 5, 1), documents=False)
    assert [(one.ou, one.genre) for one in found[0].donnees] == [("Statut", "ajouté")]  # fmt: skip
    assert found[0].documents == ()
    assert known.raison is None


def test_files_that_come_go_or_break_are_told(root: Path) -> None:
    write(root, "data/partners/nouveau.yml", PARTNER)
    write(root, "data/partners/casse.yml", "nom: [\n")
    (root / "data" / "partners" / "temoin.yml").unlink()
    _, found = compared(root, date(2026, 5, 1))
    assert [(each.id, each.genre) for each in found] == [
        ("casse", "illisible"),
        ("nouveau", "nouveau"),
        ("temoin", "supprimé"),
    ]


def test_a_former_file_that_is_refused_today_is_compared_without_its_documents(root: Path) -> None:
    write(root, "data/partners/temoin.yml", PARTNER + "    zzz: 1\n")
    git(root, "commit", "-qam", "trois", day="2026-07-01T10:00:00+02:00")
    write(root, "data/partners/temoin.yml", PARTNER)
    _, (changed,) = compared(root, date(2026, 8, 1))
    assert [one.ou for one in changed.donnees] == ["Zzz"]
    assert changed.documents is None


def test_nothing_changed_is_nothing_told(root: Path) -> None:
    assert compared(root, date(2026, 7, 1))[1] == ()


def test_without_a_past_the_reason_is_one_sentence(root: Path, tmp_path: Path) -> None:
    early, found = compared(root, date(2026, 1, 1))
    assert found == ()
    assert early.raison is not None
    assert early.raison.replace("\u00a0", " ") == (
        "L'historique de ce dossier commence le 1er mars 2026. Pour voir ce qui a changé depuis ce jour : greffe build --internal --since 2026-03-01"
    )
    alone = make_root(tmp_path.parent / f"{tmp_path.name}-seul")
    none = past(alone, date(2026, 6, 1), os.environ)
    assert none.raison == "Ce dossier n'a pas d'historique Git : rien n'y garde les états passés."
    git(alone, "init", "-q")
    assert past(alone, date(2026, 6, 1), os.environ).raison == none.raison  # no commit yet
    gitless = past(root, date(2026, 6, 1), os.environ | {"PATH": ""})
    assert gitless.raison == none.raison
