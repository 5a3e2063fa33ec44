"""A built site served on this machine, and pages that ask nothing of anyone else."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import Any
from urllib.parse import unquote, urlsplit

from filling import WIDE
from playwright.sync_api import Browser, Page


@contextmanager
def served(site: Mapping[str, bytes], headers: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """The address of a site, given as its files by path; each answer bears the `headers`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/")
            name += "index.html" if not name or name.endswith("/") else ""
            self.send_response(200 if name in site else 404)
            for header, value in headers:
                self.send_header(header, value)
            kind = guess_type(name)[0] if name in site else "text/html"
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.end_headers()
            self.wfile.write(site.get(name, site["404.html"]))

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A page that is left closes its connections: nothing to say."""

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def watched(browser: Browser, *own: str) -> Iterator[tuple[Page, list[str]]]:
    """A new page, and the errors that it reports; it must ask nothing but of addresses that begin with `own`."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="fr-FR")
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page, errors
    context.close()
    assert [url for url in asked if not url.startswith((*own, "data:", "blob:"))] == []
