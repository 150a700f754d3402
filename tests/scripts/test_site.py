"""The guides build as a site: every page is in the navigation, every link and anchor leads somewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("built by the main environment", allow_module_level=True)

from scripts import site


def test_the_site_builds_strictly(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert site.build() == 0, capfd.readouterr().err
    pages = {path.relative_to(site.SITE).as_posix() for path in site.SITE.rglob("*.html")}
    wanted = {path.with_suffix(".html").as_posix() for path in site.content() if path.suffix == ".md"}
    assert {page.replace("README", "index") for page in wanted} == pages - {"404.html"}


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert site.build() == 0
    for page in site.SITE.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'src="http' not in text
        assert 'rel="stylesheet" href="http' not in text
