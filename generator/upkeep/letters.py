"""The letters that a convention asks for: registered to decline, terminate or give notice, ordinary for a contractor.

They are drafts to read again and to sign; what the data do not hold is a place to fill. Sources: Coopération,
articles 4.1 and 4.2; Mon Compte Partenaire, articles 14 and 17.2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from generator.documents import papers
from generator.documents.french.dates import long_date
from generator.documents.papers import Paper
from generator.documents.rendered import Blank, Text
from generator.documents.templates import HEADER
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views.signatory import Word
from generator.errors import GreffeError
from generator.obligations import civil, deadlines, mcp_deadlines
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.renewal import due_dates
from generator.obligations.working_days import next_working
from generator.store.dataset import Dataset
from generator.store.parameters import CooperationParameters, Family, Template
from generator.store.schema.caf import Caf
from generator.store.schema.mon_compte_partenaire import (
    Contractor,
    MonComptePartenaireConvention,
    Side,
)
from generator.store.schema.partner import Partner

InForce = TypeVar("InForce", Standing, McpStanding)
Kind = Literal["non-renouvellement", "resiliation", "mise-en-demeure", "prestataire"]
_TEXTS = Path(__file__).with_name("texts")
_NOTE = "Projet de lettre, à relire et à signer avant l'envoi"
_ASKED = {
    "nom": "nom du prestataire",
    "localisation": "où il est établi",
    "localisation_donnees": "où sont les bases de données",
    "regime_juridique": "droit applicable aux outils",
    "taches": "ce qui lui est confié",
}


@dataclass(frozen=True)
class _Letter:
    family: Family
    file: str
    title: str
    senders: tuple[Side, ...]


LETTERS: dict[Kind, tuple[_Letter, ...]] = {
    "non-renouvellement": (
        _Letter("cooperation", "non-renewal.md", "Lettre de non-renouvellement", ("caf", "partenaire")),
    ),
    "resiliation": (
        _Letter("cooperation", "termination.md", "Lettre de résiliation", ("caf",)),
        _Letter("mon-compte-partenaire", "access-termination.md", "Lettre de résiliation", ("caf", "partenaire")),
    ),
    "mise-en-demeure": (
        _Letter("mon-compte-partenaire", "formal-notice.md", "Mise en demeure", ("caf", "partenaire")),
    ),
    "prestataire": (
        _Letter("mon-compte-partenaire", "contractor.md", "Annonce d'un prestataire", ("partenaire",)),
    ),
}  # fmt: skip
"""Each letter, by family: who may send it."""


@dataclass(frozen=True)
class _ContractorView:
    nom: Word
    localisation: Word
    localisation_donnees: Word
    regime_juridique: Word
    taches: Word
    debut: Word


def letters(
    dataset: Dataset, partner: str, kind: Kind, by: Side | None, *, day: date, look: bytes
) -> dict[str, bytes]:
    """The letters `kind` of `partner`, dated `day` or the first working day after it: path -> bytes.

    One for each convention in force that has such a letter; `by` is who sends it (by default, the Caf if it may).
    Raises GreffeError when no convention has one.
    """
    record = dataset.partners[partner].record
    caf = dataset.cafs[record.caf].record
    tree: dict[str, bytes] = {}
    for letter in LETTERS[kind]:
        sender: Side = by or letter.senders[0]
        if sender not in letter.senders:
            continue
        for name, template, context in _contexts(dataset, record, letter, kind, day):
            other: Side = "caf" if sender == "partenaire" else "partenaire"
            about = {"expediteur": context[sender], "destinataire": context[other]}
            seat = record if sender == "partenaire" else caf
            commune = seat.adresse.commune.partition(" CEDEX")[0]
            rendered = papers.fill(
                template,
                Paper(letter.file, letter.title, _texts()),
                {
                    **context,
                    **about,
                    "titre": letter.title,
                    "lieu": Text(commune, "adresse.commune"),
                    "jour": Text(long_date(next_working(day, caf.departement)), "jour"),
                    "recommandee": kind != "prestataire",
                },
                author=seat.nom,
            )
            # Each side may send its own: the one must not take the place of the other's.
            whose = f"-du-{sender}" if sender != letter.senders[0] else ""
            tree |= papers.files(f"{partner}/lettre-{name}-{letter.family}{whose}", rendered, look)
    if not tree:
        who = {"caf": " par la Caf", "partenaire": " par le partenaire", None: ""}[by]
        raise GreffeError(
            f"aucune convention en cours de ce partenaire ne prévoit de lettre « {kind} »{who}. Vérifiez la convention, ou l'expéditeur."
        )
    return tree


def _contexts(
    dataset: Dataset, record: Partner, letter: _Letter, kind: Kind, day: date
) -> Iterator[tuple[str, Template, Mapping[str, Any]]]:
    """Name, template and view of each letter to write under the partner's signed convention of the family."""
    caf = dataset.cafs[record.caf].record
    if letter.family == "cooperation":
        for standing in _current(deadlines.standings(record, dataset.templates, day), day):
            yield kind, standing.template, _cooperation(record, caf, standing, day)
        return
    for access in _current(mcp_deadlines.standings(record, dataset.templates, day), day):
        subject = accounts.Subject(access.template, caf, record, access.convention, False)
        view = accounts.context(subject)
        if kind == "prestataire":
            for rank, contractor in enumerate(_unannounced(access.convention), 1):
                about = {**view, "prestataire": _contractor(contractor)}
                yield f"{kind}-{rank}", access.template, about
        else:
            yield kind, access.template, {**view, **_access(access.convention)}


