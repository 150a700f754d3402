"""Every sensor that the command reads: found by the searches, alerted on, and named by host, user and process."""

from __future__ import annotations

import pytest

from tests.searches.events import START
from tests.searches.harness import Searches, table
from tests.searches.test_samples import at, sample

# Sourcetypes as the add-ons set them: Splunk Add-on for Microsoft Security (ms:defender:eventhub), Defender Advanced
# Hunting Add-on over the one for Microsoft Cloud Services, for CrowdStrike FDR, for Sysmon for Linux, for Unix and
# Linux (auditd), Add-on for osquery, Jamf Protect Add-on; Carbon Black Cloud by the guide
# to its Data Forwarder. Elastic, eslogger and Laurel have none.
SAMPLES = ("sources_ecs_defender", "sources_linux", "sources_macos", "sources_carbon_black")


@pytest.fixture(scope="module")
def events():
    return [{"index": "sensors", **event} for name in SAMPLES for event in at(sample(name), 0)]


# sensor's macro -> how many events of the samples are its
SENSORS = {
    "codesignrisk_sysmon_linux": 2,
    "codesignrisk_defender": 5,
    "codesignrisk_falcon": 3,
    "codesignrisk_elastic": 7,
    "codesignrisk_osquery": 3,
    "codesignrisk_endpoint_security": 4,
    "codesignrisk_auditd": 6,
    "codesignrisk_carbon_black": 4,
    "codesignrisk_other_sensors": 34,
}


@pytest.mark.parametrize(("macro", "count"), SENSORS.items())
def test_a_sensor_is_found_by_the_sourcetype_that_its_add_on_sets(searches: Searches, events, macro, count):
    assert len(searches.run_text(f"index=* `{macro}`", events).rows) == count


# what reaches the command out of the samples: sourcetype, kind, score, host, user, program
SHOWN = [
    ("elastic:agent", "registry", 70, "ws-0163.corp.example", "nkaur", "certutil.exe"),
    ("elastic:agent", "process", 62, "ws-0163.corp.example", "nkaur", "certutil.exe"),
    ("elastic:agent", "script", 62, "ws-0163.corp.example", "nkaur", "powershell.exe"),
    ("elastic:agent", "process", 61, "ws-0163.corp.example", "nkaur", "signtool.exe"),
    ("elastic:agent", "file", 35, "ws-0163.corp.example", "nkaur", "powershell.exe"),
    ("elastic:agent", "process", 33, "lnx-0035.corp.example", "build", "openssl"),
    ("mscs:azure:eventhub:defender:advancedhunting", "process", 86, "ws-0170.corp.example", "tbauer", "certutil.exe"),
    ("mscs:azure:eventhub:defender:advancedhunting", "file", 50, "ws-0170.corp.example", "tbauer", "mshta.exe"),
    ("ms:defender:eventhub", "process", 98, "ws-0170.corp.example", "tbauer", "signtool.exe"),
    ("ms:defender:eventhub", "registry", 70, "ws-0170.corp.example", "tbauer", "certutil.exe"),
    ("sysmon:linux", "process", 61, "lnx-0031.corp.example", "build", "osslsigncode"),
    ("sysmon:linux", "process", 38, "lnx-0031.corp.example", "build", "openssl"),
    # an EXECVE record names no user, osquery and Endpoint Security tell a number
    ("auditd", "process", 78, "lnx-0032", "unknown", "osslsigncode"),
    ("auditd", "process", 35, "lnx-0032", "unknown", "keytool"),
    ("laurel", "process", 52, "lnx-0033", "root", "cp"),
    ("laurel", "process", 12, "lnx-0033", "root", "update-ca-certificates"),
    ("osquery:results", "process", 47, "lnx-0034.corp.example", "unknown", "trust"),
    ("osquery:results", "process", 13, "lnx-0034.corp.example", "unknown", "jarsigner"),
    ("osquery:results", "file", 10, "lnx-0034.corp.example", "unknown", "unknown"),
    ("jamf:protect:telemetry", "process", 82, "mac-0081", "unknown", "security"),
    ("eslogger", "process", 36, "mac-0081.corp.example", "unknown", "xattr"),
    ("eslogger", "process", 46, "mac-0081.corp.example", "unknown", "codesign"),
    ("crowdstrike:events:sensor", "process", 70, "mac-0082", "lchen", "spctl"),
    ("crowdstrike:events:sensor", "process", 51, "mac-0082", "lchen", "security"),
    ("vmware:cbc:s3:events", "process", 77, "ws-0190", "dlang", "certutil.exe"),
    ("vmware:cbc:s3:events", "process", 100, "ws-0190", "dlang", "signtool.exe"),
    ("vmware:cbc:s3:events", "process", 83, "lnx-0036", "root", "osslsigncode"),
]


def test_what_scores_is_found_with_host_user_and_process(searches: Searches, events):
    search = "`codesignrisk_all_events` | codesignrisk `codesignrisk_sensors` min_score=1 | `codesignrisk_fields`"
    result = searches.run_text(search, events, 600)
    shown = table(result, "sourcetype codesign_event codesign_score dest user process_name")
    assert sorted(shown) == sorted(SHOWN)


