"""PowerShell text that Windows logged: 4104, 4103, 800."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import process, script
from codesignrisk_core.events.kind import Assessment
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import never_raises, site
from tests.core.lines import ids

OPERATIONAL, CLASSIC = "Microsoft-Windows-PowerShell/Operational", "Windows PowerShell"
HOST = "HostApplication="
TEXT = "Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root; certutil -addstore ca y.cer"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"EventCode": "4104", "Channel": OPERATIONAL}, True),
        ({"EventCode": "4103", "Channel": OPERATIONAL}, True),
        ({"EventCode": "4104", "Channel": "PowerShellCore/Operational"}, True),
        ({"EventCode": "800", "source": f"WinEventLog:{CLASSIC}"}, True),
        ({"EventCode": "400", "Channel": CLASSIC}, True),
        ({"EventCode": "400", "Channel": "Application"}, False),
        # without a log, the text has to be there
        ({"EventCode": "4104", "ScriptBlockText": TEXT}, True),
        ({"EventCode": "4104"}, False),
        # other providers have these numbers too
        ({"EventCode": "800", "Channel": "System"}, False),
        ({"EventCode": "4104", "Channel": "Application", "ScriptBlockText": TEXT}, False),
        ({"EventCode": "4105", "Channel": OPERATIONAL, "ScriptBlockText": TEXT}, False),
        ({}, False),
    ],
)
def test_which_events_are_scripts(record: dict[str, Any], expected: bool) -> None:
    assert script.matches(Reader().view(record)) is expected


def judged(settings: Settings, event_id: str, **record: Any) -> Assessment:
    view = Reader().view({"EventCode": event_id, "Channel": OPERATIONAL, **record})
    return script.judge(view, site(settings))


def test_a_block_and_the_programs_it_runs(shipped: Settings) -> None:
    found = judged(shipped, "4104", ScriptBlockText=TEXT)
    assert (ids(found.report), found.error) == (["add_to_store_root", "add_to_store_ca"], "")
    assert (found.report.tool, found.report.store) == ("powershell", "LocalMachine\\root")


@pytest.mark.parametrize(
    ("event_id", "record", "error"),
    [
        # a block without its text is a fault of the collection; 4103 and 800 need not carry any
        ("4104", {}, "no script text"),
        ("4104", {"ScriptBlockText": ""}, "no script text"),
        ("4103", {}, ""),
        ("800", {}, ""),
        ("4104", {"Data": TEXT}, "no script text"),
    ],
)
def test_an_event_without_text(event_id: str, record: dict[str, str], error: str, shipped: Settings) -> None:
    found = judged(shipped, event_id, **record)
    assert (found.report.findings, found.error) == ([], error)


def test_a_pipeline(shipped: Settings) -> None:
    text = 'CommandInvocation(Remove-Item): "Remove-Item"\r\nParameterBinding(Remove-Item): name="Path"; '
    payload = text + 'value="Cert:\\LocalMachine\\Root\\AB"\r\n'
    assert ids(judged(shipped, "4103", Payload=payload).report) == ["delete_from_trusted_store"]
    assert ids(judged(shipped, "800", Data=["x", "y", payload]).report) == ["delete_from_trusted_store"]
    # a block is a script, whatever it looks like
    assert judged(shipped, "4104", ScriptBlockText=payload).report.findings == []


@pytest.mark.parametrize(("more", "error"), [(0, ""), (1, f"the script was cut at {normalise.MAX_LENGTH} characters")])
def test_a_long_script_is_read_as_far_as_it_goes(more: int, error: str, shipped: Settings) -> None:
    found = judged(shipped, "4104", ScriptBlockText=TEXT.ljust(normalise.MAX_LENGTH + more))
    assert (ids(found.report), found.error) == (["add_to_store_root", "add_to_store_ca"], error)
    behind = judged(shipped, "4104", ScriptBlockText=" " * normalise.MAX_LENGTH + TEXT)
    assert (ids(behind.report), behind.error) == (["unread_commands"], script.TOO_LONG)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Get-ChildItem C:\\ | Select-Object -First 3", True),
        ("'x' -replace 'y', 'z'", True),  # parsed, as its words may be taken apart
        (TEXT, False),
        ("x".ljust(normalise.MAX_LENGTH + 1), False),  # cut
        ("(" * 100_000, False),
    ],
)
def test_a_script_with_nothing_to_say_is_read_once(text: str, again: bool, shipped: Settings) -> None:
    where = site(shipped)
    view = Reader().view({"EventCode": "4104", "Channel": OPERATIONAL, "ScriptBlockText": text})
    first, second = script.judge(view, where), script.judge(view, where)
    assert (first == second, first.report is second.report) == (True, again)


@given(st.sampled_from(["4104", "4103", "800"]), st.text() | st.lists(st.text(max_size=9)))
def test_never_raises(shipped: Settings, event_id: str, text: Any) -> None:
    for name in ("ScriptBlockText", "Payload", "Data"):
        never_raises(script, {"EventCode": event_id, "Channel": OPERATIONAL, name: text}, shipped)


@pytest.mark.parametrize(
    ("data", "indicators"),
    [
        (["Available", f"\tHostName=x\n\t{HOST}powershell.exe certutil -addstore root a.cer\n\tEngineVersion=5"],
         ["add_to_store_root"]),
        (["Available", "None", f"\t{HOST}C:\\Windows\\System32\\wsmprovhost.exe -Embedding"], []),
        (["Available"], []),
        ([], []),
    ],
)  # fmt: skip
def test_the_start_of_an_engine(data: list[str], indicators: list[str], shipped: Settings) -> None:
    found = judged(shipped, "400", Data=data)
    assert (ids(found.report), found.error) == (indicators, "")


BLOCK = (
    "<Data>Import-Certificate -FilePath $f -CertStoreLocation $s</Data><Data>\tDetailTotal=1\n\t"
    f"{HOST}powershell -nop -w hidden -encodedcommand JABzAD0A\n\tEngineVersion=5</Data>"
    '<Data>CommandInvocation(Import-Certificate): "Import-Certificate"\n'
    'ParameterBinding(Import-Certificate): name="FilePath"; value="C:\\Users\\Public\\a &amp; b.sst"\n'
    'ParameterBinding(Import-Certificate): name="CertStoreLocation"; value="Cert:\\LocalMachine\\Root"</Data>'
)


def test_values_in_the_block_that_an_add_on_keeps(shipped: Settings) -> None:
    """Splunk_TA_windows extracts values by their names; these have none and stay in one field."""
    found = judged(shipped, "800", EventData_Xml=BLOCK)
    assert ids(found.report) == ["add_to_store_root", "input_user_writable", "parent_hidden_encoded"]
    assert found.report.files == ["c:\\users\\public\\a & b.sst"]
    start = f"<Data>Available</Data><Data>None</Data><Data>\t{HOST}certutil -addstore root a.cer\n\tX=</Data>"
    assert ids(judged(shipped, "400", EventData_Xml=start).report) == ["add_to_store_root"]
    assert ids(judged(shipped, "800", EventData_Xml="<Data>Get-Date</Data>").report) == []


def test_a_long_line_of_a_host_is_read_as_far_as_it_goes(shipped: Settings) -> None:
    line = "powershell.exe".ljust(normalise.MAX_LENGTH) + " certutil -addstore root a.cer"
    found = judged(shipped, "400", Data=[f"\t{HOST}{line}\n\tEngineVersion=5"])
    assert (ids(found.report), found.error) == (["unread_commands"], process.TOO_LONG)


@pytest.mark.parametrize(
    ("path", "credit"),
    [
        ("C:\\Windows\\IMECache\\HealthScripts\\a_1\\remediate.ps1", ["managed_place"]),
        ("\\\\lab.example\\sysvol\\lab.example\\scripts\\a.ps1", ["managed_place"]),
        ("C:\\agent\\_work\\1\\s\\sign.ps1", ["build_path"]),
        ("C:\\src\\tests\\Sign.Tests.ps1", ["build_path"]),
        ("C:\\src\\tests\\Sign.ps1", []),
        ("C:\\Users\\Public\\Windows\\IMECache\\a.ps1", ["parent_script_place"]),
        ("", []),
    ],
)
def test_where_the_script_lies(path: str, credit: list[str], shipped: Settings) -> None:
    found = judged(shipped, "4104", ScriptBlockText=TEXT, Path=path)
    assert ids(found.report)[2:] == credit
