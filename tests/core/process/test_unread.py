"""What stayed unread behind a bound raises suspicion when it names what we look for."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.process import unread


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["certutil -addstore root x.cer"], "certutil"),
        (["rem", "copy C:\\KEYS\\A.PFX e:\\"], "pfx"),
        (["Set-Location Cert:\\LocalMachine\\Root"], "cert:"),
        (["reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI\\Config /v x"], "control\\ci"),
        # what shells leave out of a word, and letters that only look different
        (['cer^tut^il -ping"'], "certutil"),
        (['si"gntoo"l sign a.exe'], "signtool"),
        (["& Import-`Certificate; dir cer`t:"], "cert:"),
        (["\uff43ertutil"], "certutil"),
        (["dir C:\\data", "ipconfig /all", "a.ext:x"], ""),
        ([], ""),
    ],
)
def test_texts(texts: list[str], mark: str) -> None:
    report = Report()
    unread.judge(report, texts)
    sentences = [found.sentence for found in report.findings]
    assert sentences == ([f"there is more than is read, and what was not read names {mark}"] if mark else [])
    assert report.action == ("hide_commands" if mark else "")


def test_an_action_that_was_read_keeps_its_name() -> None:
    report = Report(action="sign")
    unread.judge(report, ["signtool sign b.exe"])
    assert report.action == "sign"
