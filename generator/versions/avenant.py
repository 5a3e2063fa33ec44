"""What an avenant has to say for the texts of a convention to go from one state to another.

Only acts count: annexes alone never need one (Coopération, article 5; Mon Compte Partenaire, 17.3). The
signatures of the convention stay as they were given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.documents.passages import passages
from generator.store.dataset import Dataset
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention
from generator.store.schema.signed import Avenant, SignedValues
from generator.store.signed import differences
from generator.versions import models
from generator.versions.alignment import aligned, plain
from generator.versions.avenant_states import Subject, saying
from generator.versions.clauses import SIGNATURES, Clause, ClauseChange, clauses
from generator.versions.models import ACTS, DocumentChange


@dataclass(frozen=True)
class Step:
    """In a clause, the passages `before` give way to `after`; without any, `after` comes behind the passage `behind`.

    `behind` is None at the head of the clause; steps are taken in order, each on what the last one left.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    behind: str | None = None


@dataclass(frozen=True)
class Article:
    """What an avenant changes in one clause of a document; `follows` is the clause before it, as it will be.

    Without any step, the clause is added, deleted, or only takes another number or title; when `whole`, its
    text is given again from one end to the other.
    """

    change: ClauseChange
    follows: Clause | None
    steps: tuple[Step, ...] = ()
    whole: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the clause takes another number or another title."""
        return self.change.renamed


@dataclass(frozen=True)
class Amended:
    """An act that changes: its articles one by one, none when the act is added or withdrawn whole."""

    document: DocumentChange
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Changes:
    """From the values `before`, which the data set `former` renders, to `after` and `coming`.

    `fields` are those that the acts print; `silent`, those that no act prints; `annexes`, the other documents
    that are not the same.
    """

    subject: Subject
    before: SignedValues
    after: SignedValues
    former: Dataset
    coming: Dataset
    acts: tuple[Amended, ...]
    annexes: tuple[DocumentChange, ...]
    fields: tuple[str, ...]
    silent: tuple[str, ...]


def changes(subject: Subject, before: SignedValues, after: SignedValues) -> Changes:
    """What it takes for the convention to go from the values `before` to `after`, both whole.

    Raises GreffeError when either state does not make a text.
    """
    former, coming = saying(subject, before), saying(subject, after)
    acts, annexes = _changed(subject, former, coming)
    fields = differences(before, after)
    shown = [field for field in fields if _prints(subject, former, before, after, field)]
    return Changes(
        subject, before, after, former, coming,
        tuple(Amended(each, tuple(articles(each))) for each in acts), tuple(annexes),
        tuple(shown), tuple(field for field in fields if field not in shown),
    )  # fmt: skip


def next_number(convention: Convention) -> int:
    """The number of the avenant to sign: that of the one noted as not signed yet, else the next one.

    Those to the contrat alone, noted without a number, count too.
    """
    if waiting := pending(convention):
        return waiting[1].numero
    contract = convention.contrat if isinstance(convention, MonComptePartenaireConvention) else None
    known = [each.numero for each in convention.avenants]
    return max([*known, len(contract.avenants) if contract else 0]) + 1


def pending(convention: Convention) -> tuple[int, Avenant] | None:
    """The last avenant after its rank, when it is noted but not signed by both parties."""
    last = list(enumerate(convention.avenants))[-1:]
    return next((each for each in last if each[1].signe_le is None), None)


def _changed(
    subject: Subject, former: Dataset, coming: Dataset
) -> tuple[list[DocumentChange], list[DocumentChange]]:
    """The acts of the convention that change, and its other documents."""
    acts: list[DocumentChange] = []
    annexes: list[DocumentChange] = []
    for each in models.changes(former, coming, subject.partner):
        if not each.path.startswith(f"{subject.folder}/"):
            continue
        kept = tuple(change for change in each.changes if change.clause.title != SIGNATURES)
        if each.name not in ACTS:
            annexes.append(each)
        elif kept:
            acts.append(replace(each, changes=kept))
    return acts, annexes


def _prints(
    subject: Subject, former: Dataset, before: SignedValues, after: SignedValues, field: str
) -> bool:
    """Whether the change of that `field` alone is to be read in an act."""
    only = {field: getattr(after, field)}
    if field == "partenaire":
        only["accord"] = after.accord
    return bool(_changed(subject, former, saying(subject, before.model_copy(update=only)))[0])


def articles(document: DocumentChange) -> Iterator[Article]:
    """What each clause of a document calls for; nothing when the document is added or withdrawn whole."""
    if document.before is None or document.after is None:
        return
    after = clauses(passages(document.after.rendered))
    for change in document.changes:
        follows = None
        if change.after and (rank := after.index(change.after)):
            follows = after[rank - 1]
        if change.before is None or change.after is None:
            yield Article(change, follows)
            continue
        old, new = change.before.passages, change.after.passages
        steps = tuple(_steps(change))
        result = taken(old, steps)
        exact = result is not None and [*map(plain, result)] == [*map(plain, new)]
        yield Article(change, follows, steps if exact else (), whole=not exact)


def _steps(change: ClauseChange) -> Iterator[Step]:
    """What to do, row after row; what comes or goes right after a passage that changes is one step with it."""
    before, after = (each.passages if each else () for each in (change.before, change.after))
    gone: list[str] = []
    come: list[str] = []
    behind: str | None = None
    for old, new in (*aligned(before, after, lambda text: text), ("", "")):
        if old is None or new is None:
            gone += [old] if old is not None else []
            come += [new] if new is not None else []
            continue
        if gone or come:
            yield Step(tuple(gone), tuple(come), None if gone else behind)
            gone, come = [], []
        behind = old
        if plain(old) != plain(new):
            gone, come = [old], [new]
            behind = new


def taken(clause: Sequence[str], steps: Sequence[Step]) -> list[str] | None:
    """The passages of a clause once the steps are taken; None when one of them names a passage that is not there once."""
    result = list(clause)
    for step in steps:
        named = step.before or ((step.behind,) if step.behind is not None else ())
        if any(result.count(each) != 1 for each in named):
            return None
        at = result.index(named[0]) if named else 0
        start, end = (at, at + len(named)) if step.before else (at + len(named), at + len(named))
        if step.before and tuple(result[start:end]) != named:
            return None
        result[start:end] = step.after
    return result
