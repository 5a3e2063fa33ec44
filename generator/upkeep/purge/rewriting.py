"""A fresh clone of a repository, rewritten without some people and without former nominative files.

The repository itself is only read. What git-filter-repo does not reach is done here: stashes below the top one,
notes (their files bear the ids of commits, which change).
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from generator.errors import GreffeError
from generator.git import Repository
from generator.store.locations import CODE
from generator.upkeep.purge.past import RENAME
from generator.upkeep.purge.people import People

STASHES = "refs/remises/"
"""Where the clone keeps the stashes that only a log led to: `git stash list` shows the top one alone."""
_PROGRAM = "import sys; from generator.upkeep.purge.scrub import rewrite; rewrite(sys.stdin)"
_NOBODY = {
    "GIT_AUTHOR_NAME": "greffe", "GIT_AUTHOR_EMAIL": "greffe@effacement.invalid", "GIT_AUTHOR_DATE": "@0 +0000",
    "GIT_COMMITTER_NAME": "greffe", "GIT_COMMITTER_EMAIL": "greffe@effacement.invalid", "GIT_COMMITTER_DATE": "@0 +0000",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What must be nowhere left: `people`, and the `blobs` (ids) of former nominative files."""

    people: People
    blobs: frozenset[str]


def rewrite(repository: Repository, wanted: Wanted, target: Path) -> Repository:
    """A bare clone of `repository` at `target`, without what is `wanted` away, nor any trace of it.

    Raises GreffeError when git-filter-repo is not installed, when `target` is not a new place outside the
    repository, or when the repository is not in a state to be cloned whole.
    """
    require()
    _check(repository, wanted.people, target)
    clone = _clone(repository, target)
    _scrub(clone, wanted)
    _rebuild_notes(clone)
    for name in ("reflog", "gc"):
        arguments = {
            "reflog": ("expire", "--expire=now", "--all"),
            "gc": ("--prune=now", "--quiet"),
        }
        clone.run(name, *arguments[name])
    return clone


def require() -> None:
    """Raise GreffeError when git-filter-repo is not installed: nothing can be rewritten without it."""
    if find_spec("git_filter_repo") is None:
        raise GreffeError("git-filter-repo, qui réécrit l'historique, n'est pas installé. Installez-le avec « pip install git-filter-repo », puis recommencez.")  # fmt: skip


def _check(repository: Repository, people: People, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GreffeError(f"{target} existe déjà. Donnez avec « --clone » un dossier neuf : la réécriture n'a lieu que dans une copie neuve.")  # fmt: skip
    if target.resolve().is_relative_to(repository.folder.resolve()):
        raise GreffeError(f"{target} est dans le dépôt lui-même, que la réécriture ne touche jamais. Donnez avec « --clone » un dossier ailleurs.")  # fmt: skip
    if repository.lines("rev-parse", "--is-shallow-repository") == ["true"]:
        raise GreffeError(f"{repository.folder} ne contient qu'une partie de l'historique. Complétez-le avec « git fetch --unshallow », puis recommencez.")  # fmt: skip
    if repository.lines("status", "--porcelain", "--untracked-files=no"):
        raise GreffeError(f"{repository.folder} contient des modifications qui ne sont pas dans Git. Enregistrez-les (« git commit »), puis recommencez : la copie ne les aurait pas.")  # fmt: skip
    for name in repository.lines("for-each-ref", "--format=%(refname)"):
        if people.holds(name):
            raise GreffeError(f"la branche ou l'étiquette « {name} » porte le nom d'une personne effacée. Renommez-la ({RENAME}), puis recommencez.")  # fmt: skip


def _clone(repository: Repository, target: Path) -> Repository:
    """Every reference and all it leads to, in new files; nothing then leads back to the original."""
    repository.run("clone", "--mirror", "--no-local", "--quiet", "--template=", str(repository.folder), str(target.absolute()))  # fmt: skip
    clone = Repository(target, repository.environment)
    clone.run("config", "--remove-section", "remote.origin")
    older = _stashes(repository)[1:]
    if older:
        given = "".join(f"{each}\n" for each in older).encode()
        pack = repository.run("pack-objects", "--revs", "--stdout", "--quiet", given=given)
        clone.run("unpack-objects", "-q", given=pack)
    for rank, each in enumerate(older, start=1):
        clone.run("update-ref", f"{STASHES}{rank}", each)
    return clone


def _stashes(repository: Repository) -> Sequence[str]:
    """The ids of the stashes, the last made first."""
    if not repository.lines("for-each-ref", "refs/stash"):
        return []
    return repository.lines("log", "--walk-reflogs", "--format=%H", "refs/stash")


def _scrub(clone: Repository, wanted: Wanted) -> None:
    given = {"marks": sorted(wanted.people.marks), "blobs": sorted(wanted.blobs)}
    path = {"PYTHONPATH": str(CODE.parent)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM],
        cwd=clone.folder, env={**clone.environment, **path}, input=json.dumps(given).encode(),
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise GreffeError(f"la réécriture a échoué, et {clone.folder} n'est pas à employer : supprimez-le. {''.join(said)}")  # fmt: skip


def _rebuild_notes(clone: Repository) -> None:
    """Put the notes back on the commits they are about, without the former versions of these notes."""
    renamed = _renamed(clone)
    for name in clone.lines("for-each-ref", "--format=%(refname)", "refs/notes"):
        entries = clone.run("ls-tree", "-r", "-z", name).split(b"\0")
        lines = []
        for entry in filter(None, entries):
            meta, _, path = entry.partition(b"\t")
            about = path.replace(b"/", b"").decode()
            lines.append(meta + b"\t" + renamed.get(about, about).encode())
        tree = clone.run("mktree", "-z", given=b"".join(line + b"\0" for line in lines))
        made = Repository(clone.folder, {**clone.environment, **_NOBODY})
        commit = made.run("commit-tree", tree.decode().strip(), "-m", "Notes").decode().strip()
        clone.run("update-ref", name, commit)


def _renamed(clone: Repository) -> Mapping[str, str]:
    """The new id of each commit, by its former one, as git-filter-repo noted them."""
    noted = clone.folder / "filter-repo" / "commit-map"
    pairs = (line.split() for line in noted.read_text(encoding="utf-8").splitlines()[1:])
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
