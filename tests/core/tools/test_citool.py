"""CiTool: App Control policies that are put in force or removed."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows

POLICY = "{11111111-2222-3333-4444-555555555555}"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (f'citool -rp "{POLICY}"', ["code_integrity_policy"]),
        (f"CiTool.exe --remove-policy {POLICY} -json", ["code_integrity_policy"]),
        ("citool --update-policy C:\\Policies\\base.cip", ["code_integrity_policy"]),
        ("citool -up C:\\Users\\Public\\a.cip", ["code_integrity_policy", "input_user_writable"]),
        (
            "citool -up C:\\Users\\Public\\a.txt",
            ["code_integrity_policy", "input_user_writable", "input_odd_extension"],
        ),
        ("citool -rt 1234", ["code_integrity_policy"]),
        ("citool -lp -json", []),
        ("citool --refresh", []),
        ("citool -rp", []),
        ("citool", []),
    ],
)
def test_policies(line: str, indicators: list[str]) -> None:
    report = judged_windows(line)
    assert (ids(report), report.action) == (indicators, "change_code_integrity_policy" if indicators else "")
