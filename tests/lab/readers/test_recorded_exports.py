"""Exports of others, beside the repository, give what the programs that wrote them meant."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

from lab.paths import ROOT
from lab.readers import Listener, Problem, read

EXPORTS = ROOT.parent / "shared" / "data" / "exports"
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="the exports are not here")

HOST = "WS-0042.corp.example"
STORY = [(62, "process"), (70, "registry"), (62, "process"), (50, "script")]
START, UTC_START = 1748944800.123, 1748944800.0

# File -> scores and kinds, the time of the first event, the host of the first event.
EXPECTED: dict[str, tuple[list[tuple[int, str]], float, str]] = {
    "f02_splunk_export_iso_time.csv": (STORY[:1], START, "WS-0042"),
    "f02_splunk_export_iso_time.json": (STORY[:1], START, "WS-0042"),
    "f02_splunk_full_epoch_control.csv": (STORY[:1], START, HOST),
    "f02_splunk_full_iso.csv": (STORY[:1], START, HOST),
    "f03_chainsaw_dump.jsonl": (STORY, START, HOST),
    "f03_evtx_dump.jsonl": (STORY, START, HOST),
    "f03_velociraptor_parse_evtx.jsonl": (STORY, START, HOST),
    "f03_real_evtxhussar_sysmon1.json": ([(0, "process")], 1618383725.122, "DESKTOP-EvtxHussar"),
    "f03_real_whids.jsonl": ([(0, "process")] * 2, 1526936837.177, "WS-0042"),
    "f03_real_zircolite_sample_events.json": (
        [(0, "process"), (0, "process"), (0, "other"), (0, "file")],
        1705314600.0,
        "WORKSTATION01",
    ),
    "f04_defender_records.json": (STORY[:2], 1748944800.123456, "ws-0042.corp.example"),
    "f04_defender_streamed_control.jsonl": (STORY[:2], 1748944800.123456, "ws-0042.corp.example"),
    "f04_es_search_hits.json": (STORY, START, HOST),
    "f04_graph_hunting_results.json": (STORY[:2], 1748944800.123456, "ws-0042.corp.example"),
    "f04_loganalytics_tables.json": (STORY[:1], 1748944800.123456, "ws-0042.corp.example"),
    "f04_osquery_diffResults.jsonl": ([(57, "process"), (0, "process")], UTC_START, "mac1"),
    "f04_osquery_snapshot.jsonl": ([(57, "process"), (0, "process")], UTC_START, "mac1"),
    "f04_splunk_rest_results.json": (STORY[:1], START, "WS-0042"),
    "f05_elasticdump_source.ndjson": (STORY, START, HOST),
    "f06_real_wazuh_hits.ndjson": ([(0, "process")] * 2, 1704067200.0, "HOST-A"),
    "f06_wazuh_archives.jsonl": (STORY, START, HOST),
    "f07_EvtxECmd.csv": (STORY, START, HOST),
    "f07_EvtxECmd.json": (STORY, START, HOST),
    "f08_EventViewer_save.csv": (STORY[:1], START, ""),
    "f08_EventViewer_save.txt": (STORY[:1], START, ""),
    "f08_GetWinEvent_ConvertToJson_ps51_utf16.json": (STORY, START, HOST),
    "f08_GetWinEvent_ConvertToJson_ps7.json": (STORY, START, HOST),
    "f08_GetWinEvent_ExportCsv_ps51.csv": (
        [(62, "process"), (0, "registry"), (0, "other"), (0, "script")],
        START,
        HOST,
    ),
    "f08_GetWinEvent_ExportCsv_ps7.csv": ([(62, "process"), (0, "registry"), (0, "other"), (0, "script")], START, HOST),
    "f09_defender_hunting.csv": (STORY[:1], 1748944800.123456, "ws-0042.corp.example"),
    "f09_securityevent.json": (STORY[:1], 1748944800.123456, HOST),
    "f09_sentinel_export.csv": (STORY[:1], START, "ws-0042.corp.example"),
    "f09_sentinel_securityevent.csv": (STORY[:1], START, HOST),
    "f10_splunk_raw_only.csv": (STORY[:1], START, "WS-0042"),
    "f11_excel_sep.csv": (STORY[:1], START, "WS-0042"),
    "f11_semicolon.csv": (STORY[:1], START, "WS-0042"),
    "f11_tab.csv": (STORY[:1], START, "WS-0042"),
    "f12_cp850.xml": (STORY, START, HOST),
    "f12_declared_windows1252.xml": (STORY, START, HOST),
    "f13_utf16le_nobom.jsonl": (STORY[:1] * 3, START, "WS-0042"),
    "f13_utf16le_nobom.xml": (STORY, START, HOST),
    "f14_prefixed_namespace.xml": (STORY, START, HOST),
    "f14_splunk_results.xml": (STORY, START, "WS-0042"),
    "f15_audit_msg_time.jsonl": ([(38, "process")], START, ""),
    "f15_laurel_ID_time.jsonl": ([(77, "process")], START, "lnx1"),
    "f15_nxlog_local_EventTime.jsonl": (STORY[:1], 1748952000.0, HOST),
    "f15_osquery_calendarTime.jsonl": ([(57, "process")], UTC_START, "mac1"),
    "f15_real_laurel.jsonl": ([(0, "process")], 1626611363.72, ""),
    "f16_audit_raw.log": ([(12, "process")], START, ""),
    "f16_journald.jsonl": (STORY[:1], START, HOST),
    "f16_real_audit_execve.log": ([(0, "process")] * 3, 1481077231.371, ""),
    "f16_sysmonforlinux_syslog.log": (STORY, START, HOST),
    "f17_array_per_line.jsonl": (STORY[:1] * 6, START, "WS-0042"),
    "f17_concat_one_line.json": (STORY[:1] * 3, START, "WS-0042"),
    "f17_trailing_commas.jsonl": (STORY[:1] * 3, START, "WS-0042"),
    "f18_classic_in_raw.json": (STORY[:1], UTC_START, "WS-0042"),
    "f18_fluentbit_winevtlog.jsonl": (STORY, START, HOST),
    "f18_otel_windowseventlog.jsonl": (STORY, START, HOST),
    "f19_real_auditd_started_service.json": ([(0, "other")], 1594053514.709, ""),
    "f19_real_falcon_epp_detection.jsonl": ([(0, "other")], 1631997532.0, "macbook"),
    "f20_real_jamf_AUE_EXECVE.json": ([(0, "other")], 1571164212.0, "VMAC-2C23RW4DY"),
    "f22_last_chunk_cut.evtx": ([(0, "other")] * 90, 1439111858.765625, "Student-PC1.internal.greendale.edu"),
    "f22_last_chunk_padded_control.evtx": (
        [(0, "other")] * 90,
        1439111858.765625,
        "Student-PC1.internal.greendale.edu",
    ),
}
# What must be said of a file, as its events cannot tell it.
SAID = {
    "f08_EventViewer_save.csv": "save as EVTX or XML",
    "f08_EventViewer_save.txt": "save as EVTX or XML",
    "f08_GetWinEvent_ExportCsv_ps51.csv": "3 without their event data",
    "f08_GetWinEvent_ExportCsv_ps7.csv": "3 without their event data",
    "f12_cp850.xml": "cp850",
    "f15_nxlog_local_EventTime.jsonl": "without a zone",
    "f19_real_falcon_epp_detection.jsonl": "a detection of Falcon is no process start",
    "f20_real_jamf_AUE_EXECVE.json": "Jamf's telemetry from before Endpoint Security is not read",
    "f22_last_chunk_cut.evtx": "64,832 of 65,536 bytes are there",
}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(settings.load(ROOT / "lookups"))


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_read(name: str, scorer: Scorer) -> None:
    told: list[Problem] = []
    records = list(read(EXPORTS / name, Listener(told.append, told.append)))
    verdicts: list[Any] = [scorer.assess(record) for record in records]
    scores, time, host = EXPECTED[name]
    assert [(verdict["codesign_score"], verdict["codesign_event"]) for verdict in verdicts] == scores
    assert float(str(records[0]["_time"])) == pytest.approx(time, abs=1e-6)
    assert records[0].get("host", "") == host
    assert SAID.get(name, "") in " ".join(map(str, told))
    assert not any("\ufffd" in str(value) for record in records for value in record.values())


def test_every_export_has_its_expectation() -> None:
    assert {path.name for path in EXPORTS.iterdir() if path.suffix != ".py"} == set(EXPECTED)
