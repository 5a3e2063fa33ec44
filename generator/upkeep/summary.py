"""The table of a run of reminders: everything late or near, partner by partner, drafted or not."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.checks.words import count
from generator.documents.french.dates import numeric_date
from generator.upkeep.reminders import Reminder, Told


def summary(
    reminders: Sequence[Reminder],
    names: Mapping[str, str],
    drafts: Mapping[str, str],
    first: date,
    day: date,
) -> str:
    """Plain text. `names` are those of partners and `drafts` the paths of the messages made, by partner id."""
    title = (
        f"Rappels du {numeric_date(first)} au {numeric_date(day)} : {count(len(drafts), 'message')}"
    )
    parts = [f"{title}, {count(len(reminders), 'partenaire')} en retard ou proche d'une échéance.", ""]  # fmt: skip
    for reminder in reminders:
        parts.append(f"{names[reminder.partner]} ({reminder.partner})")
        parts += [_line(told, day) for told in reminder.told]
        made = drafts.get(reminder.partner)
        parts += [f"  → {made}" if made else "  → pas de message : aucun rappel ne tombe dans cette période.", ""]  # fmt: skip
    return "\n".join(parts)


def _line(told: Told, day: date) -> str:
    days = (told.due - day).days
    when = "aujourd'hui" if days == 0 else f"dans {count(days, 'jour')}" if days > 0 else f"passé de {count(-days, 'jour')}"  # fmt: skip
    return f"  {numeric_date(told.due)}  {when:<20}  {told.duty.words} ({told.duty.source})"
