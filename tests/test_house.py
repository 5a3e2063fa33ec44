"""Promises about the repository itself: what its files may hold, and how its code is stacked."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))
BINARY = {".docx", ".gz", ".png", ".woff", ".woff2", ".ico", ".pdf"}


def _listed() -> list[Path]:
    """Files that Git tracks or would track."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in _listed()
    if path.suffix not in BINARY
}


def _found(pattern: str, texts: dict[str, str]) -> list[str]:
    """`file:line: match` for each match of `pattern`."""
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {found.group()}"
        for name, text in texts.items()
        for found in re.finditer(pattern, text)
    ]


def test_pinned_requirements_name_no_registry_and_hash_everything() -> None:
    pinned = {name: text for name, text in TEXTS.items() if re.fullmatch(r"requirements.*\.txt", name)}  # fmt: skip
    assert len(pinned) == 2
    assert _found(r"https?:|file:|ftp:|git\+|-index|find-links|trusted-host", pinned) == []
    for name, text in pinned.items():
        entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        unhashed = [line for line in entries if "==" not in line or not line.endswith("\\")]
        assert unhashed == [], f"{name}: not pinned by version and hash"


def test_no_file_names_a_place_of_somebodys_machine() -> None:
    # Written in two halves, so that this file does not match itself.
    folders = r"(?<![\w.~}*-])/(?:home|Users|root|work|tmp)" + r"/[\w.]|\b[A-Z]:\\Users"
    assert _found(folders, TEXTS) == []


def test_every_address_is_invented() -> None:
    """Only `.example` domains, and the mailboxes of Caf whose départements do not exist (98, 99)."""
    address = r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b"
    invented = re.compile(r"(?i)\.(?:example|invalid)$|@(?:[\w-]+\.)?caf\.?9\.?[89]\b")
    real = [hit for hit in _found(address, TEXTS) if not invented.search(hit)]
    assert real == []


def test_no_real_caf_mailbox_domain() -> None:
    assert _found(r"\bcaf(?!9[89]|NN)[0-9AB]{2,3}\.?caf" + r"\.fr", TEXTS) == []


def test_tests_never_skip() -> None:
    """A test that lacks something fails and says what: a skipped promise looks like a kept one."""
    tests = {name: text for name, text in TEXTS.items() if name.startswith("tests/")}
    assert _found(r"\bimportor" + r"skip\b|(?:pytest|mark)\.(?:skip|xfail)", tests) == []


def test_the_server_runs_what_the_readme_says() -> None:
    assert re.search(r"^exec make test\b", TEXTS[".ci/run"], re.MULTILINE)


def test_an_old_python_can_read_the_sentence_that_refuses_it() -> None:
    ast.parse(TEXTS["tools/prepare.py"], feature_version=(3, 6))


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda path: path.parent.name
)
def test_init_files_hold_one_docstring_and_nothing_else(path: Path) -> None:
    """Importing one module of a folder must not load the others."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert ast.get_docstring(ast.Module(body, [])) is not None


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def _imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names that `tree` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _names(tree: ast.AST) -> Iterator[str]:
    """Dotted names that `tree` uses or imports."""
    yield from _imports(tree)
    yield from (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.Attribute)))  # fmt: skip


HIDDEN_INPUTS = re.compile(
    r"(?:datetime\.)?(?:date|datetime)\.(?:today|now|utcnow)|time\.(?:time|time_ns|localtime|gmtime)"
    r"|os\.(?:environ|getenv|getcwd|chdir)(?:\..*)?|Path\.(?:cwd|home)|random(?:\..*)?|locale(?:\..*)?"
    r"|sys\.(?:exit|argv|stdout|stderr|stdin)(?:\..*)?|print|input|exit|quit"
)


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in ("cli", "__main__.py")],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_only_the_command_line_prints_exits_and_reads_clock_or_environment(path: Path) -> None:
    names = set(_names(ast.parse(path.read_text(encoding="utf-8"))))
    assert {name for name in names if HIDDEN_INPUTS.fullmatch(name)} == set()


def test_no_module_that_windows_lacks() -> None:
    absent = {"curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "termios", "tty"}  # fmt: skip
    used = {
        f"{path.name}: {name}"
        for path in MODULES
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in absent
    }
    assert used == set()


def _folders_of_several_modules() -> set[str]:
    """Dotted names of the packages that have two children or more."""
    folders = {path.parent for path in MODULES}
    children = {
        folder: [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        + [other for other in folders if other.parent == folder]
        for folder in folders
    }
    return {
        ".".join(folder.relative_to(ROOT).parts)
        for folder, found in children.items()
        if len(found) > 1
    }


def test_every_folder_has_a_contract_of_imports() -> None:
    """Exhaustive layers (a new file then needs a floor), or modules that do not know each other."""
    contracts = tomllib.loads(TEXTS["pyproject.toml"])["tool"]["importlinter"]["contracts"]
    layered = {
        container
        for contract in contracts
        if contract["type"] == "layers" and contract["exhaustive"]
        for container in contract["containers"]
    }
    apart = [
        module.replace(".", r"\.").replace("*", r"\w+")
        for contract in contracts
        if contract["type"] == "independence"
        for module in contract["modules"]
    ]
    missing = {
        folder
        for folder in _folders_of_several_modules() - layered
        if not any(re.fullmatch(pattern, f"{folder}.any") for pattern in apart)
    }
    assert missing == set()
