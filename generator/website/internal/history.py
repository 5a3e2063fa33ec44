"""What the files of partners were on a day gone by, as Git kept them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from generator import git
from generator.documents.french.dates import long_date
from generator.errors import GreffeError

_FRANCE = ZoneInfo("Europe/Paris")
_PARTNERS = PurePosixPath("data", "partners")


@dataclass(frozen=True)
class Past:
    """The files of partners, by id, as they were at the start of the day `depuis`, or as its history began that day.

    `raison` says why nothing is known; `fichiers` is then empty.
    """

    depuis: date
    fichiers: Mapping[str, bytes]
    raison: str | None = None


def past(root: Path, day: date, environment: Mapping[str, str]) -> Past:
    """The files of partners of `root` in its last commit before `day`, civil day in France; in its first one, if of that day.

    `environment` is that of the process. Never fails: without Git, or without such a commit, the reason is told.
    """
    nothing = "Ce dossier n'a pas d'historique Git : rien n'y garde les états passés."
    repository = git.holding(root, environment)
    if repository is None:
        return Past(day, {}, nothing)
    before = datetime.combine(day, time(), _FRANCE).isoformat()
    try:
        commit = repository.lines("rev-list", "-1", f"--before={before}", "HEAD")
    except GreffeError:  # a repository without a commit
        return Past(day, {}, nothing)
    if not commit:
        start, first = min(_firsts(repository))
        if start != day:
            return Past(day, {}, f"L'historique de ce dossier commence le {long_date(start)}. Pour voir ce qui a changé depuis ce jour : greffe build --internal --since {start}")  # fmt: skip
        commit = [first]
    folder = root.resolve().relative_to(repository.folder.resolve()) / _PARTNERS
    listed = repository.run("ls-tree", "-z", *commit, f"{folder.as_posix()}/").decode().split("\0")
    blobs = {
        PurePosixPath(path).stem: entry.split()[2]
        for entry, _, path in (line.partition("\t") for line in listed)
        if path.endswith(".yml")
    }
    contents = (each.content for each in repository.read(list(blobs.values())))
    return Past(day, dict(zip(blobs, contents, strict=True)))


def _firsts(repository: git.Repository) -> Iterator[tuple[date, str]]:
    """Day in France and id of each commit that has none before it."""
    for line in repository.lines("rev-list", "--max-parents=0", "--timestamp", "HEAD"):
        seconds, commit = line.split()
        yield datetime.fromtimestamp(int(seconds), _FRANCE).date(), commit
