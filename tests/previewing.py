"""A preview of a corpus in a process of its own."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 30.0
"""Seconds after which what was waited for is held not to come."""
SOON = 3.0
"""The same, where it is known not to come yet."""
PAUSE = 0.05


@dataclass
class Preview:
    """A running preview and the corpus it shows."""

    root: Path
    port: int

    def get(self, address: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """Status and text of an address; status 0 where nobody answers."""
        request = urllib.request.Request(f"http://{host}:{self.port}/{address}")
        try:
            with urllib.request.urlopen(request, timeout=SOON) as answer:  # noqa: S310  # ours
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            return 0, ""

    def wait_for(
        self, address: str, holds: Callable[[int, str], bool], patience: float = PATIENCE
    ) -> str:
        """The text of an address as soon as it is as wanted."""
        deadline, status, text = time.monotonic() + patience, 0, ""
        while time.monotonic() < deadline:
            status, text = self.get(address)
            if holds(status, text):
                return text
            time.sleep(PAUSE)
        pytest.fail(f"{address} did not become as wanted; it was: {status} {text[-2000:]}")

    def note(self, written: str) -> None:
        """Write the file of notes that these tests change."""
        (self.root / "annotations" / "new.yaml").write_text(written, "utf-8")


@contextmanager
def previewing(
    root: Path, end: signal.Signals = signal.SIGINT, *, ignoring: bool = False
) -> Iterator[Preview]:
    """A preview of a corpus in a process of its own, on a free port.

    It must end by the signal in time, without a complaint. `ignoring`: it is started with SIGINT
    ignored, as by a shell that puts it into the background.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = root.parent / f"{root.name}.log"
    program = [sys.executable, "-m", "sicetnon", "serve", "--root", str(root), "--port", str(port)]
    command = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *program] if ignoring else program
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as running:
        shown = Preview(root, port)
        try:
            shown.wait_for("", lambda status, _: status > 0)
            yield shown
        finally:
            running.send_signal(end)
            try:
                ended = running.wait(timeout=PATIENCE)
            finally:
                running.kill()
    assert (ended, "Traceback" in log.read_text("utf-8")) == (0, False)
