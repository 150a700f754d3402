"""The command lines of cases: masked, and shown wherever that is safe."""

from __future__ import annotations

import pytest

from lab.cases.lines import LONGEST, MaskedLines

SIGN = "signtool sign /f k.pfx /p Ridge-2025! a.exe"
MASKED = "signtool sign /f k.pfx /p *** a.exe"
HIDDEN = "(not shown: it holds a secret in another form)"


@pytest.fixture(scope="module")
def shown() -> MaskedLines:
    return MaskedLines()


@pytest.mark.parametrize(
    ("line", "parent", "told"),
    [
        (SIGN, "", MASKED),
        # the parent's secrets need not stand in the line
        (SIGN, "powershell -c \"$p = ConvertTo-SecureString 'Other-77!' -AsPlainText; signtool sign /p x\"", MASKED),
        # a secret that the line holds in another form
        ("cmd /c set P=Hun^ter2&& call signtool sign /f k.pfx /p %P% a.exe", "", HIDDEN),
        ("notepad " + "x" * LONGEST, "", "notepad " + "x" * (LONGEST - 9) + "…"),
        ("", "", ""),
    ],
)
def test_a_line(line: str, parent: str, told: str, shown: MaskedLines) -> None:
    record = {"codesign_event": "process", "EventCode": "1", "CommandLine": line, "ParentCommandLine": parent}
    assert shown.of({**record, "ParentImage": "C:\\Windows\\System32\\cmd.exe" if parent else ""}) == told


def test_other_events_have_none(shown: MaskedLines) -> None:
    assert shown.of({"codesign_event": "script", "ScriptBlockText": SIGN}) == ""
