"""Which tool a process really is."""

from __future__ import annotations

import pytest
from codesignrisk_core.process import identity

KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\x64\\signtool.exe"


@pytest.mark.parametrize(
    ("image", "original", "first_word", "expected"),
    [
        # (tool, renamed, masquerade)
        (KIT, "SIGNTOOL.EXE", "signtool", ("signtool", False, False)),
        (KIT, "", "anything", ("signtool", False, False)),  # 4688 has no original name: that is no mismatch
        ("C:\\Windows\\System32\\certutil.exe", "CertUtil.exe", "certutil", ("certutil", False, False)),
        ("CERTUTIL.EXE", "", "", ("certutil", False, False)),
        # renamed
        ("C:\\Temp\\tcm.tmp", "CertUtil.exe", "tcm.tmp", ("certutil", True, False)),
        ("C:\\Temp\\cu.exe", "CERTUTIL.EXE", "cu", ("certutil", True, False)),
        ("C:\\Temp\\signtool.exe", "CertUtil.exe", "signtool", ("certutil", True, False)),
        # the name of one and the version resource of another
        ("C:\\Temp\\certutil.exe", "evil.exe", "certutil", ("certutil", False, True)),
        # by the first word only when the event has no image
        ("", "", "certutil", ("certutil", False, False)),
        ("", "", "C:\\Windows\\System32\\CertUtil.exe", ("certutil", False, False)),
        ("C:\\Windows\\notepad.exe", "NOTEPAD.EXE", "certutil", (None, False, False)),
        # names as they are released and copied; only where the version resource does not tell
        ("C:\\t\\mkcert-v1.4.4-windows-amd64.exe", "", "x", ("mkcert", False, False)),
        ("C:\\t\\AzureSignTool-x64.exe", "", "x", ("azuresigntool", False, False)),
        ("C:\\t\\certutil (2).exe", "", "x", ("certutil", False, False)),
        ("C:\\t\\apksigner.bat", "", "x", ("apksigner", False, False)),
        ("C:\\t\\signtool-x64.exe", "signtool.exe", "x", ("signtool", False, False)),
        ("C:\\t\\signtool-x64.exe", "notes.exe", "x", (None, False, False)),
        # names that only look like it
        ("C:\\tools\\signtool.exe.bak\\x.exe", "", "x", (None, False, False)),
        ("C:\\tools\\mysigntool.exe", "", "", (None, False, False)),
        ("C:\\tools\\certutil.exe.txt", "", "", (None, False, False)),
        ("C:\\tools\\certutils.exe", "", "", (None, False, False)),
        ("", "", "", (None, False, False)),
    ],
)
def test_of_process(image: str, original: str, first_word: str, expected: tuple[str | None, bool, bool]) -> None:
    found = identity.of_process(image, original, first_word)
    assert (found.tool.name if found.tool else None, found.renamed, found.masquerade) == expected


def test_azuresigntool_is_not_signtool() -> None:
    found = identity.of_process("C:\\tools\\azuresigntool.exe", "", "azuresigntool")
    assert found.tool is None or found.tool.name != "signtool"


@pytest.mark.parametrize(
    ("word", "tool"),
    [("certutil", "certutil"), ("C:\\Windows\\System32\\certutil.exe", "certutil"), ("echo", None), ("", None)],
)
def test_of_word(word: str, tool: str | None) -> None:
    found = identity.of_word(word).tool
    assert (found.name if found else None) == tool


@pytest.mark.parametrize(
    ("image", "name"),
    [("C:\\Windows\\System32\\certutil.exe", "certutil"), ("reg.exe", "reg"), ("C:\\x\\y.exe", ""), ("", "")],
)
def test_the_name_of_a_writer(image: str, name: str) -> None:
    assert identity.name_of(image) == name


def test_the_original_name_is_kept_for_the_sentence() -> None:
    assert identity.of_process("C:\\x\\certutil.exe", "Evil.EXE", "").original_name == "Evil.EXE"
    assert identity.of_process("C:\\x\\x.exe", "CertUtil.exe", "").original_name == "CertUtil.exe"
    assert identity.of_process("C:\\x\\x.exe", "Evil.EXE", "") == (None, False, False, "Evil.EXE")
    assert identity.of_process("C:\\x\\x.exe", "", "") == identity.Identity(None)
