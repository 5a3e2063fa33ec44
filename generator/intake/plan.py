"""What a returned form would change, told to the editor as a colleague would."""

from collections.abc import Iterator
from datetime import date

from generator.checks.people import login
from generator.checks.words import count, together
from generator.documents.french.dates import long_date
from generator.intake import comparison
from generator.intake.limits import limits
from generator.intake.obstacles import label, obstacles, owner, paper
from generator.intake.plan_steps import offered, steps
from generator.intake.proposal import Proposal
from generator.intake.rebase import Since
from generator.intake.wording import name, owned, quoted
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.people import Contact

_SHOWN = 5
"""How many lines with blank cells are named."""


def plan(proposal: Proposal, day: date) -> str:
    """The plan of `proposal`, seen on `day`: French text that ends with a line end."""
    return "\n".join([_head(proposal), *_remarks(proposal), *_since(proposal), *steps(proposal), *_limits(proposal, day), *_ends(proposal, day)]) + "\n"  # fmt: skip


def _head(proposal: Proposal) -> str:
    adhesion = proposal.home.adhesion
    what = proposal.form.name + (f" ({adhesion.service.sigle})" if adhesion else "")
    sent = f"transmise le {long_date(proposal.sent)}" if proposal.sent else "sans date de transmission sûre"  # fmt: skip
    return f"{proposal.answers.file} : {what} {owned(proposal.partner.record)} ({proposal.partner.id}), {sent}."


def _remarks(proposal: Proposal) -> Iterator[str]:
    found = [*_origin(proposal), *_dates(proposal), *proposal.answers.notes, *_rows(proposal)]
    if found:
        yield "\nÀ savoir"
        yield from (f"  - {remark}" for remark in found)


def _origin(proposal: Proposal) -> Iterator[str]:
    answers, partner = proposal.answers, proposal.partner
    if answers.partner and answers.partner != partner.id:
        yield f"Le fichier dit venir de « {answers.partner} », et vous le rangez chez « {partner.id} » : vérifiez."
    modele = partner.record.conventions[proposal.home.index].modele
    if answers.template and answers.template != modele:
        yield f"Le formulaire suit le modèle « {answers.template} », la convention le modèle « {modele} »."
    if answers.sender:
        yield from _sender(proposal, answers.sender)


def _sender(proposal: Proposal, sender: str) -> Iterator[str]:
    people = _in_charge(proposal)
    where, whose, who = (
        "l'annexe 2",
        "du responsable des habilitations",
        "le responsable des habilitations de l'annexe 2",
    )
    if proposal.form.service:
        where, whose, who = (
            "le contrat",
            "d'un administrateur",
            "un administrateur ni un responsable d'habilitation",
        )
    known = {login(each) for person in people for each in person.adresses_electroniques}
    if not known:
        yield f"Envoyé par {sender} ; {where} ne donne pas l'adresse {whose} : on ne peut pas vérifier que c'est lui."
    elif login(sender) not in known:
        yield f"Envoyé par {sender}, qui n'est pas {who} ({together(sorted(known))}) : faites confirmer l'envoi."


def _in_charge(proposal: Proposal) -> list[Contact]:
    """Whoever may return the form: the responsable des habilitations, or the administrators of the contrat."""
    convention = proposal.partner.record.conventions[proposal.home.index]
    if isinstance(convention, CooperationConvention):
        return convention.annexe_2.responsable_habilitations if convention.annexe_2 else []
    contrat, adhesion = convention.contrat, proposal.home.adhesion
    known = [*filter(None, (contrat.administrateur, contrat.suppleant)), *contrat.responsables_habilitation] if contrat else []  # fmt: skip
    pj1 = adhesion.bulletin.pj1 if adhesion else None
    return [*known, *(each for group in (pj1.responsables.values() if pj1 else ()) for each in group)]  # fmt: skip


