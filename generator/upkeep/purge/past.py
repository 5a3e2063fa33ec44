"""What Git still holds of nominative files and of people: former versions, names, addresses.

Git keeps what is deleted: every version that a branch, a tag, a note or a stash leads to, and for a while the
others too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import git
from generator.git import Repository
from generator.store.locations import nominative_folder
from generator.upkeep.purge import readings
from generator.upkeep.purge.people import People
from generator.upkeep.purge.scrubbing import names

RENAME = "une branche avec « git branch -m ANCIEN NOUVEAU », une étiquette avec « git tag NOUVEAU ANCIEN » puis « git tag -d ANCIEN »"
"""How to rename what people alone can: the rewriting leaves the names of references as they are."""
_NO_BLOB = "0"


@dataclass(frozen=True)
class Place:
    """A repository and the folder of nominative files in it, from its top; None when that one is elsewhere."""

    repository: Repository
    private: str | None


@dataclass(frozen=True)
class Search:
    """What a search in every object of a repository found: how many there are, and which must not be there.

    `named` counts objects by kind; `refs` are the names of branches and tags that name somebody; `unread`
    gives the kind of each file that greffe cannot read, by its path (its id when nothing leads to it any more).
    `alike` are the references whose name holds one word of somebody's: theirs or another's, people tell.
    """

    objects: int
    named: Mapping[str, int]
    refs: tuple[str, ...]
    unread: Mapping[str, str]
    alike: tuple[str, ...] = ()

    @property
    def hits(self) -> int:
        """How many objects and references must not be there."""
        return sum(self.named.values()) + len(self.refs)


def places(root: Path, nominative: str, environment: Mapping[str, str]) -> list[Place]:
    """The repositories that hold the data of `root` and its nominative folder: one, two or none."""
    private = nominative_folder(root, nominative).resolve()
    found: dict[Path, Place] = {}
    for folder in (root / "data", private):
        repository = git.holding(folder, environment)
        if repository:
            top = repository.folder.resolve()
            inside = private.relative_to(top).as_posix() if private.is_relative_to(top) else None
            found.setdefault(top, Place(repository, inside))
    return list(found.values())


def versions(repository: Repository, folder: str) -> dict[str, set[str]]:
    """Every version (blob id) that each file below `folder` ever had, in any branch, tag or stash."""
    listing = repository.run(
        "log", "--all", "--reflog", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "-m", "--root",
        "--", folder,
    )  # fmt: skip
    tokens = iter(_text(listing).split("\0"))
    found: dict[str, set[str]] = {}
    for token in tokens:
        if token.lstrip("\n").startswith(":"):
            blob, path = token.split()[3], next(tokens)
            if blob.strip(_NO_BLOB):
                found.setdefault(path, set()).add(blob)
    return found


def current(repository: Repository) -> dict[str, str]:
    """The files of the version checked out: path -> blob id; none before the first commit."""
    if not repository.lines("rev-list", "--max-count=1", "--all"):
        return {}
    entries = _text(repository.run("ls-tree", "-r", "-z", "HEAD")).split("\0")
    return {path: meta.split()[2] for meta, _, path in (e.partition("\t") for e in entries if e)}


def superseded(place: Place) -> dict[str, set[str]]:
    """The versions of nominative files that are not those of today: path -> blob ids."""
    if place.private is None:
        return {}
    kept = set(current(place.repository).values())
    found = versions(place.repository, place.private)
    return {path: old for path, blobs in sorted(found.items()) if (old := blobs - kept)}


def search(repository: Repository, people: People, former: frozenset[str] = frozenset()) -> Search:
    """Look for `people`, and for the `former` files (ids), in every object, whatever leads to it.

    The names of references are looked at too.
    """
    total = 0
    named: Counter[str] = Counter()
    closed: dict[str, str] = {}
    for each in repository.objects():
        total += 1
        if each.id in former or names(each.content, people):
            named[each.kind] += 1
        elif each.kind == "blob" and (kind := readings.closed(each.content)):
            closed[each.id] = kind
    every = repository.lines("for-each-ref", "--format=%(refname)")
    refs = tuple(name for name in every if people.holds(name))
    alike = tuple(name for name in every if name not in refs and people.shares_a_word(_own(name)))
    return Search(total, named, refs, _by_path(repository, closed), alike)


def _own(reference: str) -> str:
    """What people named: « depart » of « refs/tags/depart »."""
    return reference.split("/", 2)[-1]


def _by_path(repository: Repository, closed: Mapping[str, str]) -> dict[str, str]:
    if not closed:
        return {}
    listing = repository.lines("rev-list", "--objects", "--all", "--reflog")
    paths = {name: path for name, _, path in (line.partition(" ") for line in listing) if path}
    return {paths.get(name, name): kind for name, kind in closed.items()}


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="surrogateescape")
