"""What an IT department copies works as it stands: valid for its tool, and made of commands that exist."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from builder import PARTNER, make_root, write

from generator.checks.registry import RULES
from generator.cli.main import main
from generator.cli.parser import parse
from generator.store.locations import PROJECT

GUIDE = PROJECT / "docs/guides/verification-automatique.md"
EXAMPLES = PROJECT / "docs/guides/exemples"
HOOKS: list[dict[str, Any]] = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))  # fmt: skip
WRITTEN = {
    path.name: path.read_text("utf-8")
    for path in (*sorted(EXAMPLES.iterdir()), PROJECT / ".pre-commit-hooks.yaml")
}


def commands(text: str) -> list[list[str]]:
    """The arguments of each `greffe …` that a file runs."""
    lines = re.findall(r"^\s*(?:- |run: |entry: )greffe ([^|>\n]*)", text, re.MULTILINE)
    return [line.split() for line in lines]


@pytest.mark.parametrize(
    ("file", "schema"),
    [("github.yml", "vendor.github-workflows"), ("gitlab.yml", "vendor.gitlab-ci")],
)
def test_an_example_satisfies_the_schema_of_its_tool(file: str, schema: str) -> None:
    options = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(EXAMPLES / file)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_command_of_the_examples_exists() -> None:
    found = {name: [parse(line) for line in commands(text)] for name, text in WRITTEN.items()}
    assert {name: len(each) for name, each in found.items()} == {
        "github.yml": 3,
        "gitlab.yml": 1,
        "pre-commit.yml": 0,
        ".pre-commit-hooks.yaml": 2,
    }
    rules = {rule for each in found.values() for options in each for rule in options.rule}
    assert rules <= {rule.id for rule in RULES}


def test_a_machine_elsewhere_is_never_shown_who_nor_given_the_nominative_files() -> None:
    for name in ("github.yml", "gitlab.yml"):
        for options in map(parse, commands(WRITTEN[name])):
            assert options.public
            assert options.format != "text"


def test_hooks_have_what_pre_commit_asks_for() -> None:
    assert all({"id", "name", "entry", "language"} <= set(hook) for hook in HOOKS)
    known = {hook["id"] for hook in HOOKS}
    for repository in yaml.safe_load(WRITTEN["pre-commit.yml"])["repos"]:
        assert {"repo", "rev", "hooks"} <= set(repository)
        assert {hook["id"] for hook in repository["hooks"]} <= known


def test_hooks_run_on_the_files_that_they_choose(capsys: pytest.CaptureFixture[str]) -> None:
    """Run as pre-commit would, after a change of every shipped file; 2 would be a wrong command."""
    shipped = [path.relative_to(PROJECT).as_posix() for path in (PROJECT / "data").rglob("*.yml")]
    for hook in HOOKS:
        chosen = [name for name in shipped if re.search(hook["files"], name)]
        assert chosen
        given = chosen if hook.get("pass_filenames", True) else []
        arguments = [*hook["entry"].split()[1:], "--root", str(PROJECT), *given]
        assert main(arguments) == {"greffe-lecture": 0, "greffe-check": 1}[hook["id"]]


def test_the_page_names_every_file_and_no_command_that_does_not_exist() -> None:
    page = GUIDE.read_text("utf-8")
    assert set(re.findall(r"\(exemples/([\w.-]+)\)", page)) == {path.name for path in EXAMPLES.iterdir()}  # fmt: skip
    assert all(f"`{hook['id']}`" in page for hook in HOOKS)
    for line in re.findall(r"`greffe ([^`]*)`", page):
        parse(line.split())
    assert all(parse(["check", *line.split()]) for line in re.findall(r"`(--[^`]*)`", page))


def test_the_settings_shown_by_the_page_are_read(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    make_root(tmp_path)
    write(tmp_path, "data/partners/cc-val-de-brume.yml", PARTNER.replace("Témoin", "Val"))
    write(tmp_path, "data/controle.yml", shown)
    assert main(["check", "--root", str(tmp_path), "--rule", "lecture"]) == 0
