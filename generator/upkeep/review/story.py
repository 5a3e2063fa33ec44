"""What a review that came back decides, told to the editor before anything is written."""

from collections.abc import Iterator

from generator.checks.words import count, together
from generator.documents.french.dates import long_date
from generator.intake.wording import owned
from generator.upkeep.review.closing import Closing
from generator.upkeep.review.merging import Outcome, name

_COUNTED: tuple[tuple[Outcome, str, str], ...] = (
    ("garder", "gardé", "gardés"),
    ("retirer", "retiré", "retirés"),
    ("changer", "changé", "changés"),
    ("ne_sait_pas", "« je ne sais pas »", "« je ne sais pas »"),
    ("sans_reponse", "sans réponse", "sans réponse"),
)


def story(closing: Closing) -> str:
    """French text that ends with a line end."""
    return "\n".join(_story(closing)) + "\n"


def _story(closing: Closing) -> Iterator[str]:
    subject = closing.subject
    who = f" ({closing.by})" if closing.by else ""
    opened = f", ouverte le {long_date(closing.opened_on)}" if closing.opened_on else ", sans avoir été ouverte"  # fmt: skip
    yield f"Revue des habilitations {owned(subject.partner.record)} ({subject.partner.id}){opened} : réponse du {long_date(closing.day)}{who}."  # fmt: skip
    found = [
        count(closing.counts[key], *words) for key, *words in _COUNTED if closing.counts[key]
    ] or ["aucun accès"]
    yield f"  {together(found)}."
    if closing.unanswered:
        yield f"  {count(closing.unanswered, 'ligne', 'lignes')} sans réponse : la revue reste ouverte. Ce qui est décidé s'enregistre ; le reste est à redemander."  # fmt: skip
    for listed in closing.silent:
        yield f"  Pas de réponse pour {listed.name} : la liste reste telle quelle."
    for key, title in (("ne_sait_pas", "À redemander au partenaire"), ("sans_reponse", "Sans réponse, gardés")):  # fmt: skip
        people = [name(line.line) for each in closing.merged for line in each.lines if line.outcome == key]  # fmt: skip
        if people:
            yield f"\n{title} ({len(people)})"
            yield from (f"  ? {who}" for who in people)
    if closing.nameless:
        yield "\nCe qui est écrit de la personne qui répond donne son nom ou son adresse : ce n'est pas repris, car le fichier du partenaire ne nomme personne. Ajoutez « --by » et sa fonction seule."
    elif not closing.by:
        yield "\nOn ne sait pas qui a répondu : ajoutez « --by » et la fonction, si vous la connaissez."
    notes = [*_early(closing), *(note for each in closing.merged for note in each.notes)]
    if notes:
        yield "\nÀ vérifier"
        yield from (f"  ! {note}" for note in notes)


def _early(closing: Closing) -> Iterator[str]:
    if closing.opened_on and closing.day < closing.opened_on:
        yield f"La réponse est datée du {long_date(closing.day)}, avant l'ouverture de la revue, le {long_date(closing.opened_on)}."
