"""The answers received, each with the review and the list that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.documents.forms import Forms
from generator.documents.review_forms import is_review, reviewed
from generator.errors import GreffeError
from generator.intake.answers import Answers
from generator.intake.cleaning import dates
from generator.store.dataset import Dataset
from generator.store.parameters import Family
from generator.upkeep.review import reading
from generator.upkeep.review.reading import Answer
from generator.upkeep.review.subjects import Listed, Subject, subject

BY_WORD = "Réponse sans feuille"
"""What stands for the file of an answer that came by telephone or by mail."""


@dataclass(frozen=True)
class Received:
    """The answers about one review; `day` is the latest of theirs, None when one is not sure."""

    subject: Subject
    answers: tuple[tuple[Listed, Answer], ...]
    day: date | None

    @property
    def by(self) -> str:
        """Who answered, as the sheets say; "" when they do not."""
        return next((answer.by for _, answer in self.answers if answer.by), "")


def received(
    found: Iterable[Answers], dataset: Dataset, forms: Forms, partner: str | None
) -> list[Received]:
    """The sheets `found`, put together by review.

    `forms` are those that may be reviewed; `partner` is who they come from, whatever they say. Raises
    GreffeError for what is no review sheet, for one left blank or of another partner, for a list that is not
    there, for two answers about one list.
    """
    subjects: dict[tuple[str, Family], Subject] = {}
    answers: dict[tuple[str, Family], list[tuple[Listed, Answer]]] = {}
    days: dict[tuple[str, Family], list[date | None]] = {}
    for each in found:
        if not is_review(each.form or ""):
            raise GreffeError(f"« {each.file} » n'est pas une feuille de revue. Donnez une annexe ou une pièce à « greffe intake ».")  # fmt: skip
        form = forms[reviewed(each.form or "")]
        family: Family = "mon-compte-partenaire" if form.service else "cooperation"
        mark = _partner(each, dataset, partner), family
        if mark not in subjects:
            subjects[mark] = _subject(each.file, mark, dataset)
        listed = _listed(each.file, subjects[mark], form.id)
        if any(one is listed for one, _ in answers.setdefault(mark, [])):
            raise GreffeError(f"« {each.file} » est une seconde réponse pour la liste {listed.name} de {mark[0]} : n'en donnez qu'une, la dernière reçue.")  # fmt: skip
        answer = reading.answer(each, form)
        if answer.blank:
            raise GreffeError(f"« {each.file} » est revenue sans réponse : aucune décision, et « rien à changer » n'est pas coché. Demandez au partenaire de la remplir.")  # fmt: skip
        answers[mark].append((listed, answer))
        days.setdefault(mark, []).append(_day(each))
    return [Received(subjects[mark], tuple(answers[mark]), _latest(days[mark])) for mark in subjects]  # fmt: skip


def by_word(subject: Subject) -> Received:
    """« Rien à changer », said without a sheet, of every list of `subject`."""
    answers = (
        (listed, Answer(BY_WORD, "", unchanged=True, notes=_changed_since(subject, listed)))
        for listed in subject.lists
    )
    return Received(subject, tuple(answers), None)


def _changed_since(subject: Subject, listed: Listed) -> tuple[str, ...]:
    if subject.opened is None or listed.held.fingerprint in subject.frozen:
        return ()
    return (f"La liste {listed.name} a changé depuis l'ouverture de la revue : « rien à changer » est compris de la liste telle qu'elle est enregistrée aujourd'hui.",)  # fmt: skip


def _partner(answers: Answers, dataset: Dataset, partner: str | None) -> str:
    key = partner or answers.partner
    if answers.partner and answers.partner != key:
        raise GreffeError(f"« {answers.file} » : cette feuille est celle de « {answers.partner} », et non de « {key} ». Corrigez « --partner », ou prenez la bonne feuille.")  # fmt: skip
    if not key:
        raise GreffeError(f"« {answers.file} » ne dit pas de quel partenaire il vient. Ajoutez « --partner » et le nom de son fichier.")  # fmt: skip
    if key not in dataset.partners:
        raise GreffeError(f"« {answers.file} » : le partenaire « {key} » n'a pas de fichier lisible dans data/partners/. Lancez « greffe check », ou donnez le bon avec « --partner ».")  # fmt: skip
    return key


def _subject(file: str, mark: tuple[str, Family], dataset: Dataset) -> Subject:
    found = subject(dataset.partners[mark[0]], mark[1], dataset)
    if found is None:
        raise GreffeError(f"« {file} » : aucune liste de personnes n'est enregistrée pour « {mark[0]} ». Enregistrez-la d'abord avec « greffe intake ».")  # fmt: skip
    return found


def _listed(file: str, subject: Subject, form: str) -> Listed:
    for listed in subject.lists:
        if listed.form.id == form:
            return listed
    raise GreffeError(f"« {file} » : {subject.partner.id} n'a pas de liste enregistrée pour ce service. Vérifiez que c'est le bon fichier, ou enregistrez sa PJ3 d'abord.")  # fmt: skip


def _day(answers: Answers) -> date | None:
    read = dates.read(answers.transmitted.raw) if answers.transmitted else None
    return date.fromisoformat(read.value) if read and read.value else None


def _latest(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)
