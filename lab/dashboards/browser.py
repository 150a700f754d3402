"""A real browser for pictures and tests: the system's Chromium, driven by playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts.check_system import CHROMIUM

# The sandbox needs rights that containers lack, and what is shown is from this machine. The other flags keep Chromium
# off the network.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-color-profile=srgb"
).split()


__all__ = ["BrowserError", "NoBrowserError", "chromium", "find"]


class NoBrowserError(Exception):
    """There is no Chromium on this machine; says what to install."""


def find() -> str | None:
    """The path of Chromium; the variable CHROMIUM overrides the search."""
    return os.environ.get("CHROMIUM") or CHROMIUM.path()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser with an empty profile. Raises NoBrowserError."""
    executable = find()
    if executable is None:
        raise NoBrowserError(f"no Chromium, nor its path in CHROMIUM. Please install:\n{CHROMIUM.advice()}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
