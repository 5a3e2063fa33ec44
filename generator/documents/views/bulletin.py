"""What the bulletin d'adhésion of one service prints, with the service it is about."""

from dataclasses import dataclass

from generator.documents.french import dates
from generator.documents.french.elision import APOSTROPHE
from generator.documents.french.typography import NBSP
from generator.documents.rendered import Blank, Text
from generator.documents.views import contacts, party
from generator.documents.views.annexes import FREE_LINES
from generator.documents.views.mon_compte_partenaire import Subject
from generator.documents.views.signatory import Word
from generator.documents.views.signing import SigningView, signing
from generator.store.schema.mon_compte_partenaire import Bulletin, Place
from generator.store.schema.services import Level, Pieces, Profile, Service
from generator.store.schema.signed import Mode

_LEVELS: dict[Level, tuple[str, str]] = {
    "organisme": ("organisme", f"pour l{APOSTROPHE}organisme"),
    "lieu": (f"lieu d{APOSTROPHE}implantation", f"par lieu d{APOSTROPHE}implantation"),
    "equipement": ("équipement/service", "par équipement/service"),
}


@dataclass(frozen=True)
class ProfileView:
    """A line of the table of profiles; `maximum` counts the users of each level."""

    code: Word
    nom: Word
    precision: Word
    niveau: Word
    maximum: Word


@dataclass(frozen=True)
class ServiceView:
    """The service, as its file describes it; `pieces` are the papers asked in each mode."""

    nom: Word
    sigle: Word
    finalites: tuple[Word, ...]
    utilisateurs: Word
    profils: tuple[ProfileView, ...]
    pieces: Pieces
    module_delegue_depuis: Word


@dataclass(frozen=True)
class PlaceView:
    """A lieu d'implantation, with its équipements and services."""

    nom: Word
    adresse: Word
    siret: Word
    equipements: tuple[Word, ...]


@dataclass(frozen=True)
class BulletinView(SigningView):
    """The adhesion to the service; `mode` is that of the last signed text, None when there is none."""

    annexe: Word
    mode: Mode | None
    cof_numero: Word
    cof_fin: Word
    lieux: tuple[PlaceView, ...]
    lignes_libres: range


def service(record: Service, maximums: dict[str, int]) -> ServiceView:
    """The service, with the numbers of users that the Caf fixed for this partner, by profile."""
    count, since = record.utilisateurs, record.module_delegue_depuis
    return ServiceView(
        nom=Text(record.nom, "service.nom"),
        sigle=Text(record.sigle, "service.sigle"),
        finalites=tuple(
            Text(aim, f"service.finalites[{i}]") for i, aim in enumerate(record.finalites)
        ),
        utilisateurs=Text(str(count), "service.utilisateurs") if count else "",
        profils=tuple(
            _profile(code, profile, maximums.get(code)) for code, profile in record.profils.items()
        ),
        pieces=record.pieces,
        module_delegue_depuis=Text(dates.long_date(since), "service.module_delegue_depuis")
        if since
        else "",
    )


def _profile(code: str, record: Profile, maximum: int | None) -> ProfileView:
    path = f"service.profils.{code}"
    counts = [
        f"{quota}{NBSP}{_LEVELS[level][1]}" for level, quota in record.niveaux.items() if quota
    ]
    if maximum is not None:
        counts.append(f"{maximum}{NBSP}en tout, nombre fixé par la Caf")
    return ProfileView(
        code=Text(code, path),
        nom=Text(record.nom, f"{path}.nom"),
        precision=contacts.text(record.precision, f"{path}.precision"),
        niveau=Text(" ou ".join(_LEVELS[level][0] for level in record.niveaux), f"{path}.niveaux"),
        maximum=Text(", ".join(counts) or "sans limite", f"{path}.niveaux"),
    )


def bulletin(record: Bulletin | None, path: str, subject: Subject) -> BulletinView:
    """The bulletin at `path`; without `record`, places to fill."""
    funding = record.cof if record else None
    end = funding.fin if funding else None
    places = record.lieux if record else []
    return BulletinView(
        **vars(signing(record.signature if record else None, f"{path}.signature")),
        annexe=Text(str(record.annexe), f"{path}.annexe")
        if record
        else Blank(f"{path}.annexe", "numéro"),
        mode=subject.mode,
        cof_numero=contacts.text(funding.numero if funding else None, f"{path}.cof.numero"),
        cof_fin=Text(dates.long_date(end), f"{path}.cof.fin") if end else "",
        lieux=tuple(_place(place, f"{path}.lieux[{i}]") for i, place in enumerate(places))
        or (_place_to_fill(f"{path}.lieux[0]"),),
        lignes_libres=FREE_LINES[:0] if places else FREE_LINES,
    )


def _place(record: Place, path: str) -> PlaceView:
    lines = party.address_lines(record.adresse) if record.adresse else ()
    return PlaceView(
        nom=Text(record.nom, f"{path}.nom"),
        adresse=contacts.text(", ".join(lines), f"{path}.adresse") or _place_to_fill(path).adresse,
        siret=contacts.text(record.siret, f"{path}.siret"),
        equipements=tuple(
            Text(f"{each.nom} ({each.type})" if each.type else each.nom, f"{path}.equipements[{i}]")
            for i, each in enumerate(record.equipements)
        ),
    )


def _place_to_fill(path: str) -> PlaceView:
    return PlaceView(
        nom=Blank(f"{path}.nom", "lieu"),
        adresse=Blank(f"{path}.adresse", "adresse"),
        siret=Blank(f"{path}.siret", "SIRET"),
        equipements=(Blank(f"{path}.equipements[0]", "équipements et services"),),
    )
