"""The data shipped with greffe: everything is made, the same bytes every time, and nothing leaks."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.checks import checker
from generator.checks.registry import RULES
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.schema.people import Contact

DATA = dataset.load(PROJECT)
SILENT_ON_EXAMPLES = {"X5", "lecture"}
"""Rules that have nothing to say of data that are invented and readable."""


def build(root: Path, **environment: str) -> dict[str, bytes]:
    """Everything `greffe build` makes of the shipped data, in a process of its own."""
    shutil.copytree(PROJECT / "data", root / "data")
    command = [sys.executable, "-m", "generator", "build", "--root", str(root)]
    run = subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return {
        p.relative_to(root / "build").as_posix(): p.read_bytes()
        for p in (root / "build").rglob("*")
        if p.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(
        tmp_path_factory.mktemp("un"), PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C"
    )


def test_nothing_of_the_shipped_data_is_refused() -> None:
    assert DATA.problems == ()
    assert DATA.settings.exemple is not None


def test_every_rule_is_seen_at_work_on_the_shipped_data() -> None:
    assert DATA.settings.exemple is not None
    fired = {finding.rule for finding in checker.run(DATA, DATA.settings.exemple.date)}
    assert fired == {rule.id for rule in RULES} - SILENT_ON_EXAMPLES


def test_built_twice_gives_the_same_bytes(built: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever the hash seed, the time zone, the locale, the place and the day."""
    again = build(
        tmp_path / "un autre endroit",
        PYTHONHASHSEED="2",
        TZ="America/Los_Angeles",
        LC_ALL="C.UTF-8",
    )
    assert sorted(built) == sorted(again)
    assert [path for path in built if built[path] != again[path]] == []


def test_every_active_partner_has_its_documents_and_its_page(built: dict[str, bytes]) -> None:
    for key, entry in DATA.partners.items():
        made = {path for path in built if path.startswith(f"documents/{key}/")}
        if entry.record.statut == "archive":
            assert not made
            assert f"site/partenaires/{key}/index.html" not in built
        else:
            assert len(made) == 8 * len(entry.record.conventions)
            assert f"site/partenaires/{key}/index.html" in built


def contacts() -> Iterator[Contact]:
    """Everybody that the Caf and the partners give to write to."""
    for caf in DATA.cafs.values():
        roles = caf.record.annexe_3
        yield from (
            *roles.responsable_habilitations,
            *roles.referent_technique,
            *roles.responsable_securite,
        )
    for partner in DATA.partners.values():
        for convention in partner.record.conventions:
            if convention.annexe_2:
                yield from convention.annexe_2.responsable_habilitations
                yield from convention.annexe_2.responsable_securite


def words(contact: Contact) -> set[str]:
    """What finds a contact in a text: name, addresses, telephone."""
    name = " ".join(filter(None, (contact.prenom, contact.nom)))
    return {*contact.adresses_electroniques, *filter(None, (name, contact.telephone))}


def private_words() -> set[str]:
    """Every address, name and telephone that nobody chose to publish."""
    private = {word for contact in contacts() for word in words(contact)}
    for annexe in DATA.annexes_1.values():
        for line in (*annexe.record.ouverts, *annexe.record.clos):
            private |= set(
                filter(
                    None,
                    (line.adresse_electronique, " ".join(filter(None, (line.prenom, line.nom)))),
                )
            )
    for follow_up in DATA.follow_ups.values():
        private |= {account.adresse_electronique for account in follow_up.record.comptes}
    public = (contact for contact in contacts() if contact.publication)
    return private - {word for contact in public for word in words(contact)}


def test_nothing_private_reaches_the_public_site(built: dict[str, bytes]) -> None:
    private = private_words()
    assert len(private) > 50
    inside = {
        path: texts(path, content)
        for path, content in built.items()
        if not path.startswith("site/")
    }
    assert (
        sum(any(word in text for text in inside.values()) for word in private) > 50
    )  # it can be seen
    site = {
        path: texts(path, content) for path, content in built.items() if path.startswith("site/")
    }
    assert [(path, word) for path, text in site.items() for word in private if word in text] == []


def texts(path: str, content: bytes) -> str:
    """The words of a published file, those inside a Word file included."""
    if path.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return content.decode("utf-8", errors="ignore")
