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
    words = command.args
    for option, operand in zip(words, (word.text for word in words[1:])):
        if option.lower in _REMOVES:
            report.add("code_integrity_policy", f"citool removes the App Control policy {operand}")
        elif option.lower in _UPDATES:
            report.add("code_integrity_policy", f"citool puts the App Control policy {operand} in force")
            inputs.judge(report, operand, known=file_kinds.POLICIES, cwd=command.cwd)
    if report.findings:
        report.action = "change_code_integrity_policy"
    return report


TOOLS = (Tool(NAME, (NAME,), ("citool.exe",), judge),)
