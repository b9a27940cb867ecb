"""The preview: the site of a corpus on this machine, built again after every change.

Built into a folder of its own, so that what is being written is never what is published.
A page is loaded again after every build, keeps its place, and shows the problems that concern it
beside the words concerned.
The server is that of properdocs, which is not a documented interface: hence its version is capped,
and a test drives what is used of it here.
"""

from __future__ import annotations

import logging
import re
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from properdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from sicetnon import urls
from sicetnon.authoring.locate import LocatedProblem, locate
from sicetnon.build import build
from sicetnon.cli.preview import shown
from sicetnon.cli.report import summary
from sicetnon.writing.write import UnwritableError

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
WATCHED = ("content", "annotations", "theme", "corpus.yaml")
POLL = 0.2
"""Seconds between looks at what has changed."""
WAITING = (
    "<!doctype html><title>Not built yet</title><body><main><h1>Not built yet</h1></main></body>"
)


class Preview(LiveReloadServer):
    """Serves a corpus's site with its problems shown over it."""

    def __init__(self, corpus: Path, folder: Path, port: int) -> None:
        self.corpus, self.folder = corpus, folder
        self.problems: tuple[LocatedProblem, ...] = ()
        self.asked = threading.local()
        """Has the address that is being answered, one a thread."""
        site = str(folder / "site")
        super().__init__(self.rebuild, "127.0.0.1", port, site, polling_interval=POLL)
        self.error_handler = self._missing
        self.observer.schedule(Newcomers(self), str(corpus), recursive=False)
        self.watch_all()

    def watch_all(self) -> None:
        """Watch whatever of a corpus is there."""
        for name in WATCHED:
            path = self.corpus / name
            if path.exists() and str(path) not in self._watched_paths:
                self.watch(str(path))

    def newcomer(self) -> None:
        """Build again since a folder or file of the corpus has appeared."""
        self.watch_all()
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def rebuild(self) -> None:
        """Build again; with errors the last good site stays."""
        try:
            problems = build(self.corpus, self.folder / "site", cached=True).problems
        except UnwritableError as error:
            logging.getLogger(__name__).error(error)
            return
        self.problems = locate(self.corpus, problems)
        logging.getLogger(__name__).info(summary(problems))

    def _serve_request(
        self,
        environ: dict[str, Any],
        start_response: Any,  # noqa: ANN401  # as WSGI has it
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        self.asked.address = path or urls.HOME
        answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        return answer

    def _missing(self, _code: int) -> bytes | None:
        page = self.folder / "site" / "404.html"
        content = page.read_bytes() if page.is_file() else WAITING.encode()
        return self._inject_js_into_html(content, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Adds the reload script and the problems; the page's policy would forbid both."""
        page = POLICY.sub(b"", content).decode("utf-8", "replace")
        made = shown(page, self.asked.address, self.problems).encode()
        injected = super()._inject_js_into_html(made, epoch)  # type: ignore[no-untyped-call]
        return bytes(injected)


class Newcomers(FileSystemEventHandler):
    """Tells of folders and files of a corpus that appear while it is shown."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def on_created(self, event: FileSystemEvent) -> None:
        """Something has appeared in the corpus's own folder."""
        if Path(str(event.src_path)).name in WATCHED:
            self.preview.newcomer()


def serve(root: Path, port: int, *, open_in_browser: bool = False) -> None:
    """Build, serve and watch until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with tempfile.TemporaryDirectory(prefix="sicetnon-") as folder:
        preview = Preview(root.resolve(), Path(folder), port)
        preview.rebuild()
        try:
            preview.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            preview.shutdown()
