"""`greffe review`: the yearly review of habilitations, opened, closed, followed over all partners."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator import transaction
from generator.checks.words import count, together
from generator.cli import build, common, reviewing
from generator.documents.french.dates import long_date
from generator.errors import GreffeError
from generator.intake import apply
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.locations import nominative_folder
from generator.store.parameters import FAMILIES
from generator.upkeep import campaign
from generator.upkeep.review import opening, sheets, subjects
from generator.upkeep.review.subjects import Subject

PATIENCE = 10.0
"""Seconds to wait for another command to finish writing."""


def run(options: Namespace) -> int:
    """Open reviews, close them, or show where they stand; 1 when something stops it."""
    if options.action == "open":
        settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
        with transaction.locked(nominative_folder(options.root, settings.nominatif), PATIENCE):
            return _open(options)
    if options.action == "close":
        return reviewing.run(options, PATIENCE)
    data = dataset.load(options.root, nominative=False)
    common.say_problems(data)
    print(campaign.table(campaign.rows(data, common.reference_day(options, data.settings))))
    return 1 if data.problems else 0


def _open(options: Namespace) -> int:
    wanted = common.selected_partners(options)
    before = data = dataset.load(options.root, only=wanted)
    common.say_problems(data)
    day, look = common.reference_day(options, data.settings), build.look_of(options.root)
    tree: dict[str, bytes] = {}
    failures: dict[str, GreffeError] = {}
    told: list[str] = []
    why: list[str] = []
    for key in sorted(data.partners):
        try:
            for subject in _subjects(options, key, data, day, why):
                # A partner may have two reviews to open: its file is then edited twice.
                current = replace(subject, partner=data.partners[key])
                changed = opening.opened(current, day)
                caf = data.cafs[changed.record.caf].record.nom
                reply = campaign.reply_by(key, current.family, data, day)
                tree |= sheets.sheets(current, caf, reply, look)
                data = replace(data, partners=data.partners | {key: changed})
                told.append(_told(current))
        except GreffeError as error:
            failures[key] = error
    reviewing.commit(options.root, data.settings, {**apply.changed(before, data), **tree})
    for sentence in told:
        print(sentence)
    if told:
        print(f"\n{count(len(told), 'revue')}. Les feuilles sont dans {options.root / sheets.FOLDER}/, une par liste et en trois formes : Word, tableur, et un fichier à ouvrir dans la page « Revue » du site. Elles nomment des personnes : ne les envoyez que par votre moyen sûr.")  # fmt: skip
    if why:
        print("\nRien à ouvrir pour :")
        print("\n".join(f"  - {reason}" for reason in why))
        print(
            "« --partner » ouvre aussi la revue d'un partenaire dont ce n'est pas encore le tour."
        )
    common.say_failures(failures)
    return 1 if failures or data.problems else 0


def _subjects(
    options: Namespace, key: str, data: Dataset, day: date, why: list[str]
) -> Sequence[Subject]:
    """The reviews to open for the partner `key`; `why` is told those that are not, and the reason."""
    entry, found = data.partners[key], []
    followed = entry.record.statut == "actif"
    for family in subjects.FAMILIES:
        if options.family not in (None, family):
            continue
        row = next((row for row in campaign.of_partner(key, data, day) if row.family == family), None)  # fmt: skip
        subject = subjects.subject(entry, family, data) if row and followed else None  # fmt: skip
        if subject and (options.partner or (row and row.state in ("a-ouvrir", "ouverte"))):
            found.append(subject)
        else:
            why.append(
                f"{entry.record.nom} ({key}), {FAMILIES[family]} : {_reason(row, subject, followed=followed)}."
            )
    return found


def _reason(row: campaign.Row | None, subject: Subject | None, *, followed: bool) -> str:
    if not followed:
        return "partenaire qui n'est plus suivi"
    if row is None:
        return "pas de convention en cours"
    if subject is None:
        return "aucune liste de personnes enregistrée"
    if row.state == "faite" and row.answered:
        return f"déjà faite le {long_date(row.answered)}"
    return "pas encore à faire" + (f", au plus tard le {long_date(row.due)}" if row.due else "")


def _told(subject: Subject) -> str:
    lists = together([f"{each.name} ({count(len(each.lines), 'accès', 'accès')})" for each in subject.lists])  # fmt: skip
    who = f"{subject.partner.record.nom} ({subject.partner.id})"
    if subject.opened is None:
        return f"{who} : revue ouverte, {lists}."
    since = subject.reviews[subject.opened].ouverte_le
    day = f" le {long_date(since)}" if since else ""
    return f"{who} : revue déjà ouverte{day}, reprise, {lists}."
