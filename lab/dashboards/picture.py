"""Opens dashboards in a browser and takes pictures of them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

_PAGE = '[data-test="DashboardLayoutContainer"]'
_HEIGHT = 900
_SECONDS = 60
# Panels are drawn after their data has come, some in steps.
_QUIET = """() => new Promise(resolve => {
    const rest = () => { observer.disconnect(); resolve(); };
    let timer = setTimeout(rest, 700);
    const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(rest, 700); });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
})"""


def open_page(browser: Browser, url: str, width: int = 1440) -> Page:
    """Open a page as somebody who lives in UTC."""
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT}, timezone_id="UTC", locale="en-US", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    return page


def settle(page: Page) -> None:
    """Wait until the dashboard has drawn all its data."""
    page.wait_for_selector(_PAGE, timeout=1000 * _SECONDS)
    page.wait_for_load_state("networkidle", timeout=1000 * _SECONDS)
    page.evaluate(_QUIET)


def take(page: Page, path: Path) -> None:
    """Write the whole page as a PNG."""
    settle(page)
    # Panels outside the window are not drawn.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"] if page.viewport_size else 1440, "height": height})
    settle(page)
    page.screenshot(path=path, full_page=True)
