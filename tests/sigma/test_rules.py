"""The Sigma rules: in Sigma's form, tagged with ATT&CK's current version, and convertible by three backends."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sigma.rule import SigmaDetection, SigmaRule

from scripts.sigma_rules import attack, collection
from scripts.sigma_rules.events import FIELDS

RULES = collection.load()
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: collection.path(rule).stem)


def fields(rule: SigmaRule) -> set[str]:
    """All field names of a rule's detection."""

    def walk(detection: SigmaDetection) -> Iterator[str]:
        for item in detection.detection_items:
            if isinstance(item, SigmaDetection):
                yield from walk(item)
            else:
                yield item.field or "(no field)"

    return {name for detection in rule.detection.detections.values() for name in walk(detection)}


def text(rule: SigmaRule) -> str:
    return (collection.FOLDER / collection.path(rule)).read_text(encoding="utf-8")


def test_the_validators_have_nothing_to_say() -> None:
    assert list(collection.issues(RULES)) == []


def test_the_validators_do_look(tmp_path: Path) -> None:
    wrong = tmp_path / "proc_creation_win_wrong.yml"
    [known] = [rule for rule in RULES if "bcdedit" in collection.path(rule).stem]
    wrong.write_text(text(known).replace("attack.t1553.006", "attack.t1553.066").replace("title: ", "title: Detects "))
    found = " ".join(collection.issues(collection.load(tmp_path)))
    assert "InvalidATTACKTagIssue" in found
    assert "SigmahqTitleStartIssue" in found


def test_sigma_s_own_program_accepts_them() -> None:
    # The tags of ATT&CK are left to the test above: the program would fetch ATT&CK from the network.
    tags = {"attacktag", "sigmahq_tags_techniques_without_tactics"}
    left_out = [word for name in sorted(collection.ONLINE_VALIDATORS | tags) for word in ("--exclude", name)]
    program = Path(sys.executable).with_name("sigma")
    done = subprocess.run(
        [program, "check", "--fail-on-issues", *left_out, collection.FOLDER],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Found 0 errors" in done.stdout


def test_ids_are_random_and_each_is_used_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert {identity.version for identity in ids if identity} == {4}


def test_no_technique_of_the_table_is_unused() -> None:
    used = {tag.name.upper() for rule in RULES for tag in rule.tags if tag.name.startswith("t1")}
    assert used == set(attack.TACTICS)


@each_rule
def test_it_asks_for_fields_of_its_category_only(rule: SigmaRule) -> None:
    assert fields(rule)
    assert fields(rule) <= FIELDS[str(rule.logsource.category)]


@each_rule
def test_its_name_says_where_it_looks(rule: SigmaRule) -> None:
    # SigmaHQ's prefixes of file names: its convention for rules
    prefixes = {
        ("windows", "process_creation"): "proc_creation_win_",
        ("windows", "ps_script"): "posh_ps_",
        ("windows", "registry_set"): "registry_set_",
        ("windows", "file_event"): "file_event_win_",
        ("windows", "image_load"): "image_load_win_",
        ("windows", "driver_load"): "driver_load_win_",
        ("macos", "process_creation"): "proc_creation_macos_",
        ("linux", "process_creation"): "proc_creation_lnx_",
        ("linux", "file_event"): "file_event_lnx_",
    }
    product, category = str(rule.logsource.product), str(rule.logsource.category)
    path = collection.path(rule)
    assert path.parts[0] == product
    assert path.name.startswith(prefixes[product, category] + "codesign_") or "quarantine" in path.name


def test_the_elastic_form_has_the_names_of_ecs() -> None:
    [rule] = [rule for rule in RULES if collection.path(rule).stem == "proc_creation_win_codesign_trusted_store_tool"]
    query = collection.to_elastic(rule)
    assert "process.command_line:*\\-addstore*" in query.replace("(", "").replace(")", "")
    assert "process.executable" in query


@each_rule
def test_the_elastic_backend_converts_it(rule: SigmaRule) -> None:
    query = collection.to_elastic(rule)
    assert query.count("(") >= query.count("\\(")
    if rule.logsource.product == "windows":
        assert not re.search(r"\b(?:CommandLine|Image|TargetObject|ScriptBlockText):", query)
