"""The search assistant's help: complete, and only of terms that are defined."""

import re

import pytest

from scripts import ROOT
from scripts.conf import read_conf

BNF = read_conf(ROOT / "default" / "searchbnf.conf")
COMMAND = BNF["codesignrisk-command"]
EXAMPLES = [key for key in COMMAND if key.startswith("example")]


def test_the_command_is_public():
    assert COMMAND["usage"] == "public"
    assert COMMAND["shortdesc"]


def test_every_term_of_the_syntax_is_defined_and_every_definition_is_used():
    terms = set(re.findall(r"<([\w-]+)>", COMMAND["syntax"]))
    assert terms == set(BNF) - {"codesignrisk-command", "codesignriskhealth-command"}


@pytest.mark.parametrize("option", ["min_score=<int>", "allowlist=<bool>", "raw=<bool>"])
def test_every_option_is_described(option):
    [described] = [stanza for stanza in BNF.values() if stanza["syntax"] == option]
    assert "Default: " in described["description"]
    assert option in COMMAND["simplesyntax"]


def test_the_columns_of_the_health_command_are_told():
    from codesignrisk_core import health

    told = re.findall(r'\\i\\ "(\w+)":', BNF["codesignriskhealth-command"]["description"])
    assert told == list(health.FIELDS)


def test_there_are_four_examples_or_more_each_with_its_comment():
    assert len(EXAMPLES) >= 4
    assert [key.replace("example", "comment") for key in EXAMPLES] == [key for key in COMMAND if "comment" in key]


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_runs_as_it_stands(key):
    macros = read_conf(ROOT / "default" / "macros.conf")
    assert re.search(r"\| codesignrisk( \w+=\w+)*( \||$)", COMMAND[key])
    assert set(re.findall(r"`(\w+)`", COMMAND[key])) <= set(macros)
    options = set(re.findall(r"(\w+)=", re.search(r"\| codesignrisk([^|]*)", COMMAND[key])[1]))
    assert options <= {"min_score", "allowlist", "raw"}
    fields = set(re.findall(r"\bcodesign_\w+", COMMAND[key]))
    assert fields <= set(re.findall(r'\\i\\ "(\w+)":', COMMAND["description"]))
