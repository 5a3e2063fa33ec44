"""A whole form: each row becomes a person, with its values as they stand and the readings on offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.documents.forms import TRANSMITTED, Field, Form, People
from generator.intake.answers import Answers, Cell, Row
from generator.intake.cleaning import addresses, choices, dates, names, phones, reading
from generator.intake.cleaning.choices import Choices
from generator.intake.cleaning.names import Name
from generator.intake.cleaning.reading import Reading

_ABOVE = "renvoi à la ligne du dessus"

Value = str | tuple[str, ...]
Line = Mapping[str, Value]
"""A person's fields as the data write them; what is empty is absent."""


@dataclass(frozen=True)
class Option:
    """Another reading of some cells, taken only on request.

    `changes` are the fields and their value ("" empties one), `why` what is odd in the cell. `sole` is
    False when it has a rival. `learnt`: it comes from the annexe in hand, not from the shape of the cell.
    """

    changes: Line
    why: str
    sole: bool = True
    learnt: bool = False


@dataclass(frozen=True)
class Person:
    """A row of the form.

    `values` are its cells as they stand, `invalid` says what cannot be stored, `remarks` what is odd as
    (field, French words). `erased` are the fields to empty on purpose: a blank cell empties nothing.
    """

    list: str
    place: str
    raw: Mapping[str, str]
    values: Line
    invalid: Mapping[str, str]
    remarks: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    erased: frozenset[str] = frozenset()

    def with_options(self, taken: Sequence[Option]) -> "Person":
        """The same once the options `taken` replace what they read."""
        chosen = {key: value for option in taken for key, value in option.changes.items()}
        values = {key: value for key, value in self.values.items() if key not in chosen}
        return replace(
            self,
            values=values | {key: value for key, value in chosen.items() if value},
            invalid={key: why for key, why in self.invalid.items() if key not in chosen},
            erased=self.erased | {key for key, value in chosen.items() if not value},
        )

    @property
    def name(self) -> str:
        """First name and name as they stand, or the place of the row."""
        return str(Name(*(str(self.values.get(key, "")) for key in ("nom", "prenom")))) or self.place  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of the partner: `domains` of its addresses, `names` of its people, and by field the
    `choices` that it has.
    """

    domains: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)


@dataclass(frozen=True)
class _Around:
    """What is known beside a row: of the partner, and of the rest of the form."""

    known: Known
    american: bool
    sent: date | None


@dataclass(frozen=True)
class Received:
    """A form once cleaned. `lists` holds only the lists that the file has; `empty` counts blank rows."""

    sent: Reading
    lists: Mapping[str, tuple[Person, ...]]
    empty: int
    repeated: tuple[str, ...]


def clean(answers: Answers, form: Form, known: Known) -> Received:
    """Read every cell of `answers`, a returned `form`."""
    days = [cell.raw for cell in _dates(answers, form)]
    american = dates.month_first(days)
    sent = dates.read(answers.transmitted.raw, american=american) if answers.transmitted else Reading("")  # fmt: skip
    around = _Around(known, american, date.fromisoformat(sent.value) if sent.value else None)
    lists: dict[str, tuple[Person, ...]] = {}
    empty, repeated = 0, []
    for asked in form.lists:
        if asked.key not in answers.lists:
            continue
        rows = [row for row in answers.lists[asked.key] if not _blank(row)]
        empty += len(answers.lists[asked.key]) - len(rows)
        people: list[Person] = []
        for person in _people(rows, asked, around):
            if person.values and any(_same(person, other) for other in people):
                repeated.append(f"{person.name} ({person.place})")
            else:
                people.append(person)
        lists[asked.key] = tuple(people)
    return Received(sent, lists, empty, tuple(repeated))


def _same(one: Person, other: Person) -> bool:
    return (one.values, one.invalid) == (other.values, other.invalid) and not one.invalid


def _dates(answers: Answers, form: Form) -> list[Cell]:
    keys = {each.key for people in form.lists for each in people.fields if each.kind == "date"}
    cells = [row.cells[key] for rows in answers.lists.values() for row in rows for key in keys & row.cells.keys()]  # fmt: skip
    return [*cells, *filter(None, [answers.transmitted])]


def _blank(row: Row) -> bool:
    return all(reading.is_empty(cell.raw) for cell in row.cells.values())


def _people(rows: Sequence[Row], asked: People, around: _Around) -> list[Person]:
    people: list[Person] = []
    above: dict[str, str] = {}
    for row in rows:
        raw = {key: cell.raw for key, cell in row.cells.items()}
        # A mark that repeats the line above reads as that line does, but is only offered.
        whole = {key: above.get(key, text) if reading.is_ditto(text) else text for key, text in raw.items()}  # fmt: skip
        above = whole
        repeated = {key for key in raw if whole[key] != raw[key]}
        person = _person(row.place, whole, asked, around)
        people.append(_from_above(person, raw, repeated) if repeated else person)
    return people


def _from_above(person: Person, raw: Mapping[str, str], repeated: set[str]) -> Person:
    """`person`, read with the cells above, without taking them: they become options."""
    best = person.with_options([option for option in person.options if option.sole]).values
    options = [Option({key: best[key]}, _ABOVE) for key in sorted(repeated) if key in best]
    kept = tuple(option for option in person.options if not option.changes.keys() & repeated)
    return replace(
        person,
        raw=raw,
        values={key: value for key, value in person.values.items() if key not in repeated},
        invalid=dict(person.invalid) | dict.fromkeys(repeated, _ABOVE),
        options=(*options, *kept),
    )


def _person(place: str, raw: Mapping[str, str], asked: People, around: _Around) -> Person:
    values: dict[str, Value] = {}
    invalid: dict[str, str] = {}
    remarks: list[tuple[str, str]] = []
    options: list[Option] = []
    for each in asked.fields:
        read = _cell(each, raw.get(each.key, ""), raw, around)
        remarks += ((each.key, remark) for remark in read.remarks)
        if read.value:
            values[each.key] = _value(each, read.value)
        elif read.value is None:
            invalid[each.key] = ", ".join(read.remarks) or "valeur illisible"
        elif each.required:
            invalid[each.key] = "case vide"
        why, sole = ", ".join(read.remarks), len(read.options) == 1
        options += (Option({each.key: _value(each, one)}, why, sole) for one in read.options)
        if read.value is None and not each.required:
            options.append(Option({each.key: ""}, why, sole=False))
    named, odd = _name(raw, around.known)
    remarks += (("nom", remark) for remark in odd)
    if named:
        # One offer for the two cells: what each of them needs alone is part of it.
        options = [each for each in options if not each.changes.keys() & {"nom", "prenom"}]
        options.append(named)
    options += _exchanged(raw, asked)
    requested = str(values.get("demande_le", ""))
    if around.sent and requested > around.sent.isoformat():
        remarks.append(("demande_le", "la demande est datée d'après l'annexe"))
    erased = {each.key for each in asked.fields if not each.required and reading.is_erasure(raw.get(each.key, ""))}  # fmt: skip
    return Person(asked.key, place, raw, values, invalid, tuple(remarks), _rivals(options), frozenset(erased))  # fmt: skip


def _rivals(options: Sequence[Option]) -> tuple[Option, ...]:
    """Two options on one cell are rivals, but for the one that leaves it empty."""
    sole = [option for option in options if option.sole]
    crowded = {
        id(one)
        for one in sole
        for other in sole
        if one is not other and not one.changes.keys().isdisjoint(other.changes)
    }
    return tuple(replace(each, sole=each.sole and id(each) not in crowded) for each in options)


def _value(asked: Field, text: str) -> Value:
    return tuple(text.split(" ")) if asked.kind == "adresses" and text else text


def _cell(asked: Field, raw: str, row: Mapping[str, str], around: _Around) -> Reading:
    person = not reading.is_empty(row.get("nom", ""))
    match asked.kind:
        case "date":
            return dates.read(raw, american=around.american)
        case "adresse":
            return addresses.read(raw, around.known.domains, person=person)
        case "adresses":
            return _several(raw, around.known, person)
        case "telephone":
            return phones.read(raw)
        case "choix":
            return choices.read(raw, asked.key, around.known.choices.get(asked.key))
        case "texte":
            return reading.text(raw)


def _several(raw: str, known: Known, person: bool) -> Reading:
    """Several addresses in one cell, separated by spaces in the reading; one bad one spoils the cell."""
    read = [addresses.read(piece, known.domains, person=person) for piece in addresses.many(raw)]
    best = [each.options[0] if each.options else each.value for each in read]
    whole = " ".join(each.value or "" for each in read)
    offered = " ".join(filter(None, best)) if all(best) else ""
    return Reading(
        None if any(each.value is None for each in read) else whole,
        (offered,) if offered and offered != whole else (),
        tuple(dict.fromkeys(remark for each in read for remark in each.remarks)),
    )


def _name(raw: Mapping[str, str], known: Known) -> tuple[Option | None, list[str]]:
    """The name as it is usually written, when that is not what the cells say."""
    said = [raw.get(key, "").strip() for key in ("nom", "prenom")]
    cells = Name(*("" if reading.is_empty(cell) else cell for cell in said))
    if any(map(reading.is_ditto, cells)):
        return None, []
    usual, remarks, better = names.read(cells, known.names)
    chosen = better or usual
    if chosen == cells or not chosen.family or not all(map(reading.storable, filter(None, chosen))):
        return None, remarks
    learnt = better is not None and better != usual
    why = ", ".join(remarks) or "espaces superflus"
    first = {"prenom": chosen.first} if chosen.first or cells.first else {}
    return Option({"nom": chosen.family, **first}, why, learnt=learnt), remarks


def _exchanged(raw: Mapping[str, str], asked: People) -> list[Option]:
    """Two columns swapped: an address stands where words are expected, and words where it should be."""
    place = next((each for each in asked.fields if each.kind == "adresse"), None)
    if place is None or reading.is_empty(raw.get(place.key, "")) or "@" in raw[place.key]:
        return []
    return [
        Option(
            {place.key: raw[each.key].strip(), each.key: reading.tidy(raw[place.key])},
            "colonnes inversées",
        )
        for each in asked.fields
        if each.kind == "texte" and addresses.is_address(raw.get(each.key, "").strip())
    ]


def transmission(read: Reading) -> list[Option]:
    """What may be taken as the date of transmission, when the form's own is not sure."""
    why = ", ".join(read.remarks)
    return [Option({TRANSMITTED.key: day}, why, len(read.options) == 1) for day in read.options]