def _current(standings: Sequence[InForce], day: date) -> Sequence[InForce]:
    """The last of `standings` that is in force on `day`, alone; none when none is."""
    return [
        each
        for each in standings
        if not each.term.ended and (each.term.start is None or each.term.start <= day)
    ][-1:]


def _cooperation(record: Partner, caf: Caf, standing: Standing, day: date) -> dict[str, Any]:
    due, limit = _due(standing.term.start, standing.template.parametres, day)
    return {
        **views.convention(record, caf, standing.convention, standing.template),
        "echeance": due,
        "limite": limit,
        "faits": Blank("faits", "manquement ou usage constaté, sans nommer personne"),
    }


def _due(begun: date | None, parameters: CooperationParameters, day: date) -> tuple[Word, Word]:
    """The next due date that a letter sent on `day` can still prevent, and the last day to receive it."""
    if begun is None:
        return Blank("signature", "date d'échéance"), Blank("signature", "dernier jour de réception")  # fmt: skip
    pairs = ((due, civil.before(due, parameters.preavis)) for due in due_dates(begun, parameters))
    due, limit = next(pair for pair in pairs if day < pair[1] or pair[0] == date.max)
    return Text(long_date(due), "echeance"), Text(long_date(limit), "preavis")


def _access(convention: MonComptePartenaireConvention) -> dict[str, Word]:
    letter, notice = convention.resiliation, convention.mise_en_demeure
    effect = letter.effet_le if letter else None
    faults = notice.manquements if notice else None
    return {
        "effet": Text(long_date(effect), "resiliation.effet_le")
        if effect
        else Blank("resiliation.effet_le", "jour d'effet souhaité"),
        "manquements": Text(faults, "mise_en_demeure.manquements")
        if faults
        else Blank("mise_en_demeure.manquements", "manquements, sans nommer personne"),
    }


def _unannounced(convention: MonComptePartenaireConvention) -> list[Contractor | None]:
    """The contractors whose letter the Caf has not received; None for one that is not known yet."""
    return [each for each in convention.prestataires if each.lettre_recue_le is None] or [None]


def _contractor(record: Contractor | None) -> _ContractorView:
    known = record.model_dump() if record else {}
    words: dict[str, Word] = {
        field: Text(known[field], f"prestataires.{field}")
        if known.get(field)
        else Blank(f"prestataires.{field}", asked)
        for field, asked in _ASKED.items()
    }
    begin = record.debut if record else None
    first: Word = Text(long_date(begin), "prestataires.debut") if begin else Blank("prestataires.debut", "premier jour")  # fmt: skip
    return _ContractorView(**words, debut=first)


def _texts() -> dict[str, str]:
    """The program's texts, and the note that heads every page of a draft."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_TEXTS.glob("*.md"))}
    return texts | {HEADER: _NOTE}
