"""What a service allows, beside what a returned PJ3 asks: profiles by level, and people by profile and place."""

from collections.abc import Collection, Iterator
from datetime import date

from pydantic import ValidationError

from generator.checks.words import LEVELS, count
from generator.documents.service_forms import USERS
from generator.intake.cleaning.rows import Line
from generator.intake.homes import Adhesion
from generator.intake.proposal import Proposal
from generator.intake.users import seat
from generator.obligations import quotas
from generator.obligations.quotas import Tally
from generator.store.schema.nominative import User


def limits(proposal: Proposal, day: date) -> Iterator[str]:
    """Each limit that the change concerns, meets on `day` or goes beyond: then with the people and their places."""
    adhesion = proposal.home.adhesion
    if adhesion is None or USERS not in proposal.lists:
        return
    places = {id(step.after): step.person.place for step in proposal.steps if step.person}
    read = [(user, line) for line in proposal.lists[USERS] if (user := _user(line))]
    maximums = adhesion.bulletin.maximums
    changed = {seat(line) for step in proposal.steps if step.before != step.after for line in (step.before, step.after) if line}  # fmt: skip
    for tally in quotas.tallies(adhesion.service, maximums, [user for user, _ in read], day):
        if tally.people < tally.limit and not _concerns(tally, changed):
            continue
        said = f"{_what(tally, adhesion)} : {tally.people} sur {tally.limit}"
        if tally.over:
            more = tally.people - tally.limit
            who = " ; ".join(
                f"{line.get('prenom', '')} {line['nom']}".strip()
                + (f" [{place}]" if (place := places.get(id(line), "")) else "")
                for _, line in (read[rank] for rank in tally.lines)
            )
            said += f", {'une personne' if more == 1 else count(more, 'personne')} de trop : {who}"
        yield f"{'!' if tally.over else '='} {said}"


def level(line: Line, adhesion: Adhesion | None) -> str | None:
    """The French sentence for an open line whose profile is not given at that level; None for any other."""
    user = _user(line)
    profile = adhesion.service.profils.get(user.profil) if user and adhesion else None
    if (
        user is None
        or user.cloture_le
        or profile is None
        or (where := quotas.level(user)) in profile.niveaux
    ):
        return None
    allowed = " ou ".join(LEVELS[one] for one in profile.niveaux)
    return f"le profil {user.profil} se donne pour {allowed}, et non pour {LEVELS[where]}"


def _concerns(tally: Tally, changed: Collection[tuple[str, str]]) -> bool:
    """Whether the limit is that of the service, or of one of the `changed` seats."""
    if tally.scope == "profil":
        return tally.profile in {profile for profile, _ in changed}
    return tally.scope == "service" or (tally.profile, tally.place or "") in changed


def _what(tally: Tally, adhesion: Adhesion) -> str:
    if tally.profile is None:
        return f"Service {adhesion.service.sigle}"
    own = {"profil": "tout le service", "organisme": LEVELS["organisme"]}
    return f"{tally.profile}, {tally.place or own[tally.scope]}"


def _user(line: Line) -> User | None:
    try:
        return User.model_validate(line)
    except ValidationError:  # said elsewhere, cell by cell
        return None
