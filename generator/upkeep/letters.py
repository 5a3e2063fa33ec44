"""The letters that a convention asks for: registered to decline, terminate or give notice, ordinary for a contractor;
the notes that cover new annexes and pièces; what is signed at the end, by a contractor, after a bilan.

They are drafts to read again and to sign; what the data do not hold is a place to fill. Sources: Coopération,
articles 2.1, 2.2, 4.1 and 4.2; Mon Compte Partenaire, articles 14, 16 and 17.2.
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
from generator.documents.views.signatory import Word, salutation
from generator.documents.word import base
from generator.errors import GreffeError
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.working_days import next_working
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, CooperationParameters, Family, Template
from generator.store.schema.caf import Caf
from generator.store.schema.mon_compte_partenaire import (
    Contractor,
    MonComptePartenaireConvention,
    Side,
)
from generator.store.schema.partner import Partner
from generator.upkeep import non_renewal, notes

InForce = TypeVar("InForce", Standing, McpStanding)
Kind = Literal[
    "non-renouvellement", "resiliation", "mise-en-demeure", "prestataire", "annexe-1", "annexe-2", "annexe-3", "pieces",
    "attestation", "attestation-prestataire", "engagement", "bilan",
]  # fmt: skip
_TEXTS = Path(__file__).with_name("texts")
_REFERENCE = "{{ document }} – « {{ modele.plateforme.nom }} » – {{ partenaire.nom }}"
_REGISTERED = ("non-renouvellement", "resiliation", "mise-en-demeure")
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
    sort: Literal["lettre", "note", "document"] = "lettre"
    ended: bool = False
    """Whether it is also written under a convention that has ended."""


def _of_contractor(file: str, title: str, *, ended: bool = False) -> Iterator[_Letter]:
    """What a contractor signs, under the conventions of either family."""
    for family in FAMILIES:
        yield _Letter(family, file, title, ("partenaire",), "document", ended)


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
    "annexe-1": (
        _Letter("cooperation", "cover-annexe-1.md", "Envoi de l'annexe 1", ("partenaire",), "note"),
    ),
    "annexe-2": (
        _Letter("cooperation", "cover-annexe-2.md", "Envoi de l'annexe 2", ("partenaire",), "note"),
    ),
    "annexe-3": (
        _Letter("cooperation", "cover-annexe-3.md", "Envoi de l'annexe 3", ("caf",), "note"),
    ),
    "pieces": (
        _Letter("mon-compte-partenaire", "cover-pieces.md", "Envoi de pièces justificatives", ("caf", "partenaire"), "note"),
    ),
    "attestation": (
        _Letter("cooperation", "attestation.md", "Attestation de destruction", ("partenaire",), "document", ended=True),
    ),
    "attestation-prestataire": (
        *_of_contractor("contractor-attestation.md", "Attestation de destruction du prestataire", ended=True),
    ),
    "engagement": (
        *_of_contractor("undertaking.md", "Engagement de confidentialité du prestataire"),
    ),
    "bilan": (
        _Letter("mon-compte-partenaire", "report.md", "Compte rendu du bilan annuel", ("caf", "partenaire"), "document"),
    ),
}  # fmt: skip
"""Each letter, note or paper, by family: who may send it."""


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
    `look` is the Word file of the Caf: what the partner sends has the plain one.
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
            seat, reader = (record, caf) if sender == "partenaire" else (caf, record)
            commune = seat.adresse.commune.partition(" CEDEX")[0]
            rendered = papers.fill(
                template,
                Paper(
                    letter.file,
                    letter.title,
                    _texts() | {HEADER: _REFERENCE},
                ),
                {
                    **context,
                    **about,
                    "titre": letter.title,
                    "appel": salutation(reader.representant),
                    "lieu": Text(commune, "adresse.commune"),
                    "jour": Text(long_date(next_working(day, caf.departement)), "jour"),
                    "recommandee": kind in _REGISTERED,
                },
                author=seat.nom,
            )
            # Each side may send its own: the one must not take the place of the other's.
            whose = f"-du-{sender}" if sender != letter.senders[0] else ""
            sort = "" if letter.sort == "document" else f"{letter.sort}-"
            file = f"{sort}{name}-{letter.family}{whose}"
            origin = papers.identity(partner, template, file)
            own = look if sender == "caf" else base.build()
            tree |= papers.files(f"{partner}/{file}", rendered, own, day, origin)
    if not tree:
        raise GreffeError(_none(record, kind, by))
    return tree


def _none(record: Partner, kind: Kind, by: Side | None) -> str:
    """Why there is no letter `kind`, and what to do."""
    who = {"caf": " par la Caf", "partenaire": " par le partenaire", None: ""}[by]
    families = {letter.family for letter in LETTERS[kind]}
    drafts = [each.famille for each in record.conventions if each.famille in families and each.signature is None]  # fmt: skip
    why = ". Vérifiez la convention, ou l'expéditeur."
    if drafts:
        why = f" : la convention « {FAMILIES[drafts[-1]]} » n'est pas encore signée. Ses documents partent avec le dossier à signer (« greffe dossier ») ; celui-ci se fera une fois la signature notée."
    return (
        f"aucune convention en cours de ce partenaire ne prévoit de document « {kind} »{who}{why}"
    )


def cautions(dataset: Dataset, partner: str, kind: Kind, day: date) -> Iterator[str]:
    """What whoever asks for the letter `kind` on `day` must know, a sentence each."""
    if kind == "non-renouvellement":
        yield from non_renewal.warnings(dataset, partner, day)
    if kind == "annexe-1":
        yield "L'annexe 1 nomme des personnes : envoyez-la par un moyen sûr."
    if kind == "pieces":
        yield "La lettre cite toutes les pièces : retirez celles que vous ne joignez pas. Les PJ1 et PJ3 nomment des personnes : envoyez-les par un moyen sûr."
    if kind == "attestation":
        record = dataset.partners[partner].record
        for standing in _current(deadlines.standings(record, dataset.templates, day), day, ended=True):  # fmt: skip
            if not standing.term.ended:
                yield f"La convention « {standing.template.plateforme.nom} » est en cours : le partenaire n'atteste la destruction qu'à sa fin. Gardez ce projet, et ne le faites pas signer avant."


def _contexts(
    dataset: Dataset, record: Partner, letter: _Letter, kind: Kind, day: date
) -> Iterator[tuple[str, Template, Mapping[str, Any]]]:
    """Name, template and view of each letter to write under the partner's signed convention of the family."""
    caf = dataset.cafs[record.caf].record
    sigles = {key: each.record.sigle for key, each in dataset.services.items()}
    if letter.family == "cooperation":
        for standing in _current(deadlines.standings(record, dataset.templates, day), day, ended=letter.ended):  # fmt: skip
            view = _cooperation(record, caf, standing, day)
            for suffix, about in _about(kind, standing, sigles, view, day):
                yield f"{kind}{suffix}", standing.template, {**view, **about}
        return
    for access in _current(mcp_deadlines.standings(record, dataset.templates, day), day, ended=letter.ended):  # fmt: skip
        subject = accounts.Subject(access.template, caf, record, access.convention, False)
        view = {**accounts.context(subject), **_access(access.convention)}
        if kind == "prestataire":
            for rank, contractor in enumerate(_unannounced(access.convention), 1):
                about = {**view, "prestataire": _contractor(contractor)}
                yield f"{kind}-{rank}", access.template, about
            continue
        for suffix, about in _about(kind, access, sigles, view, day):
            yield f"{kind}{suffix}", access.template, {**view, **about}


