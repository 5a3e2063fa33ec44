"""The papers of a review: its minutes, once without names and once line by line for the Caf alone, and, for
« Mon Compte Partenaire », the proof that the partner's administrator signs and sends to the Caf (contrat, 2.2.2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.checks.words import count, together
from generator.documents.french.dates import long_date
from generator.documents.papers import Paper, files, fill, identity
from generator.documents.rendered import Blank, Text
from generator.documents.views.signatory import capital
from generator.upkeep.review.closing import OUTCOMES, Closing
from generator.upkeep.review.merging import Outcome, Reviewed, name
from generator.upkeep.review.sheets import FOLDER
from generator.upkeep.review.subjects import Listed

TITLE, PROOF = "Compte rendu de la revue des habilitations", "Preuve de la revue des habilitations"
PARTIAL = "Réponse incomplète à la revue des habilitations"
WORDS: Mapping[Outcome, str] = {
    "garder": "Gardés sans changement",
    "retirer": "Retirés",
    "changer": "Gardés, avec un changement",
    "ne_sait_pas": "Le partenaire ne sait pas",
    "sans_reponse": "Sans réponse",
}
_ARTICLE = "contrat-utilisateurs"


@dataclass(frozen=True)
class _List:
    nom: Text
    transmise_le: Text | str
    nombre: Text
    muette: bool


@dataclass(frozen=True)
class _Count:
    mots: str
    nombre: Text


@dataclass(frozen=True)
class _Part:
    mots: str
    lignes: Sequence[Text]


def papers(closing: Closing, caf: str, look: bytes) -> dict[str, bytes]:
    """Path from the root -> bytes, in Markdown, in Word and in PDF. `caf` is the name of the Caf.

    Only « interne » names people. Of an answer in part, it alone is made: the review is not done.
    """
    if closing.unanswered:
        return _paper(closing, "minutes.md", PARTIAL, "reponse-incomplete-interne", caf=caf, look=look)  # fmt: skip
    tree = _paper(closing, "minutes.md", TITLE, "compte-rendu", caf=caf, look=look)
    tree |= _paper(closing, "minutes.md", TITLE, "compte-rendu-interne", caf=caf, look=look)
    if closing.subject.family == "mon-compte-partenaire":
        tree |= _paper(closing, "proof.md", PROOF, "preuve", caf=caf, look=look)
    return tree


def _paper(
    closing: Closing, file: str, title: str, what: str, *, caf: str, look: bytes
) -> dict[str, bytes]:
    subject = closing.subject
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    context = {
        **_context(closing, caf),
        "titre": title,
        "interne": what.endswith("-interne"),
        "article": subject.template.numbered(_ARTICLE),
    }
    rendered = fill(subject.template, Paper(file, title, {file: text}), context, author=caf)
    name = f"{what}-{subject.family}-{closing.day.isoformat()}"
    origin = identity(subject.partner.id, subject.template, name)
    return files(f"{FOLDER}/{subject.partner.id}/{name}", rendered, look, closing.day, origin)


def _context(closing: Closing, caf: str) -> dict[str, Any]:
    subject, counts = closing.subject, closing.counts
    opened = closing.opened_on
    return {
        "modele": subject.template,
        "partenaire": Text(subject.partner.record.nom, "nom"),
        "caf": Text(caf, "caf.nom"),
        "ouverte_le": Text(long_date(opened), "revue.ouverte_le") if opened else "",
        "repondue_le": Text(long_date(closing.day), "revue.date"),
        "par": Text(closing.by, "revue.par") if closing.by else "",
        "listes": [_list(listed, closing) for listed in subject.lists],
        "comptes": [
            _Count(WORDS[key], Text(str(counts[key]), f"decisions.{key}")) for key in OUTCOMES
        ],
        "deja": _before(closing),
        "clotures": counts["retirer"] > closing.before.retirer,
        "attente": counts["ne_sait_pas"] + counts["sans_reponse"] > 0,
        "parties": list(_parts(closing)),
        "remarques": [Text(note, "remarque") for each in closing.merged for note in each.notes],
        "nom": Blank("revue.signataire", "prénom et nom"),
        "qualite": Blank("revue.qualite", "administrateur ou suppléant"),
        "lieu": Blank("revue.lieu", "lieu"),
        "jour": Blank("revue.signee_le", "date"),
    }


def _before(closing: Closing) -> Text | str:
    """« 1 accès retiré et 2 changés »: what earlier answers to the review had settled; "" for nothing."""
    before = closing.before
    found = [
        count(number, *words)
        for number, words in (
            (before.retirer, ("accès retiré", "accès retirés")),
            (before.changer, ("accès changé", "accès changés")),
        )
        if number
    ]
    return Text(together(found), "decisions") if found else ""


def _list(listed: Listed, closing: Closing) -> _List:
    sent = listed.held.sent
    return _List(
        Text(capital(listed.name), "liste"),
        Text(long_date(sent), "liste.transmise_le") if sent else "",
        Text(count(len(listed.lines), "accès", "accès"), "liste.nombre"),
        listed in closing.silent,
    )


def _parts(closing: Closing) -> list[_Part]:
    lines = [line for each in closing.merged for line in each.lines]
    silent = [name(line) for listed in closing.silent for line in listed.lines]
    found = {key: [_decided(line) for line in lines if line.outcome == key] for key in OUTCOMES}
    found["sans_reponse"] += silent
    return [
        _Part(WORDS[key], [Text(who, "personne") for who in people])
        for key, people in found.items()
        if people
    ]


def _decided(line: Reviewed) -> str:
    """« Inès SAULE », with what is new of her line."""
    return " : ".join(filter(None, (name(line.line), ", ".join(line.new.values()))))
