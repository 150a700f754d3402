"""Opens dashboards in a browser and takes pictures of them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

_PAGE = '[data-test="DashboardLayoutContainer"]'
_HEIGHT = 900
_SECONDS = 60
_COUNT = """
    window.asking = 0;
    const ask = window.fetch;
    window.fetch = (...args) => { window.asking += 1; return ask(...args).finally(() => { window.asking -= 1; }); };
"""
# Panels ask some time after a click, and are drawn some time after their answers have come, in steps.
_QUIET = """() => new Promise(resolve => {
    const rest = () => { if (window.asking) { wait(); } else { observer.disconnect(); resolve(); } };
    let timer;
    const wait = () => { clearTimeout(timer); timer = setTimeout(rest, 700); };
    const observer = new MutationObserver(wait);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    wait();
})"""


def open_page(browser: Browser, url: str, width: int = 1440) -> Page:
    """Open a page as somebody who lives in UTC."""
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT}, timezone_id="UTC", locale="en-US", reduced_motion="reduce"
    )
    page = watched(context.new_page())
    page.goto(url)
    return page


def watched(page: Page) -> Page:
    """A page that has not been opened yet, made to count what it is asking the server, for `settle`."""
    page.add_init_script(_COUNT)
    return page


def settle(page: Page) -> None:
    """Wait until a watched page of a dashboard has drawn all its data."""
    page.wait_for_selector(_PAGE, timeout=1000 * _SECONDS)
    page.evaluate(_QUIET)


def take(page: Page, path: Path) -> None:
    """Write the whole page as a PNG."""
    settle(page)
    # Panels outside the window are not drawn.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"] if page.viewport_size else 1440, "height": height})
    settle(page)
    page.screenshot(path=path, full_page=True)
