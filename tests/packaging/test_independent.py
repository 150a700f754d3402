"""How the findings of other people's tools are judged, and what the detections hold that contentctl is shown."""

from __future__ import annotations

import json

import pytest
import yaml

from scripts import ROOT, detections
from scripts.conf import read_conf
from scripts.independent import Expectation, Finding, judge, read_expectations, warnings

KNOWN = Expectation("SPL001", "`index=*`", "because")
WIDE = Finding("SPL001", "A", "`index=*` uses a wildcard")
SAVED = read_conf(ROOT / "default" / "savedsearches.conf")
STORIES = read_conf(ROOT / "default" / "analyticstories.conf")
ALERTS = [name for name, stanza in SAVED.items() if "alert.track" in stanza]
METADATA = [json.loads(SAVED[name]["action.correlationsearch.metadata"]) for name in ALERTS]


def test_every_expectation_says_why():
    assert all(known.rule and known.message and known.reason for known in read_expectations())


@pytest.mark.parametrize(
    ("found", "problems"),
    [
        ([WIDE], []),
        ([WIDE, Finding("SPL003", "B", "`join` is costly")], ["B: SPL003: `join` is costly"]),
        ([], ["expected, but gone: SPL001: `index=*`"]),
    ],
)
def test_findings_are_held_against_expectations(found, problems):
    assert judge(found, [KNOWN]) == problems


def test_what_slim_prints_is_read():
    told = """slim validate: [NOTE] Manifest read
slim validate: [WARNING] /x/default/commands.conf, line 4: Undefined setting in commands.conf: python.version
slim validate: [ERROR] No such app
slim validate: [INFO] App validation complete
"""
    assert [*warnings(told)] == [
        Finding("slim", "commands.conf", "Undefined setting in commands.conf: python.version"),
        Finding("slim", "package", "No such app"),
    ]


def test_each_alert_has_an_id_of_its_own_and_a_version():
    assert len({one["detection_id"] for one in METADATA}) == len(ALERTS)
    assert all(int(one["detection_version"]) >= 1 and one["deprecated"] == "0" for one in METADATA)
    assert {SAVED[name]["action.correlationsearch.detection_type"] for name in ALERTS} == {"ebd"}


def test_the_story_holds_every_alert_with_its_techniques():
    told = json.loads(STORIES[f"analytic_story://{detections.STORY}"]["searches"])
    assert told == ALERTS
    assert [name.partition("://")[2] for name in STORIES if name.startswith("savedsearch://")] == ALERTS
    for name in ALERTS:
        ours = json.loads(SAVED[name]["action.correlationsearch.annotations"])["mitre_attack"]
        assert json.loads(STORIES[f"savedsearch://{name}"]["annotations"]) == {"mitre_attack": ours}
        assert STORIES[f"savedsearch://{name}"]["explanation"] == SAVED[name]["description"]


def test_detections_are_written_as_contentctl_has_them(tmp_path):
    assert detections.write(tmp_path / "project") == len(ALERTS)
    [file] = (tmp_path / "project" / "detections").rglob("codesignrisk_signature_checks_weakened.yml")
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (read["name"], read["type"], read["status"]) == (
        "Codesignrisk Signature Checks Weakened",
        "TTP",
        "experimental",
    )
    assert read["id"] in {one["detection_id"] for one in METADATA}
    assert "`codesignrisk_signature_checks_weakened_filter`" in read["search"]
    assert "\n" not in read["search"]
    assert {one["field"] for one in read["rba"]["risk_objects"]} == {"dest", "user"}
    assert read["tags"]["mitre_attack_id"] == ["T1553.003", "T1553.006", "T1112"]
    macro = yaml.safe_load((tmp_path / "project" / "macros" / "codesignrisk_new.yml").read_text(encoding="utf-8"))
    assert (macro["name"], macro["arguments"]) == ("codesignrisk_new", ["seconds"])
