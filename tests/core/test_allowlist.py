"""Rows of the allowlist against what an event has."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core import allowlist
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import AllowRule, Settings, wildcard

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
    return allowlist.match(rules, event)


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
