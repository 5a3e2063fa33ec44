"""Remembers the last check, so that checking again when nothing changed reads no YAML.

What is remembered stands for the very bytes it was made from: every data file, template and module of
greffe enters the key, by its name at least. It may name people: it stays under build/, alone, and goes with it.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator import outputs
from generator.checks.finding import Finding

FILE = Path("build", "memoire", "check.json")
_READ = {".yml", ".md", ".py"}


def key(folders: Iterable[Path], *choices: object) -> str:
    """Hash of what is below `folders` and of the `choices` of the command.

    The name of every file and folder counts: one that is out of place is a finding too. So does the content
    of those that a check reads.
    """
    digest = blake2b(repr(choices).encode(), digest_size=20)
    for top in folders:
        for place, inner, files in os.walk(top, followlinks=True):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            digest.update(f"\0{place}\0{sorted(files)}\0{inner}\0".encode())
            for path in (Path(place, name) for name in sorted(files)):
                if path.suffix in _READ and path.is_file():
                    with suppress(PermissionError):  # the check itself says so
                        content = path.read_bytes()
                        digest.update(f"{len(content)}\0".encode())
                        digest.update(content)
    return digest.hexdigest()


def recall(root: Path, known: str) -> tuple[date, list[Finding]] | None:
    """The day and the findings remembered under the key `known`, if those are the last ones."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        memory = json.loads(path.read_text(encoding="utf-8"))
        if memory["key"] != known:
            return None
        return date.fromisoformat(memory["day"]), [_finding(each) for each in memory["findings"]]
    except (ValueError, KeyError, TypeError):
        return None  # damaged, or written by another version: it will be made again


def remember(root: Path, known: str, day: date, findings: Iterable[Finding]) -> None:
    """Keep `findings`, made for `day`, under the key `known`, in place of what was remembered."""
    memory = {"key": known, "day": day, "findings": [asdict(finding) for finding in findings]}
    outputs.write_file(root / FILE, json.dumps(memory, default=date.isoformat).encode())


def _finding(fields: dict[str, Any]) -> Finding:
    return Finding(
        **{**fields, "due": date.fromisoformat(fields["due"]) if fields["due"] else None}
    )