def _about(
    kind: Kind, standing: Standing | McpStanding, sigles: Mapping[str, str], view: Mapping[str, Any], day: date
) -> Iterator[tuple[str, Mapping[str, Any]]]:  # fmt: skip
    """What follows the name of each paper `kind` under one convention, and what it alone prints."""
    name = view["partenaire"].le_nom
    subject = notes.Subject(standing.convention, standing.template, sigles, name)
    yield from notes.contexts(kind, subject, day)


def _current(standings: Sequence[InForce], day: date, *, ended: bool = False) -> Sequence[InForce]:
    """The last of `standings` that is in force on `day`, or has `ended`, alone; none when none is."""
    return [
        each
        for each in standings
        if (ended or not each.term.ended) and (each.term.start is None or each.term.start <= day)
    ][-1:]


def _cooperation(record: Partner, caf: Caf, standing: Standing, day: date) -> dict[str, Any]:
    sent = next_working(day, caf.departement)
    return {
        **views.convention(record, caf, standing.convention, standing.template),
        "echeance": _due(standing.term.start, standing.template.parametres, sent),
        "en_cours": not standing.term.ended,
        "faits": Blank("faits", "manquement ou usage constaté, sans nommer personne"),
    }


def _due(begun: date | None, parameters: CooperationParameters, day: date) -> Word:
    """The next due date that a letter sent on `day` can still prevent."""
    if begun is None:
        return Blank("signature", "date d'échéance")
    return Text(long_date(non_renewal.prevented(begun, parameters, day)[0]), "echeance")


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
    """The program's texts."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(_TEXTS.glob("*.md"))}
