"""What each rule finds and does not find, as sigma/examples.jsonl says; the SPL of Splunk's backend finds the same."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from lab.spl import run
from scripts.sigma_rules import collection, comparison
from scripts.sigma_rules.comparison import Comparison, Event

RULES = {collection.path(rule).stem: rule for rule in collection.load()}
EXAMPLES = comparison.examples()
HUNT = 20


@pytest.fixture(scope="module")
def found() -> Comparison:
    return comparison.compare(list(RULES.values()), [example.event for example in EXAMPLES])


def test_every_rule_has_an_example_that_it_finds() -> None:
    assert {example.rule for example in EXAMPLES if example.seen} == set(RULES)


def test_only_a_rule_that_looks_at_a_folder_alone_sees_all() -> None:
    assert set(RULES) - {example.rule for example in EXAMPLES if not example.seen} == {
        "file_event_lnx_codesign_trust_anchor"
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.event.name} {example.rule}")
def test_an_example(found: Comparison, example: comparison.Example) -> None:
    hits = found.found[collection.path(RULES[example.rule])]
    assert (example.event.name in hits) == example.seen
    assert example.seen or (example.why and example.event.score >= HUNT)


def test_an_event_is_looked_for_in_its_log_source_only() -> None:
    linux = next(example.event for example in EXAMPLES if example.event.fields.get("Image") == "/usr/bin/cp")
    other = linux._replace(source=comparison.LogSource("windows", "process_creation"))
    assert comparison.compare(list(RULES.values()), [linux]).by_any_rule() == {linux.name}
    assert comparison.compare(list(RULES.values()), [other]).by_any_rule() == set()


def test_case_does_not_matter_and_a_missing_field_matches_no_filter() -> None:
    rule = RULES["proc_creation_win_codesign_renamed_tool"]
    source = comparison.LogSource("windows", "process_creation")
    lines = [("SIGNTOOL.EXE", "C:\\x\\SignTool.exe"), ("SIGNTOOL.EXE", "C:\\x\\a.exe"), ("SIGNTOOL.EXE", "")]
    events = [
        Event(
            str(number),
            source,
            {**dict.fromkeys(comparison.FIELDS["process_creation"], ""), "OriginalFileName": original, "Image": image},
            0,
            "none",
            "",
            "",
        )
        for number, (original, image) in enumerate(lines)
    ]
    assert comparison.compare([rule], events).by_any_rule() == {"1", "2"}


def test_labelled_events_keep_their_labels_and_those_without_a_category_are_left_out(tmp_path: Path) -> None:
    case = {"CommandLine": "certutil -addstore root x.cer", "Image": "C:\\Windows\\System32\\certutil.exe"}
    log = {"_id": "c", "_label": "benign", "_kind": "certificate_log", "EventCode": "1007"}
    rows = [{"id": "a", "label": "malicious", **case}, {"id": "b", "label": "benign", "CommandLine": "whoami"}]
    (tmp_path / "set.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "other.jsonl").write_text(json.dumps(log) + "\n", encoding="utf-8")
    [other, found] = comparison.labelled(list(RULES.values()), tmp_path)
    assert (other.name, other.labels) == ("other", {})
    assert (found.name, found.labels) == ("set", {"a": "malicious", "b": "benign"})
    assert found.comparison.by_any_rule() == {"a"}


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return [event for folder in comparison.SETS.values() for event in comparison.events(folder)] + [
        example.event for example in EXAMPLES
    ]


def test_splunk_s_form_finds_what_the_sqlite_form_finds(events: list[Event]) -> None:
    numbered = [event._replace(name=str(number)) for number, event in enumerate(events)]
    found = comparison.compare(list(RULES.values()), numbered)
    by_source = defaultdict(list)
    for event in numbered:
        fields = {name: value for name, value in event.fields.items() if value}
        by_source[event.source].append({"_time": "0", "number": event.name, **fields})
    differ = {}
    for stem, rule in RULES.items():
        source = comparison.LogSource(str(rule.logsource.product), str(rule.logsource.category))
        spl = collection.to_splunk(rule)
        rows = run(spl, by_source[source], now=1).rows
        numbers = [str(row["number"]) for row in rows]
        if sorted(numbers) != sorted(found.found[collection.path(rule)]):
            differ[stem] = (spl, sorted(numbers), found.found[collection.path(rule)])
    assert differ == {}
    assert len(found.by_any_rule()) > 60


def test_splunk_s_form_is_one_search_without_commands() -> None:
    assert [stem for stem, rule in RULES.items() if re.search(r"(?<!\\)\|", collection.to_splunk(rule))] == []
