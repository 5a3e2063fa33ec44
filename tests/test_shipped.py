"""The data shipped with greffe: everything is made, the same bytes every time, and nothing leaks."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator.checks import checker
from generator.checks.registry import RULES
from generator.documents.corrections import of_partner
from generator.documents.texts import convention_folder
from generator.documents.views.acts import awaited
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact

DATA = dataset.load(PROJECT)
SILENT_ON_EXAMPLES = {"X5", "X8", "X12", "X13", "X14", "lecture"}
"""Rules that have nothing to say of data that are invented and readable, nor of texts that are no Caf's."""


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
            corrected = {f"documents/{key}/{each.document}.pdf" for each in of_partner(DATA, key)}
            assert made == set(expected(key, entry.record)) - corrected
            assert f"site/partenaires/{key}/index.html" in built


def expected(key: str, record: Partner) -> Iterator[str]:
    """The documents of a partner: those of its templates, for its mode and its services, the workbooks, the acts it awaits."""
    for index in range(len(record.conventions)):
        for nature in awaited(record, index):
            act = f"documents/{key}/{convention_folder(record, index)}/{nature}"
            yield from (f"{act}.{ending}" for ending in ("md", "docx", "pdf"))
    for _, convention in record.cooperation:
        folder = f"documents/{key}/cooperation{rank(record.cooperation, convention)}"
        yield from (f"{folder}/{name}.xlsx" for name in ("annexe-1", "annexe-2"))
        for name in DATA.templates[convention.modele].documents:
            yield from (f"{folder}/{name}.{ending}" for ending in ("md", "docx", "pdf"))
    for _, access in record.mon_compte_partenaire:
        folder = (
            f"documents/{key}/mon-compte-partenaire{rank(record.mon_compte_partenaire, access)}"
        )
        for name, document in DATA.templates[access.modele].documents.items():
            if document.mode in (None, access.contrat and access.contrat.mode_signe):
                services = [f"/{each.service}" for each in access.bulletins]
                for below in services if document.par == "service" else [""]:
                    endings = ("md", "docx", "pdf", *(["xlsx"] if name in ("pj1", "pj3") else []))
                    yield from (f"{folder}{below}/{name}.{ending}" for ending in endings)


def rank(conventions: Sequence[tuple[int, object]], convention: object) -> str:
    """« -2 » for the second of a family."""
    place = [each for _, each in conventions].index(convention)
    return f"-{place + 1}" if place else ""


def contacts() -> Iterator[Contact]:
    """Everybody that the Caf and the partners give to write to."""
    for entry in (*DATA.cafs.values(), *DATA.partners.values()):
        yield from people_of(entry.record)


def people_of(value: object) -> Iterator[Contact]:
    """Every contact below a record, wherever a field may hold one."""
    if isinstance(value, Contact):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from people_of(getattr(value, name))
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from people_of(each)


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
    for users in DATA.users.values():
        for user in (user for listed in users.record.services for user in listed.utilisateurs):
            name = " ".join(filter(None, (user.prenom, user.nom)))
            private |= set(filter(None, (user.adresse_electronique, user.identifiant, name)))
    for follow_up in DATA.follow_ups.values():
        private |= {account.adresse_electronique for account in follow_up.record.comptes}
    public = (contact for contact in contacts() if contact.publication)
    signing = {
        f"{each.record.representant.prenom} {each.record.representant.nom}"
        for each in (*DATA.cafs.values(), *DATA.partners.values())
        if each.record.representant.publication
    }
    return private - signing - {word for contact in public for word in words(contact)}


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
    if path.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return content.decode("utf-8", errors="ignore")
