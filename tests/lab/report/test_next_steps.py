"""What to look at next, by action."""

from __future__ import annotations

import re

from lab.paths import BIN
from lab.report.next_steps import ANY, NEXT_STEPS, next_step

CORE = "\n".join(path.read_text(encoding="utf-8") for path in (BIN / "codesignrisk_core").rglob("*.py"))


def test_every_action_is_one_that_the_command_gives() -> None:
    words = set(re.findall(r'"([a-z_]+)"', CORE))
    assert [action for action in NEXT_STEPS if action not in words] == []


def test_an_action_without_a_line_of_its_own_gets_the_general_one() -> None:
    assert next_step("timestamp") == next_step("") == ANY
    assert next_step("add_to_store") != ANY
