"""JSON Schemas of the data files, for editors and for outside checkers."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.store.parameters import (
    ActTemplate,
    CooperationTemplate,
    MonComptePartenaireTemplate,
)
from generator.store.schema.caf import Caf
from generator.store.schema.control import Control
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings

FILES: dict[str, type[BaseModel]] = {
    "reglages": Settings,
    "controle": Control,
    "caf": Caf,
    "partenaire": Partner,
    "annexe-1": Annexe1,
    "suivi": FollowUp,
    "pj3": Users,
    "service": Service,
    "modele": CooperationTemplate,
    "modele-mon-compte-partenaire": MonComptePartenaireTemplate,
    "modele-acte": ActTemplate,
}
"""Schema name -> the record it describes; the file is `<name>.json`."""


def json_schemas(records: Mapping[str, type[BaseModel]]) -> dict[str, bytes]:
    """File name -> JSON Schema (draft 2020-12), one for each of `records` by name."""
    return {f"{name}.json": _schema(name, record) for name, record in records.items()}


def _schema(name: str, record: type[BaseModel]) -> bytes:
    schema = record.model_json_schema()
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_untitled(schema), "title": name}  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _untitled(node: Any) -> Any:
    """Drop class names and developers' docstrings: what an editor shows is the French of fields."""
    if isinstance(node, list):
        return [_untitled(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node:
        fields = {name: _untitled(field) for name, field in node["properties"].items()}
        return {
            key: fields if key == "properties" else _untitled(value)
            for key, value in node.items()
            if key not in ("title", "description")
        }
    return {key: _untitled(value) for key, value in node.items() if key != "title"}
