"""What files say of each other: two partners alike; annexes, bulletins, users and holds beside what is noted of them."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from generator.store.problems import Problem
from generator.store.schema.mon_compte_partenaire import Bulletin
from generator.store.schema.nominative import Annexe1, FollowUp, User, Users
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.source import Path, Source


def twins(partners: Iterable[tuple[Partner, Source]]) -> Iterator[Problem]:
    """Active partners that are the same organisation: same SIRET, or same name and Caf."""
    known: dict[tuple[str, ...], Source] = {}
    for record, source in partners:
        if record.statut == "archive":
            continue
        marks: list[tuple[str, str, tuple[str, ...]]] = [
            ("nom", "ce nom, avec la même Caf", (record.nom.casefold(), record.caf))
        ]
        if record.siret:
            marks.append(("siret", "ce SIRET", (record.siret,)))
        for field, words, mark in marks:
            twin = known.setdefault(mark, source)
            # Which of the two is wrong is not known: each is told.
            for file, other in ((twin, source), (source, twin)) if twin is not source else ():
                yield Problem(
                    file.file, *file.place((field,)),
                    f"{other.file} porte aussi {words} : le même organisme aurait deux dossiers.",
                    "Corrigez celui des deux fichiers qui se trompe, ou supprimez celui qui est en trop.",
                )  # fmt: skip


def annexe_1(
    annexe: Annexe1, annexe_source: Source, partner: Partner, source: Source
) -> Iterator[Problem]:
    """What a partner's file says of its annexe 1 and that the annexe itself does not."""
    for index, convention in partner.cooperation:
        known = convention.annexe_1
        if known is None:
            continue
        facts = (
            ("transmise_le", known.transmise_le, annexe.transmise_le),
            ("ouverts", known.ouverts, len(annexe.ouverts)),
            ("clos", known.clos, len(annexe.clos)),
        )
        for field, said, true in facts:
            if said is not None and said != true:
                yield Problem(
                    source.file, *source.place(("conventions", index, "annexe_1", field)),
                    f"« {field}: {said} » ne correspond pas à l'annexe 1 enregistrée, qui donne « {true} ».",
                    f"Vérifiez {annexe_source.file}, puis recopiez sa valeur ici.",
                )  # fmt: skip


def bulletins(
    partner: Partner, source: Source, services: Mapping[str, Service]
) -> Iterator[Problem]:
    """Profiles and groups that the bulletins of `partner` name and that their service does not have."""
    for index, convention in partner.mon_compte_partenaire:
        for rank, bulletin in enumerate(convention.bulletins):
            service = services.get(bulletin.service)
            if service is None:
                continue
            at: Path = ("conventions", index, "bulletins", rank)
            for profile in bulletin.maximums:
                if profile not in service.profils:
                    yield _unknown(source, (*at, "maximums", profile), "profil", profile, service.profils)  # fmt: skip
            for group in bulletin.pj1.responsables if bulletin.pj1 else ():
                if group not in service.groupes:
                    yield _unknown(source, (*at, "pj1", "responsables", group), "groupe", group, service.groupes)  # fmt: skip


def users(
    found: Users, source: Source, partner: Partner, services: Mapping[str, Service]
) -> Iterator[Problem]:
    """Services without a bulletin, unknown profiles, undeclared places, in the PJ3 of `partner`."""
    index = partner.convention_des_pieces
    known = {} if index is None else _bulletins(partner, index)
    for rank, listed in enumerate(found.services):
        bulletin, service = known.get(listed.service), services.get(listed.service)
        at: Path = ("services", rank)
        if bulletin is None or service is None:
            yield Problem(
                source.file, *source.place((*at, "service")),
                f"Aucun bulletin d'adhésion du partenaire ne porte sur le service « {listed.service} ».",
                "Ajoutez ce bulletin au fichier du partenaire, ou corrigez « service ».",
            )  # fmt: skip
            continue
        for line, user in enumerate(listed.utilisateurs):
            yield from _user(user, (*at, "utilisateurs", line), source, bulletin, service)


