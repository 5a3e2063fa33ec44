"""What keeps a form from being applied: one French sentence each, with its place and the next step."""

from collections.abc import Iterator
from datetime import date

from generator.checks.holds import keeping
from generator.documents.forms import TRANSMITTED, Form
from generator.documents.french.dates import long_date
from generator.intake.cleaning.rows import Person
from generator.intake.comparison import logins
from generator.intake.proposal import Proposal


def obstacles(proposal: Proposal, day: date | None = None) -> list[str]:
    """Every obstacle on `day`; nothing may be written while there is one. Without a day, no date is to come."""
    if not proposal.changes and not list(proposal.invalid):
        return []
    return [*_to_come(proposal, day), *_all(proposal)]


def _to_come(proposal: Proposal, day: date | None) -> Iterator[str]:
    sent = proposal.sent
    if sent and day and sent > day and sent != proposal.held.sent:
        yield f"La date de transmission, {long_date(sent)}, est à venir : demandez la bonne au partenaire et corrigez le fichier reçu."


def _all(proposal: Proposal) -> Iterator[str]:
    if proposal.sent is None:
        offered = [offer.number for offer in proposal.offers if offer.person is None]
        how = f"acceptez la proposition {' ou '.join(map(str, offered))}, ou " if offered else ""
        yield f"La date de transmission n'est pas sûre : {how}donnez-la avec « --sent », d'après le courriel ou le partenaire."
    for person, key, reason in proposal.invalid:
        yield _invalid(proposal, person, key, reason)
    if not proposal.accepted and proposal.stale:
        which = f"La {proposal.form.name}" if proposal.form.service else "L'annexe"
        yield f"{which} a changé depuis que ce formulaire a été préparé : comparez ci-dessus, puis ajoutez « --accept conflit » si le formulaire doit l'emporter, ou demandez au partenaire d'en remplir un neuf."
    elif not proposal.accepted and proposal.backwards and proposal.sent and proposal.held.sent:
        yield f"Cette {paper(proposal.form)}, du {long_date(proposal.sent)}, est plus ancienne que celle qui est enregistrée, du {long_date(proposal.held.sent)} : ajoutez « --accept conflit » si elle doit pourtant la remplacer."
    if people := proposal.undecided:
        who = ", ".join(dict.fromkeys(f"{line.get('prenom', '')} {line['nom']}".strip() for line in people))  # fmt: skip
        yield f"Il faut décider pour {who} : demandez au partenaire, puis ajoutez « --missing garder » ou « --missing clore »."
    yield from _kept(proposal)


def _kept(proposal: Proposal) -> Iterator[str]:
    """The contacts that would leave an annexe 2 under a legal hold: unlike an account, nothing would be left of them."""
    if proposal.accounts or proposal.sent is None:
        return
    for step in proposal.steps:
        if step.before is None or step.after is not None:
            continue
        if hold := keeping(proposal.kept, "annexe-2", logins(step.before), proposal.sent):
            who = f"{step.before.get('prenom', '')} {step.before['nom']}".strip()
            yield f"{who} quitterait l'annexe 2, que garde jusqu'au {long_date(hold.until)} une conservation ({hold.file}, ligne {hold.line} : {hold.reason}) : attendez ce jour, ou retirez-la du fichier si elle n'a plus lieu d'être."


def _invalid(proposal: Proposal, person: Person, key: str, reason: str) -> str:
    raw = person.raw.get(key, "").strip()
    said = f"« {raw} » ne peut pas être enregistré ({reason})" if raw else reason
    numbers = [
        str(offer.number)
        for offer in proposal.offers
        if offer.person and offer.person.raw is person.raw and key in offer.option.changes
    ]
    todo = (
        f"acceptez la proposition {' ou '.join(numbers)}"
        if numbers
        else "demandez la valeur au partenaire et corrigez le fichier reçu"
    )
    return f"{person.place}, {label(proposal, person.list, key)} : {said} ; {todo}."


def paper(form: Form) -> str:
    """« annexe », « PJ3 »: feminine both."""
    return form.name if form.service else "annexe"


def owner(proposal: Proposal, key: str) -> str:
    """The first list that asks the field `key`."""
    return next(each.key for each in proposal.form.lists if key in {f.key for f in each.fields})


def label(proposal: Proposal, people: str, key: str) -> str:
    """The annexe's own words for the field `key` of a list, in the middle of a sentence."""
    asked = {each.key: each for each in proposal.form.lists}[people]
    found = {each.key: each.label for each in (*asked.fields, TRANSMITTED)}[key]
    return found[0].lower() + found[1:]
