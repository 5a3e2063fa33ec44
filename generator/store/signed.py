"""What the signed texts of a convention say on a day, and what today's files would have them say.

One answer for rules and avenants: the values of the last avenant signed, over those of the signature. What
nobody noted is taken to be what the files say; what is noted empty was not in the text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.store.schema.base import Record
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import Bulletin
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.services import Service
from generator.store.schema.signed import (
    Avenant,
    SignedAccessValues,
    SignedBulletin,
    SignedValues,
)
from generator.store.source import Path


@dataclass(frozen=True)
class Files:
    """What today's files say of a convention; `services` are those of its bulletins that are to be told."""

    partner: Partner
    caf: Caf
    convention: Convention
    services: Mapping[str, Service]


def signed_avenants(convention: Convention, day: date) -> Sequence[Avenant]:
    """Those that both parties had signed by `day`, whenever they take effect."""
    return [each for each in convention.avenants if each.signe_le and each.signe_le <= day]


def avenants_in_force(convention: Convention, day: date) -> Sequence[Avenant]:
    """Those that had taken effect by `day`."""
    return [
        each for each in convention.avenants if each.en_vigueur_le and each.en_vigueur_le <= day
    ]


def noted(convention: Convention, avenants: Sequence[Avenant]) -> SignedValues | None:
    """What was noted of the text that the convention and its `avenants` make together; None for nothing."""
    values: SignedValues | None = convention.valeurs_signees
    for each in avenants:
        if each.valeurs:
            values = _over(values, each.valeurs) if values else each.valeurs
    return values


def place(convention: Convention, avenants: Sequence[Avenant], field: str) -> Path:
    """Where in the convention the value of `field` that `noted` gives was written."""
    for each in reversed(avenants):
        if each.valeurs and field in each.valeurs.model_fields_set:
            rank = [known.numero for known in convention.avenants].index(each.numero)
            return "avenants", rank, "valeurs", field
    return "valeurs_signees", field


def current(files: Files) -> SignedValues:
    """What the texts made from today's files say."""
    partner, convention = files.partner, files.convention
    prints_sigle = (
        not isinstance(convention, CooperationConvention)
        or convention.presentation.designation == "sigle"
    )
    # Not validated again: each value comes from a record that was.
    parties = SignedValues.model_construct(
        modele=convention.modele,
        partenaire=partner.nom,
        accord=partner.accord,
        sigle=partner.sigle if prints_sigle else None,
        siret=partner.siret,
        adresse=partner.adresse,
        caf=files.caf.nom,
        adresse_caf=files.caf.adresse,
    )
    if isinstance(convention, CooperationConvention):
        return parties
    contract = convention.contrat
    return SignedAccessValues.model_construct(
        **dict(parties),
        missions=convention.missions,
        mode=(contract.mode_pratique or contract.mode_signe) if contract else None,
        bulletins=[
            _bulletin(each, files.services[each.service])
            for each in convention.bulletins
            if each.service in files.services
        ],
    )


def signed(files: Files, avenants: Sequence[Avenant], day: date) -> SignedValues:
    """What the texts signed by `day` say, whole, with `avenants`."""
    held, today = noted(files.convention, avenants), current(files)
    if isinstance(files.convention, CooperationConvention):
        return _over(today, held) if held else today
    contract = files.convention.contrat
    known = {each.service: each for each in getattr(today, "bulletins", ())}
    own = {each.service for each in files.convention.bulletins if _is_signed(each, day)}
    told = {each.service for each in getattr(held, "bulletins", ())}
    base = today.model_copy(
        update={
            "mode": contract.mode_signe if contract else None,
            "bulletins": [each for key, each in known.items() if key in told | own],
        }
    )
    if held is None:
        return base
    values = _over(base, held)
    if "bulletins" not in held.model_fields_set:
        return values
    later = [each for key, each in known.items() if key in own - told]
    return values.model_copy(update={"bulletins": [*getattr(values, "bulletins", ()), *later]})


def differences(before: SignedValues, after: SignedValues) -> list[str]:
    """The fields that do not say the same, however apostrophes and spaces are drawn; the gender of a name goes with the name."""
    pairs = ((field, getattr(before, field), getattr(after, field)) for field in type(after).model_fields)  # fmt: skip
    return [
        field
        for field, old, new in pairs
        if field != "accord" and old != new and _read(old) != _read(new)
    ]


def _read(value: Any) -> Any:
    """The value as somebody reads it: « l'Éloire » is « l’Éloire »."""
    if isinstance(value, str):
        return " ".join(value.replace("’", "'").split())
    if isinstance(value, Record):
        return type(value), {field: _read(each) for field, each in value}
    if isinstance(value, Mapping):
        return {key: _read(each) for key, each in value.items()}
    return [_read(each) for each in value] if isinstance(value, list) else value


def _bulletin(record: Bulletin, service: Service) -> SignedBulletin:
    return SignedBulletin.model_construct(
        service=record.service,
        annexe=record.annexe,
        cof_numero=record.cof.numero if record.cof else None,
        cof_fin=record.cof.fin if record.cof else None,
        maximums=record.maximums,
        utilisateurs=service.utilisateurs,
        profils=service.profils,
    )


def _is_signed(bulletin: Bulletin, day: date) -> bool:
    """Whether a bulletin was more than a draft on `day`: signed, or its service open all the same."""
    held = bulletin.signature
    if held and held.partenaire and held.caf:
        return max(held.partenaire, held.caf) <= day
    return held is not None or (bulletin.ouvert_le is not None and bulletin.ouvert_le <= day)


def _over(values: SignedValues, later: SignedValues) -> SignedValues:
    """`values` with those of `later` that were noted."""
    given = _given(later)
    if "partenaire" in given and later.partenaire != values.partenaire:
        given["accord"] = (
            later.accord
        )  # of the former name's gender, nothing says it is that of this one
    if "bulletins" in given and isinstance(values, SignedAccessValues):
        given["bulletins"] = _bulletins(values.bulletins, given["bulletins"])
    return values.model_copy(update=given)


def _bulletins(
    before: Sequence[SignedBulletin], later: Sequence[SignedBulletin]
) -> list[SignedBulletin]:
    """Those of `later`; what they leave out is said as `before`."""
    known = {each.service: each for each in before}
    return [known.get(each.service, each).model_copy(update=_given(each)) for each in later]


def _given(record: Record) -> dict[str, Any]:
    """The fields that somebody noted, those noted empty included."""
    return {field: getattr(record, field) for field in record.model_fields_set}