def recorded(found: Users, partner: Partner, source: Source, users_file: str) -> Iterator[Problem]:
    """What a partner's file says of its PJ3 and that the PJ3 itself does not."""
    index = partner.convention_des_pieces
    known = {} if index is None else _bulletins(partner, index)
    for listed in found.services:
        record = known[listed.service].pj3 if listed.service in known else None
        if record is None or index is None:
            continue
        facts = (
            ("transmise_le", record.transmise_le, listed.transmise_le),
            ("utilisateurs", record.utilisateurs, active_people(listed.utilisateurs)),
        )
        rank = list(known).index(listed.service)
        for field, said, true in facts:
            if said is not None and said != true:
                yield Problem(
                    source.file,
                    *source.place(("conventions", index, "bulletins", rank, "pj3", field)),
                    f"« {field}: {said} » ne correspond pas à la PJ3 enregistrée, qui donne « {true} ».",
                    f"Vérifiez {users_file}, puis recopiez sa valeur ici.",
                )  # fmt: skip


def unmatched(private: FollowUp | Users, known: Collection[str]) -> Iterator[int]:
    """The ranks of the holds of `private` on somebody who is at none of the `known` addresses."""
    for rank, hold in enumerate(private.conservation):
        if hold.adresse_electronique.lower() not in known:
            yield rank


def holds(private: FollowUp | Users, source: Source, known: Collection[str]) -> Iterator[Problem]:
    """Holds on one person that keep nobody: nothing would stop the erasure of whom they were meant for."""
    for rank in unmatched(private, known):
        yield Problem(
            source.file, *source.place(("conservation", rank, "adresse_electronique")),
            "Cette conservation ne protège personne : aucune ligne de ce partenaire ne porte cette adresse.",
            "Recopiez l'adresse de la ligne à garder, ou retirez cette conservation.",
        )  # fmt: skip


_NOT_LINES = ("conservation", "departs", "remplace_par")


def addresses(data: Any) -> Iterator[str]:
    """The addresses, in lower case, of every line in plain `data`: those of whom a hold may keep."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _NOT_LINES:
                yield from addresses(value)
    elif isinstance(data, list):
        for value in data:
            yield from addresses(value)
    elif isinstance(data, str) and "@" in data:
        yield data.lower()


def active_people(lines: Collection[User]) -> int:
    """How many people, not rows, have an access that is not closed."""
    return len({person(line) for line in lines if line.cloture_le is None})


def person(line: User) -> str:
    """What tells one user from another: the address, else the name."""
    return (line.adresse_electronique or f"{line.prenom or ''} {line.nom}").casefold()


def _bulletins(partner: Partner, index: int) -> dict[str, Bulletin]:
    convention = dict(partner.mon_compte_partenaire)[index]
    return {bulletin.service: bulletin for bulletin in convention.bulletins}


def _user(
    user: User, at: Path, source: Source, bulletin: Bulletin, service: Service
) -> Iterator[Problem]:
    for field in ("profil", "remplace"):
        code = getattr(user, field)
        if code is not None and code not in service.profils:
            yield _unknown(source, (*at, field), "profil", code, service.profils)
    places = {place.nom: [each.nom for each in place.equipements] for place in bulletin.lieux}
    if user.lieu is not None and user.lieu not in places:
        yield _undeclared(source, (*at, "lieu"), "de lieu d'implantation", user.lieu, places)
    here = places.get(user.lieu or "", [name for names in places.values() for name in names])
    elsewhere = next((name for name, names in places.items() if user.equipement in names), None)
    if user.equipement is not None and user.lieu in places and elsewhere not in (None, user.lieu):
        yield Problem(
            source.file, *source.place((*at, "equipement")),
            f"Le bulletin déclare « {user.equipement} » dans « {elsewhere} », et non dans « {user.lieu} ».",
            "Corrigez « lieu » ou « equipement ».",
        )  # fmt: skip
    elif user.equipement is not None and user.equipement not in here:
        yield _undeclared(source, (*at, "equipement"), "d'équipement ou service", user.equipement, here)  # fmt: skip


def _unknown(source: Source, at: Path, what: str, name: str, known: Collection[str]) -> Problem:
    return Problem(
        source.file, *source.place(at, key=at[-1] == name),
        f"Le service n'a pas de {what} « {name} ».",
        _hint(name, known, "Corrigez-le, ou ajoutez-le au fichier du service."),
    )  # fmt: skip


def _undeclared(source: Source, at: Path, what: str, name: str, known: Collection[str]) -> Problem:
    return Problem(
        source.file, *source.place(at),
        f"Le bulletin ne déclare pas {what} « {name} ».",
        _hint(name, known, "Ajoutez-le aux « lieux » du bulletin, ou corrigez le nom."),
    )  # fmt: skip


def _hint(name: str, known: Collection[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Vouliez-vous écrire « {near[0]} » ?" if near else otherwise
