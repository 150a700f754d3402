"""cipher.exe: the key of the encrypting file system saved to a file."""

from __future__ import annotations

import pytest
from codesignrisk_core.tools import cipher

from tests.core.lines import ids, windows


@pytest.mark.parametrize(
    ("line", "indicators", "files"),
    [
        ("cipher /x C:\\keep\\efs", ["export_key"], ["c:\\keep\\efs"]),
        ("cipher /x:C:\\data\\a.txt C:\\keep\\efs", ["export_key"], ["c:\\keep\\efs"]),
        ("cipher /X \\\\fs01\\in\\efs", ["export_key", "key_to_share"], ["\\\\fs01\\in\\efs"]),
        (
            "cipher /x \\\\10.4.0.9\\in\\efs",
            ["export_key", "key_to_share", "key_to_bare_address"],
            ["\\\\10.4.0.9\\in\\efs"],
        ),
        ("cipher /e /s:C:\\data", [], []),
        ("cipher /w:C:\\", [], []),
        ("cipher /?", [], []),
    ],
)
def test_cipher(line: str, indicators: list[str], files: list[str]) -> None:
    report = cipher.judge(windows(line))
    assert (ids(report), report.files) == (indicators, files)
