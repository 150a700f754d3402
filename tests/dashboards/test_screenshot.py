"""`python -m lab dashboard VIEW --screenshot PNG`, from start to picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from scripts import ROOT

COMMAND = [sys.executable, "-m", "lab", "dashboard", "investigate", "--token", "host=ws-0158*"]


@pytest.fixture
def picture(a_day: str, browser: Any, tmp_path: Path) -> Any:
    """Take a picture; the fixtures it wants skip where Node.js or Chromium is missing."""

    def take(*options: str) -> Any:
        path = tmp_path / "page.png"
        done = subprocess.run([*COMMAND, "--screenshot", str(path), *options], cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"wrote {path}\n", "")
        with Image.open(path) as image:
            return image.convert("RGB")

    return take


def timeline() -> Any:
    """The definition of the page's table."""
    from lab.dashboards.view import load_view

    page = load_view(ROOT / "default" / "data" / "ui" / "views" / "investigate.xml").definition
    return page["visualizations"]["viz_lines"]


def test_the_whole_page_is_in_the_picture(picture: Any) -> None:
    image = picture("--width", "1920")
    assert image.width == 1920
    assert image.height > 2000
    # the bands of the timeline are painted
    bands = {row["match"]: ImageColor.getrgb(row["value"]) for row in timeline()["context"]["bandColors"]}
    assert {bands["critical"], bands["high"]} <= {colour for _, colour in image.getcolors(2**24)}


def test_the_theme_can_be_chosen(picture: Any) -> None:
    light, dark = (sum(picture("--theme", theme).resize((1, 1)).getpixel((0, 0))) for theme in ("light", "dark"))
    assert light > 600
    assert dark < 150


def test_what_cannot_be_written_is_told(a_day: str, browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder.png"
    folder.mkdir()
    done = subprocess.run([*COMMAND, "--screenshot", str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("lab: ")
    assert "Traceback" not in done.stderr


def test_a_page_with_a_search_that_fails_is_written_and_ends_in_1(a_day: str, browser: Any, tmp_path: Path) -> None:
    """A panel that stays away looks like one that found nothing."""
    from lab.dashboards import scenario

    app = scenario.stage_site(tmp_path / "codesignrisk")
    view = app / "default" / "data" / "ui" / "views" / "overview.xml"
    text = view.read_text(encoding="utf-8")
    assert text.count('"| `codesignrisk_sources`') == 1
    view.write_text(text.replace('"| `codesignrisk_sources`', '"| nonsense'), encoding="utf-8")
    path, sample = tmp_path / "page.png", ROOT / "lab" / "samples" / "test1_self_signed.jsonl"
    command = [*COMMAND[:4], "overview", "--app", str(app), "--events", str(sample), "--screenshot", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, f"wrote {path}\n")
    assert 'lab: a search of the page failed: Overview, Log sources: unknown command "nonsense"' in done.stderr
