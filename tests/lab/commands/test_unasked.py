"""What no search of the app asks for, or has no time, is told where it scores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lab.commands.unasked import _ASKED_FOR, tell_allowlisted, tell_timeless, tell_unasked
from lab.paths import ROOT
from lab.records import Record
from scripts.conf import read_conf

LINE = "HostApplication=powershell certutil -addstore root C:\\Users\\Public\\x.cer"
START: Record = {
    "_time": "1748942048",
    "index": "main",
    "EventCode": "400",
    "Channel": "Windows PowerShell",
    "Data": LINE,
}
ENGINE: Record = {**START, "source": "XmlWinEventLog:Windows PowerShell"}
SYSMON: Record = {
    "_time": "1748942048",
    "index": "main",
    "EventCode": "1",
    "Image": "C:\\Windows\\System32\\certutil.exe",
    "CommandLine": "certutil -addstore root x.cer",
    "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
}


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([SYSMON], ""),
        ([{**ENGINE, "Data": "HostApplication=powershell Get-Date"}], ""),
        (
            [{name: value for name, value in SYSMON.items() if name not in ("EventCode", "source")}],
            "lab: 1 event of a source that no search of the app asks for (no source: a column source names the log) "
            "scores up to 45, and no page shows them: see scan\n",
        ),
        (
            [{**SYSMON, "EventCode": "", "event_id": "1", "_raw": "1 certutil addstore root"}],
            "lab: 1 event without the words or fields that the app's searches ask for "
            "scores up to 45, and no page shows them: see scan\n",
        ),
        (
            [ENGINE, SYSMON],
            "lab: 1 event of a source that no search of the app asks for (XmlWinEventLog:Windows PowerShell) "
            "scores up to 57, and no page shows them: see scan\n",
        ),
        (
            [
                {**SYSMON, "Channel": "Microsoft-Windows-Sysmon/Operational", "source": name}
                for name in ("a", "b", "c", "d")
            ],
            "lab: 4 events of a source that no search of the app asks for (a, b, c and more) "
            "score up to 45, and no page shows them: see scan\n",
        ),
    ],
)
def test_what_is_told(events: list[Record], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell_unasked(events, ROOT)
    assert capsys.readouterr().err == said


TIMELESS: Record = {name: value for name, value in SYSMON.items() if name != "_time"}
UNSHOWN = "and no page and no search over a time range shows"


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([SYSMON], ""),
        ([{**TIMELESS, "CommandLine": "certutil -store My"}], ""),
        ([SYSMON, TIMELESS], f"lab: 1 event without a time scores up to 45, {UNSHOWN} it: see scan\n"),
        # a time that no calendar knows
        (
            [TIMELESS, {**SYSMON, "_time": "9e99"}],
            f"lab: 2 events without a time score up to 45, {UNSHOWN} them: see scan\n",
        ),
    ],
)
def test_what_has_no_time_is_told(events: list[Record], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell_timeless(events, ROOT)
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (
            "certutil -addstore *",
            "lab: 2 events hidden by the allowlist (score 0): codesignrisk allowlist=f shows them\n",
        ),
        ("certutil -store *", ""),
    ],
)
def test_what_the_allowlist_hides_is_told(
    tmp_path: Path, pattern: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(f"{header}\nca,,,,{pattern},,,,known,PKI,\n")
    tell_allowlisted([SYSMON, SYSMON, ENGINE], tmp_path, ROOT)
    assert capsys.readouterr().err == said
    tell_allowlisted([SYSMON], None, ROOT)
    assert capsys.readouterr().err == ""


def sources_of(macro: str, macros: dict[str, dict[str, str]]) -> set[str]:
    """The macros that a macro is made of and that name sources themselves."""
    definition = macros[macro]["definition"]
    if re.match(r"\(?source", definition):
        return {macro.removeprefix("codesignrisk_")}
    return set().union(*(sources_of(name, macros) for name in re.findall(r"`(codesignrisk_\w+)`", definition)), set())


def test_the_sources_are_those_of_the_searches() -> None:
    macros = read_conf(ROOT / "default" / "macros.conf")
    asked = set().union(*(sources_of(f"codesignrisk_{name}", macros) for name in _ASKED_FOR))
    assert sources_of("codesignrisk_all_events", macros) == asked
