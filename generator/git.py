"""Running `git` on one repository, whatever the repository that the calling process stands in.

Plumbing commands alone: what they print depends neither on the language nor on the user's settings.
"""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from generator.errors import GreffeError

_OF_THE_CALLER = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
)  # fmt: skip
"""Variables by which a process that git started is tied to its repository (git rev-parse --local-env-vars)."""


class GitObject(NamedTuple):
    """An object of the store: its id, its kind (blob, tree, commit, tag) and its content."""

    id: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Repository:
    """The repository at `folder` (its top, or a bare one); `environment` is that of the process, cleaned."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What `git` prints on `given`. Raises GreffeError when it fails: its own words say why."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, input=given,
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise GreffeError(f"« git {arguments[0]} » a échoué dans {self.folder} : {said}")
        return done.stdout

    def lines(self, *arguments: str) -> list[str]:
        """What `git` prints, line by line."""
        return self.run(*arguments).decode("utf-8", errors="surrogateescape").splitlines()

    def read(self, names: Sequence[str]) -> Iterator[GitObject]:
        """The objects of these ids."""
        given = "".join(f"{name}\n" for name in names).encode()
        yield from _objects(BytesIO(self.run("cat-file", "--batch", given=given)))

    def objects(self) -> Iterator[GitObject]:
        """Every object of the store: packed or loose, reachable or not."""
        with subprocess.Popen(
            ["git", "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"],
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout
            yield from _objects(process.stdout)
        if process.returncode:
            raise GreffeError(f"« git cat-file » a échoué dans {self.folder}. Lancez-y « git fsck » pour savoir pourquoi.")  # fmt: skip


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` without what would point git at the repository of whoever called.

    Nor does looking at a repository write into it (git's own cache of the work tree).
    """
    kept = {key: value for key, value in environment.items() if key not in _OF_THE_CALLER}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0"}


def holding(folder: Path, environment: Mapping[str, str]) -> Repository | None:
    """The repository whose work tree `folder` is in; None when there is none, or no git here."""
    if not folder.is_dir():
        return None
    kept = cleaned(environment)
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"],
            cwd=folder, env=kept, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return None
    top = done.stdout.decode("utf-8", errors="surrogateescape").rstrip("\r\n")
    return Repository(Path(top), kept) if done.returncode == 0 and top else None


def _objects(stream: IO[bytes]) -> Iterator[GitObject]:
    while header := stream.readline():
        name, kind, size = header.decode().split()
        yield GitObject(name, kind, stream.read(int(size)))
        stream.read(1)
