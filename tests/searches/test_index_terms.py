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
LONGEST = 4_000
# A script on Windows runs none of these.
OF_POSIX = {name for tool in TOOLS if tool.platform == POSIX for name in (tool.name, *tool.images)}
# Whoever takes words apart hides them from the index; codesignrisk_wide_process_events reads every process start.
HIDES_WORDS = ("obfuscated_", "encoded_command", "renamed_tool", "masquerade")


def texts(*folders: Path) -> set[str]:
    """All texts of the tests in folders."""
    return {
        node.value
        for folder in folders
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and 5 < len(node.value) < LONGEST
    }


def command_lines() -> list[str]:
    """The texts of the scorer's tests that may be a command line."""
    return sorted(text for text in texts(CORE) if " " in text and "\n" not in text)


def shown(scorer: Scorer, event: Record) -> bool:
    """Whether an event scores enough for a hunt, and hides no word from the index."""
    verdict = scorer.assess(event)
    names = verdict["codesign_indicators"]
    hidden = isinstance(names, list) and any(name.startswith(HIDES_WORDS) for name in names)
    return int(str(verdict["codesign_score"])) >= HUNTING and not hidden


def image_of(line: str) -> str:
    """Where Windows has the program of a line."""
    word = line.split()[0].strip('"')
    name = base(word) if word.lower().endswith(".exe") else f"{base(word)}.exe"
    return word if "\\" in word else f"C:\\Windows\\System32\\{name}"


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load(ROOT / "lookups"))


def left_out(searches: Searches, search: str, events: list[Record], field: str) -> list[str]:
    """The texts of events that a search does not find."""
    passed = {row[field] for row in searches.run_text(search, events).rows}
    return [str(event[field]) for event in events if event[field] not in passed]


def test_every_line_that_scores_passes_the_terms(searches: Searches, scorer: Scorer) -> None:
    starts = (start(number, image_of(line), line, parent=EXPLORER) for number, line in enumerate(command_lines()))
    events = [event for event in starts if shown(scorer, event)]
    assert len(events) > 250
    search = "index=* `codesignrisk_process_terms` | table CommandLine"
    assert left_out(searches, search, events, "CommandLine") == []


def test_every_script_that_scores_passes_the_terms(searches: Searches, scorer: Scorer) -> None:
    scripts = {*command_lines(), *texts(CORE / "cmdlets", CORE / "powershell", CORE / "events")}
    blocks = (script(number, text) for number, text in enumerate(sorted(scripts)))
    events = [
        event for event in blocks if shown(scorer, event) and scorer.assess(event)["codesign_tool"] not in OF_POSIX
    ]
    assert len(events) > 250
    assert left_out(searches, "`codesignrisk_script_events`", events, "ScriptBlockText") == []


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


def test_every_line_of_macos_and_linux_that_scores_passes_the_terms(searches: Searches, scorer: Scorer) -> None:
    starts = (osquery(number, line) for number, line in enumerate(command_lines()))
    events = [event for event in starts if shown(scorer, event)]
    assert len(events) > 150
    assert left_out(searches, "`codesignrisk_process_events`", events, "columns.cmdline") == []
