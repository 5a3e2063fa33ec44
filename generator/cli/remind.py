"""`greffe remind`: one message a partner, as a file to open and send; and the letters that conventions ask for."""

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from generator import outputs
from generator.cli import common
from generator.cli.build import look_of, press
from generator.documents.french.dates import long_date
from generator.errors import GreffeError, UsageError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.upkeep import letters, messages, schedule, summary
from generator.upkeep.drafts import Draft, message
from generator.upkeep.reminders import Reminder, reminders

FOLDER = Path("build", "rappels")
LETTERS = Path("build", "lettres")


def run(options: Namespace) -> int:
    """Write build/rappels/<partner>/, or build/lettres/<partner>/; 1 if something could not be read or made."""
    if options.letter and not options.partner:
        raise UsageError("« --letter » demande « --partner » : le nom du fichier du partenaire.")
    if options.by and not options.letter:
        raise UsageError("« --by » dit qui envoie une lettre : donnez aussi « --letter ».")
    wanted = common.selected_partners(options)
    data = dataset.load(options.root, nominative=options.attach, only=wanted)
    common.say_problems(data)
    day = common.reference_day(options, data.settings)
    failures = _letters(options, data, day) if options.letter else _reminders(options, data, day)
    common.say_failures(failures)
    return 1 if failures or data.problems else 0


def _letters(options: Namespace, data: Dataset, day: date) -> dict[str, GreffeError]:
    failures: dict[str, GreffeError] = {}
    folder, written = options.root / LETTERS, False
    for partner in sorted(data.partners):
        try:
            made = letters.letters(
                data, partner, options.letter, options.by, day=day, look=look_of(options.root)
            )
        except GreffeError as error:
            failures[partner] = error
            continue
        for said in letters.cautions(data, partner, options.letter, day):
            print(f"{partner} : {said}", file=sys.stderr)
        kept = outputs.present(folder, f"{partner}/")
        outputs.write(kept | made, folder, within=f"{partner}/")
        for path in made:
            if path.endswith(".docx"):
                print(f"{folder / path} (et .pdf, .md)")
                written = True
    if written:
        print("Ce sont des projets : relisez-les, complétez-les et signez-les avant l'envoi.")
    return failures


def _reminders(options: Namespace, data: Dataset, day: date) -> dict[str, GreffeError]:
    first = options.since or schedule.since(day)
    if first > day:
        raise UsageError(f"« --since {first} » est après le jour des rappels, le {long_date(day)}. Donnez un jour d'avant.")  # fmt: skip
    found = list(reminders(data, first, day))
    tree: dict[str, bytes] = {}
    drafts: dict[str, str] = {}
    failures: dict[str, GreffeError] = {}
    folder = options.root / FOLDER
    for reminder in found:
        if not reminder.called:
            continue
        try:
            draft = _draft(options, data, reminder, day)
        except GreffeError as error:
            failures[reminder.partner] = error
            continue
        path = f"{reminder.partner}/rappel-{draft.day}.eml"
        tree[path] = message(draft)
        drafts[reminder.partner] = str(folder / path)
        _warn(reminder.partner, draft)
    if options.partner:
        for partner in options.partner:
            mine = {path: content for path, content in tree.items() if path.startswith(f"{partner}/")}  # fmt: skip
            outputs.write(mine, folder, within=f"{partner}/")
    else:
        outputs.write(tree, folder)
    names = {key: entry.record.nom for key, entry in data.partners.items()}
    print(summary.summary(found, names, drafts, first, day))
    if drafts:
        print("Rien n'est envoyé : ouvrez chaque message, relisez-le, envoyez-le.")
    return failures


def _draft(options: Namespace, data: Dataset, reminder: Reminder, day: date) -> Draft:
    attached: dict[str, bytes] = {}
    if any(told.duty.code == "annonce-prestataire" for told in reminder.told):
        made = letters.letters(
            data, reminder.partner, "prestataire", None, day=day, look=look_of(options.root)
        )
        attached = {Path(path).name: content for path, content in made.items() if path.endswith(".docx")}  # fmt: skip
    if options.attach:
        record = data.partners[reminder.partner].record
        lists = messages.nominative(press(data, options.root), reminder.partner, record, reminder)
        attached |= lists
        if lists:
            print(f"{reminder.partner} : le message porte des données personnelles ({', '.join(lists)}). Envoyez-le par votre moyen sûr, puis supprimez-le.", file=sys.stderr)  # fmt: skip
    return messages.draft(data, reminder, day, attached)


def _warn(partner: str, draft: Draft) -> None:
    """Say what the message lacks."""
    if not draft.recipients:
        print(f"{partner} : le message n'a pas de destinataire. Donnez une adresse au responsable des habilitations (annexe 2) ou à l'administrateur (contrat).", file=sys.stderr)  # fmt: skip
    if draft.sender is None:
        print(f"{partner} : le message n'a pas d'expéditeur. Donnez à la Caf une boîte de fonction parmi ses responsables des habilitations (un contact sans « nom »).", file=sys.stderr)  # fmt: skip
