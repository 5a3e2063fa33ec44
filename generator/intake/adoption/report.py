"""What becomes of every line of a tracking sheet, told to whoever keeps it."""

from collections import Counter

from generator.intake.adoption.plan import FOLDER, Adoption


def report(adoption: Adoption) -> str:
    """The outcome of every line in plain French, for whoever keeps the sheet."""
    table, outcomes = adoption.table, adoption.outcomes
    counts = Counter(outcome.state for outcome in outcomes)
    sheet = f", feuille {table.sheet}" if table.sheet else ""
    lines = [
        f"{table.file}{sheet} : {counts['à créer']} à créer, {counts['déjà là']} déjà là, {counts['à reprendre']} à reprendre."
    ]
    lines += table.notes
    if adoption.unread:
        lines.append(f"Colonnes non lues : {', '.join(adoption.unread)}.")
    for outcome in outcomes:
        file = f" : {FOLDER}{outcome.id}.yml" if outcome.id else ""
        lines += [
            "",
            f"{outcome.place[:1].upper()}{outcome.place[1:]}, {outcome.name} : {outcome.state}{file}",
        ]
        lines += (f"  pourquoi : {reason}" for reason in outcome.reasons)
        lines += (f"  à voir : {doubt}" for doubt in outcome.doubts)
    return "\n".join(lines) + "\n"
