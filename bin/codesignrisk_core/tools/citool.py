"""CiTool.exe, which changes App Control policies on Windows 11 and Server 2025.

Grammar: learn.microsoft.com, "Managing CI Policies and Tokens with CiTool": --update-policy (-up) FILE, --remove-policy
(-rp) {id}, --add-token (-at) FILE, --remove-token (-rt) {id}; everything else lists or refreshes.
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs
from codesignrisk_core.trust import file_kinds

NAME = "citool"

_UPDATES = frozenset({"-up", "--update-policy", "-at", "--add-token"})
_REMOVES = frozenset({"-rp", "--remove-policy", "-rt", "--remove-token"})


def judge(command: Command) -> Report:
    """Read one CiTool line."""
    report = Report(tool=NAME)
    words = [token.lower for token in command.args]
    for place, word in enumerate(words[:-1]):
        operand = command.args[place + 1].text
        if word in _REMOVES:
            report.add("code_integrity_policy", f"citool removes the App Control policy {operand}")
        elif word in _UPDATES:
            report.add("code_integrity_policy", f"citool puts the App Control policy {operand} in force")
            inputs.judge(report, operand, known=file_kinds.POLICIES, cwd=command.cwd)
    if report.findings:
        report.action = "change_code_integrity_policy"
    return report


TOOLS = (Tool(NAME, (NAME,), ("citool.exe",), judge),)
