"""`greffe serve`: the public site on this computer, remade when a file changes."""

import functools
import http.server
import threading
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from generator.cli import build
from generator.errors import GreffeError, UsageError

WATCHED = ("data", "templates", "docs", "mkdocs.yml")
PAUSE = 0.5
"""Seconds between two looks at the files."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def run(options: Namespace) -> int:
    """Build, serve on 127.0.0.1 and rebuild on change, until interrupted.

    Raises UsageError when the port cannot be had, before anything is built.
    """
    handler = functools.partial(_Quiet, directory=str(build.folders(options.root).site))
    server = _server(options.port, handler)
    build.make(options)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(
        f"\nLe site est à l'adresse http://127.0.0.1:{server.server_port}/ (Ctrl+C pour arrêter)."
    )
    seen = _stamps(options.root)
    while True:
        time.sleep(PAUSE)
        now = _stamps(options.root)
        if now == seen:
            continue
        seen = now
        print("Un fichier a changé : le site est refait…")
        try:
            build.make(options)
        except GreffeError as error:
            # The site stays as it was: the next change may mend what is wrong.
            print(f"greffe : {error}")


def _server(port: int, handler: Callable[..., _Quiet]) -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except PermissionError:
        reason = "est réservé au système"
    except OSError:
        reason = "est déjà pris par un autre programme"
    raise UsageError(
        f"le port {port} {reason}. Donnez-en un autre, ou « --port 0 » pour que l'ordinateur en choisisse un libre."
    )


def _stamps(root: Path) -> dict[Path, tuple[int, int]]:
    """Size in bytes and time of change in nanoseconds of every watched file."""
    files = [path for name in WATCHED for path in ((root / name), *(root / name).rglob("*"))]
    return {
        path: (s.st_size, s.st_mtime_ns) for path in files if path.is_file() and (s := path.stat())
    }
