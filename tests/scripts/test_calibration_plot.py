"""docs/images/calibration.svg shows what the labelled sets score today, and every number of it."""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the measuring needs Python 3.11", allow_module_level=True)

from scripts import calibration_plot

COUNTS = {
    "none": {"malicious": 0, "suspicious": 0, "benign": 40},
    "high": {"malicious": 30, "suspicious": 9, "benign": 1},
    "critical": {"malicious": 0, "suspicious": 0, "benign": 0},
}


def texts(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_is_current() -> None:
    assert calibration_plot.PLOT.read_text(encoding="utf-8") == calibration_plot.render(calibration_plot.measure()), (
        "run `make docs`"
    )


def test_each_band_has_a_bar_with_its_numbers_the_worst_on_top() -> None:
    title, *rest = texts(calibration_plot.render(COUNTS))
    assert title.endswith("80 labelled events")
    assert rest == [
        *("malicious", "suspicious", "benign"),
        *("critical 80-100", "of 0"),
        *("high 60-79", "30", "9", "of 40"),  # a single one is too narrow for its number
        *("none 0", "40", "of 40"),
    ]


def test_the_parts_of_a_bar_fill_it() -> None:
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="34"', calibration_plot.render(COUNTS))]
    assert widths == [465.0, 139.5, 15.5, 620.0]