def _dates(proposal: Proposal) -> Iterator[str]:
    read, raw = proposal.received.sent, proposal.answers.transmitted
    if raw and read.remarks and not read.options:
        yield f"Date de transmission : écrite « {raw.raw.strip()} » ({', '.join(read.remarks)})."
    for offer in proposal.offers:
        if offer.person is None and raw:
            yield offered(offer, "date de transmission", raw.raw.strip())


def _rows(proposal: Proposal) -> Iterator[str]:
    received = proposal.received
    if received.empty:
        yield f"{count(received.empty, 'ligne vide laissée', 'lignes vides laissées')} de côté."
    yield from _blanks(proposal)
    for repeated in received.repeated:
        yield f"{repeated} : la même ligne est déjà plus haut, elle n'est comptée qu'une fois."
    absent = [each.title(proposal.template.parametres) for each in proposal.form.lists if each.key not in proposal.people]  # fmt: skip
    for title in absent:
        yield f"Le fichier n'a pas la partie « {title} » : elle reste telle qu'elle est enregistrée."


def _blanks(proposal: Proposal) -> Iterator[str]:
    """The blank cells beside something known: who, and what stays."""
    kept = [(step, keys) for step in proposal.steps if (keys := comparison.kept(step))]
    if not kept:
        return
    number = sum(len(keys) for _, keys in kept)
    told = [
        f"{name(step.before or {})} : {', '.join(label(proposal, step.list, key) for key in keys)}"
        for step, keys in kept[:_SHOWN]
    ]
    more = [f"et {count(len(kept) - _SHOWN, 'autre ligne', 'autres lignes')}"] if len(kept) > _SHOWN else []  # fmt: skip
    said = count(number, "case vide garde", "cases vides gardent")
    yield f"{said} ce qui est connu ({' ; '.join([*told, *more])}) ; pour effacer une valeur, le partenaire écrit un tiret seul (« - »)."


def _since(proposal: Proposal) -> Iterator[str]:
    if not proposal.stale or not proposal.changes:
        return
    yield f"\nCe formulaire part d'une {paper(proposal.form)} plus ancienne que celle qui est enregistrée"
    if proposal.answers.before is None:
        yield "  - Il ne dit pas laquelle : les différences ci-dessous sont avec ce qui est enregistré."
    for each in proposal.since:
        yield f"  {'!' if each.conflict else '-'} {_difference(proposal, each)}"


def _difference(proposal: Proposal, since: Since) -> str:
    who = name(since.line)
    if since.field is None:
        if since.was is None:
            return f"{who} : entré dans la liste depuis ; il y reste."
        if not since.conflict:
            return f"{who} : sorti de cette liste depuis ; il n'y revient pas."
        return f"{who} : sorti de cette liste depuis, et changé dans le formulaire."
    key = owner(proposal, since.field)
    what = f"{who}, {label(proposal, key, since.field)} : {quoted(since.field, since.was)} est devenu {quoted(since.field, since.now)}"
    return f"{what}, et le formulaire dit {quoted(since.field, since.said)}." if since.conflict else f"{what} ; c'est gardé."  # fmt: skip


def _ends(proposal: Proposal, day: date) -> Iterator[str]:
    blocked = obstacles(proposal, day)
    if any(not offer.taken for offer in proposal.offers) and proposal.changes:
        yield "\nUne proposition se prend par son numéro, « --accept 1 3 », ou toutes celles qui n'ont pas de rivale avec « --accept all »."
    if blocked:
        yield "\nAvant d'enregistrer"
        yield from (f"  - {sentence}" for sentence in blocked)
    elif not proposal.changes:
        yield "\nTout est déjà enregistré : il n'y a rien à écrire."


def _limits(proposal: Proposal, day: date) -> Iterator[str]:
    if found := list(limits(proposal, day)):
        yield "\nNombre d'utilisateurs, et maximums du service"
        yield from (f"  {each}" for each in found)
