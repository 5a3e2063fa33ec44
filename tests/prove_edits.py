"""Random edits on generated files, judged without the code that makes them. `python -m tests.prove_edits 10000`

The judge of the data is ruamel.yaml; lines and comments are judged by what the generator knows of each.
"""

import copy
import random
import re
import sys
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.store import source
from generator.store.edit import (
    Edit,
    EditRefused,
    InsertItem,
    RemoveItem,
    RemoveKey,
    SetValue,
    apply,
)
from tests.edit_judge import State, judge
from tests.edited_files import LISTS, Maker, person


@dataclass
class Figures:
    """What a run counted. `broken` holds (seed, what)."""

    edits: int = 0
    done: int = 0
    doubt: int = 0
    named: int = 0
    named_missed: int = 0
    invalid: int = 0
    foreign: int = 0
    traces: int = 0
    broken: list[tuple[int, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.edits} edits: {self.done} made, {self.doubt} refused for doubt "
            f"({100 * self.doubt / self.edits:.1f} %), {self.named} refused since a comment names the person "
            f"({self.named_missed} missed); {self.invalid} invalid, {self.foreign} foreign byte changed, "
            f"{self.traces} trace of an erased person"
        )


def run(seed: int, figures: Figures, length: int, wanted: int) -> None:
    """Up to `length` edits, one after the other, on the file of `seed`."""
    made = Maker(seed).file()
    rng = random.Random(seed * 7 + 1)
    state = State(made, made.data, made.ids, made.styles)
    raw = made.raw
    number = 1000
    for _ in range(length):
        if figures.edits >= wanted:
            return
        number += 1
        following, edits = choose(rng, state, number)
        figures.edits += 1
        planted = set(made.planted.values()) & following.erased - state.erased
        try:
            text = apply(source.read("f.yml", raw), edits)
        except EditRefused as refused:
            if planted and "personne" in str(refused):
                figures.named += 1
            else:
                figures.doubt += 1
            continue
        figures.named_missed += bool(planted - following.renamed)
        figures.done += 1
        state, raw = following, text.encode()
        for kind, wrong in judge(state, raw):
            setattr(figures, kind, getattr(figures, kind) + 1)
            figures.broken.append((seed, f"{kind}: {wrong} after {edits}"))
        if figures.broken and figures.broken[-1][0] == seed:
            return


def choose(rng: random.Random, before: State, number: int) -> tuple[State, list[Edit]]:
    """A random edit (or two that go together), and the state it should lead to."""
    state = before.copy()
    filled = [name for name in LISTS if state.data.get(name)]
    choices = [insert, insert, set_root, remove_root]
    if filled:
        choices += [remove, remove, remove, set_field, set_field, remove_field, move]
    if state.data.get("domaines"):
        choices += [domains]
    return state, rng.choice(choices)(rng, state, number)


def remove(rng: random.Random, state: State, number: int) -> list[Edit]:
    name = rng.choice([name for name in LISTS if state.data.get(name)])
    index = rng.randrange(len(state.data[name]))
    return [_take(state, name, index)]


def _take(state: State, name: str, index: int) -> Edit:
    who = state.ids[name].pop(index)
    del state.data[name][index]
    state.removed.add(who)
    state.erased.add(who)
    _touch_list(state, name, index)
    if not state.data[name]:
        state.touched.add(f"l.{name}")
    return RemoveItem((name,), index)


def _touch_list(state: State, name: str, index: int) -> None:
    """Items between brackets share lines, or at least a comma with their neighbour."""
    if state.styles[name] == "inline":
        state.touched.add(f"l.{name}")
    if state.styles[name] == "lines" and state.ids[name]:
        state.touched.add(state.ids[name][max(index - 1, 0)])


def insert(rng: random.Random, state: State, number: int) -> list[Edit]:
    who, given = person(rng, number)
    return [_put(rng, state, rng.choice(LISTS), who, given)]


def _put(rng: random.Random, state: State, name: str, who: str, given: dict[str, Any]) -> Edit:
    if not state.data.get(name):
        state.touched |= {f"l.{name}", f"l.{name}.open", f"l.{name}.close"}
        state.data[name] = []
    index = rng.choice((None, rng.randint(0, len(state.data[name]))))
    at = len(state.data[name]) if index is None else index
    _touch_list(state, name, at)
    state.data[name].insert(at, given)
    state.ids[name].insert(at, who)
    return InsertItem((name,), index, {key: _dated(rng, value) for key, value in given.items()})


