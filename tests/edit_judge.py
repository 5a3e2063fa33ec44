"""What a file should hold after some edits, and what is wrong with a text that claims to."""

import copy
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML

from tests.edited_files import File


@dataclass
class State:
    """A file being edited: what it should hold, what was touched, removed and erased since it was made."""

    file: File
    data: dict[str, Any]
    ids: dict[str, list[str]]
    styles: dict[str, str]
    touched: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    """People whose former name or address no edit can know any more."""

    def copy(self) -> "State":
        """A state to change; the file itself is shared."""
        rest = (
            self.data,
            self.ids,
            self.styles,
            self.touched,
            self.removed,
            self.erased,
            self.renamed,
        )
        return State(self.file, *copy.deepcopy(rest))


def judge(state: State, raw: bytes) -> list[tuple[str, str]]:
    """What is wrong with the text `raw`, with the kind of fault."""
    made = state.file
    text = raw.decode()
    wrong: list[tuple[str, str]] = []
    read = YAML(typ="safe", pure=True).load(text.removeprefix("\ufeff"))
    if _plain(read) != state.data:
        wrong.append(("invalid", f"{_plain(read)} instead of {state.data}"))
    if text.startswith("\ufeff") != made.raw.startswith(b"\xef\xbb\xbf"):
        wrong.append(("foreign", "byte-order mark"))
    if set(re.findall(r"\r\n|\r|\n", text)) - {made.newline}:
        wrong.append(("foreign", "line breaks"))
    after = iter(text.removeprefix("\ufeff").split(made.newline))
    for line in made.lines:
        if line.tags & state.touched or any(_gone(tag, state) for tag in line.tags):
            continue
        if not any(other == line.text for other in after):
            wrong.append(("foreign", f"« {line.text} » is gone or moved"))
            break
    for token, owner in made.comments.items():
        gone = owner is not None and _gone(owner, state)
        if text.count(token) != (not gone) and not (gone and str(owner).endswith(".loose")):
            wrong.append(("traces" if gone else "foreign", f"comment {token} of {owner}"))
    folded = text.casefold()
    hidden = state.renamed & set(made.planted.values())
    wrong += [("traces", who) for who in state.erased - hidden if f"{who}x" in folded]
    return wrong


def _gone(tag: str, state: State) -> bool:
    steps = tag.split(".")
    return any(".".join(steps[: n + 1]) in state.removed for n in range(len(steps)))


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node.isoformat() if isinstance(node, date) else node
