"""What can score reaches the command: the index terms let through every command line of the scorer's own tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from codesignrisk_core.model import POSIX
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import load
from codesignrisk_core.tools import TOOLS

from tests.searches.events import EXPLORER, START, Record, base, script, start
from tests.searches.harness import Searches

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "tests" / "core"
HUNTING = 20
# Whoever takes words apart hides them from the index; codesignrisk_wide_process_events reads every process start.
HIDES_WORDS = ("obfuscated_", "encoded_command", "renamed_tool", "masquerade")


def command_lines() -> set[str]:
    """The texts of the scorer's tests that may be a command line."""
    texts = set()
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                texts.add(node.value)
    return {text for text in texts if 5 < len(text) < 2000 and "\n" not in text}


def image_of(line: str) -> str:
    """Where Windows has the program of a line."""
    word = line.split()[0].strip('"')
    name = base(word) if word.lower().endswith(".exe") else f"{base(word)}.exe"
    return word if "\\" in word else f"C:\\Windows\\System32\\{name}"


@pytest.fixture(scope="module")
def telling() -> dict[str, list[str]]:
    """The command lines that score enough for a hunt, with their indicators."""
    scorer = Scorer(load(ROOT / "lookups"))
    found = {}
    for line in sorted(command_lines()):
        verdict = scorer.assess(start(0, image_of(line), line, parent=EXPLORER))
        indicators = verdict["codesign_indicators"]
        if int(str(verdict["codesign_score"])) >= HUNTING and isinstance(indicators, list):
            found[line] = indicators
    return found


def test_every_line_that_scores_passes_the_terms(searches: Searches, telling: dict[str, list[str]]) -> None:
    plain = [line for line, found in telling.items() if not any(name.startswith(HIDES_WORDS) for name in found)]
    assert len(plain) > 250
    events = [start(number, image_of(line), line, parent=EXPLORER) for number, line in enumerate(plain)]
    kept = searches.run_text("index=* `codesignrisk_process_terms` | table CommandLine", events)
    passed = {row["CommandLine"] for row in kept.rows}
    assert [line for line in plain if line not in passed] == []


def script_texts() -> set[str]:
    """The texts of the scorer's tests that may be a script, those of the command lines among them."""
    texts = set(command_lines())
    for path in (CORE / "cmdlets", CORE / "powershell", CORE / "events"):
        for file in path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and 5 < len(node.value) < 4000:
                    texts.add(node.value)
    return texts


def test_every_script_that_scores_passes_the_terms(searches: Searches) -> None:
    scorer = Scorer(load(ROOT / "lookups"))
    posix = {name for tool in TOOLS if tool.platform == POSIX for name in (tool.name, *tool.images)}
    events = []
    for number, text in enumerate(sorted(script_texts())):
        event = script(number, text)
        verdict = scorer.assess(event)
        if verdict["codesign_tool"] in posix:
            continue
        found = verdict["codesign_indicators"]
        hidden = isinstance(found, list) and any(name.startswith(HIDES_WORDS) for name in found)
        if int(str(verdict["codesign_score"])) >= HUNTING and not hidden:
            events.append(event)
    assert len(events) > 250
    passed = {row["ScriptBlockText"] for row in searches.run_text("`codesignrisk_script_events`", events).rows}
    left = [event["ScriptBlockText"] for event in events if event["ScriptBlockText"] not in passed]
    assert left == []


def osquery(number: int, line: str) -> Record:
    """A start on macOS or Linux."""
    name = base(line.split()[0].strip("\"'"))
    return {
        "_time": f"{START + number}",
        "index": "posix",
        "sourcetype": "osquery:results",
        "name": "pack_endpoint_process_events",
        "columns.path": f"/usr/bin/{name}",
        "columns.cmdline": line,
    }


def test_every_line_of_macos_and_linux_that_scores_passes_the_terms(searches: Searches) -> None:
    scorer = Scorer(load(ROOT / "lookups"))
    events = []
    for number, line in enumerate(sorted(command_lines())):
        event = osquery(number, line)
        verdict = scorer.assess(event)
        found = verdict["codesign_indicators"]
        hidden = isinstance(found, list) and any(name.startswith(HIDES_WORDS) for name in found)
        if int(str(verdict["codesign_score"])) >= HUNTING and not hidden:
            events.append(event)
    assert len(events) > 150
    passed = {row["columns.cmdline"] for row in searches.run_text("`codesignrisk_process_events`", events).rows}
    assert [event["columns.cmdline"] for event in events if event["columns.cmdline"] not in passed] == []