def _dated(rng: random.Random, value: Any) -> Any:
    """Half of the days are given as dates."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and rng.random() < 0.5:
        return date.fromisoformat(value)
    return copy.deepcopy(value)


def move(rng: random.Random, state: State, number: int) -> list[Edit]:
    """A person leaves one list for the other: nobody is erased."""
    name = rng.choice([name for name in LISTS if state.data.get(name)])
    index = rng.randrange(len(state.data[name]))
    who, given = state.ids[name][index], dict(state.data[name][index])
    taken = _take(state, name, index)
    state.erased.discard(who)
    other = LISTS[1 - LISTS.index(name)]
    return [taken, _put(rng, state, other, who, given)]


def set_field(rng: random.Random, state: State, number: int) -> list[Edit]:
    name, index, who, given = _somebody(rng, state)
    key = rng.choice(("nom", "prenom", "adresse_electronique", "fonction", "demande_le"))
    value = rng.choice(("2026-02-03", f"nouveau {who}x", f"d'été : {who}x", f"no #1, {who}x", "012", "no", None))  # fmt: skip
    if key == "adresse_electronique":
        value = f"autre.{who}x@pays-temoin.example"
    if {"nom", "prenom", "adresse_electronique"} & given.keys() <= {key}:
        key = "fonction"
    given[key] = value
    _rename(state, who, key)
    state.touched |= {f"{who}.{key}", f"{who}.flow"}
    _touch_flow(state, name, who)
    return [SetValue((name, index, key), value)]


def remove_field(rng: random.Random, state: State, number: int) -> list[Edit]:
    name, index, who, given = _somebody(rng, state)
    keys = list(given)
    key = rng.choice(keys)
    if {"nom", "adresse_electronique"} & given.keys() <= {key}:
        return set_field(rng, state, number)
    del given[key]
    _rename(state, who, key)
    state.removed.add(f"{who}.{key}")
    state.touched |= {f"{who}.flow"}
    if key == keys[0]:
        # The following key takes its place after the dash.
        state.touched |= {f"{who}.dash", *(f"{who}.{next_key}" for next_key in keys[1:2])}
    _touch_flow(state, name, who)
    return [RemoveKey((name, index, key))]


def _rename(state: State, who: str, key: str) -> None:
    if key in ("nom", "prenom", "adresse_electronique"):
        state.renamed.add(who)


def _somebody(rng: random.Random, state: State) -> tuple[str, int, str, dict[str, Any]]:
    name = rng.choice([name for name in LISTS if state.data.get(name)])
    index = rng.randrange(len(state.data[name]))
    return name, index, state.ids[name][index], state.data[name][index]


def _touch_flow(state: State, name: str, who: str) -> None:
    if state.styles[name] == "inline":
        state.touched.add(f"l.{name}")
    if state.styles[name] == "lines":
        state.touched.add(who)


def set_root(rng: random.Random, state: State, number: int) -> list[Edit]:
    if rng.random() < 0.5:
        key = rng.choice(("transmise_le", "famille", "lieu"))
        state.data[key] = value = rng.choice(("2026-06-15", "Ville : l'Exemple", None, True, 12, "0612345678"))  # fmt: skip
        state.touched.add(f"r.{key}")
        return [SetValue((key,), value)]
    inner = rng.choice(("type", "fin", "debut"))
    state.data["cadre"] = dict(state.data.get("cadre") or {}) | {inner: "2031-01-01"}
    state.touched.add(f"r.cadre.{inner}")
    if "cadre" not in state.data or len(state.data["cadre"]) == 1:
        state.touched.add("r.cadre")
    return [SetValue(("cadre", inner), "2031-01-01")]


def remove_root(rng: random.Random, state: State, number: int) -> list[Edit]:
    if state.data.get("cadre") and rng.random() < 0.6:
        inner = rng.choice(list(state.data["cadre"]))
        del state.data["cadre"][inner]
        state.removed.add(f"r.cadre.{inner}")
        if not state.data["cadre"]:
            state.touched.add("r.cadre")
        return [RemoveKey(("cadre", inner))]
    key = rng.choice([key for key in state.data if key != "partenaire"] or ["partenaire"])
    if key == "partenaire" or (key in LISTS and rng.random() < 0.8):
        return set_root(rng, state, number)
    del state.data[key]
    state.removed.add(f"r.{key}")
    if key in LISTS:
        state.erased |= set(state.ids[key])
        state.removed |= set(state.ids[key])
        state.ids[key] = []
        # What comes after is created anew, in a block.
        state.styles[key] = "block"
    return [RemoveKey((key,))]


def domains(rng: random.Random, state: State, number: int) -> list[Edit]:
    values = state.data["domaines"]
    state.touched.add("l.domaines")
    if rng.random() < 0.5:
        index = rng.randrange(len(values))
        del values[index]
        return [RemoveItem(("domaines",), index)]
    index = rng.randint(0, len(values))
    values.insert(index, f"n{number}.example")
    return [InsertItem(("domaines",), index, f"n{number}.example")]


def prove(edits: int, length: int = 6) -> Figures:
    """Make `edits` random edits, in runs of at most `length` on one file."""
    figures = Figures()
    seed = 0
    while figures.edits < edits:
        seed += 1
        run(seed, figures, length, edits)
    return figures


if __name__ == "__main__":
    figures = prove(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    for seed, what in figures.broken[:20]:
        print(f"seed {seed}: {what}", file=sys.stderr)
    print(figures)
    sys.exit(bool(figures.broken))
