"""What a returned form would change: its answers beside what is in hand, with the choices made so far."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.checks import holds
from generator.documents import service_forms
from generator.documents.forms import ANNEXE_1, FORMS, Form
from generator.documents.service_forms import PJ3
from generator.errors import GreffeError
from generator.intake import comparison, held, homes, offers, users
from generator.intake.answers import Answers
from generator.intake.cleaning import rows
from generator.intake.cleaning.rows import Known, Line, Person, Received
from generator.intake.comparison import Decision, Holding, Pairing, Step
from generator.intake.held import Held
from generator.intake.homes import Home
from generator.intake.offers import Offer
from generator.intake.rebase import Since, rebase
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import (
    CooperationTemplate,
    Duration,
    MonComptePartenaireTemplate,
)
from generator.store.schema.conservation import Erased
from generator.store.schema.partner import Partner


def _undecided(_line: Line) -> Decision | None:
    return None


@dataclass(frozen=True)
class Choices:
    """What the editor decided. `numbers` and `every` take offers; `conflict` lets a form made from an
    older annexe win; `decide` settles who left without a closing request; `sent` is the date of
    transmission of a form that bears none. Offers that the form alone gives count from `first`, the others
    from `then` (0: right after).
    """

    partner: str | None = None
    numbers: frozenset[int] = frozenset()
    every: bool = False
    conflict: bool = False
    decide: Callable[[Line], Decision | None] = _undecided
    sent: date | None = None
    first: int = 1
    then: int = 0


@dataclass(frozen=True)
class Proposal:
    """What the form would change for `partner`, in its `home`.

    `lists` are the lists to come and `sent` their date of transmission. `invalid` are the cells, as
    (person, field, reason), that no choice has settled. `since` is what changed under the form's feet,
    `kept` the legal holds on data of the partner.
    """

    answers: Answers
    form: Form
    partner: Entry[Partner]
    home: Home
    received: Received
    held: Held
    offers: tuple[Offer, ...]
    people: Mapping[str, tuple[Person, ...]]
    steps: tuple[Step, ...]
    since: tuple[Since, ...]
    lists: Mapping[str, Sequence[Line]]
    sent: date | None
    stale: bool
    accepted: bool
    kept: tuple[holds.Held, ...] = ()

    @property
    def template(self) -> CooperationTemplate | MonComptePartenaireTemplate:
        """The template of the convention."""
        return self.home.template

    @property
    def accounts(self) -> bool:
        """Whether the form lists accesses; else it names the contacts of the partner."""
        return self.form is ANNEXE_1 or self.form.document == PJ3

    @property
    def invalid(self) -> Iterator[tuple[Person, str, str]]:
        """The cells that cannot be stored as they stand, and for which nothing was chosen."""
        for people in self.people.values():
            for person in people:
                for key, reason in person.invalid.items():
                    yield person, key, reason

    @property
    def undecided(self) -> list[Line]:
        """The people who left list 1 without a closing request, and about whom nothing was decided."""
        return [
            step.before
            for step in self.steps
            if step.kind == "missing" and step.after is None and step.before
        ]

    @property
    def backwards(self) -> bool:
        """Whether the form is older than the annexe in hand."""
        return bool(self.sent and self.held.sent and self.sent < self.held.sent)

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return self.sent != self.held.sent or any(
            list(lines) != list(self.held.lists.get(key, ())) for key, lines in self.lists.items()
        )


def propose(answers: Answers, dataset: Dataset, choices: Choices) -> Proposal:
    """What `answers` would change in `dataset`.

    A form already applied proposes no change, whatever the choices. Raises GreffeError when the form,
    its partner or its convention is not known.
    """
    form = _form(answers, dataset)
    partner = _partner(answers, dataset, choices)
    home = homes.home(form, partner, dataset)
    found = held.held(form, partner, home, dataset)
    options = home.adhesion.choices if home.adhesion else {}
    received = rows.clean(answers, form, held.known(partner.record, found, options))
    draft = Proposal(
        answers, form, partner, home, received, found, (), {}, (), (), {}, None,
        _stale(answers, found), choices.conflict, tuple(holds.holds(dataset, partner.id)),
    )  # fmt: skip
    bare = rows.clean(answers, form, Known())
    numbers = choices.first, choices.then or choices.first + len(offers.alone(bare))
    draft = replace(
        draft, offers=tuple(offers.offers(received, bare, found, numbers, _pairing(form)))
    )
    asis = _outcome(draft, replace(choices, numbers=frozenset(), every=False))
    if not asis.changes and not list(asis.invalid) and not asis.undecided:
        return asis
    return _outcome(draft, choices)


def offered(answers: Answers, dataset: Dataset) -> int:
    """How many offers the form alone gives, whoever it is from. Raises GreffeError when the form is not known."""
    return len(offers.alone(rows.clean(answers, _form(answers, dataset), Known())))


def _form(answers: Answers, dataset: Dataset) -> Form:
    forms = service_forms.forms({key: each.record for key, each in dataset.services.items()})
    if answers.form in forms:
        return forms[answers.form]
    found = [form for form in FORMS.values() if {each.key for each in form.lists} & answers.lists.keys()]  # fmt: skip
    if len(found) != 1:
        raise GreffeError(f"{answers.file} : rien n'y ressemble à une annexe 1 ou 2. Vérifiez que c'est le bon fichier.")  # fmt: skip
    return found[0]


def _partner(answers: Answers, dataset: Dataset, choices: Choices) -> Entry[Partner]:
    key = choices.partner or answers.partner
    if not key:
        raise GreffeError(f"{answers.file} ne dit pas de quel partenaire il vient. Ajoutez « --partner » et le nom de son fichier.")  # fmt: skip
    if key not in dataset.partners:
        raise GreffeError(f"{answers.file} : le partenaire « {key} » n'a pas de fichier lisible dans data/partners/. Lancez « greffe check », ou donnez le bon avec « --partner ».")  # fmt: skip
    return dataset.partners[key]


def _stale(answers: Answers, held: Held) -> bool:
    """Whether the form was made from an annexe that is no longer the one in hand."""
    return bool(answers.base and held.fingerprint and answers.base != held.fingerprint)


def _outcome(draft: Proposal, choices: Choices) -> Proposal:
    """The draft with its offers taken as chosen, and what comes of it."""
    chosen = tuple(
        replace(
            offer,
            taken=offer.settled
            or offer.number in choices.numbers
            or (choices.every and offer.option.sole),
        )
        for offer in draft.offers
    )
    sent = offers.sent(draft.received, chosen) or choices.sent
    people = {
        key: tuple(offers.read_as(person, chosen) for person in each)
        for key, each in draft.received.lists.items()
    }
    if draft.form is ANNEXE_1:
        people = {key: _once(each) if key == "ouverts" else each for key, each in people.items()}
        steps, since = _accounts(draft, people, sent, choices)
    elif draft.form.document == PJ3:
        ((key, said),), since = _rebased(draft, people)
        steps = users.steps(
            draft.held.lists[key],
            said,
            sent,
            _delay(draft),
            choices.decide,
            holding=_holding(draft, sent),
        )
        people = {key: users.checked(each, steps, draft.home.equipment) for key, each in people.items()}  # fmt: skip
    else:
        people = {key: tuple(map(_named, each)) for key, each in people.items()}
        steps = [
            step
            for key, each in people.items()
            for step in comparison.roles(draft.held.lists[key], each, key)
        ]
        since = []
    lists = {
        key: comparison.result(steps, key, draft.held.lists[key])
        for key in draft.held.lists
        if key in people or draft.accounts
    }
    return replace(
        draft, offers=chosen, people=people, steps=tuple(steps), since=tuple(since),
        lists=lists, sent=sent,
    )  # fmt: skip


def _once(people: Sequence[Person]) -> tuple[Person, ...]:
    """Somebody listed twice otherwise: which line is right is not ours to say."""
    found: list[Person] = []
    for person in people:
        if any(comparison.same_login(person.values, other.values) for other in found):
            twice = {"adresse_electronique": "la même personne est déjà dans une autre ligne"}
            found.append(replace(person, invalid={**person.invalid, **twice}))
        else:
            found.append(person)
    return tuple(found)


def _named(person: Person) -> Person:
    """A contact must have a name, that of the person or of the mailbox."""
    if "nom" in person.values or "nom" in person.invalid:
        return person
    return replace(person, invalid={**person.invalid, "nom": "case vide"})


def _accounts(
    draft: Proposal, people: Mapping[str, tuple[Person, ...]], sent: date | None, choices: Choices
) -> tuple[list[Step], list[Since]]:
    (opened, closed), since = _rebased(draft, people)
    held = draft.held.lists
    current = held[opened[0]], held[closed[0]]
    steps = comparison.accounts(current, (opened[1], closed[1]), sent, _delay(draft), choices.decide, holding=_holding(draft, sent))  # fmt: skip
    return steps, since


def _holding(draft: Proposal, sent: date | None) -> Holding:
    kind: Erased = "comptes-clos" if draft.form is ANNEXE_1 else "utilisateurs"

    def holding(line: Line) -> date | None:
        hold = sent and holds.keeping(draft.kept, kind, comparison.logins(line), sent)
        return hold.until if hold else None

    return holding


def _pairing(form: Form) -> Pairing:
    return users.pairs if form.document == PJ3 else comparison.pairs


def _delay(draft: Proposal) -> Duration:
    assert draft.held.delay
    return draft.held.delay


def _rebased(
    draft: Proposal, people: Mapping[str, tuple[Person, ...]]
) -> tuple[list[tuple[str, Sequence[Person]]], list[Since]]:
    """What the form says of each list, put back on the one in hand if it was made from an older one."""
    since: list[Since] = []
    lists: list[tuple[str, Sequence[Person]]] = []
    before = _before(draft) if draft.stale else None
    for key, lines in draft.held.lists.items():
        said: Sequence[Person] = people.get(key) or ()
        if key not in people:
            # A list that the file does not have says nothing of those who are in it.
            said = [comparison.in_hand(line, key) for line in lines]
        elif before is not None:
            said, found = rebase(key, before.get(key, []), said, lines, _pairing(draft.form))
            since += found
        lists.append((key, said))
    return lists, since


def _before(draft: Proposal) -> dict[str, list[Line]] | None:
    """The annexe that the form was made from, if the file carries it whole."""
    if draft.answers.before is None:
        return None
    older = replace(draft.answers, lists=draft.answers.before, transmitted=None)
    read = rows.clean(older, draft.form, Known())
    return {key: [person.values for person in people] for key, people in read.lists.items()}
