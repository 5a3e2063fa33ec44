"""Rewrites every commit, tag and file of the repository it is started in, through git-filter-repo.

Run by `rewriting` in a process of its own, on a fresh clone: git-filter-repo works on the current folder.
"""

import json
from typing import IO, Any

import git_filter_repo as filter_repo

from generator.upkeep.purge.people import ERASED, People
from generator.upkeep.purge.scrubbing import names, scrubbed

NOBODY = (ERASED.encode(), b"personne@effacee.invalid")
_OPTIONS = (
    "--force", "--quiet", "--prune-empty", "never", "--prune-degenerate", "never", "--replace-refs", "delete-no-add",
)  # fmt: skip


def rewrite(stream: IO[str]) -> None:
    """Rewrite the repository of the current folder; `stream` is JSON: `marks` of people, `blobs` (ids) to drop."""
    given = json.load(stream)
    people, dropped = People(given["marks"]), {name.encode() for name in given["blobs"]}

    def blob(found: Any, _metadata: Any) -> None:
        content = None if found.original_id in dropped else scrubbed(found.data, people)
        if content is None:
            found.skip()
        else:
            found.data = content

    def message(content: bytes) -> bytes:
        kept = scrubbed(content, people)
        return ERASED.encode() if kept is None else kept

    def commit(found: Any, _metadata: Any) -> None:
        author = (found.author_name, found.author_email)
        committer = (found.committer_name, found.committer_email)
        found.author_name, found.author_email = _identity(author, people)
        found.committer_name, found.committer_email = _identity(committer, people)

    def tag(found: Any, _metadata: Any) -> None:
        tagger = (found.tagger_name, found.tagger_email)
        if found.tagger_name is not None:
            found.tagger_name, found.tagger_email = _identity(tagger, people)

    def filename(name: bytes) -> bytes | None:
        return None if names(name, people) else name

    filter_repo.RepoFilter(
        filter_repo.FilteringOptions.parse_args(list(_OPTIONS)),
        blob_callback=blob, message_callback=message, commit_callback=commit, tag_callback=tag,
        filename_callback=filename,
    ).run()  # fmt: skip


def _identity(who: tuple[bytes, bytes], people: People) -> tuple[bytes, bytes]:
    return NOBODY if any(names(each, people) for each in who) else who
