"""Which column fills which field: proposed from the heads, kept in a YAML file that the Caf edits."""

import json
from collections.abc import Mapping, Sequence

from pydantic import Field, ValidationError

from generator.errors import GreffeError
from generator.intake.adoption.fields import BY_KEY, TARGETS, recognised
from generator.store import source
from generator.store.decoding import UnreadableError
from generator.store.problems import Problem
from generator.store.schema import refusals
from generator.store.schema.base import Line, Record
from generator.store.source import Source


class Column(Record):
    """A column of the sheet, by the words at its head."""

    titre: Line = Field(description="Titre de la colonne, tel qu'il est dans le tableau.")
    champ: Line | None = Field(
        None, description="Champ qu'elle remplit ; rien pour une colonne qui n'est pas lue."
    )


class Columns(Record):
    """A whole mapping file. The columns of one title are told apart by their order."""

    feuille: Line | None = Field(None, description="Feuille du classeur.")
    valeurs: dict[str, Line] = Field(
        default_factory=dict,
        description="Valeur d'un champ pour les lignes où aucune colonne ne le donne.",
    )
    colonnes: list[Column] = Field(description="Colonnes, dans l'ordre du tableau.")


def propose(sheet: str, heads: Sequence[str], values: Mapping[str, str]) -> Columns:
    """The mapping for a sheet of these heads. Of two columns that announce one field, the first has it.

    `values` are those of the lines that do not say otherwise (« caf », « modele »…).
    """
    taken: set[str] = set()
    columns = []
    for head in heads:
        target = recognised(head)
        key = target.key if target and target.key not in taken else None
        taken.update([key] if key else [])
        columns.append(Column(titre=head, champ=key))
    return Columns(feuille=sheet or None, valeurs=dict(values), colonnes=columns)


def text(columns: Columns, file: str) -> str:
    """The mapping file of the table `file`, with its explanation."""
    lines = [
        f"# Comment greffe lit « {file} » : une ligne par partenaire, un champ par colonne.",
        "# Vérifiez chaque « champ » ci-dessous. Une colonne sans champ (« champ: null ») n'est pas lue.",
        "# « valeurs » donne ce qui vaut pour toutes les lignes où aucune colonne ne le dit.",
        "# Champs possibles :",
        *(f"#   {target.key} : {target.help}" for target in reversed(TARGETS)),
        "",
    ]
    if columns.feuille:
        lines.append(f"feuille: {_quoted(columns.feuille)}")
    if columns.valeurs:
        lines.append("valeurs:")
        lines += (f"  {key}: {_quoted(value)}" for key, value in columns.valeurs.items())
    lines.append("colonnes:")
    for column in columns.colonnes:
        lines.append(f"  - titre: {_quoted(column.titre)}")
        lines.append(f"    champ: {column.champ or 'null'}")
    return "\n".join(lines) + "\n"


def read(file: str, raw: bytes) -> Columns:
    """The mapping kept in `file`. Raises GreffeError for the first thing to mend, with its line."""
    try:
        read_ = source.read(file, raw)
    except UnreadableError as error:
        raise _said(error.problems[0]) from None
    try:
        columns = Columns.model_validate(read_.data)
    except ValidationError as error:
        raise _said(next(refusals.problems(error, read_, Columns))) from None
    _refuse(columns, read_)
    return columns


def _refuse(columns: Columns, read_: Source) -> None:
    seen: set[str] = set()
    named: list[tuple[source.Path, str]] = [(("valeurs", key), key) for key in columns.valeurs]
    named += [
        (("colonnes", index, "champ"), column.champ)
        for index, column in enumerate(columns.colonnes)
        if column.champ
    ]
    for path, key in named:
        if key not in BY_KEY:
            raise _said(Problem(read_.file, *read_.place(path),
                f"« {key} » n'est pas un champ connu.", "Prenez-le dans la liste en tête de ce fichier."))  # fmt: skip
        if path[0] == "colonnes" and key in seen:
            raise _said(Problem(read_.file, *read_.place(path),
                f"Deux colonnes remplissent « {key} ».", "Gardez-en une, et écrivez « champ: null » à l'autre."))  # fmt: skip
        if path[0] == "colonnes":
            seen.add(key)
    if "nom" not in seen:
        raise _said(Problem(read_.file, *read_.place(("colonnes",)),
            "Aucune colonne ne donne « nom », la dénomination du partenaire.", "Écrivez « champ: nom » à celle qui la porte."))  # fmt: skip


def _said(problem: Problem) -> GreffeError:
    return GreffeError(f"{problem.file}, ligne {problem.line} : {problem.message} {problem.remedy}")


def _quoted(text: str) -> str:
    # A JSON string is a YAML one (YAML 1.2.2, 1.2).
    return json.dumps(text, ensure_ascii=False)