def test_the_wide_search_finds_every_start_of_every_sensor(searches: Searches, events):
    search = "`codesignrisk_wide_process_events` | codesignrisk `codesignrisk_sensors` who=true"
    result = searches.run_text(search, events, 600)
    starts = [row for row in table(result, "sourcetype codesign_event") if row[1] == "process"]
    scored = [row for row in SHOWN if row[1] == "process"]
    assert len(starts) >= len(scored)
    assert {sourcetype for sourcetype, _ in starts} == {row[0] for row in scored}


ALERTS = {
    "High Score Process": [
        ("ws-0190", "dlang", "signtool.exe", 100),
        ("ws-0170.corp.example", "tbauer", "signtool.exe", 98),
        ("ws-0170.corp.example", "tbauer", "certutil.exe", 86),
        ("lnx-0036", "root", "osslsigncode", 83),
        ("mac-0081", "unknown", "security", 82),
        ("lnx-0032", "unknown", "osslsigncode", 78),
        ("ws-0190", "dlang", "certutil.exe", 77),
        ("mac-0082", "lchen", "spctl", 70),
        ("ws-0163.corp.example", "nkaur", "certutil.exe", 62),
        ("lnx-0031.corp.example", "build", "osslsigncode", 61),
        ("ws-0163.corp.example", "nkaur", "signtool.exe", 61),
    ],
    "Trust Store Registry Write": [
        ("ws-0163.corp.example", "nkaur", "certutil.exe", 70),
        ("ws-0170.corp.example", "tbauer", "certutil.exe", 70),
    ],
    "PowerShell Certificate Abuse": [("ws-0163.corp.example", "nkaur", None, 62)],
    "Certificate Drop": [
        ("ws-0170.corp.example", "tbauer", "mshta.exe", 50),
        ("ws-0163.corp.example", "nkaur", "powershell.exe", 35),
    ],
}


@pytest.mark.parametrize(("name", "expected"), ALERTS.items())
def test_alerts(searches: Searches, events, name, expected):
    result = searches.run(name, events, now=600)
    assert table(result, "dest user process_name codesign_score") == expected


def test_the_page_names_each_sensor_that_arrives(searches: Searches, events):
    result = searches.run_text("| `codesignrisk_sources` | where events>0 | sort 0 log", events, 600)
    assert table(result, "log events hosts") == [
        ("Carbon Black Cloud", 4, 1),
        ("CrowdStrike Falcon", 3, 1),
        ("Elastic", 7, 2),
        ("Endpoint Security of macOS", 4, 1),
        ("Linux audit", 6, 2),
        ("Microsoft Defender", 5, 1),
        ("Sysmon for Linux", 2, 1),
        ("osquery", 3, 1),
    ]


def test_coverage_asks_another_sensor_for_command_lines_only(searches: Searches, events):
    assert table(searches.run_text("`codesignrisk_coverage`", events, 600), "dest") == []
    bare = [{**event, "a0": "", "columns.cmdline": "", "target_cmdline": ""} for event in events]
    result = searches.run_text("`codesignrisk_coverage`", bare, 600)
    assert table(result, "dest missing other_starts without_line") == [
        ("lnx-0032", "command lines of another sensor (2 of 2)", 2, 2),
        ("lnx-0034.corp.example", "command lines of another sensor (2 of 2)", 2, 2),
        ("ws-0190", "command lines of another sensor (2 of 2)", 2, 2),
        ("lnx-0036", "command lines of another sensor (1 of 1)", 1, 1),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        '`codesignrisk_on_host("ws-0190")`',
        '[| makeresults | eval codesign_typed="ws-0190" | `codesignrisk_typed_host`]',
    ],
)
def test_a_host_is_found_behind_its_domain(searches: Searches, events, condition):
    rows = searches.run_text(f"index=* {condition}", events, 600).rows
    assert {row["device_name"] for row in rows} == {"CORP\\WS-0190"}
    assert len(rows) == 3


def test_osquery_is_asked_for_by_a_word_of_its_events(searches: Searches, events):
    other = {"_time": events[0]["_time"], "index": "x", "sourcetype": "osquery:results", "name": "pack_it_usb_devices"}
    assert searches.run_text("`codesignrisk_wide_process_events`", [other], 600).rows == []


SIP = (
    "SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\"
    "{603BCC1F-4B59-4E08-B724-D2C6297EF351}"
)


@pytest.mark.parametrize(
    "event",
    [
        {
            "sourcetype": "ms:defender:eventhub",
            "ActionType": "RegistryValueSet",
            "DeviceName": "ws-0150",
            "InitiatingProcessFolderPath": "C:\\Windows\\System32\\regsvr32.exe",
            "RegistryKey": f"HKEY_LOCAL_MACHINE\\{SIP}",
            "RegistryValueName": "Dll",
            "RegistryValueData": "C:\\Users\\Public\\MySIP.dll",
        },
        {
            "sourcetype": "elastic:agent",
            "event.category{}": "registry",
            "event.type{}": "change",
            "host.name": "ws-0150",
            "process.executable": "C:\\Windows\\System32\\regsvr32.exe",
            "registry.path": f"HKLM\\{SIP}\\Dll",
            "registry.data.strings{}": "C:\\Users\\Public\\MySIP.dll",
        },
    ],
    ids=["defender", "elastic"],
)
def test_weakened_checks_are_told_whatever_the_sensor(searches: Searches, event):
    record = {"_time": f"{START + 60}", "index": "edr", **event}
    result = searches.run("Signature Checks Weakened", [record], now=600)
    assert table(result, "dest codesign_band") == [("ws-0150", "critical")]
    assert [text for severity, text in result.messages if severity == "WARN"] == []
