"""The browser that these tests share, and pages in it that report what goes wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
]
KNOWN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A running Chromium: that of SICETNON_CHROMIUM, or the first known one on the path."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is missing: pip install -e '.[browser]'")
    path = os.environ.get("SICETNON_CHROMIUM") or next(filter(None, map(shutil.which, KNOWN)), None)
    if path is None or shutil.which(path) is None:
        missing("Chromium is missing: apt install chromium, or name one in SICETNON_CHROMIUM")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, from the package that brings it."""
    spec = find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        missing("axe is missing: pip install -e '.[browser]'")
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


def missing(sentence: str) -> NoReturn:
    """Leave the test out, or let it fail where a browser is required."""
    if os.environ.get("SICETNON_BROWSER") == "required":
        pytest.fail(f"{sentence} (SICETNON_BROWSER=required)", pytrace=False)
    pytest.skip(sentence)


@pytest.fixture
def expect(browser: Any) -> Any:  # noqa: ARG001  # without a browser there is nothing to expect
    """Playwright's expectations, which wait until they hold."""
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a window of its own; a script that fails in it lets the test fail.

    Takes an address, a width and what else a window of Playwright takes.
    """
    windows: list[Any] = []
    errors: list[str] = []

    def open_page(address: str, width: int = 1280, **options: Any) -> Any:
        windows.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        page = windows[-1].new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.goto(address)
        return page

    yield open_page
    for window in windows:
        window.close()
    assert errors == []
