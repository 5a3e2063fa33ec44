"""What is in hand for a form: the annexe that it would replace, and what is known of the partner."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from generator.checks.mailboxes import FREE_MAIL, domain
from generator.documents.forms import ANNEXE_1, Form
from generator.documents.service_forms import PJ3, USERS
from generator.errors import GreffeError
from generator.intake.cleaning.choices import Choices
from generator.intake.cleaning.names import Name
from generator.intake.cleaning.rows import Known, Line, Value
from generator.intake.homes import Home
from generator.store import fingerprints
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import (
    CooperationParameters,
    Duration,
    MonComptePartenaireParameters,
)
from generator.store.schema.partner import Partner
from generator.store.source import Path


@dataclass(frozen=True)
class Held:
    """What is in hand for a form: its lists, its date of transmission, its fingerprint ("" if unknown).

    `paper` is where the annexe or the pièce stands in its file, `within` where its lists stand; `delay` is
    how long a closing stays listed.
    """

    lists: Mapping[str, Sequence[Line]]
    sent: date | None
    fingerprint: str
    paper: Path
    within: Path
    delay: Duration | None = None


def held(form: Form, partner: Entry[Partner], place: Home, dataset: Dataset) -> Held:
    """What `form` would replace, of `partner`, in `place`.

    Raises GreffeError when a nominative file of the partner is there and cannot be read.
    """
    if form is ANNEXE_1:
        return _annexe_1(form, partner, place, dataset)
    if form.document == PJ3:
        return _users(partner, form, place, dataset)
    paper = (*place.path, form.document.replace("-", "_"))
    within = (*paper, "responsables") if form.service else paper
    data: Any = _at(partner.source.data, within)
    sent = _at(partner.source.data, paper).get("transmise_le")
    return Held(
        {each.key: [_contact(line, [f.key for f in each.fields]) for line in data.get(each.key) or []] for each in form.lists},
        date.fromisoformat(sent) if sent else None, "", paper, within,
    )  # fmt: skip


def _at(data: Any, path: Path) -> dict[str, Any]:
    """The group at `path`; empty when there is none."""
    for key in path:
        data = (data[key] if isinstance(data, list) else data.get(key)) or {}  # type: ignore[index]
    return cast(dict[str, Any], data)


def _annexe_1(form: Form, partner: Entry[Partner], place: Home, dataset: Dataset) -> Held:
    annexe = dataset.annexes_1.get(partner.id)
    assert isinstance(place.template.parametres, CooperationParameters)
    delay = place.template.parametres.conservation_comptes_clos
    if annexe is None:
        _refuse_unread(partner, dataset)
        return Held({each.key: [] for each in form.lists}, None, "", (), (), delay)
    lists = {each.key: annexe.source.data.get(each.key) or [] for each in form.lists}
    fingerprint = fingerprints.annexe_1(annexe.record)
    return Held(lists, annexe.record.transmise_le, fingerprint, (), (), delay)


def _users(partner: Entry[Partner], form: Form, place: Home, dataset: Dataset) -> Held:
    entry = dataset.users.get(partner.id)
    assert isinstance(place.template.parametres, MonComptePartenaireParameters)
    delay = place.template.parametres.conservation_habilitations
    if entry is None:
        _refuse_unread(partner, dataset)
    known = entry.record.services if entry else []
    for rank, listed in enumerate(known):
        if entry and listed.service == form.service:
            at: Path = ("services", rank)
            lines = _at(entry.source.data, at).get(USERS) or []
            return Held({USERS: lines}, listed.transmise_le, fingerprints.users(listed), at, at, delay)  # fmt: skip
    new: Path = ("services", len(known))
    return Held({USERS: []}, None, "", new, new, delay)


def _refuse_unread(partner: Entry[Partner], dataset: Dataset) -> None:
    if partner.id in dataset.unread_people:
        raise GreffeError(
            f"{partner.source.file} : un fichier nominatif de ce partenaire ne peut pas être lu, et le remplacer perdrait ce qu'il contient. Corrigez-le d'abord (« greffe check » dit où)."
        )


def _contact(data: Mapping[str, Value | Sequence[str]], keys: Sequence[str]) -> Line:
    """What a form asks of a contact; a mailbox without a person has its name in the column of names."""
    line: dict[str, Value] = {}
    for key in keys:
        value = data.get(key) or (data.get("intitule") if key == "nom" else None)
        if value:
            line[key] = value if isinstance(value, str) else tuple(value)
    return line


def known(partner: Partner, held: Held, choices: Mapping[str, Choices]) -> Known:
    """What helps to read the form: the partner's domains, the names of its people, and its `choices`."""
    lines = [line for key in held.lists for line in held.lists[key]]
    names = tuple(Name(str(line.get("nom", "")), str(line.get("prenom", ""))) for line in lines)
    used = Counter(
        name
        for key in ("ouverts", USERS)
        for line in held.lists.get(key, ())
        if (name := domain(str(line.get("adresse_electronique", "")))) not in FREE_MAIL
    )
    domains = partner.domaines or [name for name, times in used.most_common(1) if times > 1]
    # A closed line may cite what the bulletin no longer declares.
    closed = [line for line in held.lists.get(USERS, ()) if line.get("cloture_le")]
    offered = {
        key: {**known, **{str(line[key]): str(line[key]) for line in closed if key in line}}
        for key, known in choices.items()
    }
    return Known(tuple(domains), names, offered)
