"""A partner with one signed convention, whose files say something else than its signed text."""

from dataclasses import replace
from datetime import date
from typing import Any

from account_records import accounts_caf, accounts_partner, service
from records import ACCOUNTS, partner, plain

from generator.documents import markdown
from generator.documents.production import Press
from generator.store.dataset import Dataset, load
from generator.store.locations import PROJECT
from generator.store.schema.signed import SignedValues
from generator.versions import avenant, avenant_papers, avenant_states
from generator.versions.avenant import Changes
from generator.versions.avenant_states import Subject

DAY = date(2026, 6, 15)
SHIPPED = load(PROJECT, nominative=False)
ADDRESS = {"voie": "2 rue du Test", "code_postal": "99100", "commune": "Témoin"}
CAF_ADDRESS = {"voie": "1 place du Test", "code_postal": "99000", "commune": "Testville"}
PRESS = Press(SHIPPED, (PROJECT / "templates" / "base.docx").read_bytes())
SAID = {
    "modele": "cooperation-2026",
    "partenaire": "Communauté de communes du Pays Témoin",
    "siret": "20000000800017",
    "adresse": ADDRESS,
    "caf": "Caisse d'allocations familiales du Val-Fictif",
    "adresse_caf": CAF_ADDRESS,
}
"""What the files of `records` say, as the values of a signed text."""
ACCESS_SAID = SAID | {
    "modele": ACCOUNTS.id,
    "sigle": "CCPT",
    "missions": ["Compétence jardinage", "Compétence compostage"],
    "mode": "delegue",
}


def data(record: Any) -> Dataset:
    """The shipped templates, with one partner « temoin », its Caf and one service « jardins »."""
    entry = next(iter(SHIPPED.partners.values()))
    caf = SHIPPED.cafs["caf99"]
    known = next(iter(SHIPPED.services.values()))
    return replace(
        SHIPPED,
        partners={"temoin": replace(entry, id="temoin", record=record)},
        cafs={"caf99": replace(caf, record=accounts_caf())},
        services={"jardins": replace(known, id="jardins", record=service())},
    )


def cooperation(
    said: dict[str, Any] | None = None, changed: dict[str, Any] | None = None, **fields: Any
) -> Subject:
    """A Coopération convention whose signed text said SAID, but for `said`; its file says `fields`."""
    noted = {"valeurs_signees": SAID | (said or {})}
    return Subject(data(partner({**noted, **(changed or {})}, **fields)), "temoin", 0)


def access(
    said: dict[str, Any] | None = None, changed: dict[str, Any] | None = None, **fields: Any
) -> Subject:
    """The same in « Mon Compte Partenaire »."""
    noted = {"valeurs_signees": ACCESS_SAID | (said or {})}
    return Subject(data(accounts_partner({**noted, **(changed or {})}, **fields)), "temoin", 0)


def called(subject: Subject, model: str | None = None, day: date = DAY) -> Changes:
    """What the convention calls for on `day`."""
    before = avenant_states.signed_by(subject, day)
    return avenant.changes(subject, before, avenant_states.wanted(subject, model))


def written(changes: Changes, **more: Any) -> str:
    """The avenant as read, with ordinary spaces and straight apostrophes."""
    convention = changes.subject.convention
    number = avenant.next_number(convention)
    former = [each for each in convention.avenants if each.signe_le]
    return plain(markdown.write(avenant_papers.text(changes, number, former, **more)))


def headings(changes: Changes) -> list[str]:
    """The titles of the articles that change something."""
    lines = [line for line in written(changes).splitlines() if line.startswith("## ")]
    return [line.partition(" : ")[2] for line in lines[1:-2]]


def texts(subject: Subject, values: SignedValues) -> dict[str, str]:
    """The acts saying `values`, as read."""
    return {
        each.path: markdown.write(each.rendered) for each in avenant_papers.acts(subject, values)
    }
