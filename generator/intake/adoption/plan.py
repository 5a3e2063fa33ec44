"""What a tracking sheet would add: a new file for each partner that is not there yet.

A line that cannot be read whole stops nothing: it is listed, and the others go on. A partner that is
already there is never touched.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.errors import GreffeError
from generator.intake.adoption import mapping
from generator.intake.adoption.fields import BY_KEY, Target
from generator.intake.adoption.mapping import Columns
from generator.intake.adoption.rows import Draft, draft
from generator.intake.adoption.sheet import Table
from generator.intake.readers.columns import fold
from generator.store import layout
from generator.store.dataset import Dataset
from generator.store.partner_names import file_name
from generator.store.schema.base import FILE_ID
from generator.store.schema.partner import Partner

State = Literal["à créer", "déjà là", "à reprendre"]

FOLDER = "data/partners/"
_SCHEMA = "../schemas/partenaire.json"


@dataclass(frozen=True)
class Outcome:
    """What becomes of a line. `reasons` say why it is refused; `doubts`, what was left out or is to be seen.

    `content` is the new file of the partner `id`, when there is one to create.
    """

    place: str
    name: str
    state: State
    id: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    content: bytes = b""


@dataclass(frozen=True)
class Adoption:
    """The outcome of every line that says something, in the order of the sheet."""

    table: Table
    unread: tuple[str, ...]
    outcomes: tuple[Outcome, ...]

    def files(self) -> dict[str, bytes]:
        """Path from the root -> content of each file to create."""
        return {
            f"{FOLDER}{each.id}.yml": each.content
            for each in self.outcomes
            if each.state == "à créer"
        }


def propose(table: Table, dataset: Dataset) -> Columns:
    """The mapping that the heads of `table` suggest; the only Caf and the last template go for every line."""
    newest = max(dataset.templates.values(), key=lambda each: each.date, default=None)
    values = {"modele": newest.id} if newest else {}
    if len(dataset.cafs) == 1:
        values["caf"] = next(iter(dataset.cafs))
    return mapping.propose(table.sheet, list(table.heads.values()), values)


def plan(table: Table, columns: Columns, dataset: Dataset) -> Adoption:
    """What `table`, read by `columns`, would add to `dataset`; nothing is written.

    Raises GreffeError when the mapping names a column that the table does not have, or none for « nom ».
    """
    fields, unread = _fields(table, columns)
    drafts = [
        made
        for line in table.lines
        if (made := draft(line, fields, columns.valeurs, table.formulas))
    ]
    present, before = _Known(), _Known()
    for key, entry in dataset.partners.items():
        present.add(key, entry.record)
    outcomes: dict[int, Outcome] = {}
    new: dict[int, tuple[Draft, Partner]] = {}
    for number, made in enumerate(drafts):
        record = made.record
        if record is None:
            outcomes[number] = _refused(made, *made.refused)
        elif there := present.find(record):
            outcomes[number] = Outcome(made.place, made.name, "déjà là", there, (), ())
        elif line := before.find(record):
            outcomes[number] = _refused(made, f"c'est le même partenaire qu'à la {line}")
        else:
            new[number] = made, record
            before.add(made.place, record)
    wanted = Counter(name for made, record in new.values() for name in _names(made, record))
    for number, (made, record) in new.items():
        outcomes[number] = _created(made, record, wanted, dataset)
    return Adoption(table, unread, tuple(outcomes[number] for number in range(len(drafts))))


def _refused(made: Draft, *reasons: str) -> Outcome:
    return Outcome(made.place, made.name, "à reprendre", "", reasons, made.doubts)


def _created(made: Draft, record: Partner, wanted: Mapping[str, int], dataset: Dataset) -> Outcome:
    if made.id and not FILE_ID.match(made.id):
        return _refused(made, f"« {made.id} » ne peut pas être un nom de fichier : des minuscules sans accent, les mots séparés par un tiret")  # fmt: skip
    if record.caf not in dataset.cafs:
        return _refused(made, f"la Caf « {record.caf} » n'est pas dans data/cafs/")
    if model := next((e.modele for e in record.conventions if e.modele not in dataset.templates), None):  # fmt: skip
        return _refused(made, f"le modèle « {model} » n'est pas dans templates/")
    unreadable = {problem.file for problem in dataset.problems}
    for name in _names(made, record):
        if f"{FOLDER}{name}.yml" in unreadable:
            return _refused(made, f"{FOLDER}{name}.yml n'est pas lisible : corrigez-le d'abord, avec « greffe check »")  # fmt: skip
        if wanted[name] == 1 and name not in dataset.partners:
            content = layout.new_file(record, _SCHEMA).encode()
            return Outcome(made.place, made.name, "à créer", name, (), made.doubts, content)
    return _refused(made, "son nom de fichier serait celui d'un autre : donnez-en un dans une colonne « Identifiant »")  # fmt: skip


def _fields(
    table: Table, columns: Columns
) -> tuple[dict[int, tuple[str, Target]], tuple[str, ...]]:
    """The target of each column of the table, with its head, and the heads that are not read."""
    left = dict(table.heads)
    fields: dict[int, tuple[str, Target]] = {}
    for asked in columns.colonnes:
        column = next((c for c, head in left.items() if fold(head) == fold(asked.titre)), None)
        if column is not None:
            head = left.pop(column)
            if asked.champ:
                fields[column] = head, BY_KEY[asked.champ]
        elif asked.champ:
            raise GreffeError(f"« {table.file} » n'a pas de colonne « {asked.titre} », que la correspondance des colonnes nomme. Corrigez l'une ou l'autre.")  # fmt: skip
    if not any(target.key == "nom" for _, target in fields.values()):
        raise GreffeError(f"« {table.file} » : la correspondance des colonnes ne dit pas laquelle donne « nom », la dénomination du partenaire. Complétez-la.")  # fmt: skip
    return fields, tuple(head for column, head in table.heads.items() if column not in fields)


class _Known:
    """Partners, and where each is."""

    def __init__(self) -> None:
        self._by_siren: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[tuple[str, Partner]]] = {}

    def add(self, where: str, record: Partner) -> None:
        if record.numero_siren:
            self._by_siren[record.numero_siren] = where
        self._by_name.setdefault(_called(record), []).append((where, record))

    def find(self, record: Partner) -> str | None:
        """Where the same partner is: same SIREN or, when one of the two is unknown, same name and commune."""
        if record.numero_siren in self._by_siren:
            return self._by_siren[str(record.numero_siren)]
        for where, other in self._by_name.get(_called(record), ()):
            if not (record.numero_siren and other.numero_siren):
                return where
        return None


def _called(record: Partner) -> tuple[str, str]:
    return fold(record.nom), fold(record.adresse.commune)


def _names(made: Draft, record: Partner) -> list[str]:
    """File names that suit a partner, the shortest first: they depend on its own line alone."""
    if made.id:
        return [made.id]
    name = file_name(record.nom)
    more = (record.adresse.commune, record.adresse.code_postal, record.numero_siren)
    return list(dict.fromkeys([name, *(file_name(f"{name} {each}") for each in more if each)]))
