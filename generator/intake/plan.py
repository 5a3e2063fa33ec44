"""What a returned form would change, told to the editor as a colleague would."""

from collections.abc import Iterator
from datetime import date

from generator.checks.people import login, name_words
from generator.checks.words import count, together
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration
from generator.intake.cleaning.rows import Line, Person, Value
from generator.intake.comparison import Kind, Step
from generator.intake.limits import level, limits
from generator.intake.obstacles import label, obstacles, paper
from generator.intake.offers import Offer
from generator.intake.proposal import Proposal
from generator.intake.rebase import Since
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.people import Contact

_SECTIONS: tuple[tuple[Kind, str, str], ...] = (
    ("added", "+", "Nouveaux accès demandés"),
    ("reopened", "+", "Accès à rouvrir"),
    ("changed", "~", "Ce qui change"),
    ("closed", "-", "Clôtures demandées"),
    ("missing", "?", "Absents, sans demande de clôture"),
    ("removed", "-", "Ne sont plus interlocuteurs"),
    ("listed", "+", "Clôtures que l'on ne connaissait pas"),
    ("relisted", "~", "Clôtures dont la ligne change"),
    ("kept", "=", "Clôtures absentes du formulaire, gardées"),
    ("expired", "-", "Clôtures trop anciennes, retirées"),
    ("unchanged", "=", "Sans changement"),
    ("still-listed", "=", "Clôtures déjà connues"),
)  # fmt: skip
_ROLES: dict[Kind, str] = {"added": "Nouveaux interlocuteurs"}
_PLAIN = ("adresse_electronique", "adresses_electroniques", "fonction", "telephone")
_DATES = ("demande_le", "habilite_le", "cloture_demandee_le", "cloture_le")
_SEAT = ("profil", "lieu", "equipement")


def plan(proposal: Proposal, day: date) -> str:
    """The plan of `proposal`, seen on `day`: French text that ends with a line end."""
    return "\n".join([_head(proposal), *_remarks(proposal, day), *_since(proposal), *_steps(proposal), *_limits(proposal, day), *_ends(proposal)]) + "\n"  # fmt: skip


def _head(proposal: Proposal) -> str:
    adhesion = proposal.home.adhesion
    what = proposal.form.name + (f" ({adhesion.service.sigle})" if adhesion else "")
    sent = f"transmise le {long_date(proposal.sent)}" if proposal.sent else "sans date de transmission sûre"  # fmt: skip
    return f"{proposal.answers.file} : {what} de {proposal.partner.record.nom} ({proposal.partner.id}), {sent}."


def _remarks(proposal: Proposal, day: date) -> Iterator[str]:
    found = [*_origin(proposal), *_dates(proposal, day), *proposal.answers.notes, *_rows(proposal)]
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


def _dates(proposal: Proposal, day: date) -> Iterator[str]:
    read, raw = proposal.received.sent, proposal.answers.transmitted
    if proposal.sent and proposal.sent > day:
        yield f"La date de transmission, {long_date(proposal.sent)}, est à venir."
    if raw and read.remarks and not read.options:
        yield f"Date de transmission : écrite « {raw.raw.strip()} » ({', '.join(read.remarks)})."
    for offer in proposal.offers:
        if offer.person is None and raw:
            yield _offered(offer, "date de transmission", raw.raw.strip())


def _rows(proposal: Proposal) -> Iterator[str]:
    received = proposal.received
    if received.empty:
        yield f"{count(received.empty, 'ligne vide laissée', 'lignes vides laissées')} de côté."
    for name in received.repeated:
        yield f"{name} : la même ligne est déjà plus haut, elle n'est comptée qu'une fois."
    absent = [each.title(proposal.template.parametres) for each in proposal.form.lists if each.key not in proposal.people]  # fmt: skip
    for title in absent:
        yield f"Le fichier n'a pas la partie « {title} » : elle reste telle qu'elle est enregistrée."


def _since(proposal: Proposal) -> Iterator[str]:
    if not proposal.stale or not proposal.changes:
        return
    yield f"\nCe formulaire part d'une {paper(proposal.form)} plus ancienne que celle qui est enregistrée"
    if proposal.answers.before is None:
        yield "  - Il ne dit pas laquelle : les différences ci-dessous sont avec ce qui est enregistré."
    for each in proposal.since:
        yield f"  {'!' if each.conflict else '-'} {_difference(proposal, each)}"


def _difference(proposal: Proposal, since: Since) -> str:
    who = _name(since.line)
    if since.field is None:
        if since.was is None:
            return f"{who} : entré dans la liste depuis ; il y reste."
        if not since.conflict:
            return f"{who} : sorti de cette liste depuis ; il n'y revient pas."
        return f"{who} : sorti de cette liste depuis, et changé dans le formulaire."
    key = _owner(proposal, since.field)
    what = f"{who}, {label(proposal, key, since.field)} : {_quoted(since.field, since.was)} est devenu {_quoted(since.field, since.now)}"
    return f"{what}, et le formulaire dit {_quoted(since.field, since.said)}." if since.conflict else f"{what} ; c'est gardé."  # fmt: skip


def _steps(proposal: Proposal) -> Iterator[str]:
    for kind, sign, title in _SECTIONS:
        steps = [step for step in proposal.steps if step.kind == kind]
        if not steps:
            continue
        shown = title if proposal.accounts else _ROLES.get(kind, title)
        yield f"\n{shown} ({len(steps)})"
        for step in steps:
            yield f"  {sign} {_line(proposal, step)}"
            yield from (f"      {detail}" for detail in _details(proposal, step))


