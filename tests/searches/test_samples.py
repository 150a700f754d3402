"""The sample events of the lab: what the four published tests fire, and the published search's own table."""

from __future__ import annotations

import re

import pytest

from scripts import ROOT
from tests.searches.harness import Searches, table

DAY = 86_400
TEMP = "C:\\Users\\a.rivera\\AppData\\Local\\Temp\\ridgeline-"


def sample(*names):
    from lab.readers import Listener, read

    listener = Listener(on_problem=lambda problem: pytest.fail(str(problem)))
    return [event for name in names for event in read(ROOT / "lab" / "samples" / f"{name}.jsonl", listener)]


# Search -> what it shows of the sample, worst first.
FIRED = {
    "test1_self_signed": {
        "High Score Process": [("signtool", "sign", 87), ("powershell", "export_key", 85)],
        "PowerShell Certificate Abuse": [("powershell", "export_key", 80)],
        "Certificate Drop": [(None, None, 35)],
        "Certificate Drop Then Use": [(None, "sign", 100)],
    },
    "test2_trusted_publisher": {
        "High Score Process": [("certutil", "add_to_store", 62)],
        "Trust Store Registry Write": [("certutil", "add_to_store", 70)],
        "PowerShell Certificate Abuse": [("certutil", "add_to_store", 77)],
        "Certificate Drop Then Use": [(None, "add_to_store", 97)],
    },
    "test3_user_store": {
        "High Score Process": [("certutil", "add_to_store", 62)],
        "Trust Store Registry Write": [("certutil", "add_to_store", 70)],
        "PowerShell Certificate Abuse": [("powershell", "make_certificate", 48)],
        "Certificate Drop Then Use": [(None, "add_to_store", 97)],
        "Newly Trusted Publisher Runs": [(None, None, 70)],
    },
    "test4_macos_adhoc": {},
    "build_server": {},
}
ALERTS = [
    "High Score Process",
    "PowerShell Certificate Abuse",
    "Trust Store Registry Write",
    "Certificate Drop",
    "Certificate Drop Then Use",
    "Signing Kit In Sequence",
    "Newly Trusted Publisher Runs",
]


def at(events, seconds):
    """The events, moved so that the last one is that many seconds after START, as if they had just come."""
    from tests.searches.events import START

    shift = START + seconds - max(float(event["_time"]) for event in events)
    return [{**event, "_time": f"{float(event['_time']) + shift:.3f}"} for event in events]


@pytest.mark.parametrize("name", FIRED)
def test_alerts(searches: Searches, name):
    fired = {}
    for search in ALERTS:
        rows = table(searches.run(search, at(sample(name), 0), now=600), "codesign_tool codesign_action codesign_score")
        fired.update({search: rows} if rows else {})
    assert fired == FIRED[name]


RISKS = {
    "test1_self_signed": [("sign", 87), ("export_key", 85), ("certificate_drop", 35)],
    "test2_trusted_publisher": [("add_to_store", 77)],
    "test3_user_store": [("add_to_store", 70), ("make_certificate", 48), ("sign", 32)],
    "test4_macos_adhoc": [("sign", 41)],
    "build_server": [],
}


@pytest.mark.parametrize("name", RISKS)
def test_risk(searches: Searches, name):
    result = searches.run("Risk Events", at(sample(name), 0), now=600)
    assert table(result, "codesign_action risk_score") == RISKS[name]


def documented(heading):
    guide = (ROOT / "docs" / "searches.md").read_text(encoding="utf-8")
    return re.search(r"```\n(.+?)```", guide.partition(f"## {heading}\n")[2], re.S)[1]


def test_the_published_table_is_reproduced_by_the_documented_search(searches: Searches):
    result = searches.run_text(
        documented("The published search, repaired"), sample("test1_self_signed", "test2_trusted_publisher"), now=DAY
    )
    assert result.fields == [
        *("_time", "host", "User", "Process", "CommandLine", "ParentProcess", "IsSigntool", "IsCertutil"),
        *("SigntoolSignCmd", "CertImport", "TrustedStoreTarget", "HasPFX", "SelfSigned", "SuspiciousParent"),
        *("RiskScore", "DetectionType"),
    ]
    columns = " ".join(["User", *result.fields[6:]])
    rows = [(row["Process"].rpartition("\\")[2], *rest) for row, rest in zip(result.rows, table(result, columns))]
    drop = "SuspiciousCertFileCreation"
    assert rows == [
        ("certutil.exe", "a.rivera", 0, 1, 0, 1, 1, 0, 0, 1, 3, None),
        ("certutil.exe", "CORP\\a.rivera", 0, 1, 0, 1, 1, 0, 0, 1, 3, None),
        ("powershell.exe", "CORP\\a.rivera", 0, 0, 0, 0, 0, 0, 0, 0, 0, drop),
        ("signtool.exe", "a.rivera", 1, 0, 1, 0, 0, 1, 1, 1, 4, None),
        ("signtool.exe", "CORP\\a.rivera", 1, 0, 1, 0, 0, 1, 1, 1, 4, None),
        ("powershell.exe", "CORP\\a.rivera", 0, 0, 0, 0, 0, 1, 0, 0, 1, drop),
    ]
    assert [row["CommandLine"] for row in result.rows if row.get("DetectionType")] == [
        TEMP + "publisher.cer",
        TEMP + "codesign.pfx",
    ]


def test_the_documented_correlation_runs_over_any_range(searches: Searches):
    events = sample("test1_self_signed", "test2_trusted_publisher", "test3_user_store", "build_server")
    result = searches.run_text(documented("Certificate Drop Then Use"), events, now=90 * DAY)
    assert table(result, "codesign_action codesign_score dropper drop_match drop_same_tree drop_same_user") == [
        ("sign", 100, "powershell.exe", "same path", 1, 1),
        ("add_to_store", 97, "powershell.exe", "same path", 1, 1),
        ("add_to_store", 97, "powershell.exe", "same path", 1, 1),
    ]
