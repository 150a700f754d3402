"""Private keys that a database server writes."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.tools import inline_code, sql_keys

from tests.core.lines import ids, windows

BACKUP = "BACKUP CERTIFICATE c TO FILE = 'D:\\\\b\\\\a.cer'"
KEY = BACKUP + " WITH PRIVATE KEY (FILE = '{}', ENCRYPTION BY PASSWORD = 'Sesame')"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (KEY.format("D:\\b\\a.pvk"), ["database_key_saved", "clear_password"]),
        (KEY.format("\\\\nas3\\b\\a.pvk"), ["database_key_saved", "key_to_share", "clear_password"]),
        (BACKUP, []),
        ("CREATE CERTIFICATE c FROM FILE='a.cer' WITH PRIVATE KEY (FILE='a.pvk')", []),
    ],
)
def test_backups(text: str, indicators: list[str]) -> None:
    report = Report()
    sql_keys.judge_text(report, "sqlcmd", text)
    assert ids(report) == indicators
    assert report.secrets == (["Sesame"] if indicators else [])


def test_any_program_that_is_given_the_text() -> None:
    text = KEY.format("a.pvk")
    report = inline_code.judge(windows(f'sqlcmd -S srv1 -E -Q "{text}"'))
    assert report is not None
    assert ids(report) == ["database_key_saved", "clear_password"]
