"""What each signed Coopération convention calls for, and when: one computation for the checker, the site, the reminders.

Choices where the convention's text is silent: a yearly duty runs from the last time it was done,
else from signature; the day a delay ends is still in time; a newer signed convention replaces the
older one; an incident is told the very day it is known. Results are codes and dates: no French here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.obligations.duties import Duties
from generator.obligations.obligation import Code, Obligation, State, dated, incomputable
from generator.obligations.renewal import START
from generator.obligations.retention import ERASURE_ANNOUNCED, annexes_kept_until
from generator.obligations.reviews import last_done
from generator.obligations.term import Term, term
from generator.store.families import pinned
from generator.store.parameters import CooperationParameters, CooperationTemplate, Template
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class Standing:
    """Where one signed convention of a partner stands; `index` is its place in `conventions`.

    `obligations` are its duties while it runs, `remains` what is left of them once it has ended.
    """

    index: int
    convention: CooperationConvention
    template: CooperationTemplate
    term: Term
    obligations: tuple[Obligation, ...]
    remains: tuple[Obligation, ...]


def standings(
    partner: Partner, templates: Mapping[str, Template], today: date
) -> tuple[Standing, ...]:
    """The signed Coopération conventions of `partner`, in the order of the file, as they stand on `today`.

    `templates` holds every template that the partner names (the data set's reading makes sure).
    """
    found = []
    conventions = partner.cooperation
    for rank, (index, convention) in enumerate(conventions, start=1):
        if convention.signature is not None:
            template = pinned(templates, convention.modele, CooperationTemplate)
            newer = [each for _, each in conventions[rank:]]
            running = term(convention, template.parametres, today, newer)
            duties = obligations(convention, template.parametres, running, today)
            left = tuple(_remains(convention, template.parametres, running, today, newer))
            found.append(Standing(index, convention, template, running, duties, left))
    return tuple(found)


def obligations(
    convention: CooperationConvention,
    parameters: CooperationParameters,
    running: Term,
    today: date,
) -> tuple[Obligation, ...]:
    """What `convention`, whose term is `running`, calls for on `today`; nothing once it has ended."""
    if running.ended:
        return ()
    return tuple(_Duties(parameters, running, today, convention).all())


def _remains(
    convention: CooperationConvention,
    parameters: CooperationParameters,
    running: Term,
    today: date,
    newer: Sequence[CooperationConvention],
) -> Iterator[Obligation]:
    """What is left to do once `convention` has ended: the partner's attestation, the Caf's erasure.

    A convention that a signed one replaces asks for no attestation: the partner goes on.
    """
    last, end = annexes_kept_until(running, parameters), running.end
    if last is None or end is None:
        return
    if not any(one.signature for one in newer):
        received = convention.attestation_destruction
        path: Path = ("attestation_destruction",)
        state: State = "fait" if received and received.recue_le <= today else "ouvert"
        yield Obligation(
            "attestation-fin", "obligations-partenaire", path, state, end, end, settled_by=path
        )
    yield dated(
        "effacement", "obligations-caf", ("annexe_2",), last,
        today=today, announced=ERASURE_ANNOUNCED, trigger=end,
    )  # fmt: skip


@dataclass(frozen=True)
class _Duties(Duties):
    parameters: CooperationParameters
    term: Term
    convention: CooperationConvention

    @property
    def _unsigned(self) -> tuple[Path, ...]:
        """The dates of signature that are not known."""
        return tuple(one for one in START if one in self.term.missing)

    def all(self) -> Iterator[Obligation]:
        yield self._due_date()
        yield from self._notice()
        yield self._frame()
        yield from self._review()
        yield from self._annexe_1()
        yield from self._incidents()

    def _due_date(self) -> Obligation:
        due, end = self.term.due, self.term.end
        return self.dated(
            "echeance", "duree", ("signature",), self.term.start,
            min(due, end) if due and end else due, needs=self._unsigned,
        )  # fmt: skip

    def _notice(self) -> Iterator[Obligation]:
        term, notice = self.term, self.convention.denonciation
        received: Path = ("denonciation", "recue_le")
        if notice and notice.recue_le is None:
            code: Code = "resiliation" if notice.type == "resiliation" else "preavis"
            article = "resiliation" if notice.type == "resiliation" else "duree"
            yield incomputable(code, article, received, (received,), settled_by=received)
        elif notice and notice.type == "resiliation":
            yield Obligation("resiliation", "resiliation", received, "a-venir", due=term.end)
        elif notice and term.end and not term.late_for:
            yield Obligation("preavis", "duree", received, "fait", notice.recue_le, due=term.end)
        elif term.notice_by is None or self.today <= term.notice_by:
            yield self.dated(
                "preavis", "duree", ("signature",), term.due, term.notice_by,
                settled_by=received, needs=self._unsigned,
            )  # fmt: skip

    def _frame(self) -> Obligation:
        frame, path = self.convention.cadre, ("cadre", "fin")
        if frame is None:
            return self.dated("fin-cadre", "duree", ("cadre",), None, None, needs=(("cadre",),))
        return self.dated("fin-cadre", "duree", path, frame.debut, frame.fin, needs=(path,))

    def _review(self) -> Iterator[Obligation]:
        last, index = last_done(self.convention.revues, self.today) or (None, 0)
        path: Path = ("revues", index, "date") if last else ("revues",)
        yield from self.repeated(
            "revue", "obligations-partenaire", path, [last, self.term.start],
            self.parameters.revue, settled_by=("revues",), needs=self._unsigned,
        )  # fmt: skip

    def _annexe_1(self) -> Iterator[Obligation]:
        sent: Path = ("annexe_1", "transmise_le")
        known = self.convention.annexe_1
        yield from self.repeated(
            "mise-a-jour-annexe-1", "obligations-partenaire", sent if known else ("annexe_1",),
            [known.transmise_le if known else self.term.start], self.parameters.mise_a_jour_annexe_1,
            settled_by=sent, needs=(sent,) if known else self._unsigned,
        )  # fmt: skip

    def _incidents(self) -> Iterator[Obligation]:
        for index, incident in enumerate(self.convention.incidents):
            known, told = incident.connu_le, incident.signale_le
            state: State = "en-retard" if known <= self.today else "a-venir"
            if told and told <= self.today:
                state = "fait"
            yield Obligation(
                "incident", "obligations", ("incidents", index), state, known, known, known,
                settled_by=("incidents", index, "signale_le"),
            )  # fmt: skip
