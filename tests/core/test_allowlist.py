"""Rows of the allowlist against what an event has."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.allowlist import Allowlist
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import AllowRule, Settings
from codesignrisk_core.wildcards import MAX_TEXT, Wildcard, wildcard

EVENT = {
    "EventCode": "1",
    "Computer": "build01.contoso.com",
    "User": "CONTOSO\\svc_build",
    "Image": "C:\\Windows\\System32\\certutil.exe",
    "CommandLine": "certutil -addstore root D:\\pki\\corp.cer",
    "ParentImage": "C:\\Windows\\System32\\cmd.exe",
}


def rule(reason: str = "our own root", **patterns: str) -> AllowRule:
    return AllowRule("r1", tuple((key, wildcard(pattern)) for key, pattern in patterns.items()), reason)


def allowed(*rules: AllowRule, **event: list[str]) -> str:
    return Allowlist(rules).match(event)


def test_every_pattern_of_a_rule_must_match() -> None:
    assert allowed(rule(host="build*", user="*svc*"), host=["build01"], user=["svc_build"]) == "our own root"
    assert allowed(rule(host="build*", user="*svc*"), host=["build01"], user=["jane"]) == ""


def test_one_of_several_values_is_enough() -> None:
    assert allowed(rule(cert_file="*.cer"), cert_file=["a.pfx", "b.cer"]) == "our own root"


def test_what_the_event_does_not_have_matches_no_pattern() -> None:
    assert allowed(rule(host="build*")) == ""
    assert allowed(rule(host="*a*"), host=[""]) == ""
    assert allowed(rule(host="*"), host=[]) == ""


def test_the_first_rule_that_matches_gives_its_reason() -> None:
    rules = rule("no", host="x"), rule("first", host="b*"), rule("second", host="*1")
    assert allowed(*rules, host=["b1"]) == "first"
    assert allowed(host=["b1"]) == ""


def test_the_first_rule_counts_whether_it_is_exact_or_has_a_star() -> None:
    """Exact values are looked up, stars are tried: the order of the rows decides all the same."""
    event = {"host": ["b1"], "user": ["jane"], "cert_file": ["a.cer", "b.cer"]}
    exact, starred = rule("exact", host="B1", cert_file="b.cer"), rule("starred", host="b*")
    mixed, other = rule("mixed", user="jane", cert_file="*.cer"), rule("other", host="b2")
    assert allowed(other, starred, exact, **event) == "starred"
    assert allowed(other, exact, starred, **event) == "exact"
    assert allowed(mixed, exact, starred, **event) == "mixed"
    assert allowed(other, rule("no", user="jane", cert_file="*.pfx"), exact, **event) == "exact"


def test_a_text_that_was_cut_is_allowed_by_its_beginning_only() -> None:
    line = "certutil -addstore root x.cer " + "x" * MAX_TEXT
    assert allowed(rule(command_line="certutil*"), command_line=[line]) == "our own root"
    assert allowed(rule(command_line="certutil*x"), command_line=[line]) == ""
    assert allowed(rule(command_line=line), command_line=[line]) == ""


def test_values_behind_the_hundredth_are_allowed_by_no_row() -> None:
    files = [f"{number}.cer" for number in range(200)]
    assert allowed(rule(cert_file="99.cer"), cert_file=files) == "our own root"
    assert allowed(rule(cert_file="100.cer"), cert_file=files) == ""


def test_exact_rows_are_not_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(Wildcard, "matches", lambda self, text: tried.append(text) or False)
    rules = [rule(host=f"build{number:05}", indicator="sign") for number in range(10_000)]
    found = Allowlist([*rules, rule("stars", host="x*")])
    assert found.match({"host": ["build09999"], "indicator": ["export", "sign"]}) == "our own root"
    assert found.match({"host": ["web01"], "indicator": ["export", "sign"]}) == ""
    assert len(tried) == 1  # the row with a star, by the event that no exact row allows


@pytest.mark.parametrize(
    "patterns",
    [
        {"host": "BUILD*"},
        {"user": "contoso\\svc_*"},
        {"image": "*\\certutil.exe"},
        {"command_line": "*-addstore root d:\\pki\\*"},
        {"parent_image": "*\\cmd.exe"},
        {"cert_file": "d:\\pki\\*.cer"},
        {"indicator": "add_to_store_root"},
        {"host": "build01.contoso.com", "indicator": "add_to_store_*", "cert_file": "*\\corp.cer"},
    ],
)
def test_a_match_takes_the_score_and_keeps_what_was_found(shipped: Settings, patterns: dict[str, str]) -> None:
    before: dict[str, Any] = Scorer(shipped).assess(EVENT)
    tables = Settings(shipped.indicators, shipped.parents, shipped.parent_patterns, [rule(**patterns)])
    assert before["codesign_score"] == 50
    assert Scorer(tables).assess(EVENT) == {
        **before,
        "codesign_score": 0,
        "codesign_band": "none",
        "codesign_allowlisted": "our own root",
    }
    assert Scorer(tables, use_allowlist=False).assess(EVENT) == before


def test_an_event_with_nothing_to_allow_is_not_allowlisted(shipped: Settings) -> None:
    tables = Settings(shipped.indicators, shipped.parents, shipped.parent_patterns, [rule(host="*")])
    verdict = Scorer(tables).assess({**EVENT, "CommandLine": "certutil -ping"})
    assert verdict["codesign_allowlisted"] == ""
