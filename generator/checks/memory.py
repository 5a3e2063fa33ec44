"""Remembers the last check, so that checking again when nothing changed reads no YAML.

What is remembered stands for the very bytes it was made from: every data file, template and module of
greffe enters the key, by its name at least. It may name people: it stays under build/, alone, and goes with it.
"""

import json
import os
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator import outputs
from generator.checks.finding import Finding
from generator.checks.outcome import Outcome, Silence, Waiver

FILE = Path("build", "memoire", "check.json")
_READ = (".yml", ".md", ".py")


def key(folders: Iterable[Path], *choices: object) -> str:
    """Hash of what is below `folders` and of the `choices` of the command.

    The name of every file and folder counts: one that is out of place is a finding too. So does the content
    of those that a check reads.
    """
    digest = blake2b(repr(choices).encode(), digest_size=20)
    for top in _outermost(folders):
        for place, inner, files in os.walk(top, followlinks=True):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            digest.update(f"\0{place}\0{sorted(files)}\0{inner}\0".encode())
            for name in sorted(files):
                if name.endswith(_READ) and (content := _content(f"{place}/{name}")) is not None:
                    digest.update(f"{len(content)}\0".encode())
                    digest.update(content)
    return digest.hexdigest()


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """`folders` without those that another of them holds."""
    every = list(folders)
    return [one for one in every if not any(each in one.parents for each in every)]


def _content(path: str) -> bytes | None:
    """What a check reads at `path`; None for what it cannot open, which it says itself.

    There are thousands of files, and most checks wait for nothing else: hence a plain string.
    """
    if not os.path.isfile(path):  # noqa: PTH113
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except PermissionError:
        return None


def recall(root: Path, known: str) -> Outcome | None:
    """The outcome remembered under the key `known`, if it is the last one."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        memory = json.loads(path.read_text(encoding="utf-8"))
        return _outcome(**memory["outcome"]) if memory["key"] == known else None
    except (ValueError, KeyError, TypeError):
        return None  # damaged, or written by another version: it will be made again


def remember(root: Path, known: str, outcome: Outcome) -> None:
    """Keep `outcome` under the key `known`, in place of what was remembered."""
    memory = {"key": known, "outcome": outcome}
    outputs.write_file(root / FILE, json.dumps(memory, default=_plain).encode())


def _plain(value: object) -> object:
    """What JSON writes of a date, or of a finding, a waiver, a silence or the outcome itself: its fields."""
    return value.isoformat() if isinstance(value, date) else vars(value)


def _outcome(
    *,
    day: str,
    findings: list[dict[str, Any]],
    waivers: list[dict[str, Any]],
    silences: list[dict[str, Any]],
    **others: Any,
) -> Outcome:
    return Outcome(
        day=date.fromisoformat(day),
        findings=tuple(_finding(**each) for each in findings),
        waivers=tuple(_waiver(**each) for each in waivers),
        silences=tuple(Silence(**each) for each in silences),
        **others,
    )


def _finding(*, due: str | None, **others: Any) -> Finding:
    return Finding(due=date.fromisoformat(due) if due else None, **others)


def _waiver(*, until: str, findings: list[dict[str, Any]], **others: Any) -> Waiver:
    back = tuple(_finding(**each) for each in findings)
    return Waiver(until=date.fromisoformat(until), findings=back, **others)
