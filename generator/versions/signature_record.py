"""A signature noted in the partner's file: its days, its proof, and what the signed text says, in one verified edit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.documents.french.dates import long_date
from generator.errors import UsageError
from generator.store import edit, source
from generator.store.dataset import Entry
from generator.store.edit import Edit, InsertItem, SetValue
from generator.store.schema.acts import Proof, Signature
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.signed import SignedAccessValues, SignedValues
from generator.store.signatures import Side, acts
from generator.store.signed import signed_avenants
from generator.store.source import Path
from generator.versions.avenant_record import check_days, completed, plain
from generator.versions.avenant_states import Subject, signed_by

SIDES: dict[Side, str] = {"partenaire": "le partenaire", "caf": "la Caf"}
_OPTIONS = {"partenaire": "--signed", "caf": "--countersigned", "recue_le": "--received", "lieu": "--place"}  # fmt: skip
_WORDS = {"recue_le": "le jour de réception", "lieu": "le lieu"}


@dataclass(frozen=True)
class Noted:
    """What is to be noted of an act: the days and place of `signature` that are given, a proof for each party
    that signed; `replacing` what is noted already.
    """

    signature: Signature
    proofs: dict[Side, Proof]
    replacing: bool


def recorded(subject: Subject, noted: Noted, documents: Sequence[str], day: date) -> str:
    """The text of the partner's file, the signature of the `documents` (keys of `signatures.acts`) noted on `day`.

    It is the same text when all was noted already. Raises UsageError for days that cannot be, or when something
    else is noted; EditRefused when the layout of the file does not allow a sure edit.
    """
    entry = subject.dataset.partners[subject.partner]
    at: Path = ("conventions", subject.index)
    known = acts(subject.convention)
    edits: list[Edit] = []
    for document in documents:
        held = known[document]
        _check(subject.convention, held.signature, noted, day)
        edits += _edits(held.signature, noted, (*at, *held.place))
    after = _after(subject, entry, edits)
    edits += _values(after, at, [known[each].place for each in documents])
    text = edit.apply(entry.source, edits, Partner)
    again = _after(subject, entry, edits)
    if signed_by(again, date.max) != signed_by(after, date.max):
        raise AssertionError("what is noted of the signed text does not read back")
    return text


def _after(subject: Subject, entry: Entry[Partner], edits: Sequence[Edit]) -> Subject:
    """The subject once the `edits` of the partner's file are made."""
    read = source.read(entry.source.file, edit.apply(entry.source, edits, Partner).encode())
    made = replace(entry, record=Partner.model_validate(read.data), source=read)
    partners = {**subject.dataset.partners, entry.id: made}
    return replace(subject, dataset=replace(subject.dataset, partners=partners))


def _check(convention: Convention, held: Signature | None, noted: Noted, day: date) -> None:
    """Refuse days that cannot be, and a second signature of the same party."""
    given = noted.signature
    known = held or Signature()
    whole = known.model_copy(update={name: getattr(given, name) for name in given.model_fields_set})
    check_days(whole, day, "un texte")
    act = convention.acte
    if given.partenaire and act and act.date and given.partenaire < act.date:
        raise UsageError(f"le partenaire ne peut avoir signé le {long_date(given.partenaire)} : l'acte qui l'y autorise est du {long_date(act.date)}. Corrigez « --signed » ou la date de l'acte ; si le texte a bien été signé avant, il est à signer de nouveau.")  # fmt: skip
    if whole.partenaire is None:
        raise UsageError("le jour où le partenaire a signé n'est pas noté : donnez-le avec « --signed ».")  # fmt: skip
    if not noted.replacing:
        _refuse_second(known, noted)


def _refuse_second(known: Signature, noted: Noted) -> None:
    for side, proof in noted.proofs.items():
        day, own = getattr(known, side), getattr(known.preuves, side, None)
        if own is not None and own != proof:
            raise UsageError(f"la signature de {_of(side)} est déjà notée, d'après « {own.fichier} ». Ajoutez « --replace » si ce fichier-ci est le bon.")  # fmt: skip
        if day is not None and day != getattr(noted.signature, side):
            raise UsageError(f"{SIDES[side]} a signé le {long_date(day)}, d'après le fichier du partenaire. Corrigez « {_OPTIONS[side]} », ou ajoutez « --replace ».")  # fmt: skip
    for name, words in _WORDS.items():
        old, new = getattr(known, name), getattr(noted.signature, name)
        if old is not None and new is not None and old != new:
            said = long_date(old) if isinstance(old, date) else old
            raise UsageError(f"{words} noté est déjà « {said} ». Corrigez « {_OPTIONS[name]} », ou ajoutez « --replace ».")  # fmt: skip


def _of(side: Side) -> str:
    return "la Caf" if side == "caf" else "ce partenaire"


def _edits(held: Signature | None, noted: Noted, at: Path) -> Iterator[Edit]:
    for name in noted.signature.model_fields_set:
        value = getattr(noted.signature, name)
        if held is None or getattr(held, name) != value:
            yield SetValue((*at, name), value)
    for side, proof in noted.proofs.items():
        yield SetValue((*at, "preuves", side), plain(proof))


def _values(after: Subject, at: Path, places: Sequence[Path]) -> Iterator[Edit]:
    """What the texts just signed say, where nobody noted it; an avenant keeps what it changed on its own."""
    convention = after.convention
    if signed_avenants(convention, date.max):
        return
    values = signed_by(after, date.max)
    held: SignedValues | None = convention.valeurs_signees
    yield from completed(convention, values, (*at, "valeurs_signees"))
    if isinstance(convention, CooperationConvention) or not isinstance(held, SignedAccessValues):
        return
    assert isinstance(values, SignedAccessValues), "values of that family"
    known = {each.service for each in held.bulletins}
    signed = {convention.bulletins[place[1]].service for place in places if place[0] == "bulletins" and isinstance(place[1], int)}  # fmt: skip
    if "bulletins" in held.model_fields_set:
        for each in values.bulletins:
            if each.service in signed - known:
                yield InsertItem((*at, "valeurs_signees", "bulletins"), None, plain(each))
