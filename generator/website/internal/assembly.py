"""The whole internal tree: from a reading of everything, nominative files included, to what mkdocs builds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.checks.outcome import Outcome
from generator.checks.reports.remarks import remarks
from generator.documents.french.dates import long_date
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT
from generator.upkeep import agenda, campaign
from generator.website import mkdocs, rule_pages
from generator.website.internal import dashboard, dues, pages
from generator.website.internal.alerts import alert
from generator.website.internal.dossiers import dossiers
from generator.website.internal.history import Past
from generator.website.internal.since import since
from generator.website.internal.staff import Staff
from generator.website.shelves import EVERY, shelves

_STAFF = "docs/assets/interne"
"""The hand-written files that are for the internal site alone."""
_LOOK = ("theme/", "base.yml", "docs/assets/greffe", "docs/assets/javascripts/", "docs/assets/logo", "docs/assets/favicon")  # fmt: skip
"""Those that it shares with the public one: its look, not its pages."""
_SHEETS = ("greffe", "greffe-annuaire", "greffe-fiches", "interne", "greffe-impression")
"""The style sheets, in the order in which they win over one another."""
_CALENDARS = "calendriers/"


@dataclass(frozen=True)
class Material:
    """What `greffe build` has just made: the check of `dataset`, its `documents` by path.

    `failures` say why the documents of a partner are not those of the day; `look` is the Word file that gives
    documents theirs.
    """

    dataset: Dataset
    outcome: Outcome
    documents: Mapping[str, bytes]
    failures: Mapping[str, str]
    past: Past
    look: bytes


def tree(material: Material, pages_root: Path) -> dict[str, bytes]:
    """Path -> bytes of the tree that mkdocs builds. Made whatever could not be read: it is read to mend it.

    Raises GreffeError when `pages_root` has no mkdocs.yml, or a page that is made.
    """
    files: dict[str, bytes] = {}
    made, authored = staff(material, files), _authored(pages_root)
    return mkdocs.tree(made, authored, pages.pages(made), files, _settings(made, authored))


def staff(material: Material, files: dict[str, bytes]) -> Staff:
    """What the pages are made from; the files that they offer are added to `files`."""
    dataset, outcome = material.dataset, material.outcome
    day = outcome.day
    offered = {
        partner: shelves(documents, dataset, files, formats=EVERY)
        for partner, documents in _by_partner(material.documents).items()
    }
    calendars = agenda.every_feed(dataset, day)
    files |= {f"{_CALENDARS}{name}": content for name, content in calendars.items()}
    found = dossiers(dataset, outcome, offered, material.failures)
    all_dues = dues.dues(found)
    common = tuple(alert(each, dataset) for each in outcome.findings if each.partner is None)
    every = (*common, *(each for one in found for each in one.alertes))
    return Staff(
        titre=f"Interne : {dataset.settings.titre}",
        exemple=dataset.settings.exemple is not None,
        jour=day,
        cafs=tuple((key, entry.record.nom) for key, entry in sorted(dataset.cafs.items())),
        dossiers=found,
        communes=common,
        echeances=all_dues,
        revues=tuple(campaign.rows(dataset, day)),
        passe=material.past,
        changements=since(material.past, dataset, material.look, material.documents),
        mises_de_cote=tuple(each.text for each in remarks(outcome)),
        tableaux=(
            dashboard.severities(every),
            dashboard.due_soon(all_dues, day),
            dashboard.states(found),
            dashboard.kinds(every),
            dashboard.freshness(found, dataset, day),
        ),
        calendriers={name.removesuffix(".ics"): _CALENDARS + name for name in calendars},
        regles=rule_pages.rules(dataset.templates),
    )


def _authored(pages_root: Path) -> dict[str, bytes]:
    """The hand-written files; a root whose pages were copied before there was an internal site lacks some."""
    shipped = {name: content for name, content in mkdocs.handwritten(PROJECT).items() if name.startswith(_STAFF)}  # fmt: skip
    own = {name: content for name, content in mkdocs.handwritten(pages_root).items() if name.startswith((*_LOOK, _STAFF))}  # fmt: skip
    return shipped | own


def _by_partner(documents: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """The documents of each partner, in their order; the blank ones are nobody's."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in documents.items():
        partner = path.partition("/")[0]
        if partner != "vierges":
            found.setdefault(partner, {})[path] = content
    return found


def _settings(made: Staff, authored: Mapping[str, bytes]) -> dict[str, object]:
    """What mkdocs is told in place of what the public site's file says."""
    return {
        "site_description": pages.MARK,
        "nav": [
            {"Tableau de bord": "index.md"},
            {"Alertes": "alertes.md"},
            {"Échéances": "echeances/index.md"},
            {"Revue": "revue.md"},
            {"Partenaires": "partenaires/index.md"},
            {"Ce qui a changé": "changements.md"},
            {"Règles": "regles/index.md"},
        ],
        "not_in_nav": "/informations.md\n/partenaires/*\n/echeances/*\n/regles/*\n",
        "extra": {
            "exemple": made.exemple,
            "mise_a_jour": long_date(made.jour),
            "interne": pages.MARK,
        },
        "extra_css": [
            sheet for name in _SHEETS if f"docs/{(sheet := f'assets/{name}.css')}" in authored
        ],
        "extra_javascript": ["assets/greffe.js", "assets/interne.js"],
    }
