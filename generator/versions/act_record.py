"""The act of a partner's assembly, once taken and transmitted, noted in the partner's file with its receipt."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from generator.documents.french.dates import long_date
from generator.errors import GreffeError, UsageError
from generator.store import edit, source
from generator.store.dataset import Entry
from generator.store.edit import SetValue
from generator.store.receipts import decode
from generator.store.schema import refusals
from generator.store.schema.acts import Act
from generator.store.schema.partner import Partner
from generator.store.source import Path
from generator.versions import act_receipt

RECEIPT = ("envoye_le", "recu_le", "publie_le", "identifiant")
"""The fields of the transmission; the others are those of the act."""

Given = Mapping[str, Any]
"""What is to note: field -> value; what is not said is absent."""


def recorded(
    entry: Entry[Partner], index: int, given: Given, departement: str, *, today: date, anew: bool
) -> str:
    """The text of the partner's file, the act of the convention at `index` noted in one verified edit.

    `departement` is that of the Caf. What the file already says stays, unless it is `anew`: another act
    then takes its place. Raises GreffeError, in one sentence, when the file says otherwise, when the
    receipt contradicts the act or the partner, or when the file's layout does not allow a sure edit.
    """
    known = None if anew else entry.record.conventions[index].acte
    fields = _deduced(given, known)
    at: Path = ("conventions", index, "acte")
    edits = list(_edits(fields, known, at))
    if not edits:
        raise GreffeError("cet acte est déjà noté, avec ces mêmes informations. Rien n'est changé.")
    cleared = [SetValue(at, {"nature": fields["nature"], **_of_the_seat(entry, index)})] if anew else []  # fmt: skip
    text = edit.apply(entry.source, [*cleared, *edits], Partner)
    read = source.read(entry.source.file, text.encode())
    try:
        record = Partner.model_validate(read.data)
    except ValidationError as error:
        (first, *_) = refusals.problems(error, read, Partner)
        raise GreffeError(f"{first.message} {first.remedy}") from None
    noted = record.conventions[index].acte
    assert noted is not None, "it was just written"
    _hold(noted, record, departement, today)
    return text


def _of_the_seat(entry: Entry[Partner], index: int) -> dict[str, str]:
    """What the file says of the partner's seat, whatever the act."""
    known = entry.record.conventions[index].acte
    return {"tribunal": known.tribunal} if known and known.tribunal else {}


def _deduced(given: Given, known: Act | None) -> Given:
    """What is given, and what the identifier says besides: the day of the act, that it is a délibération."""
    found = decode(given["identifiant"]) if "identifiant" in given else None
    said: dict[str, Any] = {}
    if found and found.jour and not (known and known.date):
        said["date"] = found.jour
    if found and found.nature == "DE" and known is None:
        said["nature"] = "deliberation"
    fields = {**said, **given}
    if known is None and "nature" not in fields:
        raise UsageError("dites la nature de l'acte : « --nature deliberation » ou « --nature decision ».")  # fmt: skip
    return fields


def _edits(fields: Given, known: Act | None, at: Path) -> Iterator[SetValue]:
    """What the file does not say yet. Raises GreffeError for what it says otherwise of an act that was taken."""
    sent = known.transmission if known else None
    for field in (*Act.model_fields, *RECEIPT):
        if field not in fields:
            continue
        before = getattr(sent if field in RECEIPT else known, field, None)
        if before == fields[field]:
            continue
        if before is not None and known and known.taken:
            raise GreffeError(
                f"le fichier dit déjà « {field}: {before} » de l'acte de cette convention, et vous donnez « {fields[field]} ». Corrigez l'un des deux, ou ajoutez « --anew » si un nouvel acte prend la place du premier."
            )
        yield SetValue((*at, *(("transmission",) if field in RECEIPT else ()), field), fields[field])  # fmt: skip


def _hold(act: Act, partner: Partner, departement: str, today: date) -> None:
    """Raise GreffeError for an act that is not of this partner, or whose days cannot be."""
    sent = act.transmission
    days = [act.date, *((sent.envoye_le, sent.recu_le, sent.publie_le) if sent else ())]
    if late := [day for day in days if day and day > today]:
        raise GreffeError(f"le {long_date(max(late))} n'est pas encore venu : nous sommes le {long_date(today)}. Corrigez la date.")  # fmt: skip
    wrong = [sentence for _, sentence in act_receipt.disorder(act)]
    if sent and sent.identifiant:
        wrong = [*act_receipt.contradictions(sent.identifiant, act, partner, departement), *wrong]
    if wrong:
        raise GreffeError(f"{wrong[0]} Rien n'est noté : vérifiez l'accusé de transmission.")
