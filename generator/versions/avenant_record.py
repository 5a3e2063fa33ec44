"""A signed avenant noted in the partner's file: what was signed before it stays known, what it says is added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.documents.french.dates import long_date
from generator.errors import UsageError
from generator.store import edit, source
from generator.store.dataset import Entry
from generator.store.edit import Edit, InsertItem, RemoveKey, SetValue
from generator.store.fragments import Value
from generator.store.schema.acts import Signature
from generator.store.schema.base import Record
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.signed import SignedAccessValues, SignedValues
from generator.store.signed import differences, noted, signed_avenants
from generator.store.source import Path
from generator.versions.avenant import Changes, next_number, pending
from generator.versions.avenant_states import signed_by

_CONVENTION = "la convention"


def check(convention: Convention, objet: str, signature: Signature, day: date) -> None:
    """Raise UsageError when the `signature` of an avenant about `objet` cannot be noted on `day`.

    Its days must follow one another, after the texts that it changes; an avenant is noted once.
    """
    check_days(signature, day, "un avenant")
    for known in convention.avenants:
        if known.signe_le and (known.objet, known.signature) == (objet, signature):
            raise UsageError(f"cet avenant est déjà noté, sous le numéro {known.numero}. Rien n'est changé.")  # fmt: skip
    _check_after(_signed(convention), signature)


def _check_after(before: Iterable[tuple[str, date]], signature: Signature) -> None:
    """Refuse an avenant signed before one of the texts that it changes."""
    days = _days(signature)
    for name, signed in before:
        if days and min(days) < signed:
            raise UsageError(f"{name} n'est signé{'e' if name == _CONVENTION else ''} que le {long_date(signed)} : un avenant signé avant ne peut en partir. Corrigez la date.")  # fmt: skip


def check_days(signature: Signature, day: date, what: str) -> None:
    """Raise UsageError when the days of a `signature` cannot be those of a fact known on `day`; `what` is signed."""
    days = _days(signature)
    if late := [each for each in days if each > day]:
        raise UsageError(f"le {long_date(max(late))} n'est pas encore venu : nous sommes le {long_date(day)}. Corrigez la date.")  # fmt: skip
    if signature.partenaire and signature.recue_le and signature.recue_le < signature.partenaire:
        raise UsageError(f"la Caf ne peut avoir reçu le {long_date(signature.recue_le)} {what} que le partenaire a signé le {long_date(signature.partenaire)}. Corrigez « --received » ou « --signed ».")  # fmt: skip
    before = max(filter(None, (signature.partenaire, signature.recue_le)), default=None)
    if signature.caf and before and signature.caf < before:
        done = "reçu" if signature.recue_le == before else "signé par le partenaire"
        raise UsageError(f"la Caf ne peut avoir contresigné le {long_date(signature.caf)} {what} {done} le {long_date(before)}. Corrigez « --countersigned ».")  # fmt: skip


def _days(signature: Signature) -> list[date]:
    return [day for day in (signature.partenaire, signature.recue_le, signature.caf) if day]


def _called(number: int) -> str:
    return f"l'avenant n° {number}"


def _signed(convention: Convention) -> Iterator[tuple[str, date]]:
    """The convention, then its avenants, with the day they were signed."""
    held = convention.signature
    if held and held.partenaire and held.caf:
        yield _CONVENTION, max(held.partenaire, held.caf)
    yield from ((_called(each.numero), each.signe_le) for each in convention.avenants if each.signe_le)  # fmt: skip


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


def corrected(
    entry: Entry[Partner], index: int, given: Signature, effect: date | None, day: date
) -> str:
    """The text of the partner's file, the `given` days put in the place of those of the last signed avenant of a convention.

    The bulletins that it brought keep its days. Raises UsageError when there is none, or as `check`.
    """
    convention = entry.record.conventions[index]
    rank = max((each for each, one in enumerate(convention.avenants) if one.signe_le), default=None)
    if rank is None:
        raise UsageError("aucun avenant n'est noté comme signé : ôtez « --replace ».")
    avenant = convention.avenants[rank]
    held = avenant.signature
    assert held is not None, "it is signed"
    signature = held.model_copy(update={name: getattr(given, name) for name in ("partenaire", "recue_le", "caf")})  # fmt: skip
    check_days(signature, day, "un avenant")
    _check_after([each for each in _signed(convention) if each[0] != _called(avenant.numero)], signature)  # fmt: skip
    at = ("conventions", index)
    edits: list[Edit] = [SetValue((*at, "avenants", rank, "signature"), _noted(signature))]
    if effect:
        edits.append(SetValue((*at, "avenants", rank, "effet_le"), effect))
    if isinstance(convention, MonComptePartenaireConvention):
        edits += [SetValue((*at, "bulletins", each, "signature"), _noted(signature)) for each, one in enumerate(convention.bulletins) if one.signature == held]  # fmt: skip
    return edit.apply(entry.source, edits, Partner)


def _edits(
    changes: Changes, objet: str, signature: Signature, effect: date | None
) -> Iterator[Edit]:
    convention, at = changes.subject.convention, ("conventions", changes.subject.index)
    changed = differences(changes.before, changes.after)
    yield from completed(convention, changes.before, (*at, "valeurs_signees"), changed)
    fields = [*changed, *(["accord"] if "partenaire" in changed and changes.after.accord else [])]
    avenant: dict[str, Value] = {
        "numero": next_number(convention),
        "objet": objet,
        "signature": plain(signature),
        **({"effet_le": effect} if effect else {}),
        "valeurs": {field: plain(getattr(changes.after, field)) for field in fields},
    }
    if waiting := pending(convention):
        yield SetValue((*at, "avenants", waiting[0]), avenant)
    else:
        yield InsertItem((*at, "avenants"), None, avenant)
    if "modele" in changed:
        yield SetValue((*at, "modele"), changes.after.modele)
    if isinstance(convention, MonComptePartenaireConvention):
        yield from _acts(changes, convention, at, signature)


def completed(
    convention: Convention, values: SignedValues, at: Path, changed: Sequence[str] = ()
) -> Iterator[Edit]:
    """What the signed texts say, `values`, and nobody noted at `at`: once the files have moved on, nothing would tell it.

    Of what is empty, only what is about to be `changed` is noted.
    """
    held = noted(convention, signed_avenants(convention, date.max))
    known = held.model_fields_set if held else set()
    # No SIRET is printed in that family: to note it would ask for an avenant on the day it changes.
    unprinted = {"siret"} - {*changed} if isinstance(convention, CooperationConvention) else set()
    for field in type(values).model_fields:
        value = getattr(values, field)
        if field not in known and field not in unprinted and (value or field in changed):
            yield SetValue((*at, field), plain(value))


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
            yield SetValue((*at, "bulletins", rank, "signature"), plain(signature))


def _noted(signature: Signature) -> Value:
    """What is known of a signature, as the file writes it."""
    return {name: plain(value) for name, value in signature if value is not None}


def plain(value: Any) -> Value:
    """A value as the file writes it; what nobody gave is left out of a group."""
    if isinstance(value, Record):
        return {field: plain(each) for field, each in value if field in value.model_fields_set}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    as_is: Value = value
    return as_is
