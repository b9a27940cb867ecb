"""The server of the preview: the files of a site, for browsers on this machine only.

It listens on 127.0.0.1 and answers to the names of this machine only, since another name may be
a stranger's that leads here (DNS rebinding). No other site's page can load what it serves.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from sicetnon import urls
from sicetnon.authoring.locate import LocatedProblem
from sicetnon.cli.preview import CHANGES, shown

LOCAL = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]*)?", re.IGNORECASE)
"""The hosts that are this machine, as browsers name them."""
HEARTBEAT = 15.0
"""Seconds after which a page that waits for changes is written to: so a closed one is noticed."""
HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
WAITING = (
    "<!doctype html><title>Not built yet</title><body><main><h1>Not built yet</h1></main></body>"
)
_types = mimetypes.MimeTypes()
"""Python's own table: that of the system may say anything."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as one build left it."""

    problems: Sequence[LocatedProblem] = ()
    version: str = field(default_factory=lambda: str(time.time_ns()))
    """Differs from that of any other edition, of an earlier run too."""


class Answer(NamedTuple):
    """What is sent to a browser."""

    status: HTTPStatus
    media_type: str
    body: bytes


class PreviewServer(ThreadingHTTPServer):
    """Serves what stands in a folder, and tells pages when it has changed.

    Raises OSError where the port cannot be had.
    """

    def __init__(self, site: Path, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = site.resolve()
        self.edition = Edition()
        self._renewed = threading.Condition()

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.server_port}/"

    def renew(self, problems: Sequence[LocatedProblem]) -> None:
        """Let browsers load their pages again, with these problems."""
        with self._renewed:
            self.edition = Edition(problems)
            self._renewed.notify_all()

    def next_version(self, version: str) -> str:
        """The version as soon as it is another than this one, or after `HEARTBEAT` seconds."""
        with self._renewed:
            self._renewed.wait_for(lambda: self.edition.version != version, HEARTBEAT)
            return self.edition.version

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002  # as socketserver has it
        """Report what went wrong with an answer, unless the browser has only gone away."""
        if not isinstance(sys.exception(), ConnectionError):
            logging.getLogger(__name__).exception("An answer could not be sent.")


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer
    timeout = 30.0
    """Seconds that a browser may take to ask."""

    def do_GET(self) -> None:
        """Answer with a page or a file, or tell of changes for as long as the page listens."""
        if not is_local(self.headers.get_all("Host", [])):
            self._send(_sentence(HTTPStatus.FORBIDDEN, f"The preview is at {self.server.url}"))
        elif self.path == CHANGES and self.command == "GET":
            self._tell_changes()
        else:
            self._send(self._answer())

    do_HEAD = do_GET  # noqa: N815  # the library's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing: whoever writes wants to read about his texts."""

    def _answer(self) -> Answer:
        try:
            return answer(self.server.site, self.server.edition, self.path)
        except Exception:
            logging.getLogger(__name__).exception("%s could not be shown.", self.path)
            said = "This page could not be shown; the terminal says why."
            return _sentence(HTTPStatus.INTERNAL_SERVER_ERROR, said)

    def _send(self, answer: Answer) -> None:
        length = {"Content-Length": str(len(answer.body))}
        self._send_head(answer.status, {"Content-Type": answer.media_type, **length})
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_changes(self) -> None:
        self._send_head(HTTPStatus.OK, {"Content-Type": "text/event-stream"})
        version = ""
        while True:
            version = self.server.next_version(version)
            self.wfile.write(f"data: {version}\n\n".encode())


def is_local(hosts: Sequence[str]) -> bool:
    """Whether a request's `Host`, of which there must be one, is a name of this machine."""
    return len(hosts) == 1 and LOCAL.fullmatch(hosts[0]) is not None


def answer(site: Path, edition: Edition, target: str) -> Answer:
    """The answer to a request's target, such as `/sources/a.html?x=y`.

    A page comes with the problems of the edition, and 404 with the site's own page for it.
    No path and no symbolic link leads out of the site.
    """
    try:
        path = unquote_to_bytes(target.partition("?")[0].encode("latin-1")).decode()
        path = path.lstrip("/") or urls.HOME
        content = _content(site, path)
    except ValueError:  # no UTF-8, or a null character
        return _sentence(HTTPStatus.BAD_REQUEST, "This is not the address of a page.")
    if content is not None and not path.endswith(".html"):
        return Answer(HTTPStatus.OK, _media_type(path), content)
    status = HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK
    if content is None:
        content = _content(site, urls.NOT_FOUND) or WAITING.encode()
    html, address = content.decode("utf-8", "replace"), urls.of_file(path)
    page = shown(html, address, edition.problems, edition.version)
    return Answer(status, HTML, page.encode("utf-8", "replace"))


def _content(site: Path, address: str) -> bytes | None:
    """The content of a file of the site, None where there is none."""
    if {"", ".", ".."} & {*address.split("/")}:
        return None
    try:
        path = (site / address).resolve()
        return path.read_bytes() if path.is_relative_to(site) and path.is_file() else None
    except (OSError, RuntimeError):  # a name that is too long, or links that go round in a circle
        return None


def _media_type(address: str) -> str:
    media_type, compression = _types.guess_type(address)
    if media_type is None or compression:
        return "application/octet-stream"
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _sentence(status: HTTPStatus, sentence: str) -> Answer:
    return Answer(status, TEXT, f"{sentence}\n".encode())
