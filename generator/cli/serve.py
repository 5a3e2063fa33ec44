"""`greffe serve`: the public site, or that of the Caf's staff, on this computer; an edit shows within two seconds."""

import functools
import http.server
import io
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from generator.checks.words import count
from generator.cli import build
from generator.cli.preview import Preview, Renewed
from generator.cli.remembering import Abandoned, Memory
from generator.errors import GreffeError, UsageError
from generator.store.locations import data_folders

_Stamp = tuple[int, int]
PAUSE = 0.25
"""Seconds between two looks at the files."""
_WRITING = 0.05
"""The same, while they are being written."""
_NAMED = 4
"""Documents that are named; the others are counted."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, and in its place what the preview shows; no line on the terminal for each request."""

    def __init__(self, *given: object, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*given, directory=str(preview.folder))  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        path += "index.html" if not path or path.endswith("/") else ""
        if path not in self._preview.shown:
            return super().send_head()
        content = self._preview.shown[path]
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Whole:
    """Makes everything again, as `greffe build` does, while the preview is looked at."""

    def __init__(self, options: Namespace, memory: Memory) -> None:
        self._options, self._memory = options, memory
        self._wanted = threading.Event()
        self.done = False
        """Whether what was last asked for has been made."""
        threading.Thread(target=self._work, daemon=True).start()

    def ask(self) -> None:
        """Have everything made again, as soon as what is being made has stopped."""
        self._wanted.set()

    def give_up(self) -> None:
        """Something has changed: what is being made is no longer wanted."""
        self.done = False
        self._memory.abandoned.set()

    def _work(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            self._memory.abandoned.clear()
            try:
                code = build.make(self._options, public=not self._options.internal, memory=self._memory)  # fmt: skip
                self.done = code == 0 and not self._memory.abandoned.is_set()
            except Abandoned:
                continue
            except GreffeError as error:
                print(f"greffe : {error}", flush=True)


def run(options: Namespace) -> int:
    """Build, serve on 127.0.0.1 and rebuild on change, until interrupted.

    Raises UsageError when the port cannot be had, before anything is built.
    """
    target, name = build.folders(options.root), "interne " if options.internal else ""
    memory = Memory()
    preview = Preview(options, target.internal if options.internal else target.site, memory)
    server = _server(options.port, functools.partial(_Handler, preview=preview))
    seen = _stamps(options.root)
    build.make(options, public=not options.internal, memory=memory)
    preview.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"\nLe site {name}est à l'adresse {address} (Ctrl+C pour arrêter).", flush=True)
    whole = _Whole(options, memory)
    while True:
        time.sleep(PAUSE)
        now = _settled(options.root, seen)
        if now != seen:
            changed = sorted(path for path in now.keys() | seen.keys() if now.get(path) != seen.get(path))  # fmt: skip
            seen = now
            whole.give_up()
            print(f"\n{_named(changed[0], options.root)} a changé{_others(len(changed) - 1, 'fichier')}.", flush=True)  # fmt: skip
            if _refreshed(preview, address):
                whole.ask()
        elif whole.done:
            # The files of the site are now what was shown in their place.
            whole.done = False
            preview.shown.clear()


def _refreshed(preview: Preview, address: str) -> bool:
    """Show what has changed and say where; returns whether the whole is to be made again."""
    start = time.monotonic()
    try:
        renewed = preview.refresh()
    except GreffeError as error:
        # The site stays as it was: the next change may mend what is wrong.
        print(f"greffe : {error}")
        return False
    if renewed is None:
        print("Le site reste tel qu'il était : corrigez d'abord ce qui ne se lit pas.", flush=True)
        return False
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    print(f"{said(renewed, address)} ({seconds} s).", flush=True)
    return True


def said(renewed: Renewed, address: str) -> str:
    """Where to see what an edit changed of the site served at `address`, and which documents it made anew."""
    pages, names = renewed.pages, renewed.documents
    where = f"À recharger : {address}{pages[0]}{_others(len(pages) - 1, 'page')}" if pages else "Aucune page ne change"  # fmt: skip
    if not names:
        return where
    return (
        f"{where}. Refaits : {', '.join(names[:_NAMED])}{_others(len(names[_NAMED:]), 'document')}"
    )


def _others(number: int, word: str) -> str:
    return f", et {count(number, f'autre {word}', f'autres {word}s')}" if number else ""


def _server(port: int, handler: Callable[..., _Handler]) -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except PermissionError:
        reason = "est réservé au système"
    except OSError:
        reason = "est déjà pris par un autre programme"
    raise UsageError(
        f"le port {port} {reason}. Donnez-en un autre, ou « --port 0 » pour que l'ordinateur en choisisse un libre."
    )


def _named(path: Path, root: Path) -> str:
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def _settled(root: Path, seen: Mapping[Path, _Stamp]) -> dict[Path, _Stamp]:
    """The stamps of now; if they are not those `seen`, those of when no file is being written any more."""
    now = _stamps(root)
    before = seen
    while now != before:
        time.sleep(_WRITING)
        before, now = now, _stamps(root)
    return now


def _stamps(root: Path) -> dict[Path, _Stamp]:
    """Size in bytes and time of change in nanoseconds of every file that the site is made from."""
    tops = {*data_folders(root), root / "docs", root / "mkdocs.yml"}
    files = [path for top in tops for path in (top, *top.rglob("*"))]
    return {
        path: (s.st_size, s.st_mtime_ns) for path in files if path.is_file() and (s := path.stat())
    }
