"""The message that reminds a partner of everything at once, in plain French, and what goes with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.checks.words import together
from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP, typeset
from generator.documents.production import Press
from generator.documents.texts import convention_folder
from generator.obligations.obligation import Code
from generator.obligations.working_days import next_working
from generator.store.dataset import Dataset
from generator.store.parameters import Family
from generator.store.schema.partner import Partner
from generator.upkeep.drafts import Draft
from generator.upkeep.letterbox import recipients, sender
from generator.upkeep.reminders import Reminder, Told

_CHOICE: Code = "preavis"
_ENCLOSED = f"Ci-joint{NBSP}:"
_GESTURES: dict[Code, str] = {
    _CHOICE: "Pour ne pas reconduire la convention, votre lettre recommandée avec accusé de réception doit nous parvenir ce jour-là au plus tard. Sinon, vous n'avez rien à faire.",
    "revue": "Vérifiez que chaque personne habilitée doit l'être encore, puis dites-nous quel jour vous l'avez fait et ce qui change.",
    "mise-a-jour-annexe-1": "Renvoyez-nous l'annexe 1 datée, même si rien n'a changé.",
    "preuve-revue": "Envoyez-nous le résultat de la revue que vous avez faite.",
    "bilan": "Proposez-nous un moment pour ce bilan : l'attribution des accès, et leur bon usage.",
    "cof": "Si cette convention est renouvelée, indiquez-nous ses nouvelles dates. Sinon, le bulletin d'adhésion et ses pièces deviennent caducs.",
    "annonce-prestataire": "Envoyez-nous la lettre qui annonce ce prestataire. Un projet est joint, à compléter et à signer.",
    "mise-en-demeure": "Remédiez aux manquements que notre lettre énumère, et dites-nous quel jour vous l'avez fait. Sinon, la convention prend fin de plein droit ce jour-là.",
    "attestation-fin": "Envoyez-nous l'attestation de destruction des données, signée par une personne habilitée à le faire.",
}
"""What the partner does to settle each duty."""

_NOMINATIVE: frozenset[Code] = frozenset(("revue", "mise-a-jour-annexe-1", "preuve-revue"))
"""What is done on a list of people."""


def draft(dataset: Dataset, reminder: Reminder, day: date, attached: Mapping[str, bytes]) -> Draft:
    """The message of `reminder`, dated `day` or the first working day after it, with `attached` files."""
    partner = dataset.partners[reminder.partner].record
    caf = dataset.cafs[partner.caf].record
    sent = next_working(day, caf.departement)
    name = caf.nom_court or caf.nom
    return Draft(
        sent,
        sender(caf),
        recipients(partner, _families(reminder.told)),
        f"{name} : vos échéances {_platforms(reminder.told)}",
        _text(partner.nom, caf.nom, reminder.told, sent, attached),
        attached,
    )


def nominative(press: Press, partner: str, record: Partner, reminder: Reminder) -> dict[str, bytes]:
    """The lists of people that the duties of `reminder` are about, prefilled, by file name.

    They hold personal data. Raises GreffeError when a document cannot be made.
    """
    made = press.complete(partner)
    folders = {
        f"{partner}/{convention_folder(record, told.duty.standing.index)}/"
        for told in reminder.told
        if told.duty.code in _NOMINATIVE
    }
    return {
        path.removeprefix(f"{partner}/").replace("/", "-"): content
        for path, content in sorted(made.items())
        if any(path.startswith(folder) for folder in folders)
        and path.endswith(("/annexe-1.docx", "/pj3.docx"))
    }


def _families(told: Sequence[Told]) -> list[Family]:
    return list(dict.fromkeys(each.duty.standing.template.famille for each in told))


def _platforms(told: Sequence[Told]) -> str:
    return together([f"«{NBSP}{name}{NBSP}»" for name in dict.fromkeys(each.duty.platform for each in told)])  # fmt: skip


def _text(
    partner: str, caf: str, told: Sequence[Told], day: date, attached: Mapping[str, bytes]
) -> str:
    to_do = [each for each in told if each.to_do and each.duty.code != _CHOICE]
    parts = (
        ("En retard, à faire sans attendre", [each for each in to_do if each.due < day]),
        ("À faire bientôt", [each for each in to_do if each.due >= day]),
        ("À décider, si vous le souhaitez", [each for each in told if each.duty.code == _CHOICE]),
        ("Pour information, sans rien à faire", [each for each in told if not each.to_do]),
    )
    blocks = ["Bonjour,", f"Voici les échéances de vos conventions avec la Caf ({partner})."]
    for title, lines in parts:
        if lines:
            blocks.append(typeset(f"{title} :"))
            blocks += map(_line, lines)
    if attached:
        blocks.append(f"{_ENCLOSED} {together(list(attached))}.")
    blocks += [
        typeset("Si c'est déjà fait, répondez simplement à ce message : nous le noterons."),
        f"Cordialement,\n{caf}",
    ]
    return "\n\n".join(blocks) + "\n"


def _line(told: Told) -> str:
    words = typeset(told.duty.words)
    when = f"échéance le {long_date(told.due)}" if told.to_do else f"le {long_date(told.due)}"
    line = f"- {words}{NBSP}: {when} ({told.duty.source})."
    gesture = _GESTURES.get(told.duty.code)
    return f"{line}\n  {typeset(gesture)}" if gesture else line
