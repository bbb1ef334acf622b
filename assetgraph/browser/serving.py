"""A small web server for what Neo4j Browser fetches: a few pages held in memory, on this machine only.

Browser fetches from `localhost` by that name, and asks beforehand (CORS preflight).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from urllib.parse import urlsplit

from assetgraph.errors import UsageError

USUAL_PORT = 7475
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """What lies at one path."""

    media_type: str
    body: bytes


Pages = Mapping[str, Page]


@contextmanager
def serving(render: Callable[[str], Pages], port: int | None = None) -> Iterator[str]:
    """Serve pages, by path, until the context ends; `render` makes them for the address, which is yielded.

    Without a port it is the usual one, or any free one where that is taken. Raises UsageError when the given port
    cannot be had.
    """
    server = _server(port)
    try:
        origin = f"http://localhost:{server.server_address[1]}"
        server.pages = render(origin)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield origin
        finally:
            server.shutdown()
            thread.join()
    finally:
        server.server_close()


class _Server(ThreadingTCPServer):
    """The plain one, because HTTPServer looks up this machine's name in the DNS."""

    allow_reuse_address = True
    daemon_threads = True
    pages: Pages


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "assetgraph"
    sys_version = ""
    timeout = 30
    """An idle connection does not hold its thread for ever."""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_OPTIONS(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self._allow()
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        """Say nothing: stderr is for what the user has to know."""

    def _answer(self, *, with_body: bool) -> None:
        page = self.server.pages.get(urlsplit(self.path).path)
        status = HTTPStatus.OK if page else HTTPStatus.NOT_FOUND
        found = page or Page("text/plain; charset=utf-8", b"not found\n")
        self.send_response(status)
        self.send_header("Content-Type", found.media_type)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Cache-Control", "no-store")
        self._allow()
        self.end_headers()
        if with_body:
            self.wfile.write(found.body)

    def _allow(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
        # The headers that Browser sends along.
        self.send_header("Access-Control-Allow-Headers", "cache-control, pragma, sentry-trace")


def _server(port: int | None) -> _Server:
    for wanted in (port,) if port is not None else (USUAL_PORT, 0):
        try:
            return _Server((HOST, wanted), _Handler)
        except OSError as error:
            reason = error.strerror or str(error)
    raise UsageError(f"port {wanted} cannot be used: {reason}", next_step="leave out --port, or name another")
