"""The colours of the bands are a ladder of lightness: colour-blind eyes and grey tell each from its neighbours."""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from scripts import ROOT

VIEWS = ROOT / "default" / "data" / "ui" / "views"
BANDS = ("critical", "high", "medium", "low", "info")
VISIONS = ("none", "deuteranopia", "protanopia", "tritanopia", "achromatopsia")
LEAST = 1.4
"""The contrast between neighbours (WCAG 2.2, relative luminance)."""


def colours(view: Path) -> dict[str, set[str]]:
    """Band -> the colours that a view's tables and charts give it."""
    text = view.read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for table in re.findall(r'"bandColors": (\[.*?\])', text, re.DOTALL):
        for row in json.loads(table):
            found.setdefault(row["match"], set()).add(row["value"])
    for series in re.findall(r'"seriesColorsByField": (\{.*?\})', text):
        for band, colour in json.loads(series).items():
            if band in BANDS:
                found.setdefault(band, set()).add(colour)
    return found


def palette() -> dict[str, str]:
    """The one colour of each band on all pages."""
    merged: dict[str, set[str]] = {}
    for view in sorted(VIEWS.glob("*.xml")):
        for band, values in colours(view).items():
            merged.setdefault(band, set()).update(values)
    assert {band: len(values) for band, values in merged.items()} == dict.fromkeys(BANDS, 1)
    return {band: values.pop() for band, values in merged.items()}


def luminance(pixel: tuple[int, ...]) -> float:
    """The relative luminance of a pixel (WCAG 2.2)."""
    parts = [part / 255 for part in pixel[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("vision", VISIONS)
def test_worse_is_darker_and_neighbours_are_told_apart(browser: Any, vision: str) -> None:
    known = palette()
    context = browser.new_context(viewport={"width": 500, "height": 100})
    try:
        page = context.new_page()
        page.set_content(
            "<body style='margin:0'>"
            + "".join(
                f"<div style='float:left;width:100px;height:100px;background:{known[band]}'></div>" for band in BANDS
            )
        )
        session = context.new_cdp_session(page)
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    finally:
        context.close()
    seen = [luminance(image.getpixel((50 + 100 * at, 50))) for at in range(len(BANDS))]
    assert seen == sorted(seen)
    contrasts = [(light + 0.05) / (dark + 0.05) for dark, light in pairwise(seen)]
    assert min(contrasts) >= LEAST, dict(zip(BANDS, contrasts, strict=False))


def contrast(one: str, other: str) -> float:
    """Of two colours (WCAG 2.2)."""
    dark, light = sorted(luminance(ImageColor.getrgb(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("view", sorted(path.stem for path in VIEWS.glob("*.xml")))
def test_words_can_be_read_on_the_colour_of_their_band(view: str) -> None:
    """4.5 for text (WCAG 2.2, 1.4.3)."""
    text = (VIEWS / f"{view}.xml").read_text(encoding="utf-8")
    written = [json.loads(table) for table in re.findall(r'"bandText": (\[.*?\])', text, re.DOTALL)]
    assert len(written) == text.count('"bandColors": [')
    for row in (row for table in written for row in table):
        assert contrast(row["value"], palette()[row["match"]]) >= 4.5, row["match"]


@pytest.mark.parametrize("page", ["#FFFFFF", "#1A1C20"])
def test_figures_can_be_read_on_the_light_and_on_the_dark_page(page: str) -> None:
    """3 for large text (WCAG 2.2, 1.4.3); these are 40 px."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.xml")))
    used = {row["value"] for table in re.findall(r'"figureColors": (\[.*?\])', text) for row in json.loads(table)}
    assert used
    assert {colour: contrast(colour, page) >= 3 for colour in used} == dict.fromkeys(used, True)
