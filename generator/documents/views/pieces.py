"""What the pièces justificatives of one service print: contacts of both sides, and users."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.documents.french import dates
from generator.documents.french.typography import NBSP
from generator.documents.rendered import Blank, Text
from generator.documents.views import bulletin, contacts, signatory
from generator.documents.views.annexes import FREE_LINES, transmission
from generator.documents.views.contacts import ContactView
from generator.documents.views.mon_compte_partenaire import Context, Subject, certification
from generator.documents.views.signatory import Word
from generator.store.coherence import active_people
from generator.store.schema.mon_compte_partenaire import Bulletin, Pj1, Place
from generator.store.schema.nominative import User, UserList
from generator.store.schema.services import Column, Piece, Service

MAY_STAY_EMPTY: tuple[Column, ...] = ("identifiant", "lieu", "equipement", "cloture_le")
"""What a line of PJ3 may leave blank (bulletin, 1.2): the Caf fills the login, the closing comes later."""
CERTIFIED = ".certification"
"""How the path ends of whoever certified a piece, when that is to fill."""


@dataclass(frozen=True)
class GroupView:
    """A line of PJ1: a group of the service and who answers for it."""

    intitule: Word
    responsables: tuple[ContactView, ...]


@dataclass(frozen=True)
class Pj1View:
    """The partner's contacts, and the date of their certification."""

    date_transmission: Word
    date_signature: Word
    groupes: tuple[GroupView, ...]


@dataclass(frozen=True)
class Pj2View:
    """The Caf's contacts for the service."""

    date_transmission: Word
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True)
class ColumnView:
    """A column of PJ3: the field of the data and its heading."""

    champ: str
    titre: Text


@dataclass(frozen=True)
class UsersView:
    """A table of PJ3: rows of one cell a column, then empty rows; `nom` is that of its lieu."""

    nom: Word
    colonnes: tuple[ColumnView, ...]
    lignes: tuple[tuple[Word, ...], ...]
    lignes_libres: range


@dataclass(frozen=True)
class Pj3View:
    """The users, in one table and by lieu (one empty table without any); `nombre` says how many have an access."""

    date_transmission: Word
    date_signature: Word
    nombre: Word
    tous: UsersView
    par_lieu: tuple[UsersView, ...]


def context(
    subject: Subject, key: str, service: Service, listed: tuple[int, UserList] | None = None
) -> Context:
    """What the documents of the service `key` print besides those of the convention.

    `listed` is the PJ3 in hand, after its rank in its file; a public document never shows it.
    """
    bulletins = list(enumerate(subject.convention.bulletins)) if subject.convention else []
    rank, record = next((each for each in bulletins if each[1].service == key), (0, None))
    path = f"{subject.path}.bulletins[{rank}]"
    return {
        "service": bulletin.service(service, record.maximums if record else {}),
        "bulletin": bulletin.bulletin(record, path, subject),
        "pj1": _pj1(record.pj1 if record else None, f"{path}.pj1", service, subject),
        "pj2": _pj2(record, path, key, subject),
        "pj3": _pj3(record, path, service, None if subject.public else listed),
    }


def former(
    view: Context, subject: Subject, key: str, listed: tuple[int, UserList] | None
) -> dict[Piece, Context]:
    """What the `view` of a convention says otherwise in each piece of the service `key` that was sent before whoever
    represents the partner today came: somebody else certified it, whose name is to fill.
    """
    came = subject.partner.representant.depuis if subject.partner else None
    if subject.public or subject.convention is None or came is None:
        return {}
    bulletins = enumerate(subject.convention.bulletins)
    rank, record = next(each for each in bulletins if each[1].service == key)
    first = record.pj1
    days: dict[Piece, date | None] = {
        "pj1": (first.signee_le or first.transmise_le) if first else None,
        "pj3": listed[1].transmise_le if listed else None,
    }
    found: dict[Piece, Context] = {}
    for piece, day in days.items():
        if day and day < came:
            unknown = signatory.unknown(f"{subject.path}.bulletins[{rank}].{piece}{CERTIFIED}")
            manager = replace(view["partenaire"], signataire=unknown)
            found[piece] = {"partenaire": manager, "certification": certification(manager, None)}
    return found


