"""The macros that find events: which kinds, from which sources, by which raw terms."""

from __future__ import annotations

import json

import pytest

from tests.searches.events import (
    CERTUTIL,
    DOWNLOADS,
    HOST,
    START,
    SYSTEM32,
    TEMP,
    audited,
    event,
    loaded,
    script,
    start,
    stored,
    sysmon,
    written,
)
from tests.searches.harness import Searches, table

ADD = f"certutil -addstore root {TEMP}x.cer"
PFX = DOWNLOADS + "x.pfx"
HIDDEN = start(2, SYSTEM32 + "cmd.exe", "cmd /c c^e^r^t^u^t^i^l -ad^dstore ro^ot x.c^er", pid=2)
MACOS = {
    "_time": f"{START + 3}",
    "_raw": "",
    "host": "mac-0077",
    "source": "/var/log/osquery/osqueryd.results.log",
    "sourcetype": "osquery:results",
    "name": "pack_endpoint_es_process_events",
    "columns.path": "/usr/bin/codesign",
    "columns.cmdline": "codesign -s - /tmp/a.app",
}
CAPI2 = event(7, "XmlWinEventLog:Microsoft-Windows-CAPI2/Operational", 81, HOST, {"Result": "80096010"})
# the bulk of the log, which scores 0
CERTIFICATES = event(15, "XmlWinEventLog:Microsoft-Windows-CAPI2/Operational", 90, HOST, {"X509Objects": "Contoso"})
ARCHIVED = event(
    16, "XmlWinEventLog:Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational", 1005, HOST, {}
)
PACKAGE = event(
    17,
    "XmlWinEventLog:Microsoft-Windows-AppXDeploymentServer/Operational",
    603,
    HOST,
    {"Path": "file:///C:/a.msix", "Flags": "8388608", "CallingProcess": "powershell.exe,-"},
)
# the bulk of that log
REGISTERED = event(
    18, "XmlWinEventLog:Microsoft-Windows-AppXDeploymentServer/Operational", 400, HOST, {"CallingProcess": "a"}
)
AUTHORITY = event(8, "XmlWinEventLog:Security", 4887, HOST, {"Requester": "CORP\\a.rivera"})
DRIVER = sysmon(9, 6, HOST, ImageLoaded="C:\\Windows\\Temp\\x.sys", Signed="false", SignatureStatus="Expired")
LOGON = event(10, "XmlWinEventLog:Security", 4624, HOST, {"TargetUserName": "a.rivera"})
OTHER_START = start(11, SYSTEM32 + "whoami.exe", "whoami /all", pid=11)
IN_PROFILE = start(12, DOWNLOADS + "tool.exe", "tool.exe", pid=12)

EVENTS = [
    start(0, CERTUTIL, ADD, pid=1),
    audited(1, CERTUTIL, ADD, pid=1),
    HIDDEN,
    MACOS,
    written(4, PFX),
    stored(5),
    script(6, ADD),
    CAPI2,
    AUTHORITY,
    DRIVER,
    LOGON,
    OTHER_START,
    IN_PROFILE,
    loaded(13, DOWNLOADS + "good.dll", "Ridgeline Software"),
    loaded(14, DOWNLOADS + "bad.dll", "Ridgeline Software", signed="false", status="Expired"),
    CERTIFICATES,
    ARCHIVED,
    PACKAGE,
    REGISTERED,
]

