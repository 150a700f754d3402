"""Every form that docs/exports.md names, in a small file of our own, read with exact values.

Most tell the same story: certutil adds a certificate (Sysmon 1), the registry shows it (Sysmon 13), the audit tells the
start once more (Security 4688), PowerShell creates a certificate (4104).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from codesignrisk_core.events import KINDS
from codesignrisk_core.records import fields

from lab.paths import ROOT
from lab.readers import Listener, Problem, read

SAMPLES = Path(__file__).parent / "samples"
MATRIX = ROOT / "docs" / "exports.md"


class Told(NamedTuple):
    """What an event says: its kind, time, host, user, and what it is about."""

    kind: str
    time: str
    host: str
    user: str = ""
    about: str = ""


HOST, SHORT, DEVICE, USER = "WS-0314.corp.example", "WS-0314", "ws-0314.corp.example", "CORP\\jörg"
LINE = "certutil -addstore -f root C:\\Users\\jörg\\Downloads\\root.cer"
STORE = "SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\A1B2C3D4E5F60718293A4B5C6D7E8F9001122334"
SCRIPT = (
    'New-SelfSignedCertificate -Type CodeSigningCert -Subject "CN=Fabrikam" |\n'
    "  Export-PfxCertificate -FilePath C:\\Users\\jörg\\f.pfx -Password $p"
)
PROCESS = Told("process", "1748944800.123000", HOST, USER, LINE)
REGISTRY = Told("registry", "1748944801.200000", HOST, USER, f"HKLM\\{STORE}\\Blob")
AUDITED = Told("process", "1748944800.118000", HOST, USER, LINE)
SCRIPTED = Told("script", "1748944802.500000", HOST, "", SCRIPT)
STORY = [PROCESS, REGISTRY, AUDITED, SCRIPTED]
BEGUN = STORY[:2]
OF_SPLUNK = [told._replace(host=SHORT) for told in STORY]
OF_DEFENDER = [
    Told("process", "1748944800.123456", DEVICE, "corp\\jörg", LINE),
    Told("registry", "1748944801.200000", DEVICE, "", f"HKEY_LOCAL_MACHINE\\{STORE}"),
]
SIGNED = 'osslsigncode sign -pkcs12 "/tmp/my key.p12" -in a.exe -out b.exe'
AUDIT = Told("process", "1748944800.123000", "lx-0021", "root", SIGNED)
SYSMON_LINUX = Told(
    "process",
    "1748944800.123000",
    "lx-0021.corp.example",
    "root",
    "osslsigncode sign -pkcs12 /tmp/k.p12 -in /tmp/a.exe -out /tmp/b.exe",
)
TRUST = "security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain /tmp/ca.cer"
OSQUERY = Told("process", "1748944800.000000", "mac-0007.corp.example", "root", TRUST)
MAC = Told("process", "1748944800.123456", "mac-0007", "", 'codesign --force --sign - "/tmp/My App.app"')
LIFECYCLE = Told("certificate_log", "1748944803.000000", HOST)
AGENT = "0" * 29 + "314"

NO_ZONE = "2 times without a zone, taken for UTC: --timezone sets another"
SHOWN_ZONE = "2 times without a zone, taken for UTC+02:00, as UtcTime in the same file shows"
MONTH_FIRST = "1 date read with the month first (6/3/2025 as 3 Jun): none shows the order"
EVENT_VIEWER = [
    "Event Viewer's text form, which lacks the computer's name: save as EVTX or XML; of 2 events: 2 without a host"
]

EXPECTED: dict[str, tuple[list[Told], list[str]]] = {
    # Windows itself
    "event_log.evtx.gz": (STORY, []),
    "event_viewer.xml": (STORY, []),
    "wevtutil_utf16.xml": (BEGUN, []),
    "wevtutil_oem_cp850.xml": (
        BEGUN,
        ["not UTF-8: read as the console's Western code page (cp850); --encoding names another"],
    ),
    "declared_windows1252.xml": (BEGUN, []),
    "prefixed.xml": (BEGUN, []),
    "event_viewer.csv": ([told._replace(host="") for told in BEGUN], EVENT_VIEWER),
    "event_viewer.txt": ([told._replace(host="") for told in BEGUN], EVENT_VIEWER),
    "get_winevent.csv": (
        [*BEGUN, AUDITED._replace(time="1748944800.000000"), SCRIPTED._replace(time="1748944802.000000")],
        [SHOWN_ZONE],
    ),
    "get_winevent_ps51.json": (STORY, []),
    "get_winevent_ps7.json": (STORY, []),
    # what reads logs
    "evtx_dump.jsonl": ([*STORY, LIFECYCLE], []),
    "chainsaw.json": (STORY, []),
    "whids.jsonl": (BEGUN, []),
    "velociraptor.jsonl": (STORY, []),
    "evtxecmd.csv": (STORY, []),
    "evtxecmd.json": (STORY, []),
    # Splunk
    "splunk_export.json": (OF_SPLUNK[:2], []),
    "splunk_rest.json": (OF_SPLUNK[:2], []),
    "splunk_table.csv": (OF_SPLUNK, []),
    "splunk_raw.csv": (OF_SPLUNK[:2], []),
    "splunk_raw_only.csv": (BEGUN, []),
    "splunk_results.xml": ([OF_SPLUNK[0], OF_SPLUNK[1]._replace(time="1748944801.123000")], []),
    "classic_4688.log": (
        [
            AUDITED._replace(time="1748952000.000000"),
            AUDITED._replace(time="1748952004.000000", about="certutil -hashfile a.exe"),
        ],
        [f"2 dates read with the month first (06/03/2025 as 3 Jun): none shows the order; {NO_ZONE}"],
    ),
    "classic_in_raw.json": ([AUDITED._replace(time="1748944800.000000", host=SHORT)], []),
    "excel_semicolon.csv": (OF_SPLUNK[:2], []),
    "excel_sep.csv": (OF_SPLUNK[:2], []),
    "excel_tab.tsv": (OF_SPLUNK[:2], []),
    "excel_day_numbers.csv": (BEGUN, [f"2 times read as day numbers of Excel; {NO_ZONE}"]),
    # Elastic, Wazuh
    "winlogbeat.ndjson": (STORY, []),
    "elasticdump.ndjson": (STORY, []),
    "elasticsearch_search.json": (BEGUN, []),
    "kibana_inspect.json": (BEGUN, []),
    "kibana_inspect_fields.json": (BEGUN, []),
    "kibana_discover.csv": (BEGUN, [NO_ZONE]),
    "wazuh_archives.jsonl": (STORY, []),
    "auditbeat_service.json": (
        [Told("", "1748944800.200000", "lx-0021")],
        ["of 1 event: 1 of kinds that are not assessed (audit SERVICE_START: 1)"],
    ),
    "elastic_endpoint_library.json": (
        [Told("image", "1748944800.200000", SHORT, "", "C:\\Tools\\version.dll")],
        [],
    ),
    # Microsoft's cloud
    "defender_streamed.jsonl": (OF_DEFENDER, []),
    "defender_event_hub.json": (OF_DEFENDER, []),
    "defender_hunting.csv": (OF_DEFENDER, []),
    "graph_hunting.json": (OF_DEFENDER[:1], []),
    "log_analytics_query.json": (OF_DEFENDER[:1], []),
    "sentinel_device.csv": ([OF_DEFENDER[0]._replace(time="1748944800.123000")], [MONTH_FIRST]),
    "sentinel_securityevent.json": ([AUDITED], []),
    "sentinel_securityevent.csv": ([AUDITED], [MONTH_FIRST]),
    "sentinel_windowsevent.json": (STORY, []),
    "log_analytics_event.csv": (BEGUN, []),
    # collectors
    "opentelemetry_body.jsonl": (STORY, []),
    "opentelemetry_otlp.json": (BEGUN, []),
    "fluentbit_winevtlog.jsonl": (
        [*BEGUN, AUDITED._replace(time="1748944802.000000"), SCRIPTED._replace(time="1748944803.000000")],
        [],
    ),
    "nxlog.jsonl": (
        [AUDITED._replace(time="1748944800.000000"), PROCESS, SCRIPTED._replace(time="1748944802.000000")],
        [SHOWN_ZONE],
    ),
    # Linux
    "sysmon_for_linux.log": (
        [
            SYSMON_LINUX,
            SYSMON_LINUX._replace(
                time="1748944804.000000", about=SYSMON_LINUX.about.replace("osslsigncode sign", "osslsigncode\tsign")
            ),
        ],
        [],
    ),
    "journald.jsonl": ([SYSMON_LINUX], []),
    "audit.log": (
        [AUDIT._replace(host=""), Told("", "1748944800.200000", "")],
        ["of 2 events: 1 of kinds that are not assessed (audit SERVICE_START: 1); 2 without a host"],
    ),
    "audit_syslog.log": ([AUDIT._replace(user="0")], []),
    "audit_in_raw.json": ([AUDIT._replace(user="")], []),
    "laurel.jsonl": ([AUDIT], []),
    # osquery, macOS, Falcon
    "osquery_event.jsonl": ([OSQUERY], []),
    "osquery_snapshot.jsonl": ([OSQUERY, OSQUERY._replace(about="ls")], []),
    "osquery_batch.jsonl": (
        [OSQUERY, OSQUERY._replace(kind="", user="", about=""), OSQUERY],
        ["of 3 events: 1 of kinds that are not assessed (osquery pack_ir_exec: 1)"],
    ),
    "eslogger.jsonl": ([MAC._replace(host="")], ["of 1 event: 1 without a host"]),
    "jamf_protect.jsonl": ([MAC], []),
    "jamf_compliance_reporter.json": (
        [Told("", "1748944800.000000", "MAC-0007")],
        [
            "of 1 event: 1 of kinds that are not assessed (Jamf AUE_EXECVE: 1); "
            "Jamf's telemetry from before Endpoint Security is not read: stream its newer form"
        ],
    ),
    "falcon_fdr.jsonl": (
        [Told("process", "1748944800.123000", AGENT, "", LINE), Told("", "1748944801.000000", AGENT)],
        ["of 2 events: 1 of kinds that are not assessed (Falcon DnsRequest: 1)"],
    ),
    "falcon_detection.jsonl": (
        [Told("", "1748944809.000000", SHORT)],
        [
            "of 1 event: 1 of kinds that are not assessed (Falcon Event_EppDetectionSummaryEvent: 1); "
            "a detection of Falcon is no process start: export ProcessRollup2"
        ],
    ),
    "carbon_black_forwarder.jsonl": (
        [PROCESS._replace(host=SHORT), Told("", "1748944801.200000", SHORT)],
        ["of 2 events: 1 of kinds that are not assessed (Carbon Black regmod: 1)"],
    ),
    "carbon_black_search.json": ([PROCESS._replace(host="CORP\\WS-0314")], []),
    # JSON in other arrangements
    "array_per_line.jsonl": ([*OF_SPLUNK[:2], OF_SPLUNK[0]], []),
    "objects_on_one_line.json": (OF_SPLUNK[:2], []),
    "trailing_commas.jsonl": (OF_SPLUNK[:2], []),
    "utf16_without_mark.jsonl": (OF_SPLUNK[:2], ["UTF-16 without byte order mark, read as utf-16-le"]),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_form_is_read(name: str) -> None:
    told: list[Problem] = []
    reader = fields.Reader()
    events = []
    for record in read(SAMPLES / name, Listener(told.append, told.append)):
        view = reader.view(record)
        kind = next((kind.KIND for kind in KINDS if kind.matches(view)), "")
        about = next(filter(None, map(view.get, ("command_line", "registry_path", "script", "image_loaded"))), "")
        time = f"{float(str(record['_time'])):.6f}"
        host = str(record.get("host", ""))
        events.append(Told(kind, time, host, fields.user(view), about) if kind else Told("", time, host))
    expected, notes = EXPECTED[name]
    assert events == [event if event.kind else Told("", event.time, event.host) for event in expected]
    assert [problem.cause for problem in told] == notes


def test_the_matrix_names_every_sample_and_no_other() -> None:
    named = re.findall(r"`([\w.]+\.\w+)` \|$", MATRIX.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(EXPECTED)
    assert sorted(path.name for path in SAMPLES.iterdir()) == sorted(EXPECTED)