def _line(proposal: Proposal, step: Step) -> str:
    shown = step.after or step.before or {}
    words = [
        _name(shown) or "(sans nom)",
        *(_shown(key, shown[key]) for key in _SEAT if key in shown),
    ]
    if step.kind not in ("unchanged", "still-listed"):
        words += [_shown(key, shown[key]) for key in _PLAIN if key in shown]
        words += [f"{label(proposal, step.list, key)} : {_shown(key, shown[key])}" for key in _DATES if key in shown]  # fmt: skip
    place = f" [{step.person.place}]" if step.person and step.person.place else ""
    if not proposal.accounts:
        place = f" ({_role(proposal, step.list)}){place}"
    return ", ".join(words) + place


def _role(proposal: Proposal, key: str) -> str:
    return next(each.short for each in proposal.form.lists if each.key == key)


def _details(proposal: Proposal, step: Step) -> Iterator[str]:
    before, after = step.before or {}, step.after or {}
    if step.kind in ("changed", "relisted", "closed", "reopened"):
        unseen = set() if step.kind == "relisted" else {"cloture_demandee_le", "cloture_le"}
        for key in sorted((before.keys() | after.keys()) - unseen):
            if before.get(key) != after.get(key):
                yield f"{label(proposal, _owner(proposal, key), key)} : {_quoted(key, before.get(key))} devient {_quoted(key, after.get(key))}"
        yield from _identity(step)
    if step.kind == "missing":
        yield _decision(step)
    if step.kind == "expired" and proposal.held.delay:
        yield f"demandée plus de {duration(proposal.held.delay)} avant la transmission"
    if step.kind == "kept":
        yield "la convention veut qu'elle y figure encore : signalez-le au partenaire"
    if step.kind == "added" and "remplace" in after:
        yield f"remplace le profil {after['remplace']}, clos"
    if step.person and (wrong := level(after, proposal.home.adhesion)):
        yield f"! {label(proposal, step.list, 'profil')} : {wrong}"
    if step.person:
        yield from _oddities(proposal, step.person)


def _owner(proposal: Proposal, key: str) -> str:
    return next(each.key for each in proposal.form.lists if key in {f.key for f in each.fields})


def _identity(step: Step) -> Iterator[str]:
    """What a change of address or of name may hide."""
    if step.kind != "changed" or not step.before or not step.after:
        return
    old, new = (str(line.get("adresse_electronique", "")) for line in (step.before, step.after))
    if login(old) != login(new):
        yield "l'adresse est l'identifiant : un compte est à ouvrir, l'ancien à fermer"
    elif not set(name_words(_name(step.before))) <= set(name_words(_name(step.after))):
        yield "même adresse, autre nom : faites confirmer que c'est la même personne"


def _decision(step: Step) -> str:
    if step.after is None:
        return "garder l'accès ou le clore ? (« --missing garder » ou « --missing clore »)"
    kept = step.after == step.before
    return "l'accès est gardé" if kept else "la clôture est demandée à la date de transmission"


def _oddities(proposal: Proposal, person: Person) -> Iterator[str]:
    """What is odd in a row, with the readings on offer; the rivals of one that was taken are not said."""
    offers = [each for each in proposal.offers if each.person and each.person.raw is person.raw]
    done = {key for offer in offers if offer.taken for key in offer.option.changes}
    for offer in offers:
        if offer.taken or done.isdisjoint(offer.option.changes):
            labels = [label(proposal, person.list, key) for key in offer.option.changes]
            said = [person.raw.get(key, "").strip() for key in reversed(list(offer.option.changes))]  # fmt: skip
            yield _offered(offer, together(labels), " ".join(filter(None, said)))
    told = {key for offer in offers for key in offer.option.changes}
    for key, remark in person.remarks:
        if key not in told and key not in person.invalid:
            yield f"! {label(proposal, person.list, key)} : {remark}"


def _offered(offer: Offer, what: str, raw: str) -> str:
    values = [_shown(*each) for each in reversed(list(offer.option.changes.items())) if each[1]]
    new = f"« {' '.join(values)} »" if values else "rien"
    state = ", déjà ainsi dans ce qui est enregistré" if offer.settled else ", accepté" if offer.taken else ""  # fmt: skip
    return f"{offer.number}) {what} : {new} au lieu de « {raw} » ({offer.option.why}){state}"


def _ends(proposal: Proposal) -> Iterator[str]:
    blocked = obstacles(proposal)
    if any(not offer.taken for offer in proposal.offers) and proposal.changes:
        yield "\nUne proposition se prend par son numéro, « --accept 1 3 », ou toutes celles qui n'ont pas de rivale avec « --accept all »."
    if blocked:
        yield "\nAvant d'enregistrer"
        yield from (f"  - {sentence}" for sentence in blocked)
    elif not proposal.changes:
        yield "\nTout est déjà enregistré : il n'y a rien à écrire."


def _limits(proposal: Proposal, day: date) -> Iterator[str]:
    if found := list(limits(proposal, day)):
        yield "\nNombre d'utilisateurs, aux limites du service"
        yield from (f"  {each}" for each in found)


def _name(line: Line) -> str:
    return " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)


def _shown(key: str, value: Value) -> str:
    if not isinstance(value, str):
        return ", ".join(value)
    return long_date(date.fromisoformat(value)) if key.endswith("_le") and value else value


def _quoted(key: str, value: Value | None) -> str:
    return f"« {_shown(key, value)} »" if value else "(vide)"
