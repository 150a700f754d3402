"""What public rules ask is restated right, and docs/public-rules.md says what they find today."""

from __future__ import annotations

import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the lab needs Python 3.11", allow_module_level=True)

from scripts import public_rules_docs
from scripts.public_rules.conditions import Condition, Rule
from scripts.public_rules.rules import RULES, SNAPSHOTS

EVENT = {"Image": "C:\\Windows\\System32\\CertUtil.exe", "CommandLine": "certutil \u2013addstore Root x.cer"}


def one(fields, how, *values):
    return Condition(fields, how, values)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (one("CommandLine", "contains", "addstore root"), True),
        (one("CommandLine", "contains", "-addstore"), False),
        (one("CommandLine", "dash", "-addstore"), True),
        (one("Image", "ends", "\\certutil.exe"), True),
        (one("Image", "begins", "d:\\", "c:\\windows"), True),
        (one("Image", "is", "certutil.exe"), False),
        (one("OriginalFileName Image", "named", "certutil.exe"), True),
        (one("Image", "other than", "cmd.exe", "certutil.exe"), False),
        (one("Image", "other than", "cmd.exe"), True),
        (one("Details", "is", ""), True),
    ],
)
def test_a_condition(condition, holds):
    assert condition.holds(EVENT) is holds


def test_a_rule_asks_for_its_log_source_and_for_no_exception():
    rule = Rule("x", "x", "x", "1", "process_creation", (one("Image", "named", "certutil.exe"),))
    assert rule.finds("windows", "process_creation", EVENT)
    assert not rule.finds("windows", "registry_set", EVENT)
    other = rule._replace(unless=((one("CommandLine", "contains", "root"), one("Image", "ends", "cmd.exe")),))
    assert other.finds("windows", "process_creation", EVENT)
    assert not other._replace(unless=(other.unless[0][:1],)).finds("windows", "process_creation", EVENT)


def test_each_rule_says_where_it_stands():
    assert {rule.content for rule in RULES} == set(SNAPSHOTS)
    assert len({(rule.content, rule.identity) for rule in RULES}) == len(RULES)
    assert all(rule.version and len(rule.identity) == 36 for rule in RULES)


def test_the_guide_is_current():
    assert public_rules_docs.GUIDE.read_text(encoding="utf-8") == public_rules_docs.render(), "run `make docs`"
