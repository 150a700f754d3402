"""The attack tests: in Atomic Red Team's form, safe to run, and each with telemetry that the searches find."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

if sys.version_info < (3, 11):
    pytest.skip("the lab needs Python 3.11", allow_module_level=True)

from scripts import atomics_coverage
from scripts.atomics_coverage import ATOMICS, telemetry

SCHEMA = yaml.safe_load(Path(__file__).with_name("schema.yaml").read_text(encoding="utf-8"))
TEMP = "C:\\Users\\a.rivera\\AppData\\Local\\Temp"  # of the user in the telemetry
PLATFORM_OF = {"powershell": "windows", "command_prompt": "windows"}


@cache
def techniques() -> list[dict[str, Any]]:
    files = sorted(ATOMICS.glob("T*/T*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def atomics() -> dict[str, dict[str, Any]]:
    """All tests by GUID, each with its technique."""
    return {test["auto_generated_guid"]: test for test in atomics_coverage.tests()}


def command(test: dict[str, Any]) -> str:
    """What the test runs, with its default arguments and the folders of the telemetry's user."""
    text = test["executor"]["command"]
    for name, argument in test.get("input_arguments", {}).items():
        text = text.replace(f"#{{{name}}}", str(argument["default"]))
    return text.replace("$env:TEMP", TEMP).replace("%TEMP%", TEMP)


def test_the_files_have_atomic_red_teams_form() -> None:
    assert [file.parent.name for file in sorted(ATOMICS.glob("T*/T*.yaml"))] == [
        file["attack_technique"] for file in techniques()
    ]
    for file in techniques():
        jsonschema.Draft202012Validator(SCHEMA).validate(file)


def test_how_many_and_where() -> None:
    tests = list(atomics().values())
    assert len(tests) == sum(len(file["atomic_tests"]) for file in techniques()), "GUIDs are unique"
    assert {platform for test in tests for platform in test["supported_platforms"]} == {"windows", "macos", "linux"}
    assert len({test["name"] for test in tests}) == len(tests) >= 16


@pytest.mark.parametrize("test", atomics().values(), ids=lambda test: test["name"])
def test_a_test_names_what_it_uses(test: dict[str, Any]) -> None:
    text = json.dumps([test["executor"], test.get("dependencies", [])])
    assert set(re.findall(r"#\{(\w+)\}", text)) == set(test.get("input_arguments", {}))
    assert PLATFORM_OF.get(test["executor"]["name"], test["supported_platforms"][0]) in test["supported_platforms"]


@pytest.mark.parametrize("test", atomics().values(), ids=lambda test: test["name"])
def test_what_a_test_leaves_behind_its_clean_up_takes_away(test: dict[str, Any]) -> None:
    made = set(re.findall(r"ridgeline-[\w.-]*\w|rl-\w+\.exe|Ridgeline\.app", test["executor"]["command"]))
    given = " ".join(str(argument["default"]) for argument in test.get("input_arguments", {}).values())
    kept = {name for name in made if name not in test["executor"]["cleanup_command"] and name not in given}
    # A DLL that is named only, and a folder of what a test before has made.
    assert kept - {"ridgeline-sip.dll", "ridgeline-codesign.pfx", "ridgeline-publisher.cer"} == set()


@pytest.mark.parametrize("test", atomics().values(), ids=lambda test: test["name"])
def test_the_telemetry_is_that_of_the_command(test: dict[str, Any]) -> None:
    told = command(test).replace('"', "")
    events = telemetry(test["auto_generated_guid"])
    for event in events:
        line = event.get("CommandLine") or event.get("columns.cmdline") or ""
        arguments = line.replace('"', "").replace("\\;", ";").rpartition(".exe ")[2] if line else ""
        assert arguments.replace(" ;", " \\;") in told, "a process start whose words the test does not have"
        for statement in event.get("ScriptBlockText", "").splitlines():
            assert statement.replace("$env:TEMP", TEMP).replace('"', "") in told
    assert events


def test_the_searches_that_each_test_fires() -> None:
    """coverage.csv, to the letter: a test that a search no longer finds is a row that changes."""
    table = atomics_coverage.rows()
    assert atomics_coverage.COVERAGE.read_text(encoding="utf-8") == atomics_coverage.render(table), (
        "atomics/coverage.csv is stale: run `make docs`"
    )
    assert not [row["test"] for row in table if not row["searches"]], "a test that nothing finds"
    assert len({atomics_coverage.host(row["guid"]) for row in table}) == len(table)
