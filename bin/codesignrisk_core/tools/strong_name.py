"""sn.exe where it switches the check of strong names off, and makes key pairs for them.

Grammar: learn.microsoft.com, "Sn.exe (Strong Name tool)": -Vr ASSEMBLY[,USERS] takes an assembly (``*`` for all) for
skipping; -Vl lists, -Vu and -Vx take back.
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import strong_names

NAME = "sn"


def judge(command: Command) -> Report:
    """Read one sn line; other options leave an empty report."""
    report = Report()
    words = [token.lower for token in command.args]
    for option, operand in zip(words, words[1:]):
        if option in ("-vr", "/vr"):
            report.tool = NAME
            strong_names.judge(report, NAME, operand)
    return report


TOOLS = (Tool(NAME, (NAME,), ("sn.exe",), judge, words=("vr",)),)
