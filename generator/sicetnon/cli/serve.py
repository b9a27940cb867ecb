"""The preview: the site of a corpus on this machine, built again after every change.

It is built into a folder of its own, so that what is being written is never what is published.
A page is loaded again after every build, keeps its place, and shows the problems that concern it
beside the words concerned.
"""

from __future__ import annotations

import logging
import signal
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from sicetnon.authoring.locate import locate
from sicetnon.build import build
from sicetnon.cli.report import summary
from sicetnon.cli.server import PreviewServer
from sicetnon.cli.watch import Watcher
from sicetnon.disk.site_folder import UnwritableError
from sicetnon.engine.cache import open_cache
from sicetnon.scratch import scratch_folder
from sicetnon.writing.assets import is_search_index

ENDING = (signal.SIGINT, signal.SIGTERM)


def serve(root: Path, port: int, *, open_in_browser: bool = False) -> None:
    """Build, serve and watch until interrupted or terminated.

    Raises OSError where the port cannot be had.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with (
        suppress(KeyboardInterrupt),
        scratch_folder("sicetnon-preview-") as folder,
        # A build locks the folder that its site lies in, and this one is locked already.
        PreviewServer(folder / "preview" / "site", port) as server,
        Watcher(root) as watcher,
        _interruptible(),
    ):
        _rebuild(root, server, watcher)
        with _answering(server):
            logging.getLogger(__name__).info("The preview is at %s; Ctrl-C ends it.", server.url)
            if open_in_browser:
                webbrowser.open_new_tab(server.url)
            while True:
                watcher.wait()
                _rebuild(root, server, watcher)


def _rebuild(root: Path, server: PreviewServer, watcher: Watcher) -> None:
    """Build again, the pages first; with errors, and where the build fails, the last site stays.

    The search follows as soon as browsers were told, unless something has changed meanwhile.
    """
    log = logging.getLogger(__name__)
    try:
        cache = open_cache(root)
        outcome = build(root, server.site, cache=cache, is_late=is_search_index)
        problems = outcome.problems
        for notice in cache.notices:
            log.warning(notice)
        server.renew(locate(root, problems))
        if outcome.counts["late"] and not watcher.changed:
            build(root, server.site, cache=open_cache(root))
    except UnwritableError as error:
        log.error(error)
    except Exception:
        log.exception("The build failed by a mistake of this program; the last good site stays.")
    else:
        log.info(summary(problems))


@contextmanager
def _answering(server: PreviewServer) -> Iterator[None]:
    """Answer requests beside what else is done."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGINT and SIGTERM, also where SIGINT was ignored before.

    Afterwards both are ignored, so that nothing interrupts the cleaning up.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        for number in ENDING:
            signal.signal(number, interrupt)
        yield
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
