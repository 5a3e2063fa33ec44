"""The mutation tool changes one thing at a time, all that it should, and no test can sleep through a change it sees."""

import ast
import subprocess
import sys

from tools import mutants

CODE = '''
def late(day: int, due: int | None) -> bool:
    """Whether the day is past."""
    if due is None:
        raise ValueError("no day")
    log(day)
    return not day <= due + 1 and day > min(due, 3)
'''
CHANGED = {
    "if due is not None:",
    "if not due is None:",
    "pass",
    "return not day <= due + 1 or day > min(due, 3)",
    "return day <= due + 1 and day > min(due, 3)",
    "return not day < due + 1 and day > min(due, 3)",
    "return not day <= due - 1 and day > min(due, 3)",
    "return not day <= due + 2 and day > min(due, 3)",
    "return not day <= due + 1 and day >= min(due, 3)",
    "return not day <= due + 1 and day > max(due, 3)",
    "return not day <= due + 1 and day > min(due, 4)",
}


def mutated(rank: int) -> list[str]:
    """The lines of the code under the mutation `rank`."""
    tree = ast.parse(CODE)
    list(mutants.mutations(tree))[rank][2]()
    text = ast.unparse(ast.fix_missing_locations(tree))
    compile(text, "mutant", "exec")
    return [line.strip() for line in text.splitlines()]


def test_each_mutant_changes_one_line_and_together_they_change_all_that_may() -> None:
    usual = [line.strip() for line in ast.unparse(ast.parse(CODE)).splitlines()]
    changes = []
    for rank in range(sum(1 for _ in mutants.mutations(ast.parse(CODE)))):
        (changed,) = [after for before, after in zip(usual, mutated(rank), strict=True) if before != after]  # fmt: skip
        changes.append(changed)
    assert sorted(changes) == sorted(CHANGED)


JUDGE = """
import ast
from tools import mutants
tree = ast.parse((mutants.FOLDER / "civil.py").read_text("utf-8"))
next(put for _, said, put in list(mutants.mutations(tree)) if said == "Mult -> Add")()
mutant = mutants._Mutated("generator.obligations.civil", ast.fix_missing_locations(tree))
print([mutants.survives(one, ["tests/test_civil.py"]) for one in (None, mutant)])
"""


def test_a_mutant_is_killed_by_the_tests_of_what_it_breaks() -> None:
    """In a process of its own, where the module has not been imported yet."""
    said = subprocess.run(
        [sys.executable, "-c", JUDGE], cwd=mutants.ROOT, capture_output=True, encoding="utf-8", check=True
    )  # fmt: skip
    assert said.stdout.strip() == "[True, False]"