# Macro -> the events that it finds, by their time.
FOUND = {
    "codesignrisk_index": [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
    "codesignrisk_sysmon": [0, 2, 4, 5, 9, 11, 12, 13, 14],
    "codesignrisk_security": [1, 8, 10],
    "codesignrisk_powershell": [6],
    "codesignrisk_certificate_logs": [7, 15, 16],
    "codesignrisk_package_log": [17, 18],
    "codesignrisk_osquery": [3],
    "codesignrisk_sensor_starts": [3],
    "codesignrisk_process_events": [0, 1, 3],
    "codesignrisk_wide_process_events": [0, 1, 2, 3, 11, 12],
    "codesignrisk_user_started_events": [0, 1, 12],
    "codesignrisk_file_events": [4],
    "codesignrisk_registry_events": [5],
    "codesignrisk_script_events": [6],
    "codesignrisk_image_events": [13, 14],
    "codesignrisk_driver_events": [9],
    "codesignrisk_service_events": [],
    "codesignrisk_certificate_log_events": [7, 8, 16, 17],
    "codesignrisk_sensor_events": [4, 5, 6],
    "codesignrisk_all_events": [0, 1, 3, 4, 5, 6, 7, 8, 9, 14, 16, 17],
}


@pytest.mark.parametrize(("macro", "times"), FOUND.items())
def test_events(searches: Searches, macro, times):
    events = [dict(record) for record in EVENTS]
    for record in events:
        record.setdefault("index", "macs")
    where = "" if macro == "codesignrisk_index" else "index=* "
    # index=* leaves out internal indexes only; the raw terms are looked for in the XML, as the indexers would
    result = searches.run_text(f"{where}`{macro}` | sort 0 _time", events)
    found = [int(row[0]) for row in table(result, "_time")]
    assert found == (sorted([*times, 3]) if macro == "codesignrisk_index" else times)


def test_every_event_of_an_authority_that_the_command_judges_reaches_it(searches: Searches):
    from codesignrisk_core.events.certificate_log import authority

    source = "XmlWinEventLog:Security"
    events = [event(number, source, int(code), HOST, {"n": "x"}) for number, code in enumerate(authority.EVENT_IDS)]
    found = searches.run_text("`codesignrisk_certificate_log_events`", events)
    assert {row["EventCode"] for row in found.rows} == set(authority.EVENT_IDS)


@pytest.mark.parametrize("macro", ["codesignrisk_process_events", "codesignrisk_wide_process_events"])
@pytest.mark.parametrize("kept", ["CommandLine", "ParentCommandLine"])
def test_a_start_is_found_where_a_pipeline_dropped_fields(searches: Searches, macro, kept):
    raw = f"<Event><EventID>1</EventID><Data Name='{kept}'>certutil -addstore root x.cer</Data></Event>"
    start_event = {**start(0, CERTUTIL, ADD), "_raw": raw}
    assert len(searches.run_text(f"`{macro}`", [start_event]).rows) == 1


IN_ECS = [
    ("6", "Microsoft-Windows-Sysmon/Operational", {"ImageLoaded": "C:\\t\\a.sys", "SignatureStatus": "Expired"}),
    (
        "7",
        "Microsoft-Windows-Sysmon/Operational",
        {
            "Image": "C:\\a.exe",
            "ImageLoaded": "C:\\Users\\Public\\a.dll",
            "Signed": "false",
            "SignatureStatus": "Expired",
        },
    ),
    ("7045", "System", {"ImagePath": "C:\\Users\\Public\\a.sys", "ServiceType": "kernel mode driver"}),
]


@pytest.mark.parametrize(("number", "channel", "data"), IN_ECS)
def test_loads_and_services_of_winlogbeat_reach_the_command(searches: Searches, number, channel, data):
    record = {
        "_time": "0",
        "index": "main",
        "sourcetype": "elastic:agent",
        "winlog.channel": channel,
        "winlog.event_id": number,
        **{f"winlog.event_data.{name}": value for name, value in data.items()},
    }
    nested = {"winlog": {"channel": channel, "event_id": number, "event_data": data}}
    found = searches.run_text(
        "`codesignrisk_all_events` | codesignrisk `codesignrisk_sensors` min_score=20",
        [{**record, "_raw": json.dumps(nested)}],
    )
    kinds = {"6": "driver", "7": "image", "7045": "service"}
    assert [row["codesign_event"] for row in found.rows] == [kinds[number]]


@pytest.mark.parametrize("macro", ["codesignrisk_process_events", "codesignrisk_wide_process_events"])
@pytest.mark.parametrize("prefix", ["XmlWinEventLog", "WinEventLog"])
@pytest.mark.parametrize("source", ["", "ForwardedEvents"])
def test_process_starts_are_found_in_every_format_and_forwarded(searches: Searches, macro, prefix, source):
    def moved(record):
        channel = source or str(record["source"]).partition(":")[2]
        return {**record, "source": f"{prefix}:{channel}"}

    events = [moved(start(0, CERTUTIL, ADD)), moved(audited(1, CERTUTIL, ADD))]
    assert len(searches.run_text(f"`{macro}`", events).rows) == 2


def test_process_starts_are_found_without_an_add_on(searches: Searches):
    bare = [
        {name: record[name] for name in ("_time", "_raw", "host", "index", "source")}
        for record in (start(0, CERTUTIL, ADD), audited(1, CERTUTIL, ADD))
    ]
    result = searches.run_text("`codesignrisk_process_events` | codesignrisk raw=true min_score=50", bare)
    assert table(result, "codesign_tool") == [("certutil",), ("certutil",)]


def test_each_tool_that_the_command_knows_is_found_by_its_name_and_its_original_name(searches: Searches):
    from codesignrisk_core import tools
    from codesignrisk_core.model import POSIX

    # those of macOS and Linux come from osquery; everyday names are found by what the tool is given
    names = {
        name
        for table in (tools.BY_IMAGE, tools.BY_ORIGINAL_NAME)
        for name, tool in table.items()
        if tool.platform != POSIX and not tool.words
    }
    events = [
        start(number, f"D:\\t\\{name}", name, pid=number, original="x") for number, name in enumerate(sorted(names))
    ]
    result = searches.run_text("`codesignrisk_process_events`", events)
    assert names - {row["CommandLine"] for row in result.rows} == set()


OPERANDS = [
    "reg add HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates\\AB /v Blob /t REG_BINARY /d 00",
    "reg import trust.reg",
    "regedit /s trust.reg",
    "rundll32 cryptext.dll,CryptExtAddCER x.cer",
    "dotnet nuget sign a.nupkg --certificate-path x.pfx",
    "sign code azure-key-vault a.exe",
    "powershell -e QQBCAA==",
    "powershell -encodedcommand QQBCAA==",
    'powershell -c "Import-PfxCertificate x.pfx"',
    'powershell -c "New-SelfSignedCertificate -Type CodeSigningCert"',
    'powershell -c "Set-AuthenticodeSignature a.ps1 $c"',
    'powershell -c "(New-Object X509Store Root).Add($c)"',
    "cmd /c dir /s *.pfx",
    "copy D:\\keys\\release.p12 E:\\",
    "bcdedit /set testsigning on",
    "mkcert -install",
]


def test_each_kind_of_operand_is_found(searches: Searches):
    events = [start(number, "D:\\t\\x.exe", line, pid=number, original="x") for number, line in enumerate(OPERANDS)]
    result = searches.run_text("`codesignrisk_process_events` | sort 0 _time", events)
    assert [row["CommandLine"] for row in result.rows] == OPERANDS


def test_the_command_scores_what_only_the_wide_macro_finds(searches: Searches):
    result = searches.run_text("`codesignrisk_wide_process_events` | codesignrisk min_score=60", [HIDDEN])
    assert table(result, "codesign_tool codesign_store") == [("certutil", "LocalMachine\\root")]
