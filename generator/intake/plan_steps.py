"""The lines of a plan: what becomes of each person, with what is odd in its row."""

from collections.abc import Iterator

from generator.checks.people import login, name_words
from generator.checks.words import together
from generator.documents.french.dates import long_date
from generator.documents.french.durations import duration
from generator.intake import users
from generator.intake.cleaning.reading import is_erasure
from generator.intake.cleaning.rows import Line, Person
from generator.intake.comparison import Kind, Step
from generator.intake.limits import level
from generator.intake.obstacles import label, owner
from generator.intake.offers import Offer
from generator.intake.proposal import Proposal
from generator.intake.wording import SEAT, name, quoted, shown

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


def steps(proposal: Proposal) -> Iterator[str]:
    """What becomes of each person, section by section."""
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
    line = step.after or step.before or {}
    words = [
        name(line) or "(sans nom)",
        *(shown(key, line[key]) for key in SEAT if key in line),
    ]
    if step.kind not in ("unchanged", "still-listed"):
        words += [shown(key, line[key]) for key in _PLAIN if key in line]
        words += [f"{label(proposal, step.list, key)} : {shown(key, line[key])}" for key in _DATES if key in line]  # fmt: skip
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
                said = (
                    f"{label(proposal, owner(proposal, key), key)} : {quoted(key, before.get(key))}"
                )
                if step.person and is_erasure(step.person.raw.get(key, "")) and key not in after:
                    yield f"{said} est effacé, à la demande du partenaire (« - »)"
                else:
                    yield f"{said} devient {quoted(key, after.get(key))}"
        yield from _identity(step)
    if step.kind == "missing":
        yield _decision(step)
    if step.kind == "expired" and proposal.held.delay:
        yield f"demandée plus de {duration(proposal.held.delay)} avant la transmission"
    if step.until:
        yield f"gardée au-delà de son délai : conservation jusqu'au {long_date(step.until)}"
    elif step.kind == "kept":
        yield "la convention veut qu'elle y figure encore : signalez-le au partenaire"
    if step.kind == "added" and "remplace" in after:
        yield f"remplace le profil {after['remplace']}, clos"
    yield from _identifier(proposal, step)
    if step.person and (wrong := level(after, proposal.home.adhesion)):
        yield f"! {label(proposal, step.list, 'profil')} : {wrong}"
    if step.person:
        yield from _oddities(proposal, step.person)


def _identity(step: Step) -> Iterator[str]:
    """What a change of address or of name may hide."""
    if step.kind != "changed" or not step.before or not step.after:
        return
    old, new = (str(line.get("adresse_electronique", "")) for line in (step.before, step.after))
    if users.same_identifier(step.before, step.after):
        return
    if login(old) != login(new):
        yield "l'adresse est l'identifiant : un compte est à ouvrir, l'ancien à fermer"
    elif not set(name_words(name(step.before))) <= set(name_words(name(step.after))):
        yield "même adresse, autre nom : faites confirmer que c'est la même personne"


def _identifier(proposal: Proposal, step: Step) -> Iterator[str]:
    """One identifiant of the platform with another address, or another name: the same person, or a slip."""
    line = step.after or {}
    if step.person is None or line == step.before:
        return
    known = [other for key in proposal.held.lists for other in proposal.held.lists[key]]
    for who in dict.fromkeys(_who(each) for each in known if users.in_doubt(line, each)):
        yield f"! identifiant : le même est à {who} : faites confirmer que c'est la même personne"


def _who(line: Line) -> str:
    return ", ".join(filter(None, (name(line), str(line.get("adresse_electronique", "")))))


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
            yield offered(offer, together(labels), " ".join(filter(None, said)))
    told = {key for offer in offers for key in offer.option.changes}
    for key, remark in person.remarks:
        if key not in told and key not in person.invalid:
            yield f"! {label(proposal, person.list, key)} : {remark}"


def offered(offer: Offer, what: str, raw: str) -> str:
    """An offer with its number: what it reads in `what`, instead of `raw`."""
    values = [shown(*each) for each in reversed(list(offer.option.changes.items())) if each[1]]
    new = f"« {' '.join(values)} »" if values else "rien"
    state = ", déjà ainsi dans ce qui est enregistré" if offer.settled else ", accepté" if offer.taken else ""  # fmt: skip
    return f"{offer.number}) {what} : {new} au lieu de « {raw} » ({offer.option.why}){state}"