def _pj1(record: Pj1 | None, path: str, service: Service, subject: Subject) -> Pj1View:
    found = record.responsables if record else {}
    known = None if subject.public else record
    return Pj1View(
        transmission(known.transmise_le if known else None, path),
        transmission(known.signee_le if known else None, path, "signee_le"),
        tuple(
            GroupView(
                Text(group.intitule, f"service.groupes.{key}.intitule"),
                contacts.holders(
                    found.get(key, []), f"{path}.responsables.{key}", subject.shown, subject.phones
                ),
            )
            for key, group in service.groupes.items()
        ),
    )


def _pj2(record: Bulletin | None, path: str, key: str, subject: Subject) -> Pj2View:
    sent = record.pj2.transmise_le if record and record.pj2 and not subject.public else None
    found = subject.caf.mon_compte_partenaire.services.get(key, []) if subject.caf else []
    where = f"caf.mon_compte_partenaire.services.{key}"
    return Pj2View(
        transmission(sent, f"{path}.pj2"),
        contacts.holders(found, where, subject.shown, subject.phones),
    )


def _pj3(
    record: Bulletin | None, path: str, service: Service, listed: tuple[int, UserList] | None
) -> Pj3View:
    places = record.lieux if record else []
    columns = tuple(
        ColumnView(field, Text(title, f"service.colonnes_pj3.{field}"))
        for field, title in service.colonnes_pj3.items()
    )
    others = tuple(column for column in columns if column.champ != "lieu")
    names: dict[str | None, Word] = {
        place.nom: Text(place.nom, f"{path}.lieux[{i}].nom") for i, place in enumerate(places)
    }
    if listed is None:
        where = f"{path}.pj3"
        homes = list(names.values()) or [Blank(f"{path}.lieux[0].nom", "lieu d'implantation")]
        return Pj3View(
            transmission(None, where),
            Blank(f"{where}.signee_le", "date"),
            Blank(f"{where}.utilisateurs", "nombre"),
            _table_to_fill("", columns, where),
            tuple(_table_to_fill(name, others, where) for name in homes),
        )
    rank, users = listed
    where = f"pj3.services[{rank}]"
    lines = [
        (_home(user, places), user, f"{where}.utilisateurs[{i}]")
        for i, user in enumerate(users.utilisateurs)
    ]
    names[None] = "Ensemble de l'organisme"
    return Pj3View(
        transmission(users.transmise_le, where),
        Blank(f"{where}.signee_le", "date"),
        _count(service, users, where),
        _table("", columns, [(user, at) for _, user, at in lines]),
        tuple(
            _table(name, others, [(user, at) for its_home, user, at in lines if its_home == home])
            for home, name in names.items()
            if any(its_home == home for its_home, _, _ in lines) or (home is None and not lines)
        ),
    )


def _home(user: User, places: Sequence[Place]) -> str | None:
    """The lieu of a user, whose line may name the équipement alone."""
    holding = (
        place.nom for place in places for each in place.equipements if each.nom == user.equipement
    )
    return user.lieu or next(holding, None)


def _count(service: Service, users: UserList, path: str) -> Text:
    """« 12 sur 50 »."""
    count = str(active_people(users.utilisateurs))
    limit = f" sur{NBSP}{service.utilisateurs}" if service.utilisateurs else ""
    return Text(count + limit, f"{path}.utilisateurs")


def _table(
    name: Word, columns: tuple[ColumnView, ...], lines: Sequence[tuple[User, str]]
) -> UsersView:
    rows = tuple(
        tuple(_cell(getattr(user, each.champ), each, f"{path}.{each.champ}") for each in columns)
        for user, path in lines
    )
    return UsersView(name, columns, rows, FREE_LINES[:0])


def _table_to_fill(name: Word, columns: tuple[ColumnView, ...], path: str) -> UsersView:
    row = tuple(Blank(f"{path}.utilisateurs[0].{each.champ}", each.titre.text) for each in columns)
    return UsersView(name, columns, (row,), FREE_LINES)


def _cell(value: str | date | None, column: ColumnView, path: str) -> Word:
    if isinstance(value, date):
        return Text(dates.numeric_date(value), path)
    if value:
        return Text(value, path)
    return "" if column.champ in MAY_STAY_EMPTY else Blank(path, column.titre.text)
