"""A record, and the look at it through canonical names."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import views
from codesignrisk_core.records.views import MISSING, Translated, View

NAMES = {"image": ("Image", "process_path"), "args": ("args",)}


def view(**record: Any) -> View:
    return View(record, views.plan(NAMES, record))


def test_only_names_that_are_there_are_looked_at() -> None:
    assert views.plan(NAMES, {"process_path", "x"}) == {"image": ("process_path",), "args": ()}


@pytest.mark.parametrize(
    ("record", "text", "source", "values"),
    [
        ({"Image": "a", "process_path": "b"}, "a", "Image", ["a"]),
        ({"process_path": "b"}, "b", "process_path", ["b"]),
        ({"Image": "", "process_path": "b"}, "b", "process_path", ["b"]),
        # a placeholder says nothing, but among several values it is one
        ({"Image": "-", "process_path": "b"}, "b", "process_path", ["-"]),
        ({"Image": ["-", "a", "c"]}, "a", "Image", ["-", "a", "c"]),
        ({"Image": ["-", ""], "process_path": "b"}, "b", "process_path", ["-", ""]),
        ({"Image": None, "process_path": []}, "", "", []),
        ({"Image": [7]}, "7", "Image", ["7"]),
        # JSON as it stands has numbers and truth values
        ({"Image": 7}, "7", "Image", ["7"]),
        ({"Image": 0}, "0", "Image", ["0"]),
        ({"Image": True}, "true", "Image", ["true"]),
        ({"Image": 0.5, "process_path": "b"}, "0.5", "Image", ["0.5"]),
        ({}, "", "", []),
    ],
)
def test_the_first_name_that_says_something_wins(
    record: dict[str, Any], text: str, source: str, values: list[str]
) -> None:
    seen = view(**record)
    assert (seen.get("image"), seen.source("image"), seen.values("image")) == (text, source, values)


LINES = {name: (name,) for name in ("image", "child_line", "command_line", "other_line", "parent_command_line")}
ADD = "certutil -addstore root x.cer"


@pytest.mark.parametrize(
    ("record", "canonical", "text", "lines"),
    [
        ({"command_line": ["certutil", "-addstore", "-"]}, "command_line", "certutil -addstore -", ()),
        ({"command_line": ["-", "", "certutil", "-f"]}, "command_line", "certutil -f", ()),
        ({"command_line": ["-", ""]}, "command_line", "", ()),
        ({"command_line": []}, "command_line", "", ()),
        ({"command_line": ["notepad.exe", ADD]}, "command_line", f'notepad.exe "{ADD}"', (ADD,)),
        ({"command_line": [7, 8]}, "command_line", "7 8", ()),
        ({"other_line": ["x", ADD], "command_line": "x"}, "other_line", f'x "{ADD}"', (ADD,)),
        ({"image": "/bin/x", "other_line": ["x", 'a"b']}, "other_line", 'x "a"\'"\'"b"', ()),
        # a parent's line is joined as well, and is none of the start's own
        ({"parent_command_line": ["cmd", "/c", ADD]}, "parent_command_line", f'cmd /c "{ADD}"', ()),
        ({"child_line": "x y", "command_line": ["cmd", ADD]}, "command_line", f'cmd "{ADD}"', ()),
        ({"child_line": ["x", ADD], "command_line": "cmd"}, "child_line", f'x "{ADD}"', (ADD,)),
        # of any other field the first counts
        ({"image": ["a b", "c"]}, "image", "a b", ()),
    ],
)
def test_a_command_line_is_all_its_values(
    record: dict[str, Any], canonical: str, text: str, lines: tuple[str, ...]
) -> None:
    seen = View(record, views.plan(LINES, record))
    assert (seen.get(canonical), seen.lines) == (text, lines)
    assert Translated({}, seen).lines == lines
    assert Translated({}).lines == ()


@pytest.mark.parametrize("placeholder", ["", "-", "NULL", "null", "N/A", "(null)", "unknown"])
def test_what_sources_write_for_nothing(placeholder: str) -> None:
    assert placeholder in MISSING
    assert view(Image=placeholder, process_path="b").get("image") == "b"
    assert views.qualified(placeholder, "jane") == "jane"


def test_a_translated_record_is_read_by_canonical_names() -> None:
    found = Translated({"image": "a", "args": "", "odd": ["x"]})  # type: ignore[dict-item]
    assert [found.get(name) for name in ("image", "args", "odd", "none")] == ["a", "", "", ""]
    assert [found.values(name) for name in ("image", "args", "none")] == [["a"], [], []]


@pytest.mark.parametrize(
    ("domain", "user", "expected"),
    [("CONTOSO", "jane", "CONTOSO\\jane"), ("", "jane", "jane"), ("CONTOSO", "", ""), ("-", "jane", "jane")],
)
def test_a_qualified_user(domain: str, user: str, expected: str) -> None:
    assert views.qualified(domain, user) == expected
