"""The words that the sensors' tables are made of."""

from __future__ import annotations

import pytest
from codesignrisk_core.records.sensors import sensor


def test_an_array_has_two_names_in_splunk() -> None:
    assert sensor.array("process.args") == ("process.args{}", "process.args")


@pytest.mark.parametrize(
    ("folder", "name", "path"),
    [
        ("C:\\x", "a.exe", "C:\\x\\a.exe"),
        ("C:\\x\\", "a.exe", "C:\\x\\a.exe"),
        # mostly the folder ends in the name already
        ("C:\\x\\A.exe", "a.EXE", "C:\\x\\A.exe"),
        ("/usr/bin", "codesign", "/usr/bin/codesign"),
        ("/usr/bin/codesign", "codesign", "/usr/bin/codesign"),
        ("", "a.exe", "a.exe"),
        ("C:\\x", "", "C:\\x"),
        ("", "", ""),
    ],
)
def test_a_path_out_of_a_folder_and_a_name(folder: str, name: str, path: str) -> None:
    assert sensor.full_path(folder, name) == path


def test_all_that_is_read_is_asked_for() -> None:
    found = sensor.Sensor(("mark",), {"a": ("x", "y"), "b": ("z",)}, lambda view: sensor.NOTHING)
    assert list(found.required()) == ["mark", "x", "y", "z"]
