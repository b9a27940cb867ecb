"""The server of the preview: who is answered, and with what."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sicetnon.cli import server as server_module
from sicetnon.cli.preview import CHANGES
from sicetnon.cli.server import PreviewServer

SOON = 5
"""Seconds after which an answer is held not to come."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """A server of a site of one page, beside which lies what is not to be served."""
    site = tmp_path / "site"
    (site / "sources").mkdir(parents=True)
    (site / "index.html").write_text("<body>The front.</body>", "utf-8")
    (site / "sources" / "дом a.html").write_text("<body>A house.</body>", "utf-8")
    (site / "assets").mkdir()
    (site / "assets" / "style.css").write_text("a {}", "utf-8")
    (tmp_path / "secret.html").write_text("A secret.", "utf-8")
    with PreviewServer(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


class Response:
    """What a server answered."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode()


def ask(
    server: PreviewServer, target: str, *hosts: str, method: str = "GET", raw: bytes | None = None
) -> Response:
    """The answer to a request; `raw` is sent instead of the target, as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=SOON)
    connection.putrequest(method, "/", skip_host=True)
    if raw is not None or target:
        first = f"{method} ".encode() + (raw if raw is not None else target.encode("latin-1"))
        connection._buffer[0] = first + b" HTTP/1.1"  # type: ignore[attr-defined]
    for host in hosts or (f"127.0.0.1:{server.server_port}",):
        connection.putheader("Host", host)
    connection.endheaders()
    return Response(connection.getresponse())


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:80"])
def test_the_names_of_this_machine_are_answered(server: PreviewServer, host: str) -> None:
    """With or without a port: another one may lead here."""
    assert ask(server, "/", host).status == 200


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "127.0.0.1.example.org:80", "127.0.0.2", ""]
)
@pytest.mark.parametrize("target", ["/", CHANGES])
def test_other_names_are_refused(server: PreviewServer, host: str, target: str) -> None:
    """A stranger's page whose name leads here reads nothing (DNS rebinding)."""
    refused = ask(server, target, host)
    assert (refused.status, "The front." in refused.text) == (403, False)
    assert ask(server, target, "localhost", host).status == 403


def test_no_other_site_can_load_what_is_served(server: PreviewServer) -> None:
    """The index of the search is a script, which any page could run and read otherwise."""
    for target in ("/", "/assets/style.css", "/nothing"):
        headers = ask(server, target).headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("target", "media_type", "text"),
    [
        ("/", "text/html; charset=utf-8", "The front."),
        ("/index.html?against=a#p1", "text/html; charset=utf-8", "The front."),
        ("/sources/%D0%B4%D0%BE%D0%BC%20a.html", "text/html; charset=utf-8", "A house."),
        ("/assets/style.css", "text/css; charset=utf-8", "a {}"),
    ],
)
def test_a_file_is_served_as_what_it_is(
    server: PreviewServer, target: str, media_type: str, text: str
) -> None:
    """Pages, styles and data, under names in any script."""
    answer = ask(server, target)
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert text in answer.text
    head = ask(server, target, method="HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Type"] == media_type


ODD = [
    b"/%00",
    b"/a%00.html",
    b"/%ff",
    b"/\xff\xfe",
    b"/%",
    b"//",
    b"/sources",
    b"/sources/",
    b"/index.html/",
    b"/index.html/.",
    b"/sources/../index.html",
    b"/" + b"a" * 5000,
    b"*",
    b"http://[/",
    b"/../secret.html",
    b"/%2e%2e/secret.html",
    b"/sources/..%2f..%2fsecret.html",
    b"/..%5csecret.html",
    b"//etc/passwd",
    b"/%2fetc%2fpasswd",
    b"/c:/secret.html",
    b"/link.html",
    b"/folder/secret.html",
    b"/round.html",
]


@pytest.mark.parametrize("raw", ODD)
def test_an_odd_address_is_none(
    server: PreviewServer, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """It is answered, not with what lies outside the site, and nothing fails over it."""
    (server.site / "link.html").symlink_to(server.site.parent / "secret.html")
    (server.site / "folder").symlink_to(server.site.parent)
    (server.site / "round.html").symlink_to(server.site / "round.html")
    answer = ask(server, "", raw=raw)
    expected = {200} if raw == b"//" else {400, 404}
    assert answer.status in expected
    assert "A secret." not in answer.text
    assert not caplog.records


def test_a_page_that_is_missing_is_the_sites_own(server: PreviewServer) -> None:
    """Before there is a site, a page says so; both are loaded again when there is another."""
    first = ask(server, "/nothing.html")
    assert first.status == 404 and "Not built yet" in first.text and "EventSource" in first.text
    (server.site / "404.html").write_text("<body>No such page.</body>", "utf-8")
    then = ask(server, "/nothing.html")
    assert then.status == 404 and "No such page." in then.text and "EventSource" in then.text


def test_a_page_that_fails_is_answered(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """With a sentence, and the reason in the terminal; other pages are served as before."""

    def failing(*_given: object) -> str:
        raise RuntimeError("it cannot be shown")

    with monkeypatch.context() as patched:
        patched.setattr(server_module, "shown", failing)
        answer = ask(server, "/")
        assert (answer.status, answer.text) == (
            500,
            "This page could not be shown; the terminal says why.\n",
        )
    assert "it cannot be shown" in caplog.text
    assert ask(server, "/").status == 200


def test_a_page_hears_of_changes(server: PreviewServer) -> None:
    """At once of the version that there is, which is its own, and then of each new one."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=SOON)
    connection.request("GET", CHANGES)
    events = connection.getresponse()
    assert events.headers["Content-Type"] == "text/event-stream"

    def heard() -> str:
        lines = events.readline(), events.readline()
        assert lines[1] == b"\n"
        return lines[0].decode().removeprefix("data: ").strip()

    def own() -> str:
        return f'data-version="{server.edition.version}"'

    versions = [heard()]
    assert f'data-version="{versions[0]}"' in ask(server, "/").text
    for _ in range(2):
        server.renew(())
        versions.append(heard())
        assert own() in ask(server, "/").text and versions[-1] in own()
    assert len({*versions}) == len(versions)


def test_a_browser_that_goes_away_is_no_news(
    server: PreviewServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the middle of a question nor of an answer."""
    (server.site / "large.html").write_bytes(b"a" * 10_000_000)
    for question in (b"GET /", b"GET /large.html HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=SOON)
        connection.connect()
        connection.send(question)
        connection.close()
    assert ask(server, "/").status == 200
    assert not caplog.records
