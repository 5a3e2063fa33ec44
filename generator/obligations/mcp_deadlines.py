"""What each convention of « Mon Compte Partenaire » calls for, and when: one computation for every use.

Choices where the texts are silent: a yearly duty runs from the last time it was done, else from signature
(the contrat's for the reverse review, the convention's for the bilan); the day a delay ends is still in
time; the minutes of a meeting are validated within their delay from the day they are sent, else from the
meeting; a newer signed convention replaces the older one. Results are codes and dates: no French here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.obligations import civil
from generator.obligations.duties import Duties
from generator.obligations.mcp_term import McpTerm, term
from generator.obligations.obligation import Obligation, dated, incomputable
from generator.obligations.renewal import start, unsigned
from generator.obligations.reviews import last_done
from generator.store.families import pinned
from generator.store.parameters import (
    MonComptePartenaireParameters,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.schema.mon_compte_partenaire import (
    Bulletin,
    Meeting,
    MonComptePartenaireConvention,
)
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class McpStanding:
    """Where one convention of a partner stands; `index` is its place in `conventions`."""

    index: int
    convention: MonComptePartenaireConvention
    template: MonComptePartenaireTemplate
    term: McpTerm
    obligations: tuple[Obligation, ...]


def standings(
    partner: Partner, templates: Mapping[str, Template], today: date
) -> tuple[McpStanding, ...]:
    """The conventions of `partner` that are signed, or under which a service was opened all the same.

    In the order of the file, as they stand on `today`. `templates` holds every template that the partner
    names (the data set's reading makes sure).
    """
    found = []
    conventions = partner.mon_compte_partenaire
    for rank, (index, convention) in enumerate(conventions):
        older = [each for _, each in conventions[:rank]]
        if convention.signature or any(opened_anew(each, older) for each in convention.bulletins):
            template = pinned(templates, convention.modele, MonComptePartenaireTemplate)
            newer = [each for _, each in conventions[rank + 1 :]]
            running = term(convention, template.parametres, today, newer)
            duties = obligations(convention, template.parametres, running, today)
            found.append(McpStanding(index, convention, template, running, duties))
    return tuple(found)


def opened_anew(bulletin: Bulletin, older: Iterable[MonComptePartenaireConvention]) -> date | None:
    """The day its service was opened; None when no day is noted, or when one of `older` bears the same."""
    known = {(each.service, each.ouvert_le) for one in older for each in one.bulletins}
    return None if (bulletin.service, bulletin.ouvert_le) in known else bulletin.ouvert_le


def followed(bulletin: Bulletin) -> bool:
    """Whether a bulletin is more than a draft: signed, or its service open all the same."""
    return bulletin.signature is not None or bulletin.ouvert_le is not None


def obligations(
    convention: MonComptePartenaireConvention,
    parameters: MonComptePartenaireParameters,
    running: McpTerm,
    today: date,
) -> tuple[Obligation, ...]:
    """What `convention`, whose term is `running`, calls for on `today`; nothing once it has ended."""
    if running.ended:
        return ()
    return tuple(_Duties(parameters, running, today, convention).all())


@dataclass(frozen=True)
class _Duties(Duties):
    parameters: MonComptePartenaireParameters
    term: McpTerm
    convention: MonComptePartenaireConvention

    def all(self) -> Iterator[Obligation]:
        yield self._due_date()
        yield from self._termination()
        yield from self._formal_notice()
        yield from self._review()
        yield from self._report()
        yield from self._fundings()
        yield from self._incidents()
        yield from self._meetings()
        yield from self._contractors()

    def _due_date(self) -> Obligation:
        due, end, path = self.term.due, self.term.end, ("signature",)
        if due is None:
            missing = unsigned(self.convention.signature)
            return incomputable("echeance", "duree", path, missing)
        return self.dated("echeance", "duree", path, self.term.start, min(due, end or due))

    def _termination(self) -> Iterator[Obligation]:
        letter, received = self.convention.resiliation, ("resiliation", "recue_le")
        if letter and self.term.safe is None:
            yield incomputable("resiliation", "resiliation", received, (received,), settled_by=received)  # fmt: skip
        elif letter and self.term.end:
            yield self.dated("resiliation", "resiliation", received, letter.recue_le, self.term.end)  # fmt: skip

    def _formal_notice(self) -> Iterator[Obligation]:
        notice, due = self.convention.mise_en_demeure, self.term.remedy_by
        received: Path = ("mise_en_demeure", "recue_le")
        remedied: Path = ("mise_en_demeure", "remediee_le")
        if notice and due is None:
            yield incomputable("mise-en-demeure", "resiliation", received, (received,), settled_by=received)  # fmt: skip
        elif notice and due and notice.remediee_le is None:
            yield dated(
                "mise-en-demeure", "resiliation", received, due,
                today=self.today, announced=self.parameters.rappel_mise_en_demeure,
                trigger=notice.recue_le, settled_by=remedied,
            )  # fmt: skip

    def _review(self) -> Iterator[Obligation]:
        contract, article = self.convention.contrat, "contrat-utilisateurs"
        settled: Path = ("contrat", "revues")
        if contract is None:
            yield incomputable("revue", article, ("contrat",), (("contrat",),), settled_by=settled)
            return
        last, index = last_done(contract.revues, self.today) or (None, 0)
        yield from self.repeated(
            "revue", article, (*settled, index, "date") if last else settled,
            [last, start(contract.signature)], self.parameters.revue, settled_by=settled,
            needs=tuple(("contrat", *path) for path in unsigned(contract.signature)),
        )  # fmt: skip
        if last and contract.revues[index].envoyee_le is None:
            sent: Path = (*settled, index, "envoyee_le")
            yield self.dated(
                "preuve-revue", article, (*settled, index), last, last, settled_by=sent
            )

    def _report(self) -> Iterator[Obligation]:
        done = [(report.date, index) for index, report in enumerate(self.convention.bilans)
                if report.date <= self.today]  # fmt: skip
        last, index = max(done, default=(None, 0))
        yield from self.repeated(
            "bilan", "suivi", ("bilans", index, "date") if last else ("bilans",),
            [last, self.term.start], self.parameters.bilan, settled_by=("bilans",),
            needs=unsigned(self.convention.signature),
        )  # fmt: skip

    def _fundings(self) -> Iterator[Obligation]:
        for index, bulletin in enumerate(self.convention.bulletins):
            path: Path = ("bulletins", index, "cof", "fin")
            if bulletin.cof and followed(bulletin):
                if bulletin.cof.fin is None:
                    yield incomputable("cof", "bulletin-cof", path, (path,), settled_by=path)
                else:
                    yield self.dated("cof", "bulletin-cof", path, bulletin.cof.debut, bulletin.cof.fin, settled_by=path)  # fmt: skip

    def _incidents(self) -> Iterator[Obligation]:
        for index, incident in enumerate(self.convention.incidents):
            if incident.repondu_le is None and incident.escalade_le is None:
                told = incident.signale_le
                possible = civil.after(told, self.parameters.escalade)
                yield Obligation(
                    "escalade", "contrat-escalade", ("incidents", index, "signale_le"),
                    "ouvert" if possible <= self.today else "a-venir", told, possible,
                    settled_by=("incidents", index, "escalade_le"),
                )  # fmt: skip

    def _meetings(self) -> Iterator[Obligation]:
        for index, meeting in enumerate(self.convention.reunions):
            at: Path = ("reunions", index)
            if meeting.tenue_le is None:
                asked = meeting.demande_recue_le
                due = civil.after(asked, self.parameters.reunion)
                yield self.dated("reunion", "suivi", (*at, "demande_recue_le"), asked, due, settled_by=(*at, "tenue_le"))  # fmt: skip
            elif meeting.valide_le is None and meeting.tenue_le <= self.today:
                trigger, due = minutes(meeting, self.parameters)
                yield self.dated(
                    "compte-rendu", "suivi", at, trigger, due, settled_by=(*at, "valide_le")
                )

    def _contractors(self) -> Iterator[Obligation]:
        for index, contractor in enumerate(self.convention.prestataires):
            begin: Path = ("prestataires", index, "debut")
            letter: Path = ("prestataires", index, "lettre_recue_le")
            if contractor.debut is None:
                yield incomputable("annonce-prestataire", "prestataires", begin, (begin,), settled_by=letter)  # fmt: skip
            elif contractor.lettre_recue_le is None:
                due = civil.before(contractor.debut, self.parameters.annonce_prestataire)
                yield self.dated(
                    "annonce-prestataire", "prestataires", begin, None, due, settled_by=letter
                )


def minutes(meeting: Meeting, parameters: MonComptePartenaireParameters) -> tuple[date, date]:
    """The day from which the minutes of a meeting that was held wait for validation, and the last day for it."""
    trigger = meeting.compte_rendu_le or meeting.tenue_le
    if trigger is None:
        raise ValueError("no minutes before the meeting")
    return trigger, civil.after(trigger, parameters.compte_rendu)
