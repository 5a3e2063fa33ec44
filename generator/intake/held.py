"""What is in hand for a form: the annexe that it would replace, and what is known of the partner."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.checks.mailboxes import FREE_MAIL, domain
from generator.documents.forms import ANNEXE_1, Form
from generator.errors import GreffeError
from generator.intake.cleaning.names import Name
from generator.intake.cleaning.rows import Known, Line, Value
from generator.store import fingerprints
from generator.store.dataset import Dataset, Entry
from generator.store.schema.partner import Partner


@dataclass(frozen=True)
class Held:
    """What is in hand for a form: its lists, its date of transmission, its fingerprint ("" if unknown)."""

    lists: Mapping[str, Sequence[Line]]
    sent: date | None
    fingerprint: str


def held(form: Form, partner: Entry[Partner], index: int, dataset: Dataset) -> Held:
    """What `form` would replace: the annexe 1 of `partner`, or the annexe 2 of its convention `index`.

    Raises GreffeError when there is an annexe 1 that cannot be read.
    """
    if form is ANNEXE_1:
        annexe = dataset.annexes_1.get(partner.id)
        if annexe is None and partner.id in dataset.unread_people:
            raise GreffeError(
                f"{partner.source.file} : un fichier nominatif de ce partenaire ne peut pas être lu, et le remplacer perdrait ce qu'il contient. Corrigez-le d'abord (« greffe check » dit où)."
            )
        if annexe is None:
            return Held({each.key: [] for each in form.lists}, None, "")
        lists = {each.key: annexe.source.data.get(each.key, []) for each in form.lists}
        return Held(lists, annexe.record.transmise_le, fingerprints.annexe_1(annexe.record))
    record = partner.record.convention_cooperation(index).annexe_2
    data = partner.source.data["conventions"][index].get("annexe_2", {})
    return Held(
        {each.key: [_contact(line, [f.key for f in each.fields]) for line in data.get(each.key, [])] for each in form.lists},
        record.transmise_le if record else None, "",
    )  # fmt: skip


def _contact(data: Mapping[str, Value | Sequence[str]], keys: Sequence[str]) -> Line:
    """What a form asks of a contact; a mailbox without a person has its name in the column of names."""
    line: dict[str, Value] = {}
    for key in keys:
        value = data.get(key) or (data.get("intitule") if key == "nom" else None)
        if value:
            line[key] = value if isinstance(value, str) else tuple(value)
    return line


def known(partner: Partner, held: Held) -> Known:
    """What helps to read the form: the domains of the partner's addresses and the names of its people."""
    lines = [line for key in held.lists for line in held.lists[key]]
    names = tuple(Name(str(line.get("nom", "")), str(line.get("prenom", ""))) for line in lines)
    used = Counter(
        name
        for line in held.lists.get("ouverts", ())
        if (name := domain(str(line.get("adresse_electronique", "")))) not in FREE_MAIL
    )
    domains = partner.domaines or [name for name, times in used.most_common(1) if times > 1]
    return Known(tuple(domains), names)
