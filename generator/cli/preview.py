"""What `greffe serve` shows of an edit before the whole is made again: the pages it changes, as `greffe build` makes them."""

import os
from argparse import Namespace
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.checks import checker
from generator.checks.outcome import Outcome
from generator.checks.reports.news import Seen, news, seen
from generator.cli import build, common
from generator.cli.remembering import Memory
from generator.documents.pdf.writer import Sheet
from generator.errors import GreffeError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.website import assembly, mkdocs
from generator.website.internal import assembly as internal

_AT_ONCE = 30
"""PDF files that are made again for a preview, at most: the others come with the whole, which follows."""
_EVERYWHERE = ("base.yml", "mkdocs.yml", "theme/")
"""What every page is made with."""
_DOWNLOADS = "telechargements/"


@dataclass(frozen=True)
class Renewed:
    """What an edit changed of a site: the addresses of its pages; its documents, each named once whatever its formats."""

    pages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass
class Preview:
    """A site, in `folder`, since it was last made whole.

    `shown`, by path, is what stands in the place of its files: None for one that is no more. `tree` is what
    mkdocs last read, `findings` what the last check said, `pressed` the PDF files offered, each with what it was made from.
    """

    options: Namespace
    folder: Path
    memory: Memory
    shown: dict[str, bytes | None] = field(default_factory=dict)
    tree: Mapping[str, bytes] = field(default_factory=dict)
    findings: Seen = field(default_factory=dict)
    pressed: dict[str, tuple[Sheet, bytes]] = field(default_factory=dict)

    def start(self) -> None:
        """Take the site as it has just been made, or as it is if it could not be: `build` has said why."""
        with suppress(GreffeError):
            data, outcome = self._checked()
            self.findings = seen(outcome.findings, {}, data.unread)
            self.tree = self._tree(data, outcome) or {}

    def refresh(self) -> Renewed | None:
        """Show what has changed and print what is new among the findings.

        None: something cannot be read, and the site stays as it was. Raises GreffeError when something cannot be made; it
        stays so too.
        """
        if self.options.internal:
            data, outcome = self._checked()
            self._say(data, outcome)
            return self._made(self._internal(data, outcome), outcome.day)
        public = dataset.load(self.options.root, nominative=False)
        if public.problems:
            self._say(*self._checked())
            return None
        day = common.reference_day(self.options, public.settings)
        try:
            tree = self._public(public, day)
        except GreffeError:
            self._say(*self._checked())
            raise
        with ThreadPoolExecutor(max_workers=1) as pool:
            # mkdocs is another process: this one has nothing better to do meanwhile.
            making = pool.submit(self._made, tree, day)
            self._say(*self._checked())
            return making.result()

    def _checked(self) -> tuple[Dataset, Outcome]:
        data = dataset.load(self.options.root)
        return data, checker.check(data, common.reference_day(self.options, data.settings))

    def _say(self, data: Dataset, outcome: Outcome) -> None:
        now = seen(outcome.findings, self.findings, data.unread)
        for line in news(self.findings, now):
            print(line, flush=True)
        self.findings = now

    def _tree(self, data: Dataset, outcome: Outcome) -> Mapping[str, bytes] | None:
        if self.options.internal:
            return self._internal(data, outcome)
        public = dataset.load(self.options.root, nominative=False)
        return None if public.problems else self._public(public, outcome.day)

    def _public(self, data: Dataset, day: date) -> Mapping[str, bytes]:
        root = self.options.root
        press = build.press(data, root, self.memory, draft=True)
        tree = assembly.draft(data, press, day, build.pages_root(root))
        return build.dress(tree, data, root)

    def _internal(self, data: Dataset, outcome: Outcome) -> Mapping[str, bytes]:
        root = self.options.root
        folder = build.folders(root).documents
        maker = build.press(data, root, self.memory, draft=True)
        made, failures = build.printed(data, maker)
        made = build.whole(made, failures, data, folder)
        made |= self._pdf(build.partner_sheets(data, maker, failures), folder)
        material = build.material(self.options, outcome, data, made, failures)
        return build.dress(internal.tree(material, build.pages_root(root)), data, root)

    def _pdf(self, sheets: Mapping[str, Sheet], folder: Path) -> dict[str, bytes]:
        """The PDF files that `sheets` give, by path, made again when `folder` does not hold them; but not too many."""
        left = _AT_ONCE
        for path, sheet in sheets.items():
            if path in self.pressed and self.pressed[path][0] == sheet:
                continue
            held = _content(folder / path)
            if not sheet.is_in(held):
                self.pressed.pop(path, None)
                if not left:
                    continue
                left -= 1
                try:
                    held = sheet.press()
                except GreffeError:  # the whole build says why
                    continue
            self.pressed[path] = sheet, held
        return {path: self.pressed[path][1] for path in sheets if path in self.pressed}

    def _made(self, tree: Mapping[str, bytes], day: date) -> Renewed:
        """Show the site that mkdocs makes of `tree`, where it is not what is shown already."""
        changed = {path for path, content in tree.items() if self.tree.get(path) != content}
        removed = self.tree.keys() - tree.keys()
        if not changed and not removed:
            return Renewed()
        everywhere = any(path.startswith(_EVERYWHERE) for path in changed | removed)
        made = mkdocs.build(tree, day=day, environment=os.environ, changed=None if everywhere else changed)  # fmt: skip
        looked = {
            path: content
            for path, content in made.items()
            if everywhere or path.endswith(".html") or f"docs/{path}" in changed
        }
        new = {path: content for path, content in looked.items() if self.at(path) != content}
        gone = {mkdocs.made_of(path) if path.endswith(".md") else path.removeprefix("docs/") for path in removed}  # fmt: skip
        self.shown |= new | dict.fromkeys(gone - made.keys())
        self.tree = tree
        pages = (path.removesuffix("index.html") for path in new if path.endswith(".html"))
        files = (path.removeprefix(_DOWNLOADS) for path in new if path.startswith(_DOWNLOADS))
        return Renewed(
            # A partner's page before the lists that it is in.
            tuple(sorted(pages, key=lambda path: (not path.startswith("partenaires/"), -path.count("/"), path))),
            tuple(dict.fromkeys(path.partition(".")[0] for path in sorted(files))),
        )  # fmt: skip

    def at(self, path: str) -> bytes | None:
        """What is shown at `path` of the site; None when there is nothing."""
        if path in self.shown:
            return self.shown[path]
        file = self.folder / path
        return file.read_bytes() if file.is_file() else None


def _content(path: Path) -> bytes:
    """What `path` holds; nothing for a file that is not there, or no longer: the whole may be writing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
