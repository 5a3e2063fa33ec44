"""The one layout of the files that greffe creates; those that people wrote are kept as found."""

from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from generator.store import source


def new_file(record: BaseModel, schema: str) -> str:
    """YAML text of a new file holding `record`, with the line by which an editor finds its schema.

    `schema` is the path of the JSON Schema from the file's own folder. Fields left at their default are
    not written.
    """
    data = record.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 4096
    stream = StringIO()
    # With its days as dates: as text, they would be quoted.
    writer.dump(_quoted(record.model_dump(exclude_defaults=True, by_alias=True)), stream)
    text = f"# yaml-language-server: $schema={schema}\n{stream.getvalue()}"
    if source.read("nouveau", text.encode()).data != data:
        raise AssertionError("the new file does not read back as the record it was made from")
    return text


def _quoted(node: Any) -> Any:
    """Quote what does not read back as it is: identifiers (as numbers), typographic quotes (refused)."""
    if isinstance(node, dict):
        return {key: _quoted(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_quoted(item) for item in node]
    if isinstance(node, str) and (node.isdigit() or source.CURLY.match(node)):
        return DoubleQuotedScalarString(node)
    return node
