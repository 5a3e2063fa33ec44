"""Mutation testing of generator/obligations: each small change of the code must make a test fail.

`python tools/mutants.py` tries every mutant (half an hour); `python tools/mutants.py term quotas` those of these
modules. A mutant changes one thing: a comparison, an operator, a constant, a condition, a statement left out. It
lives in memory, in a fork of this process: no file is touched. What survives is listed with its line; the
command fails below AIM.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import playwright.sync_api  # noqa: F401 - what every fork would load again
import pytest

import generator.store.dataset  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "generator" / "obligations"
AIM = 0.95
TIMEOUT = 120
"""Seconds after which a mutant that does not end counts as killed."""
SLOW = (
    "tests/test_obligation_names.py",
    "tests/test_oracle.py",
    "tests/test_mcp_rules.py",
    "tests/test_rules.py",
    "tests/test_timeline.py",
    "tests/test_website.py",
)
"""Tests that take longer, or see the obligations through the rules: run on what the others let live."""

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_TYPES = {"annotation", "returns", "decorator_list", "bases"}
Mutation = tuple[int, str, Callable[[], None]]
"""Line, what changes, and the function that changes the tree in place."""


def mutations(node: ast.AST) -> Iterator[Mutation]:
    """Every mutation of `node` and of what is below it, in a fixed order; types and messages are left alone."""
    for name, value in ast.iter_fields(node):
        if name in _TYPES or isinstance(node, ast.Raise):
            continue
        children = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if not isinstance(child, ast.AST) or _is_type(child) or _is_docstring(child):
                continue
            for said, new in _replacements(name, child):
                yield _line(child, node), said, _put(node, name, index, new)
            yield from mutations(child)


def _put(parent: ast.AST, name: str, index: int, new: ast.AST) -> Callable[[], None]:
    def put() -> None:
        held = getattr(parent, name)
        if isinstance(held, list):
            held[index] = new
        else:
            setattr(parent, name, new)

    return put


def _replacements(name: str, node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in place of `node`, the field `name` of what holds it."""
    if swap := _SWAPS.get(type(node)):
        yield f"{type(node).__name__} -> {swap.__name__}", swap()
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str):
        value = node.value
        other = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}!"  # fmt: skip
        yield f"{value!r} -> {other!r}", ast.Constant(other)
    if isinstance(node, ast.Name) and node.id in _NAMES:
        yield f"{node.id} -> {_NAMES[node.id]}", ast.Name(_NAMES[node.id], node.ctx)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", node.operand
    if name in {"test", "ifs"} and isinstance(node, ast.expr):
        yield "condition reversed", ast.UnaryOp(ast.Not(), node)
        if name == "ifs":
            yield "condition left out", ast.Constant(value=True)
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Continue):
        yield "statement left out", ast.Pass()


def _line(node: ast.AST, parent: ast.AST) -> int:
    return int(getattr(node, "lineno", getattr(parent, "lineno", 0)))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_type(node: ast.AST) -> bool:
    """Whether `node` is the assignment of a type to a name."""
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript)


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives `name` the code of `tree` when it is imported."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of the mutated module alone."""
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated code."""
        exec(compile(self.tree, self.name, "exec"), module.__dict__)  # noqa: S102 - the code is ours


def survives(mutant: _Mutated | None, tests: Sequence[str]) -> bool:
    """Whether `tests` all pass in a fork where `mutant` (nothing when None) is imported."""
    child = os.fork()
    if child == 0:
        signal.alarm(TIMEOUT)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        if mutant:
            sys.meta_path.insert(0, mutant)
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
    return os.waitpid(child, 0)[1] == 0


def fast_tests() -> list[str]:
    """The test files that import the obligations, the slow ones aside."""
    files = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").glob("test_*.py")))  # fmt: skip
    return [
        file
        for file in files
        if file not in SLOW and "from generator.obligations" in (ROOT / file).read_text("utf-8")
    ]


def survivors(path: Path, stages: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """How many mutants the module at `path` has, and those that every stage of tests lets live."""
    text = path.read_text("utf-8")
    alive = []
    total = sum(1 for _ in mutations(ast.parse(text)))
    for rank in range(total):
        tree = ast.parse(text)
        line, said, put = list(mutations(tree))[rank]
        put()
        mutant = _Mutated(f"generator.obligations.{path.stem}", ast.fix_missing_locations(tree))
        if all(survives(mutant, tests) for tests in stages):
            alive.append(f"{path.relative_to(ROOT).as_posix()}:{line}: {said}")
            print(alive[-1], flush=True)
    return total, alive


def _require_green(stages: Sequence[Sequence[str]]) -> None:
    if not all(survives(None, tests) for tests in stages):
        sys.exit("Un essai échoue sans aucun mutant : corrigez-le d'abord (make test).")


def main(names: Sequence[str]) -> int:
    """Try the mutants of the modules `names` (all by default); 1 when fewer than AIM are killed."""
    os.chdir(ROOT)
    stages = (fast_tests(), SLOW)
    _require_green(stages)
    modules = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")
    total = lived = 0
    for path in modules:
        if not names or path.stem in names:
            count, alive = survivors(path, stages)
            total, lived = total + count, lived + len(alive)
            _require_green(
                stages
            )  # else somebody broke a test meanwhile, and it killed every mutant
            print(f"{path.stem} : {count - len(alive)} mutants tués sur {count}", flush=True)
    share = (total - lived) / total
    print(f"En tout : {total - lived} sur {total}, soit {share:.1%} (but : {AIM:.0%}).")
    return int(share < AIM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
