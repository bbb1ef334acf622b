"""The small web server: what Neo4j Browser needs of it, and nothing beyond the pages it was given."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from assetgraph.browser.serving import Page, serving
from assetgraph.errors import UsageError

PAGES = {"/": Page("text/plain", b"index"), "/style.grass": Page("text/plain; charset=utf-8", b"node {}")}
HEADERS = {"Origin": "http://localhost:7474", "Access-Control-Request-Headers": "cache-control,pragma,sentry-trace"}


@pytest.fixture
def origin() -> Iterator[str]:
    with serving(lambda _: PAGES) as origin:
        yield origin


def _ask(origin: str, method: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", int(origin.rsplit(":", 1)[1]), timeout=5)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_page_when_asked_for_then_is_given_to_any_page_of_a_browser(origin: str) -> None:
    response, body = _ask(origin, "GET", "/style.grass?x=1", **HEADERS)
    assert (response.status, body) == (200, b"node {}")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-store"


def test_page_when_only_its_head_is_asked_for_then_has_a_length_and_no_body(origin: str) -> None:
    response, body = _ask(origin, "HEAD", "/style.grass")
    assert (response.status, response.headers["Content-Length"], body) == (200, "7", b"")


def test_preflight_when_browser_sends_it_then_its_headers_are_allowed(origin: str) -> None:
    response, _ = _ask(origin, "OPTIONS", "/style.grass", **HEADERS)
    assert response.status == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    allowed = {each.strip() for each in response.headers["Access-Control-Allow-Headers"].split(",")}
    assert allowed == {"cache-control", "pragma", "sentry-trace"}


@pytest.mark.parametrize(
    "path", ["/style.gras", "/style.grass/", "/../pyproject.toml", "//etc/passwd", "/%2e%2e/", "x"]
)
def test_path_when_it_is_none_of_the_pages_then_is_not_found(origin: str, path: str) -> None:
    response, body = _ask(origin, "GET", path)
    assert (response.status, body) == (404, b"not found\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_method_when_it_would_change_something_then_is_refused(origin: str, method: str) -> None:
    assert _ask(origin, method, "/")[0].status == 501


def test_server_when_it_listens_then_only_on_this_machine(origin: str) -> None:
    assert origin.startswith("http://localhost:")
    port = int(origin.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    addresses = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((address, port), timeout=5)


def test_port_when_the_usual_one_is_taken_then_another_is_found(origin: str) -> None:
    with serving(lambda _: PAGES) as second:
        assert second != origin
        assert _ask(second, "GET", "/")[1] == b"index"


def test_port_when_given_and_taken_then_is_said_so(origin: str) -> None:
    port = int(origin.rsplit(":", 1)[1])
    with pytest.raises(UsageError, match=f"port {port} cannot be used"), serving(lambda _: PAGES, port):
        pass


def test_server_when_its_context_ends_then_the_port_is_free() -> None:
    with serving(lambda _: PAGES) as origin:
        port = int(origin.rsplit(":", 1)[1])
    with serving(lambda _: PAGES, port) as again:
        assert again == origin
