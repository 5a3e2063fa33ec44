"""The JSON Schemas guide editors: an outside validator agrees with greffe on the shipped files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.store import source
from generator.store.locations import PROJECT

FILES = sorted((PROJECT / "data").rglob("*.yml"))


def named_schema(path: Path) -> Path:
    """The schema that the file's own first line names, from where the file stands."""
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert found, f"{path}: no line for the editor"
    return path.parent / found[1]


def faults(schema: Path, data: Any) -> list[str]:
    validator = Draft202012Validator(
        json.loads(schema.read_text(encoding="utf-8")), format_checker=FormatChecker()
    )
    return [error.message for error in validator.iter_errors(data)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_satisfies_the_schema_that_its_first_line_names(path: Path) -> None:
    assert faults(named_schema(path), source.read(path.name, path.read_bytes()).data) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zzz", 1),
        ("siret", 20000000800017),
        ("siret", "2"),
        ("type", "ville"),
        ("domaines", "x.example"),
        ("nom", ""),
    ],
)
def test_what_greffe_refuses_is_underlined_too(field: str, value: object) -> None:
    path = next(path for path in FILES if path.parent.name == "partners")
    data = source.read(path.name, path.read_bytes()).data
    assert faults(named_schema(path), data | {field: value})


def test_every_field_is_explained_in_french_to_the_editor() -> None:
    for path in (PROJECT / "data" / "schemas").glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for record in (schema, *schema.get("$defs", {}).values()):
            for name, field in record.get("properties", {}).items():
                assert field.get("description"), f"{path.name}: {name}"
