"""A signed avenant noted in the partner's file: what was signed before it stays known, what it says is added."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.store import edit, source
from generator.store.dataset import Entry
from generator.store.edit import Edit, InsertItem, RemoveKey, SetValue
from generator.store.fragments import Value
from generator.store.schema.acts import Signature
from generator.store.schema.base import Record
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Partner
from generator.store.schema.signed import SignedAccessValues
from generator.store.signed import differences, noted, signed_avenants
from generator.store.source import Path
from generator.versions.avenant import Changes, next_number, pending
from generator.versions.avenant_states import signed_by


def recorded(
    entry: Entry[Partner], changes: Changes, objet: str, signature: Signature, effect: date | None
) -> str:
    """The text of the partner's file, the avenant noted as signed, in one verified edit.

    Raises EditRefused when the layout of the file does not allow a sure one.
    """
    text = edit.apply(entry.source, list(_edits(changes, objet, signature, effect)), Partner)
    read = source.read(entry.source.file, text.encode())
    edited = replace(entry, record=Partner.model_validate(read.data), source=read)
    partners = {**changes.subject.dataset.partners, entry.id: edited}
    subject = replace(changes.subject, dataset=replace(changes.subject.dataset, partners=partners))
    if differences(changes.after, signed_by(subject, date.max)):
        raise AssertionError("the avenant noted does not read back as what was signed")
    return text


def _edits(
    changes: Changes, objet: str, signature: Signature, effect: date | None
) -> Iterator[Edit]:
    convention, at = changes.subject.convention, ("conventions", changes.subject.index)
    changed = differences(changes.before, changes.after)
    yield from _completed(changes, (*at, "valeurs_signees"), changed)
    fields = [*changed, *(["accord"] if "partenaire" in changed and changes.after.accord else [])]
    avenant: dict[str, Value] = {
        "numero": next_number(convention),
        "objet": objet,
        "signature": _plain(signature),
        **({"effet_le": effect} if effect else {}),
        "valeurs": {field: _plain(getattr(changes.after, field)) for field in fields},
    }
    if waiting := pending(convention):
        yield SetValue((*at, "avenants", waiting[0]), avenant)
    else:
        yield InsertItem((*at, "avenants"), None, avenant)
    if "modele" in changed:
        yield SetValue((*at, "modele"), changes.after.modele)
    if isinstance(convention, MonComptePartenaireConvention):
        yield from _acts(changes, convention, at, signature)


def _completed(changes: Changes, at: Path, changed: list[str]) -> Iterator[Edit]:
    """What the signed text says and nobody noted: once the files have moved on, nothing would tell it."""
    convention = changes.subject.convention
    held = noted(convention, signed_avenants(convention, date.max))
    known = held.model_fields_set if held else set()
    # No SIRET is printed in that family: to note it would ask for an avenant on the day it changes.
    unprinted = {"siret"} - {*changed} if isinstance(convention, CooperationConvention) else set()
    for field in type(changes.before).model_fields:
        value = getattr(changes.before, field)
        if field not in known and field not in unprinted and (value or field in changed):
            yield SetValue((*at, field), _plain(value))


def _acts(
    changes: Changes, convention: MonComptePartenaireConvention, at: Path, signature: Signature
) -> Iterator[Edit]:
    """The mode that the contrat now says, the bulletins that the avenant brings."""
    before, after = changes.before, changes.after
    assert isinstance(before, SignedAccessValues), "values of that family"
    assert isinstance(after, SignedAccessValues), "values of that family"
    contract = convention.contrat
    if contract and after.mode and before.mode != after.mode and not contract.avenants:
        yield SetValue((*at, "contrat", "mode"), after.mode)
        if contract.mode_pratique:
            yield RemoveKey((*at, "contrat", "mode_pratique"))
    told = {each.service for each in before.bulletins}
    for rank, bulletin in enumerate(convention.bulletins):
        if bulletin.service not in told and bulletin.signature is None:
            yield SetValue((*at, "bulletins", rank, "signature"), _plain(signature))


def _plain(value: Any) -> Value:
    """A value as the file writes it; what nobody gave is left out of a group."""
    if isinstance(value, Record):
        return {field: _plain(each) for field, each in value if field in value.model_fields_set}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    plain: Value = value
    return plain
